//! The peers and floors that are measured beside the KMIP crates.
//!
//! All work on the same bytes, in the same process.
//!
//! A floor is what no decoder or encoder of the format can undercut: a bare walk over the items, a lexer that throws
//! everything away, a writer that knows the message beforehand, a copy.

mod floor;
mod format;
mod nlnet;
mod selection;
mod straight;
mod values;
mod walk;

pub use selection::{Selection, jobs};
