//! Attributes in the form of the version: named (1.x) or under their own tags (2.0 on).

use crate::attribute_index::written_index;
use crate::codec::{Encode, Encoder};
use crate::error::Fault;
use crate::generated::conversions::NAMED_ATTRIBUTES;
use crate::names::custom_prefix;
use crate::no_alloc::{Attribute, AttributeReference, attribute_name};
use crate::{ErrorKind, Tag};

/// A field that versions write under two tags, in two forms.
pub(crate) trait InVersion {
    /// Writes it under `named` in 1.x, and under `tagged` from 2.0 on.
    fn encode(&self, named: Tag, tagged: Tag, e: &mut Encoder<'_>) -> Result<(), Fault>;
}

fn is_named(e: &Encoder<'_>) -> bool {
    e.version().is_some_and(|version| NAMED_ATTRIBUTES.contains(version))
}

/// Attributes: a Template-Attribute, or a series of Attribute, in 1.x; Attributes from 2.0 on.
///
/// KMIP 3.0 §5.1, 2.1 §5.1, 1.4 §2.1.8. In 1.x the second and later instances of an attribute get their Attribute Index.
/// An attribute of the vendors `x` and `y` is a custom attribute there, `x-…` or `y-…`, whose name has up to 128 bytes.
///
/// ```
/// use kmip_types::no_alloc::{Attribute, Attributes};
///
/// let attributes = Attributes(&[Attribute::CryptographicLength(256)]);
/// assert_eq!(attributes.0.len(), 1);
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct Attributes<'a>(pub &'a [Attribute<'a>]);

impl<'a> From<&'a [Attribute<'a>]> for Attributes<'a> {
    fn from(attributes: &'a [Attribute<'a>]) -> Self {
        Self(attributes)
    }
}

/// Under their own tags.
impl Encode for Attributes<'_> {
    fn encode(&self, tag: Tag, e: &mut Encoder<'_>) -> Result<(), Fault> {
        e.open(tag)?;
        self.0.iter().try_for_each(|attribute| Encode::encode(attribute, attribute.tag(), e))?;
        e.end()
    }
}

impl Attributes<'_> {
    /// Each as an Attribute with name, index and value.
    fn encode_named(&self, e: &mut Encoder<'_>) -> Result<(), Fault> {
        for (place, attribute) in self.0.iter().enumerate() {
            let same = |other: &&Attribute<'_>| attribute.tag() != Tag::ATTRIBUTE && other.tag() == attribute.tag();
            let index = self.0.iter().take(place).filter(same).count();
            let index = i32::try_from(index).ok().and_then(written_index);
            encode_named(attribute, index, e)?;
        }
        Ok(())
    }
}

fn encode_named(attribute: &Attribute<'_>, index: Option<i32>, e: &mut Encoder<'_>) -> Result<(), Fault> {
    e.open(Tag::ATTRIBUTE)?;
    if let Attribute::VendorAttribute(vendor) = attribute {
        encode_custom_name(vendor.vendor_identification, vendor.attribute_name, Tag::ATTRIBUTES, e)?;
        e.put(Tag::ATTRIBUTE_VALUE, &vendor.attribute_value)?;
    } else {
        let name = attribute_name(attribute.tag());
        e.put(Tag::ATTRIBUTE_NAME, name.ok_or_else(|| not_in_version(attribute.tag()))?)?;
        e.put(Tag::ATTRIBUTE_INDEX, &index)?;
        e.put(Tag::ATTRIBUTE_VALUE, attribute)?;
    }
    e.end()
}

/// The longest name of a custom attribute, with its prefix.
const LONGEST: usize = 128;

/// Writes the name that 1.x has for an attribute of the vendors `x` and `y`; others have none.
#[inline(never)]
fn encode_custom_name(vendor: &str, name: &str, tag: Tag, e: &mut Encoder<'_>) -> Result<(), Fault> {
    let mut buffer = [0; LONGEST];
    let prefix = custom_prefix(vendor).ok_or_else(|| not_in_version(tag))?;
    let mut length = 0_usize;
    for (to, from) in buffer.iter_mut().zip(prefix.bytes().chain(name.bytes())) {
        *to = from;
        length = length.wrapping_add(1);
    }
    let text = buffer.get(..length).and_then(|bytes| core::str::from_utf8(bytes).ok());
    match text.filter(|text| text.len() == name.len().wrapping_add(prefix.len())) {
        Some(text) => e.put(Tag::ATTRIBUTE_NAME, text),
        None => Err(Fault::without_offset(ErrorKind::TooLarge, Tag::ATTRIBUTE_NAME)),
    }
}

fn not_in_version(tag: Tag) -> Fault {
    Fault::without_offset(ErrorKind::NotInVersion, tag)
}

impl InVersion for Option<Attributes<'_>> {
    fn encode(&self, named: Tag, tagged: Tag, e: &mut Encoder<'_>) -> Result<(), Fault> {
        match self {
            None => Ok(()),
            Some(attributes) if !is_named(e) => e.put(tagged, attributes),
            // Without a structure around them.
            Some(attributes) if named == Tag::ATTRIBUTE => attributes.encode_named(e),
            Some(attributes) => {
                e.open(named)?;
                attributes.encode_named(e)?;
                e.end()
            }
        }
    }
}

/// In 1.x by name.
impl InVersion for &[AttributeReference<'_>] {
    fn encode(&self, named: Tag, tagged: Tag, e: &mut Encoder<'_>) -> Result<(), Fault> {
        if !is_named(e) {
            return e.put(tagged, self);
        }
        self.iter().try_for_each(|reference| match reference {
            AttributeReference::Structure(vendor) => {
                encode_custom_name(vendor.vendor_identification, vendor.attribute_name, Tag::ATTRIBUTE_REFERENCE, e)
            }
            AttributeReference::Enumeration(tag) => match attribute_name(*tag) {
                Some(name) => e.put(named, name),
                None => Err(not_in_version(*tag)),
            },
        })
    }
}
