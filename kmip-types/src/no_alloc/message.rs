//! The Request Message: header and batch items.

use crate::batch_numbering::{are_numbered, batch_item_id};
use crate::codec::{Encode, EncodeRoot, Encoder};
use crate::error::Fault;
use crate::no_alloc::{ProtocolVersion, RequestHeader};
use crate::version::each_version;
use crate::{ErrorKind, Operation, Tag, Version, Versions};

/// A payload of a request: that of an operation, or a type of your own.
///
/// ```
/// use kmip_types::no_alloc::{RequestMessage, RequestPayload};
/// use kmip_types::{Operation, Tag, Version};
/// use kmip_types::format::{Encode, Encoder, Fault, encode_root};
/// use kmip_types::items::Length;
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
/// encode_root(&RequestMessage::new(Version::V2_1, &[&archive]), &mut length)?;
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
    version: ProtocolVersion,
    header: Option<FullHeader<'a>>,
    /// The payloads of the batch items, at least one.
    pub request_payloads: &'a [&'a dyn RequestPayload],
}

/// A header with optional fields, and the function that writes it.
///
/// The function is linked only where there is such a header.
#[derive(Clone, Copy)]
struct FullHeader<'a> {
    fields: &'a RequestHeader<'a>,
    encode: fn(&RequestHeader<'_>, &mut Encoder<'_>) -> Result<(), Fault>,
}

impl<'a> RequestMessage<'a> {
    /// Creates a request of this version with these payloads.
    ///
    /// Up to 2.1 their number is the Batch Count.
    #[must_use]
    pub fn new(version: impl Into<ProtocolVersion>, request_payloads: &'a [&'a dyn RequestPayload]) -> Self {
        Self { version: version.into(), header: None, request_payloads }
    }

    /// Takes further fields of the header, such as Authentication.
    ///
    /// Protocol Version and Batch Count stay those of the message.
    ///
    /// ```
    /// use kmip_types::Version;
    /// use kmip_types::format::encode_root;
    /// use kmip_types::items::Length;
    /// use kmip_types::no_alloc::{QueryRequest, RequestHeader, RequestMessage};
    ///
    /// let query = QueryRequest::new(&[kmip_types::QueryFunction::QUERY_OPERATIONS]);
    /// let header = RequestHeader::default().with_maximum_response_size(1024);
    /// let mut length = Length::default();
    /// encode_root(&RequestMessage::new(Version::V2_1, &[&query]).with_header(&header), &mut length)?;
    /// assert_eq!(length.bytes(), 136);
    /// # Ok::<(), kmip_types::Error>(())
    /// ```
    #[must_use]
    pub fn with_header(mut self, header: &'a RequestHeader<'a>) -> Self {
        let encode = |header: &RequestHeader<'_>, e: &mut Encoder<'_>| e.put(Tag::REQUEST_HEADER, header);
        self.header = Some(FullHeader { fields: header, encode });
        self
    }

    fn encode_header(&self, e: &mut Encoder<'_>) -> Result<(), Fault> {
        let is_counted = are_numbered(Versions::possible(self.version.version()));
        let count = is_counted.then(|| i32::try_from(self.request_payloads.len()).unwrap_or(i32::MAX));
        if let Some(FullHeader { fields, encode }) = self.header {
            let mut fields = *fields;
            (fields.protocol_version, fields.batch_count) = (self.version, count);
            return encode(&fields, e);
        }
        e.open(Tag::REQUEST_HEADER)?;
        e.put(Tag::PROTOCOL_VERSION, &self.version)?;
        e.small(Tag::BATCH_COUNT, Versions::ALL, count)?;
        e.end()
    }
}

impl core::fmt::Debug for RequestMessage<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("RequestMessage")
            .field("version", &self.version)
            .field("request_payloads", &self.request_payloads.len())
            .finish_non_exhaustive()
    }
}

impl Encode for RequestMessage<'_> {
    fn encode(&self, tag: Tag, e: &mut Encoder<'_>) -> Result<(), Fault> {
        let version = self.version.version();
        e.set_version(version);
        let numbered = self.request_payloads.len() > 1 && are_numbered(Versions::possible(version));
        e.open(tag)?;
        self.encode_header(e)?;
        if self.request_payloads.is_empty() {
            return Err(Fault::without_offset(ErrorKind::Missing, Tag::BATCH_ITEM));
        }
        for (number, payload) in (1_u32..).zip(self.request_payloads) {
            e.open(Tag::BATCH_ITEM)?;
            e.small(Tag::OPERATION, payload.versions(), Some(payload.operation()))?;
            if numbered {
                e.put(Tag::UNIQUE_BATCH_ITEM_ID, batch_item_id(number).as_slice())?;
            }
            e.put(Tag::REQUEST_PAYLOAD, *payload)?;
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

/// Prints the numbers: `1.4`.
impl core::fmt::Display for ProtocolVersion {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{}.{}", self.protocol_version_major, self.protocol_version_minor)
    }
}

impl PartialEq for ProtocolVersion {
    fn eq(&self, other: &Self) -> bool {
        (self.protocol_version_major, self.protocol_version_minor)
            == (other.protocol_version_major, other.protocol_version_minor)
    }
}

impl Eq for ProtocolVersion {}

impl From<Version> for ProtocolVersion {
    fn from(version: Version) -> Self {
        let (major, minor) = version.numbers();
        Self::new(major, minor)
    }
}

macro_rules! constants {
    ($($name:ident $major:literal $minor:literal $bit:literal;)+) => {
        impl ProtocolVersion {
            $(
                #[doc = concat!("KMIP ", $major, ".", $minor, ".")]
                pub const $name: Self = Self { protocol_version_major: $major, protocol_version_minor: $minor };
            )+

            /// The version with these numbers; `None` if this crate does not know it.
            #[must_use]
            pub const fn version(&self) -> Option<Version> {
                Version::from_numbers(self.protocol_version_major, self.protocol_version_minor)
            }
        }
    };
}
each_version!(constants);

/// The operations of request payloads, and the versions that have them.
macro_rules! request_payloads {
    ($($request:ident $(<$life:lifetime>)? $operation:ident $in:tt;)*) => {$(
        impl $crate::no_alloc::RequestPayload for $request $(<$life>)? {
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
