//! Tests that the documents of this repository name what exists.
//!
//! These are `ARCHITECTURE.md` and `CONTRIBUTING.md`. Two recipes of the latter must do what they say.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::{env, fs};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn document(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap()
}

/// Returns what stands between backticks, outside of blocks of code.
fn quoted(text: &str) -> Vec<&str> {
    let prose = text.split("```").step_by(2);
    prose.flat_map(|part| part.split('`').skip(1).step_by(2)).collect()
}

fn is_file(quote: &str) -> bool {
    let legal = |c: char| c.is_ascii_alphanumeric() || "_-./*".contains(c);
    let named = [".rs", ".md", ".json", ".toml", ".py"].iter().any(|end| quote.ends_with(end));
    quote.chars().all(legal) && (quote.contains('/') || named)
}

/// Returns whether the name stands in the text as a word.
fn has_word(text: &str, name: &str) -> bool {
    let inside = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(name).any(|(at, _)| {
        !text[..at].chars().next_back().is_some_and(inside)
            && !text[at + name.len()..].chars().next().is_some_and(inside)
    })
}

/// All files below a directory.
fn files(dir: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}

/// The problems of the names in a document.
fn stale(text: &str) -> Vec<String> {
    let mut problems = Vec::new();
    for quote in quoted(text) {
        let file = quote.split('*').next().unwrap_or(quote);
        if is_file(quote) && !root().join(file).exists() {
            problems.push(format!("no file {quote}"));
        }
        if let Some(path) = quote.strip_prefix("kmip_types::") {
            let path = path.trim_end_matches('!');
            let (modules, name) = path.rsplit_once("::").unwrap_or(("", path));
            let file = match modules {
                "" => "lib.rs".to_owned(),
                _ => format!("{}.rs", modules.replace("::", "/")),
            };
            let src = root().join("kmip-types/src");
            let module = fs::read_to_string(src.join(file)).unwrap_or_default();
            let generated = modules.is_empty()
                && files(&src).iter().any(|path| {
                    let code = fs::read_to_string(path).unwrap();
                    ["struct", "enum", "trait", "typed", "macro_rules!"]
                        .iter()
                        .any(|how| has_word(&code, &format!("{how} {name}")))
                });
            if !has_word(&module, name) && !generated {
                problems.push(format!("no path {quote}"));
            }
        }
    }
    // Rows `| file | names |`: the names stand in the file.
    for row in text.lines().filter_map(|line| line.strip_prefix("| `")) {
        let Some((file, names)) = row.split_once("` |") else { continue };
        let Ok(code) = fs::read_to_string(root().join(file)) else { continue };
        let names = quoted(names.split(" |").next().unwrap_or(names));
        let unknown = names.iter().filter(|name| !is_file(name) && !has_word(&code, name));
        problems.extend(unknown.map(|name| format!("no {name} in {file}")));
    }
    problems
}

#[test]
fn what_is_named_exists() {
    for name in ["ARCHITECTURE.md", "CONTRIBUTING.md"] {
        assert_eq!(stale(&document(name)), [""; 0], "{name}");
    }
}

#[test]
fn what_does_not_exist_is_found() {
    let text = "`kmip-types/src/lib.rs` `kmip-types/src/gone.rs` `kmip_types::format::Reader` `kmip_types::Reader2`\n\
                | `kmip-types/src/tag.rs` | `Tag`, `no_such_name` | what |\n";
    let expected =
        ["no file kmip-types/src/gone.rs", "no path kmip_types::Reader2", "no no_such_name in kmip-types/src/tag.rs"];
    assert_eq!(stale(text), expected);
}

/// The files that a recipe names in the row `how` of its table.
fn named(recipe: &str, how: &str) -> BTreeSet<String> {
    let text = document("CONTRIBUTING.md");
    let part = text.split("\n## ").find(|part| part.starts_with(recipe)).unwrap_or_else(|| panic!("no {recipe}"));
    let row = part.lines().find(|line| line.starts_with(&format!("| {how} |"))).unwrap();
    quoted(row).into_iter().map(str::to_owned).collect()
}

/// The lines of the files in a copy, by their paths.
fn lines(copy: &Path) -> BTreeMap<String, Vec<String>> {
    let read = |path: PathBuf| {
        let name = path.strip_prefix(copy).unwrap().to_str().unwrap().replace('\\', "/");
        (name, fs::read_to_string(path).unwrap().lines().map(str::to_owned).collect())
    };
    files(copy).into_iter().map(read).collect()
}

/// Applies a recipe to a copy.
///
/// It changes the schema, generates, and compares the changed files with those that the recipe names.
///
/// Returns the new lines of each changed file. In the files `whole`, other lines may move; in all others none is lost.
#[track_caller]
fn follow(recipe: &str, whole: &[&str], edits: &[(&str, &str, &str)]) -> BTreeMap<String, Vec<String>> {
    let copy = env::temp_dir().join(format!("kmip-recipe-{}-{}", std::process::id(), recipe.replace(' ', "-")));
    for part in ["kmip-types/spec", "kmip-types/src/generated", "docs", "conformance-vectors/vectors/valid"] {
        for path in files(&root().join(part)) {
            let to = copy.join(path.strip_prefix(root()).unwrap());
            fs::create_dir_all(to.parent().unwrap()).unwrap();
            fs::copy(path, to).unwrap();
        }
    }
    let before = lines(&copy);
    for (file, after, line) in edits {
        let path = copy.join(file);
        let text = fs::read_to_string(&path).unwrap();
        assert_eq!(text.matches(after).count(), 1, "{after}");
        fs::write(path, text.replace(after, &format!("{after}{line}"))).unwrap();
    }
    let done = crate::run(&copy.join("kmip-types"), false);
    let after = lines(&copy);
    fs::remove_dir_all(&copy).unwrap();
    assert!(done.is_ok(), "{done:?}");

    let changed: BTreeSet<String> =
        after.keys().filter(|name| before.get(*name) != after.get(*name)).cloned().collect();
    let expected: BTreeSet<String> = &named(recipe, "by hand") | &named(recipe, "generated");
    assert_eq!(changed, expected, "{recipe}");
    let mut new = BTreeMap::new();
    for name in changed {
        let (old, all) = (&before[&name], &after[&name]);
        let added: Vec<String> = all.iter().filter(|line| !old.contains(line)).cloned().collect();
        let lost = old.iter().filter(|line| !all.contains(line)).count();
        assert!(lost == 0 || whole.contains(&name.as_str()), "{recipe}: {name} loses {lost} lines");
        new.insert(name, added);
    }
    new
}

#[test]
fn an_enumeration_value() {
    const ENUMERATION: &str = "kmip-types/src/generated/enumerations/hashing_algorithm.rs";
    // The line before the new one gains a comma.
    let moving = ["kmip-types/spec/enumerations.json"];
    let new = follow(
        "An enumeration value",
        &moving,
        &[
            (
                "kmip-types/spec/enumerations.json",
                r#""spellings": {"1.4": "SHA-3-512"}}"#,
                ",\n      {\"name\": \"BLAKE3\", \"value\": \"0x00000012\", \"versions\": \"3.0\"}",
            ),
            (
                "kmip-types/spec/descriptions/values.json",
                "\"Hashing Algorithm\": {\n",
                "    \"BLAKE3\": \"A tree of BLAKE2 hashes.\",\n",
            ),
        ],
    );
    // The rest is documentation.
    let facts = new[ENUMERATION].iter().filter(|line| !line.trim_start().starts_with("///"));
    assert_eq!(facts.collect::<Vec<_>>(), [r#"    BLAKE3 = 0x0000_0012 "BLAKE3" [V3_0..];"#]);
    assert_eq!(new["docs/versions.md"].len(), 1);
}

#[test]
fn a_field() {
    let new = follow(
        "A field",
        &[],
        &[(
            "kmip-types/spec/operations.json",
            r#"{"tag": "Located Items", "versions": "1.3-3.0", "occurs": "0..1", "type": "Integer"},"#,
            "\n      {\"tag\": \"Maximum Items\", \"versions\": \"3.0\", \"occurs\": \"0..1\", \"type\": \"Integer\"},",
        )],
    );
    // One line each.
    assert!(new.values().all(|lines| lines.len() == 1), "{new:#?}");
    assert!(new["kmip-types/src/generated/operations/locate.rs"][0].contains("maximum_items: optional Option<i32>"));
}
