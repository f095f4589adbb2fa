//! The events of a message that arrives in chunks, told item by item.

use crate::value::Value;
use crate::{Limits, Tag};

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
        /// The text or bytes of the item that have come since the part before.
        value: Value<'e>,
        /// The number of its bytes that are still to come; 0 in the last part.
        left: u32,
    },
    /// The innermost open structure closes.
    Close,
}

/// The tags of the open structures, from the outermost on, kept event by event.
///
/// It takes room for as many as readers allow, and only programs that want to know the path have one.
///
/// ```
/// use kmip_types::Tag;
/// use kmip_types::items::{Event, EventPath};
///
/// let mut path = EventPath::default();
/// path.follow(&Event::Open(Tag::REQUEST_MESSAGE));
/// path.follow(&Event::Open(Tag::REQUEST_HEADER));
/// assert_eq!(path.tags(), [Tag::REQUEST_MESSAGE, Tag::REQUEST_HEADER]);
/// path.follow(&Event::Close);
/// assert_eq!(path.tags(), [Tag::REQUEST_MESSAGE]);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct EventPath {
    tags: [Tag; Limits::MAX_DEPTH],
    depth: usize,
}

impl Default for EventPath {
    fn default() -> Self {
        Self { tags: [Tag::new(0); Limits::MAX_DEPTH], depth: 0 }
    }
}

impl EventPath {
    /// Goes into a structure that opens, and out of one that closes.
    pub fn follow(&mut self, event: &Event<'_>) {
        match event {
            Event::Open(tag) => {
                if let Some(slot) = self.tags.get_mut(self.depth) {
                    *slot = *tag;
                }
                self.depth = self.depth.saturating_add(1);
            }
            Event::Close => self.depth = self.depth.saturating_sub(1),
            Event::Value(..) | Event::Part { .. } => {}
        }
    }

    /// The tags: behind an opening, that of the structure opened comes last.
    #[must_use]
    pub fn tags(&self) -> &[Tag] {
        self.tags.get(..self.depth).unwrap_or(&self.tags)
    }
}
