//! One attribute in both wire forms.
//!
//! It stands under its name in 1.x, and under its own tag from 2.0 on.
//!
//! | 1.x: Attribute Name | 2.0 on |
//! |---|---|
//! | that of an attribute of the standard | an item with the attribute's tag |
//! | `x-…`, `y-…` | a Vendor Attribute of the vendor `x` or `y`, its name without the prefix |
//! | any other | nothing: there is no tag for it |
//!
//! Instances of one attribute are told apart by an Attribute Index in 1.x and by their order from 2.0 on. The server gives
//! the index, so that its responses have it and what a client asks to set has not. The first index is 0, and may be left out.

use alloc::boxed::Box;
use alloc::format;
use alloc::vec::Vec;

use crate::attribute_index::{Instances, written_index};
use crate::error::Fault;
use crate::generated::conversions::NAMED_ATTRIBUTES;
use crate::names::{attribute_name, attribute_tag, custom_attribute, custom_prefix};
use crate::{
    Attribute, AttributeReference, AttributeReferenceStructure, Attributes, Error, ErrorKind, NamedAttribute, Tag,
    TemplateAttribute, Text, VendorAttribute, Versions,
};

/// Returns the error for an attribute without a counterpart in the other form.
const fn no_counterpart(tag: Tag) -> impl Fn() -> Error {
    move || Fault::without_offset(ErrorKind::NotInVersion, tag).into()
}

/// The 1.x name of a vendor's attribute; only the vendors `x` and `y` have one.
pub(crate) fn custom_attribute_name(vendor: &str, name: &str) -> Option<Text<'static>> {
    Some(format!("{}{name}", custom_prefix(vendor)?).into())
}

impl<'a> Attribute<'a> {
    /// Returns whether the attribute can be written under a name, as 1.x does.
    pub(super) fn has_name(&self) -> bool {
        match self {
            Self::Other(_) => false,
            Self::VendorAttribute(attribute) => {
                custom_prefix(&attribute.vendor_identification).is_some()
                    && attribute.attribute_value.is_some()
                    && attribute.extra.is_empty()
            }
            _ => true,
        }
    }

    /// The attribute under its name, as 1.x writes it.
    ///
    /// An attribute of the vendors `x` and `y` becomes a custom attribute: `x-…`, `y-…`.
    ///
    /// ```
    /// use kmip_types::{Attribute, VendorAttribute};
    ///
    /// let shard = Attribute::from(VendorAttribute::with_value("x", "shard", 7));
    /// assert_eq!(shard.into_named()?.attribute_name, "x-shard");
    /// # Ok::<(), kmip_types::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`NotInVersion`](ErrorKind::NotInVersion) if 1.x has no name for it: an attribute of another vendor, or under a tag
    /// that no table has.
    pub fn into_named(self) -> Result<NamedAttribute<'a>, Error> {
        let refused = no_counterpart(self.tag());
        if !self.has_name() {
            return Err(refused());
        }
        let Self::VendorAttribute(attribute) = self else { return Ok(NamedAttribute::standard(self)) };
        let name = custom_attribute_name(&attribute.vendor_identification, &attribute.attribute_name);
        let mut named = NamedAttribute::new(name.ok_or_else(refused)?);
        named.attribute_value = attribute.attribute_value.map(Self::Other);
        Ok(named)
    }
}

impl<'a> NamedAttribute<'a> {
    /// Returns whether the attribute can be written under a tag, as 2.0 and later do.
    fn has_tag(&self) -> bool {
        let known = match &self.attribute_value {
            None => false,
            Some(Attribute::Other(_)) => custom_attribute(&self.attribute_name).is_some(),
            Some(_) => true,
        };
        known && self.extra.is_empty()
    }

    /// Returns the attribute under its own tag, as 2.0 and later write it.
    ///
    /// A custom attribute becomes a Vendor Attribute.
    ///
    /// The Attribute Index is left out: the order of attributes stands for it.
    ///
    /// # Errors
    /// [`NotInVersion`](ErrorKind::NotInVersion) if it has no value, or a name that is neither of the standard nor custom.
    pub fn into_attribute(self) -> Result<Attribute<'a>, Error> {
        let refused = no_counterpart(Tag::ATTRIBUTE_NAME);
        if !self.has_tag() {
            return Err(refused());
        }
        let custom =
            custom_attribute(&self.attribute_name).map(|(vendor, name)| (vendor, Text::from(name).into_owned()));
        match (self.attribute_value, custom) {
            (Some(Attribute::Other(value)), Some((vendor, name))) => {
                let mut attribute = VendorAttribute::new(vendor, name);
                attribute.attribute_value = Some(value);
                Ok(Attribute::VendorAttribute(Box::new(attribute)))
            }
            // A name with a prefix is never of the standard, whatever stands under it.
            (Some(attribute), Some((vendor, name))) => {
                Ok(VendorAttribute::with_typed_value(vendor, name, &attribute)?.into())
            }
            (Some(attribute), None) => Ok(attribute),
            (None, _) => Err(refused()),
        }
    }
}

impl<'a> Attributes<'a> {
    /// The attributes under their names, as a server of 1.x answers with them.
    ///
    /// The second and later instances of an attribute get their Attribute Index: 1, 2, …
    ///
    /// ```
    /// use kmip_types::{Attribute, Attributes};
    ///
    /// let named = Attributes::from([Attribute::CryptographicLength(256)]).into_named()?;
    /// assert_eq!(named[0].attribute_name, "Cryptographic Length");
    /// # Ok::<(), kmip_types::Error>(())
    /// ```
    ///
    /// # Errors
    /// As for [`Attribute::into_named`], for the first attribute that 1.x has no name for.
    pub fn into_named(self) -> Result<Vec<NamedAttribute<'a>>, Error> {
        let mut named = Vec::new();
        self.append_named(&mut named)?;
        number(&mut named);
        Ok(named)
    }

    pub(crate) fn all_named(&self) -> bool {
        self.iter().all(Attribute::has_name)
    }

    /// Without indices: it is the server that gives them.
    pub(crate) fn append_named(self, named: &mut Vec<NamedAttribute<'a>>) -> Result<(), Error> {
        for attribute in self {
            named.push(attribute.into_form(NAMED_ATTRIBUTES).into_named()?);
        }
        Ok(())
    }

    /// Attributes of 1.x under their own tags, as 2.0 and later write them.
    ///
    /// # Errors
    /// As for [`NamedAttribute::into_attribute`], for the first attribute that has no tag.
    pub fn from_named(named: Vec<NamedAttribute<'a>>) -> Result<Self, Error> {
        named.into_iter().map(NamedAttribute::into_attribute).collect()
    }

    pub(crate) fn into_form(self, versions: Versions) -> Self {
        self.into_iter().map(|attribute| attribute.into_form(versions)).collect()
    }
}

impl<'a> TemplateAttribute<'a> {
    /// Creates the form that 1.x has for attributes in most requests.
    ///
    /// It has no indices, since the server gives them.
    ///
    /// # Errors
    /// As for [`Attribute::into_named`].
    pub fn from_attributes(attributes: Attributes<'a>) -> Result<Self, Error> {
        let mut template = Self::default();
        attributes.append_named(&mut template.named_attributes)?;
        Ok(template)
    }

    /// The attributes under their own tags.
    ///
    /// # Errors
    /// As for [`NamedAttribute::into_attribute`]; and [`NotInVersion`](ErrorKind::NotInVersion) if there is a name of a
    /// template, which versions from 2.0 on do not have, or an item that the tables do not have.
    pub fn into_attributes(self) -> Result<Attributes<'a>, Error> {
        if !self.names.is_empty() {
            return Err(no_counterpart(Tag::NAME)());
        }
        if let Some(node) = self.extra.iter().next() {
            return Err(no_counterpart(node.tag())());
        }
        Attributes::from_named(self.named_attributes)
    }

    pub(crate) fn all_tagged(&self) -> bool {
        self.names.is_empty() && self.extra.is_empty() && all_tagged(&self.named_attributes)
    }
}

/// Numbers the instances of each attribute that have no index.
///
/// Each gets the next index behind those before; the first needs none.
pub(crate) fn number(named: &mut [NamedAttribute<'_>]) {
    let mut instances = Instances::new();
    for attribute in named {
        let index = instances.next(attribute.attribute_name.clone(), attribute.attribute_index);
        attribute.attribute_index = attribute.attribute_index.or(written_index(index));
    }
}

pub(crate) fn all_tagged(named: &[NamedAttribute<'_>]) -> bool {
    named.iter().all(NamedAttribute::has_tag)
}

impl<'a> AttributeReference<'a> {
    /// Creates a reference to an attribute of a vendor, or to a custom one.
    ///
    /// Custom attributes are those of the vendors `x` and `y`.
    ///
    /// ```
    /// use kmip_types::AttributeReference;
    ///
    /// let shard = AttributeReference::vendor("x", "shard");
    /// assert_eq!(shard.to_name()?, "x-shard");
    /// # Ok::<(), kmip_types::Error>(())
    /// ```
    #[must_use]
    pub fn vendor(vendor: impl Into<Text<'a>>, name: impl Into<Text<'a>>) -> Self {
        Self::Structure(AttributeReferenceStructure::new(vendor, name))
    }

    /// The Attribute Name that 1.x has for it.
    ///
    /// # Errors
    /// [`NotInVersion`](ErrorKind::NotInVersion) if 1.x has none.
    pub fn to_name(&self) -> Result<Text<'a>, Error> {
        match self {
            Self::Enumeration(tag) => attribute_name(*tag).map(Text::from).ok_or_else(|| no_counterpart(*tag)()),
            Self::Structure(v) if !v.extra.is_empty() => Err(no_counterpart(Tag::ATTRIBUTE_REFERENCE)()),
            Self::Structure(v) => custom_attribute_name(&v.vendor_identification, &v.attribute_name)
                .ok_or_else(|| no_counterpart(Tag::ATTRIBUTE_REFERENCE)()),
        }
    }

    /// The reference that versions from 2.0 on have for an Attribute Name of 1.x.
    ///
    /// # Errors
    /// [`NotInVersion`](ErrorKind::NotInVersion) if the name is neither of the standard nor custom.
    pub fn from_name(name: &str) -> Result<AttributeReference<'static>, Error> {
        if let Some(tag) = attribute_tag(name) {
            return Ok(AttributeReference::Enumeration(tag));
        }
        let (vendor, name) = custom_attribute(name).ok_or_else(|| no_counterpart(Tag::ATTRIBUTE_NAME)())?;
        Ok(AttributeReference::vendor(vendor, Text::from(name).into_owned()))
    }
}
