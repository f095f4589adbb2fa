//! The untyped tree: a message as [`Node`]s.
//!
//! It can be read again, and built, as a stream of items.

mod deep;
mod node;
mod stream;

#[cfg(feature = "serde")]
pub(crate) use node::enumeration_before;
pub(crate) use node::shown;
pub use node::{Node, NodeValue};
pub(crate) use stream::locate_in;
pub use stream::{NodeReader, NodeWriter};
