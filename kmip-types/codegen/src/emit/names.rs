//! Look-up tables that concern all tags.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::vocabulary::Names;
use super::{hex_tag, hex_value};
use crate::schema::Schema;
use crate::versions::{Versions, number};

/// `names.rs`.
pub(super) fn file(schema: &Schema) -> Result<String, String> {
    let mut numbers = BTreeMap::new();
    for tag in &schema.tags.tags {
        numbers.insert(tag.name.as_str(), number(&tag.value)?);
    }
    let types = schema.enumerations.iter().find(|e| e.name == schema.types.item_types);
    let types = types.map_or(Ok(Names::default()), Names::of_enumeration)?;
    let (mut type_by_name, mut name_by_type) = (String::new(), String::new());
    for (value, name, _) in &types.rows {
        let _ = writeln!(type_by_name, "{name:?} => {},", hex_value(*value));
        let _ = writeln!(name_by_type, "{} => {name:?},", hex_value(*value));
    }
    let mut attributes = Names::default();
    for attribute in &schema.attributes {
        let number = attribute.tag.as_ref().and_then(|tag| numbers.get(tag.as_str()));
        let row = |number: &u32| Ok((*number, attribute.name.clone(), Versions::parse(&attribute.versions)?));
        attributes.rows.extend(number.map(row).transpose().map_err(|error: String| error)?);
    }
    attributes.rows.sort_by_key(|(number, ..)| *number);
    Ok(format!(
        "pub(crate) use super::tags::NAMES as TAGS;

{}
/// Returns the item type with this name, spelt exactly so.
///
/// There are few item types, and one stands with every item.
#[inline]
pub(crate) fn item_type(name: &str) -> Option<u32> {{
    Some(match name {{
        {type_by_name}
        _ => return None,
    }})
}}

/// The name of an item type.
#[inline]
pub(crate) fn item_type_name(value: u32) -> Option<&'static str> {{
    Some(match value {{
        {name_by_type}
        _ => return None,
    }})
}}

{}",
        types.table("The names of the item types.", "ITEM_TYPES", hex_value),
        attributes.table(
            "The attributes by their tags, named as the specification and requests of 1.x do.",
            "ATTRIBUTES",
            hex_tag
        ),
    ))
}
