//! The starts of objects: most of an object is copied in one step.

use kmip_types::names::{TAG_NAMES, TagHeads, TypeTexts, ValueSpelling, tag_heads};

/// What stands before a name: the end of an object with a string, and the start of another object.
const BEFORE: &str = "\"},{\"tag\":\"";

/// What stands behind the name of a tag, from its quote on up to the value, or to what stands behind the quote with which
/// the value begins; `$space` stands behind commas.
macro_rules! members {
    ($space:literal) => {
        TypeTexts([
            "",
            concat!("\",", $space, "\"value\":["),
            members!($space, "Integer", ""),
            members!($space, "LongInteger", ""),
            members!($space, "BigInteger", "\"0x"),
            members!($space, "Enumeration", "\""),
            members!($space, "Boolean", ""),
            members!($space, "TextString", "\""),
            members!($space, "ByteString", "\""),
            members!($space, "DateTime", "\""),
            members!($space, "Interval", ""),
            members!($space, "DateTimeExtended", ""),
            members!($space, "Identifier", "\""),
            members!($space, "Reference", "\""),
            members!($space, "NameReference", "\""),
            "",
        ])
    };
    ($space:literal, $type:literal, $quote:literal) => {
        concat!("\",", $space, "\"type\":\"", $type, "\",", $space, "\"value\":", $quote)
    };
}

/// The same for each type, on one line.
pub(crate) const AFTER: TypeTexts = members!("");
/// The same on a line of its own.
pub(crate) const AFTER_PRETTY: TypeTexts = members!(" ");

/// The longest head up to the end of a name.
const NAME: usize = 48;
/// The longest head.
const LONGEST: usize = 80;
/// What is copied for an object with a name as its value.
pub(crate) const OBJECT: usize = LONGEST + ValueSpelling::BLOCK;
/// How far one is from the next: as much can be copied from each of the bytes at which a head may start.
const WIDTH: usize = LONGEST + 4;

/// The end of an object with a string, and that of the array around it. Filled up, so that as much as `END_BLOCK` can be
/// copied from each byte at which it may start.
pub(crate) const END: &str = "\"}]   ";
/// How many bytes of it there are.
pub(crate) const END_LENGTH: u8 = 3;
/// How many are copied.
pub(crate) const END_BLOCK: usize = 4;

static ROWS: [[u8; WIDTH]; TAG_NAMES.len()] = tag_heads(BEFORE, &AFTER);

/// The heads, joined when the program is compiled.
pub(crate) const HEADS: TagHeads<NAME, LONGEST, WIDTH> = TagHeads::of(&ROWS, BEFORE, AFTER);
