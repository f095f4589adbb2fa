//! Key blocks and the objects around them.
//!
//! They are made from bytes or numbers, and read again.

use alloc::boxed::Box;

use crate::object_type::object_type;
use crate::{
    Bytes, Credential, CredentialValue, CryptographicAlgorithm, EncodingOption, GetResponse, KeyBlock, KeyFormatType,
    KeyMaterial, KeyValue, KeyValueStructure, KeyWrappingData, ManagedObject, ObjectType, RegisterRequest, Secret,
    SecretData, SecretDataType, UniqueIdentifier,
};

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

/// Formats whose key material is a string of bytes.
macro_rules! encoded {
    ($($(#[$doc:meta])* $name:ident: $format:ident;)+) => {$(
        $(#[$doc])*
        #[must_use]
        pub fn $name(key: impl Into<Secret<Bytes<'a>>>) -> Self {
            Self::encoded(KeyFormatType::$format, key)
        }
    )+};
}

impl<'a> KeyBlock<'a> {
    /// A symmetric key: its bytes, what it is for, and its length in bits.
    ///
    /// ```
    /// use kmip_types::{CryptographicAlgorithm, KeyBlock, KeyFormatType};
    ///
    /// let block = KeyBlock::raw(vec![7; 32], CryptographicAlgorithm::AES, 256);
    /// assert_eq!(block.key_format_type, KeyFormatType::RAW);
    /// assert_eq!(**block.key_bytes().ok_or("no key")?.expose(), [7; 32]);
    /// # Ok::<(), &str>(())
    /// ```
    #[must_use]
    pub fn raw(key: impl Into<Secret<Bytes<'a>>>, algorithm: CryptographicAlgorithm, length: i32) -> Self {
        Self::encoded(KeyFormatType::RAW, key).with_algorithm(algorithm, length)
    }

    /// A key as bytes in this format, which is none of the transparent ones.
    #[must_use]
    pub fn encoded(format: KeyFormatType, key: impl Into<Secret<Bytes<'a>>>) -> Self {
        Self::plain(format, KeyMaterial::ByteString(key.into()))
    }

    encoded! {
        /// Bytes that only the client can interpret.
        opaque: OPAQUE;
        /// A DER-encoded `RSAPrivateKey` or `RSAPublicKey` (PKCS#1).
        pkcs_1: PKCS_1;
        /// A DER-encoded `PrivateKeyInfo` or `EncryptedPrivateKeyInfo` (PKCS#8).
        pkcs_8: PKCS_8;
        /// A DER-encoded `SubjectPublicKeyInfo` (X.509).
        x_509: X_509;
        /// A DER-encoded `ECPrivateKey` (RFC 5915).
        ec_private_key: EC_PRIVATE_KEY;
        /// A DER-encoded PFX (PKCS#12).
        pkcs_12: PKCS_12;
    }

    /// A key whose numbers are visible; its format follows from the key material.
    ///
    /// ```
    /// use kmip_types::{BigInteger, KeyBlock, KeyFormatType, TransparentRsaPublicKey};
    ///
    /// let modulus = BigInteger::from_bytes(&[0x00, 0xC1, 0x3B]);
    /// let key = TransparentRsaPublicKey::new(modulus, BigInteger::from_bytes(&[1, 0, 1]));
    /// let block = KeyBlock::transparent(key);
    /// assert_eq!(block.key_format_type, KeyFormatType::TRANSPARENT_RSA_PUBLIC_KEY);
    /// ```
    #[must_use]
    pub fn transparent(material: impl Into<KeyMaterial<'a>>) -> Self {
        let material = material.into();
        Self::plain(material.selector(), material)
    }

    /// Creates a wrapped key.
    ///
    /// It takes the bytes that wrapping gave, the format of the key inside, and how it was wrapped. The Encoding Option
    /// says where the bytes stand: with No Encoding they are the key material, else the whole Key Value.
    ///
    /// ```
    /// use kmip_types::{EncodingOption, EncryptionKeyInformation, KeyBlock, KeyFormatType, KeyWrappingData, WrappingMethod};
    ///
    /// let how = KeyWrappingData::new(WrappingMethod::ENCRYPT)
    ///     .with_encryption_key_information(EncryptionKeyInformation::new("0f6c1a52"));
    /// let whole = KeyBlock::wrapped(KeyFormatType::RAW, vec![0x5A; 40], how.clone());
    /// assert!(whole.key_value_structure().is_none());
    ///
    /// let how = how.with_encoding_option(EncodingOption::NO_ENCODING);
    /// let material = KeyBlock::wrapped(KeyFormatType::RAW, vec![0x5A; 24], how);
    /// assert!(material.key_material().is_some());
    ///
    /// for (block, length) in [(whole, 40), (material, 24)] {
    ///     assert_eq!(block.wrapped_bytes().map(|bytes| bytes.expose().len()), Some(length));
    ///     assert!(block.key_bytes().is_none());
    /// }
    /// ```
    #[must_use]
    pub fn wrapped(format: KeyFormatType, wrapped: impl Into<Secret<Bytes<'a>>>, how: KeyWrappingData<'a>) -> Self {
        let mut block = Self::new(format);
        let wrapped = wrapped.into();
        block.key_value = Some(match how.encoding_option {
            Some(EncodingOption::NO_ENCODING) => KeyValueStructure::new(wrapped).into(),
            _ => KeyValue::ByteString(wrapped),
        });
        block.key_wrapping_data = Some(Box::new(how));
        block
    }

    fn plain(format: KeyFormatType, material: KeyMaterial<'a>) -> Self {
        let mut block = Self::new(format);
        block.key_value = Some(KeyValueStructure::new(material).into());
        block
    }

    /// Sets the algorithm, and the length of the key in bits.
    #[must_use]
    pub const fn with_algorithm(mut self, algorithm: CryptographicAlgorithm, length: i32) -> Self {
        self.cryptographic_algorithm = Some(algorithm);
        self.cryptographic_length = Some(length);
        self
    }

    /// The key value that is not wrapped as a whole: key material and attributes.
    #[must_use]
    pub fn key_value_structure(&self) -> Option<&KeyValueStructure<'a>> {
        match self.key_value.as_ref()? {
            KeyValue::Structure(value) => Some(value),
            KeyValue::ByteString(_) => None,
        }
    }

    /// The key material.
    ///
    /// `None` where it is wrapped together with the attributes, or not there.
    #[must_use]
    pub fn key_material(&self) -> Option<&KeyMaterial<'a>> {
        self.key_value_structure().map(|value| &value.key_material)
    }

    /// Returns the bytes of the key, as the format has them.
    ///
    /// They are those of Raw, Opaque, PKCS#1, …, and of a transparent symmetric key.
    ///
    /// `None` where the material is made of numbers, is wrapped ([`wrapped_bytes`](Self::wrapped_bytes)), or is not there.
    #[must_use]
    pub fn key_bytes(&self) -> Option<&Secret<Bytes<'a>>> {
        if self.key_wrapping_data.is_some() {
            return None;
        }
        match self.key_material()? {
            KeyMaterial::ByteString(bytes) => Some(bytes),
            KeyMaterial::TransparentSymmetricKey(key) => Some(&key.key),
            _ => None,
        }
    }

    /// Returns the bytes that wrapping gave.
    ///
    /// They are the whole key value, or the key material alone (Encoding Option "No Encoding").
    #[must_use]
    pub fn wrapped_bytes(&self) -> Option<&Secret<Bytes<'a>>> {
        match (self.key_value.as_ref()?, &self.key_wrapping_data) {
            (KeyValue::ByteString(bytes), _) => Some(bytes),
            (KeyValue::Structure(value), Some(_)) => match &value.key_material {
                KeyMaterial::ByteString(bytes) => Some(bytes),
                _ => None,
            },
            (KeyValue::Structure(_), None) => None,
        }
    }
}

impl<'a> SecretData<'a> {
    /// A password or another secret that is no key.
    ///
    /// ```
    /// use kmip_types::{SecretData, SecretDataType};
    ///
    /// let password = SecretData::opaque(SecretDataType::PASSWORD, b"correct horse".as_slice());
    /// assert_eq!(format!("{:?}", password.key_block.key_bytes()), "Some(Secret(13 bytes))");
    /// ```
    #[must_use]
    pub fn opaque(kind: SecretDataType, secret: impl Into<Secret<Bytes<'a>>>) -> Self {
        Self::new(kind, KeyBlock::opaque(secret))
    }
}

impl<'a> ManagedObject<'a> {
    /// The type of the object, as Object Type names it.
    #[must_use]
    pub const fn object_type(&self) -> ObjectType {
        object_type(self.tag())
    }

    /// The key block, where the object has one.
    #[must_use]
    pub const fn key_block(&self) -> Option<&KeyBlock<'a>> {
        match self {
            Self::PgpKey(object) => Some(&object.key_block),
            Self::PrivateKey(object) => Some(&object.key_block),
            Self::PublicKey(object) => Some(&object.key_block),
            Self::SecretData(object) => Some(&object.key_block),
            Self::SplitKey(object) => Some(&object.key_block),
            Self::SymmetricKey(object) => Some(&object.key_block),
            _ => None,
        }
    }

    /// The key block, to be changed.
    pub const fn key_block_mut(&mut self) -> Option<&mut KeyBlock<'a>> {
        match self {
            Self::PgpKey(object) => Some(&mut object.key_block),
            Self::PrivateKey(object) => Some(&mut object.key_block),
            Self::PublicKey(object) => Some(&mut object.key_block),
            Self::SecretData(object) => Some(&mut object.key_block),
            Self::SplitKey(object) => Some(&mut object.key_block),
            Self::SymmetricKey(object) => Some(&mut object.key_block),
            _ => None,
        }
    }
}

impl<'a> RegisterRequest<'a> {
    /// A request to register this object; its type follows from it.
    ///
    /// ```
    /// use kmip_types::{CryptographicAlgorithm, KeyBlock, ObjectType, RegisterRequest, SymmetricKey};
    ///
    /// let key = SymmetricKey::new(KeyBlock::raw(vec![7; 16], CryptographicAlgorithm::AES, 128));
    /// assert_eq!(RegisterRequest::for_object(key).object_type, ObjectType::SYMMETRIC_KEY);
    /// ```
    #[must_use]
    pub fn for_object(object: impl Into<ManagedObject<'a>>) -> Self {
        let object = object.into();
        let mut request = Self::new(object.object_type());
        request.managed_object = Some(object);
        request
    }
}

impl<'a> GetResponse<'a> {
    /// A response with this object; its type follows from it.
    ///
    /// ```
    /// use kmip_types::{CryptographicAlgorithm, GetResponse, KeyBlock, ObjectType, SymmetricKey};
    ///
    /// let key = SymmetricKey::new(KeyBlock::raw(vec![7; 16], CryptographicAlgorithm::AES, 128));
    /// assert_eq!(GetResponse::for_object("5d0c8f1e", key).object_type, ObjectType::SYMMETRIC_KEY);
    /// ```
    #[must_use]
    pub fn for_object(id: impl Into<UniqueIdentifier<'a>>, object: impl Into<ManagedObject<'a>>) -> Self {
        let object = object.into();
        Self::new(object.object_type(), id, object)
    }
}

impl<'a> Credential<'a> {
    /// A credential of the standard; its type follows from its value.
    ///
    /// ```
    /// use kmip_types::{Credential, CredentialType, UsernameAndPasswordCredentialValue};
    ///
    /// let user = UsernameAndPasswordCredentialValue::new("alice").with_password("open sesame");
    /// assert_eq!(Credential::for_value(user).credential_type, CredentialType::USERNAME_AND_PASSWORD);
    /// ```
    #[must_use]
    pub fn for_value(value: impl Into<CredentialValue<'a>>) -> Self {
        let value = value.into();
        Self::new(value.selector(), value)
    }
}
