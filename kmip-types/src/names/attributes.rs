//! Names of attributes: which are of the standard, and which are custom.
//!
//! KMIP 1.4 §3.39, 1.0 §3.33: names that clients give start with `x-`, those of servers with `y-`. Such a name is never of
//! the standard, though its normal form can be: `x-509 Certificate Subject`. Code that meets a name asks here.

use crate::generated::conversions::CUSTOM_ATTRIBUTES;
use crate::generated::names::ATTRIBUTES;
use crate::{Tag, Versions};

/// Vendor and name, as since 2.0, of a custom attribute of 1.x.
pub(crate) fn custom_attribute(name: &str) -> Option<(&'static str, &str)> {
    CUSTOM_ATTRIBUTES.iter().find_map(|(prefix, vendor)| Some((*vendor, name.strip_prefix(prefix)?)))
}

/// Prefix that 1.x has for attributes of this vendor.
pub(crate) fn custom_prefix(vendor: &str) -> Option<&'static str> {
    CUSTOM_ATTRIBUTES.iter().find(|(_, known)| *known == vendor).map(|(prefix, _)| *prefix)
}

/// The tag of the standard's attribute with this name; `None` for any other name.
///
/// Names are compared as XML and JSON write them, so `Cryptographic Algorithm` and `CryptographicAlgorithm` are the same.
/// Names that start with `x-` or `y-` are those of custom attributes.
///
/// ```
/// use kmip_types::{Tag, names::attribute_tag};
///
/// assert_eq!(attribute_tag("Cryptographic Algorithm"), Some(Tag::CRYPTOGRAPHIC_ALGORITHM));
/// assert_eq!(attribute_tag("X.509 Certificate Subject"), Some(Tag::X_509_CERTIFICATE_SUBJECT));
/// assert_eq!(attribute_tag("x-509 Certificate Subject"), None);
/// ```
#[must_use]
pub fn attribute_tag(name: &str) -> Option<Tag> {
    let tag = ATTRIBUTES.exact(name).map(Tag::new).or_else(|| otherwise_spelt(name))?;
    // The structure around attributes is named by the one in it.
    (tag != Tag::ATTRIBUTE).then_some(tag)
}

/// The tag of an attribute whose name is not as the specification prints it.
#[cold]
fn otherwise_spelt(name: &str) -> Option<Tag> {
    if custom_attribute(name).is_some() {
        return None;
    }
    let tag = Tag::from_name(name)?;
    (!attribute_versions(tag).is_empty()).then_some(tag)
}

/// The Attribute Name that 1.x has for the attribute with this tag.
///
/// `None` if it has no such attribute.
///
/// ```
/// use kmip_types::{Tag, names::attribute_name};
///
/// assert_eq!(attribute_name(Tag::CRYPTOGRAPHIC_LENGTH), Some("Cryptographic Length"));
/// assert_eq!(attribute_name(Tag::ROTATE_INTERVAL), None); // since 2.1
/// ```
#[must_use]
pub fn attribute_name(tag: Tag) -> Option<&'static str> {
    ATTRIBUTES.name(tag.value(), crate::generated::conversions::NAMED_ATTRIBUTES)
}

/// Returns the versions in which this tag is that of an attribute of objects.
///
/// None for tags of other items.
///
/// A tag can be older than the attribute: [`Tag::versions`] tells since when there is such an item at all.
///
/// ```
/// use kmip_types::{Tag, Version, names::attribute_versions};
///
/// assert_eq!(attribute_versions(Tag::KEY_FORMAT_TYPE).oldest(), Some(Version::V2_0));
/// assert_eq!(Tag::KEY_FORMAT_TYPE.versions().oldest(), Some(Version::V1_0));
/// assert!(attribute_versions(Tag::BATCH_ITEM).is_empty());
/// ```
#[must_use]
pub fn attribute_versions(tag: Tag) -> Versions {
    ATTRIBUTES.versions(tag.value())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::names::Normal;

    #[test]
    fn attributes_in_every_spelling() {
        for attribute in ATTRIBUTES.names() {
            let tag = Tag::new(attribute.value);
            let spelt = tag.name().unwrap();
            // What holds vendors' attributes has no name of its own.
            let expected = (tag != Tag::ATTRIBUTE).then_some(tag);
            assert_eq!(attribute_tag(attribute.name), expected, "{tag}");
            assert_eq!(attribute_tag(spelt), expected, "{tag}");
            assert_eq!(otherwise_spelt(spelt), Some(tag), "{tag}");
            assert!(Normal::new(attribute.name).unwrap().as_str() == spelt || expected.is_none(), "{tag}");
        }
        assert_eq!(ATTRIBUTES.names().len(), ATTRIBUTES.all.len());
        assert_eq!(attribute_tag("Batch Item"), None);
        assert_eq!(attribute_tag("Password"), None);
        assert_eq!(attribute_tag(""), None);
    }

    #[test]
    #[cfg(feature = "alloc")]
    fn a_name_with_a_prefix_is_custom_whatever_follows() {
        for (prefix, vendor) in CUSTOM_ATTRIBUTES {
            for attribute in ATTRIBUTES.names() {
                for rest in [attribute.name, attribute.name.get(2..).unwrap()] {
                    let name = alloc::format!("{prefix}{rest}");
                    assert_eq!(attribute_tag(&name), None, "{name}");
                    assert_eq!(custom_attribute(&name), Some((vendor, rest)), "{name}");
                }
            }
            assert_eq!(custom_prefix(vendor), Some(prefix));
        }
        // Without the rule it would be one of the standard.
        assert_eq!(Tag::from_name("x-509 Certificate Subject"), Some(Tag::X_509_CERTIFICATE_SUBJECT));
        assert_eq!((custom_attribute("X-ray"), custom_attribute("x"), custom_prefix("X")), (None, None, None));
    }
}
