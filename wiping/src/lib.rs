//! An allocator that looks into memory when it is freed.
//!
//! It is the allocator of the tests in `tests`, and of nothing else.

use std::alloc::{GlobalAlloc, Layout, System};
use std::ptr::null_mut;
use std::sync::atomic::{AtomicBool, AtomicPtr, AtomicU8, AtomicUsize, Ordering};

/// The longest thing that can be looked for.
const LONGEST: usize = 64;

/// Each byte that is looked for is kept changed by this, and one at a time.
///
/// Whole, it would lie on the stack behind the allocator, and come into blocks with the bytes between fields, which
/// nobody writes.
const DISGUISE: u8 = 0xA5;

/// The system's allocator, which can inspect freed memory.
///
/// It can be told to look for something in what is freed.
#[derive(Debug)]
pub struct Inspector;

static ARMED: AtomicBool = AtomicBool::new(false);
static FOUND: AtomicUsize = AtomicUsize::new(0);

/// The block that was made last while memory was looked into, or null.
///
/// [`LAST_SIZE`] has its size. It is null once the block is freed.
static LAST: AtomicPtr<u8> = AtomicPtr::new(null_mut());
static LAST_SIZE: AtomicUsize = AtomicUsize::new(0);

/// The bytes that are looked for.
static WANTED: [Wanted; 3] = [const { Wanted::new() }; 3];

/// One thing that is looked for.
struct Wanted {
    bytes: [AtomicU8; LONGEST],
    length: AtomicUsize,
}

impl Wanted {
    const fn new() -> Self {
        Self { bytes: [const { AtomicU8::new(0) }; LONGEST], length: AtomicUsize::new(0) }
    }

    fn set(&self, bytes: &[u8]) {
        for (slot, byte) in self.bytes.iter().zip(bytes) {
            slot.store(byte ^ DISGUISE, Ordering::Relaxed);
        }
        self.length.store(bytes.len().min(LONGEST), Ordering::Relaxed);
    }

    /// Returns whether the block has it here.
    ///
    /// # Safety
    /// `block` must be valid for reads of `size` bytes.
    unsafe fn is_at(&self, block: *const u8, size: usize, at: usize) -> bool {
        let length = self.length.load(Ordering::Relaxed);
        let is_same = |(i, byte): (usize, &AtomicU8)| {
            // Memory that was never written is read as it is: volatile reads of single bytes, which assume nothing.
            // SAFETY: `at + i` is inside the block.
            let found = unsafe { block.add(at + i).read_volatile() };
            found ^ DISGUISE == byte.load(Ordering::Relaxed)
        };
        length > 0 && at + length <= size && self.bytes.iter().take(length).enumerate().all(is_same)
    }
}

/// Sets what is to be looked for.
///
/// It is at most three things of at most 64 bytes; what is more is left out.
pub fn look_for(wanted: &[&[u8]]) {
    for (slot, bytes) in WANTED.iter().zip(wanted) {
        slot.set(bytes);
    }
}

/// Returns whether the last block that is not freed holds the searched bytes.
///
/// It is asked in the code that [`count_freed`] runs.
#[must_use]
pub fn is_in_last_block() -> bool {
    let block = LAST.load(Ordering::SeqCst);
    // SAFETY: the block has this size, and is not freed: then it would be none.
    !block.is_null() && unsafe { holds(block, LAST_SIZE.load(Ordering::SeqCst)) }
}

/// Returns how many blocks with what is looked for are freed while this runs.
pub fn count_freed<T>(run: impl FnOnce() -> T) -> (T, usize) {
    FOUND.store(0, Ordering::SeqCst);
    ARMED.store(true, Ordering::SeqCst);
    let result = run();
    ARMED.store(false, Ordering::SeqCst);
    (result, FOUND.load(Ordering::SeqCst))
}

/// Counts the block if it holds what is looked for.
///
/// # Safety
/// `block` must be valid for reads of `size` bytes.
unsafe fn inspect(block: *const u8, size: usize) {
    if !ARMED.load(Ordering::SeqCst) {
        return;
    }
    // SAFETY: as the caller promises.
    if unsafe { holds(block, size) } {
        FOUND.fetch_add(1, Ordering::SeqCst);
    }
}

/// Returns whether the block holds what is looked for.
///
/// # Safety
/// `block` must be valid for reads of `size` bytes.
unsafe fn holds(block: *const u8, size: usize) -> bool {
    // SAFETY: as the caller promises.
    let has = |at: usize| WANTED.iter().any(|wanted| unsafe { wanted.is_at(block, size, at) });
    (0..size).any(has)
}

// SAFETY: all calls go to the system's allocator. A block that grows is copied into a new one by the provided `realloc`,
// which frees the old one here.
unsafe impl GlobalAlloc for Inspector {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // Zeroed, so that what an earlier owner left is not found again.
        // SAFETY: as the caller promises.
        let block = unsafe { System.alloc_zeroed(layout) };
        if ARMED.load(Ordering::SeqCst) {
            LAST_SIZE.store(layout.size(), Ordering::SeqCst);
            LAST.store(block, Ordering::SeqCst);
        }
        block
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        let _ = LAST.compare_exchange(block, null_mut(), Ordering::SeqCst, Ordering::SeqCst);
        // SAFETY: the block has this layout, as the caller promises.
        unsafe {
            inspect(block, layout.size());
            System.dealloc(block, layout);
        }
    }
}
