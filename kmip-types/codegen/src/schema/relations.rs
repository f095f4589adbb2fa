//! The schema of `relations.json`.
//!
//! It has relations between values and attributes that stand together.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::IgnoredAny;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Relations {
    /// The structures through which what they hold belongs to the one around them.
    pub(crate) through: Vec<String>,
    /// The tags under which no number is negative.
    pub(crate) not_negative: Vec<String>,
    pub(crate) relations: Vec<Relation>,
    /// By tag and value of an enumeration, the lengths that keys can have.
    pub(crate) lengths: BTreeMap<String, BTreeMap<String, Lengths>>,
}

/// The need of an item in a structure.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Relation {
    /// The structures and payloads whose items are compared.
    #[serde(rename = "in")]
    pub(crate) scopes: Vec<String>,
    /// One of these structures is around.
    #[serde(default)]
    pub(crate) around: Vec<String>,
    /// The versions that state it; those of the structure where it does not say.
    pub(crate) versions: Option<String>,
    /// The sections that state it.
    ///
    /// `None` if they are those that describe the structure.
    #[serde(default)]
    pub(crate) sections: BTreeMap<String, String>,
    /// The item.
    ///
    /// It can say the structure that it stands in: `Key Value/Key Material`.
    pub(crate) of: String,
    pub(crate) needs: Needs,
    /// The item that it is compared with.
    pub(crate) other: Option<String>,
    /// The text that says what is wrong if it does not hold.
    ///
    /// A missing item needs no words.
    pub(crate) says: Option<String>,
    pub(crate) when: Premise,
    #[serde(rename = "source")]
    _source: IgnoredAny,
}

/// The demand of a relation on its item.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
pub(crate) enum Needs {
    /// It is there.
    #[serde(rename = "present")]
    Present,
    /// It is not there.
    #[serde(rename = "absent")]
    Absent,
    /// It is not less than the number of the other items.
    #[serde(rename = "count of")]
    CountOf,
    /// It is the number of bits that the other item has.
    #[serde(rename = "bits of")]
    BitsOf,
    /// It is a length of the algorithm that the other item names.
    #[serde(rename = "length for")]
    LengthFor,
}

/// The conditions on other items; without any, there are none.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Premise {
    pub(crate) present: Vec<String>,
    pub(crate) absent: Vec<String>,
    pub(crate) is: BTreeMap<String, Vec<String>>,
    pub(crate) is_not: BTreeMap<String, Vec<String>>,
}

/// The lengths of an algorithm's keys.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Lengths {
    pub(crate) bits: Vec<u16>,
    #[serde(rename = "source")]
    _source: IgnoredAny,
}

impl Relation {
    /// All items that it speaks of, its own first.
    pub(crate) fn items(&self) -> impl Iterator<Item = &String> {
        let when = &self.when;
        let of_when = when.present.iter().chain(&when.absent).chain(when.is.keys()).chain(when.is_not.keys());
        [&self.of].into_iter().chain(&self.other).chain(of_when)
    }
}
