//! The messages in XML.

use crate::format::Out;
use crate::values::Values;

/// Protocol Version.
fn version(out: &mut Out, major: u32, minor: u32) -> &mut Out {
    out.put(r#"<ProtocolVersion><ProtocolVersionMajor type="Integer" value=""#)
        .number(major, 1)
        .put(r#""/><ProtocolVersionMinor type="Integer" value=""#)
        .number(minor, 1)
        .put(r#""/></ProtocolVersion>"#)
}

/// All that comes before the first batch item of a request.
fn request<'o>(out: &'o mut Out, values: &Values) -> Option<&'o mut Out> {
    let [major, minor, count, ..] = *values.numbers else { return None };
    version(out.put("<RequestMessage><RequestHeader>"), major, minor);
    Some(out.put(r#"<BatchCount type="Integer" value=""#).number(count, 1).put(r#""/></RequestHeader>"#))
}

/// All that comes before the first batch item of a response.
fn response<'o>(out: &'o mut Out, values: &Values) -> Option<&'o mut Out> {
    let [major, minor, count, ..] = *values.numbers else { return None };
    version(out.put("<ResponseMessage><ResponseHeader>"), major, minor)
        .put(r#"<TimeStamp type="DateTime" value=""#)
        .date(*values.dates.first()?)?
        .put(r#""/><BatchCount type="Integer" value=""#)
        .number(count, 1);
    Some(out.put(r#""/></ResponseHeader>"#))
}

pub(super) fn get_request(out: &mut Out, values: &Values) -> Option<()> {
    request(out, values)?
        .put(concat!(
            r#"<BatchItem><Operation type="Enumeration" value="Get"/><RequestPayload>"#,
            r#"<UniqueIdentifier type="TextString" value=""#
        ))
        .xml(values.texts.first()?)?
        .put(r#""/></RequestPayload></BatchItem></RequestMessage>"#);
    Some(())
}

pub(super) fn get_responses(out: &mut Out, values: &Values) -> Option<()> {
    response(out, values)?;
    let mut numbers = values.numbers.get(3..)?.iter();
    // Items of a batch have an identifier of their own before the key.
    let has_ids = values.bytes.len() > values.texts.len();
    let mut bytes = values.bytes.iter();
    for identifier in &values.texts {
        out.put(r#"<BatchItem><Operation type="Enumeration" value="Get"/>"#);
        if has_ids {
            out.put(r#"<UniqueBatchItemID type="ByteString" value=""#).hex(bytes.next()?).put(r#""/>"#);
        }
        out.put(concat!(
            r#"<ResultStatus type="Enumeration" value="Success"/><ResponsePayload>"#,
            r#"<ObjectType type="Enumeration" value="SymmetricKey"/><UniqueIdentifier type="TextString" value=""#
        ))
        .xml(identifier)?
        .put(concat!(
            r#""/><SymmetricKey><KeyBlock><KeyFormatType type="Enumeration" value="Raw"/>"#,
            r#"<KeyValue><KeyMaterial type="ByteString" value=""#
        ))
        .hex(bytes.next()?)
        .put(concat!(
            r#""/></KeyValue><CryptographicAlgorithm type="Enumeration" value="AES"/>"#,
            r#"<CryptographicLength type="Integer" value=""#
        ))
        .number(*numbers.next()?, 1)
        .put(r#""/></KeyBlock></SymmetricKey></ResponsePayload></BatchItem>"#);
    }
    out.put("</ResponseMessage>");
    Some(())
}

pub(super) fn register(out: &mut Out, values: &Values) -> Option<()> {
    let [.., algorithm, length, mask, name, name_value, group, group_value, date] = values.texts.as_slice() else {
        return None;
    };
    // The mask is 1, Sign.
    let [_, _, _, bits, 1, key_bits] = *values.numbers else { return None };
    request(out, values)?
        .put(concat!(
            r#"<BatchItem><Operation type="Enumeration" value="Register"/><RequestPayload>"#,
            r#"<ObjectType type="Enumeration" value="PrivateKey"/>"#,
            r#"<TemplateAttribute><Attribute><AttributeName type="TextString" value=""#
        ))
        .xml(algorithm)?
        .put(concat!(
            r#""/><AttributeValue type="Enumeration" value="RSA"/></Attribute>"#,
            r#"<Attribute><AttributeName type="TextString" value=""#
        ))
        .xml(length)?
        .put(r#""/><AttributeValue type="Integer" value=""#)
        .number(bits, 1)
        .put(r#""/></Attribute><Attribute><AttributeName type="TextString" value=""#)
        .xml(mask)?
        .put(concat!(
            r#""/><AttributeValue type="Integer" value="Sign"/></Attribute>"#,
            r#"<Attribute><AttributeName type="TextString" value=""#
        ))
        .xml(name)?
        .put(r#""/><AttributeValue><NameValue type="TextString" value=""#)
        .xml(name_value)?
        .put(concat!(
            r#""/><NameType type="Enumeration" value="UninterpretedTextString"/></AttributeValue></Attribute>"#,
            r#"<Attribute><AttributeName type="TextString" value=""#
        ))
        .xml(group)?
        .put(r#""/><AttributeValue type="TextString" value=""#)
        .xml(group_value)?
        .put(r#""/></Attribute><Attribute><AttributeName type="TextString" value=""#)
        .xml(date)?
        .put(r#""/><AttributeValue type="DateTime" value=""#)
        .date(*values.dates.first()?)?
        .put(concat!(
            r#""/></Attribute></TemplateAttribute>"#,
            r#"<PrivateKey><KeyBlock><KeyFormatType type="Enumeration" value="PKCS_1"/>"#,
            r#"<KeyValue><KeyMaterial type="ByteString" value=""#
        ))
        .hex(values.bytes.first()?)
        .put(concat!(
            r#""/></KeyValue><CryptographicAlgorithm type="Enumeration" value="RSA"/>"#,
            r#"<CryptographicLength type="Integer" value=""#
        ))
        .number(key_bits, 1)
        .put(r#""/></KeyBlock></PrivateKey></RequestPayload></BatchItem></RequestMessage>"#);
    Some(())
}

pub(super) fn locate(out: &mut Out, values: &Values) -> Option<()> {
    response(out, values)?.put(concat!(
        r#"<BatchItem><Operation type="Enumeration" value="Locate"/>"#,
        r#"<ResultStatus type="Enumeration" value="Success"/><ResponsePayload>"#
    ));
    for identifier in &values.texts {
        out.put(r#"<UniqueIdentifier type="TextString" value=""#).xml(identifier)?.put(r#""/>"#);
    }
    out.put("</ResponsePayload></BatchItem></ResponseMessage>");
    Some(())
}
