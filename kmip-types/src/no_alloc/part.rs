//! A structure that stands elsewhere.

use core::fmt;
use core::marker::PhantomData;

use crate::Tag;
use crate::codec::{Encode, Encoder};
use crate::error::Fault;

/// A structure that need not be there, and stands elsewhere if it is.
///
/// How it is encoded is known where a reference to it is turned into a `Part`: firmware that never does so does not hold the
/// code for it.
///
/// ```
/// use kmip_types::no_alloc::{CryptographicParameters, EncryptRequest};
/// use kmip_types::BlockCipherMode;
///
/// let parameters = CryptographicParameters::default().with_block_cipher_mode(BlockCipherMode::GCM);
/// let encrypt = EncryptRequest::default().with_cryptographic_parameters(&parameters);
/// assert!(encrypt.cryptographic_parameters.is_some());
/// ```
pub struct Part<'a, T> {
    value: &'a dyn Encode,
    of: PhantomData<&'a T>,
}

impl<'a, T: Encode> From<&'a T> for Part<'a, T> {
    fn from(value: &'a T) -> Self {
        Self { value, of: PhantomData }
    }
}

impl<T> Clone for Part<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Part<'_, T> {}

/// Prints no field: that would take the code for it.
impl<T> fmt::Debug for Part<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Part")
    }
}

impl<T> Encode for Part<'_, T> {
    fn encode(&self, tag: Tag, e: &mut Encoder<'_>) -> Result<(), Fault> {
        self.value.encode(tag, e)
    }
}
