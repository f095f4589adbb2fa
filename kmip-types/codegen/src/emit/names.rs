//! Look-up tables that concern all tags.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::vocabulary::Names;
use super::{hex_tag, hex_value};
use crate::model::Model;
use crate::names::{file as file_name, xml};
use crate::schema::{Enumeration, Form, Schema};
use crate::versions::{Versions, number};

/// `names.rs`.
pub(super) fn file(schema: &Schema, model: &Model) -> Result<String, String> {
    let mut tags = Names::default();
    let mut numbers = BTreeMap::new();
    for tag in &schema.tags.tags {
        let value = number(&tag.value)?;
        tags.rows.push((value, xml(&tag.name), Versions::parse(&tag.versions)?));
        numbers.insert(tag.name.as_str(), value);
    }
    let types = schema.enumerations.iter().find(|e| e.name == schema.types.item_types);
    let types = types.map_or(Ok(Names::default()), Names::of)?;
    let carriers = vocabulary_by_tag(schema)?;
    let carriers: BTreeMap<u32, String> = carriers.iter().map(|(tag, carried)| (*tag, carried.word(schema))).collect();
    let vocabularies: BTreeSet<&String> = carriers.values().collect();
    let place = |tag| carriers.get(&tag).and_then(|word| vocabularies.iter().position(|v| *v == word));
    let (first, last) = (carriers.keys().min().copied(), carriers.keys().max().copied());
    let (first, last) = (first.unwrap_or_default(), last.unwrap_or_default());
    let none = vocabularies.len();
    let by_tag: Vec<String> = (first..=last).map(|tag| place(tag).unwrap_or(none).to_string()).collect();
    let vocabularies = vocabularies.iter().map(|word| format!("Vocabulary::{word}")).collect::<Vec<_>>().join(", ");
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
    let secret: BTreeSet<u32> = model.secret_tags.iter().filter_map(|tag| numbers.get(tag.as_str()).copied()).collect();
    Ok(format!(
        "use super::{{enumerations, masks}};
use crate::versions_of::versions;
use crate::names::{{Name, NameTable, Vocabulary}};

/// The names of the tags.
{}
/// The names of the item types.
{}
/// The item type with this name, spelt just so: they are few, and one stands with every item.
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

/// The vocabularies.
pub(crate) static VOCABULARIES: &[Vocabulary] = &[{vocabularies}];

/// The first tag that has a vocabulary.
pub(crate) const FIRST_CARRIER: u32 = {};

/// Which vocabulary a tag has, from the first such tag on; {none} where it has none.
pub(crate) static CARRIERS: &[u8] = &[{}];

/// The attributes by their tags, with the names that the specification prints, which is as requests of 1.x have them.
{}
/// The tags whose value is secret in some structure; in order.
pub(crate) static SECRET_TAGS: &[u32] = &[{}];
",
        tags.table("TAGS", hex_tag)?,
        types.table("ITEM_TYPES", hex_value)?,
        hex_tag(first),
        by_tag.join(", "),
        attributes.table("ATTRIBUTES", hex_tag)?,
        secret.into_iter().map(hex_tag).collect::<Vec<_>>().join(", "),
    ))
}

/// The enumeration or mask whose values a tag carries.
pub(super) struct Carried<'s> {
    pub(super) list: &'s Enumeration,
    pub(super) is_mask: bool,
}

impl Carried<'_> {
    /// The variant of `Vocabulary`.
    fn word(&self, schema: &Schema) -> String {
        let name = &self.list.name;
        if self.is_mask {
            format!("Mask(&masks::{}::TABLE)", file_name(name))
        } else if *name == schema.types.tags {
            "Enumeration(&TAGS)".to_owned()
        } else if *name == schema.types.item_types {
            "Enumeration(&ITEM_TYPES)".to_owned()
        } else {
            format!("Enumeration(&enumerations::{}::TABLE)", file_name(name))
        }
    }
}

/// The enumeration or mask whose values each tag carries.
pub(super) fn vocabulary_by_tag(schema: &Schema) -> Result<BTreeMap<u32, Carried<'_>>, String> {
    let mut all = BTreeMap::new();
    let enumerations = schema.enumerations.iter().map(|list| (list, false));
    for (list, is_mask) in enumerations.chain(schema.masks.iter().map(|list| (list, true))) {
        // Some carriers stand with the list, some with the tags themselves.
        let named = |form: &Form| [&form.enumeration, &form.mask].contains(&&Some(list.name.clone()));
        for tag in &schema.tags.tags {
            if list.tags.values().flatten().any(|name| *name == tag.name) || tag.forms().iter().any(named) {
                all.insert(number(&tag.value)?, Carried { list, is_mask });
            }
        }
    }
    Ok(all)
}
