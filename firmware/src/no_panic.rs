//! A panic handler for the compiler alone.
//!
//! A firmware in which a panic is reachable does not link.

#![allow(unsafe_code)]

#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    unsafe extern "C" {
        fn a_panic_is_reachable() -> !;
    }
    // SAFETY: nothing defines it, so nothing that can be called by mistake ever links.
    unsafe { a_panic_is_reachable() }
}
