//! A control: a panic is reachable here, so it must not link.

#![no_std]
#![no_main]

#[path = "../no_panic.rs"]
mod no_panic;

use kmip_firmware::{Input, exit};

#[cortex_m_rt::entry]
fn main() -> ! {
    let Some(buffer) = cortex_m::singleton!(: [u8; 1024] = [0; 1024]) else { exit(false) };
    let Some(mut input) = Input::open(buffer) else { exit(false) };
    let message = input.read_all(buffer);
    #[allow(clippy::indexing_slicing)]
    exit(message[3] == 1)
}
