//! Attributes as a payload carries them, whichever wire form it has.
//!
//! There is a getter per attribute.

use core::{iter, slice};

use crate::codec::Extra;
use crate::names::custom_attribute;
use crate::tree::Node;
use crate::{Attribute, Attributes, Error, NamedAttribute, Tag};

/// The attributes that a payload carries, in either wire form.
///
/// They stand under their names in 1.x, and under their own tags from 2.0 on.
///
/// What a program reads through it is the same for every version. Those of a Template-Attribute that stands where the standard
/// has none, as in a Locate of some clients, are among them.
///
/// ```
/// use kmip_types::{Attribute, Attributes, CryptographicAlgorithm, GetAttributesResponse};
///
/// let attributes = Attributes::from([
///     Attribute::CryptographicAlgorithm(CryptographicAlgorithm::AES),
///     Attribute::CryptographicLength(256),
/// ]);
/// let mut of_2_1 = GetAttributesResponse::new("5d0c8f1e");
/// of_2_1.attributes = Some(attributes.clone());
/// let mut of_1_4 = GetAttributesResponse::new("5d0c8f1e");
/// of_1_4.named_attributes = attributes.into_named()?;
/// for response in [of_2_1, of_1_4] {
///     let attributes = response.attributes();
///     assert_eq!(attributes.cryptographic_algorithm(), Some(CryptographicAlgorithm::AES));
///     assert_eq!(attributes.cryptographic_length(), Some(256));
///     assert_eq!(attributes.state(), None);
/// }
/// # Ok::<(), kmip_types::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct AttributeList<'m, 'a> {
    named: &'m [NamedAttribute<'a>],
    /// Those of a Template-Attribute where there is none in the standard.
    misplaced: &'m [NamedAttribute<'a>],
    tagged: &'m [Attribute<'a>],
}

/// Iterates over the values of attributes in either wire form.
#[derive(Clone, Debug)]
pub struct AttributeIter<'m, 'a> {
    named: iter::Chain<slice::Iter<'m, NamedAttribute<'a>>, slice::Iter<'m, NamedAttribute<'a>>>,
    tagged: slice::Iter<'m, Attribute<'a>>,
}

impl<'m, 'a> AttributeList<'m, 'a> {
    pub(crate) fn new(
        named: &'m [NamedAttribute<'a>],
        attributes: Option<&'m Attributes<'a>>,
        extra: &'m Extra<'a>,
    ) -> Self {
        let tagged = attributes.map(Attributes::as_slice).unwrap_or_default();
        Self { named, misplaced: extra.attributes(), tagged }
    }

    fn named(&self) -> iter::Chain<slice::Iter<'m, NamedAttribute<'a>>, slice::Iter<'m, NamedAttribute<'a>>> {
        self.named.iter().chain(self.misplaced)
    }

    /// The values of the attributes, in their order.
    ///
    /// Those of custom attributes of 1.x are [`Attribute::Other`].
    #[must_use]
    pub fn iter(&self) -> AttributeIter<'m, 'a> {
        AttributeIter { named: self.named(), tagged: self.tagged.iter() }
    }

    /// Returns the number of attributes.
    ///
    /// An attribute without a value (1.x Notify) does not count.
    #[must_use]
    pub fn len(&self) -> usize {
        self.iter().count()
    }

    /// Returns whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.iter().next().is_none()
    }

    /// The first attribute with this tag.
    #[must_use]
    pub fn get(&self, tag: Tag) -> Option<&'m Attribute<'a>> {
        self.iter().find(|attribute| attribute.tag() == tag)
    }

    /// Returns the value of a vendor's attribute.
    ///
    /// `vendor("x", "shard")` finds the Vendor Attribute and the 1.x name `x-shard`.
    #[must_use]
    pub fn vendor(&self, vendor: &str, name: &str) -> Option<&'m Node<'a>> {
        let named = self.named().find_map(|attribute| match &attribute.attribute_value {
            Some(Attribute::Other(value)) if custom_attribute(&attribute.attribute_name) == Some((vendor, name)) => {
                Some(value)
            }
            _ => None,
        });
        named.or_else(|| vendor_value(self.tagged, vendor, name))
    }

    /// Copies the attributes, under their own tags, to be kept or sent elsewhere.
    ///
    /// # Errors
    /// As for [`NamedAttribute::into_attribute`].
    pub fn to_attributes(&self) -> Result<Attributes<'a>, Error> {
        let mut attributes = Attributes::from_named(self.named().cloned().collect())?;
        attributes.extend(self.tagged.iter().cloned());
        Ok(attributes)
    }
}

fn vendor_value<'m, 'a>(attributes: &'m [Attribute<'a>], vendor: &str, name: &str) -> Option<&'m Node<'a>> {
    attributes.iter().find_map(|attribute| match attribute {
        Attribute::VendorAttribute(attribute) if attribute.is(vendor, name) => attribute.attribute_value.as_ref(),
        _ => None,
    })
}

impl<'m, 'a> IntoIterator for AttributeList<'m, 'a> {
    type Item = &'m Attribute<'a>;
    type IntoIter = AttributeIter<'m, 'a>;

    fn into_iter(self) -> AttributeIter<'m, 'a> {
        self.iter()
    }
}

impl<'m, 'a> Iterator for AttributeIter<'m, 'a> {
    type Item = &'m Attribute<'a>;

    fn next(&mut self) -> Option<&'m Attribute<'a>> {
        let named = self.named.find_map(|named| named.attribute_value.as_ref());
        named.or_else(|| self.tagged.next())
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.tagged.len(), self.named.size_hint().1.and_then(|named| named.checked_add(self.tagged.len())))
    }
}

impl<'a> Attributes<'a> {
    /// Shows the attributes as those of a payload.
    #[must_use]
    pub fn view(&self) -> AttributeList<'_, 'a> {
        AttributeList { named: &[], misplaced: &[], tagged: self.as_slice() }
    }

    /// The value of the attribute of this vendor with this name.
    #[must_use]
    pub fn vendor(&self, vendor: &str, name: &str) -> Option<&Node<'a>> {
        vendor_value(self.as_slice(), vendor, name)
    }
}

/// Adds a getter per attribute.
///
/// It returns the value, a reference to it, or an iterator where an object can have several.
macro_rules! attribute_access {
    ($($(#[$doc:meta])* $kind:ident $name:ident: $attribute:ident::$arm:ident($type:ty);)+) => {
        impl<'a> $crate::Attributes<'a> {$(
            $crate::model::attribute_access!(@ ('_) $(#[$doc])* $kind $name: $attribute::$arm($type));
        )+}

        impl<'m, 'a> $crate::AttributeList<'m, 'a> {$(
            $crate::model::attribute_access!(@ ('m) $(#[$doc])* $kind $name: $attribute::$arm($type));
        )+}
    };
    (@ ($life:lifetime) $(#[$doc:meta])* copy $name:ident: $attribute:ident::$arm:ident($type:ty)) => {
        $(#[$doc])*
        #[must_use]
        pub fn $name(&self) -> Option<$type> {
            self.iter().find_map(|attribute| match attribute {
                $attribute::$arm(value) => Some(*value),
                _ => None,
            })
        }
    };
    (@ ($life:lifetime) $(#[$doc:meta])* one $name:ident: $attribute:ident::$arm:ident($type:ty)) => {
        $(#[$doc])*
        #[must_use]
        pub fn $name(&self) -> Option<&$life $type> {
            self.iter().find_map(|attribute| match attribute {
                $attribute::$arm(value) => Some(value),
                _ => None,
            })
        }
    };
    (@ ($life:lifetime) $(#[$doc:meta])* many $name:ident: $attribute:ident::$arm:ident($type:ty)) => {
        $(#[$doc])*
        pub fn $name(&self) -> impl Iterator<Item = &$life $type> + use<$life, 'a> {
            self.iter().filter_map(|attribute| match attribute {
                $attribute::$arm(value) => {
                    let value: &$type = value;
                    Some(value)
                }
                _ => None,
            })
        }
    };
}

pub(crate) use attribute_access;
