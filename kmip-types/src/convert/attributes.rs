//! Conversion of attributes.
//!
//! In 1.x they are named, with an index, inside Template-Attributes or one by one; since 2.0 they stand under their
//! own tags inside Attributes.

use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use super::converter::Converter;
use super::custom::{prefixed, vendor_and_name};
use super::piece::Piece;
use super::report::Category;
use super::rewritten::Rewritten;
use super::search::{find, position, take};
use super::site::{Selectors, Site};
use crate::attribute_index::{Instances, written_index};
use crate::conditions::Surroundings as _;
use crate::generated::conversions::{CONTAINERS, NAMED_ATTRIBUTES, SEARCHES, TYPED_IDENTIFIERS, around_attributes};
use crate::names::attribute_tag;
use crate::tables::AttributeTable;
use crate::tree::NodeValue;
use crate::{Tag, Versions, tables};

/// Returns whether an attribute is among the fields.
///
/// It can also be in a structure around attributes.
pub(super) fn asks_for_attributes(fields: &[Piece<'_>]) -> bool {
    let holds = |piece: &Piece<'_>| around_attributes(piece.tag).is_some() && !piece.children().is_empty();
    position(fields, |piece| piece.tag == Tag::ATTRIBUTE || holds(piece)).is_some()
}

fn since_2_0(tag: Tag) -> Option<Tag> {
    CONTAINERS.iter().find(|(named, _)| *named == tag).map(|(_, tagged)| *tagged)
}

fn before_2_0(tag: Tag) -> Option<Tag> {
    CONTAINERS.iter().find(|(_, tagged)| *tagged == tag).map(|(named, _)| *named)
}

/// The instances of each attribute in a structure, by the name in 1.x.
struct NamedInstances {
    are_indexed: bool,
    instances: Instances<String>,
}

impl NamedInstances {
    /// Servers count the instances of an attribute; clients do not.
    fn in_structure(site: &Site<'_>) -> Self {
        let are_indexed = site.payload.is_some_and(|payload| !payload.is_request);
        Self { are_indexed, instances: Instances::new() }
    }

    /// The index that the next attribute with this name has: none for the first.
    fn next(&mut self, name: &str) -> Option<i32> {
        let index = self.instances.next(name.into(), None);
        written_index(index).filter(|_| self.are_indexed)
    }
}

impl Converter {
    /// The attributes of a structure in the form of the version.
    pub(super) fn attributes<'n>(&mut self, children: Vec<Piece<'n>>, site: &Site<'_>) -> Vec<Piece<'n>> {
        if self.to_named() { self.named(children, site) } else { self.tagged(children, site) }
    }

    fn tagged<'n>(&mut self, children: Vec<Piece<'n>>, site: &Site<'_>) -> Vec<Piece<'n>> {
        let mut out = Rewritten::with_capacity(children.len());
        let mut instances = NamedInstances::in_structure(site);
        for piece in children {
            let container = since_2_0(piece.tag).filter(|_| site.table.field(piece.tag).is_some());
            match container {
                Some(tag) if site.table.allows(tag, self.to) => out.push(self.untemplate(piece, tag, site)),
                Some(_) => self.echo(&piece),
                None if self.is_around_list(&piece, site) && site.table.allows(Tag::ATTRIBUTES, self.to) => {
                    self.note(Category::Reshaped, piece.origin, piece.tag);
                    for attribute in self.untemplate(piece, Tag::ATTRIBUTES, site).into_children() {
                        out.push_attribute(attribute);
                    }
                }
                None if piece.tag == Tag::ATTRIBUTE && site.table.lacks(Tag::ATTRIBUTE, self.to) => {
                    self.tag_one(&mut out, piece, &mut instances, site);
                }
                None => out.push(piece),
            }
        }
        out.into_pieces()
    }

    /// Returns whether it is a Template-Attribute in place of single attributes.
    ///
    /// 1.x has its attributes one by one there; peers of 1.0 put the filter of Locate into a Template-Attribute.
    fn is_around_list(&self, piece: &Piece<'_>, site: &Site<'_>) -> bool {
        let is_listed = site.table.field(Tag::ATTRIBUTE).is_some();
        is_listed && since_2_0(piece.tag) == Some(Tag::ATTRIBUTES) && site.table.field(piece.tag).is_none()
    }

    /// Returns what is in a Template-Attribute, without the names of templates.
    fn untemplated<'n>(&mut self, mut children: Vec<Piece<'n>>) -> Vec<Piece<'n>> {
        for name in children.extract_if(.., |child| child.tag == Tag::NAME) {
            self.note_versions(Category::Field, name.origin, name.tag, NAMED_ATTRIBUTES);
        }
        children
    }

    /// Returns what a response of 1.x repeats and later ones do not.
    fn echo(&mut self, piece: &Piece<'_>) {
        self.note_versions(Category::Echo, piece.origin, piece.tag, NAMED_ATTRIBUTES);
    }

    /// A Template-Attribute as Attributes.
    ///
    /// Templates are gone since 2.0, and so are their names in it.
    fn untemplate<'n>(&mut self, piece: Piece<'n>, tag: Tag, site: &Site<'_>) -> Piece<'n> {
        let origin = piece.origin;
        let mut instances = NamedInstances::in_structure(site);
        let mut attributes = Vec::new();
        for child in self.untemplated(piece.into_children()) {
            match child.tag {
                Tag::ATTRIBUTE => attributes.extend(self.unname(child, &mut instances)),
                _ => attributes.push(child),
            }
        }
        Piece::structure(tag, origin, attributes)
    }

    /// One attribute of a list: into New Attribute, into Attributes, or nowhere.
    fn tag_one<'n>(
        &mut self,
        out: &mut Rewritten<'n>,
        piece: Piece<'n>,
        instances: &mut NamedInstances,
        site: &Site<'_>,
    ) {
        let table = site.table;
        let is_new = table.allows(Tag::NEW_ATTRIBUTE, self.to);
        if !is_new && !table.allows(Tag::ATTRIBUTES, self.to) {
            self.echo(&piece);
            return;
        }
        // Notify: an attribute that was deleted has no value.
        if piece.child(Tag::ATTRIBUTE_VALUE).is_none() && table.allows(Tag::ATTRIBUTE_REFERENCE, self.to) {
            let mut fields = piece.into_children();
            if let Some(name) = take(&mut fields, Tag::ATTRIBUTE_NAME) {
                self.leftovers(fields);
                self.reference(out, name, site);
            }
            return;
        }
        let origin = piece.origin;
        let Some(attribute) = self.unname(piece, instances) else { return };
        if is_new {
            out.push(Piece::structure(Tag::NEW_ATTRIBUTE, origin, vec![attribute]));
            return;
        }
        // Attributes stand before references: one behind them comes back before them.
        if out.refers() {
            self.note(Category::Reshaped, origin, attribute.tag);
        }
        out.push_attribute(attribute);
    }

    /// A named attribute under its own tag, its value as it is.
    fn unname<'n>(&mut self, piece: Piece<'n>, instances: &mut NamedInstances) -> Option<Piece<'n>> {
        let origin = piece.origin;
        let mut fields = piece.into_children();
        let name = take(&mut fields, Tag::ATTRIBUTE_NAME);
        let index = take(&mut fields, Tag::ATTRIBUTE_INDEX);
        let value = take(&mut fields, Tag::ATTRIBUTE_VALUE);
        let name_text = name.as_ref().and_then(Piece::as_text)?;
        self.index(index, instances.next(name_text), origin);
        let Some(tag) = attribute_tag(name_text) else {
            return Some(self.vendor(origin, name?, value, fields));
        };
        if tables::attribute_by_tag(tag).is_some_and(|attribute| attribute.name != name_text) {
            self.note(Category::Reshaped, name.map_or(origin, |name| name.origin), Tag::ATTRIBUTE_NAME);
        }
        self.leftovers(fields);
        let Some(value) = value else {
            self.note(Category::Incomplete, origin, tag);
            return None;
        };
        Some(Piece { tag, origin, content: value.content })
    }

    /// Notes what is lost with the index of an attribute.
    ///
    /// If the message is to come back the same, the index must be the place among the attributes with the same name.
    fn index(&mut self, index: Option<Piece<'_>>, place: Option<i32>, attribute: usize) {
        let Some(index) = index else {
            if place.is_some() {
                self.note(Category::Reshaped, attribute, Tag::ATTRIBUTE);
            }
            return;
        };
        match index.as_integer() {
            number if number.is_some() && number == place => {}
            Some(0) if place.is_none() => self.note(Category::Implied, index.origin, index.tag),
            _ => self.note_versions(Category::Instance, index.origin, index.tag, NAMED_ATTRIBUTES),
        }
    }

    /// A custom attribute as a vendor attribute.
    fn vendor<'n>(
        &mut self,
        origin: usize,
        name: Piece<'n>,
        value: Option<Piece<'n>>,
        rest: Vec<Piece<'n>>,
    ) -> Piece<'n> {
        let children = self.vendor_reference(name).into_iter().chain(value).chain(rest).collect();
        Piece::structure(Tag::ATTRIBUTE, origin, children)
    }

    /// Vendor Identification and Attribute Name, from a name of 1.x.
    pub(super) fn vendor_reference<'n>(&mut self, name: Piece<'n>) -> [Piece<'n>; 2] {
        let (vendor, rest, is_exact) = vendor_and_name(name.as_text().unwrap_or_default());
        if !is_exact {
            self.note(Category::Renamed, name.origin, Tag::ATTRIBUTE_NAME);
        }
        let text = |tag, text: &str| Piece::leaf(tag, name.origin, NodeValue::TextString(String::from(text).into()));
        [text(Tag::VENDOR_IDENTIFICATION, vendor), text(Tag::ATTRIBUTE_NAME, rest)]
    }

    /// Notes items inside a named attribute that no table has.
    ///
    /// They have no place beside a value alone.
    fn leftovers(&mut self, pieces: Vec<Piece<'_>>) {
        for piece in pieces {
            self.note(Category::Field, piece.origin, piece.tag);
        }
    }

    fn named<'n>(&mut self, children: Vec<Piece<'n>>, site: &Site<'_>) -> Vec<Piece<'n>> {
        let table = site.table;
        let mut out = Vec::with_capacity(children.len());
        let mut instances = NamedInstances::in_structure(site);
        for piece in children {
            let template = before_2_0(piece.tag).filter(|_| table.lacks(piece.tag, self.to));
            let is_list = table.allows(Tag::ATTRIBUTE, self.to);
            match template {
                None if is_list && self.is_around_list(&piece, site) => {
                    self.note(Category::Reshaped, piece.origin, piece.tag);
                    out.extend(self.untemplated(piece.into_children()));
                }
                Some(tag) if table.allows(tag, self.to) => {
                    let origin = piece.origin;
                    let attributes = self.names(piece, &mut NamedInstances::in_structure(site));
                    out.push(Piece::structure(tag, origin, attributes));
                }
                Some(_) if piece.tag == Tag::ATTRIBUTES && is_list => {
                    let is_optional = table.field(piece.tag).is_some_and(|f| !f.required.intersects(self.from));
                    if piece.children().is_empty() && is_optional {
                        self.note(Category::Implied, piece.origin, piece.tag);
                    }
                    out.extend(self.names(piece, &mut instances));
                }
                None if piece.tag == Tag::NEW_ATTRIBUTE && is_list => out.extend(self.names(piece, &mut instances)),
                _ => out.push(piece),
            }
        }
        out
    }

    /// The attributes in a structure, each as a named one.
    fn names<'n>(&mut self, piece: Piece<'n>, instances: &mut NamedInstances) -> Vec<Piece<'n>> {
        let mut named = Vec::new();
        for attribute in piece.into_children() {
            if let Some(attribute) = self.lone_attribute(attribute) {
                named.extend(self.name_one(attribute, instances));
            }
        }
        named
    }

    fn name_one<'n>(&mut self, piece: Piece<'n>, instances: &mut NamedInstances) -> Option<Piece<'n>> {
        let Piece { tag, origin, content } = piece;
        let (name, value, rest) = if tag == Tag::ATTRIBUTE {
            let mut fields = Piece { tag, origin, content }.into_children();
            let value = take(&mut fields, Tag::ATTRIBUTE_VALUE);
            (self.prefixed_name(&mut fields, origin)?, value, fields)
        } else {
            let Some(attribute) = tables::attribute_by_tag(tag) else {
                self.note(Category::Attribute, origin, tag);
                return None;
            };
            let name = Piece::leaf(Tag::ATTRIBUTE_NAME, origin, NodeValue::TextString(attribute.name.into()));
            (name, Some(Piece { tag: Tag::ATTRIBUTE_VALUE, origin, content }), Vec::new())
        };
        let index = instances.next(name.as_text().unwrap_or_default());
        let index = index.map(|index| Piece::leaf(Tag::ATTRIBUTE_INDEX, origin, NodeValue::Integer(index)));
        // Collected, as its length is known: there can be very many of them, and none has more room than it needs.
        let children = [name].into_iter().chain(index).chain(value).chain(rest).collect();
        Some(Piece::structure(Tag::ATTRIBUTE, origin, children))
    }

    /// Makes an Attribute Name of 1.x from the fields of a custom attribute.
    ///
    /// The fields are the Vendor Identification and the Attribute Name.
    pub(super) fn prefixed_name<'n>(&mut self, fields: &mut Vec<Piece<'n>>, origin: usize) -> Option<Piece<'n>> {
        let vendor = take(fields, Tag::VENDOR_IDENTIFICATION);
        let name = take(fields, Tag::ATTRIBUTE_NAME);
        let (Some(vendor), Some(name)) = (vendor, name) else {
            self.note(Category::Incomplete, origin, Tag::ATTRIBUTE);
            return None;
        };
        let text = |piece: &Piece<'_>| piece.as_text().map(String::from).unwrap_or_default();
        let (prefixed, is_exact) = prefixed(&text(&vendor), &text(&name));
        if !is_exact {
            self.note(Category::Renamed, name.origin, Tag::ATTRIBUTE_NAME);
        }
        Some(Piece::leaf(Tag::ATTRIBUTE_NAME, name.origin, NodeValue::TextString(prefixed)))
    }

    /// Returns whether an attribute is one instance too many, and leaves it out.
    ///
    /// In the version, an object has only one instance of it. The tables of 3.0 have no such rule. In searches two
    /// dates are the ends of a range.
    pub(super) fn is_another(
        &mut self,
        single: &mut BTreeSet<Tag>,
        piece: &Piece<'_>,
        site: &Site<'_>,
        selectors: &Selectors<'_>,
    ) -> bool {
        let Some(attribute) = attribute_of(piece, site) else { return false };
        let Some(tag) = attribute.tag.filter(|_| !attribute.multiple.intersects(self.to)) else { return false };
        if single.insert(tag) || selectors.operation().is_some_and(|operation| SEARCHES.contains(&operation)) {
            return false;
        }
        if TYPED_IDENTIFIERS.is_superset(self.to) {
            if !TYPED_IDENTIFIERS.is_superset(self.from) {
                self.note_versions(Category::Reshaped, piece.origin, tag, TYPED_IDENTIFIERS);
            }
            return false;
        }
        self.note_versions(Category::Repetition, piece.origin, tag, TYPED_IDENTIFIERS | attribute.multiple);
        true
    }

    /// Converts the Attribute structure of 1.x to another version of 1.x.
    ///
    /// It checks whether the version has the attribute, and its value.
    pub(super) fn named_attribute<'n>(
        &mut self,
        mut children: Vec<Piece<'n>>,
        site: &Site<'_>,
    ) -> Option<Vec<Piece<'n>>> {
        let name = find(&children, Tag::ATTRIBUTE_NAME).and_then(Piece::as_text);
        let attribute = name.and_then(attribute_tag).and_then(tables::attribute_by_tag);
        if let Some(attribute) = attribute.filter(|attribute| !attribute.versions.intersects(self.to)) {
            let tag = attribute.tag.unwrap_or(Tag::ATTRIBUTE);
            self.note_versions(Category::Attribute, site.origin, tag, attribute.versions);
            return None;
        }
        let Some(place) = position(&children, |piece| piece.tag == Tag::ATTRIBUTE_VALUE) else {
            return Some(children);
        };
        let value = children.remove(place);
        let Piece { tag, origin, .. } = value;
        let value = match attribute.and_then(|attribute| attribute.tag) {
            // Judged as the attribute that it is.
            Some(own) => self.lone_attribute(value.under(own)).map(|value| value.under(tag)),
            None => self.untyped(value),
        };
        let Some(value) = value else {
            self.note(Category::Incomplete, site.origin, Tag::ATTRIBUTE);
            return None;
        };
        children.insert(place, Piece { origin, ..value });
        Some(children)
    }
}

/// Returns the attribute that a piece is, by its tag or by its name.
///
/// None for those that the standard does not define.
fn attribute_of(piece: &Piece<'_>, site: &Site<'_>) -> Option<&'static AttributeTable> {
    let is_field = site.table.field(piece.tag).is_some();
    let tag = match piece.child(Tag::ATTRIBUTE_NAME) {
        Some(name) if piece.tag == Tag::ATTRIBUTE && is_field => attribute_tag(name.as_text()?)?,
        _ if is_field || piece.tag == Tag::ATTRIBUTE => return None,
        _ => piece.tag,
    };
    tables::attribute_by_tag(tag)
}

/// The versions in which an attribute can have several instances.
pub(super) fn multiple(tag: Tag) -> Versions {
    tables::attribute_by_tag(tag).map(|attribute| attribute.multiple).unwrap_or_default()
}
