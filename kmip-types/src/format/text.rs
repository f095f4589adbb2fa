//! The part that the text formats share.
//!
//! It has the writer without its punctuation, and what the entry points call.
//!
//! XML and JSON nest items alike, name tags and values alike, and spell values alike. What is theirs alone is the text
//! around a name and a value: a format gives it as a [`TextFormat`], and its writer is a [`TextWriter`] of that.
//!
//! ```text
//! word, text, bytes, open, end
//!   │ an item as most are?           no │
//!   ▼                                   ▼
//! fast: copy a start tag, write       slow: version and names by look-up,
//! the value                           indentation, vendor's names
//!   └──────────────► TextFormat ◄───────┘
//! ```

mod entry_points;
mod fast;
mod options;
mod output;
#[cfg(feature = "alloc")]
mod read;
mod start_tags;
mod values;
mod write;
mod writer;

pub use options::WriterOptions;
pub use output::{Output, Tail, full};
#[cfg(feature = "alloc")]
pub use read::{TextParser, checked_utf8, decode_document, decode_document_validated, parse, position};
pub use start_tags::{StartTags, TypeTexts, start_tags};
pub use write::write_with;
#[cfg(feature = "alloc")]
pub use write::{EncodeInto, append, append_with, string_with, vec_with};
pub use writer::{TextFormat, TextWriter};

#[doc(inline)]
pub use crate::{text_read_entry_points as read_entry_points, text_write_entry_points as write_entry_points};
