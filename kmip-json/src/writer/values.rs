//! The rarer values, as KMIP Profiles 2.1 §5.5.1.6 spells them.

use kmip_types::integer::{minimal, sign_extension};
use kmip_types::lexical::{Sink, write_date_time, write_decimal, write_hex, write_mask};
use kmip_types::{ErrorKind, Item, Tag, Value};

use super::{Members, Tail, Writer, full, members};
use crate::escape::Escaped;

impl<W: Sink> Writer<'_, W> {
    /// Writes type and value of an object, where the type is one of those that are not in most messages.
    #[inline(never)]
    pub(super) fn rarer(&mut self, item: Item) -> Result<Tail, ErrorKind> {
        match item.as_word_value() {
            Some(Value::LongInteger(v)) => {
                self.members(members!("LongInteger"))?;
                self.long_integer(v)?;
            }
            Some(Value::Boolean(v)) => {
                self.members(members!("Boolean"))?;
                self.push(if v { "true" } else { "false" })?;
            }
            Some(Value::DateTime(v)) => {
                self.members(members!("DateTime", "\""))?;
                write_date_time(&mut self.out, v).map_err(full)?;
                return Ok(Tail::QUOTE);
            }
            Some(Value::Interval(v)) => {
                self.members(members!("Interval"))?;
                write_decimal(&mut self.out, v.into()).map_err(full)?;
            }
            Some(Value::DateTimeExtended(v)) => {
                self.members(members!("DateTimeExtended"))?;
                self.long_integer(v)?;
            }
            _ => return Err(ErrorKind::WrongType),
        }
        Ok(Tail::BRACE)
    }

    /// Writes the rest of an object with an Integer: a number, or the components of a mask.
    pub(super) fn integer(&mut self, tag: Tag, value: i32) -> Result<Tail, ErrorKind> {
        if value != 0 && self.naming.is_mask(tag) {
            self.members(members!("Integer", "\""))?;
            self.mask(tag, value)?;
            return Ok(Tail::QUOTE);
        }
        self.members(members!("Integer"))?;
        if self.hex_integers {
            self.out.put_formatted(format_args!("\"{value:#010x}\"")).map_err(full)?;
        } else {
            write_decimal(&mut self.out, value.into()).map_err(full)?;
        }
        Ok(Tail::BRACE)
    }

    #[inline(never)]
    fn mask(&mut self, tag: Tag, value: i32) -> Result<(), ErrorKind> {
        let mut escaped = Escaped(&mut self.out);
        write_mask(&mut escaped, value.cast_unsigned(), "|", &self.naming, tag).map_err(full)
    }

    /// Writes a number, or its sixteen digits where a double might not hold it.
    fn long_integer(&mut self, value: i64) -> Result<(), ErrorKind> {
        // KMIP Profiles 2.1 §5.5.1.6 names the upper bound only; a double is exact twice as far.
        if value.unsigned_abs() < 1 << 52 {
            write_decimal(&mut self.out, value).map_err(full)
        } else {
            self.out.put_formatted(format_args!("\"{value:#018x}\"")).map_err(full)
        }
    }

    /// Writes a type and a number in whole groups of eight bytes.
    #[inline(never)]
    pub(super) fn big_integer(&mut self, bytes: &[u8]) -> Result<(), ErrorKind> {
        self.members(members!("BigInteger", "\"0x"))?;
        let number = minimal(bytes);
        let (count, sign) = sign_extension(number);
        write_hex(&mut self.out, [sign; 7].get(..count).unwrap_or_default()).map_err(full)?;
        write_hex(&mut self.out, number).map_err(full)
    }
}
