//! Fields that the version insists on and others do not.

use alloc::vec;
use alloc::vec::Vec;

use super::converter::Converter;
use super::piece::Piece;
use super::report::Category;
use super::search::position;
use super::site::{Selectors, Site};
use crate::conditions::name_of;
use crate::generated::conversions::CONTAINERS;
use crate::tables::{self, FieldTable, Place};
use crate::tree::{Node, NodeValue};
use crate::{ItemType, RevocationReasonCode, Tag, UniqueIdentifierEnumeration, Versions};

/// Stands for whatever a rule could not keep.
pub(super) const ANYTHING: Tag = Tag::new(0);

impl Converter {
    /// Adds fields that the version insists on, with values that add no meaning.
    ///
    /// Such a value must be in the standard. Missing fields are noted. False if something is missing that was there in
    /// a form that could not be kept.
    pub(super) fn fill<'n>(&mut self, kept: &mut Vec<Piece<'n>>, lost: &[Tag], site: &Site<'_>) -> bool {
        let mut is_complete = true;
        let to = self.to;
        for field in site.table.fields.iter().filter(|field| field.required.intersects(to)) {
            let is_field = |tag: Tag| takes(field, tag);
            if position(kept, |piece| is_field(piece.tag)).is_some() {
                continue;
            }
            let is_lost = lost.iter().any(|tag| is_field(*tag));
            let tag = tag_of(field, to, &Selectors::new(kept, site.outer));
            if let Some(piece) = self.neutral(tag, field, site).filter(|_| !is_lost) {
                kept.push(piece);
            } else if is_lost || lost.contains(&ANYTHING) {
                is_complete = false;
            } else if !field.required.intersects(self.from) {
                self.note_versions(Category::Missing, site.origin, tag, field.required);
            }
        }
        is_complete
    }

    fn neutral<'n>(&mut self, tag: Tag, field: &FieldTable, site: &Site<'_>) -> Option<Piece<'n>> {
        let origin = site.origin;
        // An empty structure says what its absence said.
        if is_container(tag) {
            return Some(Piece::structure(tag, origin, Vec::new()));
        }
        if tag == Tag::ATTRIBUTE
            && let Some(attribute) = self.repeats.remove(&origin)
        {
            self.repeat(&attribute, origin, field.required);
            return Some(Piece::from_other_node(attribute, origin));
        }
        let is_request = site.payload.is_some_and(|payload| payload.is_request);
        if !is_request || field.required.intersects(self.from) {
            return None;
        }
        match tag {
            // Up to 2.1, a request without an identifier is about the object of the ID Placeholder.
            Tag::UNIQUE_IDENTIFIER if takes_enumeration(field) => {
                self.note_versions(Category::Filled, origin, tag, field.required);
                let placeholder = UniqueIdentifierEnumeration::ID_PLACEHOLDER.value();
                Some(Piece::leaf(tag, origin, NodeValue::Enumeration(placeholder)))
            }
            Tag::REVOCATION_REASON => {
                self.note_versions(Category::Filled, origin, tag, field.required);
                let code = NodeValue::Enumeration(RevocationReasonCode::UNSPECIFIED.value());
                Some(Piece::structure(tag, origin, vec![Piece::leaf(Tag::REVOCATION_REASON_CODE, origin, code)]))
            }
            // 2.1 clears the constraints by saying none.
            Tag::CONSTRAINTS => {
                self.note_versions(Category::Filled, origin, tag, field.required);
                Some(Piece::structure(tag, origin, Vec::new()))
            }
            _ => None,
        }
    }

    /// Notes that a response repeats an attribute, and its value, if nobody knows it.
    fn repeat(&mut self, attribute: &Node<'_>, origin: usize, versions: Versions) {
        self.note_versions(Category::Repeated, origin, Tag::ATTRIBUTE, versions);
        if attribute.child(Tag::ATTRIBUTE_VALUE).is_none() {
            self.note_versions(Category::Missing, origin, Tag::ATTRIBUTE_VALUE, versions);
        }
    }
}

/// Returns whether it is one of the structures around attributes.
///
/// Only those count that have a counterpart in other versions.
fn is_container(tag: Tag) -> bool {
    CONTAINERS.iter().any(|(named, tagged)| *named == tag || *tagged == tag)
}

fn takes_enumeration(field: &FieldTable) -> bool {
    field.forms.iter().any(|form| form.item_type == Some(ItemType::ENUMERATION))
}

/// Returns whether an item with this tag can stand for the field.
fn takes(field: &FieldTable, tag: Tag) -> bool {
    match field.place {
        Place::Attribute => tables::attribute_by_tag(tag).is_some(),
        Place::Any => true,
        Place::Tag(_) | Place::Choice(_) => field.place.is(tag),
    }
}

/// The tag that stands for the field; Attribute for one without a tag.
pub(super) fn tag_of(field: &FieldTable, versions: Versions, selectors: &Selectors<'_>) -> Tag {
    name_of(field, versions, selectors).unwrap_or(Tag::ATTRIBUTE)
}
