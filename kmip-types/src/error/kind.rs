//! What can be wrong, in every encoding.

/// The kind of an error, the same in every encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The input ends inside an item, or a child reaches past the end of its structure.
    #[error("truncated item")]
    Truncated,
    /// A length that the item type does not have, or a structure whose length is not that of its children.
    #[error("wrong length")]
    Length,
    /// Padding bytes that are not zero.
    #[error("padding is not zero")]
    Padding,
    /// A type code that the standard does not assign.
    #[error("unknown item type")]
    UnknownType,
    /// A tag outside `0x42_0000..=0x42_FFFF` and `0x54_0000..=0x54_FFFF`.
    #[error("invalid tag")]
    InvalidTag,
    /// Text that is not UTF-8.
    #[error("invalid UTF-8")]
    Utf8,
    /// A Boolean that is neither true nor false.
    #[error("invalid Boolean")]
    Boolean,
    /// A Big Integer with superfluous sign bytes, or with no bytes at all.
    #[error("Big Integer is not minimal")]
    BigInteger,
    /// The document is not well-formed XML, JSON or CBOR, or not of the shape that the encoding prescribes.
    #[error("syntax error")]
    Syntax,
    /// An XML document type declaration.
    #[error("document type declaration refused")]
    Doctype,
    /// An XML namespace other than that of KMIP.
    #[error("foreign namespace")]
    Namespace,
    /// A number that is malformed, or out of the range of its item type.
    #[error("invalid number")]
    Number,
    /// Hexadecimal digits that are malformed, or an odd number of them.
    #[error("invalid hexadecimal")]
    Hex,
    /// A date and time that is malformed, does not exist, or lacks its zone.
    #[error("invalid date and time")]
    Date,
    /// A name that no table has.
    #[error("unknown name")]
    UnknownName,
    /// An item of another type than the field has.
    #[error("wrong type")]
    WrongType,
    /// An item of another tag than the one that had to stand here.
    #[error("wrong tag")]
    WrongTag,
    /// A field that every version requires is not there.
    #[error("missing field")]
    Missing,
    /// A field that can occur once occurs again.
    #[error("duplicate field")]
    Duplicate,
    /// What this field holds depends on another field, which has not come before it.
    #[error("field stands before the one that selects it")]
    Selector,
    /// A field, its value, or the type of the value, that the version of the message does not have.
    #[error("not in this protocol version")]
    NotInVersion,
    /// A field that stands before one that must precede it; only a `StrictReader` tells.
    #[error("field out of order")]
    Order,
    /// The Batch Count is not the number of Batch Items; only a `StrictReader` tells.
    #[error("Batch Count is not the number of Batch Items")]
    BatchCount,
    /// A value that no table of the version has; only a `StrictReader` tells.
    #[error("unknown value")]
    UnknownValue,
    /// Structures are nested deeper than the limit.
    #[error("nested too deep")]
    Depth,
    /// The message is larger than the limit, or a value is longer than a length field can say.
    #[error("too large")]
    TooLarge,
    /// The message has more items than the limit.
    #[error("too many items")]
    TooManyItems,
    /// The buffer given is too small for the message.
    #[error("buffer full")]
    BufferFull,
    /// Bytes follow the message.
    #[error("trailing data")]
    TrailingData,
    /// Text with a character that no XML document can hold.
    #[error("text cannot be written in XML")]
    NotInXml,
    /// A structure was closed that was not open, or left open.
    #[error("unbalanced structure")]
    Unbalanced,
}

impl ErrorKind {
    pub(super) const ALL: [Self; 31] = [
        Self::Truncated,
        Self::Length,
        Self::Padding,
        Self::UnknownType,
        Self::InvalidTag,
        Self::Utf8,
        Self::Boolean,
        Self::BigInteger,
        Self::Syntax,
        Self::Doctype,
        Self::Namespace,
        Self::Number,
        Self::Hex,
        Self::Date,
        Self::UnknownName,
        Self::WrongType,
        Self::WrongTag,
        Self::Missing,
        Self::Duplicate,
        Self::Selector,
        Self::NotInVersion,
        Self::Order,
        Self::BatchCount,
        Self::UnknownValue,
        Self::Depth,
        Self::TooLarge,
        Self::TooManyItems,
        Self::BufferFull,
        Self::TrailingData,
        Self::NotInXml,
        Self::Unbalanced,
    ];

    pub(super) fn code(self) -> u8 {
        let index = Self::ALL.iter().position(|kind| *kind == self).unwrap_or_default();
        u8::try_from(index).unwrap_or_default()
    }
}
