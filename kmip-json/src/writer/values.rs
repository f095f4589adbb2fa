//! Values of one word under any tag, as KMIP Profiles 2.1 §5.5.1.6 spells them.

use kmip_types::format::WordItem;
use kmip_types::format::lexical::{Sink, write_date_time, write_decimal, write_mask};
use kmip_types::items::Value;
use kmip_types::{ErrorKind, Tag};

use super::{Tail, Writer, full};
use crate::escape::{Escaped, write_escaped};

impl<W: Sink> Writer<'_, W> {
    /// Writes an object with a value that is one word, whatever its type, tag and value.
    pub(super) fn word_object(&mut self, item: WordItem) -> Result<(), ErrorKind> {
        self.start(item.tag(), item.item_type())?;
        let mut tail = Tail::BRACE;
        match item.value() {
            Value::Enumeration(v) => {
                self.enumeration(item.tag(), v)?;
                tail = Tail::QUOTE;
            }
            Value::Integer(v) => tail = self.integer(item.tag(), v)?,
            Value::Boolean(v) => self.push(if v { "true" } else { "false" })?,
            Value::DateTime(v) => {
                write_date_time(&mut self.out, v).map_err(full)?;
                tail = Tail::QUOTE;
            }
            Value::Interval(v) => write_decimal(&mut self.out, v.into()).map_err(full)?,
            Value::LongInteger(v) | Value::DateTimeExtended(v) => self.long_integer(v)?,
            _ => return Err(ErrorKind::WrongType),
        }
        self.wrote(tail)
    }

    /// Writes the name of an Enumeration's value, or its number.
    fn enumeration(&mut self, tag: Tag, value: u32) -> Result<(), ErrorKind> {
        match self.naming.enumeration_name(tag, value) {
            // Names of the standard need no escapes.
            Some(name) if self.names.values.is_empty() => self.out.put(name),
            Some(name) => write_escaped(&mut self.out, name),
            None => self.out.put_formatted(format_args!("{value:#010x}")),
        }
        .map_err(full)
    }

    /// Writes an Integer: a number, or the components of a mask.
    fn integer(&mut self, tag: Tag, value: i32) -> Result<Tail, ErrorKind> {
        if value != 0 && self.naming.is_mask(tag) {
            self.push("\"")?;
            self.mask(tag, value)?;
            return Ok(Tail::QUOTE);
        }
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
}
