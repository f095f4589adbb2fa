//! The descriptions: `kmip-types/spec/descriptions/*.json`.
//!
//! They say in words what each entry of the tables is.
//!
//! `spec/README.md` has the rules: which entry needs a text of its own, and which takes the text of another.

use std::fmt;
use std::marker::PhantomData;
use std::path::Path;

use serde::de::{DeserializeOwned, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

/// The key of values whose names say what they are.
pub(crate) const OTHERS: &str = "*";

/// Everything under `spec/descriptions`, one list per file.
pub(crate) struct Descriptions {
    pub(crate) operations: Entries<String>,
    pub(crate) attributes: Entries<String>,
    pub(crate) structures: Entries<String>,
    /// The texts of enumerations, and of masks, too.
    pub(crate) enumerations: Entries<String>,
    pub(crate) tags: Entries<String>,
    /// By enumeration or mask; `None` where the name says what the value is.
    pub(crate) values: Entries<Entries<Option<String>>>,
}

/// The members of a JSON object in their order, also those whose key occurs twice.
pub(crate) struct Entries<T>(pub(crate) Vec<(String, T)>);

impl<T> Entries<T> {
    pub(crate) fn get(&self, name: &str) -> Option<&T> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }
}

impl Descriptions {
    /// Reads the files of this directory.
    pub(crate) fn load(dir: &Path) -> Result<Self, String> {
        Ok(Self {
            operations: read(dir, "operations")?,
            attributes: read(dir, "attributes")?,
            structures: read(dir, "structures")?,
            enumerations: read(dir, "enumerations")?,
            tags: read(dir, "tags")?,
            values: read(dir, "values")?,
        })
    }

    pub(crate) fn operation(&self, name: &str) -> Option<&str> {
        self.operations.get(name).map(String::as_str)
    }

    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }

    pub(crate) fn structure(&self, name: &str) -> Option<&str> {
        self.structures.get(name).map(String::as_str).or_else(|| self.attribute(name))
    }

    /// Returns the text of an enumeration or a mask.
    pub(crate) fn enumeration(&self, name: &str) -> Option<&str> {
        self.enumerations.get(name).map(String::as_str)
    }

    pub(crate) fn tag(&self, name: &str) -> Option<&str> {
        self.tags.get(name).map(String::as_str).or_else(|| self.shared_by_tag(name))
    }

    /// The text of a value; none if its name says what it is.
    pub(crate) fn value(&self, list: &str, name: &str) -> Option<&str> {
        match self.values.get(list).and_then(|values| values.get(name)) {
            Some(text) => text.as_deref(),
            None => self.shared_by_value(name),
        }
    }

    /// Returns what the tag of this name takes if it has no text of its own.
    pub(crate) fn shared_by_tag(&self, name: &str) -> Option<&str> {
        self.attribute_or_structure(name).or_else(|| self.enumeration(name))
    }

    /// Returns what a value of this name takes if it has no text of its own.
    pub(crate) fn shared_by_value(&self, name: &str) -> Option<&str> {
        self.operation(name).or_else(|| self.attribute_or_structure(name))
    }

    fn attribute_or_structure(&self, name: &str) -> Option<&str> {
        self.attribute(name).or_else(|| self.structure(name))
    }
}

fn read<T: DeserializeOwned>(dir: &Path, name: &str) -> Result<T, String> {
    let path = dir.join(format!("{name}.json"));
    let text = std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
    serde_json::from_str(&text).map_err(|e| format!("{}: {e}", path.display()))
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Entries<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Members<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for Members<T> {
            type Value = Entries<T>;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Entries(members))
            }
        }

        deserializer.deserialize_map(Members(PhantomData))
    }
}
