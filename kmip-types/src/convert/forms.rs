//! Fields whose item type differs between versions: identifiers, names, indicators.

use alloc::vec;
use alloc::vec::Vec;

use super::converter::Converter;
use super::piece::{Content, Piece};
use super::report::Category;
use super::search::take;
use crate::generated::conversions::{NAMES, TEXT_IDENTIFIERS};
use crate::tables::Forms;
use crate::tree::NodeValue;
use crate::{AsynchronousIndicatorEnumeration, EphemeralEnumeration, ItemType, Tag, UniqueIdentifierEnumeration};

impl Converter {
    /// Gives a value the form that the version has for the field.
    ///
    /// A value that has none is returned as it is, and left out later; nothing is returned for a value that the
    /// version expresses by leaving the field out.
    pub(super) fn coerce<'n>(&mut self, piece: Piece<'n>, forms: Forms) -> Option<Piece<'n>> {
        let takes = |item_type| {
            let mut in_version = forms.iter().filter(|form| form.versions.intersects(self.to));
            in_version.any(|form| form.item_type.is_none_or(|own| own == item_type))
        };
        if takes(piece.item_type()) {
            return Some(piece);
        }
        let Piece { tag, origin, content } = piece;
        let value = match content {
            Content::Structure(children) => {
                let is_name = takes(ItemType::TEXT_STRING) && name_tags(tag).is_some();
                return Some(if is_name {
                    self.name_as_text(tag, origin, children)
                } else {
                    Piece::structure(tag, origin, children)
                });
            }
            Content::Leaf(value) => value,
        };
        let value = match value {
            NodeValue::TextString(text) if takes(ItemType::IDENTIFIER) => NodeValue::Identifier(text),
            NodeValue::TextString(text) if takes(ItemType::STRUCTURE) && name_tags(tag).is_some() => {
                return Some(name_as_structure(tag, origin, NodeValue::TextString(text)));
            }
            NodeValue::Identifier(text) if takes(ItemType::TEXT_STRING) => NodeValue::TextString(text),
            NodeValue::Reference(text) if takes(ItemType::TEXT_STRING) => {
                self.note(Category::Reshaped, origin, tag);
                NodeValue::TextString(text)
            }
            NodeValue::Reference(text) if takes(ItemType::IDENTIFIER) => {
                self.note(Category::Reshaped, origin, tag);
                NodeValue::Identifier(text)
            }
            // Left out, the field would mean the ID Placeholder, and the request another object. As an identifier the
            // name is one that no object has.
            NodeValue::NameReference(text) if takes(ItemType::TEXT_STRING) => {
                self.note(Category::Replaced, origin, tag);
                NodeValue::TextString(text)
            }
            NodeValue::Enumeration(value) if tag == Tag::UNIQUE_IDENTIFIER && is_placeholder(value) => {
                self.note(Category::Implied, origin, tag);
                return None;
            }
            NodeValue::Boolean(value) if tag == Tag::ASYNCHRONOUS_INDICATOR => {
                let other = if value {
                    AsynchronousIndicatorEnumeration::OPTIONAL
                } else {
                    AsynchronousIndicatorEnumeration::PROHIBITED
                };
                NodeValue::Enumeration(other.value())
            }
            NodeValue::Enumeration(value) if tag == Tag::ASYNCHRONOUS_INDICATOR => {
                self.asynchronous(value, origin).unwrap_or(NodeValue::Enumeration(value))
            }
            NodeValue::Boolean(true) if tag == Tag::EPHEMERAL => {
                NodeValue::Enumeration(EphemeralEnumeration::DATA.value())
            }
            NodeValue::Boolean(false) if tag == Tag::EPHEMERAL => {
                self.note(Category::Implied, origin, tag);
                return None;
            }
            NodeValue::Enumeration(value) if tag == Tag::EPHEMERAL && value == EphemeralEnumeration::DATA.value() => {
                NodeValue::Boolean(true)
            }
            NodeValue::Integer(value) if tag == Tag::EXTENSION_TYPE => match u32::try_from(value) {
                Ok(number) if ItemType::new(number).is_known() => NodeValue::Enumeration(number),
                _ => NodeValue::Integer(value),
            },
            NodeValue::Enumeration(value) if tag == Tag::EXTENSION_TYPE => {
                NodeValue::Integer(i32::from_ne_bytes(value.to_ne_bytes()))
            }
            value => value,
        };
        Some(Piece::leaf(tag, origin, value))
    }

    /// Converts the Asynchronous Indicator to 1.x.
    ///
    /// 1.x knows whether the client can wait for the response, not that it insists on it.
    fn asynchronous<'n>(&mut self, value: u32, origin: usize) -> Option<NodeValue<'n>> {
        match AsynchronousIndicatorEnumeration::new(value) {
            AsynchronousIndicatorEnumeration::MANDATORY => {
                self.note(Category::Replaced, origin, Tag::ASYNCHRONOUS_INDICATOR);
                Some(NodeValue::Boolean(true))
            }
            AsynchronousIndicatorEnumeration::OPTIONAL => Some(NodeValue::Boolean(true)),
            AsynchronousIndicatorEnumeration::PROHIBITED => Some(NodeValue::Boolean(false)),
            _ => None,
        }
    }

    /// 3.0 has no types of names: that of a text is the one it assumes.
    fn name_as_text<'n>(&mut self, tag: Tag, origin: usize, mut children: Vec<Piece<'n>>) -> Piece<'n> {
        let Some((value_tag, type_tag, of_text)) = name_tags(tag) else {
            return Piece::structure(tag, origin, children);
        };
        let Some(value) = take(&mut children, value_tag) else { return Piece::structure(tag, origin, children) };
        let name_type = take(&mut children, type_tag);
        let is_text = |piece: &Piece<'_>| piece.as_enumeration() == Some(of_text);
        if let Some(piece) = name_type.filter(|piece| !is_text(piece)) {
            let value = piece.as_enumeration().unwrap_or_default();
            self.note_value(Category::Value, &piece, value, TEXT_IDENTIFIERS);
        }
        for piece in children {
            self.note(Category::Field, piece.origin, piece.tag);
        }
        Piece { tag, origin, content: value.content }
    }
}

fn name_as_structure(tag: Tag, origin: usize, text: NodeValue<'_>) -> Piece<'_> {
    let Some((value_tag, type_tag, of_text)) = name_tags(tag) else { return Piece::leaf(tag, origin, text) };
    let name_type = Piece::leaf(type_tag, origin, NodeValue::Enumeration(of_text));
    let children = vec![Piece::leaf(value_tag, origin, text), name_type];
    Piece::structure(tag, origin, children)
}

/// Returns the fields of a name that is a structure up to 2.1 and text in 3.0.
///
/// They are value and type, with the type that a text has.
fn name_tags(tag: Tag) -> Option<(Tag, Tag, u32)> {
    NAMES.into_iter().find(|(own, ..)| *own == tag).map(|(_, value, name_type, of_text)| (value, name_type, of_text))
}

fn is_placeholder(value: u32) -> bool {
    value == UniqueIdentifierEnumeration::ID_PLACEHOLDER.value()
}
