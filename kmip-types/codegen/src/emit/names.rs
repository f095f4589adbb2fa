//! Look-up tables that concern all tags.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::{hex_tag, vocabulary};
use crate::model::Model;
use crate::names::{file as file_name, xml};
use crate::schema::{Enumeration, Schema, Varying};
use crate::versions::Versions;

/// The tags that carry the values of an enumeration or the bits of a mask.
fn carriers(enumeration: &Enumeration) -> Vec<String> {
    match &enumeration.tags {
        Varying::Same(tags) => tags.clone(),
        Varying::By(map) => map.values().flatten().cloned().collect(),
    }
}

/// `names.rs`.
pub(super) fn file(schema: &Schema, model: &Model) -> String {
    let mut out =
        "use super::{enumerations, masks};\nuse crate::Versions;\nuse crate::names::{Name, NameTable, Vocabulary};\n"
            .to_owned();

    let rows: Vec<(u32, String, Versions)> = schema
        .tags
        .iter()
        .map(|tag| {
            let versions = Versions::parse(&tag.versions).unwrap_or_default();
            (vocabulary::number(&tag.value), xml(&tag.name), versions)
        })
        .collect();
    out.push_str("\n/// The names of the tags.\n");
    out.push_str(&vocabulary::table("TAGS", &rows, &[], hex_tag));

    let types = schema.enumerations.iter().find(|e| e.name == schema.types.item_types);
    if let Some(types) = types {
        out.push_str("\n/// The names of the item types.\n");
        let (rows, aliases) = vocabulary::rows(types);
        out.push_str(&vocabulary::table("ITEM_TYPES", &rows, &aliases, super::hex_value));
    }

    let numbers: BTreeMap<&str, &str> = schema.tags.iter().map(|tag| (tag.name.as_str(), tag.value.as_str())).collect();
    let mut words: BTreeMap<&str, String> = BTreeMap::new();
    for enumeration in &schema.enumerations {
        let table = if enumeration.name == schema.types.tags {
            "TAGS".to_owned()
        } else if enumeration.name == schema.types.item_types {
            "ITEM_TYPES".to_owned()
        } else {
            format!("enumerations::{}::TABLE", file_name(&enumeration.name))
        };
        // Which other tags carry it stands with the tags themselves.
        let more = schema
            .tags
            .iter()
            .filter(|tag| tag.forms().iter().any(|form| form.enumeration.as_ref() == Some(&enumeration.name)));
        for tag in carriers(enumeration).into_iter().chain(more.map(|tag| tag.name.clone())) {
            if let Some(number) = numbers.get(tag.as_str()) {
                words.insert(number, format!("Vocabulary::Enumeration(&{table})"));
            }
        }
    }
    for mask in &schema.masks {
        for tag in carriers(mask) {
            if let Some(number) = numbers.get(tag.as_str()) {
                words.insert(number, format!("Vocabulary::Mask(&masks::{}::TABLE)", file_name(&mask.name)));
            }
        }
    }
    out.push_str(
        "\n/// Which values a tag can name; by tag.\npub(crate) static VOCABULARIES: &[(u32, Vocabulary)] = &[\n",
    );
    for (number, word) in &words {
        let _ = writeln!(out, "({}, {word}),", hex_tag(number));
    }
    out.push_str("];\n");

    let list = |name: &str, doc: &str, tags: &mut dyn Iterator<Item = &String>| {
        let mut values: Vec<&str> = tags.filter_map(|tag| numbers.get(tag.as_str()).copied()).collect();
        values.sort_unstable();
        values.dedup();
        let values: Vec<String> = values.into_iter().map(hex_tag).collect();
        format!("\n/// {doc}; in order.\npub(crate) static {name}: &[u32] = &[{}];\n", values.join(", "))
    };
    let mut attributes = schema.attributes.iter().filter_map(|a| a.tag.as_ref());
    out.push_str(&list("ATTRIBUTE_TAGS", "The tags of the attributes", &mut attributes));
    out.push_str(&list(
        "SECRET_TAGS",
        "The tags whose value is secret in some structure",
        &mut model.secret_tags.iter(),
    ));
    out
}
