//! References to attributes.
//!
//! They are made by name in 1.x, and by tag or by vendor and name since 2.0.

use alloc::vec::Vec;

use super::converter::Converter;
use super::links::{link_tags, link_type};
use super::piece::{Content, Piece};
use super::report::Category;
use super::rewritten::Rewritten;
use super::search::position;
use super::site::Site;
use crate::generated::conversions::{NAMED_ATTRIBUTES, TEXT_IDENTIFIERS, TYPED_IDENTIFIERS};
use crate::names::{attribute_tag, custom_attribute};
use crate::tree::NodeValue;
use crate::{Tag, tables};

impl Converter {
    /// The references of a structure in the form of the version.
    pub(super) fn references<'n>(&mut self, children: Vec<Piece<'n>>, site: &Site<'_>) -> Vec<Piece<'n>> {
        let table = site.table;
        // Inside an Attribute or Attribute Reference structure the name is no reference.
        let is_list = table.field(Tag::ATTRIBUTE_REFERENCE).is_some();
        if !is_list {
            return children;
        }
        let to_names = table.allows(Tag::ATTRIBUTE_NAME, self.to);
        let to_references = table.allows(Tag::ATTRIBUTE_REFERENCE, self.to);
        let children = self.all_links_as_one(children);
        let mut out = Rewritten::with_capacity(children.len());
        for piece in children {
            match piece.tag {
                Tag::ATTRIBUTE_NAME if to_references => self.reference(&mut out, piece, site),
                Tag::ATTRIBUTE_NAME => out.extend(self.known_name(piece)),
                Tag::ATTRIBUTE_REFERENCE if to_names => out.extend(self.name(piece)),
                Tag::ATTRIBUTE_REFERENCE if to_references => self.keep_reference(&mut out, piece, site),
                // Notify of 1.x: a deleted attribute is one without a value.
                Tag::ATTRIBUTE_REFERENCE if table.allows(Tag::ATTRIBUTE, self.to) => {
                    let origin = piece.origin;
                    let name = self.name(piece);
                    out.extend(name.map(|name| Piece::structure(Tag::ATTRIBUTE, origin, alloc::vec![name])));
                }
                _ => out.push(piece),
            }
        }
        out.into_pieces()
    }

    /// A name of 1.x as a reference.
    pub(super) fn reference<'n>(&mut self, out: &mut Rewritten<'n>, name: Piece<'n>, site: &Site<'_>) {
        let origin = name.origin;
        let text = name.as_text().unwrap_or_default();
        let Some(tag) = attribute_tag(text) else {
            let children = Vec::from(self.vendor_reference(name));
            out.push(Piece::structure(Tag::ATTRIBUTE_REFERENCE, origin, children));
            return;
        };
        if tables::attribute_by_tag(tag).is_some_and(|attribute| attribute.name != text) {
            self.note(Category::Reshaped, origin, Tag::ATTRIBUTE_NAME);
        }
        let reference = Piece::leaf(Tag::ATTRIBUTE_REFERENCE, origin, NodeValue::Enumeration(tag.value()));
        self.keep_reference(out, reference, site);
    }

    /// A name in a version that names attributes, if it has the attribute.
    fn known_name<'n>(&mut self, name: Piece<'n>) -> Option<Piece<'n>> {
        let text = name.as_text()?;
        if custom_attribute(text).is_some() {
            return Some(name);
        }
        let origin = name.origin;
        match attribute_tag(text) {
            Some(tag) => self.has_attribute(tag, origin).then_some(name),
            // 2.x does not say how the Key Wrapping Specification names the attributes of vendors.
            None if self.to_named() && !self.from.intersects(NAMED_ATTRIBUTES) => {
                self.note(Category::Attribute, origin, name.tag);
                None
            }
            None => {
                self.note(Category::Unknown, origin, name.tag);
                Some(name)
            }
        }
    }

    /// A reference as a name of 1.x.
    pub(super) fn name<'n>(&mut self, reference: Piece<'n>) -> Option<Piece<'n>> {
        let origin = reference.origin;
        let Some(value) = reference.as_enumeration() else {
            // 2.x has a field with names, but names of the standard's attributes only.
            if !self.to_named() {
                self.note_versions(Category::Attribute, origin, reference.tag, TYPED_IDENTIFIERS);
                return None;
            }
            return self.prefixed_name(&mut reference.into_children(), origin);
        };
        let (tag, is_exact) = self.link_reference(Tag::new(value));
        if !is_exact {
            self.note_versions(Category::Replaced, origin, Tag::new(value), TYPED_IDENTIFIERS);
        }
        let attribute = self.has_attribute(tag, origin).then(|| tables::attribute_by_tag(tag))??;
        Some(Piece::leaf(Tag::ATTRIBUTE_NAME, origin, NodeValue::TextString(attribute.name.into())))
    }

    /// A reference in a version that has references.
    ///
    /// A request for the links asks 3.0 for each type of them; what one type is in 3.0, is any link before.
    fn keep_reference<'n>(&mut self, out: &mut Rewritten<'n>, piece: Piece<'n>, site: &Site<'_>) {
        let origin = piece.origin;
        let Some(value) = piece.as_enumeration() else {
            out.push(piece);
            return;
        };
        let tag = Tag::new(value);
        let is_request = site.payload.is_some_and(|payload| payload.is_request);
        let repeats = site.table.field(Tag::ATTRIBUTE_REFERENCE).is_some_and(|f| f.repeated.intersects(self.to));
        if tag == Tag::LINK && TYPED_IDENTIFIERS.is_superset(self.to) && is_request && repeats {
            // To ask for all of them once more says nothing new.
            if !out.push_all_links(origin, link_tags()) {
                self.note(Category::Reshaped, origin, tag);
            }
            return;
        }
        let (other, is_exact) = self.link_reference(tag);
        if !is_exact {
            self.note_versions(Category::Replaced, origin, tag, TYPED_IDENTIFIERS);
            if out.refers_to_links() {
                return;
            }
        }
        if tables::attribute_by_tag(other).is_none() {
            self.note(Category::Unknown, origin, tag);
            out.push(piece);
        } else if self.has_attribute(other, origin) {
            out.push_reference(origin, other);
        }
    }

    /// Replaces references to the links of every type by one.
    ///
    /// It does so in a version that has one attribute for all of them.
    fn all_links_as_one<'n>(&self, mut children: Vec<Piece<'n>>) -> Vec<Piece<'n>> {
        let is_to = |piece: &Piece<'_>, tag: Tag| {
            piece.tag == Tag::ATTRIBUTE_REFERENCE && piece.as_enumeration() == Some(tag.value())
        };
        let has_all = || link_tags().all(|tag| position(&children, |piece| is_to(piece, tag)).is_some());
        if TYPED_IDENTIFIERS.is_superset(self.to) || !has_all() {
            return children;
        }
        let mut first = true;
        children.retain_mut(|piece| {
            if !link_tags().any(|tag| is_to(piece, tag)) {
                return true;
            }
            piece.content = Content::Leaf(NodeValue::Enumeration(Tag::LINK.value()));
            core::mem::take(&mut first)
        });
        children
    }

    /// Returns the attribute of the version that holds links of this type, or groups.
    ///
    /// The second value tells whether it holds nothing else.
    fn link_reference(&self, tag: Tag) -> (Tag, bool) {
        match tag {
            Tag::OBJECT_GROUP if TYPED_IDENTIFIERS.is_superset(self.to) => (Tag::GROUP_LINK, true),
            Tag::GROUP_LINK if TEXT_IDENTIFIERS.intersects(self.to) => (Tag::OBJECT_GROUP, true),
            tag if TEXT_IDENTIFIERS.intersects(self.to) && link_type(tag).is_some() => (Tag::LINK, false),
            tag => (tag, true),
        }
    }

    /// Returns whether the version has the attribute; if not, that is noted.
    pub(super) fn has_attribute(&mut self, tag: Tag, origin: usize) -> bool {
        let versions = tables::attribute_by_tag(tag).map(|attribute| attribute.versions).unwrap_or_default();
        if versions.intersects(self.to) {
            return true;
        }
        self.note_versions(Category::Attribute, origin, tag, versions);
        false
    }
}
