//! The four encodings, each with the same operations.

use kmip_types::format::locate;
use kmip_types::format::{Document, Reader};
use kmip_types::items::{Node, NodeReader, transcode};
use kmip_types::validate::{Findings, Validator};
use kmip_types::{Error, Message};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Encoding {
    Ttlv,
    Cbor,
    Xml,
    Json,
}

pub(crate) const ENCODINGS: [Encoding; 4] = [Encoding::Ttlv, Encoding::Cbor, Encoding::Xml, Encoding::Json];

impl Encoding {
    /// The name of the member that holds it, and of the file of malformed input.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Ttlv => "ttlv",
            Self::Cbor => "cbor",
            Self::Xml => "xml",
            Self::Json => "json",
        }
    }

    /// Whether it is text; else the files have it in hexadecimal.
    pub(crate) const fn is_text(self) -> bool {
        matches!(self, Self::Xml | Self::Json)
    }

    /// Writes the items of `reader`, item by item.
    pub(crate) fn write(self, reader: &mut dyn Reader<'_>) -> Result<Vec<u8>, Error> {
        Ok(match self {
            Self::Ttlv => {
                let mut writer = kmip_ttlv::Writer::new(Vec::new());
                transcode(reader, &mut writer)?;
                writer.finish()?
            }
            Self::Cbor => {
                let mut writer = kmip_cbor::Writer::new(Vec::new());
                transcode(reader, &mut writer)?;
                writer.finish()?
            }
            Self::Xml => {
                let mut writer = kmip_xml::Writer::new(String::new());
                transcode(reader, &mut writer)?;
                writer.finish()?.into_bytes()
            }
            Self::Json => {
                let mut writer = kmip_json::Writer::new(String::new());
                transcode(reader, &mut writer)?;
                writer.finish()?.into_bytes()
            }
        })
    }

    /// The same of a node.
    pub(crate) fn of(self, node: &Node<'_>) -> Vec<u8> {
        self.write(&mut NodeReader::for_node(node)).unwrap()
    }

    /// Converts into another encoding, item by item.
    pub(crate) fn convert(self, input: &[u8], to: Self) -> Result<Vec<u8>, Error> {
        self.read(input, &mut |reader| to.write(reader))
    }

    /// Reads the items, whatever they are.
    pub(crate) fn nodes(self, input: &[u8]) -> Result<Vec<Node<'static>>, Error> {
        self.read(input, &mut |reader| {
            let nodes = Node::read_all(reader)?;
            Ok(nodes.into_iter().map(Node::into_owned).collect())
        })
    }

    /// What a validator finds in the items.
    pub(crate) fn findings(self, input: &[u8]) -> Result<Findings, Error> {
        self.read(input, &mut |reader| Ok(Validator::new().findings(reader)?))
    }

    /// Calls `each` with a reader; an error gets the path that leads to it.
    fn read<T>(self, input: &[u8], each: &mut dyn FnMut(&mut dyn Reader<'_>) -> Result<T, Error>) -> Result<T, Error> {
        match self {
            Self::Ttlv => each(&mut kmip_ttlv::Reader::new(input))
                .map_err(|error| locate(&mut kmip_ttlv::Reader::new(input), error.fault())),
            Self::Cbor => each(&mut kmip_cbor::Reader::new(input))
                .map_err(|error| locate(&mut kmip_cbor::Reader::new(input), error.fault())),
            Self::Xml => in_document(&kmip_xml::parse(text(input))?, each),
            Self::Json => in_document(&kmip_json::parse(text(input))?, each),
        }
    }

    /// Decodes a message into the model.
    pub(crate) fn decode(self, input: &[u8]) -> Result<Message<'static>, Error> {
        match self {
            Self::Ttlv => kmip_ttlv::from_slice::<Message<'_>>(input).map(Message::into_owned),
            Self::Cbor => kmip_cbor::from_slice::<Message<'_>>(input).map(Message::into_owned),
            Self::Xml => kmip_xml::from_slice(input),
            Self::Json => kmip_json::from_slice(input),
        }
    }

    /// Encodes a message of the model.
    pub(crate) fn encode(self, message: &Message<'_>) -> Result<Vec<u8>, Error> {
        match self {
            Self::Ttlv => kmip_ttlv::to_vec(message),
            Self::Cbor => kmip_cbor::to_vec(message),
            Self::Xml => kmip_xml::to_vec(message),
            Self::Json => kmip_json::to_vec(message),
        }
    }
}

fn text(input: &[u8]) -> &str {
    std::str::from_utf8(input).unwrap()
}

fn in_document<T>(
    document: &Document<'_>,
    each: &mut dyn FnMut(&mut dyn Reader<'_>) -> Result<T, Error>,
) -> Result<T, Error> {
    each(&mut document.reader()).map_err(|error| locate(&mut document.reader(), error.fault()))
}
