//! Reads single fields of a message without decoding it.
//!
//! It is for a proxy that routes, a log, a filter.
//!
//! `cargo run -p kmip --example one_field`

use std::error::Error;

use kmip::ttlv::{self, ResponseView, View};
use kmip::view::ItemView as _;
use kmip::{
    CryptographicAlgorithm, DateTime, GetResponse, KeyBlock, ObjectType, ProtocolVersion, ResponseBatchItem,
    ResponseMessage, ResultStatus, SymmetricKey, Tag,
};

pub(crate) fn main() -> Result<(), Box<dyn Error>> {
    let key = KeyBlock::raw(vec![7; 32], CryptographicAlgorithm::AES, 256);
    let get = GetResponse::new(ObjectType::SYMMETRIC_KEY, "5d0c8f1e", SymmetricKey::new(key));
    let mut response = ResponseMessage::new(ProtocolVersion::V2_1, DateTime(1_735_689_600));
    response.push(ResponseBatchItem::success(get));
    let message = ttlv::to_vec(&response)?;

    // Straight to one field: what stands beside the way is jumped over. Nothing is copied or allocated.
    let view = View::new(&message)?;
    let id: &str = view.require(&[Tag::BATCH_ITEM, Tag::RESPONSE_PAYLOAD, Tag::UNIQUE_IDENTIFIER])?;
    let nonce: Option<View<'_>> = view.get(&[Tag::RESPONSE_HEADER, Tag::NONCE])?;
    println!("{id}, {}", if nonce.is_some() { "with a nonce" } else { "without a nonce" });
    assert_eq!((id, nonce), ("5d0c8f1e", None));

    // The envelope: header and items, checked when the view is made.
    let envelope = ResponseView::new(view)?;
    for item in envelope.batch_items() {
        let item = item?;
        println!("{:?}", item.result_status());
        assert_eq!(item.result_status(), Some(ResultStatus::SUCCESS));
    }
    Ok(())
}
