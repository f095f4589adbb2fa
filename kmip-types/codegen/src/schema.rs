//! The schema: `kmip-types/spec/*.json` as types.
//!
//! `spec/README.md` describes every key.

mod conversions;
mod entries;
mod relations;
mod secrets;
mod types;

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use serde_json::Value as Json;

use crate::versions::number;

pub(crate) use conversions::{AttributeForms, Conversions, FormPair, Holding, Name, Pair};
pub(crate) use entries::{
    Attribute, Direction, Enumeration, Field, Form, Kind, Operation, SelectedBy, ServerForm, Structure, Tag, Value,
    When,
};
pub(crate) use relations::{Needs, Relation, Relations};
pub(crate) use secrets::{Decision, Secrets};
pub(crate) use types::{Arms, ByHand, BySelector, ByType, Types};

/// Everything under `spec`.
pub(crate) struct Schema {
    pub(crate) tags: TagFile,
    pub(crate) enumerations: Vec<Enumeration>,
    pub(crate) masks: Vec<Enumeration>,
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) structures: Vec<Structure>,
    pub(crate) operations: Vec<Operation>,
    pub(crate) types: Types,
    pub(crate) conversions: Conversions,
    pub(crate) relations: Relations,
    pub(crate) secrets: Secrets,
}

/// `tags.json`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TagFile {
    /// The numbers that a version has taken back or keeps free.
    pub(crate) reserved: BTreeMap<String, Vec<String>>,
    pub(crate) tags: Vec<Tag>,
}

/// A value that may differ from version to version: the keys are sets of versions.
#[derive(Clone, Deserialize)]
#[serde(untagged)]
pub(crate) enum Varying<T> {
    Same(T),
    By(BTreeMap<String, T>),
}

impl<T> Varying<T> {
    /// Every value that some version has.
    pub(crate) fn values(&self) -> impl Iterator<Item = &T> {
        let (same, by) = match self {
            Self::Same(value) => (Some(value), None),
            Self::By(map) => (None, Some(map.values())),
        };
        same.into_iter().chain(by.into_iter().flatten())
    }

    /// The sets of versions that are told apart; none where all are alike.
    pub(crate) fn ranges(&self) -> impl Iterator<Item = &String> {
        let by = match self {
            Self::Same(_) => None,
            Self::By(map) => Some(map.keys()),
        };
        by.into_iter().flatten()
    }
}

/// The files under `spec`, each `NAME.json`.
const FILES: [&str; 10] = [
    "tags",
    "enumerations",
    "masks",
    "attributes",
    "structures",
    "operations",
    "types",
    "conversions",
    "relations",
    "secrets",
];

impl Schema {
    /// The number of a value of the enumeration that this tag carries.
    pub(crate) fn value_of(&self, tag: &str, name: &str) -> Result<Option<u32>, String> {
        let carries = |e: &&Enumeration| e.tags.values().flatten().any(|t| t == tag);
        let values = self.enumerations.iter().find(carries).map(Enumeration::values).unwrap_or_default();
        values.iter().find(|value| value.name == name).map(|value| number(&value.value)).transpose()
    }

    /// Reads the files of this directory.
    pub(crate) fn load(dir: &Path) -> Result<Self, String> {
        Self::from_json(Self::load_json(dir)?)
    }

    /// The files of this directory as one JSON object, by their names.
    pub(crate) fn load_json(dir: &Path) -> Result<Json, String> {
        let files = FILES.iter().map(|name| {
            let path = dir.join(format!("{name}.json"));
            let text = std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
            let json = serde_json::from_str(&text).map_err(|e| format!("{}: {e}", path.display()))?;
            Ok(((*name).to_owned(), json))
        });
        Ok(Json::Object(files.collect::<Result<_, String>>()?))
    }

    /// The schema that such an object is.
    pub(crate) fn from_json(json: Json) -> Result<Self, String> {
        let Json::Object(mut files) = json else { return Err("the schema is no object".to_owned()) };
        // File by file, so that the problem comes with the name of the file.
        let mut part = |name: &str| files.remove(name).ok_or_else(|| format!("{name}.json is not there"));
        Ok(Self {
            tags: read("tags", part("tags")?)?,
            enumerations: read("enumerations", part("enumerations")?)?,
            masks: read("masks", part("masks")?)?,
            attributes: read("attributes", part("attributes")?)?,
            structures: read("structures", part("structures")?)?,
            operations: read("operations", part("operations")?)?,
            types: read("types", part("types")?)?,
            conversions: read("conversions", part("conversions")?)?,
            relations: read("relations", part("relations")?)?,
            secrets: read("secrets", part("secrets")?)?,
        })
    }

    /// The tag with this name.
    pub(crate) fn tag(&self, name: &str) -> Option<&Tag> {
        self.tags.tags.iter().find(|tag| tag.name == name)
    }

    /// The fields of every request and response payload.
    pub(crate) fn payload_fields(&self) -> impl Iterator<Item = &Field> {
        self.operations.iter().flat_map(|operation| operation.request.iter().chain(&operation.response))
    }
}

fn read<T: serde::de::DeserializeOwned>(name: &str, json: Json) -> Result<T, String> {
    serde_json::from_value(json).map_err(|e| format!("{name}.json: {e}"))
}
