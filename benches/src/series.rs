//! Messages of any length, with identifiers and keys that no two items share.

use kmip::format::{Fault, Writer as _};
use kmip::items::Value;
use kmip::ttlv::TtlvWriter;
use kmip::{ItemType, ObjectType, Operation, ResultStatus, Tag};

use crate::sample::Kind;
use crate::{Failure, Sample};

/// The part of which a message of a series has more or less.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Series {
    /// A Locate response with so many identifiers.
    Identifiers,
    /// A response with so many items, each with a key of 256 bits.
    Items,
}

impl Series {
    /// Both series.
    pub const ALL: [Self; 2] = [Self::Identifiers, Self::Items];

    /// The name in tables.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Identifiers => "identifiers",
            Self::Items => "items",
        }
    }

    /// The message of this size.
    ///
    /// # Errors
    /// It cannot be written, which is a mistake here.
    pub fn sample(self, size: u32) -> Result<Sample, Failure> {
        let ttlv = match self {
            Self::Identifiers => message(1, &mut |w| locate(w, size)),
            Self::Items => message(size, &mut |w| gets(w, size)),
        };
        Ok(Sample { name: format!("{}-{size}", self.name()), kind: Kind::Response, ttlv: ttlv? })
    }

    /// The message with this name, if it is that of a series: `items-1000`.
    pub(crate) fn parse(name: &str) -> Option<Result<Sample, Failure>> {
        let (series, size) = name.split_once('-')?;
        let series = Self::ALL.into_iter().find(|it| it.name() == series)?;
        Some(series.sample(size.parse().ok()?))
    }
}

type Output = TtlvWriter<Vec<u8>>;

/// A Response Message of KMIP 1.2 with a header.
fn message(count: u32, items: &mut dyn FnMut(&mut Output) -> Result<(), Fault>) -> Result<Vec<u8>, Fault> {
    let mut w = TtlvWriter::new(Vec::new());
    w.open(Tag::RESPONSE_MESSAGE)?;
    w.open(Tag::RESPONSE_HEADER)?;
    w.open(Tag::PROTOCOL_VERSION)?;
    w.write(Tag::PROTOCOL_VERSION_MAJOR, Value::Integer(1))?;
    w.write(Tag::PROTOCOL_VERSION_MINOR, Value::Integer(2))?;
    w.end()?;
    w.write(Tag::TIME_STAMP, Value::DateTime(1_735_689_600))?;
    w.write(Tag::BATCH_COUNT, Value::Integer(count.cast_signed()))?;
    w.end()?;
    items(&mut w)?;
    w.end()?;
    w.finish()
}

fn locate(w: &mut Output, size: u32) -> Result<(), Fault> {
    let mut random = Random::default();
    w.open(Tag::BATCH_ITEM)?;
    w.write(Tag::OPERATION, Value::Enumeration(Operation::LOCATE.value()))?;
    w.write(Tag::RESULT_STATUS, Value::Enumeration(ResultStatus::SUCCESS.value()))?;
    w.open(Tag::RESPONSE_PAYLOAD)?;
    for _ in 0..size {
        w.text(Tag::UNIQUE_IDENTIFIER, ItemType::TEXT_STRING, &random.identifier())?;
    }
    w.end()?;
    w.end()
}

fn gets(w: &mut Output, size: u32) -> Result<(), Fault> {
    let mut random = Random::default();
    for number in 0..size {
        w.open(Tag::BATCH_ITEM)?;
        w.write(Tag::OPERATION, Value::Enumeration(Operation::GET.value()))?;
        w.bytes(Tag::UNIQUE_BATCH_ITEM_ID, ItemType::BYTE_STRING, &number.to_be_bytes())?;
        w.write(Tag::RESULT_STATUS, Value::Enumeration(ResultStatus::SUCCESS.value()))?;
        w.open(Tag::RESPONSE_PAYLOAD)?;
        w.write(Tag::OBJECT_TYPE, Value::Enumeration(ObjectType::SYMMETRIC_KEY.value()))?;
        w.text(Tag::UNIQUE_IDENTIFIER, ItemType::TEXT_STRING, &random.identifier())?;
        w.open(Tag::SYMMETRIC_KEY)?;
        w.open(Tag::KEY_BLOCK)?;
        w.write(Tag::KEY_FORMAT_TYPE, Value::Enumeration(1))?;
        w.open(Tag::KEY_VALUE)?;
        w.bytes(Tag::KEY_MATERIAL, ItemType::BYTE_STRING, &random.key())?;
        w.end()?;
        w.write(Tag::CRYPTOGRAPHIC_ALGORITHM, Value::Enumeration(3))?;
        w.write(Tag::CRYPTOGRAPHIC_LENGTH, Value::Integer(256))?;
        w.end()?;
        w.end()?;
        w.end()?;
        w.end()?;
    }
    Ok(())
}

/// A generator of numbers that are equal in every run: xorshift64*, of Vigna.
struct Random(u64);

impl Default for Random {
    fn default() -> Self {
        Self(0x9E37_79B9_7F4A_7C15)
    }
}

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// An identifier that looks like a UUID.
    fn identifier(&mut self) -> String {
        let (high, low) = (self.next(), self.next());
        let (a, b, c) = (high >> 32, high >> 16 & 0xFFFF, high & 0xFFFF);
        let (d, e) = (low >> 48, low & 0xFFFF_FFFF_FFFF);
        format!("{a:08x}-{b:04x}-{c:04x}-{d:04x}-{e:012x}")
    }

    /// 256 bits.
    fn key(&mut self) -> Vec<u8> {
        (0..4).flat_map(|_| self.next().to_be_bytes()).collect()
    }
}
