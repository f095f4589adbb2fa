//! Key blocks and the objects around them: made from bytes or numbers.

use crate::no_alloc::{KeyBlock, KeyMaterial, KeyValue, KeyValueStructure, KeyWrappingData, ManagedObject, Secret};
use crate::object_type::object_type;
use crate::{CryptographicAlgorithm, EncodingOption, KeyFormatType, ObjectType};

impl ManagedObject<'_> {
    /// The type of the object, as Object Type names it.
    #[must_use]
    pub const fn object_type(&self) -> ObjectType {
        object_type(self.tag())
    }
}

impl<'a> KeyBlock<'a> {
    /// A symmetric key: its bytes, what it is for, and its length in bits.
    ///
    /// ```
    /// use kmip_types::no_alloc::{KeyBlock, RegisterRequest, SymmetricKey};
    /// use kmip_types::{CryptographicAlgorithm, KeyFormatType};
    ///
    /// let key = SymmetricKey::new(KeyBlock::raw(&[7; 32], CryptographicAlgorithm::AES, 256));
    /// assert_eq!(key.key_block.key_format_type, KeyFormatType::RAW);
    /// let register = RegisterRequest::new(&key);
    /// ```
    #[must_use]
    pub fn raw(key: &'a [u8], algorithm: CryptographicAlgorithm, length: i32) -> Self {
        Self::encoded(KeyFormatType::RAW, key).with_cryptographic_algorithm(algorithm).with_cryptographic_length(length)
    }

    /// A key as bytes in this format, which is none of the transparent ones.
    #[must_use]
    pub fn encoded(format: KeyFormatType, key: &'a [u8]) -> Self {
        Self::plain(format, Secret::from(key).into())
    }

    /// A key whose numbers are visible; its format follows from the key material.
    #[must_use]
    pub fn transparent(material: impl Into<KeyMaterial<'a>>) -> Self {
        let material = material.into();
        Self::plain(material.selector(), material)
    }

    /// Creates a wrapped key.
    ///
    /// It takes the bytes that wrapping gave, the format of the key inside, and how it was wrapped. The Encoding Option
    /// says where the bytes stand: with No Encoding they are the key material, else the whole Key Value.
    #[must_use]
    pub fn wrapped(format: KeyFormatType, wrapped: &'a [u8], how: &'a KeyWrappingData<'a>) -> Self {
        let block = match how.encoding_option {
            Some(EncodingOption::NO_ENCODING) => Self::plain(format, Secret::from(wrapped).into()),
            _ => Self::new(format).with_key_value(KeyValue::ByteString(wrapped.into())),
        };
        block.with_key_wrapping_data(how)
    }

    fn plain(format: KeyFormatType, material: KeyMaterial<'a>) -> Self {
        Self::new(format).with_key_value(KeyValueStructure::new(material))
    }
}
