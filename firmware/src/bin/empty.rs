//! The firmware of no piece: start, painting of the stack, input from the host.

#![no_std]
#![no_main]

#[path = "../no_panic.rs"]
mod no_panic;

use kmip_firmware::Bench;

fn run(bench: &mut Bench<'_>) -> Option<usize> {
    Some(bench.input.read_all(bench.received).len().min(1))
}

kmip_firmware::firmware!(run);
