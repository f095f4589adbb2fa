//! The rules of the model for each version.
//!
//! They say what the model must require, allow once or repeatedly, and refuse; they are worked out from the editions
//! of all versions, independently of the generator.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use kmip::Tag;
use kmip::items::NodeValue;
use serde_json::Value as Json;

use crate::spec::builder::tag;
use crate::spec::edition::{self, Edition, Field, Forms, VERSIONS};
use crate::spec::schema;
use crate::spec::tree::{Content, Tree};
use crate::spec::values::number;

/// A set of versions.
pub(crate) type Versions = BTreeSet<String>;

/// The rule for one field of one type of the model.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rule {
    /// The versions that have the field.
    pub(crate) versions: Versions,
    /// Required wherever the structure occurs.
    pub(crate) required: bool,
    /// It repeats in some version.
    pub(crate) repeats: bool,
    /// The tags that it can stand under, in order.
    pub(crate) tags: BTreeSet<String>,
    /// The item types that it has in some version.
    types: BTreeSet<String>,
    /// The enumerations and masks that name its values, and whether each is a mask.
    lists: BTreeSet<(bool, String)>,
}

/// An enumeration or a mask: its versions, and those of each value.
#[derive(Debug, Default)]
struct List {
    versions: Versions,
    values: BTreeMap<u32, Versions>,
    names: BTreeMap<String, Versions>,
}

/// The rules of all fields, attributes, payloads and forms.
#[derive(Debug)]
pub(crate) struct Rules {
    /// By the type of the model, and the name of the field.
    fields: BTreeMap<String, BTreeMap<String, Rule>>,
    /// The versions of each type of the model.
    owners: BTreeMap<String, Versions>,
    attributes: BTreeMap<Tag, Rule>,
    /// The enumerations and masks.
    lists: BTreeMap<String, List>,
    /// The field and the value of it that select each structure.
    selecting: BTreeMap<String, (String, String)>,
    operations: BTreeMap<String, Versions>,
    /// Structures that another field selects.
    selected: BTreeMap<String, Versions>,
    /// Members of choices.
    members: BTreeMap<Tag, Versions>,
    /// The versions that have each item type.
    ///
    /// The item types are those of tags that are one type of the model.
    arms: BTreeMap<(Tag, &'static str), Versions>,
    /// Structures that are one type of the model.
    same: BTreeMap<String, String>,
    /// The fields that decide what another one holds.
    ///
    /// Each has the structure, the field in it, and the field before it that decides, there or in the structure
    /// around.
    selectors: BTreeSet<(String, Tag, Tag)>,
    /// Structure, and field in it that repeats what the request says.
    echoes: BTreeSet<(String, Tag)>,
}

impl Rules {
    pub(crate) fn new(json: &Json, editions: &[Edition]) -> Self {
        let types = &json["types"];
        let text = |json: &Json| json.as_str().unwrap().to_owned();
        let same = types["same"].as_object().unwrap().iter().map(|(name, to)| (name.clone(), text(to))).collect();
        let mut rules = Self {
            fields: BTreeMap::new(),
            owners: BTreeMap::new(),
            attributes: BTreeMap::new(),
            lists: BTreeMap::new(),
            selecting: BTreeMap::new(),
            operations: BTreeMap::new(),
            selected: BTreeMap::new(),
            members: BTreeMap::new(),
            arms: BTreeMap::new(),
            same,
            selectors: BTreeSet::new(),
            echoes: BTreeSet::new(),
        };
        let echoes = |fields: &Json| -> Vec<Tag> {
            let fields = fields.as_array().into_iter().flatten();
            fields.filter(|f| f["echo"] == true).map(|f| tag(f["tag"].as_str().unwrap())).collect()
        };
        for operation in json["operations"].as_array().unwrap() {
            let owner = format!("{} response", text(&operation["name"]));
            rules.echoes.extend(echoes(&operation["response"]).into_iter().map(|tag| (owner.clone(), tag)));
        }
        for structure in json["structures"].as_array().unwrap() {
            let owner = text(&structure["name"]);
            rules.echoes.extend(echoes(&structure["fields"]).into_iter().map(|tag| (owner.clone(), tag)));
            for field in structure["fields"].as_array().unwrap().iter().filter(|f| f["selector"].is_string()) {
                let named = |json: &Json| tag(json.as_str().unwrap());
                rules.selectors.insert((text(&structure["name"]), named(&field["tag"]), named(&field["selector"])));
            }
        }
        // Once to know every field, and again to see where one is not required.
        for edition in editions {
            rules.learn(edition);
        }
        for edition in editions {
            rules.loosen(edition);
        }
        rules.leave_bits_to_vendors(editions);
        for variant in types["by_type"].as_array().unwrap() {
            rules.learn_arms(variant, editions);
        }
        rules
    }

    /// The type of the model that a structure or payload is.
    pub(crate) fn owner<'o>(&'o self, name: &'o str) -> Cow<'o, str> {
        match (self.same.get(name), name.split_once(" server ")) {
            (Some(same), _) => Cow::from(same),
            // One type for both directions.
            (None, Some((operation, form))) => Cow::from(format!("{operation} {form}")),
            (None, None) => Cow::from(name),
        }
    }

    pub(crate) fn field(&self, owner: &str, field: &str) -> &Rule {
        &self.fields[&*self.owner(owner)][field]
    }

    fn learn(&mut self, edition: &Edition) {
        let version = &edition.version;
        for (owner, fields) in owners(edition) {
            let owner = self.owner(&owner).into_owned();
            self.owners.entry(owner.clone()).or_default().insert(version.clone());
            for field in fields {
                let of_owner = self.fields.entry(owner.clone()).or_default();
                let new = || Rule { required: true, ..Rule::default() };
                let rule = of_owner.entry(field.name().to_owned()).or_insert_with(new);
                rule.versions.insert(version.clone());
                rule.repeats |= field.occurs.ends_with('n');
                match &field.what {
                    edition::What::Item { tag, forms } => {
                        rule.tags.insert(tag.clone());
                        rule.types.extend(forms.types.iter().cloned());
                        rule.lists.extend(lists(forms));
                    }
                    edition::What::Choice(members) => {
                        rule.tags.extend(members.keys().cloned());
                        for member in members.keys() {
                            self.members.entry(tag(member)).or_default().insert(version.clone());
                        }
                    }
                    edition::What::AnyAttribute | edition::What::Any => {}
                }
            }
        }
        for attribute in &edition.attributes {
            if let Some(name) = &attribute.tag {
                let rule = self.attributes.entry(tag(name)).or_default();
                rule.versions.insert(version.clone());
                rule.types.extend(attribute.forms.types.iter().cloned());
                rule.lists.extend(lists(&attribute.forms));
            }
        }
        for list in edition.enumerations.iter().chain(&edition.masks) {
            let known = self.lists.entry(list.name.clone()).or_default();
            known.versions.insert(version.clone());
            for value in &list.values {
                known.values.entry(number(&value.value)).or_default().insert(version.clone());
                known.names.entry(value.name.clone()).or_default().insert(version.clone());
            }
        }
        for operation in &edition.operations {
            self.operations.entry(operation.name.clone()).or_default().insert(version.clone());
        }
        for structure in edition.structures.iter().filter(|s| s.selected_by.is_some()) {
            self.selected.entry(structure.name.clone()).or_default().insert(version.clone());
            self.selecting.extend(structure.selected_by.iter().map(|by| (structure.name.clone(), by.clone())));
        }
    }

    /// Counts the bits that a version leaves to vendors as its own.
    ///
    /// It does not matter what another version calls them: `XXX00000`.
    fn leave_bits_to_vendors(&mut self, editions: &[Edition]) {
        for edition in editions {
            for list in &edition.masks {
                let digits =
                    list.extensions.as_deref().map(|pattern| pattern.trim_start_matches("0x").replace('X', "F"));
                let left = digits.map_or(0, |digits| u32::from_str_radix(&digits, 16).unwrap());
                let values = self.lists.get_mut(&list.name).into_iter().flat_map(|list| &mut list.values);
                for (_, versions) in values.filter(|(bit, _)| **bit & left != 0) {
                    versions.insert(edition.version.clone());
                }
            }
        }
    }

    /// Makes a field optional if some structure of the type does not require it.
    ///
    /// It is required only if every structure of the type, in every version, requires it.
    fn loosen(&mut self, edition: &Edition) {
        for (owner, fields) in owners(edition) {
            let owner = self.owner(&owner).into_owned();
            for (name, rule) in self.fields.get_mut(&owner).into_iter().flatten() {
                let here = fields.iter().find(|field| field.name() == name);
                rule.required &= here.is_some_and(|field| field.occurs.starts_with('1'));
            }
        }
    }

    fn learn_arms(&mut self, variant: &Json, editions: &[Edition]) {
        let tags: Vec<&str> = variant["tags"].as_array().unwrap().iter().map(|t| t.as_str().unwrap()).collect();
        let mut arms: BTreeMap<&'static str, Versions> = BTreeMap::new();
        for edition in editions {
            for entry in edition.tags.iter().filter(|tag| tags.contains(&tag.name.as_str())) {
                for item_type in &entry.forms.types {
                    arms.entry(static_name(item_type)).or_default().insert(edition.version.clone());
                }
            }
        }
        if variant["name"] == "Unique Identifier" {
            // Text up to 2.1 is an Identifier in 3.0, and the other way round: neither is refused.
            let all: Versions = VERSIONS.iter().map(|v| (*v).to_owned()).collect();
            arms.insert("Text String", all.clone());
            arms.insert("Identifier", all);
        }
        for (item_type, versions) in arms {
            self.arms.extend(tags.iter().map(|name| ((tag(name), item_type), versions.clone())));
        }
    }

    /// The fields that only some of the versions of their structure have.
    pub(crate) fn gated_fields(&self) -> BTreeSet<What> {
        let gated = self.fields.iter().flat_map(|(owner, fields)| {
            let some = fields.iter().filter(|(_, rule)| rule.versions != self.owners[owner]);
            some.map(|(field, _)| What::Field(owner.clone(), field.clone()))
        });
        gated.collect()
    }

    /// Returns whether what an item holds decides about one of these.
    ///
    /// They are in the structure around the item, or one further in.
    pub(crate) fn decides(&self, owner: &str, selector: Tag, items: &[Tree]) -> bool {
        items.iter().any(|item| {
            // Key material of a format without a structure needs no decision.
            let is_bytes = matches!(item.value, Content::Scalar(NodeValue::ByteString(_)));
            let free = item.tag == Tag::KEY_MATERIAL && is_bytes;
            let here = !free && self.selectors.contains(&(owner.to_owned(), item.tag, selector));
            here || item.structure().is_some_and(|(name, children)| {
                let known = self.selectors.iter().any(|(structure, _, by)| structure == name && *by == selector);
                known && !children.iter().any(|child| child.tag == selector) && self.decides(name, selector, children)
            })
        })
    }

    /// Returns what an item has to pass when it is written, in that order.
    ///
    /// The structure around it has passed before.
    pub(crate) fn gates(&self, owner: &str, siblings: &[Tree], item: &Tree) -> Vec<Gate<'_>> {
        let Some(field) = item.field.as_deref() else { return Vec::new() };
        if field == "any attribute" {
            return self.attribute_gates(item.tag, false, item);
        }
        if let (Tag::ATTRIBUTE_VALUE, Some(attribute)) = (item.tag, named_tag(siblings)) {
            return self.attribute_gates(attribute, true, item);
        }
        let owner = self.owner(owner);
        let rule = self.field(&owner, field);
        let mut gates = Vec::new();
        if rule.versions != self.owners[&*owner] {
            let tag = tag(rule.tags.first().unwrap());
            let what = What::Field(owner.clone().into_owned(), field.to_owned());
            gates.push(Gate::new(what, &rule.versions, tag));
        }
        if rule.tags.len() > 1 {
            gates.push(Gate::new(What::Member(item.tag), &self.members[&item.tag], item.tag));
        }
        let structure = item.structure().map(|(name, _)| name).unwrap_or_default();
        let operation = structure.rsplit_once(" request").or_else(|| structure.rsplit_once(" response"));
        let operation = operation.map_or("", |(name, _)| name.trim_end_matches(" server"));
        let chosen = self.operations.get(operation).or_else(|| self.selected.get(structure));
        let what = || What::Selected(self.owner(structure).into_owned());
        // Where the value that selects it is refused in the same versions, that comes first.
        let (list, value) = match self.selecting.get(structure) {
            Some((field, value)) => (field.as_str(), value.as_str()),
            None => ("Operation", operation),
        };
        let before = self.lists.get(list).and_then(|list| list.names.get(value));
        gates.extend(chosen.map(|versions| {
            // A response repeats the Operation, whatever it is.
            let never_first = before == Some(versions) && item.tag != Tag::RESPONSE_PAYLOAD;
            Gate { never_first, ..Gate::new(what(), versions, item.tag) }
        }));
        gates.extend(self.arm_gate(item.tag, &rule.types, item));
        if !self.echoes.contains(&(owner.into_owned(), item.tag)) {
            gates.extend(self.value_gate(rule, item));
        }
        gates
    }

    /// Returns the gate of a value or of bits that not all versions have.
    ///
    /// The versions are those of the enumeration or mask.
    fn value_gate(&self, rule: &Rule, item: &Tree) -> Option<Gate<'_>> {
        let Content::Scalar(value) = &item.value else { return None };
        let is_mask = matches!(value, NodeValue::Integer(_));
        let (_, name) = rule.lists.iter().find(|(mask, _)| *mask == is_mask)?;
        let list = self.lists.get(name)?;
        let some = |value: &u32| list.values.get(value).filter(|versions| **versions != list.versions);
        let (versions, number) = match value {
            NodeValue::Enumeration(value) => (Cow::Borrowed(some(value)?), *value),
            NodeValue::Integer(mask) => {
                let bits = (0..32).map(|shift| mask.cast_unsigned() & 1 << shift).filter(|bit| *bit != 0);
                let sets: Vec<&Versions> = bits.filter_map(|bit| some(&bit)).collect();
                let first = (*sets.first()?).clone();
                (Cow::Owned(sets.into_iter().fold(first, |all, set| &all & set)), mask.cast_unsigned())
            }
            _ => return None,
        };
        Some(Gate { what: What::Value(name.clone(), number), versions, tag: item.tag, never_first: false })
    }

    /// Puts in place of a value that some version refuses one that none does.
    pub(crate) fn ease(&self, owner: &str, item: &mut Tree) {
        let Some(field) = item.field.as_deref().filter(|field| *field != "any attribute") else { return };
        if self.value_gate(self.field(owner, field), item).is_none() {
            return;
        }
        match &mut item.value {
            Content::Scalar(NodeValue::Enumeration(value)) => *value = 0x8000_0001,
            Content::Scalar(NodeValue::Integer(mask)) => *mask = 0,
            _ => {}
        }
    }

    fn attribute_gates(&self, attribute: Tag, by_name: bool, item: &Tree) -> Vec<Gate<'_>> {
        let rule = &self.attributes[&attribute];
        let gate = Gate::new(What::Attribute(attribute, by_name), &rule.versions, item.tag);
        let of_type = self.arm_gate(attribute, &rule.types, item);
        [gate].into_iter().chain(of_type).chain(self.value_gate(rule, item)).collect()
    }

    /// The gate of an item type, for a field whose types vary.
    fn arm_gate(&self, tag: Tag, types: &BTreeSet<String>, item: &Tree) -> Option<Gate<'_>> {
        let item_type = item_type(item);
        let versions = self.arms.get(&(tag, item_type)).filter(|_| types.len() > 1)?;
        Some(Gate::new(What::Arm(tag, item_type), versions, item.tag))
    }

    /// Returns whether every version takes a Text String instead of this identifier.
    pub(crate) fn can_be_text(&self, item: &Tree) -> bool {
        let field = self.arms.get(&(item.tag, "Text String"));
        field.is_some_and(|versions| versions.len() == VERSIONS.len()) && item_type(item) != "Structure"
    }

    /// Returns the first thing in a tree that a version does not have.
    ///
    /// The order is that of writing.
    pub(crate) fn refused(&self, tree: &Tree, version: &str) -> Option<Gate<'_>> {
        let (owner, children) = tree.structure()?;
        children.iter().find_map(|item| {
            let mut gates = self.gates(owner, children, item).into_iter();
            gates.find(|gate| !gate.versions.contains(version)).or_else(|| self.refused(item, version))
        })
    }
}

/// Something that only some versions may have.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum What {
    /// A field of a structure or payload.
    Field(String, String),
    /// A member of a choice.
    Member(Tag),
    /// An attribute, under its tag or its name.
    Attribute(Tag, bool),
    /// A payload, or a structure that another field selects.
    Selected(String),
    /// An item type of a tag.
    Arm(Tag, &'static str),
    /// A value of an enumeration, or bits of a mask.
    Value(String, u32),
}

/// A condition on the version of a message for an item to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Gate<'r> {
    pub(crate) what: What,
    /// The versions that have it.
    pub(crate) versions: Cow<'r, Versions>,
    /// The tag that the error names.
    pub(crate) tag: Tag,
    /// Another item before it is refused in the same versions.
    pub(crate) never_first: bool,
}

impl<'r> Gate<'r> {
    fn new(what: What, versions: &'r Versions, tag: Tag) -> Self {
        Self { what, versions: Cow::Borrowed(versions), tag, never_first: false }
    }
}

/// The tag of the attribute that stands under its name.
fn named_tag(siblings: &[Tree]) -> Option<Tag> {
    let name = siblings.iter().find(|item| item.tag == Tag::ATTRIBUTE_NAME)?;
    match &name.value {
        Content::Scalar(NodeValue::TextString(text)) => kmip::names::attribute_tag(text),
        _ => None,
    }
}

/// Returns the enumerations and masks that name the values of these forms.
fn lists(forms: &Forms) -> impl Iterator<Item = (bool, String)> {
    let enumerations = forms.enumeration.iter().map(|name| (false, name.clone()));
    enumerations.chain(forms.mask.iter().map(|name| (true, name.clone())))
}

/// Every structure and payload of a version.
fn owners(edition: &Edition) -> Vec<(String, &Vec<Field>)> {
    let structures = edition.structures.iter().map(|s| (s.name.clone(), &s.fields));
    let payloads = edition.operations.iter().flat_map(|operation| {
        operation.forms().map(move |(form, fields)| (format!("{} {form}", operation.name), fields))
    });
    structures.chain(payloads).collect()
}

const ITEM_TYPES: [&str; 14] = [
    "Structure",
    "Integer",
    "Long Integer",
    "Big Integer",
    "Enumeration",
    "Boolean",
    "Text String",
    "Byte String",
    "Date Time",
    "Interval",
    "Date Time Extended",
    "Identifier",
    "Reference",
    "Name Reference",
];

fn static_name(item_type: &str) -> &'static str {
    ITEM_TYPES.iter().find(|known| **known == item_type).unwrap()
}

/// The item type, as the tables write it.
fn item_type(item: &Tree) -> &'static str {
    let code = item.node().item_type().value();
    ITEM_TYPES[usize::try_from(code).unwrap() - 1]
}

/// The editions of all versions, from the schema.
pub(crate) fn editions(json: &Json) -> Vec<Edition> {
    VERSIONS.iter().map(|version| schema::edition(version, json)).collect()
}
