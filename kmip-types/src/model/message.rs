//! The message: the root of everything, and where the version comes from.

use super::version_forms::VersionForm;
use crate::batch_numbering::{are_numbered, batch_count, batch_item_id};
use crate::codec::{Decode, Decoder, Encode, EncodeRoot, Encoder, Root, fill_arm};
use crate::error::Fault;
use crate::item::Item;
use crate::version::each_version;
use crate::{
    DateTime, IntoOwned, ProtocolVersion, RequestBatchItem, RequestHeader, RequestMessage, RequestPayload,
    ResponseBatchItem, ResponseHeader, ResponseMessage, Tag, Version, Versions,
};

macro_rules! constants {
    ($($name:ident $major:literal $minor:literal $bit:literal;)+) => {
        impl ProtocolVersion<'_> {
            $(
                #[doc = concat!("KMIP ", $major, ".", $minor, ".")]
                pub const $name: ProtocolVersion<'static> = ProtocolVersion::of_version(Version::$name);
            )+

            /// Every version that this crate knows, the oldest first.
            pub const ALL: [ProtocolVersion<'static>; Version::ALL.len()] = [$(ProtocolVersion::$name),+];
        }
    };
}
each_version!(constants);

impl ProtocolVersion<'_> {
    const fn of_version(version: Version) -> ProtocolVersion<'static> {
        let (protocol_version_major, protocol_version_minor) = version.numbers();
        ProtocolVersion { protocol_version_major, protocol_version_minor, extra: crate::codec::Extra::NONE }
    }

    /// The version with these numbers; `None` if this crate does not know it.
    #[must_use]
    pub const fn version(&self) -> Option<Version> {
        Version::from_numbers(self.protocol_version_major, self.protocol_version_minor)
    }
}

impl From<Version> for ProtocolVersion<'_> {
    fn from(version: Version) -> Self {
        ProtocolVersion::of_version(version)
    }
}

impl core::fmt::Display for ProtocolVersion<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{}.{}", self.protocol_version_major, self.protocol_version_minor)
    }
}

impl<'a> RequestMessage<'a> {
    /// The protocol version in the header.
    #[must_use]
    pub const fn protocol_version(&self) -> &ProtocolVersion<'a> {
        &self.request_header.protocol_version
    }

    /// A request of this version, with no items yet.
    ///
    /// ```
    /// use kmip_types::{GetRequest, ProtocolVersion, RequestMessage};
    ///
    /// let mut request = RequestMessage::new(ProtocolVersion::V1_4);
    /// request.push(GetRequest::with_id("5d0c8f1e"));
    /// assert_eq!(request.request_header.batch_count, Some(1));
    /// ```
    #[must_use]
    pub fn new(version: ProtocolVersion<'a>) -> Self {
        Self { request_header: RequestHeader::new(version), ..Self::default() }
    }

    /// Adds an item with this payload, from which the operation follows.
    ///
    /// Up to 2.1 the Batch Count is kept, and from the second item on every item gets a Unique Batch Item ID (its
    /// number, counted from 1, as four bytes).
    ///
    /// Attributes, and references to them, get the form of the message's version: filled in under their own tags (`attributes`)
    /// they are written as a Template-Attribute or under their names in 1.x, and the other way round. What has no
    /// counterpart in that version is left as it is, and refused when the message is encoded. An empty Template-Attribute or Attributes
    /// is put where the version requires one. What else it requires and is not there is refused when the message is encoded.
    ///
    /// ```
    /// use kmip_types::{CreateRequest, ErrorKind, GetRequest, ObjectType, ProtocolVersion, RequestMessage};
    /// use kmip_types::format::encode_root;
    /// use kmip_types::items::NodeWriter;
    ///
    /// let mut request = RequestMessage::new(ProtocolVersion::V3_0);
    /// request.push(CreateRequest::new(ObjectType::SYMMETRIC_KEY));
    /// encode_root(&request, &mut NodeWriter::default())?;
    ///
    /// // 3.0 has no request that leaves out which object it is about.
    /// request.push(GetRequest::default());
    /// let fault = encode_root(&request, &mut NodeWriter::default()).unwrap_err();
    /// assert_eq!(fault.kind(), ErrorKind::Missing);
    /// # Ok::<(), kmip_types::Error>(())
    /// ```
    #[inline]
    pub fn push(&mut self, payload: impl Into<RequestPayload<'a>>) {
        let payload = payload.into();
        self.push_item(RequestBatchItem::new(payload.selector(), payload));
    }

    /// Adds an item as [`push`](Self::push) does.
    ///
    /// The item can have an ID of its own, extensions, or a vendor's operation.
    // What holds a payload stands where the program drops it: elsewhere the code that drops each payload would be there again.
    #[inline]
    pub fn push_item(&mut self, item: RequestBatchItem<'a>) {
        self.batch_items.push(item);
        self.pushed();
    }

    /// Gives the item that was added last the form of the version, and counts it.
    fn pushed(&mut self) {
        let versions = Versions::possible(self.protocol_version().version());
        let Some((item, others)) = self.batch_items.split_last_mut() else { return };
        item.request_payload.take_form(versions);
        // Two items and more that were counted here have their IDs.
        let before = others.len();
        let is_counted = self.request_header.batch_count == Some(batch_count(before));
        let with_ids = if before > 1 && is_counted { before } else { 0 };
        if !are_numbered(versions) {
            return;
        }
        self.request_header.batch_count = Some(batch_count(self.batch_items.len()));
        if before > 0 {
            for (number, item) in (1_u32..).zip(&mut self.batch_items).skip(with_ids) {
                item.unique_batch_item_id.get_or_insert_with(|| batch_item_id(number).to_vec().into());
            }
        }
    }
}

impl<'a> ResponseMessage<'a> {
    /// The protocol version in the header.
    #[must_use]
    pub const fn protocol_version(&self) -> &ProtocolVersion<'a> {
        &self.response_header.protocol_version
    }

    /// A response of this version, made at this time, with no items yet.
    #[must_use]
    pub fn new(version: ProtocolVersion<'a>, time_stamp: DateTime) -> Self {
        Self { response_header: ResponseHeader::new(version, time_stamp), ..Self::default() }
    }

    /// Adds an item; up to 2.1 the Batch Count is kept.
    ///
    /// ```
    /// use kmip_types::{
    ///     ActivateResponse, DateTime, Operation, ProtocolVersion, ResponseBatchItem, ResponseMessage, ResultStatus,
    /// };
    ///
    /// let mut response = ResponseMessage::new(ProtocolVersion::V1_4, DateTime(1_400_000_000));
    /// let mut item = ResponseBatchItem::new(ResultStatus::SUCCESS);
    /// item.operation = Some(Operation::ACTIVATE);
    /// item.response_payload = Some(ActivateResponse::new("5d0c8f1e").into());
    /// response.push(item);
    /// assert_eq!(response.response_header.batch_count, Some(1));
    /// ```
    ///
    /// Attributes get the form of the message's version, as in [`RequestMessage::push`]. Those that only responses of 1.x repeat are
    /// left out in other versions.
    #[inline]
    pub fn push(&mut self, item: ResponseBatchItem<'a>) {
        self.batch_items.push(item);
        self.pushed();
    }

    /// Gives the item that was added last the form of the version, and counts it.
    fn pushed(&mut self) {
        let versions = Versions::possible(self.protocol_version().version());
        if let Some(item) = self.batch_items.last_mut() {
            item.response_payload.take_form(versions);
        }
        if are_numbered(versions) {
            self.response_header.batch_count = Some(batch_count(self.batch_items.len()));
        }
    }
}

impl Encode for RequestMessage<'_> {
    fn encode(&self, tag: Tag, e: &mut Encoder<'_>) -> Result<(), Fault> {
        e.set_version(self.protocol_version().version());
        e.structure(tag, self, &self.extra)
    }
}

impl Encode for ResponseMessage<'_> {
    fn encode(&self, tag: Tag, e: &mut Encoder<'_>) -> Result<(), Fault> {
        e.set_version(self.protocol_version().version());
        e.structure(tag, self, &self.extra)
    }
}

impl<'a> Root<'a> for RequestMessage<'a> {
    fn accepts(tag: Tag) -> bool {
        tag == Tag::REQUEST_MESSAGE
    }
}

impl EncodeRoot for RequestMessage<'_> {
    fn root_tag(&self) -> Tag {
        Tag::REQUEST_MESSAGE
    }
}

impl<'a> Root<'a> for ResponseMessage<'a> {
    fn accepts(tag: Tag) -> bool {
        tag == Tag::RESPONSE_MESSAGE
    }
}

impl EncodeRoot for ResponseMessage<'_> {
    fn root_tag(&self) -> Tag {
        Tag::RESPONSE_MESSAGE
    }
}

/// A request that owns its text and bytes.
///
/// ```
/// use kmip_types::exchange::OwnedRequest;
/// use kmip_types::{PingRequest, ProtocolVersion, RequestMessage};
///
/// struct Job {
///     request: OwnedRequest,
/// }
///
/// let mut request = RequestMessage::new(ProtocolVersion::V2_0);
/// request.push(PingRequest::default());
/// let job = Job { request: request.into_owned() };
/// assert_eq!(job.request.batch_items.len(), 1);
/// ```
pub type OwnedRequest = RequestMessage<'static>;

/// A response that owns its text and bytes.
pub type OwnedResponse = ResponseMessage<'static>;

/// A request or a response that owns its text and bytes.
pub type OwnedMessage = Message<'static>;

/// A request or a response, where it is not known which.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Message<'a> {
    /// A Request Message.
    Request(RequestMessage<'a>),
    /// A Response Message.
    Response(ResponseMessage<'a>),
}

impl<'a> Message<'a> {
    /// The protocol version in the header.
    #[must_use]
    pub const fn protocol_version(&self) -> &ProtocolVersion<'a> {
        match self {
            Self::Request(message) => message.protocol_version(),
            Self::Response(message) => message.protocol_version(),
        }
    }

    /// Turns the message into one that owns its text and bytes.
    #[must_use]
    pub fn into_owned(self) -> Message<'static> {
        match self {
            Self::Request(message) => Message::Request(message.into_owned()),
            Self::Response(message) => Message::Response(message.into_owned()),
        }
    }
}

/// A request with nothing in it.
impl Default for Message<'_> {
    fn default() -> Self {
        Self::Request(RequestMessage::default())
    }
}

impl IntoOwned for Message<'_> {
    type Owned = Message<'static>;

    fn into_owned(self) -> Message<'static> {
        Message::into_owned(self)
    }
}

impl<'a> Decode<'a> for Message<'a> {
    fn fill(&mut self, item: Item, d: &mut Decoder<'a, '_>) -> Result<(), Fault> {
        match item.tag() {
            Tag::RESPONSE_MESSAGE => fill_arm!(self, Self::Response, item, d),
            _ => fill_arm!(self, Self::Request, item, d),
        }
    }
}

impl Encode for Message<'_> {
    fn encode(&self, tag: Tag, e: &mut Encoder<'_>) -> Result<(), Fault> {
        match self {
            Self::Request(message) => message.encode(tag, e),
            Self::Response(message) => message.encode(tag, e),
        }
    }
}

impl<'a> Root<'a> for Message<'a> {
    fn accepts(tag: Tag) -> bool {
        matches!(tag, Tag::REQUEST_MESSAGE | Tag::RESPONSE_MESSAGE)
    }
}

impl EncodeRoot for Message<'_> {
    fn root_tag(&self) -> Tag {
        match self {
            Self::Request(message) => message.root_tag(),
            Self::Response(message) => message.root_tag(),
        }
    }
}
