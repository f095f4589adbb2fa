//! Values for items.
//!
//! They are fixed lists that include the edges of each type, taken in turn.

use std::collections::BTreeMap;

use kmip_types::BigInteger;
use kmip_types::items::NodeValue;

use super::edition::List;

const INTEGERS: [i32; 7] = [1, 0, -1, 256, i32::MAX, i32::MIN, 65_537];
const LONG_INTEGERS: [i64; 6] = [1, 0, -1, 4_503_599_627_370_496, i64::MAX, i64::MIN];
/// POSIX seconds: the epoch, around it, and the ends of what can be spelt.
///
/// The ends are those of the years 1 and 9999, and beyond them.
const DATE_TIMES: [i64; 8] =
    [1_205_495_800, 0, -1, 253_402_300_799, 253_402_300_800, -62_135_596_800, i64::MAX, i64::MIN];
/// POSIX microseconds.
const DATE_TIMES_EXTENDED: [i64; 5] = [1_205_495_800_000_001, 0, -1, i64::MAX, i64::MIN];
const INTERVALS: [u32; 3] = [864_000, 0, u32::MAX];
/// Texts with every length of padding, and characters of one to four bytes.
///
/// Some are characters that some encodings escape.
const TEXTS: [&str; 10] = [
    "a",
    "",
    "1234567",
    "12345678",
    "123456789",
    "<&>\"'",
    "Ünïcode ☃ 🗝",
    " blank ",
    "line\nand\ttab\r",
    "]]> \\u0041",
];
/// Lengths of byte strings.
const LENGTHS: [u8; 7] = [16, 0, 1, 7, 8, 9, 33];
const BIG_INTEGERS: [&[u8]; 6] =
    [&[0x01, 0x00, 0x01], &[0x00], &[0xFF], &[0x00, 0x80], &[0x80], &[0x7F, 0, 0, 0, 0, 0, 0, 0, 1]];

/// Takes values from the lists, each list in turn.
#[derive(Debug, Default)]
pub(crate) struct Values {
    taken: BTreeMap<String, usize>,
}

impl Values {
    fn next<T: Copy>(&mut self, list: &str, values: &[T]) -> T {
        let taken = self.taken.entry(list.to_owned()).or_default();
        let value = values[*taken % values.len()];
        *taken += 1;
        value
    }

    /// The next value of a type that is no structure and names no enumeration or mask.
    pub(crate) fn scalar(&mut self, item_type: &str) -> NodeValue<'static> {
        match item_type {
            "Integer" => NodeValue::Integer(self.next(item_type, &INTEGERS)),
            "Long Integer" => NodeValue::LongInteger(self.next(item_type, &LONG_INTEGERS)),
            "Big Integer" => NodeValue::BigInteger(BigInteger::from_bytes(self.next(item_type, &BIG_INTEGERS))),
            "Enumeration" => NodeValue::Enumeration(self.next(item_type, &[1, 0x8000_0001])),
            "Boolean" => NodeValue::Boolean(self.next(item_type, &[true, false])),
            "Text String" => NodeValue::TextString(self.next(item_type, &TEXTS).into()),
            "Byte String" => {
                let length = self.next(item_type, &LENGTHS);
                NodeValue::ByteString((0..length).map(|byte| byte.wrapping_mul(37)).collect::<Vec<u8>>().into())
            }
            "Date Time" => NodeValue::DateTime(self.next(item_type, &DATE_TIMES)),
            "Interval" => NodeValue::Interval(self.next(item_type, &INTERVALS)),
            "Date Time Extended" => NodeValue::DateTimeExtended(self.next(item_type, &DATE_TIMES_EXTENDED)),
            "Identifier" => NodeValue::Identifier(self.next(item_type, &TEXTS).into()),
            "Reference" => NodeValue::Reference(self.next(item_type, &TEXTS).into()),
            "Name Reference" => NodeValue::NameReference(self.next(item_type, &TEXTS).into()),
            other => panic!("no values of type {other}"),
        }
    }

    /// The next value of an enumeration: all that the version has, then a vendor's.
    pub(crate) fn enumeration(&mut self, name: &str, mut values: Vec<u32>) -> NodeValue<'static> {
        values.push(if name == "Tag" { 0x54_0001 } else { 0x8000_0001 });
        NodeValue::Enumeration(self.next(name, &values))
    }

    /// Returns the next value of a mask.
    ///
    /// The values are none, all bits of the version, bits without names in any, both, then one at a time.
    pub(crate) fn mask(&mut self, list: &List) -> NodeValue<'static> {
        let bits: Vec<u32> = list.values.iter().map(|value| number(&value.value)).collect();
        let all = bits.iter().fold(0, |all, bit| all | bit);
        let table = kmip_types::tables::masks().iter().find(|table| table.name == list.name).unwrap();
        let named = table.values.names().iter().fold(0, |named, bit| named | bit.value);
        let values: Vec<u32> = [all, 0, !named, all | !named].into_iter().chain(bits).collect();
        NodeValue::Integer(self.next(&list.name, &values).cast_signed())
    }
}

/// The number that a table writes as `0x…`.
pub(crate) fn number(text: &str) -> u32 {
    u32::from_str_radix(text.trim_start_matches("0x"), 16).unwrap()
}
