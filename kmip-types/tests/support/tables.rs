//! The tables of the OASIS specifications, where they are at hand.
//!
//! There is one JSON file per version.
//!
//! They are not part of this repository. `KMIP_SPEC_TABLES` names the directory that holds `kmip-1.0.json` to
//! `kmip-3.0.json`; without it they are looked for in `shared/spec` beside the repository.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde_json::Value as Json;

use super::edition::{Attribute, Edition, Field, Forms, List, Operation, Structure, Tag, VERSIONS, Value, What};

/// Reads the files as JSON, or returns `None` where they are not at hand.
///
/// Then the test has said so, unless they are demanded.
pub(crate) fn load() -> Option<Vec<Json>> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/spec");
    let dir = std::env::var_os("KMIP_SPEC_TABLES").map_or_else(beside, PathBuf::from);
    let path = |version: &str| dir.join(format!("kmip-{version}.json"));
    if !VERSIONS.iter().all(|version| path(version).is_file()) {
        let demanded = std::env::var_os("KMIP_REQUIRE_OASIS").is_some_and(|value| value == "1");
        let message =
            format!("not run: no tables of the specifications in {}; name them by KMIP_SPEC_TABLES", dir.display());
        assert!(!demanded, "{message}");
        println!("{message}");
        return None;
    }
    let read = |version: &&str| {
        let text = std::fs::read_to_string(path(version)).unwrap();
        serde_json::from_str(&text).unwrap()
    };
    Some(VERSIONS.iter().map(read).collect())
}

/// The tables of one file.
pub(crate) fn edition(version: &str, json: &Json) -> Edition {
    let vocabulary = |list: &Json| {
        // The word `see tags` instead of values.
        let values = if list["values"].is_array() { &list["values"] } else { &json["tags"] };
        vocabulary(list, values)
    };
    let mut edition = Edition {
        version: version.to_owned(),
        item_types: list(&json["item_types"], value),
        tags: list(&json["tags"], tag),
        reserved: texts(&json["reserved_tags"]),
        enumerations: list(&json["enumerations"], vocabulary),
        masks: list(&json["masks"], vocabulary),
        attributes: list(&json["attributes"], attribute),
        structures: list(&json["structures"], structure),
        operations: list(&json["operations"], operation),
    };
    edition.resolve();
    edition
}

fn list<T>(json: &Json, entry: impl Fn(&Json) -> T) -> Vec<T> {
    json.as_array().map(|list| list.iter().map(entry).collect()).unwrap_or_default()
}

/// One text, a list of texts, or none.
fn texts(json: &Json) -> BTreeSet<String> {
    json.as_str().map(str::to_owned).into_iter().chain(list(json, text)).collect()
}

fn text(json: &Json) -> String {
    json.as_str().unwrap().to_owned()
}

fn optional(json: &Json) -> Option<String> {
    json.as_str().map(str::to_owned)
}

/// `null` as a type means that it varies without bound.
fn types(json: &Json) -> BTreeSet<String> {
    if json.is_null() { BTreeSet::from(["Any".to_owned()]) } else { texts(json) }
}

fn forms(json: &Json) -> Forms {
    Forms {
        types: types(&json["type"]),
        enumeration: optional(&json["enumeration"]),
        mask: optional(&json["mask"]),
        structures: texts(&json["structure"]),
    }
}

fn tag(json: &Json) -> Tag {
    Tag {
        name: text(&json["name"]),
        value: text(&json["value"]),
        forms: forms(json),
        deprecated: json["deprecated"] == true,
        since: optional(&json["since"]),
    }
}

fn value(json: &Json) -> Value {
    Value {
        name: text(&json["name"]),
        value: text(&json["value"]),
        deprecated: json["deprecated"] == true,
        since: optional(&json["since"]),
    }
}

fn vocabulary(json: &Json, values: &Json) -> List {
    List {
        name: text(&json["name"]),
        section: optional(&json["section"]),
        tags: texts(&json["tags"]),
        extensions: optional(&json["extensions"]),
        values: list(values, value),
    }
}

fn attribute(json: &Json) -> Attribute {
    Attribute {
        name: text(&json["name"]),
        tag: optional(&json["tag"]),
        section: optional(&json["section"]),
        forms: forms(json),
        multi: json["multi"] == true,
    }
}

fn structure(json: &Json) -> Structure {
    let by = |field: &str, value: &Json| value.as_str().map(|value| (field.to_owned(), value.to_owned()));
    Structure {
        name: text(&json["name"]),
        tag: optional(&json["tag"]),
        section: optional(&json["section"]),
        selected_by: by("Key Format Type", &json["key_format_type"])
            .or_else(|| by("Credential Type", &json["credential_type"])),
        only_if: None,
        fields: list(&json["fields"], field),
    }
}

fn operation(json: &Json) -> Operation {
    let fields = |json: &Json| json.is_array().then(|| list(json, field));
    Operation {
        name: text(&json["name"]),
        value: text(&json["value"]),
        direction: text(&json["direction"]),
        section: optional(&json["section"]),
        request: list(&json["request"], field),
        response: list(&json["response"], field),
        server_request: fields(&json["server_request"]),
        server_response: fields(&json["server_response"]),
    }
}

fn field(json: &Json) -> Field {
    let what = if json["any"] == true {
        What::Any
    } else if json["any_attribute"] == true {
        What::AnyAttribute
    } else if let Some(members) = json["choice"].as_array() {
        choice(members)
    } else {
        What::Item { tag: text(&json["tag"]), forms: forms(json) }
    };
    Field {
        what,
        occurs: text(&json["occurs"]),
        condition: optional(&json["condition"]),
        since: optional(&json["since"]),
    }
}

/// The tables also write as a choice what is one tag with several forms.
fn choice(members: &[Json]) -> What {
    let mut all: BTreeMap<String, Forms> = BTreeMap::new();
    for member in members {
        let one = forms(member);
        let forms = all.entry(text(&member["tag"])).or_default();
        forms.types.extend(one.types);
        forms.structures.extend(one.structures);
        forms.enumeration = forms.enumeration.take().or(one.enumeration);
        forms.mask = forms.mask.take().or(one.mask);
    }
    if all.len() > 1 {
        return What::Choice(all);
    }
    let (tag, forms) = all.pop_first().unwrap();
    What::Item { tag, forms }
}
