//! The Request Message: header and batch items.

use crate::batch_numbering::{are_numbered, batch_item_id};
use crate::borrowed::{ProtocolVersion, RequestHeader};
use crate::{Encode, EncodeRoot, Encoder, Fault, Operation, Tag, Versions};

/// What can be the payload of a request: that of a common request, or a type of the user's.
///
/// ```
/// use kmip_types::borrowed::{ProtocolVersion, RequestMessage, RequestPayload};
/// use kmip_types::{Encode, Encoder, Fault, Length, Operation, Tag, encode_root};
///
/// /// Archive: KMIP 2.1 §6.1.4.
/// struct ArchiveRequest<'a> {
///     unique_identifier: &'a str,
/// }
///
/// impl Encode for ArchiveRequest<'_> {
///     fn encode(&self, tag: Tag, e: &mut Encoder<'_>) -> Result<(), Fault> {
///         e.open(tag)?;
///         e.put(Tag::UNIQUE_IDENTIFIER, self.unique_identifier)?;
///         e.end()
///     }
/// }
///
/// impl RequestPayload for ArchiveRequest<'_> {
///     fn operation(&self) -> Operation {
///         Operation::ARCHIVE
///     }
/// }
///
/// let archive = ArchiveRequest { unique_identifier: "5d0c8f1e" };
/// let mut length = Length::default();
/// encode_root(&RequestMessage::new(ProtocolVersion::V2_1, &[&archive]), &mut length)?;
/// assert_eq!(length.bytes(), 120);
/// # Ok::<(), Fault>(())
/// ```
pub trait RequestPayload: Encode {
    /// The operation that the payload belongs to.
    fn operation(&self) -> Operation;

    /// The versions that have the operation.
    fn versions(&self) -> Versions {
        Versions::ALL
    }
}

/// A Request Message: a header, and a batch item for each payload.
///
/// KMIP 3.0 §7.1, 2.1 §8.1, 1.4 §7.1; versions 1.0-3.0. Up to 2.1, where there are several payloads, each gets a Unique Batch
/// Item ID: its number, counted from 1, as four bytes.
#[derive(Clone, Copy)]
pub struct RequestMessage<'a> {
    /// Request Header: required.
    pub request_header: RequestHeader<'a>,
    /// The payloads of the batch items, at least one.
    pub request_payloads: &'a [&'a dyn RequestPayload],
}

impl<'a> RequestMessage<'a> {
    /// A request of this version with these payloads; up to 2.1 their number is the Batch Count.
    #[must_use]
    pub fn new(version: ProtocolVersion, request_payloads: &'a [&'a dyn RequestPayload]) -> Self {
        let mut request_header = RequestHeader::new(version);
        if are_numbered(version.versions()) {
            request_header.batch_count = i32::try_from(request_payloads.len()).ok();
        }
        Self { request_header, request_payloads }
    }
}

impl core::fmt::Debug for RequestMessage<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("RequestMessage")
            .field("request_header", &self.request_header)
            .field("request_payloads", &self.request_payloads.len())
            .finish()
    }
}

impl Encode for RequestMessage<'_> {
    fn encode(&self, tag: Tag, e: &mut Encoder<'_>) -> Result<(), Fault> {
        let versions = self.request_header.protocol_version.versions();
        e.set_versions(versions);
        let numbered = self.request_payloads.len() > 1 && are_numbered(versions);
        e.open(tag)?;
        e.put(Tag::REQUEST_HEADER, &self.request_header)?;
        for (number, payload) in (1_u32..).zip(self.request_payloads) {
            e.open(Tag::BATCH_ITEM)?;
            e.put(Tag::OPERATION, &payload.operation())?;
            if numbered {
                e.put(Tag::UNIQUE_BATCH_ITEM_ID, batch_item_id(number).as_slice())?;
            }
            e.gated(Tag::REQUEST_PAYLOAD, payload.versions(), *payload)?;
            e.end()?;
        }
        e.end()
    }
}

impl EncodeRoot for RequestMessage<'_> {
    fn root_tag(&self) -> Tag {
        Tag::REQUEST_MESSAGE
    }
}

impl ProtocolVersion {
    /// KMIP 1.0.
    pub const V1_0: Self = Self::of(1, 0);
    /// KMIP 1.1.
    pub const V1_1: Self = Self::of(1, 1);
    /// KMIP 1.2.
    pub const V1_2: Self = Self::of(1, 2);
    /// KMIP 1.3.
    pub const V1_3: Self = Self::of(1, 3);
    /// KMIP 1.4.
    pub const V1_4: Self = Self::of(1, 4);
    /// KMIP 2.0.
    pub const V2_0: Self = Self::of(2, 0);
    /// KMIP 2.1.
    pub const V2_1: Self = Self::of(2, 1);
    /// KMIP 3.0.
    pub const V3_0: Self = Self::of(3, 0);

    const fn of(major: i32, minor: i32) -> Self {
        Self { protocol_version_major: major, protocol_version_minor: minor }
    }

    /// The version as a set of one; [`Versions::ALL`] for a version that this crate does not know, which refuses nothing.
    #[must_use]
    pub fn versions(&self) -> Versions {
        Versions::of(self.protocol_version_major, self.protocol_version_minor).unwrap_or(Versions::ALL)
    }
}

/// The operations of request payloads, and the versions that have them.
macro_rules! request_payloads {
    ($($request:ident $(<$life:lifetime>)? $operation:ident $in:tt;)*) => {$(
        impl $crate::borrowed::RequestPayload for $request $(<$life>)? {
            fn operation(&self) -> $crate::Operation {
                $crate::Operation::$operation
            }

            fn versions(&self) -> $crate::Versions {
                $crate::versions_of::versions!($in)
            }
        }
    )*};
}
pub(crate) use request_payloads;
