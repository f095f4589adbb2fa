//! Reads one field of a response: the identifier of the object.

#![no_std]
#![no_main]

#[path = "../no_panic.rs"]
mod no_panic;

use kmip_firmware::{Input, exit, peak_stack, print, print_number};
use kmip_ttlv::View;
use kmip_ttlv::kmip_types::Tag;
use kmip_ttlv::kmip_types::format::Fault;
use kmip_ttlv::kmip_types::view::ItemView as _;

#[cortex_m_rt::entry]
fn main() -> ! {
    let Some(buffer) = cortex_m::singleton!(: [u8; 1024] = [0; 1024]) else { exit(false) };
    let Some(mut input) = Input::open(buffer) else { exit(false) };
    let identifier = read(input.read_all(buffer));
    let peak = peak_stack();
    let Ok(Some(identifier)) = identifier else { exit(false) };
    print(identifier.as_bytes());
    print(b"\npeak stack ");
    print_number(peak);
    print(b"\n");
    exit(true)
}

fn read(message: &[u8]) -> Result<Option<&str>, Fault> {
    View::new(message)?.get(&[Tag::BATCH_ITEM, Tag::RESPONSE_PAYLOAD, Tag::UNIQUE_IDENTIFIER])
}
