//! Values of one word under any tag, as KMIP Profiles 2.1 §5.4.1.6 spells them.

use core::fmt;

use kmip_types::format::WordItem;
use kmip_types::format::lexical::{Sink, write_date_time, write_decimal, write_mask};
use kmip_types::items::Value;
use kmip_types::{ErrorKind, Tag};

use super::{Tail, Writer};
use crate::escape::{Escaped, full, write_escaped};

impl<W: Sink> Writer<'_, W> {
    /// Writes an element with a value that is one word, whatever its type, tag and value.
    pub(super) fn word_element(&mut self, item: WordItem) -> Result<(), ErrorKind> {
        self.start(item.tag(), item.item_type())?;
        match item.value() {
            Value::Enumeration(v) => self.enumeration(item.tag(), v)?,
            Value::Integer(v) => self.integer(item.tag(), v)?,
            Value::Boolean(v) => self.push(if v { "true" } else { "false" })?,
            Value::DateTime(v) => write_date_time(&mut self.out, v).map_err(full)?,
            Value::Interval(v) => write_decimal(&mut self.out, v.into()).map_err(full)?,
            Value::LongInteger(v) | Value::DateTimeExtended(v) => write_decimal(&mut self.out, v).map_err(full)?,
            _ => return Err(ErrorKind::WrongType),
        }
        self.wrote(Tail::VALUE)
    }

    /// Writes the name of an Enumeration's value, or its number.
    fn enumeration(&mut self, tag: Tag, value: u32) -> Result<(), ErrorKind> {
        match self.naming.enumeration_name(tag, value) {
            // Names of the standard need no escapes.
            Some(name) if self.names.values.is_empty() => self.push(name),
            Some(name) => write_escaped(&mut self.out, name),
            None => self.out.put_formatted(format_args!("{value:#010x}")).map_err(full),
        }
    }

    /// Writes an Integer: a number, or the components of a mask.
    fn integer(&mut self, tag: Tag, value: i32) -> Result<(), ErrorKind> {
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
}
