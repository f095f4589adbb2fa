//! What every firmware has: vector table, reset, painting of the stack, reading the file of the host.

#![no_std]
#![no_main]

#[path = "../no_panic.rs"]
mod no_panic;

use kmip_firmware::{Input, exit, peak_stack, print, print_number};

#[cortex_m_rt::entry]
fn main() -> ! {
    let Some(buffer) = cortex_m::singleton!(: [u8; 1024] = [0; 1024]) else { exit(false) };
    let Some(mut input) = Input::open(buffer) else { exit(false) };
    let message = input.read_all(buffer);
    let peak = peak_stack();
    print_number(message.len());
    print(b" bytes\npeak stack ");
    print_number(peak);
    print(b"\n");
    exit(true)
}
