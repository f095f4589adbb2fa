//! The items of a field: its form, and what another field decides about it.

use kmip::items::{Node, NodeValue};
use kmip::tables::{self, Arms, FieldTable, Form, Forms, Holds, Member, Place, StructureTable};
use kmip::{ItemType, Tag, Versions};

use crate::builder::{Builder, is_structure};
use crate::facts;
use crate::random::{pick, place};

impl Builder<'_> {
    /// The next item of a field; `None` if there can be none.
    pub(crate) fn field(
        &mut self,
        table: &'static StructureTable,
        field: &'static FieldTable,
    ) -> Option<Node<'static>> {
        match field.place {
            Place::Tag(tag) => self.item(table, field, tag),
            Place::Choice(members) => {
                let by = field.selected.and_then(|selected| self.value_of(selected.by));
                let own = members.iter().filter(|member| fits(member, by, self.versions)).collect::<Vec<_>>();
                let member = *pick(self.random, &own)?;
                Some(self.structure(member.tag, member.structure))
            }
            Place::Attribute => self.tagged_attribute(),
            // An item under the tag of a field would be that field.
            Place::Any => {
                let item = self.free_item();
                let is_field = table.field(item.tag()).is_some();
                Some(if is_field { Node::new(self.vendor_tag(), item.into_value()) } else { item })
            }
            _ => None,
        }
    }

    fn item(&mut self, table: &'static StructureTable, field: &'static FieldTable, tag: Tag) -> Option<Node<'static>> {
        if let Some(value) = facts::value(self, table, tag) {
            return Some(Node::new(tag, value));
        }
        if let Some(selected) = field.selected {
            let by = self.value_of(selected.by);
            let structure = match selected.arms {
                Arms::Request => Some(tables::operation(self.operation()?)?.request),
                Arms::Response => Some(tables::operation(self.operation()?)?.response),
                Arms::Structures(arms) => arms.iter().find(|(value, _)| Some(*value) == by).map(|(_, table)| *table),
                Arms::Attribute => return self.attribute_value(tag),
                _ => None,
            };
            return match structure {
                Some(structure) => Some(self.structure(tag, structure)),
                None => self.of_forms(tag, field.forms, |form| !is_structure(form.item_type)),
            };
        }
        if field.selects && self.decides(table, tag) {
            return self.selector(table, field, tag);
        }
        self.of_forms(tag, field.forms, |_| true)
    }

    /// An item that has one of these forms.
    pub(crate) fn of_forms(
        &mut self,
        tag: Tag,
        forms: Forms,
        is_asked: impl Fn(&Form) -> bool,
    ) -> Option<Node<'static>> {
        let own = forms.iter().filter(|form| form.versions.intersects(self.versions) && is_asked(form));
        let mut types: Vec<Form> = Vec::new();
        for form in own.clone() {
            if types.iter().all(|known| known.item_type != form.item_type) {
                types.extend(self.chosen(own.clone().filter(|other| other.item_type == form.item_type)));
            }
        }
        let form = *pick(self.random, &types)?;
        self.of_form(tag, form)
    }

    /// Chooses the form that a field around asks for, or the first without a condition.
    fn chosen(&self, forms: impl Iterator<Item = Form> + Clone) -> Option<Form> {
        let only_if = |form: &Form| match form.holds {
            Holds::Structure(table) => table.only_if,
            _ => None,
        };
        let is_asked = |form: &Form| {
            only_if(form).is_some_and(|only| self.value_of(only.by).is_some_and(|value| only.values.contains(&value)))
        };
        let mut plain = forms.clone().filter(|form| only_if(form).is_none());
        forms.clone().find(is_asked).or_else(|| plain.next())
    }

    fn of_form(&mut self, tag: Tag, form: Form) -> Option<Node<'static>> {
        let value = match (form.item_type, form.holds) {
            (_, Holds::Structure(table)) => return Some(self.structure(tag, table)),
            (Some(ItemType::STRUCTURE), _) => {
                let count = place(self.random, 3);
                NodeValue::Structure((0..count).map(|_| self.free_item()).collect())
            }
            (None, _) => self.any_value(),
            (Some(_), Holds::Enumeration(list)) => self.enumeration(tag, list)?,
            (Some(_), Holds::Mask(list)) => self.mask(list),
            (Some(item_type), _) => self.scalar(tag, item_type)?,
        };
        Some(Node::new(tag, value))
    }

    /// Returns a value for a field that decides what others hold.
    ///
    /// With this value there is something that they can hold.
    fn selector(
        &mut self,
        table: &'static StructureTable,
        field: &'static FieldTable,
        tag: Tag,
    ) -> Option<Node<'static>> {
        let forms = field.forms.iter().filter(|form| form.versions.intersects(self.versions));
        let lists: Vec<_> = forms
            .filter_map(|form| match form.holds {
                Holds::Enumeration(list) => Some(list),
                _ => None,
            })
            .collect();
        let list = *lists.first()?;
        let mut values = self.values_of(list);
        values.retain(|value| self.leaves_something(table, tag, *value));
        let value = *pick(self.random, &values)?;
        Some(Node::new(tag, NodeValue::Enumeration(value)))
    }

    /// Returns whether the field with this tag decides what another one holds.
    ///
    /// The other one stands beside it, or one structure further in.
    fn decides(&self, table: &'static StructureTable, tag: Tag) -> bool {
        self.dependents(table).any(|field| field.selected.is_some_and(|selected| selected.by == tag))
    }

    /// Returns whether every field that depends on this value is possible or optional.
    fn leaves_something(&self, table: &'static StructureTable, tag: Tag, value: u32) -> bool {
        self.dependents(table)
            .filter(|field| field.selected.is_some_and(|selected| selected.by == tag))
            .all(|field| !field.required.is_superset(self.versions) || is_feasible(field, Some(value), self.versions))
    }

    /// The fields of a structure, and of those that can be in it.
    fn dependents(&self, table: &'static StructureTable) -> impl Iterator<Item = &'static FieldTable> {
        let versions = self.versions;
        let own = move |field: &&'static FieldTable| field.allowed.intersects(versions);
        let inner = table.fields.iter().filter(own).flat_map(|field| field.forms.iter()).filter_map(move |form| {
            match form.holds {
                Holds::Structure(inner) if form.versions.intersects(versions) => Some(inner),
                _ => None,
            }
        });
        table.fields.iter().chain(inner.flat_map(|inner| inner.fields.iter())).filter(own)
    }

    /// Returns whether a field can be there, with what has been decided about it.
    pub(crate) fn is_feasible(&self, field: &'static FieldTable) -> bool {
        let by = field.selected.and_then(|selected| self.value_of(selected.by));
        is_feasible(field, by, self.versions)
    }
}

/// Returns whether a field can be there if the field that decides has this value.
fn is_feasible(field: &'static FieldTable, by: Option<u32>, versions: Versions) -> bool {
    let mut forms = field.forms.iter().filter(|form| form.versions.intersects(versions));
    match (field.selected.map(|selected| selected.arms), field.place) {
        (Some(Arms::Structures(arms)), _) => match arms.iter().find(|(value, _)| Some(*value) == by) {
            Some((_, table)) => table.versions.intersects(versions) && forms.any(|form| is_structure(form.item_type)),
            None => forms.any(|form| !is_structure(form.item_type)),
        },
        (_, Place::Choice(members)) => members.iter().any(|member| fits(member, by, versions)),
        _ => true,
    }
}

/// Returns whether a member of a choice goes with this value of the deciding field.
fn fits(member: &Member, by: Option<u32>, versions: Versions) -> bool {
    member.versions.intersects(versions) && (by.is_none() || member.selected_by == by)
}
