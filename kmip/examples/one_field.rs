//! Reads single fields of a message without decoding it: for a proxy that routes, a log, a filter.
//!
//! `cargo run -p kmip --example one_field`

use std::error::Error;

use kmip::{
    CryptographicAlgorithm, DateTime, Fault, GetResponse, KeyBlock, ObjectType, ProtocolVersion, Reader,
    ResponseBatchItem, ResponseMessage, SymmetricKey, Tag, Value, ttlv,
};

/// The first value on this way down from the root. Nothing is copied, allocated or decoded beside the way.
fn field<'a>(message: &'a [u8], way: &[Tag]) -> Result<Option<Value<'a>>, Fault> {
    let mut reader = ttlv::Reader::new(message);
    let mut way = way.iter();
    let mut next = way.next();
    while let Some((tag, value)) = reader.read()? {
        if next != Some(&tag) {
            // Beside the way.
            if value == Value::Structure {
                reader.skip()?;
            }
            continue;
        }
        next = way.next();
        if next.is_none() {
            return Ok(Some(value));
        }
    }
    Ok(None)
}

pub(crate) fn main() -> Result<(), Box<dyn Error>> {
    let key = KeyBlock::raw(vec![7; 32], CryptographicAlgorithm::AES, 256);
    let get = GetResponse::new(ObjectType::SYMMETRIC_KEY, "5d0c8f1e", SymmetricKey::new(key));
    let mut response = ResponseMessage::new(ProtocolVersion::V2_1, DateTime(1_735_689_600));
    response.push(ResponseBatchItem::success(get));
    let message = ttlv::to_vec(&response)?;

    let item = [Tag::RESPONSE_MESSAGE, Tag::BATCH_ITEM];
    let id = field(&message, &[item[0], item[1], Tag::RESPONSE_PAYLOAD, Tag::UNIQUE_IDENTIFIER])?;
    let status = field(&message, &[item[0], item[1], Tag::RESULT_STATUS])?;
    println!("{id:?}, {status:?}");
    assert_eq!(id, Some(Value::TextString("5d0c8f1e")));
    assert_eq!(status, Some(Value::Enumeration(0)));
    assert_eq!(field(&message, &[Tag::RESPONSE_MESSAGE, Tag::RESPONSE_HEADER, Tag::NONCE])?, None);
    Ok(())
}
