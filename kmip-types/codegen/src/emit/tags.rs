//! Constants of tags and item types.

use std::fmt::Write;

use super::{hex_tag, hex_value, in_versions};
use crate::names::constant;
use crate::schema::{Enumeration, Schema};
use crate::versions::{Versions, number};

/// The constants of `Tag`.
pub(super) fn tags(schema: &Schema) -> Result<String, String> {
    let mut constants = String::new();
    for tag in &schema.tags.tags {
        let mut types: Vec<String> = tag.forms().into_iter().map(|form| form.item_type).collect();
        types.dedup();
        let deprecated = tag.deprecated.as_ref().map(|v| format!("; deprecated in {v}")).unwrap_or_default();
        let _ = writeln!(
            constants,
            "/// {}: {}; {}{deprecated}.\npub const {}: Self = Self::new({});",
            tag.name,
            types.join(" or "),
            in_versions(Versions::parse(&tag.versions)?),
            constant(&tag.name),
            hex_tag(number(&tag.value)?)
        );
    }
    Ok(format!("use crate::Tag;\n\n/// The tags of the standard.\nimpl Tag {{\n{constants}}}\n"))
}

/// The constants of `ItemType`.
pub(super) fn item_types(schema: &Schema) -> Result<String, String> {
    let mut constants = String::new();
    let types = schema.enumerations.iter().filter(|e| e.name == schema.types.item_types);
    for value in types.flat_map(Enumeration::values) {
        let _ = writeln!(
            constants,
            "/// {}.\npub const {}: Self = Self::new({});",
            value.name,
            constant(&value.name),
            hex_value(number(&value.value)?)
        );
    }
    Ok(format!("use crate::ItemType;\n\n/// The item types of the standard.\nimpl ItemType {{\n{constants}}}\n"))
}
