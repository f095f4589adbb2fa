//! The files: what they should be, what they are.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use conformance_vectors::hex;
use serde_json::{Value as Json, json};

use crate::encoding::{self, ENCODINGS};
use crate::index;
use crate::malformed::{Input, Malformed, malformed};
use crate::vector::{Vector, vectors};
use kmip::encoding::Encoding;

/// Returns the directory of the vectors.
///
/// If that is wanted, the files are written before anybody looks at them.
fn root() -> &'static Path {
    static ROOT: OnceLock<PathBuf> = OnceLock::new();
    ROOT.get_or_init(|| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors");
        if std::env::var_os("KMIP_WRITE_VECTORS").is_some_and(|value| value == "1") {
            write(&root);
        }
        root
    })
}

/// Writes what is made here, and removes what is not.
fn write(root: &Path) {
    let made = made();
    for path in present(root).iter().filter(|path| !made.contains_key(*path)) {
        fs::remove_file(root.join(path)).unwrap();
    }
    for (path, text) in &made {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

/// A valid vector as its file has it.
fn valid(vector: &Vector) -> Json {
    let mut json = json!({
        "id": vector.id,
        "version": vector.version,
        "direction": vector.direction(),
    });
    let map = json.as_object_mut().unwrap();
    if let Some(operation) = &vector.operation {
        map.insert("operation".to_owned(), json!(operation));
    }
    map.insert("section".to_owned(), json!(vector.section));
    map.insert("purpose".to_owned(), json!(vector.purpose));
    map.insert("covers".to_owned(), json!(vector.covers));
    for encoding in ENCODINGS {
        map.insert(encoding.name().to_owned(), json!(written(encoding, &encoding::written(encoding, &vector.node))));
    }
    json
}

/// An encoding as a member of a file: text, or the hexadecimal digits of bytes.
fn written(encoding: Encoding, bytes: &[u8]) -> String {
    if encoding.is_text() { String::from_utf8(bytes.to_vec()).unwrap() } else { hex::encode(bytes) }
}

/// The bytes that stand in a member of a file.
pub(crate) fn stored(encoding: Encoding, json: &Json) -> Vec<u8> {
    let text = json[encoding.name()].as_str().unwrap();
    if encoding.is_text() { text.as_bytes().to_vec() } else { hex::decode(text).unwrap() }
}

/// A malformed input as its file has it.
fn refused(vector: &Malformed) -> Json {
    let mut json = json!({ "id": vector.id });
    let map = json.as_object_mut().unwrap();
    let (member, input) = match &vector.input {
        Input::Text(text) => ("input", text.clone()),
        Input::Bytes(bytes) if vector.encoding.is_text() => ("input_hex", hex::encode(bytes)),
        Input::Bytes(bytes) => ("input", hex::encode(bytes)),
    };
    map.insert(member.to_owned(), json!(input));
    map.insert("root".to_owned(), json!(if vector.is_message { "message" } else { "item" }));
    let mut error = json!({ "kind": format!("{:?}", vector.kind), "offset": vector.offset });
    if let Some(path) = vector.path {
        error["path"] = json!(path);
    }
    map.insert("error".to_owned(), error);
    map.insert("purpose".to_owned(), json!(vector.purpose));
    json
}

/// Every file that is made here, by its path inside the directory.
fn made() -> BTreeMap<PathBuf, String> {
    let mut files = BTreeMap::new();
    let mut put = |path: String, json: &Json| {
        let text = serde_json::to_string_pretty(json).unwrap() + "\n";
        assert!(files.insert(PathBuf::from(&path), text).is_none(), "{path} twice");
    };
    for vector in vectors() {
        put(format!("valid/{}/{}.json", vector.group, vector.id), &valid(vector));
    }
    for encoding in ENCODINGS {
        let list: Vec<Json> = malformed().iter().filter(|v| v.encoding == encoding).map(refused).collect();
        put(format!("malformed/{}.json", encoding.name()), &Json::Array(list));
    }
    files.insert(PathBuf::from("README.md"), index::readme());
    files
}

/// The files of vectors below a directory, by their paths inside it.
fn present(root: &Path) -> Vec<PathBuf> {
    let mut directories = vec![root.join("valid"), root.join("malformed")];
    let mut files = Vec::new();
    while let Some(directory) = directories.pop() {
        for entry in fs::read_dir(directory).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                directories.push(path);
            } else {
                files.push(path.strip_prefix(root).unwrap().to_owned());
            }
        }
    }
    files.sort();
    files
}

/// The valid vectors as the files have them, by their paths.
pub(crate) fn valid_files() -> Vec<(String, Json)> {
    let paths = present(root()).into_iter().filter(|path| path.starts_with("valid"));
    paths.map(|path| (path.display().to_string(), read(&path))).collect()
}

/// The malformed inputs of one encoding as the file has them.
pub(crate) fn malformed_file(encoding: Encoding) -> Vec<Json> {
    let json = read(Path::new(&format!("malformed/{}.json", encoding.name())));
    json.as_array().unwrap().clone()
}

fn read(path: &Path) -> Json {
    serde_json::from_str(&fs::read_to_string(root().join(path)).unwrap()).unwrap()
}

/// The values that a member can have, as the schema lists them.
fn listed(schema: &Json, definition: &str, member: &str) -> BTreeSet<String> {
    let values = schema["$defs"][definition]["properties"][member]["enum"].as_array().unwrap();
    values.iter().filter_map(Json::as_str).map(ToOwned::to_owned).collect()
}

/// The schema lists just the members that files have, and just the kinds of errors.
#[test]
fn the_schema_describes_the_files() {
    let schema = read(Path::new("schema.json"));
    let members = |definition: &str| -> BTreeSet<String> {
        schema["$defs"][definition]["properties"].as_object().unwrap().keys().cloned().collect()
    };
    let keys = |json: &Json| json.as_object().unwrap().keys().cloned().collect::<BTreeSet<String>>();
    let required = |definition: &str| -> BTreeSet<String> {
        schema["$defs"][definition]["required"].as_array().unwrap().iter().map(|m| m.as_str().unwrap().into()).collect()
    };
    let (mut valid, mut malformed, mut errors) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let mut kinds = BTreeSet::new();
    for (path, json) in valid_files() {
        assert!(keys(&json).is_superset(&required("valid")), "{path}");
        let cited = format!("KMIP {}", json["version"].as_str().unwrap_or_default());
        assert!(json["section"].as_str().is_some_and(|section| section.starts_with(&cited)), "{path}");
        valid.extend(keys(&json));
    }
    for json in ENCODINGS.into_iter().flat_map(malformed_file) {
        assert!(keys(&json).is_superset(&required("malformed")), "{json}");
        assert!(keys(&json["error"]).is_superset(&required("error")), "{json}");
        malformed.extend(keys(&json));
        errors.extend(keys(&json["error"]));
        kinds.insert(json["error"]["kind"].as_str().unwrap().to_owned());
    }
    assert_eq!(members("valid"), valid);
    assert_eq!(members("malformed"), malformed);
    assert_eq!(members("error"), errors);
    assert_eq!(listed(&schema, "error", "kind"), kinds);
}

#[test]
fn the_files_are_exactly_those_that_are_made_here() {
    let made = made();
    let advice = "`KMIP_WRITE_VECTORS=1 cargo test -p conformance-vectors --test vectors` writes them";
    let stray: Vec<_> = present(root()).into_iter().filter(|path| !made.contains_key(path)).collect();
    assert!(stray.is_empty(), "not made here: {stray:?}; {advice}");
    for (path, text) in made {
        // Some checkouts have other line ends.
        let found = fs::read_to_string(root().join(&path)).unwrap_or_default().replace("\r\n", "\n");
        assert!(found == text, "{} is not what is made here; {advice}", path.display());
    }
}
