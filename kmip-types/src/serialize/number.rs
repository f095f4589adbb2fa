//! Enumerations and masks in a program's own structures.

use core::fmt::{self, Display};

use serde::de::{Deserializer, Error, Visitor};
use serde::ser::Serializer;

use crate::names::{NameTable, UnknownName};

/// Writes the name in formats for people, and the number in others.
///
/// The name is written as it is printed.
pub(crate) fn write<S: Serializer>(value: &impl Display, number: u32, serializer: S) -> Result<S::Ok, S::Error> {
    if serializer.is_human_readable() { serializer.collect_str(value) } else { serializer.serialize_u32(number) }
}

/// A function that turns a name into a number.
pub(crate) type Parse = fn(&NameTable, &str) -> Result<u32, UnknownName>;

/// Reads what [`write`] gives; of formats for people a number as well.
pub(crate) fn read<'de, D: Deserializer<'de>>(
    table: &NameTable,
    parse: Parse,
    deserializer: D,
) -> Result<u32, D::Error> {
    let number = Number { table, parse };
    if deserializer.is_human_readable() {
        deserializer.deserialize_any(number)
    } else {
        deserializer.deserialize_u32(number)
    }
}

struct Number<'t> {
    table: &'t NameTable,
    parse: Parse,
}

impl Visitor<'_> for Number<'_> {
    type Value = u32;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name of KMIP, or a number of 32 bits")
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<u32, E> {
        u32::try_from(number).map_err(|_| E::custom("the number has more than 32 bits"))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<u32, E> {
        u32::try_from(number).map_err(|_| E::custom("the number is below zero or has more than 32 bits"))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<u32, E> {
        (self.parse)(self.table, text).map_err(E::custom)
    }
}
