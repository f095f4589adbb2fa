//! The floor of writing text.
//!
//! It is functions that write one message each, and know everything about it but its values.
//!
//! They copy literals and format values into a buffer that is large enough, and do nothing else: no names are looked up,
//! nothing asks for the version or the type of an item, nothing allocates.

mod json;
mod xml;

use kmip_benches::{Encoding, Failure, Sample};

use crate::format::Out;
use crate::values::Values;

/// A function that writes a message of one shape.
///
/// `None` if the values are not those of such a message.
type Write = fn(&mut Out, &Values) -> Option<()>;

/// Returns a writer of this message in XML or JSON.
///
/// Its text has been compared with what the crates write.
pub(crate) fn writer(sample: &Sample, encoding: Encoding) -> Result<Option<Box<dyn FnMut() -> bool>>, Failure> {
    let write: Write = match (encoding, sample.name.as_str()) {
        (Encoding::Xml, "a") => xml::get_request,
        (Encoding::Xml, "b" | "e") => xml::get_responses,
        (Encoding::Xml, "c") => xml::register,
        (Encoding::Xml, "d") => xml::locate,
        (Encoding::Json, "a") => json::get_request,
        (Encoding::Json, "b" | "e") => json::get_responses,
        (Encoding::Json, "c") => json::register,
        (Encoding::Json, "d") => json::locate,
        _ => return Ok(None),
    };
    let (mut out, values) = (Out::new(), Values::of_sample(sample)?);
    if write(&mut out, &values).is_none() || out.text != sample.encode(encoding)? {
        return Err(format!("the floor writes another {encoding} of {}", sample.name).into());
    }
    Ok(Some(Box::new(move || {
        out.text.clear();
        write(std::hint::black_box(&mut out), std::hint::black_box(&values)).is_some()
    })))
}
