//! Logs a response as a line of JSON with numbers, without its secrets.

#![no_std]
#![no_main]

#[path = "../no_panic.rs"]
mod no_panic;

use kmip_firmware::format::kmip_types::format::SliceText;
use kmip_firmware::format::kmip_types::items::Redact;
use kmip_firmware::{Bench, log};
use kmip_json::NumberWriter;

fn run(bench: &mut Bench<'_>) -> Option<usize> {
    let message = bench.input.read_all(bench.received);
    let mut line = Redact::new(NumberWriter::new(SliceText::new(bench.sent)));
    log(message, &mut line).ok()?;
    line.into_inner().finish().ok().map(|sink| sink.len())
}

kmip_firmware::firmware!(run);
