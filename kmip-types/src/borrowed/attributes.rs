//! Attributes in the form of the version: named (1.x) or under their own tags (2.0 on).

use crate::borrowed::{Attribute, AttributeReference, attribute_name};
use crate::{Encode, Encoder, ErrorKind, Fault, Tag, Versions};

/// The versions that name attributes by text.
const NAMED: Versions = Versions::from_bits(0x1F);

/// A field that versions write under two tags, in two forms.
pub(crate) trait InVersion {
    /// Writes it under `named` in 1.x, and under `tagged` from 2.0 on.
    fn encode(&self, named: Tag, tagged: Tag, e: &mut Encoder<'_>) -> Result<(), Fault>;
}

fn is_named(e: &Encoder<'_>) -> bool {
    e.versions() != Versions::ALL && NAMED.intersects(e.versions())
}

/// Attributes: a Template-Attribute, or a series of Attribute, in 1.x; Attributes from 2.0 on.
///
/// KMIP 3.0 §5.1, 2.1 §5.1, 1.4 §2.1.8. In 1.x the second and later instances of an attribute get their Attribute Index.
/// A vendor's attribute is written in 1.x under its Attribute Name alone, which has to begin with `x-` there.
///
/// ```
/// use kmip_types::borrowed::{Attribute, Attributes};
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
            let index = i32::try_from(index).ok().filter(|index| *index > 0);
            encode_named(attribute, index, e)?;
        }
        Ok(())
    }
}

fn encode_named(attribute: &Attribute<'_>, index: Option<i32>, e: &mut Encoder<'_>) -> Result<(), Fault> {
    e.open(Tag::ATTRIBUTE)?;
    if let Attribute::VendorAttribute(vendor) = attribute {
        e.put(Tag::ATTRIBUTE_NAME, vendor.attribute_name)?;
        e.put(Tag::ATTRIBUTE_VALUE, &vendor.attribute_value)?;
    } else {
        let name = attribute_name(attribute.tag());
        e.put(Tag::ATTRIBUTE_NAME, name.ok_or_else(|| Fault::new(ErrorKind::NotInVersion, attribute.tag(), 0))?)?;
        e.put(Tag::ATTRIBUTE_INDEX, &index)?;
        e.put(Tag::ATTRIBUTE_VALUE, attribute)?;
    }
    e.end()
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

/// In 1.x by name: that of the standard, or that of a vendor as it is.
impl InVersion for &[AttributeReference<'_>] {
    fn encode(&self, named: Tag, tagged: Tag, e: &mut Encoder<'_>) -> Result<(), Fault> {
        if !is_named(e) {
            return e.put(tagged, self);
        }
        self.iter().try_for_each(|reference| match reference {
            AttributeReference::Structure(vendor) => e.put(named, vendor.attribute_name),
            AttributeReference::Enumeration(tag) => match attribute_name(*tag) {
                Some(name) => e.put(named, name),
                None => Err(Fault::new(ErrorKind::NotInVersion, *tag, 0)),
            },
        })
    }
}
