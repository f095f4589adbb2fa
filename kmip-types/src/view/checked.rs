//! A view of an item that has been checked throughout.

use crate::error::Fault;
use crate::item::Item;
use crate::value::Value;
use crate::view::{FromView, ItemView};
use crate::{ItemType, ReaderOptions, Tag};

/// A view of an item that has been checked throughout.
///
/// What is in it can be taken without errors.
///
/// There is one only where the check has passed, so [`value`](Self::value), [`children`](Self::children) and
/// [`find`](Self::find) return what they find as it is. What a field has to be, the check does not know:
/// [`get`](ItemView::get) still tells a wrong type from an absent field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Checked<V>(V);

impl<V: Copy> Checked<V> {
    /// Checks the item and everything in it.
    ///
    /// # Errors
    /// Whatever is wrong: the first thing that a reader would find that takes every value.
    pub fn new<'a>(view: V, options: &ReaderOptions<'_>) -> Result<Self, Fault>
    where
        V: ItemView<'a>,
    {
        view.check(options)?;
        Ok(Self(view))
    }

    /// The view, which says no more that it was checked.
    #[must_use]
    pub const fn into_inner(self) -> V {
        self.0
    }

    /// The value.
    #[must_use]
    pub fn value<'a>(self) -> Value<'a>
    where
        V: ItemView<'a>,
    {
        // The check has taken the value before: there is no error.
        self.0.value().unwrap_or(Value::Structure)
    }

    /// The children of a structure; nothing for an item of another type.
    #[must_use]
    pub fn children<'a>(self) -> CheckedChildren<V::Children>
    where
        V: ItemView<'a>,
    {
        CheckedChildren { children: self.0.children(), tag: None }
    }

    /// The children with this tag: a repeated field.
    #[must_use]
    pub fn all<'a>(self, tag: Tag) -> CheckedChildren<V::Children>
    where
        V: ItemView<'a>,
    {
        CheckedChildren { children: self.0.children(), tag: Some(tag) }
    }

    /// Returns the item at the end of a path of tags.
    ///
    /// At each step it takes the first child with the tag.
    ///
    /// `None` also where an item on the way is no structure.
    #[must_use]
    pub fn find<'a>(self, path: &[Tag]) -> Option<Self>
    where
        V: ItemView<'a>,
    {
        self.0.find(path).ok().flatten().map(Self)
    }
}

/// The children of a structure that has been checked.
#[derive(Clone, Debug)]
pub struct CheckedChildren<C> {
    children: C,
    /// The tag that they have to have, if any.
    tag: Option<Tag>,
}

impl<'a, V: ItemView<'a>, C: Iterator<Item = Result<V, Fault>>> Iterator for CheckedChildren<C> {
    type Item = Checked<V>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            // The check has passed over all of them before: there is no error.
            let child = self.children.next()?.ok()?;
            if self.tag.is_none_or(|tag| child.tag() == tag) {
                return Some(Checked(child));
            }
        }
    }
}

/// Iterates over checked children with a `Result`, as views of any kind do.
///
/// The result is never an error.
#[derive(Clone, Debug)]
pub struct Infallible<C>(CheckedChildren<C>);

impl<'a, V: ItemView<'a>, C: Iterator<Item = Result<V, Fault>>> Iterator for Infallible<C> {
    type Item = Result<Checked<V>, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(Ok)
    }
}

impl<'a, V: ItemView<'a>> ItemView<'a> for Checked<V> {
    type Children = Infallible<V::Children>;

    fn check(self, options: &ReaderOptions<'_>) -> Result<(), Fault> {
        self.0.check(options)
    }

    fn item(self) -> Item {
        self.0.item()
    }

    fn item_type(self) -> ItemType {
        self.0.item_type()
    }

    fn tag(self) -> Tag {
        self.0.tag()
    }

    fn offset(self) -> usize {
        self.0.offset()
    }

    fn text(self) -> Result<&'a str, Fault> {
        self.0.text()
    }

    fn bytes(self) -> Result<&'a [u8], Fault> {
        self.0.bytes()
    }

    fn children(self) -> Self::Children {
        Infallible(Self::children(self))
    }

    fn child(self, tag: Tag) -> Result<Option<Self>, Fault> {
        Ok(self.0.child(tag)?.map(Self))
    }
}

/// A structure, or whatever else is there.
impl<'a, V: ItemView<'a>> FromView<'a, Self> for Checked<V> {
    fn from_view(view: Self) -> Result<Self, Fault> {
        Ok(view)
    }
}
