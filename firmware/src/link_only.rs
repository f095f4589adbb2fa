//! Stands for a machine that is not emulated: its firmware is linked, never run.

#![allow(unsafe_code, clippy::as_conversions)]

use core::ptr::{read_volatile, write_volatile};

use crate::pieces::{Bench, Piece};

/// A register of some device, which the compiler knows nothing about.
const DEVICE: usize = 0x1000_0000;

/// The input of a device that has no host.
#[derive(Debug)]
pub struct Input(());

impl Input {
    /// Fills the buffer as far as there is input, and returns the number of bytes.
    pub fn read_some(&mut self, buffer: &mut [u8]) -> usize {
        for byte in &mut *buffer {
            // SAFETY: nothing runs this; where it ran, the register would be that of a device.
            *byte = unsafe { read_volatile(DEVICE as *const u8) };
        }
        buffer.len()
    }
}

/// Runs a piece with room for its messages, and hands on what it made.
#[must_use]
pub fn run(piece: Piece) -> bool {
    let (mut received, mut sent) = ([0; 1024], [0; 2048]);
    let mut bench = Bench { input: Input(()), received: &mut received, sent: &mut sent };
    let made = piece(&mut bench);
    for byte in made.and_then(|count| bench.sent.get(..count)).unwrap_or_default() {
        // SAFETY: as above.
        unsafe { write_volatile(DEVICE as *mut u8, *byte) };
    }
    made.is_some()
}

/// Ends here.
pub fn exit(_: bool) -> ! {
    loop {
        core::hint::spin_loop();
    }
}
