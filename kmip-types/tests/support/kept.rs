//! The parts of a message that the model keeps without knowing them.
//!
//! Every structure of the model prints its `extra` when it is debugged, every enum the name of its arm; so what a
//! message holds untyped can be counted in its `Debug` text, whatever type it is. No value that the builder makes
//! looks like one of these words.

use kmip_types::Message;
use kmip_types::items::NodeValue;

use super::builder::CUSTOM_ATTRIBUTE;
use super::tree::{Content, Tree};

/// The number of times that each kind of keeping occurs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Kept {
    /// Structures that hold items which their table does not have.
    pub(crate) extra: usize,
    /// Attributes that no table has.
    pub(crate) other: usize,
    /// Payloads, credentials and key material whose selector has an unknown value.
    pub(crate) unknown: usize,
}

/// Returns the items of this message that the model keeps.
pub(crate) fn of(message: &Message<'_>) -> Kept {
    let text = format!("{message:?}");
    let count = |word: &str| text.matches(word).count();
    Kept { extra: count("extra: [") - count("extra: []"), other: count("Other("), unknown: count("Unknown(") }
}

/// Returns what the model has to keep.
///
/// It is items that stand where the tables allow any, and custom attributes.
pub(crate) fn expected(tree: &Tree) -> Kept {
    let mut kept = Kept::default();
    tree.visit(&mut |_, item| {
        let Some((_, children)) = item.structure() else { return };
        kept.extra += usize::from(children.iter().any(|child| child.field.is_none()));
        let is_custom = |child: &Tree| match &child.value {
            Content::Scalar(NodeValue::TextString(text)) => text == CUSTOM_ATTRIBUTE,
            _ => false,
        };
        kept.other += usize::from(children.iter().any(is_custom));
    });
    kept
}
