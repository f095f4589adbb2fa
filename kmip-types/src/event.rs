//! What a message that arrives in chunks consists of, told item by item.

use crate::Tag;
use crate::value::Value;

/// One step through a message that arrives in chunks.
///
/// Text and bytes borrow from the chunk or from the buffer of the reader, until the next step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Event<'e> {
    /// A structure opens; its children follow, then [`Close`](Self::Close).
    Open(Tag),
    /// An item of any other type.
    Value(Tag, Value<'e>),
    /// A part of an item whose text or bytes are longer than the buffer.
    ///
    /// Text is never cut inside a character; a Big Integer has the sign extension that stands in the input.
    Part {
        /// The tag of the item.
        tag: Tag,
        /// What has come of its text or bytes since the part before.
        value: Value<'e>,
        /// How many bytes of it are still to come; 0 in the last part.
        left: u32,
    },
    /// The innermost open structure closes.
    Close,
}
