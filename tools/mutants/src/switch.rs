//! The switch of the mutants.
//!
//! It asks which one this process runs, or writes down which ones it reaches.
//!
//! `MUTANT=17` changes the program as mutant 17 says. `MUTANT_REACH=file` appends the number of each mutant that the process
//! comes to, four bytes each, once.

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU8, AtomicU32, Ordering};

const UNKNOWN: u32 = u32::MAX;
const REACH: u32 = u32::MAX - 1;
const NONE: u32 = u32::MAX - 2;

static ACTIVE: AtomicU32 = AtomicU32::new(UNKNOWN);
static SEEN: [AtomicU8; 1 << 16] = [const { AtomicU8::new(0) }; 1 << 16];
static FILE: OnceLock<Option<File>> = OnceLock::new();

/// Returns whether this process runs the mutant.
#[inline]
#[must_use]
pub fn on(mutant: u32) -> bool {
    let active = ACTIVE.load(Ordering::Relaxed);
    if active < REACH { active == mutant } else { slow(mutant) }
}

#[cold]
#[inline(never)]
fn slow(mutant: u32) -> bool {
    if ACTIVE.load(Ordering::Relaxed) == UNKNOWN {
        let reach = std::env::var_os("MUTANT_REACH").is_some();
        let number = std::env::var("MUTANT").ok().and_then(|text| text.parse().ok());
        ACTIVE.store(if reach { REACH } else { number.unwrap_or(NONE) }, Ordering::Relaxed);
    }
    if ACTIVE.load(Ordering::Relaxed) != REACH {
        return ACTIVE.load(Ordering::Relaxed) == mutant;
    }
    if let Some(seen) = SEEN.get(mutant as usize)
        && seen.swap(1, Ordering::Relaxed) == 0
    {
        let open = || OpenOptions::new().append(true).create(true).open(std::env::var_os("MUTANT_REACH")?).ok();
        if let Some(mut file) = FILE.get_or_init(open).as_ref() {
            let _ = file.write_all(&mutant.to_le_bytes());
        }
    }
    false
}
