//! The starts of objects, joined when the program is compiled: most of an object is copied in one step.

use core::fmt;

use kmip_types::lexical::Sink;
use kmip_types::names::{Spelling, TAG_NAMES, tag_heads};

/// What stands before a name: the end of an object with a string, and the start of another object.
const BEFORE: &str = "\"},{\"tag\":\"";
/// What stands behind it in an object that is no structure.
const AFTER: &str = "\",\"type\":\"";
/// The longest head.
const LONGEST: usize = 60;
/// How far one is from the next: as much can be copied from each of the bytes at which a head may start.
const WIDTH: usize = LONGEST + 4;

static ROWS: [[u8; WIDTH]; TAG_NAMES.len()] = tag_heads(BEFORE, AFTER);

/// All heads, one behind the other.
const HEADS: &str = match core::str::from_utf8(ROWS.as_flattened()) {
    Ok(heads) => heads,
    Err(_) => "",
};

/// Writes an object up to its type, without the first bytes, which are there already.
#[inline(always)]
pub(crate) fn write_start(out: &mut impl Sink, name: Spelling, written: usize) -> fmt::Result {
    write(out, name, written, BEFORE.len() + usize::from(name.length()) + AFTER.len())
}

/// Writes a structure up to its tag, without the quote behind it and without the first bytes.
#[inline(always)]
pub(crate) fn write_open(out: &mut impl Sink, name: Spelling, written: usize) -> fmt::Result {
    write(out, name, written, BEFORE.len() + usize::from(name.length()))
}

/// Writes some of the bytes of a head.
#[inline(always)]
fn write(out: &mut impl Sink, name: Spelling, start: usize, end: usize) -> fmt::Result {
    out.put_part::<LONGEST>(HEADS, usize::from(name.place()) * WIDTH + start, end - start)
}
