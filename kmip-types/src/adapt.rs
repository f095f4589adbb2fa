//! What works on any stream of items, whatever its format.

mod length;
#[cfg(feature = "alloc")]
mod node;
#[cfg(feature = "alloc")]
mod node_stream;
mod pretty;
#[cfg(feature = "alloc")]
mod wipe;

pub use length::Length;
#[cfg(feature = "alloc")]
pub use node::{Node, NodeValue};
#[cfg(feature = "alloc")]
pub(crate) use node_stream::locate_in;
#[cfg(feature = "alloc")]
pub use node_stream::{NodeReader, NodeWriter};
pub use pretty::Pretty;
