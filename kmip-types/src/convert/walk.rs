//! The walk over a message.
//!
//! The rules reshape what versions say in different ways. Whatever the version asked for does not have after that is
//! left out and noted, so that nothing goes without a word.

use alloc::collections::BTreeSet;
use alloc::vec::Vec;

use super::attributes::asks_for_attributes;
use super::converter::Converter;
use super::fill::ANYTHING;
use super::piece::{Content, Piece};
use super::report::Category;
use super::site::{Payload, Selectors, Site};
use crate::conditions::{Present, Surroundings as _, chosen};
use crate::tables::{self, Arms, FieldTable, Form, Forms, Holds, ListTable, Member, Place, Selection, StructureTable};
use crate::tree::NodeValue;
use crate::{ItemType, Operation, Tag, Versions};

impl Converter {
    /// Converts a structure.
    ///
    /// Returns nothing, with a note, if a field that it must have could not be kept.
    pub(super) fn structure<'n>(&mut self, children: Vec<Piece<'n>>, site: &Site<'_>) -> Option<Vec<Piece<'n>>> {
        if site.table.is_named_attribute() {
            return self.named_attribute(children, site);
        }
        let asks = site.is_search() && asks_for_attributes(&children);
        let (kept, is_complete) = self.fields(children, site);
        // A search that asks for nothing finds everything.
        let is_complete = is_complete && (!asks || asks_for_attributes(&kept));
        if !is_complete {
            self.note(Category::Incomplete, site.origin, site.table.tag);
        }
        is_complete.then_some(kept)
    }

    /// The fields of a structure, and whether it still has what it must have.
    pub(super) fn fields<'n>(&mut self, children: Vec<Piece<'n>>, site: &Site<'_>) -> (Vec<Piece<'n>>, bool) {
        let noted = self.notes.len();
        let children = self.rules(children, site);
        let reshaped = self.notes.iter().skip(noted);
        let mut lost: Vec<Tag> = reshaped.filter(|note| note.category.is_loss()).map(|_| ANYTHING).collect();
        let selectors = Selectors::new(&children, site.outer);
        let mut kept = Vec::with_capacity(children.len());
        let mut present = Present::NOTHING;
        let mut single = BTreeSet::new();
        for piece in children {
            let tag = piece.tag;
            match self.item(piece, site, &selectors) {
                Some(piece) if self.is_another(&mut single, &piece, site, &selectors) => {}
                Some(piece) if self.is_one_too_many(&mut present, &kept, &piece, site) => {
                    let versions = site.table.field(tag).map(|field| field.repeated).unwrap_or_default();
                    self.note_versions(Category::Repetition, piece.origin, tag, versions);
                }
                Some(piece) => kept.push(piece),
                None => lost.push(tag),
            }
        }
        let is_filled = self.fill(&mut kept, &lost, site);
        let is_complete = self.conditions(&mut kept, &lost, site, &selectors);
        (kept, is_filled && is_complete)
    }

    /// Returns whether the field is there already and cannot occur again.
    ///
    /// It counts as there from now on.
    fn is_one_too_many(&self, present: &mut Present, kept: &[Piece<'_>], piece: &Piece<'_>, site: &Site<'_>) -> bool {
        let once = |field: &FieldTable| !field.repeated.intersects(self.to);
        let is_field = |field: &FieldTable| field.place.is(piece.tag);
        let place = site.table.fields.iter().position(is_field);
        match place.and_then(|place| Some((place, site.table.fields.get(place)?))) {
            Some((place, field)) => {
                let is_there = present.has(place);
                present.note(place);
                is_there && once(field)
            }
            // Current and New Attribute hold one attribute, and whatever no table has.
            None => {
                let is_attribute = |piece: &Piece<'_>| tables::attribute_by_tag(piece.tag).is_some();
                site.table.fields.iter().any(|f| matches!(f.place, Place::Attribute) && once(f))
                    && is_attribute(piece)
                    && kept.iter().any(is_attribute)
            }
        }
    }

    fn item<'n>(&mut self, piece: Piece<'n>, site: &Site<'_>, selectors: &Selectors<'_>) -> Option<Piece<'n>> {
        if let Some(field) = site.table.field(piece.tag) {
            return self.field(piece, field, selectors);
        }
        if site.table.fields.iter().any(|field| matches!(field.place, Place::Attribute)) {
            return self.attribute(piece, selectors);
        }
        if site.table.fields.iter().any(|field| matches!(field.place, Place::Any)) {
            return self.untyped(piece);
        }
        self.stray(piece)
    }

    /// Converts an item that has no place in its structure.
    ///
    /// One of the standard is left out, since a reader that ignores it would take the message for another; one of a
    /// vendor passes.
    fn stray<'n>(&mut self, piece: Piece<'n>) -> Option<Piece<'n>> {
        if piece.tag.name().is_some() {
            self.note(Category::Misplaced, piece.origin, piece.tag);
            return None;
        }
        self.note(Category::Unknown, piece.origin, piece.tag);
        self.untyped(piece)
    }

    fn field<'n>(&mut self, piece: Piece<'n>, field: &FieldTable, selectors: &Selectors<'_>) -> Option<Piece<'n>> {
        if !field.allowed.intersects(self.to) {
            self.note_versions(Category::Field, piece.origin, piece.tag, field.allowed);
            return None;
        }
        match field.place {
            Place::Choice(members) => self.member(piece, members, selectors),
            _ => self.value(piece, field.forms, field.selected.copied(), selectors),
        }
    }

    fn member<'n>(&mut self, piece: Piece<'n>, members: &[Member], selectors: &Selectors<'_>) -> Option<Piece<'n>> {
        let member = members.iter().find(|member| member.tag == piece.tag)?;
        if !member.versions.intersects(self.to) {
            self.note_versions(Category::Field, piece.origin, piece.tag, member.versions);
            return None;
        }
        self.inside(piece, member.structure, None, selectors)
    }

    /// The children of a piece, by the table of its structure.
    fn inside<'n>(
        &mut self,
        piece: Piece<'n>,
        table: &'static StructureTable,
        payload: Option<Payload>,
        selectors: &Selectors<'_>,
    ) -> Option<Piece<'n>> {
        let Piece { tag, origin, .. } = piece;
        let site = Site { table, origin, payload, outer: Some(selectors) };
        let children = self.structure(piece.into_children(), &site)?;
        Some(Piece::structure(tag, origin, children))
    }

    /// An attribute under its own tag.
    pub(super) fn attribute<'n>(&mut self, piece: Piece<'n>, selectors: &Selectors<'_>) -> Option<Piece<'n>> {
        let piece = self.link(piece)?;
        let Some(attribute) = tables::attribute_by_tag(piece.tag) else { return self.stray(piece) };
        if !attribute.versions.intersects(self.to) && piece.tag != Tag::ATTRIBUTE {
            self.note_versions(Category::Attribute, piece.origin, piece.tag, attribute.versions);
            return None;
        }
        let Piece { tag, origin, .. } = piece;
        let has_value = piece.child(Tag::ATTRIBUTE_VALUE).is_some();
        let piece = self.value(piece, attribute.forms, None, selectors)?;
        // A vendor attribute without its value would be one that was deleted.
        if has_value && piece.child(Tag::ATTRIBUTE_VALUE).is_none() {
            self.note(Category::Incomplete, origin, tag);
            return None;
        }
        Some(piece)
    }

    /// An attribute under its own tag, outside a structure.
    pub(super) fn lone_attribute<'n>(&mut self, piece: Piece<'n>) -> Option<Piece<'n>> {
        self.attribute(piece, &Selectors::NOTHING)
    }

    /// A value that can have these forms.
    pub(super) fn value<'n>(
        &mut self,
        piece: Piece<'n>,
        forms: Forms,
        selected: Option<Selection>,
        selectors: &Selectors<'_>,
    ) -> Option<Piece<'n>> {
        let piece = self.coerce(piece, forms)?;
        let item_type = piece.item_type();
        let is_of_type = |form: &Form| form.item_type.is_none_or(|own| own == item_type);
        let in_version = forms.iter().filter(is_of_type).filter(|form| form.versions.intersects(self.to));
        let Some(form) = chosen(in_version, selectors) else {
            // Vendor attributes have no form in 1.x, and get a name there.
            if piece.tag == Tag::ATTRIBUTE {
                return Some(piece);
            }
            let versions = forms.iter().filter(is_of_type).fold(Versions::NONE, |all, form| all | form.versions);
            self.note_versions(Category::Type, piece.origin, piece.tag, versions);
            return None;
        };
        match form.holds {
            Holds::Enumeration(list) => self.enumeration(piece, list),
            Holds::Mask(list) => Some(self.mask(piece, list)),
            Holds::Structure(table) => self.inside(piece, table, None, selectors),
            _ if item_type == ItemType::STRUCTURE => self.selected(piece, selected, selectors),
            _ => self.untyped(piece),
        }
    }

    /// A structure that another field decides.
    fn selected<'n>(
        &mut self,
        piece: Piece<'n>,
        selected: Option<Selection>,
        selectors: &Selectors<'_>,
    ) -> Option<Piece<'n>> {
        let Some(selected) = selected else { return self.untyped(piece) };
        let value = selectors.value_of(selected.by);
        let payload = |is_request| Some(Payload { operation: Operation::new(value?), is_request });
        let (table, payload) = match selected.arms {
            Arms::Request => (value.and_then(operation).map(|table| table.request), payload(true)),
            Arms::Response => (value.and_then(operation).map(|table| table.response), payload(false)),
            Arms::Structures(arms) => (arms.iter().find(|(own, _)| Some(*own) == value).map(|(_, table)| *table), None),
            _ => (None, None),
        };
        let Some(table) = table else {
            self.note(Category::Unknown, piece.origin, piece.tag);
            return self.untyped(piece);
        };
        self.inside(piece, table, payload, selectors)
    }

    fn enumeration<'n>(&mut self, piece: Piece<'n>, list: &ListTable) -> Option<Piece<'n>> {
        let Some(value) = piece.as_enumeration() else { return Some(piece) };
        let versions = versions_of(value, list);
        if versions.is_empty() || versions.intersects(self.to) {
            return Some(piece);
        }
        if let Some(other) = self.replacement(piece.tag, value, list) {
            self.note_value(Category::Replaced, &piece, value, versions);
            return Some(Piece { content: Content::Leaf(NodeValue::Enumeration(other)), ..piece });
        }
        self.note_value(Category::Value, &piece, value, versions);
        None
    }

    /// Converts a mask.
    ///
    /// Bits that the version does not have are cleared; those that no version knows pass.
    fn mask<'n>(&mut self, piece: Piece<'n>, list: &ListTable) -> Piece<'n> {
        let Some(value) = piece.as_integer() else { return piece };
        let bits = u32::from_ne_bytes(value.to_ne_bytes());
        let each = (0..u32::BITS).map(|place| 1_u32.rotate_left(place)).filter(|bit| bits & bit != 0);
        let of_bits = each.map(|bit| (bit, versions_of(bit, list)));
        let foreign = of_bits.filter(|(_, versions)| !versions.is_empty() && !versions.intersects(self.to));
        let (lost, versions) =
            foreign.fold((0, Versions::NONE), |(lost, all), (bit, versions)| (lost | bit, all | versions));
        if lost == 0 {
            return piece;
        }
        self.note_value(Category::Value, &piece, lost, versions);
        let rest = i32::from_ne_bytes((bits & !lost).to_ne_bytes());
        Piece { content: Content::Leaf(NodeValue::Integer(rest)), ..piece }
    }

    /// Converts an item that no table describes.
    ///
    /// All that can be known is whether the version has its type.
    pub(super) fn untyped<'n>(&mut self, piece: Piece<'n>) -> Option<Piece<'n>> {
        let Piece { tag, origin, content } = piece;
        let content = match content {
            Content::Structure(children) => {
                Content::Structure(children.into_iter().filter_map(|child| self.untyped(child)).collect())
            }
            Content::Leaf(value) => {
                let versions = value.shallow().item_type().versions();
                if !versions.intersects(self.to) {
                    self.note_versions(Category::Type, origin, tag, versions);
                    return None;
                }
                Content::Leaf(value)
            }
        };
        Some(Piece { tag, origin, content })
    }
}

fn operation(value: u32) -> Option<&'static tables::OperationTable> {
    tables::operation(Operation::new(value))
}

/// The versions that have a value or bit, or leave it to vendors.
fn versions_of(value: u32, list: &ListTable) -> Versions {
    list.versions_of(value) | list.extension_versions(value)
}
