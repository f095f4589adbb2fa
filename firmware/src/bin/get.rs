//! Writes a Get request.

#![no_std]
#![no_main]

#[path = "../no_panic.rs"]
mod no_panic;

use kmip_firmware::Bench;
use kmip_firmware::format::kmip_types::Version;
use kmip_firmware::format::kmip_types::no_alloc::{GetRequest, RequestMessage};
use kmip_firmware::format::to_slice;

fn run(bench: &mut Bench<'_>) -> Option<usize> {
    let get = GetRequest::default().with_unique_identifier("5d0c8f1e");
    to_slice(&RequestMessage::new(Version::V1_4, &[&get]), bench.sent).ok()
}

kmip_firmware::firmware!(run);
