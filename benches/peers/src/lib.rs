//! Who is measured beside the KMIP crates, on the same bytes, in the same process: peers, and floors.
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
