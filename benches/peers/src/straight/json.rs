//! The messages in JSON.

use crate::format::Out;
use crate::values::Values;

/// All that comes before the first batch item of a request.
fn request<'o>(out: &'o mut Out, values: &Values) -> Option<&'o mut Out> {
    let [major, minor, count, ..] = *values.numbers else { return None };
    out.put(concat!(
        r#"{"tag":"RequestMessage","value":[{"tag":"RequestHeader","value":[{"tag":"ProtocolVersion","value":["#,
        r#"{"tag":"ProtocolVersionMajor","type":"Integer","value":"#
    ))
    .number(major, 1)
    .put(r#"},{"tag":"ProtocolVersionMinor","type":"Integer","value":"#)
    .number(minor, 1)
    .put(r#"}]},{"tag":"BatchCount","type":"Integer","value":"#)
    .number(count, 1);
    Some(out.put("}]}"))
}

/// All that comes before the first batch item of a response.
fn response<'o>(out: &'o mut Out, values: &Values) -> Option<&'o mut Out> {
    let [major, minor, count, ..] = *values.numbers else { return None };
    out.put(concat!(
        r#"{"tag":"ResponseMessage","value":[{"tag":"ResponseHeader","value":[{"tag":"ProtocolVersion","value":["#,
        r#"{"tag":"ProtocolVersionMajor","type":"Integer","value":"#
    ))
    .number(major, 1)
    .put(r#"},{"tag":"ProtocolVersionMinor","type":"Integer","value":"#)
    .number(minor, 1)
    .put(r#"}]},{"tag":"TimeStamp","type":"DateTime","value":""#)
    .date(*values.dates.first()?)?
    .put(r#""},{"tag":"BatchCount","type":"Integer","value":"#)
    .number(count, 1);
    Some(out.put("}]}"))
}

pub(super) fn get_request(out: &mut Out, values: &Values) -> Option<()> {
    request(out, values)?
        .put(concat!(
            r#",{"tag":"BatchItem","value":[{"tag":"Operation","type":"Enumeration","value":"Get"},"#,
            r#"{"tag":"RequestPayload","value":[{"tag":"UniqueIdentifier","type":"TextString","value":""#
        ))
        .json(values.texts.first()?)?
        .put(r#""}]}]}]}"#);
    Some(())
}

pub(super) fn get_responses(out: &mut Out, values: &Values) -> Option<()> {
    response(out, values)?;
    let mut numbers = values.numbers.get(3..)?.iter();
    // Items of a batch have an identifier of their own before the key.
    let has_ids = values.bytes.len() > values.texts.len();
    let mut bytes = values.bytes.iter();
    for identifier in &values.texts {
        out.put(r#",{"tag":"BatchItem","value":[{"tag":"Operation","type":"Enumeration","value":"Get"},"#);
        if has_ids {
            out.put(r#"{"tag":"UniqueBatchItemID","type":"ByteString","value":""#).hex(bytes.next()?).put(r#""},"#);
        }
        out.put(concat!(
            r#"{"tag":"ResultStatus","type":"Enumeration","value":"Success"},{"tag":"ResponsePayload","value":["#,
            r#"{"tag":"ObjectType","type":"Enumeration","value":"SymmetricKey"},"#,
            r#"{"tag":"UniqueIdentifier","type":"TextString","value":""#
        ))
        .json(identifier)?
        .put(concat!(
            r#""},{"tag":"SymmetricKey","value":[{"tag":"KeyBlock","value":["#,
            r#"{"tag":"KeyFormatType","type":"Enumeration","value":"Raw"},"#,
            r#"{"tag":"KeyValue","value":[{"tag":"KeyMaterial","type":"ByteString","value":""#
        ))
        .hex(bytes.next()?)
        .put(concat!(
            r#""}]},{"tag":"CryptographicAlgorithm","type":"Enumeration","value":"AES"},"#,
            r#"{"tag":"CryptographicLength","type":"Integer","value":"#
        ))
        .number(*numbers.next()?, 1)
        .put("}]}]}]}]}");
    }
    out.put("]}");
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
            r#",{"tag":"BatchItem","value":[{"tag":"Operation","type":"Enumeration","value":"Register"},"#,
            r#"{"tag":"RequestPayload","value":[{"tag":"ObjectType","type":"Enumeration","value":"PrivateKey"},"#,
            r#"{"tag":"TemplateAttribute","value":["#,
            r#"{"tag":"Attribute","value":[{"tag":"AttributeName","type":"TextString","value":""#
        ))
        .json(algorithm)?
        .put(concat!(
            r#""},{"tag":"AttributeValue","type":"Enumeration","value":"RSA"}]},"#,
            r#"{"tag":"Attribute","value":[{"tag":"AttributeName","type":"TextString","value":""#
        ))
        .json(length)?
        .put(r#""},{"tag":"AttributeValue","type":"Integer","value":"#)
        .number(bits, 1)
        .put(r#"}]},{"tag":"Attribute","value":[{"tag":"AttributeName","type":"TextString","value":""#)
        .json(mask)?
        .put(concat!(
            r#""},{"tag":"AttributeValue","type":"Integer","value":"Sign"}]},"#,
            r#"{"tag":"Attribute","value":[{"tag":"AttributeName","type":"TextString","value":""#
        ))
        .json(name)?
        .put(r#""},{"tag":"AttributeValue","value":[{"tag":"NameValue","type":"TextString","value":""#)
        .json(name_value)?
        .put(concat!(
            r#""},{"tag":"NameType","type":"Enumeration","value":"UninterpretedTextString"}]}]},"#,
            r#"{"tag":"Attribute","value":[{"tag":"AttributeName","type":"TextString","value":""#
        ))
        .json(group)?
        .put(r#""},{"tag":"AttributeValue","type":"TextString","value":""#)
        .json(group_value)?
        .put(r#""}]},{"tag":"Attribute","value":[{"tag":"AttributeName","type":"TextString","value":""#)
        .json(date)?
        .put(r#""},{"tag":"AttributeValue","type":"DateTime","value":""#)
        .date(*values.dates.first()?)?
        .put(concat!(
            r#""}]}]},{"tag":"PrivateKey","value":[{"tag":"KeyBlock","value":["#,
            r#"{"tag":"KeyFormatType","type":"Enumeration","value":"PKCS_1"},"#,
            r#"{"tag":"KeyValue","value":[{"tag":"KeyMaterial","type":"ByteString","value":""#
        ))
        .hex(values.bytes.first()?)
        .put(concat!(
            r#""}]},{"tag":"CryptographicAlgorithm","type":"Enumeration","value":"RSA"},"#,
            r#"{"tag":"CryptographicLength","type":"Integer","value":"#
        ))
        .number(key_bits, 1)
        .put("}]}]}]}]}]}");
    Some(())
}

pub(super) fn locate(out: &mut Out, values: &Values) -> Option<()> {
    response(out, values)?.put(concat!(
        r#",{"tag":"BatchItem","value":[{"tag":"Operation","type":"Enumeration","value":"Locate"},"#,
        r#"{"tag":"ResultStatus","type":"Enumeration","value":"Success"},{"tag":"ResponsePayload","value":["#
    ));
    let mut separator = r#"{"tag":"UniqueIdentifier","type":"TextString","value":""#;
    for identifier in &values.texts {
        out.put(separator).json(identifier)?;
        separator = r#""},{"tag":"UniqueIdentifier","type":"TextString","value":""#;
    }
    out.put(r#""}]}]}]}"#);
    Some(())
}
