//! Items of any tag and type.
//!
//! KMIP Profiles 2.1 §5.4.1.6 and §5.5.1.6 spell their values.

use super::{Output, TextFormat, TextWriter, full};
use crate::format::lexical::{Sink, write_big_integer, write_date_time, write_decimal, write_hex};
use crate::names::write_mask;
use crate::value::Value;
use crate::word_item::WordItem;
use crate::{ErrorKind, ItemType, Tag};

impl<W: Sink, F: TextFormat> TextWriter<'_, W, F> {
    /// Writes an item with a value that is one word, whatever its type, tag and value.
    pub(super) fn write_word(&mut self, tag: Tag, item: WordItem) -> Result<(), ErrorKind> {
        self.start(tag, item.item_type())?;
        let mut tail = F::BEHIND_NUMBER;
        match item.value() {
            Value::Enumeration(v) => {
                self.enumeration(tag, v)?;
                tail = F::BEHIND_STRING;
            }
            Value::Integer(v) if F::HAS_NAMES && v != 0 && self.output.names_bits(tag) => {
                if !F::MASK_START.is_empty() {
                    self.output.push(F::MASK_START)?;
                }
                self.mask(tag, v)?;
                tail = F::BEHIND_STRING;
            }
            Value::Integer(v) => self.format.integer(&mut self.output, v)?,
            Value::Boolean(v) => self.output.push(if v { "true" } else { "false" })?,
            Value::DateTime(v) => {
                write_date_time(&mut self.output.out, v).map_err(full)?;
                tail = F::BEHIND_STRING;
            }
            Value::Interval(v) => write_decimal(&mut self.output.out, v.into()).map_err(full)?,
            Value::LongInteger(v) | Value::DateTimeExtended(v) => F::long_integer(&mut self.output, v)?,
            _ => return Err(ErrorKind::WrongType),
        }
        self.wrote(tail)
    }

    /// Writes the name of an Enumeration's value, or its number.
    fn enumeration(&mut self, tag: Tag, value: u32) -> Result<(), ErrorKind> {
        let name = if F::HAS_NAMES { self.output.value_name(tag, value) } else { None };
        match name {
            // No name needs escapes.
            Some(name) => self.output.push(name),
            None => self.output.push_formatted(format_args!("{value:#010x}")),
        }
    }

    /// Writes the names of a mask's bits.
    #[inline(never)]
    fn mask(&mut self, tag: Tag, value: i32) -> Result<(), ErrorKind> {
        let Output { out, naming, .. } = &mut self.output;
        write_mask(out, value.cast_unsigned(), F::MASK_SEPARATOR, naming, tag).map_err(full)
    }

    /// Writes an item with a text.
    pub(super) fn write_text(&mut self, tag: Tag, item_type: ItemType, text: &str) -> Result<(), ErrorKind> {
        if !item_type.is_text() {
            return Err(ErrorKind::WrongType);
        }
        self.start(tag, item_type)?;
        F::escape(&mut self.output.out, text)?;
        self.wrote(F::BEHIND_STRING)
    }

    /// Writes an item with bytes.
    pub(super) fn write_bytes(&mut self, tag: Tag, item_type: ItemType, bytes: &[u8]) -> Result<(), ErrorKind> {
        if !item_type.is_bytes() {
            return Err(ErrorKind::WrongType);
        }
        self.start(tag, item_type)?;
        if item_type == ItemType::BYTE_STRING {
            write_hex(&mut self.output.out, bytes).map_err(full)?;
        } else {
            write_big_integer(&mut self.output.out, bytes).map_err(full)?;
        }
        self.wrote(F::BEHIND_STRING)
    }
}
