//! The command `conformance`.

use std::env;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{self, Command, Output};

use conformance_vectors::{HOW_TO_GET, hex};

fn conformance(arguments: &[&str]) -> Result<Output, Box<dyn Error>> {
    Ok(Command::new(env!("CARGO_BIN_EXE_conformance")).args(arguments).output()?)
}

/// A corpus of one sample, in a folder of its own.
fn corpus(name: &str, expected: &str) -> Result<PathBuf, Box<dyn Error>> {
    let root = env::temp_dir().join(format!("conformance-{}-{name}", process::id()));
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/discover-versions-1.1.xml");
    fs::create_dir_all(root.join("oasis/1.1/testcases"))?;
    fs::create_dir_all(root.join("expected"))?;
    let xml = format!("<KMIP>{}</KMIP>", fs::read_to_string(sample)?);
    fs::write(root.join("oasis/1.1/testcases/A.xml"), xml)?;
    let line = serde_json::json!({
        "path": "oasis/1.1/testcases/A.xml", "index": 0, "kind": "RequestMessage", "version": "1.1", "ttlv": expected,
    });
    fs::write(root.join("expected/1.1.jsonl"), line.to_string())?;
    Ok(root)
}

fn sample_hex() -> Result<String, Box<dyn Error>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/discover-versions-1.1.hex");
    Ok(fs::read_to_string(path)?.lines().collect())
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap_or_default()
}

#[test]
fn a_run_prints_a_table_and_writes_what_was_asked_for() -> Result<(), Box<dyn Error>> {
    let digits = sample_hex()?;
    let root = corpus("good", &digits)?;
    let (json, emit) = (root.join("report.json"), root.join("messages.jsonl"));
    let output = conformance(&["run", text(&root), "--json", text(&json), "--emit", text(&emit)])?;
    let printed = String::from_utf8(output.stdout)?;
    assert_eq!(output.status.code(), Some(0), "{printed}");
    assert!(printed.starts_with("| version | set       | messages |"), "{printed}");
    assert_eq!(printed.lines().last(), Some("1 passed, 0 failed"));

    let report: serde_json::Value = serde_json::from_str(&fs::read_to_string(&json)?)?;
    assert_eq!(report["rows"][0]["version"], "1.1");
    assert_eq!(report["cases"]["passed"], 1);
    let lines = fs::read_to_string(&emit)?;
    let line = serde_json::json!({
        "path": "oasis/1.1/testcases/A.xml", "index": 0, "kind": "RequestMessage", "version": "1.1", "ttlv": digits,
    });
    assert_eq!(lines, format!("{line}\n"));
    Ok(fs::remove_dir_all(root)?)
}

#[test]
fn a_failure_is_told_and_exits_1() -> Result<(), Box<dyn Error>> {
    let mut wrong = hex::decode(&sample_hex()?).ok_or("not hexadecimal")?;
    *wrong.last_mut().ok_or("empty")? ^= 1;
    let root = corpus("wrong", &hex::encode(&wrong))?;
    let output = conformance(&["run", text(&root)])?;
    let printed = String::from_utf8(output.stdout)?;
    assert_eq!(output.status.code(), Some(1));
    let failure = "oasis/1.1/testcases/A.xml#0: bytes: differs from byte 183 on (184 bytes instead of 184)";
    assert_eq!(printed.lines().rev().take(2).collect::<Vec<_>>(), ["0 passed, 1 failed", failure]);
    Ok(fs::remove_dir_all(root)?)
}

#[test]
fn mutants_are_counted_and_the_table_printed() -> Result<(), Box<dyn Error>> {
    let root = corpus("mutants", &sample_hex()?)?;
    let output = conformance(&["mutate", text(&root), "--each", "3"])?;
    let printed = String::from_utf8(output.stdout)?;
    assert_eq!(output.status.code(), Some(0), "{printed}");
    assert!(
        printed.starts_with("| change                         | mutants | caught | legal | missed |\n"),
        "{printed}"
    );
    // One message, six kinds.
    assert!(printed.contains("| all                            |      18 |     18 |     0 |      0 |"), "{printed}");
    let again = conformance(&["mutate", text(&root), "--each", "3"])?;
    assert_eq!(String::from_utf8(again.stdout)?, printed);
    Ok(fs::remove_dir_all(root)?)
}

#[test]
fn without_a_corpus_it_says_how_to_get_one_and_exits_2() -> Result<(), Box<dyn Error>> {
    let output = conformance(&["run", "/no/such/folder"])?;
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(String::from_utf8(output.stderr)?, format!("no corpus in /no/such/folder\n{HOW_TO_GET}\n"));
    assert_eq!(conformance(&["run"])?.status.code(), Some(2));
    assert_eq!(conformance(&["mutate", "/no/such/folder"])?.status.code(), Some(2));
    Ok(())
}

#[test]
fn a_file_that_cannot_be_written_leaves_nothing_behind() -> Result<(), Box<dyn Error>> {
    let root = corpus("unwritable", &sample_hex()?)?;
    // A folder cannot be replaced by a file.
    let target = root.join("report.json");
    fs::create_dir_all(target.join("in-the-way"))?;
    let output = conformance(&["run", text(&root), "--json", text(&target)])?;
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr)?.starts_with(text(&target)));
    assert!(!root.join("report.json.part").exists());
    Ok(fs::remove_dir_all(root)?)
}
