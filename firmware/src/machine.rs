//! An emulated Cortex-M: its stack, and the files of the host by semihosting.

#![allow(unsafe_code, clippy::as_conversions)]

use cortex_m_semihosting::{debug, nr, syscall, syscall1};

use crate::pieces::{Bench, Piece};

/// The word with which `cortex-m-rt` fills free memory.
const PAINT: u32 = 0xCCCC_CCCC;

unsafe extern "C" {
    static _stack_start: u32;
    static _stack_end: u32;
}

/// Returns how many bytes of stack were ever in use.
///
/// All memory behind the static variables was painted before `main`; what is no longer painted was in use.
#[must_use]
pub fn peak_stack() -> usize {
    let (top, mut at) = (&raw const _stack_start, &raw const _stack_end);
    // SAFETY: all words between the two symbols, which the linker script defines, are memory of this machine.
    while at < top && unsafe { at.read_volatile() } == PAINT {
        at = at.wrapping_add(1);
    }
    (top as usize).saturating_sub(at as usize)
}

/// The host's file that the emulator was told to hand over, read in order.
#[derive(Debug)]
pub struct Input {
    handle: usize,
}

impl Input {
    /// Opens the file that the command line of the emulator names last.
    ///
    /// `scratch` holds that line. The result is `None` if it names no file.
    #[must_use]
    pub fn open(scratch: &mut [u8]) -> Option<Self> {
        let line = [scratch.as_mut_ptr() as usize, scratch.len()];
        // SAFETY: SYS_GET_CMDLINE takes address and length of a buffer, and puts the line there with a zero behind it.
        let failed = unsafe { syscall1(nr::GET_CMDLINE, line.as_ptr() as usize) };
        let end = scratch.iter().position(|byte| *byte == 0)?;
        let start = scratch.get(..end)?.iter().rposition(|byte| *byte == b' ')?.checked_add(1)?;
        let name = scratch.get(start..end)?;
        // SAFETY: SYS_OPEN takes the address of a name that a zero ends, a mode (1: read, binary), and the length.
        let handle = unsafe { syscall!(OPEN, name.as_ptr(), 1, name.len()) };
        (failed == 0 && handle != usize::MAX).then_some(Self { handle })
    }

    /// Fills the buffer. `None` if the file ends before.
    pub fn read<'b>(&mut self, buffer: &'b mut [u8]) -> Option<&'b [u8]> {
        // SAFETY: SYS_READ takes a handle, address and length of a buffer, and returns how much of it it left.
        let left = unsafe { syscall!(READ, self.handle, buffer.as_mut_ptr(), buffer.len()) };
        (left == 0).then_some(buffer)
    }

    /// Fills the buffer as far as there is input, and returns the number of bytes.
    pub fn read_some(&mut self, buffer: &mut [u8]) -> usize {
        // SAFETY: as above.
        let left = unsafe { syscall!(READ, self.handle, buffer.as_mut_ptr(), buffer.len()) };
        buffer.len().saturating_sub(left)
    }
}

/// Writes to the standard output of the emulator.
pub fn print(text: &[u8]) {
    // SAFETY: SYS_OPEN of this name is standard output (mode 4: write); SYS_WRITE takes address and length of a buffer.
    unsafe {
        let handle = syscall!(OPEN, c":tt".as_ptr(), 4, 3);
        syscall!(WRITE, handle, text.as_ptr(), text.len());
    }
}

/// Prints a number on the emulator's output, without `core::fmt`.
pub fn print_number(mut number: usize) {
    let mut digits = [b'0'; 10];
    let mut count: usize = 0;
    for digit in digits.iter_mut().rev() {
        *digit = b'0'.wrapping_add(u8::try_from(number % 10).unwrap_or_default());
        number /= 10;
        count = count.wrapping_add(1);
        if number == 0 {
            break;
        }
    }
    print(digits.get(digits.len().wrapping_sub(count)..).unwrap_or_default());
}

/// Runs a piece, and prints the bytes that it made and the stack that it took.
///
/// `false` if the piece fails, or the host gives no file.
#[must_use]
pub fn run(piece: Piece) -> bool {
    let buffers = (cortex_m::singleton!(: [u8; 1024] = [0; 1024]), cortex_m::singleton!(: [u8; 2048] = [0; 2048]));
    let (Some(received), Some(sent)) = buffers else { return false };
    let Some(input) = Input::open(received) else { return false };
    let mut bench = Bench { input, received, sent };
    let made = piece(&mut bench);
    let peak = peak_stack();
    let Some(made) = made.and_then(|count| bench.sent.get(..count)) else { return false };
    for byte in made {
        print(&[hex(byte >> 4), hex(byte & 15)]);
    }
    print(b"\npeak stack ");
    print_number(peak);
    print(b"\n");
    true
}

const fn hex(nibble: u8) -> u8 {
    if nibble < 10 { b'0'.wrapping_add(nibble) } else { b'W'.wrapping_add(nibble) }
}

/// Ends the emulator.
pub fn exit(success: bool) -> ! {
    debug::exit(if success { debug::EXIT_SUCCESS } else { debug::EXIT_FAILURE });
    loop {
        cortex_m::asm::nop();
    }
}
