//! The rarer values.

use core::fmt;

use kmip_types::integer::{minimal, sign_extension};
use kmip_types::lexical::{Sink, write_date_time, write_decimal, write_hex, write_mask};
use kmip_types::{ErrorKind, Item, Tag, Value};

use super::{Writer, of_type};
use crate::escape::{Escaped, full};

impl<W: Sink> Writer<'_, W> {
    /// Writes type and value of an element, where the type is one of those that are not in most messages.
    #[inline(never)]
    pub(super) fn rarer(&mut self, item: Item) -> Result<(), ErrorKind> {
        match item.as_word_value() {
            Some(Value::LongInteger(v)) => {
                self.push(of_type!("LongInteger"))?;
                write_decimal(&mut self.out, v).map_err(full)
            }
            Some(Value::Boolean(v)) => {
                self.push(of_type!("Boolean"))?;
                self.push(if v { "true" } else { "false" })
            }
            Some(Value::DateTime(v)) => {
                self.push(of_type!("DateTime"))?;
                write_date_time(&mut self.out, v).map_err(full)
            }
            Some(Value::Interval(v)) => {
                self.push(of_type!("Interval"))?;
                write_decimal(&mut self.out, v.into()).map_err(full)
            }
            Some(Value::DateTimeExtended(v)) => {
                self.push(of_type!("DateTimeExtended"))?;
                write_decimal(&mut self.out, v).map_err(full)
            }
            _ => Err(ErrorKind::WrongType),
        }
    }

    /// Writes an Integer: a number, or the components of a mask.
    pub(super) fn integer(&mut self, tag: Tag, value: i32) -> Result<(), ErrorKind> {
        if self.naming.is_mask(tag) {
            self.mask(tag, value)
        } else {
            write_decimal(&mut self.out, value.into()).map_err(full)
        }
    }

    #[inline(never)]
    fn mask(&mut self, tag: Tag, value: i32) -> Result<(), ErrorKind> {
        let mut escaped = Escaped { out: &mut self.out, refusal: ErrorKind::BufferFull };
        let done = write_mask(&mut escaped, value.cast_unsigned(), " ", &self.naming, tag);
        done.map_err(|fmt::Error| escaped.refusal)
    }

    /// Writes a type and a number in whole groups of eight bytes; no `0x`, unlike JSON.
    #[inline(never)]
    pub(super) fn big_integer(&mut self, bytes: &[u8]) -> Result<(), ErrorKind> {
        self.push(of_type!("BigInteger"))?;
        let number = minimal(bytes);
        let (count, sign) = sign_extension(number);
        write_hex(&mut self.out, [sign; 7].get(..count).unwrap_or_default()).map_err(full)?;
        write_hex(&mut self.out, number).map_err(full)
    }
}
