#![doc = include_str!("../README.md")]
#![no_std]

#[cfg(not(target_arch = "arm"))]
mod link_only;
#[cfg(target_arch = "arm")]
mod machine;
mod pieces;

#[cfg(not(target_arch = "arm"))]
pub use link_only::{Input, exit, run};
#[cfg(target_arch = "arm")]
pub use machine::{Input, exit, peak_stack, print, print_number, run};
pub use pieces::{Bench, Piece, copy, format, log};

/// The entry of a firmware that runs one piece.
#[macro_export]
macro_rules! firmware {
    ($piece:ident) => {
        #[cfg_attr(target_arch = "arm", cortex_m_rt::entry)]
        #[cfg_attr(not(target_arch = "arm"), unsafe(no_mangle))]
        #[cfg_attr(not(target_arch = "arm"), allow(unsafe_code))]
        fn _start() -> ! {
            kmip_firmware::exit(kmip_firmware::run($piece))
        }
    };
}
