//! The schema: `kmip-types/spec/*.json` as types. `spec/README.md` describes it.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use serde::de::DeserializeOwned;

/// Everything under `spec`.
pub(crate) struct Schema {
    pub(crate) tags: Vec<Tag>,
    pub(crate) enumerations: Vec<Enumeration>,
    pub(crate) masks: Vec<Enumeration>,
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) structures: Vec<Structure>,
    pub(crate) operations: Vec<Operation>,
    pub(crate) types: Types,
}

#[derive(Deserialize)]
struct TagFile {
    tags: Vec<Tag>,
}

/// A value that may differ from version to version.
#[derive(Clone, Deserialize)]
#[serde(untagged)]
pub(crate) enum Varying<T> {
    Same(T),
    By(BTreeMap<String, T>),
}

/// One wire form of a tag, field or attribute.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Form {
    #[serde(rename = "type")]
    pub(crate) item_type: String,
    pub(crate) enumeration: Option<String>,
    pub(crate) mask: Option<String>,
    pub(crate) structure: Option<String>,
    pub(crate) versions: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Tag {
    pub(crate) name: String,
    pub(crate) value: String,
    pub(crate) versions: String,
    #[serde(rename = "type")]
    item_type: Option<String>,
    enumeration: Option<String>,
    mask: Option<String>,
    forms: Option<Vec<Form>>,
    pub(crate) deprecated: Option<String>,
    #[serde(rename = "note")]
    _note: Option<serde_json::Value>,
    #[serde(rename = "since")]
    _since: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Enumeration {
    pub(crate) name: String,
    pub(crate) versions: String,
    pub(crate) sections: Option<BTreeMap<String, String>>,
    pub(crate) tags: Varying<Vec<String>>,
    #[serde(rename = "extensions")]
    _extensions: serde_json::Value,
    #[serde(rename = "note")]
    _note: Option<serde_json::Value>,
    #[serde(rename = "since")]
    _since: Option<String>,
    pub(crate) values: Values,
}

#[derive(Deserialize)]
#[serde(untagged)]
pub(crate) enum Values {
    Listed(Vec<Value>),
    /// The word `tags`: the values are the tags.
    Tags(serde::de::IgnoredAny),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Value {
    pub(crate) name: String,
    pub(crate) value: String,
    pub(crate) versions: Option<String>,
    /// Other names that some versions use.
    #[serde(default)]
    pub(crate) spellings: BTreeMap<String, String>,
    /// Names that are read and never written.
    #[serde(default)]
    pub(crate) aliases: Vec<String>,
    pub(crate) deprecated: Option<String>,
    #[serde(rename = "since")]
    _since: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Attribute {
    pub(crate) name: String,
    pub(crate) tag: Option<String>,
    pub(crate) versions: String,
    pub(crate) sections: Option<BTreeMap<String, String>>,
    #[serde(rename = "type")]
    item_type: Option<String>,
    enumeration: Option<String>,
    mask: Option<String>,
    structure: Option<String>,
    forms: Option<Vec<Form>>,
    pub(crate) multi: Varying<bool>,
    #[serde(rename = "group")]
    _group: Option<String>,
    #[serde(rename = "spec_name")]
    _spec_name: Option<String>,
    #[serde(rename = "note")]
    _note: Option<serde_json::Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Structure {
    pub(crate) name: String,
    pub(crate) tag: Option<String>,
    pub(crate) kind: String,
    pub(crate) versions: String,
    #[serde(default)]
    pub(crate) sections: BTreeMap<String, String>,
    pub(crate) selected_by: Option<SelectedBy>,
    pub(crate) fields: Vec<Field>,
    #[serde(rename = "note")]
    _note: Option<String>,
    #[serde(rename = "since")]
    _since: Option<String>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SelectedBy {
    pub(crate) field: String,
    pub(crate) value: String,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Field {
    pub(crate) tag: Option<String>,
    pub(crate) choice: Option<String>,
    #[serde(default)]
    pub(crate) members: BTreeMap<String, String>,
    #[serde(default)]
    pub(crate) any: bool,
    #[serde(default)]
    pub(crate) any_attribute: bool,
    pub(crate) versions: Option<String>,
    pub(crate) occurs: Varying<String>,
    #[serde(rename = "type")]
    item_type: Option<String>,
    enumeration: Option<String>,
    mask: Option<String>,
    structure: Option<String>,
    forms: Option<Vec<Form>>,
    pub(crate) selector: Option<String>,
    #[serde(default)]
    pub(crate) secret: bool,
    pub(crate) condition: Option<Varying<String>>,
    #[serde(rename = "since")]
    _since: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Operation {
    pub(crate) name: String,
    pub(crate) value: String,
    pub(crate) versions: String,
    pub(crate) sections: BTreeMap<String, String>,
    #[serde(rename = "server_sections")]
    _server_sections: Option<BTreeMap<String, String>>,
    pub(crate) direction: Varying<String>,
    pub(crate) response_note: Option<Varying<String>>,
    #[serde(rename = "source")]
    _source: Option<serde_json::Value>,
    pub(crate) request: Vec<Field>,
    pub(crate) response: Vec<Field>,
    pub(crate) server_request: Option<ServerForm>,
    pub(crate) server_response: Option<ServerForm>,
}

/// A payload that differs when the server sends the request.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ServerForm {
    pub(crate) versions: String,
    pub(crate) fields: Vec<Field>,
}

/// What the generator cannot know from the tables: `types.json`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Types {
    pub(crate) item_types: String,
    pub(crate) tags: String,
    pub(crate) same: BTreeMap<String, String>,
    pub(crate) rename: BTreeMap<String, String>,
    pub(crate) hand_written: BTreeMap<String, String>,
    pub(crate) variants: Vec<Variant>,
    pub(crate) selections: Vec<Selection>,
    pub(crate) choices: Vec<String>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Variant {
    pub(crate) name: String,
    pub(crate) tags: Vec<String>,
    #[serde(default)]
    pub(crate) encode: Option<String>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Selection {
    pub(crate) name: String,
    pub(crate) tag: String,
    pub(crate) selector: String,
    pub(crate) arms: String,
    #[serde(default)]
    pub(crate) bytes: bool,
}

/// The forms of an entry that has either one form of its own or a list.
macro_rules! forms {
    ($type:ident, $($structure:ident)?) => {
        impl $type {
            pub(crate) fn forms(&self) -> Vec<Form> {
                let own = self.item_type.clone().map(|item_type| Form {
                    item_type,
                    enumeration: self.enumeration.clone(),
                    mask: self.mask.clone(),
                    structure: None $(.or_else(|| self.$structure.clone()))?,
                    versions: None,
                });
                own.into_iter().chain(self.forms.clone().unwrap_or_default()).collect()
            }
        }
    };
}

forms!(Tag,);
forms!(Attribute, structure);
forms!(Field, structure);

fn load<T: DeserializeOwned>(dir: &Path, name: &str) -> Result<T, String> {
    let path = dir.join(name);
    let text = std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
    serde_json::from_str(&text).map_err(|e| format!("{}: {e}", path.display()))
}

impl Schema {
    pub(crate) fn load(dir: &Path) -> Result<Self, String> {
        Ok(Self {
            tags: load::<TagFile>(dir, "tags.json")?.tags,
            enumerations: load(dir, "enumerations.json")?,
            masks: load(dir, "masks.json")?,
            attributes: load(dir, "attributes.json")?,
            structures: load(dir, "structures.json")?,
            operations: load(dir, "operations.json")?,
            types: load(dir, "types.json")?,
        })
    }
}
