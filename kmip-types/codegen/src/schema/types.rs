//! `types.json`: what the generator cannot know from the tables.

use std::collections::BTreeMap;

use serde::Deserialize;

/// The choices that the tables leave in making types of the model.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Types {
    /// The enumeration whose values are the item types; `ItemType` in the model.
    pub(crate) item_types: String,
    /// The enumeration whose values are the tags; `Tag` in the model.
    pub(crate) tags: String,
    /// Structures that are one type of the model with another structure.
    pub(crate) same: BTreeMap<String, String>,
    /// Structures whose type has another name.
    pub(crate) rename: BTreeMap<String, String>,
    /// Structures that are written by hand, in part or altogether.
    pub(crate) hand_written: BTreeMap<String, ByHand>,
    pub(crate) by_type: Vec<ByType>,
    pub(crate) by_selector: Vec<BySelector>,
    /// Fields that are one of several structures, each under its own tag.
    pub(crate) by_tag: Vec<String>,
    /// By selector, the members of a choice that its value calls by another name.
    pub(crate) members: BTreeMap<String, BTreeMap<String, String>>,
    pub(crate) no_alloc: NoAlloc,
}

/// The parts that are also generated without an allocator, to be encoded.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NoAlloc {
    /// The structures besides the requests of all operations and their content.
    pub(crate) structures: Vec<String>,
    /// Types that are written by hand.
    pub(crate) by_hand: Vec<String>,
    /// Structures in which the two forms of one thing stay apart.
    ///
    /// So not every firmware holds the names of all attributes.
    pub(crate) apart: Vec<String>,
}

/// The part that is written by hand, beside the generated files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ByHand {
    /// The whole type.
    Whole,
    /// The code that writes it; the rest is generated.
    Encode,
    /// There is no type: the structure has no fields and no tag.
    None,
}

/// A field whose wire type varies: an enum with one arm per wire type.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ByType {
    pub(crate) name: String,
    /// The tags that carry it.
    pub(crate) tags: Vec<String>,
    /// True if the code that writes it stands beside the generated files.
    #[serde(default)]
    pub(crate) encode_by_hand: bool,
    /// True if the comparison of two values stands beside the generated files.
    ///
    /// Arms of several versions can say one thing.
    #[serde(default)]
    pub(crate) compare_by_hand: bool,
    /// Never boxed: it is nearly always there where it can be.
    #[serde(default)]
    pub(crate) inline: bool,
}

/// A field whose contents another field decides.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct BySelector {
    /// The type of the model.
    pub(crate) name: String,
    /// The field that varies.
    pub(crate) tag: String,
    /// The field that decides.
    pub(crate) selector: String,
    pub(crate) arms: Arms,
    /// It can be a Byte String as well.
    #[serde(default)]
    pub(crate) bytes: bool,
}

/// The kind of the arms of a selection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Arms {
    /// The request payloads of the operations.
    Request,
    /// The response payloads of the operations.
    Response,
    /// The structures whose `selected_by` names the selector.
    Structures,
    /// The attributes.
    Attributes,
}
