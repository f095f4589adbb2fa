//! Takes a message from one encoding to the others, item by item.
//!
//! Items that nobody knows go through like the rest.
//!
//! `cargo run -p kmip --example transcode --features xml,json,cbor`

use std::error::Error;

use kmip::format::{Fault, Reader};
use kmip::items::{Pretty, transcode};
use kmip::{cbor, json, ttlv, xml};

/// TTLV of whatever is read: with a vendor's item that no table has.
fn to_ttlv<'a>(reader: &mut dyn Reader<'a>) -> Result<Vec<u8>, Fault> {
    let mut writer = ttlv::TtlvWriter::new(Vec::new());
    transcode(reader, &mut writer)?;
    writer.finish()
}

pub(crate) fn main() -> Result<(), Box<dyn Error>> {
    let source = r#"<RequestMessage>
          <RequestHeader>
            <ProtocolVersion>
              <ProtocolVersionMajor type="Integer" value="2"/>
              <ProtocolVersionMinor type="Integer" value="1"/>
            </ProtocolVersion>
            <BatchCount type="Integer" value="1"/>
          </RequestHeader>
          <BatchItem>
            <Operation type="Enumeration" value="Get"/>
            <RequestPayload>
              <UniqueIdentifier type="TextString" value="5d0c8f1e"/>
              <TTLV tag="0x540001" type="Integer" value="7"/>
            </RequestPayload>
          </BatchItem>
        </RequestMessage>"#;
    let bytes = to_ttlv(&mut xml::parse(source)?.reader())?;
    println!("XML {} bytes, TTLV {} bytes", source.len(), bytes.len());
    assert_eq!(bytes.len(), 136);

    let mut writer = json::JsonWriter::new(String::new());
    transcode(&mut ttlv::TtlvReader::new(&bytes), &mut writer)?;
    let text = writer.finish()?;
    println!("JSON {text}");
    assert!(text.contains(r#"{"tag":"Operation","type":"Enumeration","value":"Get"}"#));
    assert_eq!(to_ttlv(&mut json::parse(&text)?.reader())?, bytes);

    let mut writer = cbor::CborWriter::new(Vec::new());
    transcode(&mut ttlv::TtlvReader::new(&bytes), &mut writer)?;
    let compact = writer.finish()?;
    println!("CBOR {} bytes", compact.len());
    assert!(compact.len() * 2 < bytes.len());
    assert_eq!(to_ttlv(&mut cbor::CborReader::new(&compact))?, bytes);

    let mut tree = String::new();
    Pretty::new(&mut tree).print(&mut ttlv::TtlvReader::new(&bytes))?;
    print!("{tree}");
    assert_eq!(tree.lines().count(), 11);
    Ok(())
}
