//! Tags and item types.

use std::fmt::Write;

use super::docs::{lines, named};
use super::tables::of_tag;
use super::{hex_tag, hex_value, in_versions};
use crate::descriptions::Descriptions;
use crate::names::{constant, xml};
use crate::schema::{Enumeration, Schema};
use crate::versions::{Versions, number};

/// A line a tag.
pub(super) fn tags(schema: &Schema, descriptions: &Descriptions) -> Result<String, String> {
    let mut tags = String::new();
    for tag in &schema.tags.tags {
        let mut types: Vec<String> = tag.forms().into_iter().map(|form| form.item_type).collect();
        types.dedup();
        let deprecated = tag.deprecated.as_ref().map(|v| format!("; deprecated in {v}")).unwrap_or_default();
        let text = descriptions.tag(&tag.name);
        let facts = format!(
            "{}: {}; {}{deprecated}.",
            named(&tag.name, text),
            types.join(" or "),
            in_versions(Versions::parse(&tag.versions)?)
        );
        let _ = writeln!(
            tags,
            "{}    {} = {} {:?} {} {};",
            lines("    ", text, &facts),
            constant(&tag.name),
            hex_tag(number(&tag.value)?),
            xml(&tag.name),
            Versions::parse(&tag.versions)?.code(),
            of_tag(tag, schema)?
        );
    }
    Ok(format!("crate::tables::tags! {{\n{tags}}}\n"))
}

/// The constants of `ItemType`.
pub(super) fn item_types(schema: &Schema, descriptions: &Descriptions) -> Result<String, String> {
    let mut constants = String::new();
    let types = schema.enumerations.iter().filter(|e| e.name == schema.types.item_types);
    for value in types.flat_map(Enumeration::values) {
        let text = descriptions.value(&schema.types.item_types, &value.name);
        let _ = writeln!(
            constants,
            "{}pub const {}: Self = Self::new({});",
            lines("", text, &format!("{}.", named(&value.name, text))),
            constant(&value.name),
            hex_value(number(&value.value)?)
        );
    }
    Ok(format!("use crate::ItemType;\n\n/// The item types of the standard.\nimpl ItemType {{\n{constants}}}\n"))
}
