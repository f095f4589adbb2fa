//! The description of the standard, from which also the library is made.

use kmip::Version;
use kmip_types::schema;
use serde_json::Value as Json;

use super::entry::{Entry, Kind, versions_of};

/// The files of the schema, and an entry for everything in them that has a name.
#[derive(Debug)]
pub(super) struct Schema {
    files: Vec<(Kind, Json)>,
    descriptions: Vec<(Kind, Json)>,
}

impl Schema {
    /// Reads the files that are compiled into the command.
    pub(super) fn read() -> Self {
        // A test reads all of them.
        let parse = |text: &str| serde_json::from_str(text).unwrap_or(Json::Null);
        let tags = parse(schema::TAGS).get_mut("tags").map(Json::take).unwrap_or_default();
        Self {
            files: vec![
                (Kind::Operation, parse(schema::OPERATIONS)),
                (Kind::Structure, parse(schema::STRUCTURES)),
                (Kind::Attribute, parse(schema::ATTRIBUTES)),
                (Kind::Tag, tags),
                (Kind::Enumeration, parse(schema::ENUMERATIONS)),
                (Kind::Mask, parse(schema::MASKS)),
            ],
            descriptions: vec![
                (Kind::Operation, parse(schema::descriptions::OPERATIONS)),
                (Kind::Structure, parse(schema::descriptions::STRUCTURES)),
                (Kind::Attribute, parse(schema::descriptions::ATTRIBUTES)),
                (Kind::Tag, parse(schema::descriptions::TAGS)),
                (Kind::Enumeration, parse(schema::descriptions::ENUMERATIONS)),
                (Kind::Mask, parse(schema::descriptions::ENUMERATIONS)),
                (Kind::Value, parse(schema::descriptions::VALUES)),
            ],
        }
    }

    /// All entries: each file in its order, each enumeration in front of its values.
    pub(super) fn entries(&self) -> impl Iterator<Item = Entry<'_>> {
        self.files
            .iter()
            .flat_map(|(kind, file)| list(file).iter().map(|json| Entry { kind: *kind, json, of: None }))
            .flat_map(|entry| {
                let values = list(entry.json.get("values").unwrap_or(&Json::Null));
                let kind = if entry.kind == Kind::Mask { Kind::Bit } else { Kind::Value };
                let of = Some(entry.json);
                std::iter::once(entry).chain(values.iter().map(move |json| Entry { kind, json, of }))
            })
    }

    /// Returns what an entry is, in a sentence or two.
    ///
    /// A tag is also described as an attribute or a structure of its name.
    pub(super) fn description(&self, entry: &Entry<'_>) -> Option<&str> {
        let of = |kind: Kind| self.descriptions.iter().find(|(known, _)| *known == kind).map(|(_, file)| file);
        match (entry.kind, entry.of) {
            (Kind::Value | Kind::Bit, Some(around)) => {
                let name = around.get("name").and_then(Json::as_str)?;
                of(Kind::Value)?.get(name)?.get(entry.name())?.as_str()
            }
            (Kind::Tag, _) => [Kind::Tag, Kind::Attribute, Kind::Structure, Kind::Enumeration]
                .into_iter()
                .find_map(|kind| of(kind)?.get(entry.name())?.as_str()),
            (kind, _) => of(kind)?.get(entry.name())?.as_str(),
        }
    }

    /// The structures and operations that have a field with this tag.
    pub(super) fn places(&self, tag: &str, version: Option<Version>) -> Vec<String> {
        let mut places = Vec::new();
        for entry in self.entries().filter(|entry| version.is_none_or(|version| entry.is_in(version))) {
            for (list_name, label) in [("fields", ""), ("request", " request"), ("response", " response")] {
                let fields = list(entry.json.get(list_name).unwrap_or(&Json::Null));
                let holds = |field: &Json| {
                    let is_field = field.get("tag").and_then(Json::as_str) == Some(tag);
                    let is_member = || field.get("members").is_some_and(|members| members.get(tag).is_some());
                    let is_there = version.is_none_or(|version| {
                        field
                            .get("versions")
                            .is_none_or(|text| versions_of(text.as_str().unwrap_or_default()).contains(&version))
                    });
                    (is_field || is_member()) && is_there
                };
                if fields.iter().any(holds) {
                    places.push(format!("{}{label}", entry.name()));
                }
            }
        }
        places
    }
}

/// A list of JSON; empty for anything else.
pub(super) fn list(json: &Json) -> &[Json] {
    json.as_array().map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_read() {
        let schema = Schema::read();
        for (kind, file) in schema.files.iter() {
            assert!(!list(file).is_empty(), "{kind:?}");
        }
        for (kind, file) in &schema.descriptions {
            assert!(file.as_object().is_some_and(|entries| !entries.is_empty()), "{kind:?}");
        }
    }

    #[test]
    fn operations_attributes_and_enumerations_are_described() {
        let schema = Schema::read();
        for entry in schema.entries() {
            if matches!(entry.kind, Kind::Operation | Kind::Attribute) {
                assert!(schema.description(&entry).is_some(), "{:?} {}", entry.kind, entry.name());
            }
        }
    }
}
