//! Names of tags, types and values, as XML and JSON write them.
//!
//! It has look-ups, context and vendor names.
//!
//! TTLV and CBOR carry numbers. XML and JSON may carry a name instead, and which table it stands in follows from the
//! tag – except for the Attribute Value of 1.x, where the Attribute Name before it decides. [`Naming`] holds
//! that one field of context, follows the message's version, and knows the vendor's own names.

mod attribute_kind;
mod attributes;
mod hash;
mod joined;
mod look_up;
mod loose;
mod mask;
mod meant;
mod normal;
mod parse;
mod places;
mod spelling;
mod table;
mod vendor;

pub use attribute_kind::AttributeKind;
pub use attributes::{attribute_name, attribute_tag, attribute_versions};
pub(crate) use attributes::{custom_attribute, custom_prefix};
pub(crate) use joined::TAGS as TAG_SPELLINGS;
pub use mask::{mask, write_mask};
pub use normal::Normal;
pub use parse::UnknownName;
pub(crate) use parse::{parse_mask, parse_value};
pub(crate) use places::{close, name_table, places, room, starts};
pub use spelling::{Spelling, TAG_NAMES, ValueSpelling};
pub use table::{Name, NameTable};
pub use vendor::{VendorNameError, VendorNameProblem, VendorNames};

use crate::generated::names::{self, TAGS};
use crate::word_item::WordItem;
use crate::{ItemType, Tag, Version, Versions};
use loose::Loose;

/// The vocabulary of the values under a tag.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Vocabulary {
    /// The values of an enumeration.
    Enumeration(&'static NameTable),
    /// The bits of a mask.
    Mask(&'static NameTable),
}

/// The vocabulary of the values under this tag, where the tag alone decides.
#[must_use]
pub fn vocabulary(tag: Tag) -> Option<Vocabulary> {
    let index = usize::try_from(tag.value().wrapping_sub(spelling::FIRST)).ok()?;
    joined::VOCABULARIES.get(index).copied().flatten()
}

impl Tag {
    /// Returns the name of this tag in the newest version that has it.
    ///
    /// It is the name that XML and JSON write.
    #[must_use]
    pub fn name(self) -> Option<&'static str> {
        TAGS.name(self.value(), Versions::ALL)
    }

    /// The name of this tag in the newest of these versions that has it.
    // Not inline: here the table is known.
    #[must_use]
    pub fn name_in(self, versions: Versions) -> Option<&'static str> {
        TAGS.name(self.value(), versions)
    }

    /// The tag with this name, in any version's spelling.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        TAGS.value(name).map(Self::new)
    }

    /// The versions whose tag table has this tag.
    #[must_use]
    pub fn versions(self) -> Versions {
        TAGS.versions(self.value())
    }
}

impl ItemType {
    /// The name of this type as XML and JSON write it.
    #[must_use]
    pub fn name(self) -> Option<&'static str> {
        names::item_type_name(self.value())
    }

    /// The type with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        names::item_type(name).or_else(|| names::ITEM_TYPES.value(name)).map(Self::new)
    }
}

/// The naming of the next items, as the items so far determine it.
///
/// They tell the message's version, and the attribute just named.
///
/// A reader or writer of a text format tells it every item that passes ([`open`](Self::open), [`word`](Self::word),
/// [`text`](Self::text)) and asks it for names.
#[derive(Clone, Copy, Debug)]
pub struct Naming<'n> {
    vendor: VendorNames<'n>,
    is_lenient: bool,
    versions: Versions,
    /// The major number of the first Protocol Version.
    ///
    /// It is kept until the minor number completes the version.
    major: Option<i32>,
    settled: bool,
    attribute: Attribute,
}

/// The knowledge about the Attribute Value to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Attribute {
    /// No Attribute Name yet.
    None,
    /// A Vendor Identification stands before the Attribute Name.
    ///
    /// Names mean nothing here (2.0 on).
    Vendor,
    /// The Attribute Name is the name of this tag.
    Named(Tag),
}

impl Default for Naming<'_> {
    fn default() -> Self {
        Self::new(VendorNames::NONE)
    }
}

impl<'n> Naming<'n> {
    /// Names as the newest version spells them, until a Protocol Version passes.
    ///
    /// The vendor's names are those that [`VendorNames::check`] takes: options have checked theirs.
    #[must_use]
    pub const fn new(vendor: VendorNames<'n>) -> Self {
        let versions = Versions::ALL;
        Self { vendor, is_lenient: false, versions, major: None, settled: false, attribute: Attribute::None }
    }

    /// Sets whether names are compared without case, `_` and `-`.
    ///
    /// This counts for names that are read, where they are not those of a table.
    ///
    /// No two names of a table become equal so. What is written does not change.
    #[must_use]
    pub const fn lenient(mut self, is_lenient: bool) -> Self {
        self.is_lenient = is_lenient;
        self
    }

    /// Sets the version that spells names, whatever Protocol Version passes.
    ///
    /// It is for items outside a message.
    #[must_use]
    pub const fn with_version(mut self, version: Version) -> Self {
        self.versions = Versions::only(version);
        self.settled = true;
        self
    }

    /// Returns the version in whose spelling names are written.
    ///
    /// All versions where it is not known.
    #[must_use]
    pub const fn versions(&self) -> Versions {
        self.versions
    }

    /// Returns whether that version is known, so that words that pass change nothing.
    #[inline]
    #[must_use]
    pub const fn is_settled(&self) -> bool {
        self.settled
    }

    /// A structure opens.
    #[inline]
    pub fn open(&mut self, tag: Tag) {
        if tag == Tag::ATTRIBUTE {
            self.attribute = Attribute::None;
        }
    }

    /// An item passes whose value is one word.
    #[inline]
    pub fn word(&mut self, item: WordItem) {
        if self.settled {
            return;
        }
        match (item.tag(), item.as_integer()) {
            (Tag::PROTOCOL_VERSION_MAJOR, Some(major)) => self.major = Some(major),
            (Tag::PROTOCOL_VERSION_MINOR, Some(minor)) => {
                let version = self.major.and_then(|major| Version::from_numbers(major, minor));
                self.versions = Versions::possible(version);
                self.settled = true;
            }
            _ => {}
        }
    }

    /// Returns whether a [text](Self::text) under this tag affects the next names.
    ///
    /// Such a text says how to name what follows.
    #[inline]
    #[must_use]
    pub fn follows_text(tag: Tag) -> bool {
        tag == Tag::VENDOR_IDENTIFICATION || tag == Tag::ATTRIBUTE_NAME
    }

    /// A text passes.
    #[inline]
    pub fn text(&mut self, tag: Tag, text: &str) {
        match tag {
            Tag::VENDOR_IDENTIFICATION => self.attribute = Attribute::Vendor,
            Tag::ATTRIBUTE_NAME if self.attribute != Attribute::Vendor => {
                self.attribute = attribute_tag(text).map_or(Attribute::None, Attribute::Named);
            }
            _ => {}
        }
    }

    /// Returns the tag in whose vocabulary the values of `tag` stand.
    ///
    /// It is `tag` itself, or the tag of the attribute named before.
    fn context(&self, tag: Tag) -> Option<Tag> {
        if tag != Tag::ATTRIBUTE_VALUE {
            return Some(tag);
        }
        match self.attribute {
            Attribute::Named(tag) => Some(tag),
            Attribute::None | Attribute::Vendor => None,
        }
    }

    fn vocabulary(&self, tag: Tag) -> Option<Vocabulary> {
        self.context(tag).and_then(vocabulary)
    }

    /// The vendor's values under this tag.
    fn vendor_values(&self, tag: Tag) -> impl Iterator<Item = (u32, &'n str)> + use<'n> {
        let context = self.context(tag);
        self.vendor.values.iter().filter(move |(tag, ..)| Some(*tag) == context).map(|(_, value, name)| (*value, *name))
    }

    /// The name of a tag in the version written.
    #[must_use]
    pub fn tag_name(&self, tag: Tag) -> Option<&'n str> {
        let own = TAGS.name(tag.value(), self.versions);
        own.or_else(|| self.vendor.tags.iter().find(|(t, _)| *t == tag).map(|(_, name)| *name))
    }

    /// The tag with this name, in any spelling.
    #[must_use]
    #[inline]
    pub fn tag(&self, name: &str) -> Option<Tag> {
        Tag::from_name(name).or_else(|| self.tag_slow(name))
    }

    /// The vendor's tag with this name, or – leniently – the tag with a similar one.
    #[cold]
    fn tag_slow(&self, name: &str) -> Option<Tag> {
        let tags = self.vendor.tags.iter();
        if let Some((tag, _)) = tags.clone().find(|(_, known)| *known == name) {
            return Some(*tag);
        }
        let loose = Loose::new(name).filter(|_| self.is_lenient)?;
        let vendor = || tags.clone().find(|(_, known)| loose.is(known)).map(|(tag, _)| *tag);
        TAGS.loose_value(&loose).map(Tag::new).or_else(vendor)
    }

    /// The item type with this name.
    #[must_use]
    pub fn item_type(&self, name: &str) -> Option<ItemType> {
        ItemType::from_name(name).or_else(|| self.item_type_slow(name))
    }

    /// The item type with a similar name, if that is enough.
    #[cold]
    fn item_type_slow(&self, name: &str) -> Option<ItemType> {
        let loose = Loose::new(name).filter(|_| self.is_lenient)?;
        names::ITEM_TYPES.loose_value(&loose).map(ItemType::new)
    }

    /// Returns whether an Integer under this tag is a mask.
    #[must_use]
    #[inline]
    pub fn is_mask(&self, tag: Tag) -> bool {
        matches!(self.vocabulary(tag), Some(Vocabulary::Mask(_)))
    }

    /// The name of an enumeration's value under this tag, in the version written.
    #[must_use]
    pub fn enumeration_name(&self, tag: Tag, value: u32) -> Option<&'n str> {
        if let Some(Vocabulary::Enumeration(table)) = self.vocabulary(tag)
            && let Some(name) = table.newest_name(value, self.versions)
        {
            return Some(name);
        }
        self.name_slow(tag, value)
    }

    /// Returns the name of a value in an older spelling, or a vendor's.
    ///
    /// It is a vendor's where the value or its tag is.
    #[cold]
    fn name_slow(&self, tag: Tag, value: u32) -> Option<&'n str> {
        let own = match self.vocabulary(tag) {
            Some(Vocabulary::Enumeration(table)) => table.name(value, self.versions),
            _ => None,
        };
        own.or_else(|| self.vendor_name(tag, value))
    }

    /// The vendor's name for a value.
    #[cold]
    fn vendor_name(&self, tag: Tag, value: u32) -> Option<&'n str> {
        self.vendor_values(tag).find(|(v, _)| *v == value).map(|(_, name)| name)
    }

    /// The value with this name under this tag, in any spelling.
    #[must_use]
    #[inline]
    pub fn enumeration(&self, tag: Tag, name: &str) -> Option<u32> {
        let own = match self.vocabulary(tag) {
            Some(Vocabulary::Enumeration(table)) => Some(table),
            _ => None,
        };
        own.and_then(|table| table.value(name)).or_else(|| self.value_slow(tag, name, own))
    }

    /// Returns the vendor's value with this name.
    ///
    /// Leniently, it can also be the value or bit with a similar name.
    #[cold]
    fn value_slow(&self, tag: Tag, name: &str, own: Option<&NameTable>) -> Option<u32> {
        if let Some((value, _)) = self.vendor_values(tag).find(|(_, known)| *known == name) {
            return Some(value);
        }
        let loose = Loose::new(name).filter(|_| self.is_lenient)?;
        let own = own.and_then(|table| table.loose_value(&loose));
        own.or_else(|| self.vendor_values(tag).find(|(_, known)| loose.is(known)).map(|(value, _)| value))
    }

    /// The name of a single bit of a mask under this tag, in the version written.
    #[must_use]
    pub fn bit_name(&self, tag: Tag, bit: u32) -> Option<&'n str> {
        let own = match self.vocabulary(tag) {
            Some(Vocabulary::Mask(table)) => table.name(bit, self.versions),
            _ => None,
        };
        if own.is_some() { own } else { self.vendor_name(tag, bit) }
    }

    /// The bit with this name in a mask under this tag, in any spelling.
    #[must_use]
    pub fn bit(&self, tag: Tag, name: &str) -> Option<u32> {
        let own = match self.vocabulary(tag) {
            Some(Vocabulary::Mask(table)) => Some(table),
            _ => None,
        };
        own.and_then(|table| table.value(name)).or_else(|| self.value_slow(tag, name, own))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passes(naming: &mut Naming<'_>, major: i32, minor: i32) {
        naming.word(WordItem::integer(Tag::PROTOCOL_VERSION_MAJOR, major));
        naming.word(WordItem::integer(Tag::PROTOCOL_VERSION_MINOR, minor));
    }

    #[test]
    fn the_version_that_is_given_is_that_of_the_names() {
        let mut naming = Naming::default().with_version(Version::V1_0);
        assert!(naming.is_settled());
        passes(&mut naming, 2, 1);
        assert_eq!(naming.versions(), Versions::only(Version::V1_0));
    }

    #[test]
    fn the_first_version_that_passes_is_that_of_the_names() {
        assert!(!Naming::default().is_settled());
        let mut naming = Naming::default();
        passes(&mut naming, 1, 2);
        assert_eq!((naming.is_settled(), naming.versions()), (true, Versions::only(Version::V1_2)));
        passes(&mut naming, 2, 1);
        assert_eq!(naming.versions(), Versions::only(Version::V1_2));
        let mut unknown = Naming::default();
        passes(&mut unknown, 9, 9);
        assert_eq!((unknown.is_settled(), unknown.versions()), (true, Versions::ALL));
    }

    /// The name of a value depends on the name before it, up to the attribute's end.
    #[test]
    fn names_of_attributes_say_how_values_are_called() {
        let value = |naming: &Naming<'static>| naming.enumeration_name(Tag::ATTRIBUTE_VALUE, 3);
        let mut naming = Naming::default();
        assert_eq!(value(&naming), None);
        naming.text(Tag::ATTRIBUTE_NAME, "Cryptographic Algorithm");
        assert_eq!(value(&naming), Some("AES"));
        naming.text(Tag::COMMENT, "State");
        assert_eq!(value(&naming), Some("AES"));
        naming.open(Tag::KEY_BLOCK);
        assert_eq!(value(&naming), Some("AES"));
        naming.open(Tag::ATTRIBUTE);
        assert_eq!(value(&naming), None);
        naming.text(Tag::VENDOR_IDENTIFICATION, "shop");
        naming.text(Tag::ATTRIBUTE_NAME, "Cryptographic Algorithm");
        assert_eq!(value(&naming), None);
        assert!(Naming::follows_text(Tag::ATTRIBUTE_NAME) && Naming::follows_text(Tag::VENDOR_IDENTIFICATION));
    }
}
