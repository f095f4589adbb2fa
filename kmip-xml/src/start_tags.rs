//! The start tags of XML, joined when the program is compiled.

use kmip_types::format::text::{StartTags, TypeTexts, start_tags};
use kmip_types::names::{TAG_NAMES, ValueSpelling};

/// The text before a name.
///
/// It ends an element with a value, and starts another.
const BEFORE: &str = "\"/><";

/// Makes the text between the name of an element and its value.
macro_rules! value_of {
    ($type:literal) => {
        concat!(" type=\"", $type, "\" value=\"")
    };
}

/// The text behind the name of an element, by type.
///
/// A structure has neither type nor value.
pub(crate) const AFTER: TypeTexts = TypeTexts([
    "",
    "",
    value_of!("Integer"),
    value_of!("LongInteger"),
    value_of!("BigInteger"),
    value_of!("Enumeration"),
    value_of!("Boolean"),
    value_of!("TextString"),
    value_of!("ByteString"),
    value_of!("DateTime"),
    value_of!("Interval"),
    value_of!("DateTimeExtended"),
    value_of!("Identifier"),
    value_of!("Reference"),
    value_of!("NameReference"),
    "",
]);

/// The longest start tag up to the end of its name.
const NAME: usize = 48;
/// The longest start tag.
const LONGEST: usize = 68;
/// The number of bytes copied for an end tag or an element with a named value.
pub(crate) const ELEMENT: usize = LONGEST + ValueSpelling::BLOCK;
/// The distance from one start tag to the next, in bytes.
///
/// As much can be copied from each of the bytes at which a start tag may begin.
const WIDTH: usize = LONGEST + 4;

/// The text before the name in an end tag.
///
/// It ends an element with a value, and starts the tag.
///
/// Filled up, so that [`END_BLOCK`] bytes can be copied from each byte at which it may begin.
pub(crate) const END: &str = "\"/></     ";
/// The number of bytes of [`END`] that count.
pub(crate) const END_LENGTH: u8 = 5;
/// The number of bytes of [`END`] that are copied.
pub(crate) const END_BLOCK: usize = 8;

static ROWS: [[u8; WIDTH]; TAG_NAMES.len()] = start_tags(BEFORE, &AFTER);

/// The start tags of all elements that the standard names.
pub(crate) const START_TAGS: StartTags<NAME, LONGEST, WIDTH> = StartTags::new(&ROWS, BEFORE, AFTER);
