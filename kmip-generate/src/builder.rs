//! Builds the items of one message, as the tables and rules of its structures say.

use kmip::items::{Node, NodeValue};
use kmip::tables::{Demand, FieldTable, Is, Place, Rule, StructureTable};
use kmip::{ItemType, Operation, Tag, Versions};

use crate::attributes::Named;
use crate::random::{Random, place};
use crate::{Kind, facts, relations};

/// The number of structures in which a deciding field is looked for.
const REACH: usize = 2;

/// About the largest number of items in a message.
///
/// Behind them optional fields are left out.
const ITEMS: usize = 200;

/// The most rounds in which the rules of a structure are applied.
const ROUNDS: usize = 16;

/// Builds the items of one message.
pub(crate) struct Builder<'r> {
    pub(crate) random: &'r mut dyn Random,
    pub(crate) versions: Versions,
    /// The operations of the batch items.
    pub(crate) operations: Vec<Operation>,
    /// The number of batch items that have begun.
    pub(crate) begun: usize,
    pub(crate) open: Vec<Open>,
    items: usize,
}

/// A structure that is open.
pub(crate) struct Open {
    pub(crate) tag: Tag,
    /// The values of fields that decide what others hold.
    selected: Vec<(Tag, u32)>,
    /// The names of the attributes that are in it.
    pub(crate) attributes: Vec<&'static str>,
    /// The attribute of which the name is in it, and the value is still to come.
    pub(crate) named: Option<Named>,
}

/// The items of each field of a structure, by the place of the field in the table.
type Fields = Vec<Vec<Node<'static>>>;

impl<'r> Builder<'r> {
    pub(crate) fn new(random: &'r mut dyn Random, kind: Kind, operations: Vec<Operation>) -> Self {
        Self { random, versions: kind.versions(), operations, begun: 0, open: Vec::new(), items: ITEMS }
    }

    /// A structure with this table.
    pub(crate) fn structure(&mut self, tag: Tag, table: &'static StructureTable) -> Node<'static> {
        self.enter(tag);
        let fields = self.fields(table);
        let mut children: Vec<Node<'static>> = fields.into_iter().flatten().collect();
        relations::mend(self, table, &mut children);
        self.vendor_item(table, &mut children);
        self.leave();
        Node::new(tag, NodeValue::Structure(children))
    }

    /// A structure opens.
    pub(crate) fn enter(&mut self, tag: Tag) {
        self.open.push(Open { tag, selected: Vec::new(), attributes: Vec::new(), named: None });
    }

    /// The structure that was opened last ends.
    pub(crate) fn leave(&mut self) {
        self.open.pop();
    }

    /// The operation of the batch item that is open.
    pub(crate) fn operation(&self) -> Option<Operation> {
        self.operations.get(self.begun.checked_sub(1)?).copied()
    }

    /// The value of a field that decides what others hold.
    pub(crate) fn value_of(&self, by: Tag) -> Option<u32> {
        let within = self.open.iter().rev().take(REACH);
        within.flat_map(|open| &open.selected).find(|(tag, _)| *tag == by).map(|(_, value)| *value)
    }

    /// One time in so many.
    pub(crate) fn chance(&mut self, of: u64) -> bool {
        self.random.below(of) == of.saturating_sub(1)
    }

    fn fields(&mut self, table: &'static StructureTable) -> Fields {
        let mut fields = vec![Vec::new(); table.fields.len()];
        for (place, field) in table.fields.iter().enumerate() {
            let is_there = facts::must_be_there(self, field) || self.is_wanted(table, field);
            if field.allowed.intersects(self.versions) && is_there {
                self.fill(table, place, &mut fields);
            }
        }
        for _ in 0..ROUNDS {
            let broken = table.rules.iter().find(|rule| self.is_broken(rule, table, &fields));
            let Some(rule) = broken else { break };
            let place = usize::from(rule.field);
            match rule.demand {
                Demand::Present => self.fill(table, place, &mut fields),
                Demand::Absent => fields.get_mut(place).map(Vec::clear).unwrap_or_default(),
            }
        }
        fields
    }

    /// Returns whether a field is to be there.
    ///
    /// It is if it has to be, if another one needs it, and else by chance.
    fn is_wanted(&mut self, table: &'static StructureTable, field: &'static FieldTable) -> bool {
        let is_needed = |other: &FieldTable| {
            other.selected.is_some_and(|selected| field.place.is(selected.by))
                && other.allowed.intersects(self.versions)
        };
        if field.required.is_superset(self.versions) || table.fields.iter().any(is_needed) {
            return true;
        }
        self.items > 0 && facts::is_likely(self, field) && self.is_feasible(field)
    }

    /// Makes the items of a field.
    fn fill(&mut self, table: &'static StructureTable, place: usize, fields: &mut Fields) {
        let Some(field) = table.fields.get(place).filter(|field| self.is_feasible(field)) else { return };
        let times = facts::times(self, table, field).unwrap_or_else(|| self.times(field));
        for _ in 0..times {
            let Some(item) = self.field(table, field) else { continue };
            if let (true, NodeValue::Enumeration(value), Some(open)) =
                (field.selects, item.value(), self.open.last_mut())
            {
                open.selected.retain(|(tag, _)| *tag != item.tag());
                open.selected.push((item.tag(), *value));
            }
            fields.get_mut(place).into_iter().for_each(|items| items.push(item.clone()));
            self.items = self.items.saturating_sub(1);
        }
    }

    /// Returns how often a field is there that is.
    fn times(&mut self, field: &FieldTable) -> usize {
        let is_list = field.repeated.intersects(self.versions) && self.items > 0;
        if is_list { place(self.random, 3).saturating_add(1) } else { 1 }
    }

    /// Returns whether a rule demands something that is not so.
    fn is_broken(&self, rule: &Rule, table: &'static StructureTable, fields: &Fields) -> bool {
        let is_there = |place: usize| fields.get(place).is_some_and(|items| !items.is_empty());
        let place = usize::from(rule.field);
        let Some(field) = table.fields.get(place) else { return false };
        let among = |set: u64| (0..fields.len()).any(|place| set >> place & 1 == 1 && is_there(place));
        let fact = |number: usize| {
            table.facts.get(number).is_some_and(|fact| {
                let items = fields.get(usize::from(fact.field)).map(Vec::as_slice).unwrap_or_default();
                items.iter().any(|item| is_so(fact.is, item))
            })
        };
        let mut facts = (0..table.facts.len()).filter(|number| (rule.facts | rule.not_facts) >> number & 1 == 1);
        (rule.demand == Demand::Present) != is_there(place)
            && field.allowed.intersects(self.versions)
            && rule.versions.is_superset(self.versions)
            && (rule.with == 0 || among(rule.with))
            && !among(rule.without)
            && facts.all(|number| fact(number) == (rule.facts >> number & 1 == 1))
            && rule.around.is_none_or(|around| self.value_of(around.by).is_some_and(|v| around.values.contains(&v)))
            && !self.operation().is_some_and(|operation| rule.except_in.contains(&operation))
            && self.is_feasible(field)
    }

    /// Adds, seldom, a vendor's item among the others.
    ///
    /// It does not where the standard itself allows any items, at the end.
    fn vendor_item(&mut self, table: &StructureTable, children: &mut Vec<Node<'static>>) {
        let has_any = table.fields.iter().any(|field| matches!(field.place, Place::Any));
        if self.items > 0 && !has_any && self.chance(64) {
            let at = place(self.random, children.len().saturating_add(1));
            children.insert(at, Node::new(self.vendor_tag(), self.any_value()));
        }
    }
}

/// Returns whether a fact that a rule asks for holds because of this item.
fn is_so(is: Is, item: &Node<'_>) -> bool {
    match (is, item.value()) {
        (Is::Value(values), NodeValue::Enumeration(value)) => values.contains(value),
        (Is::Type(own), _) => item.item_type() == own,
        _ => false,
    }
}

/// Returns whether a type is one that a structure can have.
pub(crate) fn is_structure(item_type: Option<ItemType>) -> bool {
    item_type == Some(ItemType::STRUCTURE)
}
