//! The starts of elements, joined when the program is compiled: most of an element is copied in one step.

use core::fmt;

use kmip_types::lexical::Sink;
use kmip_types::names::{Spelling, TAG_NAMES, tag_heads};

/// What stands before a name: the end of an element with a value, and the start of another.
const BEFORE: &str = "\"/><";
/// What stands behind it in an element with a value.
const AFTER: &str = " type=\"";
/// The longest head.
const LONGEST: usize = 48;
/// How far one is from the next: as much can be copied from each of the bytes at which a head may start.
const WIDTH: usize = LONGEST + 4;

static ROWS: [[u8; WIDTH]; TAG_NAMES.len()] = tag_heads(BEFORE, AFTER);

/// All heads, one behind the other.
const HEADS: &str = match core::str::from_utf8(ROWS.as_flattened()) {
    Ok(heads) => heads,
    Err(_) => "",
};

/// Writes an element up to its type, without the first bytes, which are there already.
#[inline(always)]
pub(crate) fn write_start(out: &mut impl Sink, name: Spelling, written: usize) -> fmt::Result {
    write(out, name, written, BEFORE.len() + usize::from(name.length()) + AFTER.len())
}

/// Writes the start tag of a structure without its `>` and without the first bytes.
#[inline(always)]
pub(crate) fn write_open(out: &mut impl Sink, name: Spelling, written: usize) -> fmt::Result {
    write(out, name, written, BEFORE.len() + usize::from(name.length()))
}

/// Writes a name.
#[inline(always)]
pub(crate) fn write_name(out: &mut impl Sink, name: Spelling) -> fmt::Result {
    write(out, name, BEFORE.len(), BEFORE.len() + usize::from(name.length()))
}

/// Writes some of the bytes of a head.
#[inline(always)]
fn write(out: &mut impl Sink, name: Spelling, start: usize, end: usize) -> fmt::Result {
    out.put_part::<LONGEST>(HEADS, usize::from(name.place()) * WIDTH + start, end - start)
}
