//! The details of an error: what was expected, and what was found instead.

use core::fmt;

use super::found::{Found, Of};
#[cfg(feature = "alloc")]
use super::refusal::Refusal;
use super::word::Word;
use crate::names::Naming;
use crate::type_set::TypeSet;
use crate::{ErrorKind, ItemType, Limits, Tag};

/// The details of an error: what was expected, and what was found instead.
///
/// It can say numbers, shapes, and names that nobody knows.
///
/// Found after the failure. It shows no value: of text where a number or digits should be, how long it is; only what
/// stands where a name should, and looks like one, is shown as it is.
///
/// ```text
/// Integer: a number, found 36 characters with hyphens
/// unknown name `Craete` for Operation (did you mean `Create`?)
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Detail(Kind);

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A value is spelt in another way than its type is.
    Form { item_type: ItemType, expected: &'static str, found: Found },
    /// A name that no table has.
    ///
    /// It stands for a tag, a value of an enumeration or mask, or an item type.
    Name { name: Word, of: Of, meant: Option<&'static str> },
    /// Text where a name should be that looks like none.
    NoName { of: Of, found: Found },
    /// A length other than it can be.
    Length { item_type: ItemType, declared: u32, expected: u32 },
    /// More is declared than there is.
    Short { declared: u64, available: u64 },
    /// Bytes stand behind a text that belong to it, or to nothing.
    TextLength,
    /// The item types that a field can have.
    Types(TypeSet),
    /// A part that a version does not have; an option would encode it all the same.
    #[cfg(feature = "alloc")]
    Refusal(Refusal),
    /// The flaw of what is to be encoded.
    #[cfg(feature = "alloc")]
    Encoding(&'static str),
    /// The field that has to stand before.
    Behind(Tag),
    /// A limit that the input exceeds.
    Limit { name: &'static str, most: usize },
}

impl Detail {
    /// Explains why a value of this type, in this spelling, was refused.
    ///
    /// `naming` knows the names that could stand there.
    #[cold]
    #[must_use]
    pub fn of_value(kind: ErrorKind, tag: Tag, item_type: ItemType, text: &str, naming: &Naming<'_>) -> Option<Self> {
        let found = Found::of_text(text);
        let expected = match (kind, item_type) {
            (ErrorKind::UnknownName, _) => return Some(Self::of_name(tag, text, naming)),
            (ErrorKind::Hex, ItemType::BYTE_STRING) if found.is_hex => "an even number of hexadecimal digits",
            (ErrorKind::Hex, ItemType::BYTE_STRING | ItemType::BIG_INTEGER) if found.count != 0 => "hexadecimal digits",
            (ErrorKind::Hex, ItemType::BIG_INTEGER) => "hexadecimal digits",
            (ErrorKind::Hex, ItemType::INTEGER | ItemType::ENUMERATION | ItemType::INTERVAL) => {
                "0x and eight hexadecimal digits"
            }
            (ErrorKind::Hex, _) => "0x and sixteen hexadecimal digits",
            (ErrorKind::Number, _) if found.is_digits => "a number in the range of the type",
            (ErrorKind::Number, _) => "a number",
            (ErrorKind::Boolean, _) => "true or false",
            (ErrorKind::Date, _) => "a date and a time with its zone, such as 2008-03-14T11:56:40+00:00",
            (ErrorKind::BigInteger, _) => "no more digits than the number needs, in groups of sixteen",
            (ErrorKind::Length, ItemType::BIG_INTEGER) => "hexadecimal digits in groups of sixteen",
            _ => return None,
        };
        Some(Self(Kind::Form { item_type, expected, found }))
    }

    /// A name of a value that no table has; of several, the first one.
    fn of_name(tag: Tag, text: &str, naming: &Naming<'_>) -> Self {
        let separates = |c: char| c.is_ascii_whitespace() || c == '|';
        let mut components = text.split(separates).filter(|word| !word.is_empty());
        let is_unknown =
            |word: &&str| naming.bit(tag, word).is_none() && !word.starts_with(|c: char| c.is_ascii_digit());
        let text = components.find(is_unknown).filter(|_| naming.is_mask(tag)).unwrap_or(text.trim_ascii());
        let of = Of::Value(naming.named_tag(tag));
        match Word::of_text(text).filter(|_| !tag.is_secret()) {
            Some(name) => Self(Kind::Name { name, of, meant: naming.meant_value(tag, text) }),
            None => Self(Kind::NoName { of, found: Found::of_text(text) }),
        }
    }

    /// A name of a tag that no table has.
    #[cold]
    #[must_use]
    pub fn of_tag(text: &str, naming: &Naming<'_>) -> Self {
        match Word::of_text(text) {
            Some(name) => Self(Kind::Name { name, of: Of::Tag, meant: naming.meant_tag(text) }),
            None => Self(Kind::NoName { of: Of::Tag, found: Found::of_text(text) }),
        }
    }

    /// A name of an item type that is none.
    #[cold]
    #[must_use]
    pub fn of_item_type(text: &str, naming: &Naming<'_>) -> Self {
        match Word::of_text(text) {
            Some(name) => Self(Kind::Name { name, of: Of::ItemType, meant: naming.meant_item_type(text) }),
            None => Self(Kind::NoName { of: Of::ItemType, found: Found::of_text(text) }),
        }
    }

    /// A length that the item type does not have.
    #[cold]
    #[must_use]
    pub const fn of_length(item_type: ItemType, declared: u32, expected: u32) -> Self {
        Self(Kind::Length { item_type, declared, expected })
    }

    /// So many bytes are declared, and so many are left.
    #[cold]
    #[must_use]
    pub const fn of_shortage(declared: u64, available: u64) -> Self {
        Self(Kind::Short { declared, available })
    }

    /// The padding of a text holds something: most likely the rest of it.
    #[cold]
    #[must_use]
    pub const fn of_text_length() -> Self {
        Self(Kind::TextLength)
    }

    /// The item types that a field can have; `None` if none are known.
    #[cold]
    #[must_use]
    pub fn of_types(types: TypeSet) -> Option<Self> {
        (!types.is_empty()).then_some(Self(Kind::Types(types)))
    }

    /// Returns what the version of a message does not have.
    #[cfg(feature = "alloc")]
    #[cold]
    pub(crate) const fn of_refusal(refusal: Refusal) -> Self {
        Self(Kind::Refusal(refusal))
    }

    /// Returns why encoding refuses what no reader accepts.
    ///
    /// `None` if the kind of the error says it.
    #[cfg(feature = "alloc")]
    #[cold]
    pub(crate) fn of_encoding(kind: ErrorKind, tag: Tag) -> Option<Self> {
        let said = match (kind, tag) {
            (ErrorKind::Missing, _) => "one at least is required",
            (ErrorKind::WrongTag, Tag::REQUEST_PAYLOAD | Tag::RESPONSE_PAYLOAD) => {
                "it is of another operation than the item"
            }
            (ErrorKind::WrongTag, _) => "the structure has a field for it, and it stands among the other items",
            _ => return None,
        };
        Some(Self(Kind::Encoding(said)))
    }

    /// Returns whether it says which versions have what was refused.
    #[cfg(feature = "alloc")]
    pub(super) const fn tells_versions(&self) -> bool {
        matches!(self.0, Kind::Refusal(_))
    }

    /// The field that decides what an item holds has to stand before it.
    #[cold]
    #[must_use]
    pub const fn of_selector(field: Tag) -> Self {
        Self(Kind::Behind(field))
    }

    /// The item types that were expected.
    #[must_use]
    pub const fn types(&self) -> TypeSet {
        match self.0 {
            Kind::Types(types) => types,
            _ => TypeSet::NONE,
        }
    }

    /// The limit that an error of this kind is about; `None` if it is about none.
    #[cold]
    #[must_use]
    pub const fn of_limit(kind: ErrorKind, limits: &Limits) -> Option<Self> {
        let (name, most) = match kind {
            ErrorKind::Depth => ("depth", limits.depth),
            ErrorKind::TooManyItems => ("items", limits.items),
            ErrorKind::TooLarge => ("message_bytes", limits.message_bytes),
            _ => return None,
        };
        Some(Self(Kind::Limit { name, most }))
    }

    /// The name that was found where nobody knows it.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        match &self.0 {
            Kind::Name { name, .. } => Some(name.as_str()),
            _ => None,
        }
    }

    /// The name that may have been meant.
    #[must_use]
    pub const fn meant(&self) -> Option<&'static str> {
        match self.0 {
            Kind::Name { meant, .. } => meant,
            _ => None,
        }
    }
}

impl fmt::Display for Detail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Kind::Form { item_type, expected, found } => write!(f, "{item_type}: {expected}, found {found}"),
            Kind::Name { name, of, meant } => {
                write!(f, "`{}` for {of}", name.as_str())?;
                meant.map_or(Ok(()), |meant| write!(f, " (did you mean `{meant}`?)"))
            }
            Kind::NoName { of, found } => write!(f, "a name for {of}, found {found}"),
            Kind::Length { item_type, declared, expected } => {
                write!(f, "{item_type} of {declared} bytes, expected {expected}")
            }
            Kind::Short { declared, available } => write!(f, "{declared} bytes declared, {available} available"),
            Kind::TextLength => f.write_str("a length counts bytes, not characters, and text goes on behind this one"),
            Kind::Types(types) => write!(f, "expected {types}"),
            #[cfg(feature = "alloc")]
            Kind::Refusal(refusal) if refusal.subject.is_missing() => {
                write!(f, "{refusal}: `EncodeOptions::as_read` writes the message without it")
            }
            #[cfg(feature = "alloc")]
            Kind::Refusal(refusal) => write!(
                f,
                "{refusal}: `EncodeOptions::omitting` leaves it out, `EncodeOptions::as_read` writes it all the same"
            ),
            #[cfg(feature = "alloc")]
            Kind::Encoding(said) => f.write_str(said),
            Kind::Behind(field) => write!(f, "{field} has to stand before it"),
            Kind::Limit { name, most } => write!(f, "the limit `{name}` is {most}"),
        }
    }
}

impl fmt::Debug for Detail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Detail({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use core::fmt::Write;

    /// Returns what is said of a value.
    fn said(kind: ErrorKind, tag: Tag, item_type: ItemType, text: &str) -> alloc_free::Said {
        let mut said = alloc_free::Said::default();
        if let Some(detail) = Detail::of_value(kind, tag, item_type, text, &Naming::default()) {
            write!(said, "{detail}").unwrap();
        }
        said
    }

    mod alloc_free {
        /// The text that was printed.
        #[derive(Debug)]
        pub(super) struct Said([u8; 200], usize);

        impl Default for Said {
            fn default() -> Self {
                Self([0; 200], 0)
            }
        }

        impl core::fmt::Write for Said {
            fn write_str(&mut self, text: &str) -> core::fmt::Result {
                self.0[self.1..self.1 + text.len()].copy_from_slice(text.as_bytes());
                self.1 += text.len();
                Ok(())
            }
        }

        impl PartialEq<&str> for Said {
            fn eq(&self, other: &&str) -> bool {
                self.0[..self.1] == *other.as_bytes()
            }
        }
    }

    #[test]
    fn what_was_expected_is_said_and_no_value() {
        use ErrorKind as K;
        use ItemType as T;
        let id = Tag::UNIQUE_IDENTIFIER;
        for (kind, tag, item_type, text, expected) in [
            (K::Hex, Tag::DATA, T::BYTE_STRING, "1", "ByteString: an even number of hexadecimal digits, found 1 digit"),
            (K::Hex, Tag::DATA, T::BYTE_STRING, "0x12", "ByteString: hexadecimal digits, found 4 characters"),
            (
                K::Number,
                id,
                T::INTEGER,
                "c6d14516-4d38-0644-b810-1913b9aef4da",
                "Integer: a number, found 36 characters with hyphens",
            ),
            (K::Number, id, T::INTEGER, "99999999999", "Integer: a number in the range of the type, found 11 digits"),
            (K::Number, id, T::INTEGER, "", "Integer: a number, found nothing"),
            (K::Boolean, id, T::BOOLEAN, "yes", "Boolean: true or false, found 3 characters"),
            (
                K::UnknownName,
                Tag::OPERATION,
                T::ENUMERATION,
                "Craete",
                "`Craete` for Operation (did you mean `Create`?)",
            ),
            (K::UnknownName, Tag::OPERATION, T::ENUMERATION, "Napkins", "`Napkins` for Operation"),
            (K::UnknownName, Tag::OPERATION, T::ENUMERATION, "a b", "a name for Operation, found 3 characters"),
            (
                K::UnknownName,
                Tag::CRYPTOGRAPHIC_USAGE_MASK,
                T::INTEGER,
                "Encrypt Decript",
                "`Decript` for CryptographicUsageMask (did you mean `Decrypt`?)",
            ),
            // Bytes in hexadecimal are no name.
            (
                K::UnknownName,
                Tag::OPERATION,
                T::ENUMERATION,
                "deadbeefdeadbeef",
                "a name for Operation, found 16 digits",
            ),
        ] {
            assert_eq!(said(kind, tag, item_type, text), expected);
        }
    }

    #[test]
    fn tags_and_types_are_names_too() {
        let naming = Naming::default();
        assert_eq!(Detail::of_tag("BatchItme", &naming).meant(), Some("BatchItem"));
        assert_eq!(Detail::of_tag("BatchItme", &naming).name(), Some("BatchItme"));
        assert_eq!(Detail::of_item_type("Int", &naming).meant(), None);
        assert_eq!(Detail::of_item_type("Intger", &naming).meant(), Some("Integer"));
    }

    #[test]
    fn limits_name_themselves() {
        let limits = Limits::DEFAULT.with_depth(3);
        let detail = Detail::of_limit(ErrorKind::Depth, &limits).unwrap();
        let mut said = alloc_free::Said::default();
        write!(said, "{detail}").unwrap();
        assert_eq!(said, "the limit `depth` is 3");
        assert_eq!(Detail::of_limit(ErrorKind::Hex, &limits), None);
    }
}
