//! The secrecy of values, by their places.
//!
//! The schema decides it; everything that shows a value asks for it.

use crate::generated::secrets::{AROUND, PUBLIC, SECRET};
use crate::type_set::TypeSet;
use crate::value::Value;
use crate::{ItemType, Tag};

/// Says whether a value is secret in one place of a message.
///
/// `Debug`, [`Pretty`](crate::pretty::Pretty), serde and the command line ask it. What it knows stands in `spec/secrets.json`,
/// with a reason for each tag; the reasons are in `docs/secrets.md`.
///
/// * Text, bytes and numbers under a secret tag are secret everywhere.
/// * Under a public tag nothing is.
/// * Bytes and Big Integers under any other tag are secret, since nobody knows what they are: those of vendors, too.
/// * Inside Key Material, and inside a credential that is none of the standard, everything is that is not public.
///
/// ```
/// use kmip_types::items::Secrecy;
/// use kmip_types::{ItemType, Tag};
///
/// let anywhere = Secrecy::default();
/// assert!(anywhere.hides(Tag::PASSWORD, ItemType::TEXT_STRING));
/// assert!(!anywhere.hides(Tag::COMMENT, ItemType::TEXT_STRING));
/// assert!(anywhere.hides(Tag::new(0x54_0001), ItemType::BYTE_STRING));
///
/// let in_key = Secrecy::of_path(&[Tag::KEY_BLOCK, Tag::KEY_VALUE, Tag::KEY_MATERIAL]);
/// assert!(in_key.hides(Tag::new(0x54_0001), ItemType::INTEGER));
/// assert!(!in_key.hides(Tag::MODULUS, ItemType::BIG_INTEGER));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Secrecy {
    /// True if everything is secret that is not public.
    is_closed: bool,
}

/// A tag whose values are secret.
pub(crate) struct Secret {
    pub(crate) tag: Tag,
    /// The types of its values that are not: they stand for a value elsewhere.
    pub(crate) shown: TypeSet,
}

/// A structure in which everything is secret that is not public.
pub(crate) struct Around {
    pub(crate) tag: Tag,
    /// The field before it that selects what it is.
    ///
    /// The numbers are the values of that field with which it is like any other structure.
    pub(crate) unless: Option<(Tag, &'static [u32])>,
}

impl Secrecy {
    /// The secrecy of a place of which nothing is known.
    ///
    /// Everything is secret there that is not public.
    pub const UNKNOWN: Self = Self { is_closed: true };

    /// The place inside these structures, from the outermost to the innermost.
    ///
    /// What a credential is does not follow from the path: it counts as a vendor's.
    #[must_use]
    pub fn of_path(path: &[Tag]) -> Self {
        path.iter().fold(Self::default(), |place, tag| place.inside(*tag, |_| None))
    }

    /// The place inside a structure with this tag that stands here.
    ///
    /// `before` is asked for the value of an enumeration before it in the structure around, if what is in it depends on that.
    #[must_use]
    pub fn inside(self, tag: Tag, before: impl FnOnce(Tag) -> Option<u32>) -> Self {
        let closes = |around: &Around| match around.unless {
            Some((selector, values)) => before(selector).is_none_or(|value| !values.contains(&value)),
            None => true,
        };
        Self { is_closed: self.is_closed || AROUND.iter().find(|around| around.tag == tag).is_some_and(closes) }
    }

    /// Returns whether the value of an item with this tag and type is secret here.
    #[must_use]
    pub fn hides(self, tag: Tag, item_type: ItemType) -> bool {
        if item_type == ItemType::STRUCTURE {
            return false;
        }
        if let Some(secret) = secret(tag) {
            return self.is_closed || !secret.shown.contains(item_type);
        }
        let is_body = matches!(item_type, ItemType::BYTE_STRING | ItemType::BIG_INTEGER);
        (self.is_closed || is_body) && PUBLIC.binary_search(&tag).is_err()
    }
}

fn secret(tag: Tag) -> Option<&'static Secret> {
    SECRET.binary_search_by_key(&tag, |secret| secret.tag).ok().and_then(|place| SECRET.get(place))
}

impl Tag {
    /// Returns whether text and bytes under this tag are secret, wherever they stand.
    ///
    /// [`Secrecy`] knows the place as well.
    #[must_use]
    pub fn is_secret(self) -> bool {
        secret(self).is_some()
    }
}

/// The place of the items that pass, one after the other.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Passing {
    /// The number of open structures in which everything is secret.
    ///
    /// They count from the outermost one on.
    closed: usize,
    /// The enumeration passed last in the structure that is open.
    last: Option<(Tag, u32)>,
}

impl Passing {
    /// Returns where the next item stands.
    pub(crate) const fn place(self) -> Secrecy {
        Secrecy { is_closed: self.closed > 0 }
    }

    pub(crate) fn open(&mut self, tag: Tag) {
        let last = self.last.take();
        let inside =
            self.place().inside(tag, |selector| last.filter(|(tag, _)| *tag == selector).map(|(_, value)| value));
        if inside.is_closed {
            self.closed = self.closed.saturating_add(1);
        }
    }

    pub(crate) const fn close(&mut self) {
        self.closed = self.closed.saturating_sub(1);
        self.last = None;
    }

    pub(crate) const fn value(&mut self, tag: Tag, value: Value<'_>) {
        if let Value::Enumeration(value) = value {
            self.last = Some((tag, value));
        }
    }
}

#[cfg(test)]
#[cfg(feature = "alloc")]
mod tests {
    use alloc::format;
    use alloc::string::String;
    use alloc::vec::Vec;

    use crate::pretty::Pretty;
    use crate::tree::{Node, NodeReader, NodeValue};
    use crate::{CredentialType, Tag};

    /// Returns how `Debug` and `Pretty` show a credential.
    ///
    /// These items stand before the Credential Value.
    fn shown(before: &[Node<'static>]) -> [String; 2] {
        let user = Node::new(Tag::USERNAME, NodeValue::TextString("somebody".into()));
        let mut items = before.to_vec();
        items.push(Node::new(Tag::CREDENTIAL_VALUE, NodeValue::Structure(Vec::from([user]))));
        let credential = Node::new(Tag::CREDENTIAL, NodeValue::Structure(items));
        let mut pretty = String::new();
        Pretty::new(&mut pretty).print(&mut NodeReader::for_node(&credential)).unwrap();
        [format!("{credential:?}"), pretty]
    }

    #[test]
    fn the_type_of_a_credential_tells_if_no_structure_or_enumeration_is_between() {
        let credential_type =
            Node::new(Tag::CREDENTIAL_TYPE, NodeValue::Enumeration(CredentialType::USERNAME_AND_PASSWORD.value()));
        let comment = Node::new(Tag::COMMENT, NodeValue::TextString("".into()));
        let other = Node::new(Tag::RESULT_STATUS, NodeValue::Enumeration(0));
        let structure = Node::new(Tag::ATTRIBUTES, NodeValue::Structure(Vec::new()));
        for before in [Vec::from([credential_type.clone()]), Vec::from([credential_type.clone(), comment])] {
            assert!(shown(&before).iter().all(|text| text.contains("somebody")), "{before:?}");
        }
        for before in [Vec::new(), Vec::from([credential_type.clone(), other]), Vec::from([credential_type, structure])]
        {
            assert!(shown(&before).iter().all(|text| !text.contains("somebody")), "{before:?}");
        }
    }
}
