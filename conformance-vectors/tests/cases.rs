//! Messages as real peers send them: what becomes of each (`cases/*.hex`).

use std::path::Path;

use kmip_ttlv::{from_slice, to_vec};
use kmip_types::validate::Validator;
use kmip_types::{ErrorKind, Message, Outcome, ResponseMessage, ResponsePayload, ResultReason};

/// The bytes of a case.
fn case(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases").join(format!("{name}.hex"));
    let digits: String = std::fs::read_to_string(&path).unwrap().split_whitespace().collect();
    (0..digits.len()).step_by(2).map(|i| u8::from_str_radix(&digits[i..i + 2], 16).unwrap()).collect()
}

/// What the validator says of these bytes.
fn findings(bytes: &[u8]) -> Vec<String> {
    let mut findings = Vec::new();
    let mut reader = kmip_ttlv::Reader::new(bytes);
    Validator::new().check(&mut reader, &mut |finding| findings.push(finding.to_string())).unwrap();
    findings
}

#[test]
fn a_payload_does_not_hide_the_result() {
    let bytes = case("failed-empty-payload");
    let message: ResponseMessage<'_> = from_slice(&bytes).unwrap();
    let item = &message.batch_items[0];
    let Outcome::Failed { reason: Some(reason), message: Some(_) } = item.outcome() else { panic!("{item:?}") };
    assert_eq!(reason, ResultReason::ITEM_NOT_FOUND);
    let Some(ResponsePayload::Unknown(payload)) = &item.response_payload else { panic!("{item:?}") };
    assert!(payload.children().is_empty());
    assert_eq!(to_vec(&message).unwrap(), bytes);
    assert!(findings(&bytes).iter().any(|finding| finding.contains("ResponsePayload: must not be there")));
    // An item that did not fail has to have a payload that can be read.
    let mut succeeded = bytes.clone();
    let status = succeeded.windows(8).position(|w| w == [0x42, 0, 0x7F, 5, 0, 0, 0, 4]).unwrap() + 11;
    succeeded[status] = 0;
    let error = from_slice::<Message<'_>>(&succeeded).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Missing);
}
