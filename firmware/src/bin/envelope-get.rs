//! Checks a response throughout, and writes the Get request that follows from it.

#![no_std]
#![no_main]

#[path = "../no_panic.rs"]
mod no_panic;

use kmip_firmware::Bench;
use kmip_firmware::format::kmip_types::format::Fault;
use kmip_firmware::format::kmip_types::no_alloc::{GetRequest, RequestMessage};
use kmip_firmware::format::kmip_types::view::ItemView as _;
use kmip_firmware::format::kmip_types::{Error, ErrorKind, ResultStatus, Tag};
use kmip_firmware::format::{ResponseView, View, to_slice};

fn run(bench: &mut Bench<'_>) -> Option<usize> {
    follow_up(bench.input.read_all(bench.received), bench.sent).ok()
}

/// A request to get the object that was created, in the version of the response.
fn follow_up(message: &[u8], request: &mut [u8]) -> Result<usize, Error> {
    View::checked(message)?;
    let response = ResponseView::new(View::new(message)?)?;
    let mut count = 0;
    let mut get = GetRequest::default();
    for batch_item in response.batch_items() {
        let batch_item = batch_item?;
        count += 1;
        if let (Some(ResultStatus::SUCCESS), Some(payload)) = (batch_item.result_status(), batch_item.payload()) {
            get.unique_identifier = payload.get(&[Tag::UNIQUE_IDENTIFIER])?.map(|identifier: &str| identifier.into());
        }
    }
    if response.header().batch_count().is_some_and(|announced| announced != count) {
        return Err(Fault::new(ErrorKind::BatchCount, Tag::BATCH_COUNT, 0).into());
    }
    to_slice(&RequestMessage::new(response.header().protocol_version(), &[&get]), request)
}

kmip_firmware::firmware!(run);
