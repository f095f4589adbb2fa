//! The kinds of changes, and what a validator has to find.

use kmip::validate::FindingKind;

/// The kind of change that is made in a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Change {
    /// An item gets another tag of the standard.
    Rename,
    /// A field that its structure requires is left out.
    Drop,
    /// A field that can occur once is there twice.
    ///
    /// Or it is an attribute of which an object has one.
    Duplicate,
    /// Two fields next to each other change places.
    Reorder,
    /// An item gets another type.
    Retype,
    /// An enumeration or mask gets a value of other versions, or of none.
    ///
    /// Only other versions have that value, or none has it.
    Revalue,
    /// A field that decides what another one holds gets a value for something else.
    Reselect,
    /// In TTLV, the length of an item is one that it cannot have.
    Length,
    /// In TTLV, a type, a padding byte or a Boolean is one that there is not.
    Byte,
}

impl Change {
    /// All kinds.
    pub const ALL: [Self; 9] = [
        Self::Rename,
        Self::Drop,
        Self::Duplicate,
        Self::Reorder,
        Self::Retype,
        Self::Revalue,
        Self::Reselect,
        Self::Length,
        Self::Byte,
    ];

    /// The changes of single items: the mutants of the conformance report.
    pub const OF_ITEMS: [Self; 6] =
        [Self::Rename, Self::Drop, Self::Duplicate, Self::Reorder, Self::Retype, Self::Revalue];

    /// Returns what it does, in a few words.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Rename => "rename a tag",
            Self::Drop => "drop a required field",
            Self::Duplicate => "duplicate a field",
            Self::Reorder => "swap two fields",
            Self::Retype => "change a type",
            Self::Revalue => "use a value of another version",
            Self::Reselect => "select something else",
            Self::Length => "change a length",
            Self::Byte => "change a byte",
        }
    }

    /// Returns the findings of which a validator has at least one after the change.
    ///
    /// It has none if a rule of the tables makes the change legal.
    pub(super) const fn findings(self) -> &'static [FindingKind] {
        match self {
            Self::Rename => &[
                FindingKind::Unexpected,
                FindingKind::NotInVersion,
                FindingKind::UnknownAttribute,
                FindingKind::Missing,
                FindingKind::Duplicate,
                FindingKind::Order,
                FindingKind::WrongType,
                FindingKind::UnknownValue,
                FindingKind::Mismatch,
            ],
            Self::Drop => &[FindingKind::Missing],
            Self::Duplicate => &[FindingKind::Duplicate],
            Self::Reorder => &[FindingKind::Order, FindingKind::Selector],
            // A structure is made an empty one.
            Self::Retype => {
                &[FindingKind::WrongType, FindingKind::NotInVersion, FindingKind::Mismatch, FindingKind::Missing]
            }
            Self::Revalue => &[FindingKind::UnknownValue, FindingKind::NotInVersion, FindingKind::UnknownAttribute],
            Self::Reselect => &[FindingKind::Mismatch],
            Self::Length | Self::Byte => &[FindingKind::Unreadable],
        }
    }
}
