//! The path of tags to an item.
//!
//! The path to an error is found after the failure, by reading again.

#[cfg(not(feature = "alloc"))]
mod fixed;
#[cfg(feature = "alloc")]
mod locate;
pub(crate) mod step;
pub(crate) mod steps;

#[cfg(feature = "alloc")]
pub(crate) use locate::{Tracer, Trail};
#[cfg(feature = "alloc")]
pub use locate::{locate, locate_encoding};
pub use step::Step;
pub use steps::Path;
#[cfg(feature = "alloc")]
pub use steps::Siblings;
