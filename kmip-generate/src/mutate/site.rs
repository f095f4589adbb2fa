//! The site of an item in a message.
//!
//! It is found with what the tables say of that place. It walks the tables on its own, without a validator.

use kmip::items::{Node, NodeValue};
use kmip::tables::{
    self, Arms, AttributeTable, FieldTable, Form, Forms, Holds, ListTable, Member, Place, StructureTable,
};
use kmip::{ItemType, Operation, Tag, Versions};

/// An item of a message.
#[derive(Clone, Debug)]
pub(crate) struct Site<'m> {
    /// The places of the items from the root down to this one, each among its siblings.
    pub(crate) path: Vec<usize>,
    pub(crate) node: &'m Node<'m>,
    pub(crate) parent: &'m Node<'m>,
    /// The table of the structure around; `None` if there is none.
    pub(crate) around: Option<&'static StructureTable>,
    /// The place of its field in that table.
    pub(crate) field: Option<usize>,
    /// The attribute that it is, or whose value it is.
    pub(crate) attribute: Option<&'static AttributeTable>,
    /// The types that it can have.
    pub(crate) forms: Forms,
    pub(crate) operation: Option<Operation>,
    /// The table of its content; `None` if it is no structure, or has no table.
    pub(crate) inside: Option<&'static StructureTable>,
}

impl Site<'_> {
    /// Returns what the table around says of its field.
    pub(crate) fn table(&self) -> Option<&'static FieldTable> {
        self.around?.fields.get(self.field?)
    }

    /// The enumeration or mask whose values it has.
    pub(crate) fn list(&self, versions: Versions) -> Option<&'static ListTable> {
        let item_type = self.node.item_type();
        let form =
            self.forms.iter().find(|form| form.item_type == Some(item_type) && form.versions.intersects(versions));
        match form?.holds {
            Holds::Enumeration(list) | Holds::Mask(list) => Some(list),
            _ => None,
        }
    }

    /// The item behind it in the structure around.
    pub(crate) fn next(&self) -> Option<&Node<'_>> {
        self.parent.children().get(self.path.last()?.saturating_add(1))
    }

    /// Returns how often the structure around has the same field.
    pub(crate) fn siblings(&self) -> usize {
        let Some(table) = self.table() else { return 0 };
        self.parent.children().iter().filter(|node| table.place.is(node.tag())).count()
    }
}

/// Walks a message and its tables.
struct Walk<'m> {
    versions: Versions,
    sites: Vec<Site<'m>>,
    path: Vec<usize>,
    operation: Option<Operation>,
}

/// Every item of a message but the root.
pub(crate) fn all<'m>(message: &'m Node<'m>, versions: Versions) -> Vec<Site<'m>> {
    let mut walk = Walk { versions, sites: Vec::new(), path: Vec::new(), operation: None };
    walk.structure(&[message], tables::message(message.tag()));
    walk.sites
}

impl<'m> Walk<'m> {
    /// The items of the last of these structures, which lie in each other.
    fn structure(&mut self, open: &[&'m Node<'m>], around: Option<&'static StructureTable>) {
        let Some(parent) = open.last().copied() else { return };
        for (place, node) in parent.children().iter().enumerate() {
            if node.tag() == Tag::BATCH_ITEM {
                self.operation = value_of(node, Tag::OPERATION).map(Operation::new);
            }
            let mut site = Site {
                path: [self.path.as_slice(), &[place]].concat(),
                node,
                parent,
                around,
                field: around.and_then(|table| field_of(table, node.tag())),
                attribute: None,
                forms: Forms::default(),
                operation: self.operation,
                inside: None,
            };
            let inside = self.look_up(&mut site, open);
            site.inside = inside;
            self.path.push(place);
            self.sites.push(site);
            self.structure(&[open, &[node]].concat(), inside);
            self.path.pop();
        }
    }

    /// Fills in what the tables say; returns the table of a structure.
    fn look_up(&self, site: &mut Site<'m>, open: &[&'m Node<'m>]) -> Option<&'static StructureTable> {
        let field = site.table()?;
        if !field.allowed.intersects(self.versions) {
            return None;
        }
        match field.place {
            Place::Choice(members) => return member(members, site.node.tag()).map(|member| member.structure),
            Place::Attribute => {
                site.attribute = tables::attribute_by_tag(site.node.tag());
                site.forms = site.attribute.map(|attribute| attribute.forms).unwrap_or_default();
            }
            Place::Any => site.forms = tables::tag(site.node.tag()).map(|tag| tag.forms).unwrap_or_default(),
            Place::Tag(_) => site.forms = field.forms,
            _ => return None,
        }
        let Some(selected) = field.selected else { return self.structure_of(site, open) };
        let by = open.iter().rev().take(2).find_map(|parent| value_of(parent, selected.by));
        match selected.arms {
            Arms::Request => Some(tables::operation(Operation::new(by?))?.request),
            Arms::Response => Some(tables::operation(Operation::new(by?))?.response),
            Arms::Structures(arms) => Some(arms.iter().find(|(value, _)| Some(*value) == by)?.1),
            Arms::Attribute => {
                let name = match site.parent.child(Tag::ATTRIBUTE_NAME).map(Node::value) {
                    Some(NodeValue::TextString(name)) => name,
                    _ => return None,
                };
                site.attribute = tables::attribute_by_name(name);
                site.forms = site.attribute.map(|attribute| attribute.forms).unwrap_or_default();
                self.structure_of(site, open)
            }
            _ => None,
        }
        .filter(|table| site.node.item_type() == ItemType::STRUCTURE && table.versions.intersects(self.versions))
    }

    fn structure_of(&self, site: &Site<'_>, open: &[&'m Node<'m>]) -> Option<&'static StructureTable> {
        let own = |form: &Form| {
            form.item_type == Some(ItemType::STRUCTURE)
                && site.node.item_type() == ItemType::STRUCTURE
                && form.versions.intersects(self.versions)
        };
        let mut tables: Vec<&'static StructureTable> = Vec::new();
        for form in site.forms.iter().filter(own) {
            if let Holds::Structure(table) = form.holds {
                tables.push(table);
            }
        }
        let asked = |table: &&&'static StructureTable| {
            let by = |by| open.last().and_then(|parent| value_of(parent, by));
            table.only_if.is_some_and(|only| by(only.by).is_some_and(|value| only.values.contains(&value)))
        };
        tables.iter().find(asked).or_else(|| tables.first()).copied()
    }
}

/// The place of the field that an item with this tag is.
pub(crate) fn field_of(table: &StructureTable, tag: Tag) -> Option<usize> {
    let named = table.fields.iter().position(|field| field.place.is(tag));
    named.or_else(|| table.fields.iter().position(|field| matches!(field.place, Place::Attribute | Place::Any)))
}

pub(crate) fn member(members: &'static [Member], tag: Tag) -> Option<&'static Member> {
    members.iter().find(|member| member.tag == tag)
}

fn value_of(parent: &Node<'_>, tag: Tag) -> Option<u32> {
    match parent.child(tag).map(Node::value) {
        Some(NodeValue::Enumeration(value)) => Some(*value),
        _ => None,
    }
}
