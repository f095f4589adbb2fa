//! The field tables of the standard as constant data: what may stand where, in which versions.
//!
//! Made from the same schema as the model, usable in `core` alone. Every entry carries the set of
//! [`Versions`](crate::Versions) in which it holds, and the sections of the specifications that describe it. Nothing is
//! copied or looked up at start: the tables are statics that refer to each other.
//!
//! ```
//! use kmip_types::{Operation, Tag, Version, Versions, tables};
//!
//! let get = tables::operation(Operation::GET).ok_or("no such operation")?;
//! let wrap_type = get.request.field(Tag::KEY_WRAP_TYPE).ok_or("no such field")?;
//! assert_eq!(wrap_type.allowed.to_string(), "1.4-3.0");
//! assert_eq!(get.sections.of_versions(Versions::only(Version::V1_4)), Some("4.11"));
//!
//! let state = tables::attribute_by_name("State").ok_or("no such attribute")?;
//! assert!(!state.multiple.intersects(Versions::ALL));
//! # Ok::<(), &str>(())
//! ```

mod entries;
mod fields;
mod lines;
mod lists;
pub(crate) mod relations;

pub use entries::{AttributeTable, OperationTable, TagTable};
pub use fields::{
    Arms, Around, Demand, Fact, FieldTable, Form, Forms, Holds, Is, Member, Place, Rule, Selection, StructureTable,
};
pub(crate) use lines::{attributes, found, given, lists, members, operations, payload, tags};
pub use lists::{Extensions, ListTable, Sections};

use crate::generated::tables as generated;
use crate::{Operation, Tag};

/// The table of a whole message: of Request Message or Response Message; `None` for any other tag.
#[must_use]
pub fn message(tag: Tag) -> Option<&'static StructureTable> {
    generated::MESSAGES.iter().copied().find(|table| table.tag == tag)
}

/// All structures, payloads excepted; several can share a tag.
#[must_use]
pub const fn structures() -> &'static [&'static StructureTable] {
    generated::STRUCTURES
}

/// The tables of the operations, by number.
#[must_use]
pub const fn operations() -> &'static [OperationTable] {
    generated::OPERATIONS
}

/// The table of an operation; `None` for one that no version has.
#[must_use]
pub fn operation(operation: Operation) -> Option<&'static OperationTable> {
    let all = operations();
    all.get(all.binary_search_by_key(&operation, |table| table.operation).ok()?)
}

/// The attributes, by name.
#[must_use]
pub const fn attributes() -> &'static [&'static AttributeTable] {
    generated::ATTRIBUTES
}

/// The attribute that stands under a tag of its own, as since 2.0.
#[must_use]
pub fn attribute_by_tag(tag: Tag) -> Option<&'static AttributeTable> {
    self::tag(tag)?.attribute
}

/// The attribute with exactly this name, as in an Attribute structure of 1.x.
#[must_use]
pub fn attribute_by_name(name: &str) -> Option<&'static AttributeTable> {
    let all = attributes();
    all.get(all.binary_search_by(|table| table.name.cmp(name)).ok()?).copied()
}

/// The tags, by number.
#[must_use]
pub const fn tags() -> &'static [TagTable] {
    generated::TAGS
}

/// What the tables of all versions say of a tag; `None` for one that no version has.
#[must_use]
pub fn tag(tag: Tag) -> Option<&'static TagTable> {
    let all = tags();
    all.get(all.binary_search_by_key(&tag, |table| table.tag).ok()?)
}

/// The enumerations, by name.
#[must_use]
pub const fn enumerations() -> &'static [&'static ListTable] {
    generated::ENUMERATIONS
}

/// The bit masks, by name.
#[must_use]
pub const fn masks() -> &'static [&'static ListTable] {
    generated::MASKS
}
