//! The `kmip` command as users run it.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod command;
mod convert;
mod diff;
mod dump;
mod family;
#[cfg(unix)]
mod readme;
mod secrets;
#[cfg(test)]
#[path = "../../../kmip-types/tests/support/spec.rs"]
mod spec;
mod validate;
mod version;

use command::kmip;

#[test]
fn what_cannot_be_read_is_told() {
    let run = kmip(&["dump", "/nowhere/at/all"], b"");
    assert_eq!((run.code, run.stdout.len()), (1, 0));
    assert!(run.stderr.starts_with("kmip: cannot read /nowhere/at/all: "), "{}", run.stderr);
}

#[test]
fn arguments_that_make_no_sense_exit_with_2() {
    for arguments in [
        &["convert"][..],
        &["convert", "--to", "yaml"],
        &["turn"],
        &["dump", "a", "b"],
        &["validate", "--version", "1.5"],
        &["diff", "a"],
        &[],
    ] {
        let run = kmip(arguments, b"");
        assert_eq!((run.code, run.stdout.len()), (2, 0), "{arguments:?}");
        assert!(run.stderr.contains("--help") || run.stderr.contains("Usage: kmip"), "{}", run.stderr);
    }
}
