//! The starts of objects: most of an object is copied in one step.

use kmip_types::names::{TAG_NAMES, TagHeads, tag_heads};

/// What stands before a name: the end of an object with a string, and the start of another object.
const BEFORE: &str = "\"},{\"tag\":\"";
/// What stands behind it in an object that is no structure.
const AFTER: &str = "\",\"type\":\"";
/// The longest head.
const LONGEST: usize = 60;
/// How far one is from the next: as much can be copied from each of the bytes at which a head may start.
const WIDTH: usize = LONGEST + 4;

static ROWS: [[u8; WIDTH]; TAG_NAMES.len()] = tag_heads(BEFORE, AFTER);

/// The heads, joined when the program is compiled.
pub(crate) const HEADS: TagHeads<LONGEST, WIDTH> = TagHeads::of(&ROWS, BEFORE, AFTER);
