//! The starts of JSON's objects, joined when the program is compiled.

use kmip_types::format::text::{StartTags, TypeTexts, start_tags};
use kmip_types::names::{TAG_NAMES, ValueSpelling};

/// What stands before a name: the end of an object with a string, and the start of another object.
const BEFORE: &str = "\"},{\"tag\":\"";

/// What stands behind the name of a tag, from its quote on; `$space` stands behind commas.
///
/// It goes up to the value, or to what stands behind the quote with which the value begins.
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

/// What stands behind the name of a tag on one line, by type.
pub(crate) const AFTER: TypeTexts = members!("");
/// What stands behind the name of a tag where an item has a line of its own, by type.
pub(crate) const AFTER_PRETTY: TypeTexts = members!(" ");

/// The longest start up to the end of a name.
const NAME: usize = 48;
/// The longest start.
const LONGEST: usize = 80;
/// What is copied for an object with a name as its value.
pub(crate) const OBJECT: usize = LONGEST + ValueSpelling::BLOCK;
/// How far one is from the next: as much can be copied from each of the bytes at which a start may begin.
const WIDTH: usize = LONGEST + 4;

/// The end of an object with a string, and that of the array around it.
///
/// Filled up, so that [`END_BLOCK`] bytes can be copied from each byte at which it may begin.
pub(crate) const END: &str = "\"}]   ";
/// How many bytes of [`END`] there are.
pub(crate) const END_LENGTH: u8 = 3;
/// How many bytes of [`END`] are copied.
pub(crate) const END_BLOCK: usize = 4;

static ROWS: [[u8; WIDTH]; TAG_NAMES.len()] = start_tags(BEFORE, &AFTER);

/// The starts of all objects whose tag the standard names.
pub(crate) const START_TAGS: StartTags<NAME, LONGEST, WIDTH> = StartTags::new(&ROWS, BEFORE, AFTER);
