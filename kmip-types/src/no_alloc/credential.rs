//! Credentials: the type follows from the value.

use crate::codec::{Encode, Encoder};
use crate::error::Fault;
use crate::no_alloc::CredentialValue;
use crate::{Tag, Versions};

/// Credential: what authenticates a client, and of which type it is.
///
/// KMIP 3.0 §9.9, 2.1 §9.11, 1.4 §2.1.2; versions 1.0-3.0.
///
/// ```
/// use kmip_types::no_alloc::{Authentication, Credential, DeviceCredentialValue};
///
/// let device = DeviceCredentialValue::default().with_device_serial_number("7").with_password("hunter2");
/// let credentials = [Credential::new(&device)];
/// assert_eq!(Authentication::new(&credentials).credentials.len(), 1);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Credential<'a>(CredentialValue<'a>);

impl<'a> Credential<'a> {
    /// A credential: [`CredentialValue::vendor`] is one of a vendor's type.
    #[must_use]
    pub fn new(value: impl Into<CredentialValue<'a>>) -> Self {
        Self(value.into())
    }
}

impl Encode for Credential<'_> {
    fn encode(&self, tag: Tag, e: &mut Encoder<'_>) -> Result<(), Fault> {
        e.open(tag)?;
        e.small(Tag::CREDENTIAL_TYPE, Versions::ALL, Some(self.0.selector()))?;
        e.put(Tag::CREDENTIAL_VALUE, &self.0)?;
        e.end()
    }
}
