//! The location of an item in the tree.
//!
//! It is used for names, for errors, and for what is secret.

use core::cell::Cell;
use core::fmt;

use crate::names::Naming;
use crate::secrecy::Secrecy;
use crate::tree::{Node, NodeValue, enumeration_before};
use crate::word_item::WordItem;
use crate::{ErrorKind, ItemType, Limits, Step, Tag, Version};

/// The context of names, which every item that passes may change.
///
/// A cell, since serde serializes through shared references.
#[derive(Default)]
pub(super) struct Names(Cell<Naming<'static>>);

impl Names {
    /// Names of this version; of the message's own where it is not known.
    pub(super) fn in_version(version: Option<Version>) -> Self {
        let naming = Naming::default();
        Self(Cell::new(version.map_or(naming, |version| naming.with_version(version))))
    }

    pub(super) const fn get(&self) -> Naming<'static> {
        self.0.get()
    }

    pub(super) fn open(&self, tag: Tag) {
        let mut naming = self.0.get();
        naming.open(tag);
        self.0.set(naming);
    }

    pub(super) fn pass(&self, tag: Tag, value: &NodeValue<'_>) {
        let mut naming = self.0.get();
        match value {
            NodeValue::Integer(v) => naming.word(WordItem::integer(tag, *v)),
            NodeValue::TextString(v) => naming.text(tag, v),
            _ => return,
        }
        self.0.set(naming);
    }
}

/// An item, the ones around it, and those before it in the same structure.
pub(super) struct Location<'p> {
    outer: Option<&'p Self>,
    before: &'p [Node<'p>],
    tag: Tag,
    depth: usize,
    secrecy: Secrecy,
}

impl<'p> Location<'p> {
    pub(super) fn new(outer: Option<&'p Self>, before: &'p [Node<'p>], tag: Tag) -> Self {
        let depth = outer.map_or(0, |outer| outer.depth).saturating_add(1);
        let secrecy = outer.map_or_else(Secrecy::default, Self::inside);
        Self { outer, before, tag, depth, secrecy }
    }

    pub(super) const fn tag(&self) -> Tag {
        self.tag
    }

    /// Returns whether the value of an item of this type is secret here.
    pub(super) fn hides(&self, item_type: ItemType) -> bool {
        self.secrecy.hides(self.tag, item_type)
    }

    /// The place of the items in this one.
    fn inside(&self) -> Secrecy {
        self.secrecy.inside(self.tag, |selector| enumeration_before(self.before, selector))
    }

    /// Refuses a structure with too many around it: both directions recurse.
    pub(super) const fn open(&self) -> Result<(), LocatedReason<'_>> {
        if self.depth > Limits::MAX_DEPTH { Err(self.refuse(Reason::Kind(ErrorKind::Depth))) } else { Ok(()) }
    }

    pub(super) const fn refuse(&self, reason: Reason) -> LocatedReason<'_> {
        LocatedReason { reason, location: Some(self) }
    }

    fn fmt_path(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(outer) = self.outer {
            outer.fmt_path(f)?;
            f.write_str("/")?;
        }
        let before = self.before.iter().filter(|node| node.tag() == self.tag).count();
        write!(f, "{}", Step { tag: self.tag, place: u32::try_from(before).unwrap_or(u32::MAX) })
    }
}

/// The reason for a refusal; it never says what was found.
#[derive(Clone, Copy)]
pub(super) enum Reason {
    Kind(ErrorKind),
    /// A value is not of the form that this type has here.
    Form(ItemType),
    /// Something else than an item.
    NoItem,
    /// Fields missing, in another order, or more of them.
    Fields,
    NoValue,
    NotStored,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Kind(kind) => write!(f, "{kind}"),
            Self::Form(item_type) => write!(f, "not the form of a value of type {item_type}"),
            Self::NoItem => f.write_str("not an item"),
            Self::Fields => f.write_str("an item is `tag`, `type` and `value`, in this order"),
            Self::NoValue => f.write_str("an item without a value"),
            Self::NotStored => f.write_str("the secret was not stored"),
        }
    }
}

/// A reason, and the path to the item concerned; the innermost one known.
pub(super) struct LocatedReason<'p> {
    pub(super) reason: Reason,
    pub(super) location: Option<&'p Location<'p>>,
}

impl fmt::Display for LocatedReason<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.reason)?;
        match self.location {
            Some(location) => {
                f.write_str(" in ")?;
                location.fmt_path(f)
            }
            None => Ok(()),
        }
    }
}
