//! The kinds of errors, in every encoding.

use core::fmt;

/// The kinds: a line each, with the text that is printed.
macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident $text:literal;)*) => {
        /// The kind of an error, the same in every encoding.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum ErrorKind {
            $($(#[$doc])* $kind,)*
        }

        impl ErrorKind {
            pub(super) const ALL: [Self; [$($text),*].len()] = [$(Self::$kind),*];
        }

        impl fmt::Display for ErrorKind {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(match self {
                    $(Self::$kind => $text,)*
                })
            }
        }
    };
}

kinds! {
    /// The input ends inside an item, or a child reaches past the end of its structure.
    Truncated "truncated item";
    /// A length that the item type does not have.
    ///
    /// Or a structure has another length than its children.
    Length "wrong length";
    /// Padding bytes that are not zero.
    Padding "padding is not zero";
    /// A type code that the standard does not assign.
    UnknownType "unknown item type";
    /// A tag outside `0x42_0000..=0x42_FFFF` and `0x54_0000..=0x54_FFFF`.
    InvalidTag "invalid tag";
    /// Text that is not UTF-8.
    Utf8 "invalid UTF-8";
    /// A Boolean that is neither true nor false.
    Boolean "invalid Boolean";
    /// A Big Integer with superfluous sign bytes, or with no bytes at all.
    BigInteger "Big Integer is not minimal";
    /// The document is not well-formed XML, JSON or CBOR.
    ///
    /// Or it does not have the shape that the encoding prescribes.
    Syntax "syntax error";
    /// An XML document type declaration.
    Doctype "document type declaration refused";
    /// An XML namespace other than that of KMIP.
    Namespace "foreign namespace";
    /// A number that is malformed, or out of the range of its item type.
    Number "invalid number";
    /// Hexadecimal digits that are malformed, or an odd number of them.
    Hex "invalid hexadecimal";
    /// A date and time that is malformed, does not exist, or lacks its zone.
    Date "invalid date and time";
    /// A name that no table has.
    UnknownName "unknown name";
    /// An item of another type than the field has.
    WrongType "wrong type";
    /// An item of another tag than the one that had to stand here.
    WrongTag "wrong tag";
    /// A field that every version requires is not there.
    Missing "missing field";
    /// A field that can occur once occurs again.
    Duplicate "duplicate field";
    /// The field that selects the content of this field has not come before it.
    Selector "field stands before the one that selects it";
    /// A field that the version of the message does not have.
    ///
    /// Or the version does not have the field's value, or the type of the value.
    NotInVersion "not in this protocol version";
    /// A field that stands before one that must precede it.
    ///
    /// Only a `StrictReader` tells.
    Order "field out of order";
    /// The Batch Count is not the number of Batch Items; only a `StrictReader` tells.
    BatchCount "Batch Count is not the number of Batch Items";
    /// A value that no table of the version has; only a `StrictReader` tells.
    UnknownValue "unknown value";
    /// Structures are nested deeper than the limit.
    Depth "nested too deep";
    /// The message is larger than the limit.
    ///
    /// Or a value is longer than a length field can say.
    TooLarge "too large";
    /// The message has more items than the limit.
    TooManyItems "too many items";
    /// The buffer given is too small for the message.
    BufferFull "buffer full";
    /// Bytes follow the message.
    TrailingData "trailing data";
    /// Text with a character that no XML document can hold.
    NotInXml "text cannot be written in XML";
    /// A structure was closed that was not open, or left open.
    Unbalanced "unbalanced structure";
}

impl core::error::Error for ErrorKind {}

impl ErrorKind {
    pub(super) fn code(self) -> u8 {
        let index = Self::ALL.iter().position(|kind| *kind == self).unwrap_or_default();
        u8::try_from(index).unwrap_or_default()
    }
}
