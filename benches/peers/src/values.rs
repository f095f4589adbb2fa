//! The values in a message, for those who write it again.

use kmip::format::Reader as _;
use kmip::items::Value;
use kmip::ttlv::TtlvReader;
use kmip_benches::{Failure, Sample};

/// The values that a message has, by type, in its order.
///
/// Enumerations are not among them.
#[derive(Debug, Default)]
pub(crate) struct Values {
    pub(crate) numbers: Vec<u32>,
    pub(crate) dates: Vec<i64>,
    pub(crate) texts: Vec<String>,
    pub(crate) bytes: Vec<Vec<u8>>,
}

impl Values {
    pub(crate) fn of_sample(sample: &Sample) -> Result<Self, Failure> {
        let mut values = Self::default();
        let mut reader = TtlvReader::new(&sample.ttlv);
        let mut depth = 0_u32;
        loop {
            match reader.read()? {
                Some((_, Value::Structure)) => depth = depth.wrapping_add(1),
                Some((_, Value::Integer(number))) => values.numbers.push(u32::try_from(number)?),
                Some((_, Value::DateTime(seconds))) => values.dates.push(seconds),
                Some((_, Value::TextString(text))) => values.texts.push(text.to_owned()),
                Some((_, Value::ByteString(bytes))) => values.bytes.push(bytes.to_vec()),
                Some(_) => {}
                None if depth == 0 => return Ok(values),
                None => depth = depth.wrapping_sub(1),
            }
        }
    }
}
