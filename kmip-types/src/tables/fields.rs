//! Structures, their fields, and what a field can hold.

use super::{ListTable, Sections};
use crate::{ItemType, Operation, Tag, Versions};

/// A structure or payload: its fields in the standard's order.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct StructureTable {
    /// The name in the standard.
    ///
    /// The name of a payload is the operation with `Request Payload` or `Response Payload`.
    pub name: &'static str,
    /// The tag that it stands under; number 0 if it is never sent.
    pub tag: Tag,
    /// The versions that have the structure.
    pub versions: Versions,
    /// The sections that describe it.
    pub sections: Sections,
    /// The value of a field around that asks for this structure.
    ///
    /// It is there where an item can be one of several structures.
    pub only_if: Option<Around>,
    /// The fields, in the order in which they must stand.
    pub fields: &'static [FieldTable],
    /// The facts about single fields for which the rules ask.
    pub facts: &'static [Fact],
    /// The rules about fields that must, or must not, be there.
    ///
    /// They depend on what the other fields hold.
    pub rules: &'static [Rule],
}

impl StructureTable {
    /// Returns the field that an item with this tag is.
    ///
    /// The tag is that of the field itself, or of a member of a choice.
    ///
    /// The fields for any attribute and for any item are not found so; they are the only ones of their structure.
    #[must_use]
    pub fn field(&self, tag: Tag) -> Option<&'static FieldTable> {
        self.fields.iter().find(|field| field.place.is(tag))
    }
}

/// One field of a structure or payload.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct FieldTable {
    /// The tags that it stands under.
    pub place: Place,
    /// The versions that have the field.
    pub allowed: Versions,
    /// The versions that require it, whatever the other fields hold.
    pub required: Versions,
    /// The versions in which it can occur more than once.
    pub repeated: Versions,
    /// True if its text, bytes or Big Integer are secret.
    pub secret: bool,
    /// True if another field depends on its value.
    ///
    /// The value decides what the other field holds, or if it must be there.
    pub selects: bool,
    /// The field before it that decides what it holds.
    pub selected: Option<&'static Selection>,
    /// The types that its value can have, and what each of them names.
    ///
    /// Empty where `place` says it all.
    pub forms: Forms,
}

/// The functions with which the lines of `generated` describe a field.
///
/// They lead from the tag to what the tag does not say.
impl FieldTable {
    /// At most once.
    pub(crate) const fn optional(tag: Tag, place: usize, versions: Versions) -> Self {
        Self {
            place: Place::Tag(tag),
            allowed: versions,
            required: Versions::NONE,
            repeated: Versions::NONE,
            secret: false,
            selects: super::generated::selects(tag),
            selected: None,
            forms: Forms::of_tag(place, versions),
        }
    }

    /// Exactly once.
    pub(crate) const fn one(tag: Tag, place: usize, versions: Versions) -> Self {
        Self::optional(tag, place, versions).required(versions)
    }

    /// Any number.
    pub(crate) const fn many(tag: Tag, place: usize, versions: Versions) -> Self {
        Self::optional(tag, place, versions).repeated(versions)
    }

    /// At least once.
    pub(crate) const fn some(tag: Tag, place: usize, versions: Versions) -> Self {
        Self::one(tag, place, versions).repeated(versions)
    }

    /// The items that no other field of the structure names.
    pub(crate) const fn rest(place: Place, allowed: Versions, required: Versions, repeated: Versions) -> Self {
        Self { place, allowed, required, repeated, secret: false, selects: false, selected: None, forms: Forms::NONE }
    }

    /// Only these versions have it, of those that were given.
    pub(crate) const fn only_in(self, versions: Versions) -> Self {
        let forms = Forms::new(self.forms.all, versions);
        let required = self.required.intersection(versions);
        Self { allowed: versions, required, repeated: self.repeated.intersection(versions), forms, ..self }
    }

    /// It is one of these, each under its own tag.
    pub(crate) const fn choice(self, members: &'static [Member]) -> Self {
        Self { place: Place::Choice(members), forms: Forms::NONE, ..self }
    }

    /// Only these versions require it.
    pub(crate) const fn required(self, required: Versions) -> Self {
        Self { required, ..self }
    }

    /// Only these versions allow it more than once.
    pub(crate) const fn repeated(self, repeated: Versions) -> Self {
        Self { repeated, ..self }
    }

    /// Its text, bytes or Big Integer are secret.
    pub(crate) const fn secret(self) -> Self {
        Self { secret: true, ..self }
    }

    /// Another field decides what it holds.
    pub(crate) const fn selected(self, by: &'static Selection) -> Self {
        Self { selected: Some(by), ..self }
    }

    /// It has these item types, not those of its tag.
    pub(crate) const fn forms(self, all: &'static [Form]) -> Self {
        Self { forms: Forms::new(all, self.allowed), ..self }
    }
}

/// The tags that a field stands under.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Place {
    /// One tag.
    Tag(Tag),
    /// One of several structures, each under its own tag.
    Choice(&'static [Member]),
    /// Any attribute of the version, under its own tag.
    ///
    /// See [`attribute_by_tag`](super::attribute_by_tag).
    Attribute,
    /// Any item.
    Any,
}

impl Place {
    /// Returns whether an item with this tag is the field or a member of its choice.
    #[must_use]
    pub fn is(self, tag: Tag) -> bool {
        match self {
            Self::Tag(own) => own == tag,
            Self::Choice(members) => members.iter().any(|member| member.tag == tag),
            Self::Attribute | Self::Any => false,
        }
    }
}

/// One of the structures that a field can be.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Member {
    /// The tag that it stands under.
    pub tag: Tag,
    /// The versions that allow it in this field.
    pub versions: Versions,
    /// The value of the selecting field that goes with it.
    pub selected_by: Option<u32>,
    /// Its fields.
    pub structure: &'static StructureTable,
}

/// The way in which another field decides what a field holds.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Selection {
    /// The field that decides, here or in the structure around.
    pub by: Tag,
    /// The things for which its values stand.
    pub arms: Arms,
}

/// The things for which the values of a selecting field stand.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Arms {
    /// The request payload of the [`operation`](super::operation).
    Request,
    /// The response payload of the operation.
    Response,
    /// The structure beside the value.
    ///
    /// Another value leaves no structure but what `forms` allows.
    Structures(&'static [(u32, &'static StructureTable)]),
    /// The attribute with that name: [`attribute_by_name`](super::attribute_by_name).
    Attribute,
    /// The member of the choice, by its [`selected_by`](Member::selected_by).
    Member,
}

/// The item types that a value can have.
#[derive(Clone, Copy, Debug, Default)]
pub struct Forms {
    all: &'static [Form],
    within: Versions,
}

impl Forms {
    /// None.
    pub(crate) const NONE: Self = Self { all: &[], within: Versions::NONE };

    /// These, as far as these versions have them.
    pub(crate) const fn new(all: &'static [Form], within: Versions) -> Self {
        Self { all, within }
    }

    /// Takes the forms of the tag with this place in the table.
    ///
    /// They count as far as these versions have them.
    pub(crate) const fn of_tag(place: usize, within: Versions) -> Self {
        match super::tags().split_at_checked(place) {
            Some((_, [table, ..])) => Self { all: table.forms.all, within },
            _ => Self::NONE,
        }
    }

    /// All of them, whatever versions have them.
    pub(crate) const fn all(self) -> &'static [Form] {
        self.all
    }

    /// Each with the versions that have it.
    pub fn iter(self) -> impl Iterator<Item = Form> + Clone {
        let within = move |form: &Form| Form { versions: form.versions & self.within, ..*form };
        self.all.iter().map(within).filter(|form| !form.versions.is_empty())
    }

    /// Returns whether there is none.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.iter().next().is_none()
    }
}

/// One item type that a value can have.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Form {
    /// The type; `None` for any.
    pub item_type: Option<ItemType>,
    /// The versions in which the field has this form.
    pub versions: Versions,
    /// The thing that the value names or contains.
    pub holds: Holds,
}

/// The thing that a value of one type names or contains.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Holds {
    /// A plain value; of a structure, what the selecting field says, or else any items.
    Plain,
    /// A value of this enumeration.
    Enumeration(&'static ListTable),
    /// Bits of this mask.
    Mask(&'static ListTable),
    /// The fields of this structure.
    Structure(&'static StructureTable),
}

/// Something about one field that the rules of a structure ask for.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Fact {
    /// The place of the field in [`StructureTable::fields`].
    pub field: u8,
    /// The condition on the field.
    pub is: Is,
}

/// A condition on a field.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Is {
    /// It is an enumeration with one of these values.
    Value(&'static [u32]),
    /// It has this item type.
    Type(ItemType),
}

/// A field that must, or must not, be there because of what the others hold.
///
/// Everything that the rule asks must hold for it to apply.
///
/// Sets of fields and facts are bits: bit 0 is the first of [`StructureTable::fields`] or [`StructureTable::facts`].
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Rule {
    /// The place of the field concerned.
    pub field: u8,
    /// The versions that state the rule.
    pub versions: Versions,
    /// The demand on the field.
    pub demand: Demand,
    /// One of these fields is there; none of them need be if there is no bit.
    pub with: u64,
    /// None of these fields is there.
    pub without: u64,
    /// All of these facts hold.
    pub facts: u32,
    /// None of these facts holds.
    pub not_facts: u32,
    /// A field of a structure around has one of these values.
    pub around: Option<Around>,
    /// The operations that the rule does not concern.
    pub except_in: &'static [Operation],
}

/// The demand of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Demand {
    /// The field is there.
    Present,
    /// The field is not there.
    Absent,
}

/// A field in a structure around, and the values of it that a rule asks for.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Around {
    /// The field.
    pub by: Tag,
    /// Its values.
    pub values: &'static [u32],
}
