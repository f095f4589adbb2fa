//! The loader, on folders made for the purpose.

use std::env;
use std::error::Error;
use std::fs;
use std::path::PathBuf;
use std::process;

use conformance_vectors::{Corpus, Kind, LoadError};

/// A folder that is removed in the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Result<Self, Box<dyn Error>> {
        let path = env::temp_dir().join(format!("conformance-{}-{name}", process::id()));
        fs::create_dir_all(&path)?;
        Ok(Self(path))
    }

    fn write(&self, path: &str, text: &str) -> Result<(), Box<dyn Error>> {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().unwrap_or(&self.0))?;
        Ok(fs::write(path, text)?)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // A folder that stays behind harms nobody.
        let _ = fs::remove_dir_all(&self.0);
    }
}

const CASE: &str = concat!(
    "<KMIP>\n<!-- nothing in here counts: <RequestMessage/> -->\n# TIME 0\n",
    "<RequestMessage><UniqueIdentifier type=\"TextString\" value=\"$UNIQUE_IDENTIFIER_7\"/>",
    "<TimeStamp type=\"DateTime\" value=\"$NOW-3600\"/></RequestMessage>\n# TIME 1\n",
    "<ResponseMessage><Data type=\"ByteString\" value=\"$DATA_0\"/></ResponseMessage>\n</KMIP>\n</KMIP>\n",
);

#[test]
fn files_are_found_cut_and_filled_in() -> Result<(), Box<dyn Error>> {
    let folder = Folder::new("cut")?;
    folder.write("oasis/1.4/testcases/B.xml", CASE)?;
    folder.write("oasis/1.4/testcases/notes.txt", "<RequestMessage/>")?;
    folder.write("ovh/1.0/testcases/A.xml", "<KmipTestCase><RequestMessage/></KmipTestCase>")?;
    folder.write("placeholders.json", r#"{"values": {"$DATA_0": {"ByteString": "0102"}}}"#)?;
    let corpus = Corpus::load(&[&folder.0])?;
    assert_eq!(corpus.problems, []);
    let cases: Vec<_> = corpus.cases.iter().map(|c| (c.path.as_str(), c.version.as_str(), c.set.as_str())).collect();
    assert_eq!(cases, [("oasis/1.4/testcases/B.xml", "1.4", "testcases"), ("ovh/1.0/testcases/A.xml", "1.0", "ovh")]);
    let messages: Vec<_> = corpus.cases[0].messages.iter().map(|m| (m.index, m.kind, m.xml.as_str())).collect();
    let request = concat!(
        "<RequestMessage><UniqueIdentifier type=\"TextString\" value=\"UNIQUE_IDENTIFIER_7\"/>",
        "<TimeStamp type=\"DateTime\" value=\"2019-12-31T23:00:00+00:00\"/></RequestMessage>",
    );
    let response = "<ResponseMessage><Data type=\"ByteString\" value=\"0102\"/></ResponseMessage>";
    assert_eq!(messages, [(0, Kind::RequestMessage, request), (1, Kind::ResponseMessage, response)]);
    Ok(())
}

#[test]
fn a_file_that_cannot_be_used_is_a_problem_and_no_error() -> Result<(), Box<dyn Error>> {
    let folder = Folder::new("problems")?;
    folder.write("oasis/1.0/testcases/A.xml", CASE)?;
    folder.write("oasis/1.0/testcases/B.xml", "<KMIP><RequestMessage></KMIP>")?;
    let corpus = Corpus::load(&[&folder.0])?;
    let problems: Vec<_> = corpus.problems.iter().map(|(path, reason)| (path.as_str(), reason.as_str())).collect();
    assert_eq!(problems[0], ("oasis/1.0/testcases/A.xml", "message 1: no value for $DATA_0 as ByteString"));
    assert_eq!(problems[1].0, "oasis/1.0/testcases/B.xml");
    assert!(problems[1].1.starts_with("RequestMessage at byte 6: "), "{}", problems[1].1);
    assert_eq!((problems.len(), corpus.cases.len()), (2, 0));
    Ok(())
}

#[test]
fn what_is_missing_is_a_problem() -> Result<(), Box<dyn Error>> {
    let folder = Folder::new("missing")?;
    folder.write("oasis/1.0/testcases/A.xml", "<KMIP><RequestMessage/></KMIP>")?;
    let files = r#"{"files": [
        {"path": "oasis/1.0/testcases/A.xml", "requests": 1, "responses": 1},
        {"path": "oasis/1.0/testcases/B.xml", "requests": 1, "responses": 1}]}"#;
    folder.write("MANIFEST.json", files)?;
    let line = |index: usize| {
        format!(
            r#"{{"path": "oasis/1.0/testcases/A.xml", "index": {index}, "kind": "RequestMessage", "version": "1.0", "ttlv": "4200780100000000"}}"#
        )
    };
    folder.write("expected/1.0.jsonl", &format!("{}\n{}\n", line(0), line(1)))?;
    let corpus = Corpus::load(&[&folder.0])?;
    let problems: Vec<_> = corpus.problems.iter().map(|(path, reason)| (path.as_str(), reason.as_str())).collect();
    assert_eq!(
        problems,
        [
            ("oasis/1.0/testcases/A.xml", "1 messages, 2 in MANIFEST.json"),
            ("oasis/1.0/testcases/B.xml", "listed in MANIFEST.json but not read"),
            ("oasis/1.0/testcases/A.xml", "no message 1, but bytes are expected"),
        ]
    );
    assert_eq!(corpus.expected.len(), 2);
    Ok(())
}

#[test]
fn folders_are_read_as_one_corpus() -> Result<(), Box<dyn Error>> {
    let (first, second) = (Folder::new("first")?, Folder::new("second")?);
    first.write("oasis/1.0/testcases/A.xml", "<KMIP><RequestMessage/></KMIP>")?;
    second.write("cases/A.xml", "<KMIP><RequestMessage/></KMIP>")?;
    let line = r#"{"path": "cases/A.xml", "index": 0, "kind": "RequestMessage", "version": "1.0", "ttlv": "4200780100000000"}"#;
    second.write("expected.jsonl", line)?;
    let corpus = Corpus::load(&[&first.0, &second.0])?;
    assert_eq!(corpus.problems, []);
    let cases: Vec<_> = corpus.cases.iter().map(|c| (c.path.as_str(), c.version.as_str(), c.set.as_str())).collect();
    assert_eq!(cases, [("oasis/1.0/testcases/A.xml", "1.0", "testcases"), ("cases/A.xml", "unknown", "cases")]);
    assert_eq!(corpus.expected.len(), 1);

    let twice = Corpus::load(&[&second.0, &second.0])?;
    assert_eq!(twice.problems, [("cases/A.xml".to_owned(), "in two folders".to_owned())]);
    Ok(())
}

#[test]
fn byte_vectors_are_read() -> Result<(), Box<dyn Error>> {
    let folder = Folder::new("bytes")?;
    let vectors = r#"[
        {"id": "a", "hex": "4200780100000000", "valid": true, "kind": "sequence", "items": 3, "source": "ours"},
        {"id": "b", "hex": "42", "valid": false, "level": "ttlv", "comment": "cut", "version": null}]"#;
    folder.write("bytes/own.json", vectors)?;
    let corpus = Corpus::load(&[&folder.0])?;
    let [a, b] = corpus.vectors.as_slice() else { return Err("not two vectors".into()) };
    assert_eq!((a.file.as_str(), a.id.as_str(), a.valid, a.kind.as_str(), a.items), ("own", "a", true, "sequence", 3));
    assert_eq!((b.valid, b.level.as_str(), b.items, b.bytes.as_slice()), (false, "ttlv", 1, [0x42].as_slice()));
    Ok(())
}

#[test]
fn folders_and_tables_that_are_wrong_are_errors() -> Result<(), Box<dyn Error>> {
    assert!(matches!(Corpus::load(&["/no/such/folder"]), Err(LoadError::Absent(_))));
    let folder = Folder::new("wrong")?;
    assert!(matches!(Corpus::load(&[&folder.0]), Err(LoadError::Absent(_))));

    folder.write("bytes/own.json", r#"[{"id": "a", "hex": "4", "valid": true}]"#)?;
    let error = Corpus::load(&[&folder.0]).map(|_| ()).unwrap_err();
    assert!(error.to_string().ends_with("own.json: a: hex is not hexadecimal"), "{error}");

    folder.write("bytes/own.json", "{")?;
    assert!(matches!(Corpus::load(&[&folder.0]), Err(LoadError::Json { .. })));

    folder.write("bytes/own.json", "[]")?;
    folder.write("placeholders.json", r#"{"now": "2021-01-01T00:00:00+00:00", "values": {}}"#)?;
    assert!(matches!(Corpus::load(&[&folder.0]), Err(LoadError::Content { .. })));
    Ok(())
}
