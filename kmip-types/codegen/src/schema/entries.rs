//! The entries of the files.
//!
//! They are tags, enumerations and masks, attributes, structures, operations.
//!
//! Keys that only inform readers of the schema (`note`, `since`, `source` …) are named here so that a misspelt key is
//! an error; nothing is generated from them.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::Varying;

/// One wire form of a tag, field or attribute.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Form {
    #[serde(rename = "type")]
    pub(crate) item_type: String,
    pub(crate) enumeration: Option<String>,
    pub(crate) mask: Option<String>,
    pub(crate) structure: Option<String>,
    /// The versions that have this form; those of the entry where it does not say.
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
    _note: Option<IgnoredAny>,
    #[serde(rename = "since")]
    _since: Option<IgnoredAny>,
}

/// An enumeration or a mask.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Enumeration {
    pub(crate) name: String,
    pub(crate) versions: String,
    #[serde(default)]
    pub(crate) sections: BTreeMap<String, String>,
    /// The tags that carry it.
    pub(crate) tags: Varying<Vec<String>>,
    /// The pattern, or the range, of the values left to vendors.
    ///
    /// None where the table leaves none.
    pub(crate) extensions: Option<Varying<Option<String>>>,
    #[serde(rename = "note")]
    _note: Option<IgnoredAny>,
    #[serde(rename = "since")]
    _since: Option<IgnoredAny>,
    pub(crate) values: Values,
}

#[derive(Deserialize)]
#[serde(untagged)]
pub(crate) enum Values {
    Listed(Vec<Value>),
    /// The word `tags`: the values are the tags.
    Tags(IgnoredAny),
}

impl Enumeration {
    /// The values that are listed.
    pub(crate) fn values(&self) -> &[Value] {
        match &self.values {
            Values::Listed(values) => values,
            Values::Tags(_) => &[],
        }
    }
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
    _since: Option<IgnoredAny>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Attribute {
    pub(crate) name: String,
    pub(crate) tag: Option<String>,
    pub(crate) versions: String,
    #[serde(default)]
    pub(crate) sections: BTreeMap<String, String>,
    #[serde(rename = "type")]
    item_type: Option<String>,
    enumeration: Option<String>,
    mask: Option<String>,
    structure: Option<String>,
    forms: Option<Vec<Form>>,
    pub(crate) multi: Varying<bool>,
    #[serde(rename = "group")]
    _group: Option<IgnoredAny>,
    #[serde(rename = "spec_name")]
    _spec_name: Option<IgnoredAny>,
    #[serde(rename = "note")]
    _note: Option<IgnoredAny>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Structure {
    pub(crate) name: String,
    pub(crate) tag: Option<String>,
    pub(crate) kind: Kind,
    pub(crate) versions: String,
    #[serde(default)]
    pub(crate) sections: BTreeMap<String, String>,
    /// The field and the value of it that select this structure among those of its tag.
    pub(crate) selected_by: Option<SelectedBy>,
    /// The value of a field around that asks for this structure.
    ///
    /// The structure is one of those that the item can be.
    pub(crate) only_if: Option<SelectedBy>,
    pub(crate) fields: Vec<Field>,
    #[serde(rename = "note")]
    _note: Option<IgnoredAny>,
    #[serde(rename = "since")]
    _since: Option<IgnoredAny>,
}

/// The part of the standard that describes a structure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Kind {
    Attribute,
    Base,
    BatchItem,
    Header,
    ManagedObject,
    Message,
    Object,
    Operation,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SelectedBy {
    pub(crate) field: String,
    pub(crate) value: String,
}

/// One field of a structure or payload.
///
/// It is an item under one tag, one of several structures, or anything.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Field {
    pub(crate) tag: Option<String>,
    /// The name of the choice, if it is one.
    ///
    /// A choice is one of several structures under their own tags.
    pub(crate) choice: Option<String>,
    /// The tags of the choice, each with the versions that allow it.
    #[serde(default)]
    pub(crate) members: BTreeMap<String, String>,
    /// Any item.
    #[serde(default)]
    pub(crate) any: bool,
    /// Any attribute under its own tag.
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
    /// The field before it that decides what it holds.
    pub(crate) selector: Option<String>,
    /// It repeats what the request says.
    #[serde(default)]
    pub(crate) echo: bool,
    pub(crate) condition: Option<Varying<String>>,
    /// The conditions under which it has to be there, although it does not always.
    #[serde(default)]
    pub(crate) present_if: Vec<When>,
    /// The conditions under which it must not be there, although it can be.
    #[serde(default)]
    pub(crate) absent_if: Vec<When>,
    #[serde(rename = "since")]
    _since: Option<IgnoredAny>,
}

/// A condition on the other fields; all that it says must hold.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct When {
    /// The versions that state it; those of the field where it does not say.
    pub(crate) versions: Option<String>,
    /// One of these fields is there.
    #[serde(default)]
    pub(crate) with: Vec<String>,
    /// None of these fields is there.
    #[serde(default)]
    pub(crate) without: Vec<String>,
    /// A field, here or in a structure around, has one of these values.
    #[serde(default)]
    pub(crate) is: BTreeMap<String, Vec<String>>,
    /// A field here has none of these values.
    #[serde(default)]
    pub(crate) is_not: BTreeMap<String, Vec<String>>,
    /// A field here has this item type.
    #[serde(default)]
    pub(crate) of_type: BTreeMap<String, String>,
    /// The operations that the condition does not concern.
    #[serde(default)]
    pub(crate) except_in: Vec<String>,
}

impl Field {
    /// The name of its tag or its choice.
    pub(crate) fn name(&self) -> Option<&str> {
        self.tag.as_deref().or(self.choice.as_deref())
    }

    /// Returns whether it stands for items that have no field of their own.
    pub(crate) const fn is_any(&self) -> bool {
        self.any || self.any_attribute
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Operation {
    pub(crate) name: String,
    pub(crate) value: String,
    pub(crate) versions: String,
    pub(crate) sections: BTreeMap<String, String>,
    /// The sections about the request that the server sends.
    #[serde(default)]
    pub(crate) server_sections: BTreeMap<String, String>,
    pub(crate) direction: Varying<Direction>,
    pub(crate) response_note: Option<Varying<String>>,
    #[serde(rename = "source")]
    _source: Option<IgnoredAny>,
    pub(crate) request: Vec<Field>,
    pub(crate) response: Vec<Field>,
    pub(crate) server_request: Option<ServerForm>,
    pub(crate) server_response: Option<ServerForm>,
}

/// The side that sends the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Direction {
    Client,
    Server,
    Both,
}

/// A payload that differs when the server sends the request.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ServerForm {
    pub(crate) versions: String,
    pub(crate) fields: Vec<Field>,
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
