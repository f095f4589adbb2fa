//! Values: from a token of JSON to an item.
//!
//! KMIP Profiles 2.1 §5.5.1.6; KMIP Additional Message Encodings 1.0 §6.1.6.

use kmip_types::format::{Detail, DocumentBuilder, Fault, TextBuffer, WordItem, lexical};
use kmip_types::names::{Naming, mask};
use kmip_types::{ErrorKind, ItemType, ReaderOptions, Tag};

use crate::number::integral;
use crate::text::Text;

/// The items of the document, as far as their names and values are understood.
pub(crate) struct Items<'a, 'n> {
    pub(crate) builder: DocumentBuilder<'a>,
    naming: Naming<'n>,
    /// A string whose escapes had to be undone.
    pub(crate) scratch: TextBuffer,
    /// True if what real peers write is accepted.
    pub(crate) lenient: bool,
}

/// The meaning of a token.
#[derive(Clone, Copy)]
enum Token<'t> {
    String(&'t str),
    /// A number as it stands.
    Number(&'t str),
    Boolean(bool),
}

impl<'t> Token<'t> {
    /// # Errors
    /// [`Syntax`](ErrorKind::Syntax): an object, an array, `null`, or half of a surrogate pair.
    // Where a value cannot be read it is called once more; out of line it would take 1.3 % of reading.
    #[inline]
    fn read(raw: &'t str, scratch: &'t mut TextBuffer) -> Result<Self, ErrorKind> {
        match raw.as_bytes().first() {
            Some(b'"') => {
                let content = raw.get(1..raw.len().saturating_sub(1)).unwrap_or_default();
                Text::new(content).read(scratch).map(Self::String)
            }
            Some(b'-' | b'0'..=b'9') => Ok(Self::Number(raw)),
            Some(b't') => Ok(Self::Boolean(true)),
            Some(b'f') => Ok(Self::Boolean(false)),
            _ => Err(ErrorKind::Syntax),
        }
    }
}

impl<'a, 'n> Items<'a, 'n> {
    pub(crate) fn new(text: &'a str, options: &ReaderOptions<'n>) -> Self {
        Self {
            builder: DocumentBuilder::new(text, options),
            naming: Naming::new(options.names()).lenient(options.lenient),
            scratch: TextBuffer::new(),
            lenient: options.lenient,
        }
    }

    /// A structure opens.
    pub(crate) fn open(&mut self, tag: Tag, offset: usize) -> Result<(), Fault> {
        self.builder.open(tag, offset)?;
        self.naming.open(tag);
        Ok(())
    }

    /// The tag that the member `tag` says.
    pub(crate) fn tag(&mut self, text: Text<'a>) -> Result<Tag, ErrorKind> {
        let lenient = self.lenient;
        let text = text.read(&mut self.scratch)?;
        if text.starts_with("0x") {
            return lexical::tag(text);
        }
        self.naming.tag(text).map_or_else(|| odd_tag(text, lenient), Ok)
    }

    /// The type that the member `type` says.
    pub(crate) fn item_type(&mut self, text: Text<'a>) -> Result<ItemType, ErrorKind> {
        // Told by a comparison each: the types that most items have.
        match text {
            Text::Plain("TextString") => Ok(ItemType::TEXT_STRING),
            Text::Plain("Enumeration") => Ok(ItemType::ENUMERATION),
            Text::Plain("Integer") => Ok(ItemType::INTEGER),
            Text::Plain("ByteString") => Ok(ItemType::BYTE_STRING),
            Text::Plain("DateTime") => Ok(ItemType::DATE_TIME),
            text => self.item_type_slow(text),
        }
    }

    /// The type that any other text says.
    #[cold]
    fn item_type_slow(&mut self, text: Text<'a>) -> Result<ItemType, ErrorKind> {
        self.naming.item_type(text.read(&mut self.scratch)?).ok_or(ErrorKind::UnknownType)
    }

    /// Adds the item of this tag and type whose value stands in the text as `raw`.
    pub(crate) fn item(&mut self, tag: Tag, item_type: ItemType, raw: &'a str, offset: usize) -> Result<(), Fault> {
        self.value(tag, item_type, raw, offset).or_else(|fault| self.unreadable(item_type, raw, fault))
    }

    /// Tells what was expected of a value that cannot be read.
    #[cold]
    fn unreadable(&mut self, item_type: ItemType, raw: &str, fault: Fault) -> Result<(), Fault> {
        let text = match Token::read(raw, &mut self.scratch) {
            Ok(Token::String(text) | Token::Number(text)) => Some(text),
            _ => None,
        };
        let detail = text.and_then(|text| Detail::of_value(fault.kind(), fault.tag(), item_type, text, &self.naming));
        self.builder.unreadable(item_type, fault, detail)
    }

    /// Tells which name nobody knows: of a tag, or of an item type.
    #[cold]
    pub(crate) fn unnamed(&mut self, text: Text<'a>, fault: Fault) -> Fault {
        let text = text.read(&mut self.scratch).unwrap_or_default();
        let detail = match fault.kind() {
            ErrorKind::UnknownName => Some(Detail::of_tag(text, &self.naming)),
            ErrorKind::UnknownType => Some(Detail::of_item_type(text, &self.naming)),
            _ => None,
        };
        self.builder.note(fault, detail);
        fault
    }

    fn value(&mut self, tag: Tag, item_type: ItemType, raw: &'a str, offset: usize) -> Result<(), Fault> {
        let lenient = self.lenient;
        let fault = |kind| Fault::new(kind, tag, offset);
        let token = Token::read(raw, &mut self.scratch).map_err(fault)?;
        match (item_type, token) {
            (ItemType::BYTE_STRING, Token::String(text)) => self.builder.hex(tag, item_type, text, offset),
            (ItemType::BIG_INTEGER, Token::String(text)) => {
                let digits = lexical::hex_digits(text).or(lenient.then_some(text));
                let digits = digits.ok_or_else(|| fault(ErrorKind::Hex))?;
                self.builder.hex(tag, item_type, digits, offset)
            }
            (ItemType::BIG_INTEGER, Token::Number(raw)) => {
                let number = integral(raw, lenient).ok_or_else(|| fault(ErrorKind::Number))?;
                self.builder.bytes(tag, item_type, &number.to_be_bytes(), offset)
            }
            (_, Token::String(text)) if item_type.is_text() => {
                self.naming.text(tag, text);
                self.builder.text(tag, item_type, text, offset)
            }
            _ => {
                let item = word(tag, item_type, token, &self.naming, lenient).map_err(fault)?;
                self.naming.word(item);
                self.builder.word(item, offset)
            }
        }
    }
}

/// The tag that nobody has a name for: leniently, a number with `0X`.
#[cold]
fn odd_tag(text: &str, lenient: bool) -> Result<Tag, ErrorKind> {
    if lenient && text.starts_with("0X") { lexical::tag_in_either_case(text) } else { Err(ErrorKind::UnknownName) }
}

/// The item whose value of one word is spelt so.
fn word(
    tag: Tag,
    item_type: ItemType,
    token: Token<'_>,
    naming: &Naming<'_>,
    lenient: bool,
) -> Result<WordItem, ErrorKind> {
    Ok(match item_type {
        ItemType::INTEGER => WordItem::integer(tag, integer(tag, token, naming, lenient)?),
        ItemType::LONG_INTEGER => WordItem::long_integer(tag, long_integer(token, lenient)?),
        ItemType::ENUMERATION => WordItem::enumeration(tag, enumeration(tag, token, naming, lenient)?),
        ItemType::BOOLEAN => WordItem::boolean(tag, boolean(token, lenient)?),
        ItemType::DATE_TIME => WordItem::date_time(tag, date_time(token, lenient)?),
        ItemType::INTERVAL => WordItem::interval(tag, interval(token, lenient)?),
        ItemType::DATE_TIME_EXTENDED => WordItem::date_time_extended(tag, date_time_extended(token, lenient)?),
        // Text and bytes that are not a string.
        _ => return Err(ErrorKind::Syntax),
    })
}

/// The number that a token of digits is, in the range of its type.
fn number<T: TryFrom<i128>>(raw: &str, lenient: bool) -> Result<T, ErrorKind> {
    integral(raw, lenient).and_then(|value| value.try_into().ok()).ok_or(ErrorKind::Number)
}

/// Returns what only lenient readers take: a number in a string.
fn tolerated<T>(text: &str, lenient: bool, parse: impl FnOnce(&str) -> Result<T, ErrorKind>) -> Result<T, ErrorKind> {
    if lenient { parse(text) } else { Err(ErrorKind::Number) }
}

/// An Integer: a number, eight hexadecimal digits, or the components of a mask.
fn integer(tag: Tag, token: Token<'_>, naming: &Naming<'_>, lenient: bool) -> Result<i32, ErrorKind> {
    let text = match token {
        Token::String(text) => text,
        Token::Number(raw) => return number(raw, lenient),
        Token::Boolean(_) => return Err(ErrorKind::Syntax),
    };
    if naming.is_mask(tag) {
        let is_decimal = |text: &str| text.starts_with(|c: char| c.is_ascii_digit()) && !text.starts_with("0x");
        let components = text.split('|').map(|component| component.trim_matches(' '));
        if !lenient && components.clone().any(is_decimal) {
            return Err(ErrorKind::Number);
        }
        return mask(components, naming, tag).map(u32::cast_signed);
    }
    match lexical::hex_digits(text) {
        Some(digits) => lexical::hex_u32(digits, lenient).map(u32::cast_signed),
        None => tolerated(text, lenient, lexical::integer),
    }
}

/// A Long Integer: a number, or sixteen hexadecimal digits.
fn long_integer(token: Token<'_>, lenient: bool) -> Result<i64, ErrorKind> {
    match token {
        Token::Number(raw) => number(raw, lenient),
        Token::String(text) => match lexical::hex_digits(text) {
            Some(digits) => lexical::hex_u64(digits, lenient).map(u64::cast_signed),
            None => tolerated(text, lenient, lexical::long_integer),
        },
        Token::Boolean(_) => Err(ErrorKind::Syntax),
    }
}

/// Reads an Enumeration.
///
/// It is a number, eight hexadecimal digits, or a name; leniently also the number of the same 32 bits with a sign.
fn enumeration(tag: Tag, token: Token<'_>, naming: &Naming<'_>, lenient: bool) -> Result<u32, ErrorKind> {
    let text = match token {
        Token::String(text) => text,
        Token::Number(raw) if lenient && raw.starts_with('-') => return number(raw, true).map(i32::cast_unsigned),
        Token::Number(raw) => return number(raw, lenient),
        Token::Boolean(_) => return Err(ErrorKind::Syntax),
    };
    if let Some(digits) = lexical::hex_digits(text) {
        return lexical::hex_u32(digits, lenient);
    }
    match naming.enumeration(tag, text) {
        Some(value) => Ok(value),
        None => tolerated(text, lenient, lexical::interval).map_err(|_| ErrorKind::UnknownName),
    }
}

/// A Boolean: itself, or sixteen hexadecimal digits.
fn boolean(token: Token<'_>, lenient: bool) -> Result<bool, ErrorKind> {
    match token {
        Token::Boolean(value) => Ok(value),
        Token::String(text) => {
            let digits = lexical::hex_digits(text).ok_or(ErrorKind::Boolean)?;
            match lexical::hex_u64(digits, lenient)? {
                0 => Ok(false),
                1 => Ok(true),
                _ => Err(ErrorKind::Boolean),
            }
        }
        Token::Number(_) => Err(ErrorKind::Syntax),
    }
}

/// The seconds of a Date Time: sixteen hexadecimal digits, or a date and time.
fn date_time(token: Token<'_>, lenient: bool) -> Result<i64, ErrorKind> {
    match token {
        Token::String(text) => match lexical::hex_digits(text) {
            Some(digits) => lexical::hex_u64(digits, lenient).map(u64::cast_signed),
            None => lexical::date_time(text, lenient),
        },
        Token::Number(raw) if lenient => number(raw, lenient),
        _ => Err(ErrorKind::Syntax),
    }
}

/// The seconds of an Interval: a number, or eight hexadecimal digits.
fn interval(token: Token<'_>, lenient: bool) -> Result<u32, ErrorKind> {
    match token {
        Token::Number(raw) => number(raw, lenient),
        Token::String(text) => match lexical::hex_digits(text) {
            Some(digits) => lexical::hex_u32(digits, lenient),
            None => tolerated(text, lenient, lexical::interval),
        },
        Token::Boolean(_) => Err(ErrorKind::Syntax),
    }
}

/// Reads the microseconds of a Date Time Extended.
///
/// They are a number, or sixteen hexadecimal digits.
fn date_time_extended(token: Token<'_>, lenient: bool) -> Result<i64, ErrorKind> {
    match token {
        Token::String(text) if lenient && text.contains(':') => lexical::date_time_extended(text, true),
        token => long_integer(token, lenient),
    }
}
