//! Relations between values and attributes that stand together.
//!
//! A validator reports as a warning what contradicts them.
//!
//! ```
//! use kmip_types::{Operation, tables};
//! use kmip_types::tables::relations::{Needs, StructureRelations};
//!
//! let create = tables::operation(Operation::CREATE).ok_or("no such operation")?;
//! let stated = StructureRelations::of_structure(create.request.name).ok_or("no relations")?;
//! assert!(stated.relations.iter().all(|relation| matches!(relation.needs, Needs::Present)));
//! # Ok::<(), &str>(())
//! ```

use super::Sections;
use crate::{Tag, Versions};

/// A structure or payload, and what is asked of the items that belong to it.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct StructureRelations {
    /// The name of its table.
    pub structure: &'static str,
    /// The items that the relations speak of, by their places in this list.
    pub items: &'static [Item],
    /// The relations that have to hold.
    pub relations: &'static [Relation],
}

impl StructureRelations {
    /// The most items of which the relations of one structure can speak.
    pub(crate) const MOST_ITEMS: usize = 8;

    /// The relations of the structure whose table has this name.
    ///
    /// `None` if there are none.
    #[must_use]
    pub fn of_structure(structure: &str) -> Option<&'static Self> {
        let all = super::generated::RELATIONS;
        all.get(all.binary_search_by(|one| one.structure.cmp(structure)).ok()?)
    }
}

/// An item, or an attribute in either of its forms.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Item {
    /// The structure that it stands in, if only that one is meant.
    pub inside: Option<Tag>,
    /// Its tag, or that of the attribute that a name tells.
    pub tag: Tag,
}

/// The need of one item, if the others are as `when` says.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Relation {
    /// The place of the item in [`StructureRelations::items`].
    pub of: usize,
    /// One of these structures is around; any if there is none.
    pub around: &'static [Tag],
    /// The versions that state it.
    pub versions: Versions,
    /// The sections that state it.
    ///
    /// `None` if they are those that describe the structure.
    pub sections: Option<Sections>,
    /// The conditions on other items, by their places, for the relation to apply.
    pub when: &'static [(usize, Asked)],
    /// The demand of the relation.
    pub needs: Needs,
    /// The text that says what is wrong if it does not hold.
    pub says: &'static str,
}

/// A condition on an item for a relation to apply.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Asked {
    /// It is there.
    Present,
    /// It is not there.
    Absent,
    /// It is an enumeration with one of these values.
    Is(&'static [u32]),
    /// It is not there, or has none of these values.
    IsNot(&'static [u32]),
}

/// The demand of a relation on its item; numbers are the places of others.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Needs {
    /// It is there.
    Present,
    /// It is not there.
    Absent,
    /// It is not less than the number of these.
    CountOf(usize),
    /// It is the number of bits in this.
    BitsOf(usize),
    /// It is a length that goes with the value of this.
    LengthFor(usize),
}

/// The lengths in bits that go with this value; `None` if none are listed.
#[must_use]
pub fn lengths(tag: Tag, value: u32) -> Option<&'static [u16]> {
    super::generated::LENGTHS.iter().find(|own| (own.0, own.1) == (tag, value)).map(|own| own.2)
}

/// Returns whether the content of a structure also belongs to the one around it.
///
/// The structure is one under this tag.
#[must_use]
pub const fn is_through(tag: Tag) -> bool {
    super::generated::is_through(tag)
}

/// Returns whether no number under this tag is negative.
#[must_use]
pub const fn is_never_negative(tag: Tag) -> bool {
    super::generated::is_never_negative(tag)
}
