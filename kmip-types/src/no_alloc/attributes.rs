//! Attributes in the form of the version.
//!
//! They are named in 1.x, and stand under their own tags from 2.0 on.

use crate::attribute_index::written_index;
use crate::codec::{Encode, Encoder};
use crate::error::Fault;
use crate::generated::conversions::NAMED_ATTRIBUTES;
use crate::names::custom_prefix;
use crate::no_alloc::{Attribute, AttributeReference};
use crate::{ErrorKind, Tag, Versions};

/// A field that versions write under two tags, in two forms.
pub(crate) trait InVersion {
    /// Writes it under `named` in 1.x, and under `tagged` from 2.0 on.
    fn encode(&self, named: Tag, tagged: Tag, e: &mut Encoder<'_>) -> Result<(), Fault>;
}

/// Returns whether the version of the message writes attributes under their names.
pub(super) fn is_named(e: &Encoder<'_>) -> bool {
    e.version().is_some_and(|version| NAMED_ATTRIBUTES.contains(version))
}

/// Attributes of an object, written in the form of the version.
///
/// It is a Template-Attribute, or a series of Attribute, in 1.x, and Attributes from 2.0 on.
///
/// KMIP 3.0 §5.1, 2.1 §5.1, 1.4 §2.1.8. In 1.x the second and later instances of an attribute get their Attribute Index.
/// An attribute of the vendors `x` and `y` is a custom attribute there, `x-…` or `y-…`, whose name has up to 128 bytes.
///
/// ```
/// use kmip_types::no_alloc::{Attribute, Attributes};
///
/// let attributes = [Attribute::cryptographic_length(256)];
/// assert_eq!(Attributes(&attributes).0.len(), 1);
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct Attributes<'a>(pub &'a [Attribute<'a>]);

impl<'a> From<&'a [Attribute<'a>]> for Attributes<'a> {
    fn from(attributes: &'a [Attribute<'a>]) -> Self {
        Self(attributes)
    }
}

/// Writes attributes under their own tags.
///
/// In 1.x that is refused, since a container has another form and tag there.
///
/// [`encode_in_version`](Attributes::encode_in_version) writes either form.
impl Encode for Attributes<'_> {
    fn encode(&self, tag: Tag, e: &mut Encoder<'_>) -> Result<(), Fault> {
        if is_named(e) {
            return Err(Fault::only_in(Versions::ALL.without(NAMED_ATTRIBUTES), tag));
        }
        e.open(tag)?;
        self.0.iter().try_for_each(|attribute| attribute.encode(attribute.tag(), e))?;
        e.end()
    }
}

impl Attributes<'_> {
    /// Writes the attributes of your own payload in the form of the message's version.
    ///
    /// In 1.x under `named`, each with name, index and value; from 2.0 on under `tagged`. Where `named` is
    /// [`Tag::ATTRIBUTE`], 1.x has no structure around them.
    ///
    /// ```
    /// use kmip_types::Tag;
    /// use kmip_types::format::{Encode, Encoder, Fault};
    /// use kmip_types::no_alloc::Attributes;
    ///
    /// /// A vendor's request that says how its objects shall be.
    /// struct Provision<'a>(Attributes<'a>);
    ///
    /// impl Encode for Provision<'_> {
    ///     fn encode(&self, tag: Tag, e: &mut Encoder<'_>) -> Result<(), Fault> {
    ///         e.open(tag)?;
    ///         self.0.encode_in_version(Tag::TEMPLATE_ATTRIBUTE, Tag::ATTRIBUTES, e)?;
    ///         e.end()
    ///     }
    /// }
    /// ```
    ///
    /// # Errors
    /// [`NotInVersion`](ErrorKind::NotInVersion) for an attribute that the version does not have; whatever the writer refuses.
    pub fn encode_in_version(&self, named: Tag, tagged: Tag, e: &mut Encoder<'_>) -> Result<(), Fault> {
        if !is_named(e) {
            return e.put(tagged, self);
        }
        if named == Tag::ATTRIBUTE {
            return self.encode_named(e);
        }
        e.open(named)?;
        self.encode_named(e)?;
        e.end()
    }

    /// Each as an Attribute with name, index and value.
    fn encode_named(&self, e: &mut Encoder<'_>) -> Result<(), Fault> {
        for (place, attribute) in self.0.iter().enumerate() {
            let same = |other: &&Attribute<'_>| attribute.tag() != Tag::ATTRIBUTE && other.tag() == attribute.tag();
            let index = self.0.iter().take(place).filter(same).count();
            e.open(Tag::ATTRIBUTE)?;
            attribute.encode_name(e)?;
            e.small(Tag::ATTRIBUTE_INDEX, Versions::ALL, i32::try_from(index).ok().and_then(written_index))?;
            attribute.encode(Tag::ATTRIBUTE_VALUE, e)?;
            e.end()?;
        }
        Ok(())
    }
}

/// Writes the name that 1.x has for an attribute of the standard.
pub(super) fn encode_standard_name(attribute: &Attribute<'_>, e: &mut Encoder<'_>) -> Result<(), Fault> {
    match attribute.kind().name() {
        Some(name) => e.put(Tag::ATTRIBUTE_NAME, name),
        None => Err(not_in_version(attribute.tag())),
    }
}

/// The longest name of a custom attribute, with its prefix.
const LONGEST: usize = 128;

/// Writes the name that 1.x has for an attribute of a vendor.
///
/// Only the vendors `x` and `y` have one.
#[inline(never)]
pub(super) fn encode_custom_name(vendor: &str, name: &str, tag: Tag, e: &mut Encoder<'_>) -> Result<(), Fault> {
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

pub(super) fn not_in_version(tag: Tag) -> Fault {
    Fault::without_offset(ErrorKind::NotInVersion, tag)
}

impl InVersion for Option<Attributes<'_>> {
    fn encode(&self, named: Tag, tagged: Tag, e: &mut Encoder<'_>) -> Result<(), Fault> {
        self.map_or(Ok(()), |attributes| attributes.encode_in_version(named, tagged, e))
    }
}

/// In 1.x by name.
impl InVersion for Option<AttributeReference<'_>> {
    fn encode(&self, named: Tag, tagged: Tag, e: &mut Encoder<'_>) -> Result<(), Fault> {
        InVersion::encode(&self.as_slice(), named, tagged, e)
    }
}

/// In 1.x by name.
impl InVersion for &[AttributeReference<'_>] {
    fn encode(&self, named: Tag, tagged: Tag, e: &mut Encoder<'_>) -> Result<(), Fault> {
        if !is_named(e) {
            return e.put(tagged, self);
        }
        self.iter().try_for_each(|reference| reference.encode_name(named, e))
    }
}
