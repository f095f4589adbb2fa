//! Messages that set every field of every structure.
//!
//! They do so in every form that a version has for it.
//!
//! Each field that can hold different things – item types, structures, members of a choice, attributes – is a
//! [`Site`]; every time it is built it takes the next alternative. Messages are built until all sites have had all.

use std::collections::BTreeMap;

use kmip_types::Tag;
use kmip_types::items::{Node, NodeValue};

use super::edition::{Attribute, Edition, Field, Forms, List, Operation, Structure, What};
use super::tree::{Content, Tree};
use super::values::{Values, number};

/// A message of one operation, in one direction.
#[derive(Clone, Debug)]
pub(crate) struct Message {
    /// Such as `2.1 Get response 3`.
    pub(crate) name: String,
    pub(crate) tree: Tree,
}

/// A place where alternatives are taken in turn.
#[derive(Clone, Copy, Debug, Default)]
struct Site {
    alternatives: usize,
    taken: usize,
    /// The message that came by last.
    last: usize,
}

/// Builds the messages of one version.
#[derive(Debug)]
pub(crate) struct Builder<'e> {
    edition: &'e Edition,
    values: Values,
    sites: BTreeMap<String, Site>,
    /// The values of fields that decide what later ones hold, innermost last.
    selected: Vec<(String, String)>,
    operation: Option<(&'e Operation, &'e str, &'e [Field])>,
    message: usize,
    progress: bool,
}

/// The number of times that a field that can repeat is built.
const REPEATS: usize = 2;

/// The bound of the search for messages: more than any version needs.
///
/// A site that is never completed ends the search.
const ENOUGH: usize = 2_000;

/// The name of an attribute that no table has.
pub(crate) const CUSTOM_ATTRIBUTE: &str = "x-house number";

/// Items that no table has.
const VENDOR_ITEM: Tag = Tag::new(0x54_0001);
const VENDOR_STRUCTURE: Tag = Tag::new(0x54_0002);

impl<'e> Builder<'e> {
    pub(crate) fn new(edition: &'e Edition) -> Self {
        Self {
            edition,
            values: Values::default(),
            sites: BTreeMap::new(),
            selected: Vec::new(),
            operation: None,
            message: 0,
            progress: false,
        }
    }

    /// Builds at least one message of every operation and direction.
    ///
    /// There are as many as it takes to see every alternative.
    pub(crate) fn messages(mut self) -> Vec<Message> {
        let operations = self.edition.operations.iter();
        let payloads: Vec<(&Operation, &str, &[Field])> =
            operations.flat_map(|o| o.forms().map(move |(form, fields)| (o, form, fields.as_slice()))).collect();
        let mut messages = Vec::new();
        let mut built = vec![0; payloads.len()];
        let mut queue: Vec<usize> = (0..payloads.len()).collect();
        for _ in 0..ENOUGH {
            let Some(next) = queue.pop() else { return messages };
            let (operation, form, fields) = payloads[next];
            self.message = next;
            let tree = self.message(operation, form, fields);
            if self.progress || built[next] == 0 {
                let name = format!("{} {} {form} {}", self.edition.version, operation.name, built[next]);
                messages.push(Message { name, tree });
                built[next] += 1;
            }
            if queue.is_empty() {
                queue.extend(self.sites.values().find(|site| site.taken < site.alternatives).map(|site| site.last));
            }
        }
        let missing = self.sites.iter().filter(|(_, site)| site.taken < site.alternatives);
        panic!("{}: never complete: {:?}", self.edition.version, missing.collect::<Vec<_>>());
    }

    /// The next alternative of a place.
    fn pick(&mut self, site: &str, alternatives: usize) -> usize {
        assert!(alternatives > 0, "{}: nothing can stand in {site}", self.edition.version);
        let site = self.sites.entry(site.to_owned()).or_default();
        self.progress |= site.taken < alternatives;
        site.alternatives = alternatives;
        site.last = self.message;
        site.taken += 1;
        (site.taken - 1) % alternatives
    }

    fn named(&self, structure: &str) -> &'e Structure {
        self.edition
            .structures
            .iter()
            .find(|s| s.name == structure)
            .unwrap_or_else(|| panic!("no structure {structure}"))
    }

    /// A message with two batch items.
    fn message(&mut self, operation: &'e Operation, form: &'e str, fields: &'e [Field]) -> Tree {
        self.operation = Some((operation, form, fields));
        self.progress = false;
        let kind = if form.ends_with("request") { "Request" } else { "Response" };
        let (message, item) = (self.named(&format!("{kind} Message")), self.named(&format!("{kind} Batch Item")));
        let mut children = Vec::new();
        for field in &message.fields {
            if field.name() == "Batch Item" {
                children.extend((0..REPEATS).map(|_| self.structure(field.name(), item)));
            } else {
                self.field(&message.name, &message.fields, field, &mut children);
            }
        }
        let tag = tag(message.tag.as_deref().unwrap());
        Tree { tag, field: None, value: Content::Structure(message.name.clone(), children) }
    }

    /// The item of a field that is this structure.
    fn structure(&mut self, field: &str, structure: &'e Structure) -> Tree {
        let value = self.content(&structure.name, &structure.fields);
        Tree { tag: tag(field), field: Some(field.to_owned()), value }
    }

    fn content(&mut self, owner: &str, fields: &'e [Field]) -> Content {
        let selected = self.selected.len();
        let mut children = Vec::new();
        for field in fields {
            self.field(owner, fields, field, &mut children);
        }
        self.selected.truncate(selected);
        self.ask_for(&mut children);
        Content::Structure(owner.to_owned(), children)
    }

    /// Makes a field agree with the structure for which it asks.
    fn ask_for(&self, children: &mut [Tree]) {
        for structure in &self.edition.structures {
            let (Some((field, asked)), Some(own)) = (&structure.only_if, &structure.tag) else { continue };
            let Some(child) = children.iter().find(|child| child.tag == tag(own)) else { continue };
            let is_it = child.structure().is_some_and(|(name, _)| *name == structure.name);
            let list = self.edition.enumerations.iter().find(|list| list.name == *field).unwrap();
            let value = list.values.iter().find(|value| (value.name == *asked) == is_it).unwrap();
            for asking in children.iter_mut().filter(|child| child.tag == tag(field)) {
                if is_it || asking.node().value() == &NodeValue::Enumeration(number(asked_value(list, asked))) {
                    asking.value = Content::Scalar(NodeValue::Enumeration(number(&value.value)));
                }
            }
        }
    }

    /// All items of a field, after those that stand before it.
    fn field(&mut self, owner: &str, fields: &'e [Field], field: &'e Field, children: &mut Vec<Tree>) {
        let times = if field.occurs.ends_with('n') { REPEATS } else { 1 };
        let site = format!("{owner}: {}", field.name());
        match &field.what {
            What::Any => children.extend(self.vendor_items()),
            What::AnyAttribute => {
                let attributes = self.some_attributes(&site, times, |a| a.tag.is_some());
                children.extend(attributes.into_iter().map(|a| self.tagged_attribute(field, a)));
            }
            What::Choice(members) => {
                for _ in 0..times {
                    let (member, forms) = members.iter().nth(self.pick(&site, members.len())).unwrap();
                    let value = self.value(&format!("{site}, {member}"), fields, member, forms);
                    children.push(Tree { tag: tag(member), field: Some(field.name().to_owned()), value });
                }
            }
            What::Item { forms, .. } if self.named_form(forms).is_some() => {
                let structure = self.named_form(forms).unwrap();
                let attributes = self.some_attributes(&site, times, |_| true);
                children.extend(attributes.into_iter().map(|a| self.named_attribute(field, structure, a)));
            }
            What::Item { tag: name, forms } => {
                for _ in 0..times {
                    let value =
                        self.of_message(owner, fields, name).unwrap_or_else(|| self.value(&site, fields, name, forms));
                    children.push(Tree { tag: tag(name), field: Some(name.clone()), value });
                }
            }
        }
    }

    /// The structure that holds an attribute under its name: 1.x.
    fn named_form(&self, forms: &Forms) -> Option<&'e Structure> {
        let [name] = forms.structures.iter().collect::<Vec<_>>()[..] else { return None };
        let structure = self.named(name);
        let parts: Vec<&str> = structure.fields.iter().map(Field::name).collect();
        (parts == ["Attribute Name", "Attribute Index", "Attribute Value"]).then_some(structure)
    }

    /// Returns what the message itself decides.
    ///
    /// It is its version, the number of its items, the operation and its payload.
    fn of_message(&mut self, owner: &str, fields: &[Field], name: &str) -> Option<Content> {
        let (operation, form, payload) = self.operation?;
        let (major, minor) = self.edition.version.split_once('.')?;
        let value = match name {
            "Protocol Version Major" => NodeValue::Integer(major.parse().ok()?),
            "Protocol Version Minor" => NodeValue::Integer(minor.parse().ok()?),
            "Batch Count" => NodeValue::Integer(i32::try_from(REPEATS).ok()?),
            "Operation" if fields.iter().any(|f| f.name().ends_with(" Payload")) => {
                NodeValue::Enumeration(number(&operation.value))
            }
            "Request Payload" | "Response Payload" if owner.ends_with(" Batch Item") => {
                return Some(self.content(&format!("{} {form}", operation.name), payload));
            }
            _ => return None,
        };
        Some(Content::Scalar(value))
    }

    /// The value of an item: the next of the forms that it can have.
    fn value(&mut self, site: &str, fields: &'e [Field], name: &str, forms: &'e Forms) -> Content {
        if let Some(content) = self.selector(site, fields, name, forms) {
            return content;
        }
        let chosen = if name == "Object Type" { self.chosen_object(fields, forms) } else { None };
        if let Some(content) = chosen {
            return content;
        }
        let alternatives = self.alternatives(forms);
        // Each format of a key has to be seen wrapped and plain.
        let selected = self.selected.last().filter(|(selector, _)| self.holds_selected(forms, selector));
        let site = selected.map_or_else(|| site.to_owned(), |(_, value)| format!("{site} for {value}"));
        let (item_type, structure) = alternatives[self.pick(&site, alternatives.len())];
        match structure {
            Some(structure) => self.content(&structure.name, &structure.fields),
            None => self.scalar(item_type, forms),
        }
    }

    /// Returns the item types, and each structure that the type Structure can be.
    ///
    /// Only the right ones are there where a field before decides.
    fn alternatives(&self, forms: &'e Forms) -> Vec<(&'e str, Option<&'e Structure>)> {
        let structures: Vec<&Structure> = self.structures(forms).collect();
        let unnamed = structures.is_empty();
        let scalars = forms.types.iter().filter(|t| unnamed || *t != "Structure").map(|t| (t.as_str(), None));
        if structures.iter().any(|s| s.selected_by.is_some()) {
            // A format that has a structure is never a Byte String.
            let selected = structures.into_iter().find(|s| s.selected_by.as_ref() == self.selected.last());
            return selected.map_or_else(|| scalars.collect(), |s| vec![("Structure", Some(s))]);
        }
        scalars.chain(structures.into_iter().map(|s| ("Structure", Some(s)))).collect()
    }

    fn scalar(&mut self, item_type: &str, forms: &Forms) -> Content {
        let value = match (item_type, &forms.enumeration, &forms.mask) {
            ("Enumeration", Some(name), _) => {
                // The Tag Enumeration is listed by 3.0 alone; before, it is the table of tags.
                let list = self.edition.enumerations.iter().find(|list| list.name == *name);
                let tags = || self.edition.tags.iter().map(|tag| number(&tag.value)).collect();
                let values = list.map_or_else(tags, |list| list.values.iter().map(|v| number(&v.value)).collect());
                self.values.enumeration(name, values)
            }
            ("Integer", _, Some(name)) => {
                let list = self.edition.masks.iter().find(|list| list.name == *name);
                self.values.mask(list.unwrap_or_else(|| panic!("no mask {name}")))
            }
            ("Structure", ..) => return Content::Structure(String::new(), self.vendor_items()),
            ("Any", ..) => self.any(),
            _ => self.values.scalar(item_type),
        };
        Content::Scalar(value)
    }

    /// A value of any type, each type of the version in turn.
    fn any(&mut self) -> NodeValue<'static> {
        let types = &self.edition.item_types;
        let item_type = &types[self.pick("a value of any type", types.len())].name;
        if item_type == "Structure" {
            NodeValue::Structure(self.vendor_items().iter().map(Tree::node).collect())
        } else {
            self.values.scalar(item_type)
        }
    }

    /// A vendor's item, and a vendor's structure with a structure in it.
    fn vendor_items(&mut self) -> Vec<Tree> {
        let inner = Node::new(VENDOR_STRUCTURE, NodeValue::Structure(Vec::new()));
        let item = Node::new(VENDOR_ITEM, self.values.scalar("Integer"));
        vec![
            Tree::loose(VENDOR_ITEM, self.values.scalar("Text String")),
            Tree::loose(VENDOR_STRUCTURE, NodeValue::Structure(vec![inner, item])),
        ]
    }

    /// A field that decides what a later one holds: every value that decides something.
    fn selector(&mut self, site: &str, fields: &'e [Field], name: &str, forms: &Forms) -> Option<Content> {
        let dependent = self.selected_by(fields, name)?;
        let with_structure = |value: &str| {
            let by = Some((name.to_owned(), value.to_owned()));
            self.edition.structures.iter().any(|s| s.selected_by == by)
        };
        let list = self.edition.enumerations.iter().find(|list| Some(&list.name) == forms.enumeration.as_ref())?;
        let also_bytes = dependent.types.contains("Byte String");
        let values: Vec<_> = list.values.iter().filter(|v| also_bytes || with_structure(&v.name)).collect();
        let value = values[self.pick(site, values.len())];
        self.selected.push((name.to_owned(), value.name.clone()));
        Some(Content::Scalar(NodeValue::Enumeration(number(&value.value))))
    }

    /// Returns what a field called `selector` would select.
    ///
    /// It is among these fields, or one structure further in.
    fn selected_by(&self, fields: &'e [Field], selector: &str) -> Option<&'e Forms> {
        let inner = items(fields).flat_map(|forms| self.structures(forms)).flat_map(|s| items(&s.fields));
        items(fields).chain(inner).find(|forms| self.is_selected_by(forms, selector))
    }

    /// Returns whether one of these structures holds what `selector` selects.
    fn holds_selected(&self, forms: &'e Forms, selector: &str) -> bool {
        self.structures(forms).flat_map(|s| items(&s.fields)).any(|forms| self.is_selected_by(forms, selector))
    }

    fn is_selected_by(&self, forms: &'e Forms, selector: &str) -> bool {
        self.structures(forms).any(|s| s.selected_by.as_ref().is_some_and(|(field, _)| field == selector))
    }

    fn structures(&self, forms: &'e Forms) -> impl Iterator<Item = &'e Structure> {
        forms.structures.iter().map(|name| self.named(name))
    }

    /// The Object Type that goes with the next member of a choice beside it.
    fn chosen_object(&self, fields: &[Field], forms: &Forms) -> Option<Content> {
        let (operation, form, _) = self.operation?;
        let choice = fields.iter().find(|field| matches!(field.what, What::Choice(_)))?;
        let What::Choice(members) = &choice.what else { return None };
        let site = format!("{} {form}: {}", operation.name, choice.name());
        let taken = self.sites.get(&site).map_or(0, |site| site.taken);
        let (member, _) = members.iter().nth(taken % members.len())?;
        let list = self.edition.enumerations.iter().find(|list| Some(&list.name) == forms.enumeration.as_ref())?;
        let value = list.values.iter().find(|value| value.name == *member)?;
        Some(Content::Scalar(NodeValue::Enumeration(number(&value.value))))
    }

    /// All attributes where they can repeat, the next one where only one can stand.
    fn some_attributes(&mut self, site: &str, times: usize, kept: impl Fn(&Attribute) -> bool) -> Vec<&'e Attribute> {
        let all: Vec<&Attribute> = self.edition.attributes.iter().filter(|a| kept(a)).collect();
        if times > 1 { all } else { vec![all[self.pick(site, all.len())]] }
    }

    /// An attribute under its own tag.
    fn tagged_attribute(&mut self, field: &Field, attribute: &'e Attribute) -> Tree {
        let name = attribute.tag.as_deref().unwrap();
        let value = self.value(&format!("attribute {}", attribute.name), &[], name, &attribute.forms);
        Tree { tag: tag(name), field: Some(field.name().to_owned()), value }
    }

    /// An attribute under its name, as 1.x has it.
    fn named_attribute(&mut self, field: &Field, structure: &'e Structure, attribute: &'e Attribute) -> Tree {
        let mut children = Vec::new();
        for part in &structure.fields {
            let value = match part.name() {
                "Attribute Name" => {
                    // The standard's own, and those of clients (`x-`) and servers (`y-`).
                    let name = if attribute.tag.is_some() { &attribute.name } else { CUSTOM_ATTRIBUTE };
                    Content::Scalar(NodeValue::TextString(name.to_owned().into()))
                }
                "Attribute Value" => {
                    let tag = attribute.tag.as_deref().unwrap_or_default();
                    self.value(&format!("attribute {}", attribute.name), &[], tag, &attribute.forms)
                }
                _ => Content::Scalar(self.values.scalar("Integer")),
            };
            children.push(Tree { tag: tag(part.name()), field: Some(part.name().to_owned()), value });
        }
        let value = Content::Structure(structure.name.clone(), children);
        Tree { tag: tag(field.name()), field: Some(field.name().to_owned()), value }
    }
}

fn items(fields: &[Field]) -> impl Iterator<Item = &Forms> {
    fields.iter().filter_map(|field| match &field.what {
        What::Item { forms, .. } => Some(forms),
        _ => None,
    })
}

/// The number of the value with this name.
fn asked_value<'l>(list: &'l List, name: &str) -> &'l str {
    list.values.iter().find(|value| value.name == name).map(|value| value.value.as_str()).unwrap()
}

/// The tag with this name.
pub(crate) fn tag(name: &str) -> Tag {
    Tag::from_name(name).unwrap_or_else(|| panic!("no tag {name}"))
}
