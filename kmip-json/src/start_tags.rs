//! The starts of JSON's objects, joined when the program is compiled.

use kmip_types::format::text::{StartTags, TypeTexts, start_tags};
use kmip_types::names::{TAG_NAMES, ValueSpelling};

/// The text before a name.
///
/// It ends an object with a string, and starts another object.
const BEFORE: &str = "\"},{\"tag\":\"";

/// Makes the text behind the name of a tag, from its quote on.
///
/// `$space` stands behind commas.
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

/// The text behind the name of a tag, by type, for one line.
pub(crate) const AFTER: TypeTexts = members!("");
/// The text behind the name of a tag, by type, for one line an item.
pub(crate) const AFTER_PRETTY: TypeTexts = members!(" ");

/// The longest start up to the end of a name.
const NAME: usize = 48;
/// The longest start.
const LONGEST: usize = 80;
/// The number of bytes copied for an object with a name as its value.
pub(crate) const OBJECT: usize = LONGEST + ValueSpelling::BLOCK;
/// The distance from one start to the next, in bytes.
///
/// As much can be copied from each of the bytes at which a start may begin.
const WIDTH: usize = LONGEST + 4;

/// The end of an object with a string, and that of the array around it.
///
/// Filled up, so that [`END_BLOCK`] bytes can be copied from each byte at which it may begin.
pub(crate) const END: &str = "\"}]   ";
/// The number of bytes of [`END`] that count.
pub(crate) const END_LENGTH: u8 = 3;
/// The number of bytes of [`END`] that are copied.
pub(crate) const END_BLOCK: usize = 4;

static ROWS: [[u8; WIDTH]; TAG_NAMES.len()] = start_tags(BEFORE, &AFTER);

/// The starts of all objects whose tag the standard names.
pub(crate) const START_TAGS: StartTags<NAME, LONGEST, WIDTH> = StartTags::new(&ROWS, BEFORE, AFTER);
