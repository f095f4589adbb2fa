//! Decoding into what owns its text and bytes.

use crate::error::Fault;
use crate::item::Item;
use crate::stream::{Failed, Reader};

/// A reader whose text and bytes are copied.
///
/// Nothing that is decoded borrows from the input.
pub(super) struct Owning<'b, R> {
    reader: R,
    /// The text that was asked for last, if there was any.
    text: Option<&'b str>,
    /// The bytes that were asked for last, if there were any.
    bytes: Option<&'b [u8]>,
}

impl<'b, R: Reader<'b>> Owning<'b, R> {
    pub(super) const fn new(reader: R) -> Self {
        Self { reader, text: None, bytes: None }
    }
}

impl<'a, 'b, R: Reader<'b>> Reader<'a> for Owning<'b, R> {
    #[inline]
    fn next(&mut self) -> Item {
        self.reader.next()
    }

    fn text(&mut self, item: Item) -> Option<&'a str> {
        self.text = self.reader.text(item);
        None
    }

    fn bytes(&mut self, item: Item) -> Option<&'a [u8]> {
        self.bytes = self.reader.bytes(item);
        None
    }

    fn held_text(&self) -> Result<&str, Failed> {
        match self.text {
            Some(text) => Ok(text),
            None => self.reader.held_text(),
        }
    }

    fn held_bytes(&self) -> Result<&[u8], Failed> {
        match self.bytes {
            Some(bytes) => Ok(bytes),
            None => self.reader.held_bytes(),
        }
    }

    fn fault(&self) -> Fault {
        self.reader.fault()
    }

    fn offset(&self, item: Item) -> usize {
        self.reader.offset(item)
    }

    fn skip(&mut self) -> Result<(), Fault> {
        self.reader.skip()
    }
}

#[cfg(test)]
mod tests {
    use alloc::vec::Vec;

    use super::*;
    use crate::codec::{Decode, Decoder, decode_root, decode_root_owned};
    use crate::tree::{Node, NodeReader, NodeValue};
    use crate::validate::StrictReader;
    use crate::{BigInteger, ErrorKind, NamedAttribute, RequestMessage, Tag, Version};

    fn structure(tag: Tag, children: Vec<Node<'static>>) -> Node<'static> {
        Node::new(tag, NodeValue::Structure(children))
    }

    /// A value of every type.
    fn every_type() -> Node<'static> {
        let values = [
            NodeValue::Integer(-1),
            NodeValue::LongInteger(1 << 40),
            NodeValue::BigInteger(BigInteger::from(0x1234_i128)),
            NodeValue::Enumeration(7),
            NodeValue::Boolean(true),
            NodeValue::TextString("text".into()),
            NodeValue::ByteString(Vec::from([1, 2, 3]).into()),
            NodeValue::DateTime(1),
            NodeValue::Interval(2),
            NodeValue::DateTimeExtended(3),
            NodeValue::Identifier("identifier".into()),
            NodeValue::Reference("reference".into()),
            NodeValue::NameReference("name".into()),
            NodeValue::Structure(Vec::from([Node::new(Tag::COMMENT, NodeValue::TextString("inside".into()))])),
        ];
        structure(Tag::ATTRIBUTE, values.into_iter().map(|value| Node::new(Tag::COMMENT, value)).collect())
    }

    #[test]
    fn values_of_every_type_are_copied() {
        let node = every_type();
        let again = {
            // What is read lives longer than what it is read from.
            let source = node.clone();
            let mut reader = Owning::new(NodeReader::for_node(&source));
            let item = reader.next();
            Node::<'static>::read(item, &mut reader).unwrap()
        };
        assert_eq!(again, node);
    }

    #[test]
    fn values_of_every_type_are_passed_over() {
        let node = every_type();
        let mut reader = Owning::new(NodeReader::for_node(&node));
        let mut d = Decoder::new(&mut reader);
        let item = d.read().unwrap().unwrap();
        let scope = d.open(item).unwrap();
        let mut count = 0;
        while let Some(item) = d.read().unwrap() {
            d.skip(item).unwrap();
            count += 1;
        }
        assert_eq!((count, d.read()), (14, Ok(None)));
        assert_eq!(d.close(scope, item, 0, &[]), Ok(()));
    }

    #[test]
    fn what_is_refused_is_refused_alike() {
        let header = structure(Tag::REQUEST_HEADER, Vec::new());
        let message = structure(Tag::REQUEST_MESSAGE, Vec::from([header]));
        let borrowed = decode_root::<RequestMessage<'_>>(&mut NodeReader::for_node(&message)).unwrap_err();
        assert_eq!((borrowed.kind(), borrowed.tag()), (ErrorKind::Missing, Tag::PROTOCOL_VERSION));
        assert_eq!(decode_root_owned::<RequestMessage<'_>>(NodeReader::for_node(&message)), Err(borrowed));
    }

    #[test]
    fn a_strict_reader_looks_at_what_is_held() {
        let attribute = |name: &'static str| {
            let fields = [
                Node::new(Tag::ATTRIBUTE_NAME, NodeValue::TextString(name.into())),
                Node::new(Tag::ATTRIBUTE_VALUE, NodeValue::Integer(256)),
            ];
            structure(Tag::ATTRIBUTE, fields.into())
        };
        let decoded = |node: &Node<'_>| {
            let mut reader = Owning::new(NodeReader::for_node(node));
            let mut strict = StrictReader::new(&mut reader).with_versions(Version::V1_2);
            let mut d = Decoder::new(&mut strict);
            let item = d.read()?.unwrap_or(Item::END);
            NamedAttribute::<'static>::decode(item, &mut d)
        };
        let known = decoded(&attribute("Cryptographic Length")).unwrap();
        assert_eq!(known.attribute_name, "Cryptographic Length");
        // The value of this one is no Integer, which only the name tells.
        assert_eq!(decoded(&attribute("Object Type")).map_err(Fault::kind), Err(ErrorKind::WrongType));
    }
}
