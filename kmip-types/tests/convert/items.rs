//! Items, payloads and messages in few words.
//!
//! They can be tested for what becomes of them in another version.

use kmip_types::format::{decode_root, encode_root_with};
use kmip_types::items::{Node, NodeReader, NodeValue, NodeWriter};
use kmip_types::validate::{Finding, FindingKind};
use kmip_types::{EncodeOptions, Message, Operation, ProtocolVersion, Tag};

pub(crate) type Version = ProtocolVersion<'static>;

pub(crate) fn items<const N: usize>(tag: Tag, children: [Node<'static>; N]) -> Node<'static> {
    Node::new(tag, NodeValue::Structure(children.into()))
}

pub(crate) fn text(tag: Tag, value: &'static str) -> Node<'static> {
    Node::new(tag, NodeValue::TextString(value.into()))
}

pub(crate) fn identifier(tag: Tag, value: &'static str) -> Node<'static> {
    Node::new(tag, NodeValue::Identifier(value.into()))
}

pub(crate) fn reference(tag: Tag, value: &'static str) -> Node<'static> {
    Node::new(tag, NodeValue::Reference(value.into()))
}

pub(crate) fn name_reference(tag: Tag, value: &'static str) -> Node<'static> {
    Node::new(tag, NodeValue::NameReference(value.into()))
}

pub(crate) fn enumeration(tag: Tag, value: impl Into<u32>) -> Node<'static> {
    Node::new(tag, NodeValue::Enumeration(value.into()))
}

pub(crate) fn integer(tag: Tag, value: i32) -> Node<'static> {
    Node::new(tag, NodeValue::Integer(value))
}

pub(crate) fn boolean(tag: Tag, value: bool) -> Node<'static> {
    Node::new(tag, NodeValue::Boolean(value))
}

pub(crate) fn bytes(tag: Tag, value: &'static [u8]) -> Node<'static> {
    Node::new(tag, NodeValue::ByteString(value.into()))
}

/// The Name structure of versions up to 2.1.
pub(crate) fn name(tag: Tag, value: &'static str) -> Node<'static> {
    items(tag, [text(Tag::NAME_VALUE, value), enumeration(Tag::NAME_TYPE, 1_u32)])
}

/// An attribute of 1.x.
pub(crate) fn named(name: &'static str, value: Node<'static>) -> Node<'static> {
    assert_eq!(value.tag(), Tag::ATTRIBUTE_VALUE);
    items(Tag::ATTRIBUTE, [text(Tag::ATTRIBUTE_NAME, name), value])
}

/// Makes an attribute of 1.x with an index.
pub(crate) fn indexed(name: &'static str, index: i32, value: Node<'static>) -> Node<'static> {
    items(Tag::ATTRIBUTE, [text(Tag::ATTRIBUTE_NAME, name), integer(Tag::ATTRIBUTE_INDEX, index), value])
}

/// An attribute of a vendor, as since 2.0.
pub(crate) fn vendor(vendor: &'static str, name: &'static str, value: Node<'static>) -> Node<'static> {
    items(Tag::ATTRIBUTE, [text(Tag::VENDOR_IDENTIFICATION, vendor), text(Tag::ATTRIBUTE_NAME, name), value])
}

/// A request or a response with these items, each an operation and its payload.
pub(crate) fn message(is_request: bool, version: &Version, batch: &[(Operation, Node<'static>)]) -> Node<'static> {
    let (major, minor) = (version.protocol_version_major, version.protocol_version_minor);
    let numbers = [integer(Tag::PROTOCOL_VERSION_MAJOR, major), integer(Tag::PROTOCOL_VERSION_MINOR, minor)];
    let mut header = vec![items(Tag::PROTOCOL_VERSION, numbers)];
    if !is_request {
        header.push(Node::new(Tag::TIME_STAMP, NodeValue::DateTime(1_400_000_000)));
    }
    if major < 3 {
        header.push(integer(Tag::BATCH_COUNT, i32::try_from(batch.len()).unwrap()));
    }
    let item = |(operation, payload): &(Operation, Node<'static>)| {
        let mut fields = vec![enumeration(Tag::OPERATION, *operation)];
        if !is_request {
            fields.push(enumeration(Tag::RESULT_STATUS, 0_u32));
        }
        fields.push(payload.clone());
        Node::new(Tag::BATCH_ITEM, NodeValue::Structure(fields))
    };
    let (root, head) = if is_request {
        (Tag::REQUEST_MESSAGE, Tag::REQUEST_HEADER)
    } else {
        (Tag::RESPONSE_MESSAGE, Tag::RESPONSE_HEADER)
    };
    let mut children = vec![Node::new(head, NodeValue::Structure(header))];
    children.extend(batch.iter().map(item));
    Node::new(root, NodeValue::Structure(children))
}

/// Encodes a message that may lack what its version requires.
pub(crate) fn options(message: &Message<'_>) -> EncodeOptions<'static> {
    let is_missing = |finding: Finding<'_>| finding.kind() == FindingKind::Missing;
    match message.validate().unwrap().iter().any(is_missing) {
        true => EncodeOptions::as_read(),
        false => EncodeOptions::default(),
    }
}

/// Converts the message, and returns it with the report, a change a line.
///
/// A line has the category, and the path below the message.
pub(crate) fn convert(message: &Node<'_>, to: &Version) -> (Node<'static>, Vec<String>) {
    let typed: Message<'_> = decode_root(&mut NodeReader::for_node(message)).unwrap();
    let conversion = typed.convert_to(to.clone()).unwrap();
    let mut writer = NodeWriter::default();
    encode_root_with(&conversion.message, &mut writer, &options(&conversion.message)).unwrap();
    let changes = conversion.report.iter().map(|change| {
        let path = change.path.to_string();
        let short = path.split_once('/').map_or(path.as_str(), |(_, rest)| rest).to_owned();
        let short =
            short.replace("BatchItem/RequestPayload", "payload").replace("BatchItem/ResponsePayload", "payload");
        format!("{:?} {short} {}", change.category, change.tag)
    });
    let changes: Vec<_> = changes.collect();
    assert_eq!(conversion.report.is_empty(), changes.is_empty());
    (writer.into_nodes().pop().unwrap(), changes)
}

fn payload_of(message: &Node<'_>, is_request: bool) -> Option<Node<'static>> {
    let tag = if is_request { Tag::REQUEST_PAYLOAD } else { Tag::RESPONSE_PAYLOAD };
    message.child(Tag::BATCH_ITEM)?.child(tag).cloned().map(Node::into_owned)
}

/// A payload whose form in another version is tested.
#[derive(Clone)]
pub(crate) struct Case {
    pub(crate) is_request: bool,
    pub(crate) operation: Operation,
}

impl Case {
    fn whole<const N: usize>(&self, version: &Version, fields: [Node<'static>; N]) -> Node<'static> {
        let tag = if self.is_request { Tag::REQUEST_PAYLOAD } else { Tag::RESPONSE_PAYLOAD };
        message(self.is_request, version, &[(self.operation, items(tag, fields))])
    }

    /// These fields become those, and the report says so.
    #[track_caller]
    pub(crate) fn becomes<const N: usize, const M: usize, const R: usize>(
        &self,
        (from, fields): (&Version, [Node<'static>; N]),
        (to, expected): (&Version, [Node<'static>; M]),
        report: [&str; R],
    ) {
        let (converted, changes) = convert(&self.whole(from, fields), to);
        let whole = self.whole(to, expected);
        assert_eq!(payload_of(&converted, self.is_request), payload_of(&whole, self.is_request), "{from} to {to}");
        assert_eq!(changes, report, "{from} to {to}");
    }

    /// These fields take the batch item with them, and the report says so.
    #[track_caller]
    pub(crate) fn is_left_out<const N: usize, const R: usize>(
        &self,
        (from, fields): (&Version, [Node<'static>; N]),
        to: &Version,
        report: [&str; R],
    ) {
        let (converted, changes) = convert(&self.whole(from, fields), to);
        assert_eq!(payload_of(&converted, self.is_request), None, "{from} to {to}");
        assert_eq!(changes, report, "{from} to {to}");
    }

    /// These fields say the same in the two versions: nothing is reported, either way.
    #[track_caller]
    pub(crate) fn is<const N: usize, const M: usize>(
        &self,
        (a, a_fields): (&Version, [Node<'static>; N]),
        (b, b_fields): (&Version, [Node<'static>; M]),
    ) {
        self.becomes((a, a_fields.clone()), (b, b_fields.clone()), []);
        self.becomes((b, b_fields), (a, a_fields), []);
    }
}

pub(crate) const fn request(operation: Operation) -> Case {
    Case { is_request: true, operation }
}

pub(crate) const fn response(operation: Operation) -> Case {
    Case { is_request: false, operation }
}
