//! The answer to a request that cannot be decoded.

use alloc::string::ToString;
use alloc::vec::Vec;

use crate::stream::Reader;
use crate::value::Value;
use crate::{
    Bytes, DateTime, Error, Operation, ProtocolVersion, ResponseBatchItem, ResponseMessage, ResultReason, Tag, Text,
    Version, Versions,
};

/// How many items are answered one by one; a request with more is answered as a whole.
const MOST_ITEMS: usize = 256;

/// What can be read of a request that cannot be decoded: enough to answer it.
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
    /// The Operation and the Unique Batch Item ID of each batch item that could be read, the last of them perhaps in part.
    pub items: Vec<(Option<Operation>, Option<Bytes<'static>>)>,
}

impl Rescued {
    /// Reads a request as far as its items can be read.
    pub fn read(reader: &mut dyn Reader<'_>) -> Self {
        let mut rescued = Self::default();
        let mut path: Vec<Tag> = Vec::new();
        let (mut major, mut minor) = (None, None);
        while let Ok(read) = reader.read() {
            let Some((tag, value)) = read else {
                if path.pop().is_none() {
                    break;
                }
                continue;
            };
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

    /// The response that refuses the request, from a server that speaks these versions.
    ///
    /// It has the version of the request, or the nearest one that the server speaks, and then the Result Reason is
    /// Unsupported Protocol Version. Each item is refused for the same reason, with the text of the error; where no item could
    /// be read there is one without Operation.
    #[must_use]
    pub fn refuse(&self, error: &Error, speaks: Versions, time_stamp: DateTime) -> ResponseMessage<'static> {
        let asked = self.version.as_ref();
        let known = asked.and_then(ProtocolVersion::version).filter(|version| speaks.contains(*version));
        let version = known.unwrap_or_else(|| nearest(asked, speaks));
        let is_refused_for_version = asked.is_some() && known.is_none();
        let (reason, message) = if is_refused_for_version {
            (ResultReason::UNSUPPORTED_PROTOCOL_VERSION, Text::from("the server does not speak this version"))
        } else {
            (ResultReason::from(error.kind()), Text::from(error.to_string()))
        };
        let mut response = ResponseMessage::in_version(version, self.client_correlation_value.as_ref(), time_stamp);
        let whole = [(None, None)];
        let items = if self.items.is_empty() { &whole } else { self.items.as_slice() };
        for (operation, id) in items {
            let mut item = ResponseBatchItem::failure(reason.nearest_in(version), message.clone());
            item.operation = *operation;
            item.unique_batch_item_id.clone_from(id);
            response.push(item);
        }
        response
    }
}

/// The version that comes nearest to what was asked for: the newest before it, or else the oldest.
fn nearest(asked: Option<&ProtocolVersion<'_>>, speaks: Versions) -> Version {
    let asked = asked.map(|version| (version.protocol_version_major, version.protocol_version_minor));
    let before = speaks.iter().rev().find(|version| asked.is_some_and(|asked| version.numbers() <= asked));
    before.or_else(|| speaks.iter().next()).unwrap_or(Version::V1_0)
}
