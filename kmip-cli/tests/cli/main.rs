//! The `kmip` command as users run it.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod command;
mod convert;
mod diff;
mod dump;
mod explain;
mod family;
mod forms;
mod generate;
#[cfg(unix)]
mod readme;
mod redact;
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
    assert_eq!((run.code, run.stdout.len()), (2, 0));
    assert!(run.stderr.starts_with("kmip: cannot read /nowhere/at/all: "), "{}", run.stderr);
}

#[test]
fn arguments_that_make_no_sense_exit_with_3() {
    for arguments in [
        &["convert"][..],
        &["convert", "--to", "yaml"],
        &["turn"],
        &["dump", "--offsets", "octal"],
        &["explain"],
        &["validate", "--version", "1.5"],
        &["diff", "a"],
        &[],
    ] {
        let run = kmip(arguments, b"");
        assert_eq!((run.code, run.stdout.len()), (3, 0), "{arguments:?}");
        assert!(run.stderr.contains("--help") || run.stderr.contains("Usage: kmip"), "{}", run.stderr);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn what_never_ends_is_refused() {
    let run = kmip(&["dump", "/dev/zero"], b"");
    assert_eq!((run.code, run.stdout.len()), (2, 0));
    assert!(run.stderr.starts_with("kmip: no message found"), "{}", run.stderr);
}

#[test]
fn scripts_and_manual_are_written_for_every_command() {
    let commands = ["convert", "dump", "diff", "validate", "redact", "explain", "generate", "dictionary"];
    for words in [&["completions", "bash"][..], &["completions", "fish"], &["man"], &["--help"]] {
        let run = kmip(words, b"");
        assert_eq!(run.code, 0, "{words:?}");
        for command in commands {
            assert!(run.text().contains(command), "{words:?} {command}");
        }
    }
    let version = kmip(&["--version"], b"").text();
    assert!(version.contains("KMIP 1.0, 1.1, 1.2, 1.3, 1.4, 2.0, 2.1, 3.0"), "{version}");
}
