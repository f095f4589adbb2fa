//! The field tables of the standard as constant data.
//!
//! They say what may stand where, and in which versions.
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
//!
//! # Walking a payload
//!
//! A [`FieldTable`] says where its field stands ([`Place`]) and what it can hold ([`Forms`]). Two things are not said by the
//! field alone:
//!
//! * **A selector decides what a field holds** (`FieldTable::selected`). It can stand in the structure around: Key Format
//!   Type in Key Block decides Key Material in Key Value.
//! * **[`only_if`](StructureTable::only_if) decides between forms.** Of several structures that a field can be, it is the one
//!   whose `only_if` holds, here or in the structure around; if there is none, the first that has no `only_if`.
//!
//! ```
//! use kmip_types::tables::{self, FieldTable, Holds, Place, StructureTable};
//! use kmip_types::{Operation, Version, Versions};
//!
//! /// The fields that these versions have, each indented by its depth, with the field that selects it.
//! fn walk(table: &StructureTable, versions: Versions, depth: usize, lines: &mut Vec<String>) {
//!     for field in table.fields.iter().filter(|field| field.allowed.intersects(versions)) {
//!         let name = match field.place {
//!             Place::Tag(tag) => tag.to_string(),
//!             Place::Choice(members) => format!("one of {}", members.len()),
//!             _ => "any".to_owned(),
//!         };
//!         let by = field.selected.map(|selection| format!(" by {}", selection.by)).unwrap_or_default();
//!         lines.push(format!("{:depth$}{name}{by}", ""));
//!         for form in field.forms.iter().filter(|form| form.versions.intersects(versions)) {
//!             if let Holds::Structure(inner) = form.holds {
//!                 if let Some(only) = inner.only_if {
//!                     lines.push(format!("{:depth$}  if {} has one of {} values:", "", only.by, only.values.len()));
//!                 }
//!                 walk(inner, versions, depth + 2, lines);
//!             }
//!         }
//!     }
//! }
//!
//! let mut lines = Vec::new();
//! let derive_key = tables::operation(Operation::DERIVE_KEY).ok_or("no such operation")?;
//! walk(derive_key.request, Versions::only(Version::V1_4), 0, &mut lines);
//! assert!(lines.contains(&"  if DerivationMethod has one of 1 values:".to_owned()));
//! assert!(lines.contains(&"    AttributeValue by AttributeName".to_owned()));
//! # Ok::<(), &str>(())
//! ```

mod entries;
mod fields;
mod lines;
mod lists;
pub mod relations;

pub use entries::{AttributeTable, OperationTable, TagTable};
pub use fields::{
    Arms, Around, Demand, Fact, FieldTable, Form, Forms, Holds, Is, Member, Place, Rule, Selection, StructureTable,
};
pub(crate) use lines::{attributes, found, given, lists, members, operations, payload, tags};
pub use lists::{Extensions, ListTable, Sections};

use crate::generated::tables as generated;
use crate::{Operation, Tag};

/// The table of a whole message: of Request Message or Response Message.
///
/// `None` for any other tag.
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

/// Returns what the tables of all versions say of a tag.
///
/// `None` for one that no version has.
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
