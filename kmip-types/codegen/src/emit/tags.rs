//! Constants of tags and item types.

use std::fmt::Write;

use super::{hex_tag, hex_value, in_versions};
use crate::names::constant;
use crate::schema::{Schema, Values};
use crate::versions::Versions;

/// The constants of `Tag`.
pub(super) fn tags(schema: &Schema) -> String {
    let mut out = "use crate::Tag;\n\n/// The tags of the standard.\nimpl Tag {\n".to_owned();
    for tag in &schema.tags {
        let versions = in_versions(Versions::parse(&tag.versions).unwrap_or_default());
        let mut types: Vec<String> = tag.forms().into_iter().map(|form| form.item_type).collect();
        types.dedup();
        let deprecated = tag.deprecated.as_ref().map(|v| format!("; deprecated in {v}")).unwrap_or_default();
        let _ = writeln!(
            out,
            "    /// {}: {}; {versions}{deprecated}.\n    pub const {}: Self = Self::new({});",
            tag.name,
            types.join(" or "),
            constant(&tag.name),
            hex_tag(&tag.value)
        );
    }
    out.push_str("}\n");
    out
}

/// The constants of `ItemType`.
pub(super) fn item_types(schema: &Schema) -> String {
    let mut out = "use crate::ItemType;\n\n/// The item types of the standard.\nimpl ItemType {\n".to_owned();
    let all = schema.enumerations.iter().find(|e| e.name == schema.types.item_types);
    if let Some(Values::Listed(values)) = all.map(|e| &e.values) {
        for value in values {
            let _ = writeln!(
                out,
                "    /// {}.\n    pub const {}: Self = Self::new({});",
                value.name,
                constant(&value.name),
                hex_value(&value.value)
            );
        }
    }
    out.push_str("}\n");
    out
}
