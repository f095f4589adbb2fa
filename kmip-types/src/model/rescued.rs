//! The answer to a request that cannot be decoded.

use alloc::string::ToString;
use alloc::vec::Vec;

use crate::stream::Reader;
use crate::value::Value;
use crate::{
    Bytes, DateTime, Error, Operation, ProtocolVersion, RequestMessage, ResponseBatchItem, ResponseMessage,
    ResultReason, Tag, Text, Version, Versions,
};

/// The most items that are answered one by one.
///
/// A request with more is answered as a whole: empty items take few bytes, and their answers would take many.
const MOST_ITEMS: usize = 256;

/// The readable parts of a request that cannot be decoded.
///
/// They are enough to answer it.
///
/// A client waits for a response in its own version, with its Client Correlation Value, that answers each of its items. So a
/// server reads of a malformed request what stands before the fault, and refuses it with that. The function `refuse` of an
/// encoding does both.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rescued {
    /// The Protocol Version; `None` if it could not be read.
    pub version: Option<ProtocolVersion<'static>>,
    /// The Client Correlation Value.
    pub client_correlation_value: Option<Text<'static>>,
    /// The Operation and the Unique Batch Item ID of each batch item.
    ///
    /// Only items that could be read are there, the last of them perhaps in part.
    pub items: Vec<(Option<Operation>, Option<Bytes<'static>>)>,
}

impl Rescued {
    /// Reads a request as far as there are items.
    ///
    /// Values that cannot be read are passed over.
    pub fn read(reader: &mut dyn Reader<'_>) -> Self {
        let mut rescued = Self::default();
        let mut path: Vec<Tag> = Vec::new();
        let (mut major, mut minor) = (None, None);
        loop {
            let item = reader.next();
            if item.is_failed() {
                break;
            }
            if item.is_end() {
                if path.pop().is_none() {
                    break;
                }
                continue;
            }
            let tag = item.tag();
            // Behind a value that cannot be read the items go on.
            let Ok(value) = reader.value(item) else { continue };
            match (path.as_slice(), tag, value) {
                ([_, _, Tag::PROTOCOL_VERSION], Tag::PROTOCOL_VERSION_MAJOR, Value::Integer(number)) => {
                    major = Some(number);
                }
                ([_, _, Tag::PROTOCOL_VERSION], Tag::PROTOCOL_VERSION_MINOR, Value::Integer(number)) => {
                    minor = Some(number);
                }
                ([_, Tag::REQUEST_HEADER], Tag::CLIENT_CORRELATION_VALUE, Value::TextString(text)) => {
                    rescued.client_correlation_value = Some(Text::from(text).into_owned());
                }
                ([_], Tag::BATCH_ITEM, Value::Structure) => rescued.items.push((None, None)),
                ([_, Tag::BATCH_ITEM], Tag::OPERATION, Value::Enumeration(operation)) => {
                    if let Some((slot, _)) = rescued.items.last_mut() {
                        *slot = Some(Operation::new(operation));
                    }
                }
                ([_, Tag::BATCH_ITEM], Tag::UNIQUE_BATCH_ITEM_ID, Value::ByteString(id)) => {
                    if let Some((_, slot)) = rescued.items.last_mut() {
                        *slot = Some(Bytes::from(id).into_owned());
                    }
                }
                _ => {}
            }
            if value == Value::Structure {
                path.push(tag);
            }
            if rescued.items.len() > MOST_ITEMS {
                rescued.items.clear();
                break;
            }
        }
        rescued.version = major.zip(minor).map(|(major, minor)| ProtocolVersion::new(major, minor));
        rescued
    }

    /// Returns the response that refuses the request because of an error.
    ///
    /// It comes from a server that speaks these versions.
    ///
    /// It has the version of the request; where the server does not speak it, it is that of
    /// [`refuse_version`](Self::refuse_version), and where it could not be read the oldest. Each item is refused with the
    /// Result Reason and the text of the error; where no item could be read there is one without Operation.
    #[must_use]
    pub fn refuse(&self, error: &Error, speaks: Versions, time_stamp: DateTime) -> ResponseMessage<'static> {
        match &self.version {
            Some(version) if !version.version().is_some_and(|version| speaks.contains(version)) => {
                self.refuse_version(speaks, time_stamp)
            }
            _ => self.refuse_for(error.kind().into(), &error.to_string(), speaks, time_stamp),
        }
    }

    /// The response of a server that speaks these versions and not that of the request.
    ///
    /// It has the newest version before that of the request, or else the oldest. Each item is refused with the Result Reason
    /// Unsupported Protocol Version, which is Invalid Message in 1.x.
    #[must_use]
    pub fn refuse_version(&self, speaks: Versions, time_stamp: DateTime) -> ResponseMessage<'static> {
        let text = "the server does not speak this version";
        self.refuse_for(ResultReason::UNSUPPORTED_PROTOCOL_VERSION, text, speaks, time_stamp)
    }

    fn refuse_for(
        &self,
        reason: ResultReason,
        message: &str,
        speaks: Versions,
        time_stamp: DateTime,
    ) -> ResponseMessage<'static> {
        let version = nearest(self.version.as_ref(), speaks);
        let mut response = ResponseMessage::in_version(version, self.client_correlation_value.as_ref(), time_stamp);
        let whole = [(None, None)];
        for (operation, id) in if self.items.is_empty() { &whole } else { self.items.as_slice() } {
            let mut item = ResponseBatchItem::failure(reason.nearest_in(version), message.to_string());
            item.operation = *operation;
            item.unique_batch_item_id.clone_from(id);
            response.push(item);
        }
        response
    }
}

/// Takes what is needed from a decoded request that is refused all the same.
impl From<&RequestMessage<'_>> for Rescued {
    fn from(request: &RequestMessage<'_>) -> Self {
        let header = &request.request_header;
        let items = if request.batch_items.len() > MOST_ITEMS { &[] } else { request.batch_items.as_slice() };
        Self {
            version: Some(header.protocol_version.clone().into_owned()),
            client_correlation_value: header.client_correlation_value.clone().map(Text::into_owned),
            items: items
                .iter()
                .map(|item| (Some(item.operation), item.unique_batch_item_id.clone().map(Bytes::into_owned)))
                .collect(),
        }
    }
}

/// Returns the version of a response.
///
/// It is that of the request, the newest before it, or else the oldest.
fn nearest(asked: Option<&ProtocolVersion<'_>>, speaks: Versions) -> Version {
    let asked = asked.map(|version| (version.protocol_version_major, version.protocol_version_minor));
    let before = speaks.iter().rev().find(|version| asked.is_some_and(|asked| version.numbers() <= asked));
    before.or_else(|| speaks.iter().next()).unwrap_or(Version::V1_0)
}
