//! Sets of item types.

use core::fmt;

use crate::ItemType;

/// A set of the item types of the standard: those that a field can have.
///
/// Printed as `Structure or ByteString`.
///
/// ```
/// use kmip_types::ItemType;
/// use kmip_types::items::TypeSet;
///
/// let both = TypeSet::NONE.with(ItemType::STRUCTURE).with(ItemType::BYTE_STRING);
/// assert_eq!(both.to_string(), "Structure or ByteString");
/// assert_eq!((both.single(), both.iter().count()), (None, 2));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub struct TypeSet(u32);

impl TypeSet {
    /// No type.
    pub const NONE: Self = Self(0);

    /// The bit of a type; none for a type that no version has.
    const fn bit(item_type: ItemType) -> u32 {
        if item_type.value() < u32::BITS { 1 << item_type.value() } else { 0 }
    }

    /// These, and this one.
    #[must_use]
    pub const fn with(self, item_type: ItemType) -> Self {
        Self(self.0 | Self::bit(item_type))
    }

    /// These, but not this one.
    #[must_use]
    pub const fn without(self, item_type: ItemType) -> Self {
        Self(self.0 & !Self::bit(item_type))
    }

    /// Returns whether this is one of them.
    #[must_use]
    pub const fn contains(self, item_type: ItemType) -> bool {
        self.0 & Self::bit(item_type) != 0
    }

    /// Returns whether there is none.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The types, by their codes.
    pub fn iter(self) -> impl Iterator<Item = ItemType> {
        (0..u32::BITS).map(ItemType::new).filter(move |item_type| self.contains(*item_type))
    }

    /// The only type of the set.
    #[must_use]
    pub fn single(self) -> Option<ItemType> {
        self.iter().next().filter(|_| self.0.is_power_of_two())
    }
}

impl FromIterator<ItemType> for TypeSet {
    fn from_iter<I: IntoIterator<Item = ItemType>>(types: I) -> Self {
        types.into_iter().fold(Self::NONE, Self::with)
    }
}

impl fmt::Display for TypeSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.0.count_ones();
        for (place, item_type) in (1..).zip(self.iter()) {
            let before = match place {
                1 => "",
                _ if place == count => " or ",
                _ => ", ",
            };
            write!(f, "{before}{item_type}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for TypeSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TypeSet({self})")
    }
}
