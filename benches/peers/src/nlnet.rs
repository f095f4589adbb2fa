//! The peers kmip-ttlv and kmip-protocol of NLnet Labs.
//!
//! They do TTLV through serde: requests are written and responses read.

use std::hint::black_box;

use kmip_benches::{Call, Encoding, Failure, Job, Kind, Sample};
use peer_kmip_protocol::types::common::{
    CryptographicAlgorithm, CryptographicLength, CryptographicUsageMask, KeyFormatType, KeyMaterial, ObjectType,
    Operation, UniqueIdentifier,
};
use peer_kmip_protocol::types::request::{
    Attribute, BatchCount, BatchItem, KeyBlock, KeyValue, ManagedObject, PrivateKey, ProtocolVersion,
    ProtocolVersionMajor, ProtocolVersionMinor, RequestHeader, RequestMessage, RequestPayload, TemplateAttribute,
};
use peer_kmip_protocol::types::response::ResponseMessage;
use peer_kmip_ttlv::{from_slice, to_vec};

use crate::values::Values;

/// Returns the jobs that the peer can do with this message.
///
/// Messages that it reads own their text and bytes; the messages that it writes are compared with ours.
pub(crate) fn jobs(sample: &Sample, encoding: Encoding) -> Result<Vec<Job>, Failure> {
    if encoding != Encoding::Ttlv {
        return Ok(Vec::new());
    }
    let input = sample.ttlv.clone();
    let bytes = input.len();
    let (name, call): (_, Call) = match (sample.kind, request(sample)?) {
        (Kind::Response, _) => (
            "decode",
            Box::new(move || {
                let message: Result<ResponseMessage, _> = from_slice(black_box(&input));
                black_box(&message).is_ok()
            }),
        ),
        (Kind::Request, Some(request)) => {
            if to_vec(&request).ok() != Some(input) {
                return Err(format!("nlnet writes another message {}", sample.name).into());
            }
            ("encode-vec", Box::new(move || black_box(&to_vec(black_box(&request))).is_ok()))
        }
        (Kind::Request, None) => return Ok(Vec::new()),
    };
    Ok(vec![Job { who: "nlnet", name, encoding, message: sample.name.clone(), bytes, call }])
}

/// The requests of the five messages, in its types.
fn request(sample: &Sample) -> Result<Option<RequestMessage>, Failure> {
    let (operation, payload) = match sample.name.as_str() {
        "a" => {
            let identifier = Values::of_sample(sample)?.texts.into_iter().next().map(UniqueIdentifier);
            (Operation::Get, RequestPayload::Get(identifier, None, None, None))
        }
        "c" => (Operation::Register, register(&Values::of_sample(sample)?).ok_or("message c is no Register")?),
        _ => return Ok(None),
    };
    let version = ProtocolVersion(ProtocolVersionMajor(1), ProtocolVersionMinor(2));
    let header = RequestHeader(version, None, None, BatchCount(1));
    Ok(Some(RequestMessage(header, vec![BatchItem(operation, None, payload)])))
}

/// The Register of message c.
fn register(values: &Values) -> Option<RequestPayload> {
    let [_, _, _, _, name, _, group, _] = values.texts.as_slice() else { return None };
    let bits = i32::try_from(*values.numbers.last()?).ok()?;
    let attributes = vec![
        Attribute::CryptographicAlgorithm(CryptographicAlgorithm::RSA),
        Attribute::CryptographicLength(bits),
        Attribute::CryptographicUsageMask(CryptographicUsageMask::Sign),
        Attribute::Name(name.clone()),
        Attribute::ObjectGroup(group.clone()),
        Attribute::ActivationDate(u64::try_from(*values.dates.first()?).ok()?),
    ];
    let key = KeyBlock(
        KeyFormatType::PKCS1,
        None,
        Some(KeyValue(KeyMaterial::Bytes(values.bytes.first()?.clone()), None)),
        Some(CryptographicAlgorithm::RSA),
        Some(CryptographicLength(bits)),
        None,
    );
    let object = ManagedObject::PrivateKey(PrivateKey(key));
    Some(RequestPayload::Register(ObjectType::PrivateKey, TemplateAttribute::unnamed(attributes), Some(object)))
}
