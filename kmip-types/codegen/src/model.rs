//! The model: what each entry of the schema becomes in Rust.

mod arms;
mod builder;
mod selectors;
mod size;

use std::collections::BTreeMap;

use crate::names::type_name;
use crate::schema::{self, Arms, Schema, SelectedBy};
use crate::types::Type;
use crate::versions::Versions;
use builder::Builder;

/// The number of times that a field can occur in a structure of the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Count {
    One,
    Optional,
    Many,
}

/// One field of a structure.
#[derive(Clone)]
pub(crate) struct Field {
    /// The name of its tag, or of its choice.
    pub(crate) name: String,
    /// The tags that it can stand under: several for a choice.
    pub(crate) tags: Vec<String>,
    pub(crate) ident: String,
    pub(crate) versions: Versions,
    pub(crate) value: Type,
    pub(crate) count: Count,
    pub(crate) boxed: bool,
    /// Every version that has the structure requires the field.
    pub(crate) required: bool,
    /// A later field, here or inside, depends on this one.
    pub(crate) selects: bool,
    /// True if an earlier field decides what it holds.
    pub(crate) selected: bool,
    pub(crate) condition: Option<String>,
    /// The reason why its text or bytes are secret, if they are.
    pub(crate) secret: Option<String>,
}

/// One structure or payload.
#[derive(Clone)]
pub(crate) struct Structure {
    pub(crate) rust: String,
    /// The title for the documentation, which says what it is.
    pub(crate) title: String,
    /// The file to which it goes.
    pub(crate) room: String,
    pub(crate) versions: Versions,
    pub(crate) sections: BTreeMap<String, String>,
    pub(crate) fields: Vec<Field>,
    pub(crate) encode_by_hand: bool,
    /// The entry of the schema whose table stands with the type.
    pub(crate) entry: Entry,
}

/// A structure or payload of the schema, as the tables have it.
#[derive(Clone)]
pub(crate) struct Entry {
    /// The name of its static.
    ///
    /// Empty where the type of several structures has looser fields than this one.
    pub(crate) symbol: String,
    /// The name in the standard.
    pub(crate) name: String,
    pub(crate) tag: Option<String>,
    pub(crate) only_if: Option<SelectedBy>,
    pub(crate) fields: Vec<schema::Field>,
}

/// One arm of an enum with an arm per wire type.
pub(crate) struct Arm {
    pub(crate) item_type: String,
    pub(crate) rust: String,
    pub(crate) value: Type,
    pub(crate) versions: Versions,
}

/// A field whose wire type varies.
pub(crate) struct ByType {
    pub(crate) name: String,
    pub(crate) rust: String,
    pub(crate) arms: Vec<Arm>,
    pub(crate) versions: Versions,
    pub(crate) encode_by_hand: bool,
    pub(crate) compare_by_hand: bool,
    pub(crate) inline: bool,
}

/// One arm of an enum that another field, or the tag, decides.
pub(crate) struct Case {
    /// The name in the standard.
    pub(crate) name: String,
    /// The name of the selector's value, or of the tag.
    pub(crate) when: String,
    pub(crate) rust: String,
    pub(crate) value: Type,
    pub(crate) boxed: bool,
    /// An empty one takes no memory: the box is made when something is in it.
    pub(crate) lazy: bool,
    pub(crate) versions: Versions,
    pub(crate) sections: BTreeMap<String, String>,
}

impl Case {
    /// Returns the word for how the arm holds its value.
    pub(crate) const fn held(&self) -> &'static str {
        match (self.boxed, self.lazy) {
            (true, true) => "lazy",
            (true, false) => "boxed",
            (false, _) => "plain",
        }
    }
}

/// Everything that is generated from the structures, operations and attributes.
pub(crate) struct Model {
    pub(crate) structures: Vec<Structure>,
    /// The entries of the schema that have no type of their own.
    pub(crate) tables: Vec<Structure>,
    pub(crate) by_type: Vec<ByType>,
    /// By a sibling: all except the attributes, which follow.
    pub(crate) by_selector: Vec<(schema::BySelector, Vec<Case>)>,
    pub(crate) attributes: Vec<Case>,
    /// By the tag of the item.
    pub(crate) by_tag: Vec<(String, Vec<Case>)>,
}

impl Model {
    pub(crate) fn build(schema: &Schema) -> Result<Self, String> {
        let builder = Builder::new(schema);
        let types = &schema.types;
        let by_selector = types.by_selector.iter().filter(|s| s.arms != Arms::Attributes);
        let (structures, tables) = builder.structures()?;
        let mut model = Self {
            structures,
            tables,
            by_type: types.by_type.iter().map(|v| builder.variant(v)).collect::<Result<_, _>>()?,
            by_selector: by_selector.map(|s| Ok((s.clone(), builder.cases(s)?))).collect::<Result<_, String>>()?,
            attributes: builder.attributes()?,
            by_tag: types.by_tag.iter().map(|c| Ok((c.clone(), builder.choice(c)?))).collect::<Result<_, String>>()?,
        };
        model.mark_selectors(schema);
        model.mark_boxes();
        Ok(model)
    }
}

/// Returns the Rust name of an enumeration.
///
/// It is `…Enumeration` where a type of the model has the plain name.
pub(crate) fn enumeration_name(schema: &Schema, name: &str) -> String {
    let types = &schema.types;
    if name == types.tags {
        "Tag".to_owned()
    } else if name == types.item_types {
        "ItemType".to_owned()
    } else if types.by_type.iter().any(|v| v.name == name) {
        format!("{}Enumeration", type_name(name))
    } else {
        type_name(name)
    }
}
