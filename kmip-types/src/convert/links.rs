//! Conversion of links and of groups of objects.
//!
//! Links are one structure with a type up to 2.1, and an attribute for each type in 3.0. Groups are names up to 2.1,
//! and objects with names in 3.0.

use alloc::vec;
use alloc::vec::Vec;

use super::converter::Converter;
use super::piece::{Content, Piece};
use super::report::Category;
use super::site::Site;
use crate::generated::conversions::{LINKS, TEXT_IDENTIFIERS, TYPED_IDENTIFIERS};
use crate::tree::NodeValue;
use crate::{LinkType, Tag};

/// The attributes of 3.0 that are links of some type.
pub(super) fn link_tags() -> impl Iterator<Item = Tag> {
    LINKS.into_iter().map(|(_, tag)| tag)
}

/// The type of a link of 3.0.
pub(super) fn link_type(tag: Tag) -> Option<LinkType> {
    LINKS.into_iter().find(|(_, own)| *own == tag).map(|(link_type, _)| link_type)
}

impl Converter {
    /// Converts an attribute that is a link or group to the form of the version.
    ///
    /// Other attributes stay as they are.
    pub(super) fn link<'n>(&mut self, piece: Piece<'n>) -> Option<Piece<'n>> {
        let to_links = TYPED_IDENTIFIERS.is_superset(self.to);
        match piece.tag {
            Tag::LINK if to_links => self.link_as_attribute(piece),
            Tag::OBJECT_GROUP | Tag::GROUP_LINK => self.group(piece),
            tag if !to_links && link_type(tag).is_some() => self.link_as_structure(piece),
            _ => Some(piece),
        }
    }

    fn link_as_attribute<'n>(&mut self, piece: Piece<'n>) -> Option<Piece<'n>> {
        let link_type = piece.child(Tag::LINK_TYPE).and_then(Piece::as_enumeration).map(LinkType::new);
        let tag = LINKS.into_iter().find(|(own, _)| Some(*own) == link_type).map(|(_, tag)| tag);
        let Some(tag) = tag else {
            self.note_versions(Category::Attribute, piece.origin, piece.tag, TEXT_IDENTIFIERS);
            return None;
        };
        let origin = piece.origin;
        let mut content = None;
        for child in piece.into_children() {
            match child.tag {
                Tag::LINK_TYPE => {}
                Tag::LINKED_OBJECT_IDENTIFIER if content.is_none() => content = Some(child.content),
                _ => self.note(Category::Field, child.origin, child.tag),
            }
        }
        let Some(content) = content else {
            self.note(Category::Incomplete, origin, Tag::LINK);
            return None;
        };
        let content = match content {
            Content::Leaf(NodeValue::TextString(text)) => Content::Leaf(NodeValue::Reference(text)),
            other => other,
        };
        Some(Piece { tag, origin, content })
    }

    fn link_as_structure<'n>(&mut self, piece: Piece<'n>) -> Option<Piece<'n>> {
        let Piece { tag, origin, content } = piece;
        let link_type = link_type(tag)?;
        let value = match content {
            Content::Leaf(NodeValue::Reference(text)) => NodeValue::TextString(text),
            Content::Leaf(value @ (NodeValue::Enumeration(_) | NodeValue::Integer(_))) => value,
            // A name is no identifier, and a link to something else is worse than none.
            _ => {
                self.note_versions(Category::Type, origin, tag, TYPED_IDENTIFIERS);
                return None;
            }
        };
        let children = vec![
            Piece::leaf(Tag::LINK_TYPE, origin, NodeValue::Enumeration(link_type.value())),
            Piece::leaf(Tag::LINKED_OBJECT_IDENTIFIER, origin, value),
        ];
        Some(Piece::structure(Tag::LINK, origin, children))
    }

    /// A group is known by its name: as text, or as the name of the group object.
    fn group<'n>(&mut self, piece: Piece<'n>) -> Option<Piece<'n>> {
        let Piece { tag, origin, content } = piece;
        let to_links = TYPED_IDENTIFIERS.is_superset(self.to);
        let (tag, content) = match content {
            Content::Leaf(NodeValue::TextString(name)) if tag == Tag::OBJECT_GROUP && to_links => {
                (Tag::GROUP_LINK, Content::Leaf(NodeValue::NameReference(name)))
            }
            Content::Leaf(NodeValue::NameReference(name)) if tag == Tag::GROUP_LINK && !to_links => {
                (Tag::OBJECT_GROUP, Content::Leaf(NodeValue::TextString(name)))
            }
            _ if tag == Tag::GROUP_LINK && !to_links => {
                self.note_versions(Category::Type, origin, tag, TYPED_IDENTIFIERS);
                return None;
            }
            content => (tag, content),
        };
        Some(Piece { tag, origin, content })
    }

    /// The groups listed in an Object Groups structure.
    pub(super) fn object_groups(&mut self, children: &mut Vec<Piece<'_>>, site: &Site<'_>) {
        let (old, new) = (site.table.field(Tag::OBJECT_GROUP), site.table.field(Tag::GROUP_LINK));
        if old.is_none() || new.is_none() {
            return;
        }
        let pieces = core::mem::take(children);
        children.extend(pieces.into_iter().filter_map(|piece| match piece.tag {
            Tag::OBJECT_GROUP | Tag::GROUP_LINK => self.group(piece),
            _ => Some(piece),
        }));
    }
}
