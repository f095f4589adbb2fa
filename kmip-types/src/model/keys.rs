//! Key material made of plain bytes.

use crate::{Bytes, KeyMaterial, Secret};

/// Key material in a format that is no structure: Raw, Opaque, PKCS#1, PKCS#8, …
///
/// ```
/// use kmip_types::{Bytes, KeyMaterial, KeyValueStructure};
///
/// let value = KeyValueStructure::new(Bytes::from(&[7; 32]));
/// assert!(matches!(value.key_material, KeyMaterial::ByteString(_)));
/// ```
impl<'a> From<Bytes<'a>> for KeyMaterial<'a> {
    fn from(bytes: Bytes<'a>) -> Self {
        Self::ByteString(Secret::new(bytes))
    }
}

impl<'a> From<Secret<Bytes<'a>>> for KeyMaterial<'a> {
    fn from(bytes: Secret<Bytes<'a>>) -> Self {
        Self::ByteString(bytes)
    }
}
