//! The path of tags to an item; that to an error is found after the failure, by reading again.

#[cfg(not(feature = "alloc"))]
mod fixed;
#[cfg(feature = "alloc")]
mod locate;
pub(crate) mod steps;

#[cfg(feature = "alloc")]
pub(crate) use locate::{Tracer, Trail};
#[cfg(feature = "alloc")]
pub use locate::{locate, locate_encoding};
#[cfg(feature = "alloc")]
pub use steps::Siblings;
pub use steps::{Path, Step};
