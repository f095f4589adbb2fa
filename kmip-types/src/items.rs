//! Messages as untyped items: for tools that work with every format, and with items that nobody knows.
//!
//! | | |
//! |---|---|
//! | [`transcode`] | any reader into any writer: the conversion between two encodings |
//! | [`Node`] | the untyped tree; [`NodeReader`] streams it again, [`NodeWriter`] builds it from typed values |
//! | [`Value`] | what one item holds, borrowed |
//! | [`Event`] | one step through a message that comes in pieces |
//! | [`Extra`] | the items of a structure that no field takes |
//! | [`Length`] | how many bytes a message has in TTLV |
//! | [`Pretty`] | an annotated print |

#[cfg(feature = "alloc")]
pub use crate::adapt::{Length, Node, NodeReader, NodeValue, NodeWriter, Pretty};
#[cfg(not(feature = "alloc"))]
pub use crate::adapt::{Length, Pretty};
#[cfg(feature = "alloc")]
pub use crate::codec::Extra;
pub use crate::event::Event;
pub use crate::stream::transcode;
pub use crate::value::Value;
