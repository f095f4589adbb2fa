//! Reads one field of a response: the identifier of the object.

#![no_std]
#![no_main]

#[path = "../no_panic.rs"]
mod no_panic;

use kmip_firmware::format::View;
use kmip_firmware::format::kmip_types::Tag;
use kmip_firmware::format::kmip_types::view::ItemView as _;
use kmip_firmware::{Bench, copy};

const IDENTIFIER: [Tag; 3] = [Tag::BATCH_ITEM, Tag::RESPONSE_PAYLOAD, Tag::UNIQUE_IDENTIFIER];

fn run(bench: &mut Bench<'_>) -> Option<usize> {
    let message = bench.input.read_all(bench.received);
    let identifier: &str = View::new(message).ok()?.get(&IDENTIFIER).ok()??;
    copy(identifier.as_bytes(), bench.sent)
}

kmip_firmware::firmware!(run);
