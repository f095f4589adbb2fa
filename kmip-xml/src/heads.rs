//! The starts of elements: most of an element is copied in one step.

use kmip_types::names::{TAG_NAMES, TagHeads, TypeTexts, ValueSpelling, tag_heads};

/// What stands before a name: the end of an element with a value, and the start of another.
const BEFORE: &str = "\"/><";

/// What stands behind the name of an element, up to its value.
macro_rules! value_of {
    ($type:literal) => {
        concat!(" type=\"", $type, "\" value=\"")
    };
}

/// The same for each type; an element with others in it has neither type nor value.
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

/// The longest head up to the end of a name.
const NAME: usize = 48;
/// The longest head.
const LONGEST: usize = 68;
/// What is copied for an element with a name as its value, or for an end tag.
pub(crate) const ELEMENT: usize = LONGEST + ValueSpelling::BLOCK;
/// How far one is from the next: as much can be copied from each of the bytes at which a head may start.
const WIDTH: usize = LONGEST + 4;

/// What stands before the name in an end tag: the end of an element with a value, and the start of the tag. Filled up, so
/// that as much as `END_BLOCK` can be copied from each byte at which it may start.
pub(crate) const END: &str = "\"/></     ";
/// How many bytes of it there are.
pub(crate) const END_LENGTH: u8 = 5;
/// How many are copied.
pub(crate) const END_BLOCK: usize = 8;

static ROWS: [[u8; WIDTH]; TAG_NAMES.len()] = tag_heads(BEFORE, &AFTER);

/// The heads, joined when the program is compiled.
pub(crate) const HEADS: TagHeads<NAME, LONGEST, WIDTH> = TagHeads::of(&ROWS, BEFORE, AFTER);
