//! Payloads that say the same with other fields.

use alloc::vec::Vec;

use super::attributes::multiple;
use super::converter::Converter;
use super::piece::{Content, Piece};
use super::report::Category;
use super::search::{find, find_mut, has, take};
use super::site::{Payload, Site};
use crate::generated::conversions::{NAMED_ATTRIBUTES, RENAMED_FIELDS};
use crate::names::attribute_tag;
use crate::tables::Place;
use crate::tree::NodeValue;
use crate::{Operation, Tag};

impl Converter {
    pub(super) fn renamed_fields(&mut self, children: &mut [Piece<'_>], site: &Site<'_>) {
        let pairs = RENAMED_FIELDS.into_iter().chain(RENAMED_FIELDS.map(|(old, new)| (new, old)));
        for (own, other) in pairs {
            if !site.table.lacks(own, self.to) || !site.table.allows(other, self.to) || has(children, other) {
                continue;
            }
            for piece in children.iter_mut().filter(|piece| piece.tag == own) {
                piece.tag = other;
                // The way back finds that the version has this one as well, and keeps it.
                if site.table.allows(other, self.from) {
                    self.note(Category::Reshaped, piece.origin, own);
                }
            }
        }
    }

    pub(super) fn payload<'n>(&mut self, children: &mut Vec<Piece<'n>>, payload: Payload, site: &Site<'_>) {
        match payload {
            Payload { operation: Operation::DELETE_ATTRIBUTE, is_request: true } => self.delete_attribute(children),
            Payload { operation: Operation::MODIFY_ATTRIBUTE, is_request: true } => self.modify_attribute(children),
            Payload { operation: Operation::IMPORT, is_request: true } => self.import(children, site),
            _ => {}
        }
    }

    /// Converts Delete Attribute.
    ///
    /// 1.x deletes one instance, told by its index; later versions all instances, or the one with a value.
    fn delete_attribute<'n>(&mut self, children: &mut Vec<Piece<'n>>) {
        if self.to_named() {
            if let Some(reference) = find(children, Tag::ATTRIBUTE_REFERENCE) {
                let tag = reference.as_enumeration().map_or(Tag::ATTRIBUTE, Tag::new);
                if multiple(tag).intersects(self.from) {
                    self.note(Category::Instance, reference.origin, reference.tag);
                }
            }
            if let Some(current) = take(children, Tag::CURRENT_ATTRIBUTE) {
                self.current_attribute_name(children, current);
            }
            return;
        }
        let index = take(children, Tag::ATTRIBUTE_INDEX);
        let name = find(children, Tag::ATTRIBUTE_NAME);
        let tag = name.and_then(Piece::as_text).map(|text| attribute_tag(text).unwrap_or(Tag::ATTRIBUTE));
        let is_one_of_many = tag.is_some_and(|tag| multiple(tag).intersects(self.to));
        match index {
            Some(index) if is_one_of_many || index.as_integer() != Some(0) => {
                self.note_versions(Category::Instance, index.origin, index.tag, NAMED_ATTRIBUTES);
            }
            Some(index) => self.note(Category::Implied, index.origin, index.tag),
            None => {
                if let Some(name) = name.filter(|_| is_one_of_many) {
                    self.note(Category::Instance, name.origin, name.tag);
                }
            }
        }
    }

    /// The name of an attribute that was given with its value.
    fn current_attribute_name<'n>(&mut self, children: &mut Vec<Piece<'n>>, current: Piece<'n>) {
        self.note(Category::Instance, current.origin, current.tag);
        let origin = current.origin;
        let Some(attribute) = current.into_children().into_iter().next() else { return };
        let reference = if attribute.tag == Tag::ATTRIBUTE {
            let mut fields = attribute.into_children();
            fields.retain(|piece| piece.tag != Tag::ATTRIBUTE_VALUE);
            Piece::structure(Tag::ATTRIBUTE_REFERENCE, origin, fields)
        } else {
            let tag = NodeValue::Enumeration(attribute.tag.value());
            Piece::leaf(Tag::ATTRIBUTE_REFERENCE, origin, tag)
        };
        if let Some(other) = take(children, Tag::ATTRIBUTE_REFERENCE) {
            self.note(Category::Repetition, other.origin, other.tag);
        }
        children.push(reference);
    }

    /// 1.x modifies the instance with an index, later versions the one with a value.
    fn modify_attribute(&mut self, children: &mut Vec<Piece<'_>>) {
        if self.to_named()
            && let Some(current) = take(children, Tag::CURRENT_ATTRIBUTE)
        {
            self.note(Category::Instance, current.origin, current.tag);
        }
    }

    /// 1.4 does not say the type of the object: it follows from the object itself.
    fn import(&self, children: &mut Vec<Piece<'_>>, site: &Site<'_>) {
        let members = site.table.fields.iter().find_map(|field| match field.place {
            Place::Choice(members) => Some(members),
            _ => None,
        });
        let member = members.and_then(|members| members.iter().find(|member| has(children, member.tag)));
        let Some(object_type) = member.and_then(|member| member.selected_by) else { return };
        if self.to_named() {
            children.retain(|piece| piece.tag != Tag::OBJECT_TYPE || piece.as_enumeration() != Some(object_type));
        } else if !has(children, Tag::OBJECT_TYPE) {
            let piece = Piece::leaf(Tag::OBJECT_TYPE, site.origin, NodeValue::Enumeration(object_type));
            children.insert(usize::from(has(children, Tag::UNIQUE_IDENTIFIER)), piece);
        }
    }

    /// 2.0 has defaults for one type of object at a time.
    pub(super) fn object_defaults(&mut self, children: &mut [Piece<'_>], site: &Site<'_>) {
        let table = site.table;
        if !table.lacks(Tag::OBJECT_TYPES, self.to) || !table.allows(Tag::OBJECT_TYPE, self.to) {
            return;
        }
        if has(children, Tag::OBJECT_TYPE) {
            return;
        }
        let Some(types) = find_mut(children, Tag::OBJECT_TYPES) else { return };
        if let Content::Structure(list) = &types.content
            && let [only] = list.as_slice()
            && let Some(value) = only.as_enumeration()
        {
            self.note(Category::Reshaped, types.origin, types.tag);
            *types = Piece::leaf(Tag::OBJECT_TYPE, types.origin, NodeValue::Enumeration(value));
        }
    }
}
