//! Attributes in both wire forms: named (1.x) and under their own tags (2.0 on).

use alloc::vec::Vec;

use crate::codec::{Decode, Decoder, Encode, Encoder, Selector, append, drop_last};
use crate::error::Fault;
use crate::item::Item;
use crate::names::attribute_tag;
use crate::{Attribute, IntoOwned, NamedAttribute, Tag, Text};

/// Attributes under their own tags.
///
/// They stand in Attributes, Common, Private Key and Public Key Attributes, Current and New Attribute.
///
/// KMIP 3.0 §5.1, 2.1 §5.1; since 2.0. Their order, and attributes that the tables do not have, are kept.
///
/// ```
/// use kmip_types::{Attribute, Attributes, CryptographicAlgorithm};
///
/// let attributes = Attributes::from(vec![
///     Attribute::CryptographicAlgorithm(CryptographicAlgorithm::AES),
///     Attribute::CryptographicLength(256),
/// ]);
/// assert_eq!(attributes.iter().count(), 2);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Attributes<'a>(Vec<Attribute<'a>>);

impl<'a> Attributes<'a> {
    /// The attributes, in their order.
    pub fn iter(&self) -> core::slice::Iter<'_, Attribute<'a>> {
        self.0.iter()
    }

    /// Keeps the attributes that `keep` says true of.
    pub fn retain(&mut self, keep: impl FnMut(&Attribute<'a>) -> bool) {
        self.0.retain(keep);
    }

    /// The first attribute with this tag.
    #[must_use]
    pub fn get(&self, tag: Tag) -> Option<&Attribute<'a>> {
        self.iter().find(|attribute| attribute.tag() == tag)
    }

    /// Returns how many there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The attributes, in their order.
    #[must_use]
    pub fn as_slice(&self) -> &[Attribute<'a>] {
        &self.0
    }

    /// Adds an attribute at the end.
    pub fn push(&mut self, attribute: impl Into<Attribute<'a>>) {
        self.0.push(attribute.into());
    }

    /// Turns the list into one that owns its text and bytes.
    #[must_use]
    pub fn into_owned(self) -> Attributes<'static> {
        Attributes(self.0.into_owned())
    }
}

impl IntoOwned for Attributes<'_> {
    type Owned = Attributes<'static>;

    fn into_owned(self) -> Attributes<'static> {
        Attributes::into_owned(self)
    }
}

impl<'a> From<Vec<Attribute<'a>>> for Attributes<'a> {
    fn from(attributes: Vec<Attribute<'a>>) -> Self {
        Self(attributes)
    }
}

impl<'a, const N: usize> From<[Attribute<'a>; N]> for Attributes<'a> {
    fn from(attributes: [Attribute<'a>; N]) -> Self {
        Self(attributes.into())
    }
}

impl<'a> FromIterator<Attribute<'a>> for Attributes<'a> {
    fn from_iter<I: IntoIterator<Item = Attribute<'a>>>(attributes: I) -> Self {
        Self(attributes.into_iter().collect())
    }
}

impl<'a> Extend<Attribute<'a>> for Attributes<'a> {
    fn extend<I: IntoIterator<Item = Attribute<'a>>>(&mut self, attributes: I) {
        self.0.extend(attributes);
    }
}

impl<'m, 'a> IntoIterator for &'m Attributes<'a> {
    type Item = &'m Attribute<'a>;
    type IntoIter = core::slice::Iter<'m, Attribute<'a>>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<'a> IntoIterator for Attributes<'a> {
    type Item = Attribute<'a>;
    type IntoIter = alloc::vec::IntoIter<Attribute<'a>>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a> Decode<'a> for Attributes<'a> {
    fn fill(&mut self, item: Item, d: &mut Decoder<'a, '_>) -> Result<(), Fault> {
        let scope = d.open(item)?;
        while let Some(field) = d.read()? {
            let filled = append(&mut self.0).map_or(Ok(()), |attribute| attribute.fill_as(field.tag(), field, d));
            if let Err(fault) = filled {
                drop_last(&mut self.0);
                d.set_aside(item, fault, false)?;
            }
        }
        d.close(scope, item, 0, &[])
    }
}

impl Encode for Attributes<'_> {
    fn encode(&self, tag: Tag, e: &mut Encoder<'_>) -> Result<(), Fault> {
        e.open(tag)?;
        self.0.iter().try_for_each(|attribute| e.optional(attribute.tag(), attribute))?;
        e.end()
    }
}

/// The value of the Attribute Name before it decides the arm.
impl<'a> Decode<'a> for Attribute<'a> {
    fn fill(&mut self, item: Item, d: &mut Decoder<'a, '_>) -> Result<(), Fault> {
        d.need_selector(Tag::ATTRIBUTE_NAME, item)?;
        self.fill_as(Tag::new(d.selected(Tag::ATTRIBUTE_NAME)), item, d)
    }
}

/// Selects by the tag of the attribute that the name means.
///
/// The name of a custom attribute selects nothing.
impl Selector for Text<'_> {
    fn selector(&self) -> u32 {
        attribute_tag(self).unwrap_or_default().value()
    }
}

impl<'a> NamedAttribute<'a> {
    /// An attribute of the standard, under its name.
    ///
    /// ```
    /// use kmip_types::{Attribute, NamedAttribute};
    ///
    /// let length = NamedAttribute::standard(Attribute::CryptographicLength(128));
    /// assert_eq!(length.attribute_name, "Cryptographic Length");
    /// ```
    #[must_use]
    pub fn standard(attribute: Attribute<'a>) -> Self {
        let mut named = Self::new(attribute.attribute_name());
        named.attribute_value = Some(attribute);
        named
    }
}
