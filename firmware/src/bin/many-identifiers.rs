//! Counts the identifiers in a Locate response that arrives in 64-byte pieces.

#![no_std]
#![no_main]

#[path = "../no_panic.rs"]
mod no_panic;

use kmip_firmware::format::ChunkReader;
use kmip_firmware::format::kmip_types::items::{Event, Value};
use kmip_firmware::format::kmip_types::{ReaderOptions, Tag};
use kmip_firmware::{Bench, copy};

fn run(bench: &mut Bench<'_>) -> Option<usize> {
    let mut buffer = [0; 64];
    let mut reader = ChunkReader::new(&mut buffer, &ReaderOptions::default());
    let mut identifiers = 0_u32;
    loop {
        let count = bench.input.read_some(bench.received);
        if count == 0 {
            break;
        }
        let visit = |event: Event<'_>| {
            if let Event::Value(Tag::UNIQUE_IDENTIFIER, Value::TextString(_)) = event {
                identifiers = identifiers.saturating_add(1);
            }
        };
        reader.feed(bench.received.get(..count)?, visit).ok()?;
    }
    reader.finish().ok()?;
    copy(&identifiers.to_be_bytes(), bench.sent)
}

kmip_firmware::firmware!(run);
