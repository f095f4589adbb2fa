//! Where input comes from: a file, or standard input.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use crate::Failure;

/// All of a file; of standard input for `-`.
pub(crate) fn read(file: &Path) -> Result<Vec<u8>, Failure> {
    let mut input = Vec::new();
    let result = if is_stdin(file) {
        io::stdin().lock().read_to_end(&mut input)
    } else {
        File::open(file).and_then(|mut file| file.read_to_end(&mut input))
    };
    result.map(|_| ()).map_err(|source| Failure::Read { name: name(file), source })?;
    Ok(input)
}

fn is_stdin(file: &Path) -> bool {
    file == Path::new("-")
}

/// A file in the words of an error.
pub(crate) fn name(file: &Path) -> String {
    if is_stdin(file) { "standard input".into() } else { file.display().to_string() }
}
