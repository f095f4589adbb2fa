//! What works on any stream of items, whatever its format.

mod length;
#[cfg(feature = "alloc")]
mod node;

pub use length::Length;
#[cfg(feature = "alloc")]
pub use node::{Node, NodeReader, NodeValue};
