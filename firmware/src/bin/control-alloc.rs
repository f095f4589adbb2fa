//! A control: this one allocates, so symbols of the allocator must be found in it.

#![no_std]
#![no_main]
#![allow(unsafe_code)]

extern crate alloc;

use core::alloc::{GlobalAlloc, Layout};

use kmip_firmware::{Input, exit};

struct Nothing;

// SAFETY: it never hands out memory.
unsafe impl GlobalAlloc for Nothing {
    #[inline(never)]
    unsafe fn alloc(&self, _: Layout) -> *mut u8 {
        core::ptr::null_mut()
    }

    unsafe fn dealloc(&self, _: *mut u8, _: Layout) {}
}

#[global_allocator]
static ALLOCATOR: Nothing = Nothing;

#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    exit(false)
}

#[cortex_m_rt::entry]
fn main() -> ! {
    let Some(buffer) = cortex_m::singleton!(: [u8; 1024] = [0; 1024]) else { exit(false) };
    let Some(mut input) = Input::open(buffer) else { exit(false) };
    let copy = core::hint::black_box(input.read_all(buffer).to_vec());
    exit(copy.is_empty())
}
