//! Messages and mutants of KMIP for fuzz targets in C: what `kmip_fuzz.h` declares.
//!
//! This is the only crate with `unsafe` that is no test: C passes memory as a pointer and a length, and each function makes a
//! slice of these once, in [`slice`]. What is done with the slice is safe.

use core::slice::from_raw_parts_mut;

use kmip::items::Node;
use kmip::ttlv::TtlvReader;
use kmip_generate::{GeneratedMessage, Mutator, Random, Seed};

/// One message in so many is made anew, and one is left to libFuzzer's mutator.
const OTHERS: u64 = 4;

unsafe extern "C" {
    /// The mutator of libFuzzer itself, which knows no format.
    fn LLVMFuzzerMutate(data: *mut u8, size: usize, max_size: usize) -> usize;
}

/// The memory that C passes; none for a null pointer.
///
/// # Safety
/// `data` is null, or points to `size` bytes that nobody else uses as long as the slice is used.
unsafe fn slice<'m>(data: *mut u8, size: usize) -> &'m mut [u8] {
    if data.is_null() || size == 0 {
        return &mut [];
    }
    // SAFETY: what the caller promises.
    unsafe { from_raw_parts_mut(data, size) }
}

/// Copies what fits; returns its length, or 0 if it does not fit.
fn put(bytes: &[u8], into: &mut [u8]) -> usize {
    let Some(place) = into.get_mut(..bytes.len()) else { return 0 };
    place.copy_from_slice(bytes);
    bytes.len()
}

fn generated(random: &mut dyn Random, into: &mut [u8]) -> usize {
    GeneratedMessage::new(random).to_ttlv().map_or(0, |bytes| put(&bytes, into))
}

/// Replaces the message in the first `size` bytes by a mutant; returns its length.
///
/// The length is 0 if there is no message, or no mutant that fits.
fn mutated(random: &mut dyn Random, memory: &mut [u8], size: usize) -> usize {
    let mutant = memory.get(..size).and_then(|data| {
        let nodes = Node::read_all(&mut TtlvReader::new(data)).ok()?;
        let [message] = nodes.as_slice() else { return None };
        Mutator::new(message)?.any(random)?.to_ttlv().ok()
    });
    mutant.map_or(0, |bytes| put(&bytes, memory))
}

/// Writes a random valid message in TTLV, and returns its length.
///
/// The length is 0 if the message does not fit.
///
/// # Safety
/// `out` points to `capacity` bytes that nobody else uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kmip_generate(out: *mut u8, capacity: usize, seed: u64) -> usize {
    // SAFETY: what the caller promises.
    generated(&mut Seed::new(seed), unsafe { slice(out, capacity) })
}

/// Changes one thing in the message in the first `size` bytes.
///
/// Returns the new length, or 0 if nothing was changed.
///
/// # Safety
/// `data` points to `max_size` bytes that nobody else uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kmip_mutate(data: *mut u8, size: usize, max_size: usize, seed: u64) -> usize {
    // SAFETY: what the caller promises.
    mutated(&mut Seed::new(seed), unsafe { slice(data, max_size) }, size)
}

/// Changes an input for libFuzzer.
///
/// The result is another message, a mutant of this one, or other bytes.
///
/// # Safety
/// `data` points to `max_size` bytes that nobody else uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn LLVMFuzzerCustomMutator(data: *mut u8, size: usize, max_size: usize, seed: u32) -> usize {
    let random = &mut Seed::new(u64::from(seed));
    let choice = random.below(OTHERS);
    // SAFETY: what the caller promises; the slice is not used behind this block.
    let length = {
        let memory = unsafe { slice(data, max_size) };
        match choice {
            0 => generated(random, memory),
            1 => 0,
            _ => mutated(random, memory, size),
        }
    };
    if length > 0 {
        return length;
    }
    // SAFETY: libFuzzer gets back the memory that it has passed.
    unsafe { LLVMFuzzerMutate(data, size, max_size) }
}
