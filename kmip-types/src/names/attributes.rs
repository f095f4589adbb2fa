//! What is known about each attribute by its tag: the name that 1.x has for it, and its versions.

use crate::generated::names::ATTRIBUTES;
use crate::{Tag, Versions};

/// The Attribute Name that 1.x has for the attribute with this tag; `None` if it has no such attribute.
///
/// ```
/// use kmip_types::{Tag, names::attribute_name};
///
/// assert_eq!(attribute_name(Tag::CRYPTOGRAPHIC_LENGTH), Some("Cryptographic Length"));
/// assert_eq!(attribute_name(Tag::ROTATE_INTERVAL), None); // since 2.1
/// ```
#[must_use]
pub fn attribute_name(tag: Tag) -> Option<&'static str> {
    ATTRIBUTES.name(tag.value(), Versions::UP_TO_1_4)
}

/// The versions in which the item with this tag is an attribute of objects; none for tags of other items.
///
/// A tag can be older than the attribute: [`Tag::versions`] tells since when there is such an item at all.
///
/// ```
/// use kmip_types::{Tag, Versions, names::attribute_versions};
///
/// assert_eq!(attribute_versions(Tag::KEY_FORMAT_TYPE).oldest(), Some(Versions::V2_0));
/// assert_eq!(Tag::KEY_FORMAT_TYPE.versions().oldest(), Some(Versions::V1_0));
/// assert!(attribute_versions(Tag::BATCH_ITEM).is_empty());
/// ```
#[must_use]
pub fn attribute_versions(tag: Tag) -> Versions {
    ATTRIBUTES.versions(tag.value())
}
