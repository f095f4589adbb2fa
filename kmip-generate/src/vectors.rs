//! Unpacks this repository's vectors into files, for fuzzers and other programs.
//!
//! They are in `conformance-vectors/vectors`, whose README describes them; in the public domain.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use kmip::encoding::Encoding;
use serde_json::Value;

/// Writes every vector of a folder into a file of another one, in one encoding.
///
/// The files are `valid/DIRECTORY/ID.EXTENSION` and `malformed/ID.EXTENSION`.
///
/// The extension is the name of the encoding. Returns how many there are.
///
/// # Errors
/// A file cannot be read or written, or is no vector.
pub fn unpack(vectors: &Path, out: &Path, encoding: Encoding) -> io::Result<usize> {
    let mut count = 0_usize;
    for directory in entries(&vectors.join("valid"))? {
        let Some(name) = directory.file_name() else { continue };
        let out = out.join("valid").join(name);
        fs::create_dir_all(&out)?;
        for file in entries(&directory)? {
            let vector = parsed(&file)?;
            let bytes = bytes(&vector, encoding.name(), encoding).ok_or_else(|| no_vector(&file))?;
            write(&out, &vector, encoding, &bytes, &file)?;
            count = count.saturating_add(1);
        }
    }
    let file = vectors.join("malformed").join(encoding.name()).with_extension("json");
    let malformed = parsed(&file)?;
    let out = out.join("malformed");
    fs::create_dir_all(&out)?;
    for vector in malformed.as_array().ok_or_else(|| no_vector(&file))? {
        let hex = vector.get("input_hex").and_then(Value::as_str).and_then(from_hex);
        let bytes = hex.or_else(|| bytes(vector, "input", encoding)).ok_or_else(|| no_vector(&file))?;
        write(&out, vector, encoding, &bytes, &file)?;
        count = count.saturating_add(1);
    }
    Ok(count)
}

fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

fn parsed(file: &Path) -> io::Result<Value> {
    Ok(serde_json::from_slice(&fs::read(file)?)?)
}

/// Returns what a member has: text of a text, else hexadecimal digits.
fn bytes(vector: &Value, member: &str, encoding: Encoding) -> Option<Vec<u8>> {
    let text = vector.get(member)?.as_str()?;
    if encoding.is_text() { Some(text.as_bytes().to_vec()) } else { from_hex(text) }
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digit = |digit: u8| char::from(digit).to_digit(16);
    let pairs = text.as_bytes().chunks(2);
    pairs
        .map(|pair| match pair {
            [high, low] => u8::try_from(digit(*high)? << 4 | digit(*low)?).ok(),
            _ => None,
        })
        .collect()
}

fn write(out: &Path, vector: &Value, encoding: Encoding, bytes: &[u8], from: &Path) -> io::Result<()> {
    let id = vector.get("id").and_then(Value::as_str).ok_or_else(|| no_vector(from))?;
    fs::write(out.join(format!("{id}.{}", encoding.name())), bytes)
}

fn no_vector(file: &Path) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("{} is no file of vectors", file.display()))
}
