//! Tests how much memory the command holds for very many small items.
//!
//! Its output does not count.

#![allow(clippy::unwrap_used)]

use clap::Parser;
use kmip_cli::{Arguments, Command, convert, diff, dump, validate};

/// The bound of the bytes held at one time, as a multiple of the input's size.
const HELD: usize = 64;
/// The bytes that a small input may take.
const SMALL: usize = 64 << 10;

/// A message with which nothing has anything in common.
const OTHER: &[u8] = b"<Comment type=\"TextString\" value=\"\"/>";

/// Throws away what is printed.
struct Nowhere;

impl std::fmt::Write for Nowhere {
    fn write_str(&mut self, _: &str) -> std::fmt::Result {
        Ok(())
    }
}

/// Returns the bytes that a run holds at most at one time.
fn held(arguments: &[&str], input: &[u8]) -> usize {
    let arguments = Arguments::parse_from([&["kmip"], arguments].concat());
    let counted = allocation_counter::measure(|| {
        // Whether the messages are right is not asked here.
        match &arguments.command {
            Command::Dump(options) => drop(dump(input, options, &mut Nowhere)),
            Command::Convert(options) => drop(convert(input, options, &mut Nowhere)),
            Command::Diff(options) => drop(diff(input, OTHER, options, &mut Nowhere)),
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
            for arguments in
                [&["dump"][..], &["convert", "--to", "ttlv", "--untyped"], &["validate"], &["diff", "a", "b"]]
            {
                let held = held(arguments, input.as_bytes());
                assert!(held <= bound, "{arguments:?} {message} {size}: {held}, not {bound}");
            }
        }
    }
}

#[test]
fn what_differs_is_not_held() {
    // Masks with every bit, in TTLV: a line of each takes 30 times as much.
    let item = [0x42, 0x00, 0x2C, 0x02, 0, 0, 0, 4, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0];
    for count in [1_000, 10_000, 60_000] {
        let length = u32::try_from(item.len() * count).unwrap().to_be_bytes();
        let input = [&[0x42, 0x01, 0x25, 0x01][..], &length, &item.repeat(count)].concat();
        for arguments in [&["dump"][..], &["diff", "a", "b"], &["diff", "a", "b", "--from-b", "xml"]] {
            let held = held(arguments, &input);
            let bound = HELD * input.len() + SMALL;
            assert!(held <= bound, "{arguments:?} {count}: {held}, not {bound}");
        }
    }
}

#[test]
fn what_is_set_aside_is_not_held() {
    // Structures that lack what they must have, in attributes of a Create: each is set aside, with a remark of a hundred bytes.
    let head = concat!(
        r#"<RequestMessage><RequestHeader><ProtocolVersion><ProtocolVersionMajor type="Integer" value="2"/>"#,
        r#"<ProtocolVersionMinor type="Integer" value="1"/></ProtocolVersion><BatchCount type="Integer" value="1"/>"#,
        r#"</RequestHeader><BatchItem><Operation type="Enumeration" value="Create"/><RequestPayload>"#,
        r#"<ObjectType type="Enumeration" value="SymmetricKey"/><Attributes>"#
    );
    let tail = "</Attributes></RequestPayload></BatchItem></RequestMessage>";
    for count in [3_000, 9_000, 17_000] {
        let input = [head, &"<Link/>".repeat(count), tail].concat();
        let bound = HELD * input.len().max(8 * count) + SMALL;
        for arguments in [&["dump"][..], &["validate", "--lenient", "--json"], &["convert", "--lenient", "--to", "xml"]]
        {
            let held = held(arguments, input.as_bytes());
            assert!(held <= bound, "{arguments:?} {count}: {held}, not {bound}");
        }
    }
}
