//! The key in a payload, whichever way it is held.

use crate::error::Fault;
use crate::no_alloc::Secret;
use crate::view::ItemView;
use crate::{ItemType, KeyFormatType, Tag};

/// The key of an object, as a Get or an Export brings it.
///
/// KMIP 3.0 §2.1, 2.1 §3.1 (Key Block); `Debug` prints no byte of the key.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum KeyView<'a, V> {
    /// The bytes of a symmetric key (Raw, Transparent Symmetric Key).
    Raw(Secret<&'a [u8]>),
    /// The bytes of a key in another format, such as PKCS#8.
    Encoded(KeyFormatType, Secret<&'a [u8]>),
    /// A wrapped key: what wrapping gave.
    Wrapped {
        /// The wrapped bytes.
        bytes: Secret<&'a [u8]>,
        /// The Unique Identifier of the key that encrypts it, where it is a text.
        wrapping_key: Option<&'a str>,
    },
    /// A key made of numbers: its Key Material, a structure.
    Other(V),
}

impl<'a, V: ItemView<'a>> KeyView<'a, V> {
    /// The key of the first object in a payload that has a key block.
    ///
    /// `None` if there is no object, or no key value.
    ///
    /// # Errors
    /// A field of the key block is missing, or has another type.
    pub(super) fn within(payload: V) -> Result<Option<Self>, Fault> {
        for object in payload.structure()?.children() {
            let object = object?;
            if object.item_type() != ItemType::STRUCTURE {
                continue;
            }
            if let Some(block) = object.child(Tag::KEY_BLOCK)? {
                return Self::of_block(block);
            }
        }
        Ok(None)
    }

    fn of_block(block: V) -> Result<Option<Self>, Fault> {
        let Some(value) = block.child(Tag::KEY_VALUE)? else { return Ok(None) };
        let wrapping = block.child(Tag::KEY_WRAPPING_DATA)?;
        let material = match value.item_type() {
            ItemType::BYTE_STRING => value,
            _ => match value.child(Tag::KEY_MATERIAL)? {
                Some(material) => material,
                None => return Ok(None),
            },
        };
        if material.item_type() == ItemType::STRUCTURE {
            let key = material.get(&[Tag::KEY])?;
            return Ok(Some(key.map_or(Self::Other(material), |key: &[u8]| Self::Raw(key.into()))));
        }
        let bytes = material.require::<&[u8]>(&[])?.into();
        if value.item_type() == ItemType::BYTE_STRING || wrapping.is_some() {
            let wrapping_key = wrapping.map_or(Ok(None), wrapping_key)?;
            return Ok(Some(Self::Wrapped { bytes, wrapping_key }));
        }
        Ok(Some(match block.require(&[Tag::KEY_FORMAT_TYPE])? {
            KeyFormatType::RAW => Self::Raw(bytes),
            format => Self::Encoded(format, bytes),
        }))
    }
}

fn wrapping_key<'a, V: ItemView<'a>>(wrapping: V) -> Result<Option<&'a str>, Fault> {
    let key = wrapping.find(&[Tag::ENCRYPTION_KEY_INFORMATION, Tag::UNIQUE_IDENTIFIER])?;
    key.filter(|key| key.item_type().is_text()).map(V::text).transpose()
}
