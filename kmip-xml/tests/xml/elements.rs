//! Tests of the ways in which an element says which item it is.

use kmip_xml::kmip_types::items::Value;
use kmip_xml::kmip_types::{ErrorKind, Tag};

use crate::{accept, both, leaf, refuse, structure, tolerate};

const MINOR: Tag = Tag::PROTOCOL_VERSION_MINOR;

#[test]
fn named_and_general_form() {
    let node = leaf(MINOR, Value::Integer(1));
    both(r#"<ProtocolVersionMinor type="Integer" value="1"/>"#, &node);
    for text in [
        r#"<TTLV tag="0x42006B" type="Integer" value="1"/>"#,
        r#"<TTLV tag="0x42006b" name="whatever &amp; ever" type="Integer" value="1"/>"#,
        r#"<TTLV value="1" type="Integer" tag=" 0x42006&#98; "/>"#,
        r#"<x42006b type="Integer" value="1"/>"#,
        r#"<X42006B type="Integer" value="1"/>"#,
        r#"<ProtocolVersionMinor tag="0x42006b" type="Integer" value="1"/>"#,
        r#"<ProtocolVersionMinor type='Integer' value='1'></ProtocolVersionMinor>"#,
        "<ProtocolVersionMinor\n\ttype = \"Integer\"\r\n value=\"1\" ><!-- no --> \n</ProtocolVersionMinor >",
        r#"<ProtocolVersionMinor name="ProtocolVersionMinor" type="Integer" value="1"/>"#,
        r#"<ProtocolVersionMinor type="Inte&#103;er" value="1"/>"#,
    ] {
        accept(text, &node);
    }
}

#[test]
fn tags_that_do_not_fit() {
    refuse(r#"<ProtocolVersionMinor tag="0x42006a" type="Integer" value="1"/>"#, ErrorKind::WrongTag);
    refuse(r#"<x42006b tag="0x42006a" type="Integer" value="1"/>"#, ErrorKind::WrongTag);
    refuse(r#"<TTLV type="Integer" value="1"/>"#, ErrorKind::Syntax);
    for tag in ["42006b", "0x42006", "0x042006b", "0x42006g"] {
        refuse(&format!(r#"<TTLV tag="{tag}" type="Integer" value="1"/>"#), ErrorKind::Hex);
    }
    for tag in ["", "x42006b", "ProtocolVersionTiny"] {
        refuse(&format!(r#"<TTLV tag="{tag}" type="Integer" value="1"/>"#), ErrorKind::UnknownName);
    }
    for tag in ["0x41ffff", "0x430001", "0x000000", "0xffffff"] {
        refuse(&format!(r#"<TTLV tag="{tag}" type="Integer" value="1"/>"#), ErrorKind::InvalidTag);
    }
    for name in
        ["x42006", "x042006b", "x430001", "x41ffff", "y42006b", "ProtocolVersionTiny", "Message", "KMIP", "ttlv"]
    {
        refuse(&format!(r#"<{name} type="Integer" value="1"/>"#), ErrorKind::UnknownName);
    }
}

#[test]
fn type_names() {
    accept(r#"<BatchItem type="Structure"/>"#, &structure(Tag::BATCH_ITEM, []));
    accept(r#"<BatchItem type="Structure"></BatchItem>"#, &structure(Tag::BATCH_ITEM, []));
    accept(r#"<BatchCount type="integer" value="1"/>"#, &leaf(Tag::BATCH_COUNT, Value::Integer(1)));
    accept(
        r#"<CertificateLink type="Name Reference" value="a "/>"#,
        &leaf(Tag::from_name("CertificateLink").unwrap(), Value::NameReference("a ")),
    );
    for name in ["", "Int", "0x02", "2"] {
        refuse(&format!(r#"<BatchCount type="{name}" value="1"/>"#), ErrorKind::UnknownType);
    }
}

#[test]
fn structures_have_children_and_scalars_a_value() {
    for text in [
        r#"<BatchItem value=""/>"#,
        r#"<BatchItem type="Structure" value="1"/>"#,
        r#"<BatchCount type="Integer"/>"#,
        r#"<BatchCount type="Integer">1</BatchCount>"#,
        r#"<BatchCount type="Integer" value="1">1</BatchCount>"#,
        r#"<BatchCount type="Integer" value="1"><BatchItem/></BatchCount>"#,
        r#"<BatchCount type="Integer" value="1"><![CDATA[]]></BatchCount>"#,
        "<BatchItem>text</BatchItem>",
        "<BatchItem><BatchItem/>text</BatchItem>",
        "<BatchItem>&#32;</BatchItem>",
        "<BatchItem>&amp;</BatchItem>",
        "<BatchItem><![CDATA[ ]]></BatchItem>",
        "<BatchItem>\u{A0}</BatchItem>",
        "<BatchItem>\u{C}</BatchItem>",
    ] {
        refuse(text, ErrorKind::Syntax);
    }
}

#[test]
fn attributes_have_to_be_well_formed() {
    for attributes in [
        "type",
        "type=Integer value='1'",
        "type='Integer'value='1'",
        "type='Integer' type='Integer' value='1'",
        "type='Integer' value='1' value='1'",
        "tag='0x42000d' tag='0x42000d' type='Integer' value='1'",
        "name='a' name='b' type='Integer' value='1'",
        "name='&' type='Integer' value='1'",
        "type='&Integer;' value='1'",
        "type='Integer' value='1' foo='&' ",
        "foo='1' foo='2' type='Integer' value='1'",
        "xmlns='' xmlns='' type='Integer' value='1'",
    ] {
        refuse(&format!("<BatchCount {attributes}/>"), ErrorKind::Syntax);
    }
    refuse("<BatchCount type='Integer\"/>", ErrorKind::Truncated);
    for name in
        ["", "Batch<Count", "Batch#Count", "Batch Count\u{B}", "3Batch", "-BatchCount", "a:b:BatchCount", ":BatchCount"]
    {
        refuse(&format!("<{name} type='Integer' value='1'/>"), ErrorKind::Syntax);
    }
    let many: String = (0..13).map(|n| format!(" a{n}=''")).collect();
    refuse(&format!("<BatchItem{many}/>"), ErrorKind::Syntax);
}

#[test]
fn unknown_attributes() {
    let node = leaf(Tag::BATCH_COUNT, Value::Integer(1));
    for attribute in ["foo=''", "Type='x'", "xml:space='preserve'", "k:type='Integer'", "xsi:nil=\"&lt;\""] {
        let text = format!(r#"<BatchCount type="Integer" {attribute} value="1"/>"#);
        tolerate(&text, ErrorKind::Syntax, &node);
    }
}
