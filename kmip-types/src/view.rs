//! Views: reading single fields out of a message where it lies.
//!
//! The rest is not decoded.
//!
//! A format implements [`ItemView`] for its own view of one item; everything else here works on any of them, in `core`
//! alone: typed look-up, the envelope of a message, attributes in both wire forms. Nothing recurses, and nothing here
//! has a stack that grows with the depth of the message.
//!
//! Errors are [`Fault`]s: there is no path to add, and a value with one of them stays in registers. With
//! [`Error`](crate::Error)s in their place, which own a path, a look-up in TTLV takes 3.5 % more instructions.

mod attributes;
mod batch;
mod checked;
mod field;
mod key;
mod message;

pub use attributes::{AttributeView, AttributeViews};
pub use batch::{BatchItemView, BatchItemViews};
pub use checked::{Checked, CheckedChildren};
pub use field::{BigIntegerRef, FromView};
pub use key::KeyView;
pub use message::{HeaderView, RequestView, ResponseView};

use crate::error::Fault;
use crate::format::integer;
use crate::item::Item;
use crate::stream::diagnose;
use crate::value::Value;
use crate::{ErrorKind, ItemType, ReaderOptions, Tag};

/// One item, where it lies in the input.
///
/// A view checks what it is asked for and nothing else: the header of the item, the bounds of what it passes over, the
/// value that is taken. [`Checked`] is a view of an item that has been checked throughout.
///
/// ```text
/// view.get::<&[u8]>(&[Tag::BATCH_ITEM, Tag::RESPONSE_PAYLOAD, Tag::SYMMETRIC_KEY, …])
///                     first of them    first of them          …
/// ```
pub trait ItemView<'a>: Copy {
    /// The children of a structure in their order. Fails at most once, and then ends.
    type Children: Iterator<Item = Result<Self, Fault>> + Clone;

    /// Checks the item and everything in it, as a reader that takes every value does.
    ///
    /// # Errors
    /// What the reader would say.
    fn check(self, options: &ReaderOptions<'_>) -> Result<(), Fault>;

    /// Tag, type, length and first word.
    #[must_use]
    fn item(self) -> Item;

    /// The byte offset in the input at which the item starts.
    #[must_use]
    fn offset(self) -> usize;

    /// The text of an item of one of the four text types.
    ///
    /// # Errors
    /// Wrong padding, or no UTF-8.
    fn text(self) -> Result<&'a str, Fault>;

    /// The bytes of a Byte String, or of a Big Integer as they stand in the input.
    ///
    /// # Errors
    /// Wrong padding or length, a Big Integer that is not minimal.
    fn bytes(self) -> Result<&'a [u8], Fault>;

    /// The children of a structure; nothing for an item of another type.
    #[must_use]
    fn children(self) -> Self::Children;

    /// The tag.
    #[must_use]
    fn tag(self) -> Tag {
        self.item().tag()
    }

    /// The item type.
    #[must_use]
    fn item_type(self) -> ItemType {
        self.item().item_type()
    }

    /// The value, checked; [`Value::Structure`] for a structure, whatever is in it.
    ///
    /// # Errors
    /// A length, padding, Boolean or UTF-8 that is wrong, a Big Integer that is not minimal.
    fn value(self) -> Result<Value<'a>, Fault> {
        let item = self.item();
        let value = match item.item_type() {
            ItemType::STRUCTURE => Value::Structure,
            ItemType::BIG_INTEGER => Value::BigInteger(integer::minimal(self.bytes()?)),
            ItemType::BYTE_STRING => Value::ByteString(self.bytes()?),
            ItemType::TEXT_STRING => Value::TextString(self.text()?),
            ItemType::IDENTIFIER => Value::Identifier(self.text()?),
            ItemType::REFERENCE => Value::Reference(self.text()?),
            ItemType::NAME_REFERENCE => Value::NameReference(self.text()?),
            _ => item.as_word_value().ok_or_else(|| diagnose(item, self.offset()))?,
        };
        Ok(value)
    }

    /// The first child with this tag.
    ///
    /// What stands before it is passed over unchecked, but for its bounds.
    ///
    /// # Errors
    /// [`WrongType`](ErrorKind::WrongType) if this is no structure, or a child that cannot be passed over.
    fn child(self, tag: Tag) -> Result<Option<Self>, Fault> {
        self.structure()?.children().find(|child| !matches!(child, Ok(child) if child.tag() != tag)).transpose()
    }

    /// Returns the item at the end of a path of tags.
    ///
    /// At each step it takes the first child with the tag.
    ///
    /// # Errors
    /// As for [`child`](Self::child), at each step.
    fn find(self, path: &[Tag]) -> Result<Option<Self>, Fault> {
        let mut at = self;
        for tag in path {
            match at.child(*tag)? {
                Some(child) => at = child,
                None => return Ok(None),
            }
        }
        Ok(Some(at))
    }

    /// The value at the end of a path of tags; `None` if it is not there.
    ///
    /// # Errors
    /// As for [`find`](Self::find); [`WrongType`](ErrorKind::WrongType) or whatever else is wrong with the value.
    fn get<T: FromView<'a, Self>>(self, path: &[Tag]) -> Result<Option<T>, Fault> {
        self.find(path)?.map(T::from_view).transpose()
    }

    /// The value at the end of a path of tags, which has to be there.
    ///
    /// # Errors
    /// [`Missing`](ErrorKind::Missing), naming the first tag of the path that is not there. Other errors are those of
    /// [`get`](Self::get).
    fn require<T: FromView<'a, Self>>(self, path: &[Tag]) -> Result<T, Fault> {
        match self.find(path)? {
            Some(view) => T::from_view(view),
            None => Err(absent(self, path)),
        }
    }

    /// The children with this tag: a repeated field.
    #[must_use]
    fn all(self, tag: Tag) -> All<Self::Children> {
        All { children: self.children(), tag }
    }

    /// The key of the object in this payload, or in any structure that holds an object.
    ///
    /// `None` if there is none.
    ///
    /// # Errors
    /// [`WrongType`](ErrorKind::WrongType) if this is no structure, or whatever is wrong with the key block.
    fn key(self) -> Result<Option<KeyView<'a, Self>>, Fault> {
        KeyView::within(self)
    }

    /// This view, if it is one of a structure.
    ///
    /// # Errors
    /// [`WrongType`](ErrorKind::WrongType) if it is not.
    fn structure(self) -> Result<Self, Fault> {
        if self.item_type() == ItemType::STRUCTURE { Ok(self) } else { Err(wrong_type(self, ItemType::STRUCTURE)) }
    }
}

/// Returns why an item cannot be taken as a value of this type.
pub(crate) fn wrong_type<'a>(view: impl ItemView<'a>, expected: ItemType) -> Fault {
    refuse(view.item(), view.offset(), expected)
}

/// Returns what is not there: the first step of the path that leads nowhere.
#[cold]
#[inline(never)]
fn absent<'a, V: ItemView<'a>>(view: V, path: &[Tag]) -> Fault {
    let mut at = view;
    for tag in path {
        match at.child(*tag) {
            Ok(Some(child)) => at = child,
            Ok(None) => return Fault::new(ErrorKind::Missing, *tag, at.offset()),
            Err(fault) => return fault,
        }
    }
    Fault::new(ErrorKind::Missing, at.tag(), at.offset())
}

#[cold]
#[inline(never)]
fn refuse(item: Item, offset: usize, expected: ItemType) -> Fault {
    if item.item_type() == expected {
        return diagnose(item, offset);
    }
    Fault::wrong_type(expected, item.tag(), offset)
}

/// The children that have one tag. See [`ItemView::all`].
#[derive(Clone, Debug)]
pub struct All<C> {
    children: C,
    tag: Tag,
}

impl<'a, V: ItemView<'a>, C: Iterator<Item = Result<V, Fault>>> Iterator for All<C> {
    type Item = Result<V, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        let tag = self.tag;
        self.children.find(|child| !matches!(child, Ok(child) if child.tag() != tag))
    }
}
