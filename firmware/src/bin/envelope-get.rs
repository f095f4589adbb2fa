//! Checks a response throughout, takes its envelope apart, and writes the Get request that follows from it.

#![no_std]
#![no_main]

#[path = "../no_panic.rs"]
mod no_panic;

use kmip_firmware::{Input, exit, peak_stack, print, print_number};
use kmip_ttlv::kmip_types::format::Fault;
use kmip_ttlv::kmip_types::no_alloc::{GetRequest, ProtocolVersion, RequestMessage};
use kmip_ttlv::kmip_types::view::ItemView as _;
use kmip_ttlv::kmip_types::{Error, ErrorKind, ResultStatus, Tag};
use kmip_ttlv::{ResponseView, View, to_slice};

#[cortex_m_rt::entry]
fn main() -> ! {
    let Some(buffer) = cortex_m::singleton!(: [u8; 1024] = [0; 1024]) else { exit(false) };
    let Some(request) = cortex_m::singleton!(: [u8; 256] = [0; 256]) else { exit(false) };
    let Some(mut input) = Input::open(buffer) else { exit(false) };
    let written = follow_up(input.read_all(buffer), request);
    let peak = peak_stack();
    let Some(request) = written.ok().and_then(|size| request.get(..size)) else { exit(false) };
    for byte in request {
        print(&[hex(byte >> 4), hex(byte & 15)]);
    }
    print(b"\npeak stack ");
    print_number(peak);
    print(b"\n");
    exit(true)
}

/// A request to get the object that was created, in the version of the response.
fn follow_up(message: &[u8], request: &mut [u8]) -> Result<usize, Error> {
    View::checked(message)?;
    let response = ResponseView::new(View::new(message)?)?;
    let (major, minor) = response.header().protocol_version();
    let mut count = 0;
    let mut identifier = None;
    for batch_item in response.batch_items() {
        let batch_item = batch_item?;
        count += 1;
        if let (Some(ResultStatus::SUCCESS), Some(payload)) = (batch_item.result_status(), batch_item.payload()) {
            identifier = payload.get(&[Tag::UNIQUE_IDENTIFIER])?;
        }
    }
    if response.header().batch_count().is_some_and(|announced| announced != count) {
        return Err(Fault::new(ErrorKind::BatchCount, Tag::BATCH_COUNT, 0).into());
    }
    let mut get = GetRequest::default();
    get.unique_identifier = identifier.map(|identifier: &str| identifier.into());
    to_slice(&RequestMessage::new(ProtocolVersion::new(major, minor), &[&get]), request)
}

const fn hex(nibble: u8) -> u8 {
    if nibble < 10 { b'0' + nibble } else { b'a' + nibble - 10 }
}
