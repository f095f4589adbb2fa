//! Every encoding behind the same four functions.

use kmip::format::Fault;
use kmip::items::{Node, transcode};
use kmip::{Error, Message};

/// One encoding other than the items themselves.
pub(crate) struct Encoding {
    pub(crate) name: &'static str,
    pub(crate) encode: fn(&Message<'_>) -> Result<Vec<u8>, Error>,
    pub(crate) decode: fn(&[u8]) -> Result<Message<'static>, Error>,
    /// To TTLV, item by item, without types.
    pub(crate) to_ttlv: fn(&[u8]) -> Result<Vec<u8>, Fault>,
}

/// All of them.
pub(crate) const ENCODINGS: &[Encoding] = &[
    Encoding {
        name: "TTLV",
        encode: |message| kmip::ttlv::to_vec(message),
        decode: kmip::ttlv::from_slice_owned,
        to_ttlv: |bytes| rewritten(&mut kmip::ttlv::Reader::new(bytes)),
    },
    Encoding {
        name: "XML",
        encode: |message| kmip::xml::to_vec(message),
        decode: kmip::xml::from_slice,
        to_ttlv: |text| {
            let document = kmip::xml::parse(std::str::from_utf8(text).unwrap()).map_err(|error| error.fault())?;
            rewritten(&mut document.reader())
        },
    },
    Encoding {
        name: "JSON",
        encode: |message| kmip_json::to_vec(message),
        decode: kmip_json::from_slice,
        to_ttlv: |text| {
            let document = kmip_json::parse(std::str::from_utf8(text).unwrap()).map_err(|error| error.fault())?;
            rewritten(&mut document.reader())
        },
    },
    Encoding {
        name: "CBOR",
        encode: |message| kmip_cbor::to_vec(message),
        decode: kmip_cbor::from_slice_owned,
        to_ttlv: |bytes| rewritten(&mut kmip_cbor::Reader::new(bytes)),
    },
];

fn rewritten<'a>(reader: &mut dyn kmip::format::Reader<'a>) -> Result<Vec<u8>, Fault> {
    let mut writer = kmip::ttlv::Writer::new(Vec::new());
    transcode(reader, &mut writer)?;
    writer.finish()
}

/// A tree as bytes of TTLV.
pub(crate) fn ttlv(node: &Node<'_>) -> Vec<u8> {
    let mut writer = kmip::ttlv::Writer::new(Vec::new());
    node.write(&mut writer).unwrap();
    writer.finish().unwrap()
}
