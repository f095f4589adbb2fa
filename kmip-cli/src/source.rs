//! The sources of input: files, folders, standard input, the command line itself.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::args::Source;
use crate::input::Input;
use crate::{Failure, placeholders};

/// The most bytes that are read of an input: what never ends is not waited for.
const MOST: u64 = 256 << 20;
/// So many zeros at the front are no message, whatever follows.
const ZEROS: u64 = 64 << 10;

/// Reads a file, standard input for `-`, or the text of a message itself.
pub(crate) fn read(file: &Path, stdin: &mut dyn Read) -> Result<Vec<u8>, Failure> {
    let failed = |source| Failure::Read { name: name(file), source };
    if is_stdin(file) {
        return read_all(stdin).map_err(failed)?;
    }
    match File::open(file) {
        Ok(mut file) => read_all(&mut file).map_err(failed)?,
        Err(error) => as_text(file).ok_or_else(|| failed(error)),
    }
}

fn read_all(from: &mut dyn Read) -> io::Result<Result<Vec<u8>, Failure>> {
    let mut input = Vec::new();
    let mut from = from.take(MOST.saturating_add(1));
    let front = (&mut from).take(ZEROS).read_to_end(&mut input)?;
    if u64::try_from(front).is_ok_and(|front| front == ZEROS) && input.iter().all(|byte| *byte == 0) {
        return Ok(Err(Failure::UnknownFormat));
    }
    from.read_to_end(&mut input)?;
    let is_too_large = u64::try_from(input.len()).is_ok_and(|length| length > MOST);
    Ok(if is_too_large { Err(Failure::TooLarge) } else { Ok(input) })
}

/// A message that stands in place of a file's name.
fn as_text(file: &Path) -> Option<Vec<u8>> {
    let text = file.to_str()?.as_bytes();
    Input::new(text, None, false).is_ok().then(|| text.to_vec())
}

/// The files that the arguments name, those in folders in the order of their names.
pub(crate) fn files(source: &Source) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for file in &source.files {
        if source.recursive { walk(file, &mut files)? } else { files.push(file.clone()) }
    }
    if files.is_empty() { Err(Failure::Empty) } else { Ok(files) }
}

/// Adds a file, or what a folder has in it.
fn walk(file: &Path, files: &mut Vec<PathBuf>) -> Result<(), Failure> {
    if !file.is_dir() {
        files.push(file.to_owned());
        return Ok(());
    }
    let failed = |source| Failure::Read { name: name(file), source };
    let mut entries = std::fs::read_dir(file).and_then(Iterator::collect::<Result<Vec<_>, _>>).map_err(failed)?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        // A link to a folder can lead back.
        if !(entry.file_type().is_ok_and(|kind| kind.is_symlink()) && entry.path().is_dir()) {
            walk(&entry.path(), files)?;
        }
    }
    Ok(())
}

/// Returns the bytes of an input, with placeholders filled if the arguments say so.
pub(crate) fn prepared<'i>(input: &'i [u8], source: &Source) -> Cow<'i, [u8]> {
    let filled = if source.placeholders { placeholders::fill(input) } else { None };
    filled.map_or(Cow::Borrowed(input), Cow::Owned)
}

/// An input as the arguments say that it is to be read.
pub(crate) fn open<'i>(input: &'i [u8], source: &Source) -> Result<Input<'i>, Failure> {
    Input::new(input, source.from.format(), source.lenient)
}

fn is_stdin(file: &Path) -> bool {
    file == Path::new("-")
}

/// A file in the words of an error.
pub(crate) fn name(file: &Path) -> String {
    if is_stdin(file) { "standard input".into() } else { file.display().to_string() }
}
