//! Prints what is wrong with a message by `Debug`: kind, number of the tag, offset.

#![no_std]
#![no_main]

#[path = "../no_panic.rs"]
mod no_panic;

use core::fmt::Write as _;

use kmip_firmware::Bench;
use kmip_firmware::format::View;
use kmip_firmware::format::kmip_types::format::SliceText;

fn run(bench: &mut Bench<'_>) -> Option<usize> {
    let message = bench.input.read_all(bench.received);
    let mut text = SliceText::new(bench.sent);
    match View::new(message.get(..10)?) {
        Ok(_) => None,
        Err(fault) => write!(text, "{fault:?}").ok().map(|()| text.len()),
    }
}

kmip_firmware::firmware!(run);
