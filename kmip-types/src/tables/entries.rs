//! Operations, attributes and tags.

use super::{Forms, Sections, StructureTable};
use crate::{Operation, Tag, Versions};

/// An operation and its payloads.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct OperationTable {
    /// The operation.
    pub operation: Operation,
    /// The name in the standard.
    pub name: &'static str,
    /// The versions that have it.
    pub versions: Versions,
    /// The versions in which a client can ask for it.
    pub from_client: Versions,
    /// The versions in which a server can ask for it.
    pub from_server: Versions,
    /// The sections that describe it.
    pub sections: Sections,
    /// The request payload; in versions with both directions that of the client.
    pub request: &'static StructureTable,
    /// The payload of the response to it.
    pub response: &'static StructureTable,
    /// The request payload when the server asks.
    ///
    /// It is there in versions that list other fields for it.
    pub server_request: Option<&'static StructureTable>,
    /// The payload of the response to a server.
    ///
    /// It is there in versions that list other fields for it.
    pub server_response: Option<&'static StructureTable>,
}

/// An attribute.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct AttributeTable {
    /// The name in the standard, as an Attribute structure of 1.x carries it.
    pub name: &'static str,
    /// Its tag.
    ///
    /// `None` for the Custom Attribute of 1.x, whose names begin with `x-` or `y-`.
    pub tag: Option<Tag>,
    /// The versions that have it.
    pub versions: Versions,
    /// The versions in which an object can have several.
    ///
    /// It is not a rule for searches, which give two dates for a range.
    pub multiple: Versions,
    /// The sections that describe it.
    pub sections: Sections,
    /// The types that its value can have.
    pub forms: Forms,
}

/// A tag.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct TagTable {
    /// The tag.
    pub tag: Tag,
    /// The versions that have it.
    pub versions: Versions,
    /// The versions that have it and advise against it.
    pub deprecated: Versions,
    /// The types that an item under this tag can have, whatever structure it stands in.
    pub forms: Forms,
    /// The attribute that stands under it.
    pub attribute: Option<&'static AttributeTable>,
}
