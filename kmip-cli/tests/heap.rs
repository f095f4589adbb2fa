//! How much memory the command takes for very many small messages: that of one at a time, and of what it prints.

#![allow(clippy::unwrap_used)]

use clap::Parser;
use kmip_cli::{Arguments, Command, convert, dump, validate};

/// How many times the size of the input may be held at one time.
const HELD: usize = 64;
/// What a small input may take.
const SMALL: usize = 64 << 10;

/// What runs with these arguments on this input takes at most at one time, in bytes.
fn held(arguments: &[&str], input: &[u8]) -> usize {
    let arguments = Arguments::parse_from([&["kmip"], arguments].concat());
    let counted = allocation_counter::measure(|| {
        let mut text = String::new();
        // Whether the messages are right is not asked here.
        match &arguments.command {
            Command::Dump(options) => drop(dump(input, options, &mut text)),
            Command::Convert(options) => drop(convert(input, options, &mut text)),
            Command::Validate(options) => drop(validate(input, options, &mut std::io::sink())),
            _ => {}
        }
    });
    usize::try_from(counted.bytes_max).unwrap()
}

#[test]
fn small_messages_are_read_one_by_one() {
    for size in [16 << 10, 64 << 10, 256 << 10, 1 << 20] {
        // Each kind of message, and how many bytes of TTLV one of them is.
        for (start, message, end, ttlv) in [
            ("", "{}", "", 0),
            ("", r#"{"tag":"P","value":[]}"#, "", 8),
            ("<KMIP>", "<P/>", "</KMIP>", 8),
            ("<KMIP>", "<P><Q><D/><D/><D/></Q></P>", "</KMIP>", 40),
        ] {
            let count = (size - start.len() - end.len()) / message.len();
            let input = [start, &message.repeat(count), end].concat();
            let bound = HELD * input.len().max(count * ttlv) + SMALL;
            for arguments in [&["dump"][..], &["convert", "--to", "ttlv", "--untyped"], &["validate"]] {
                let held = held(arguments, input.as_bytes());
                assert!(held <= bound, "{arguments:?} {message} {size}: {held}, not {bound}");
            }
        }
    }
}
