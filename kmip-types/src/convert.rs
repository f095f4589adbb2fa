//! Converts whole messages from one protocol version to another: `convert_to`.
//!
//! From and to any version of 1.0 to 3.0.
//!
//! | what | 1.0 to 1.4 | 2.0, 2.1 | 3.0 |
//! |---|---|---|---|
//! | attributes of a request | Template-Attribute and its kin: Attribute with name, index and value | Attributes and its kin: each under its tag | as 2.x |
//! | … of a response, of Locate, Import, Export, Put and Key Value | Attribute, one by one; in responses, later instances of an attribute are counted | Attributes | as 2.x |
//! | custom attributes | name `x-size`, `y-size` | vendor `x` or `y`, name `size` | as 2.x |
//! | names of attributes: Get Attributes, Get Attribute List, Delete Attribute, Notify | Attribute Name | Attribute Reference: tag, or vendor and name | as 2.x |
//! | the same in a Key Wrapping Specification | Attribute Name | Attribute Name | Attribute Reference |
//! | the attribute to add or modify | Attribute | New Attribute | as 2.x |
//! | the attribute that was added, modified or deleted, in the response | Attribute | not repeated; [`convert_response_to`](ResponseMessage::convert_response_to) takes it from the request | as 2.x |
//! | an attribute that Notify tells was deleted | Attribute without a value | Attribute Reference | as 2.x |
//! | identifiers | Text String | Text String | Identifier |
//! | Name, Rotate Name | structure; the type is Uninterpreted Text String if nothing is said | structure | Text String |
//! | links | Link with type and identifier | Link | an attribute per type: Reference |
//! | groups | Object Group, the name | Object Group | Group Link: Name Reference |
//! | Certify, Re-certify: the request | Certificate Request | Certificate Request Value | as 2.x |
//! | Re-key Key Pair: the identifier | Private Key Unique Identifier | as 1.x | Unique Identifier |
//! | Import: the type of the object | follows from the object | Object Type | as 2.x |
//! | a request about the ID Placeholder | no Unique Identifier | none, or the value ID Placeholder | the value ID Placeholder |
//! | Asynchronous Indicator | true, false | Optional, Prohibited | as 2.x |
//! | Ephemeral | | true | Data |
//! | Extension Type | Integer | Enumeration | as 2.x |
//! | Batch Count | the number of items | as 1.x | |
//! | Unique Batch Item ID, of several items | the place, as four bytes | as 1.x | |
//! | Batch Order Option, of several items | false if nothing is said | true if nothing is said | |
//! | transparent keys on elliptic curves | one format per algorithm; one for all since 1.3 | one for all | as 2.x |
//! | why an operation failed | the nearest Result Reason, else General Failure | as 1.x | as 1.x |
//!
//! What the version asked for does not have after that is left out. [`Report`] tells of everything that is lost, and of
//! everything from which the way back leads to another message; its entries have a [`Category`], a path, and the versions
//! that have what is concerned.

mod attributes;
mod conditions;
mod converter;
mod custom;
mod fill;
mod forms;
mod links;
mod message;
mod operations;
mod piece;
mod places;
mod references;
mod report;
mod response;
mod rewritten;
mod rules;
mod search;
mod site;
#[cfg(test)]
mod tests;
mod values;
mod walk;

pub use report::{Category, Change, Report};

use alloc::vec;
use alloc::vec::Vec;

use self::converter::{Converter, Repeats};
use self::piece::Piece;
use self::places::changes;
use crate::codec::{Encoder, Root, decode_root_owned, decode_tree_leniently};
use crate::error::Fault;
use crate::tree::{Node, NodeReader, NodeValue, NodeWriter};
use crate::{
    DeleteAttributeRequest, Error, ErrorKind, Message, NamedAttribute, ProtocolVersion, RequestMessage,
    ResponseMessage, Tag, Versions,
};

/// A message in another protocol version, with a report of what has changed.
///
/// The report tells what the message does not say any more, or says in another way.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Conversion<M> {
    /// The message, in the version asked for.
    pub message: M,
    /// The changes that were made.
    ///
    /// It is empty if nothing was changed; then converting back gives the first message.
    pub report: Report,
}

impl RequestMessage<'_> {
    /// Converts the request to another protocol version, from any to any of 1.0 to 3.0.
    ///
    /// The message is taken as it is, whether or not its own version has all that is in it. What the other version says
    /// in another way is converted; what it does not have is left out and reported, by [`Category`]. What is left encodes
    /// in that version. If no batch item can be kept, there is none: such a message cannot be sent. Text and bytes are
    /// copied.
    ///
    /// ```
    /// use kmip_types::convert::Category;
    /// use kmip_types::{
    ///     Attribute, CreateRequest, CryptographicAlgorithm, NamedAttribute, ObjectType, ProtocolVersion,
    ///     RequestMessage, RequestPayload, Tag, TemplateAttribute,
    /// };
    ///
    /// let mut template = TemplateAttribute::default();
    /// template.named_attributes = vec![
    ///     NamedAttribute::standard(Attribute::CryptographicAlgorithm(CryptographicAlgorithm::AES)),
    ///     NamedAttribute::standard(Attribute::OperationPolicyName("default".into())),
    /// ];
    /// let mut create = CreateRequest::new(ObjectType::SYMMETRIC_KEY);
    /// create.template_attribute = Some(template);
    /// let mut request = RequestMessage::new(ProtocolVersion::V1_4);
    /// request.push(create);
    ///
    /// let conversion = request.convert_to(ProtocolVersion::V2_1)?;
    /// let RequestPayload::Create(create) = &conversion.message.batch_items[0].request_payload else {
    ///     return Err("another payload".into());
    /// };
    /// let attributes = create.attributes.as_ref().ok_or("no attributes")?;
    /// assert!(attributes.get(Tag::CRYPTOGRAPHIC_ALGORITHM).is_some());
    ///
    /// // 2.0 dropped the attribute.
    /// let lost = conversion.report.iter().next().ok_or("no report")?;
    /// assert_eq!((lost.category, lost.tag), (Category::Attribute, Tag::OPERATION_POLICY_NAME));
    /// assert!(!conversion.report.is_lossless());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`UnknownValue`](ErrorKind::UnknownValue) if one of the two versions is none from 1.0 to 3.0; what [`Node`] refuses.
    pub fn convert_to(&self, version: ProtocolVersion<'_>) -> Result<Conversion<RequestMessage<'static>>, Error> {
        let clear = |message: &mut RequestMessage<'_>| message.batch_items.clear();
        convert(self, &self.request_header.protocol_version, &version, clear, |_| Ok(Repeats::new()))
    }
}

impl ResponseMessage<'_> {
    /// Converts the response to another protocol version.
    ///
    /// From and to any version of 1.0 to 3.0.
    ///
    /// It does what [`RequestMessage::convert_to`] does. What only the request says is not added: see
    /// [`convert_response_to`](Self::convert_response_to).
    ///
    /// # Errors
    /// As for [`RequestMessage::convert_to`].
    pub fn convert_to(&self, version: ProtocolVersion<'_>) -> Result<Conversion<ResponseMessage<'static>>, Error> {
        self.convert(&version, |_| Ok(Repeats::new()))
    }

    /// Converts the response, using the request that it answers.
    ///
    /// The result is in another protocol version.
    ///
    /// The request can be of any version.
    ///
    /// In 1.x the responses to Add, Modify and Delete Attribute repeat the attribute; later ones do not. Here it is taken
    /// from the request, and reported as [`Repeated`](Category::Repeated). A request to delete an attribute can say its name
    /// alone: `deleted` tells the whole attribute, if anybody has asked for it in time; if not, the response repeats the
    /// name, and the value is reported as [`Missing`](Category::Missing).
    ///
    /// ```
    /// use kmip_types::{
    ///     AddAttributeRequest, AddAttributeResponse, Attribute, DateTime, NamedAttribute, ProtocolVersion,
    ///     RequestMessage, ResponseMessage, ResponsePayload,
    /// };
    ///
    /// // A client of 1.4 asks, a server of 2.1 answers.
    /// let length = NamedAttribute::standard(Attribute::CryptographicLength(256));
    /// let mut add = AddAttributeRequest::default();
    /// add.named_attribute = Some(length.clone().into());
    /// let mut request = RequestMessage::new(ProtocolVersion::V1_4);
    /// request.push(add);
    ///
    /// let to_server = request.convert_to(ProtocolVersion::V2_1)?.message;
    /// let mut response = ResponseMessage::respond_to(&to_server, DateTime(1_735_689_600));
    /// response.push(to_server.batch_items[0].success(AddAttributeResponse::new("key-7")));
    ///
    /// let to_client = response.convert_response_to(ProtocolVersion::V1_4, &request, |_| None)?;
    /// let Some(ResponsePayload::AddAttribute(added)) = &to_client.message.batch_items[0].response_payload else {
    ///     return Err("another payload".into());
    /// };
    /// assert_eq!(added.named_attribute.as_deref(), Some(&length));
    /// assert!(to_client.report.is_lossless());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// As for [`RequestMessage::convert_to`], of this message and of the request.
    pub fn convert_response_to(
        &self,
        version: ProtocolVersion<'_>,
        request: &RequestMessage<'_>,
        mut deleted: impl FnMut(&DeleteAttributeRequest<'_>) -> Option<NamedAttribute<'static>>,
    ) -> Result<Conversion<ResponseMessage<'static>>, Error> {
        self.convert(&version, |source| response::repeats(self, source, request, &mut deleted, &version))
    }

    fn convert(
        &self,
        version: &ProtocolVersion<'_>,
        repeats: impl FnOnce(&Piece<'_>) -> Result<Repeats, Error>,
    ) -> Result<Conversion<ResponseMessage<'static>>, Error> {
        let clear = |message: &mut ResponseMessage<'_>| message.batch_items.clear();
        convert(self, &self.response_header.protocol_version, version, clear, repeats)
    }
}

impl Message<'_> {
    /// Converts the message to another protocol version.
    ///
    /// It does so as [`RequestMessage::convert_to`] does.
    ///
    /// # Errors
    /// As for [`RequestMessage::convert_to`].
    pub fn convert_to(&self, version: ProtocolVersion<'_>) -> Result<Conversion<Message<'static>>, Error> {
        Ok(match self {
            Self::Request(message) => {
                let Conversion { message, report } = message.convert_to(version)?;
                Conversion { message: Message::Request(message), report }
            }
            Self::Response(message) => {
                let Conversion { message, report } = message.convert_to(version)?;
                Conversion { message: Message::Response(message), report }
            }
        })
    }
}

/// Through the untyped tree.
///
/// `clear` takes out the batch items; `repeats` finds what responses repeat of their requests.
fn convert<'a, M: Root<'static>>(
    message: &impl Root<'a>,
    from: &ProtocolVersion<'_>,
    to: &ProtocolVersion<'_>,
    clear: fn(&mut M),
    repeats: impl FnOnce(&Piece<'_>) -> Result<Repeats, Error>,
) -> Result<Conversion<M>, Error> {
    let numbers = (to.protocol_version_major, to.protocol_version_minor);
    let (from, to) = (known(from)?, known(to)?);
    let mut writer = NodeWriter::default();
    message.encode(message.root_tag(), &mut Encoder::unbound(&mut writer))?;
    let source = writer.into_nodes().pop().unwrap_or_default();
    let piece = Piece::from_node(source, &mut 0);
    let mut converter = Converter::new(from, to, repeats(&piece)?);
    let root = converter.message(piece, numbers).into_node();
    let converted = typed(root, clear)?;
    let report = Report::new(changes(message, converter.notes)?);
    Ok(Conversion { message: converted, report })
}

/// Reads the message as the model has it.
///
/// The model insists on a batch item: where none is left, one stands in for a moment.
fn typed<M: Root<'static>>(mut root: Node<'_>, clear: fn(&mut M)) -> Result<M, Error> {
    let is_empty = root.child(Tag::BATCH_ITEM).is_none();
    if is_empty && let NodeValue::Structure(children) = root.value_mut() {
        children.push(stand_in());
    }
    // What lenient reading has set aside does not fit the tables of the other version either.
    let strict = decode_root_owned(NodeReader::for_node(&root));
    let mut message: M = strict.or_else(|_| decode_tree_leniently(root))?;
    if is_empty {
        clear(&mut message);
    }
    Ok(message)
}

/// Returns what is a batch item both of a request and of a response.
fn stand_in() -> Node<'static> {
    let number = |tag| Node::new(tag, NodeValue::Enumeration(0));
    let payload = Node::new(Tag::REQUEST_PAYLOAD, NodeValue::Structure(Vec::new()));
    let fields = vec![number(Tag::OPERATION), number(Tag::RESULT_STATUS), payload];
    Node::new(Tag::BATCH_ITEM, NodeValue::Structure(fields))
}

/// The version as a set of one.
fn known(version: &ProtocolVersion<'_>) -> Result<Versions, Error> {
    version
        .version()
        .map(Versions::only)
        .ok_or_else(|| Fault::without_offset(ErrorKind::UnknownValue, Tag::PROTOCOL_VERSION).into())
}
