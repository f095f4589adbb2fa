//! Values: from the text of an attribute to an item.
//!
//! KMIP Profiles 2.1 §5.4.1.6; KMIP Additional Message Encodings 1.0 §4.1.6.

use kmip_types::format::{Fault, WordItem, lexical};
use kmip_types::names::Naming;
use kmip_types::names::mask;
use kmip_types::{ErrorKind, ItemType, Tag};

use crate::parser::Parser;
use crate::text::{is_space, plain, trim};

impl<'a> Parser<'a, '_> {
    /// Adds the item of this tag and type whose value stands in the text as `raw`.
    pub(crate) fn value(&mut self, tag: Tag, item_type: ItemType, raw: &'a str, offset: usize) -> Result<(), Fault> {
        let lenient = self.is_lenient();
        let Some(text) = plain(raw, &mut self.scratch) else {
            return Err(Fault::new(ErrorKind::Syntax, tag, offset));
        };
        if item_type.is_text() {
            self.naming.text(tag, text);
            return self.builder.text(tag, item_type, text, offset);
        }
        let text = trim(text);
        if item_type.is_bytes() {
            let prefixed = lexical::hex_digits(text).filter(|_| lenient && item_type == ItemType::BIG_INTEGER);
            return self.builder.hex(tag, item_type, prefixed.unwrap_or(text), offset);
        }
        let item = word(tag, item_type, text, &self.naming, lenient).map_err(|kind| Fault::new(kind, tag, offset))?;
        self.naming.word(item);
        self.builder.word(item, offset)
    }
}

/// The item whose value of one word is spelt so.
fn word(tag: Tag, item_type: ItemType, text: &str, naming: &Naming<'_>, lenient: bool) -> Result<WordItem, ErrorKind> {
    // What is hexadecimal only where the reader is lenient.
    let tolerated = || lexical::hex_digits(text).filter(|_| lenient);
    Ok(match item_type {
        ItemType::INTEGER => WordItem::integer(tag, integer(tag, text, naming, lenient)?),
        ItemType::LONG_INTEGER => WordItem::long_integer(
            tag,
            match tolerated() {
                Some(digits) => lexical::hex_u64(digits, true)?.cast_signed(),
                None => lexical::long_integer(text)?,
            },
        ),
        ItemType::ENUMERATION => WordItem::enumeration(tag, enumeration(tag, text, naming, lenient)?),
        ItemType::BOOLEAN => WordItem::boolean(
            tag,
            match text {
                "true" | "1" => true,
                "false" | "0" => false,
                _ => return Err(ErrorKind::Boolean),
            },
        ),
        ItemType::DATE_TIME => WordItem::date_time(
            tag,
            match lexical::hex_digits(text) {
                Some(digits) => lexical::hex_u64(digits, lenient)?.cast_signed(),
                None => lexical::date_time(text, lenient)?,
            },
        ),
        ItemType::INTERVAL => WordItem::interval(
            tag,
            match tolerated() {
                Some(digits) => lexical::hex_u32(digits, true)?,
                None => lexical::interval(text)?,
            },
        ),
        ItemType::DATE_TIME_EXTENDED => WordItem::date_time_extended(
            tag,
            match tolerated() {
                Some(digits) => lexical::hex_u64(digits, true)?.cast_signed(),
                None if lenient && text.contains(':') => lexical::date_time_extended(text, true)?,
                None => lexical::long_integer(text)?,
            },
        ),
        _ => return Err(ErrorKind::UnknownType),
    })
}

/// An Integer: a number, or the components of a mask.
fn integer(tag: Tag, text: &str, naming: &Naming<'_>, lenient: bool) -> Result<i32, ErrorKind> {
    if naming.is_mask(tag) {
        let separates = |c: char| u8::try_from(c).is_ok_and(|byte| is_space(byte) || (lenient && byte == b'|'));
        let components = text.split(separates);
        return mask(components.filter(|text| !text.is_empty()), naming, tag).map(u32::cast_signed);
    }
    match lexical::hex_digits(text) {
        Some(digits) => lexical::hex_u32(digits, lenient).map(u32::cast_signed),
        None => lexical::integer(text),
    }
}

/// An Enumeration: a hexadecimal number, a name, or – leniently – a decimal number.
fn enumeration(tag: Tag, text: &str, naming: &Naming<'_>, lenient: bool) -> Result<u32, ErrorKind> {
    if let Some(digits) = lexical::hex_digits(text) {
        return lexical::hex_u32(digits, true);
    }
    match naming.enumeration(tag, text) {
        Some(value) => Ok(value),
        None if lenient => lexical::interval(text).map_err(|_| ErrorKind::UnknownName),
        None => Err(ErrorKind::UnknownName),
    }
}
