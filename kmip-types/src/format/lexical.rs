//! Lexical forms: the spelling of values in text.
//!
//! These are the values that XML and JSON spell alike.
//!
//! KMIP Profiles 2.1 §5.4.1.6 and §5.5.1.6; KMIP Additional Message Encodings 1.0 §4.1.6 and §6.1.6. Parsing needs no
//! allocator. What goes wrong is told as an [`ErrorKind`](crate::ErrorKind); the format knows where it was.
//!
//! | | parse | write |
//! |---|---|---|
//! | decimal numbers | [`integer`], [`long_integer`], [`interval`] | [`write_decimal`] |
//! | hexadecimal numbers, `0x…` | [`hex_digits`], then [`hex_u32`] or [`hex_u64`] | `{:#010x}`, `{:#018x}` |
//! | tags, `0x42006b` | [`tag`] | `Display` of [`Tag`](crate::Tag) |
//! | bytes | [`decode_hex`], [`append_hex`] | [`write_hex`] |
//! | dates and times | [`date_time`], [`date_time_extended`] | [`write_date_time`] |
//! | masks | [`names::mask`](crate::names::mask) | [`names::write_mask`](crate::names::write_mask) |
//! | text | [`find_byte`] | [`find_byte`] |
//!
//! What is written goes into a [`Sink`]: anything that implements [`fmt::Write`](core::fmt::Write), or a vector.

mod ascii;
mod date;
mod hex;
mod number;
mod scan;
mod sink;

pub use ascii::Ascii;
pub use date::{date_time, date_time_extended, write_date_time};
#[cfg(feature = "alloc")]
pub use hex::append_hex;
pub use hex::{decode_hex, write_big_integer, write_hex};
pub use number::{
    hex_digits, hex_u32, hex_u64, integer, interval, long_integer, tag, tag_in_either_case, write_decimal,
};
pub use scan::find_byte;
pub use sink::Sink;
#[cfg(feature = "alloc")]
pub use sink::Utf8Vec;
