//! Messages as untyped items.
//!
//! They are for tools that work with every format, and with items that nobody knows.
//!
//! | | |
//! |---|---|
//! | [`transcode`] | any reader into any writer: the conversion between two encodings |
//! | [`Node`] | the untyped tree; [`NodeReader`] streams it again, [`NodeWriter`] builds it from typed values |
//! | [`Value`] | what one item holds, borrowed |
//! | [`Event`], [`EventPath`] | one step through a message that comes in pieces, and where it is |
//! | [`Extra`] | the items of a structure that no field takes |
//! | [`UnexpectedItem`] | an item of a message that is not read typed, and why |
//! | [`TypeSet`] | the item types that an item can have |
//! | [`Length`] | how many bytes a message has in TTLV |
//! | [`Pretty`] | an annotated print |
//! | [`Redact`] | a writer that leaves secrets out |
//! | [`Secrecy`] | whether a value is secret in its place |

#[cfg(feature = "alloc")]
pub use crate::codec::{Extra, UnexpectedItem, UnexpectedItems};
pub use crate::event::{Event, EventPath};
pub use crate::length::Length;
pub use crate::pretty::Pretty;
pub use crate::redact::Redact;
pub use crate::secrecy::Secrecy;
pub use crate::stream::transcode;
#[cfg(feature = "alloc")]
pub use crate::tree::{Node, NodeReader, NodeValue, NodeWriter};
pub use crate::type_set::TypeSet;
pub use crate::value::Value;
