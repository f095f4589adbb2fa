//! Tests that no secret is in memory that is freed.
//!
//! They try every secret field of every version, through every entry point.
//!
//! One test, since other threads would free memory of their own.

#![allow(clippy::unwrap_used)]

#[cfg(test)]
#[path = "../../kmip-types/tests/support/spec.rs"]
mod spec;

use std::collections::BTreeMap;

use kmip::encoding::Encoding;
use kmip::format::lexical::{Sink, Utf8Vec};
use kmip::format::text::WriterOptions;
use kmip::format::{Fault, TextBuffer, decode_root, encode_root};
use kmip::items::{Node, NodeReader, NodeValue, NodeWriter, Pretty, Value};
use kmip::serialize::ExposeSecrets;
use kmip::view::ItemView;
use kmip::{
    BigInteger, Bytes, DateTime, EncodeOptions, ErrorKind, Message, ProtocolVersion, ReaderOptions, Secret, Tag, Text,
    Versions,
};
use spec::markers::{MARKER, Marked, markers};
use wiping::{Inspector, count_freed, is_in_last_block, look_for};

#[global_allocator]
static INSPECTOR: Inspector = Inspector;

/// The number of runs of each entry point that left a secret behind.
#[derive(Default)]
struct Tally {
    runs: usize,
    leaks: BTreeMap<String, (usize, String)>,
}

impl Tally {
    /// Runs an entry point. What it returns is the caller's, and freed later.
    fn run<T>(&mut self, marked: &Marked, entry: &str, run: impl FnOnce() -> T) -> T {
        let (result, count) = count_freed(run);
        self.runs += 1;
        if count > 0 {
            let leak = self.leaks.entry(entry.to_owned()).or_insert((0, marked.name.clone()));
            leak.0 += 1;
        }
        result
    }
}

/// Returns the marker as bytes and text, and as digits of either case.
fn wanted() -> [Vec<u8>; 3] {
    let digits: String = MARKER.bytes().map(|byte| format!("{byte:02x}")).collect();
    [MARKER.as_bytes().to_vec(), digits.to_uppercase().into_bytes(), digits.into_bytes()]
}

#[test]
fn no_secret_is_in_memory_that_is_freed() {
    let wanted = wanted();
    look_for(&[&wanted[0], &wanted[1], &wanted[2]]);
    what_is_left_is_found();
    what_is_cleared_is_wiped();
    what_grows_is_wiped();
    let mut tally = Tally::default();
    let markers = markers();
    let messages: Vec<&Marked> = markers.messages.iter().filter(|marked| marked.is_newest).collect();
    for marked in &messages {
        items(&mut tally, marked);
        for &encoding in Encoding::ALL {
            reading(&mut tally, marked, encoding);
        }
        let typed: Result<Message<'_>, _> = decode_root(&mut NodeReader::for_node(&marked.marked));
        if let Ok(message) = typed {
            self::messages(&mut tally, marked, &message);
        }
    }
    values(&mut tally, messages[0]);
    println!("{} messages, {} runs of entry points", messages.len(), tally.runs);
    assert!(tally.runs > 10_000, "{}", tally.runs);
    assert_eq!(tally.leaks, BTreeMap::new());
}

/// The allocator sees what is not wiped.
fn what_is_left_is_found() {
    let ((), count) = count_freed(|| drop(MARKER.to_owned()));
    assert_eq!(count, 1);
    let ((), count) = count_freed(|| {
        let mut text = MARKER.to_owned();
        text.reserve(100);
        std::mem::forget(text);
    });
    assert_eq!(count, 1);
}

/// A buffer that goes on being used keeps nothing of what it held.
fn what_is_cleared_is_wiped() {
    let mut text = TextBuffer::new();
    let (held, count) = count_freed(|| {
        text.push_str(MARKER);
        let before = is_in_last_block();
        text.clear();
        (before, is_in_last_block())
    });
    assert_eq!((held, count), ((true, false), 0));
}

/// A vector of text that has no room left moves, and leaves nothing where it was.
fn what_grows_is_wiped() {
    let mut text = Utf8Vec(MARKER.as_bytes().to_vec());
    text.0.shrink_to_fit();
    let is_full = !text.has_room(1);
    let (done, count) = count_freed(|| text.put("."));
    assert_eq!((is_full, done, count), (true, Ok(()), 0));
    assert_eq!(text.0, format!("{MARKER}.").into_bytes());
}

/// Reads a message that comes in chunks, in memory of the caller.
///
/// It looks at the values where they lie.
macro_rules! in_place {
    ($tally:ident $marked:ident $encoding:ident $input:ident $options:ident) => {{
        let mut memory = [0; 256];
        $tally.run($marked, concat!(stringify!($encoding), "::ChunkReader"), || {
            let mut reader = kmip::$encoding::ChunkReader::new(&mut memory, &$options).in_parts();
            let _ = $input.chunks(64).try_for_each(|chunk| reader.feed(chunk, |_| ()));
        });
        let mut memory = [0; 1 << 14];
        $tally.run($marked, concat!(stringify!($encoding), "::FrameBuffer"), || {
            let mut buffer = kmip::$encoding::FrameBuffer::new(&mut memory);
            for chunk in $input.chunks(64) {
                let _ = buffer.push(chunk);
                let _ = buffer.next();
            }
        });
        $tally.run($marked, concat!(stringify!($encoding), "::View"), || {
            let view = kmip::$encoding::View::new($input);
            let children = view.into_iter().flat_map(ItemView::children).flatten();
            children.for_each(|child| _ = child.get::<Value<'_>>(&[]));
            let _ = kmip::$encoding::View::checked($input);
        });
    }};
}

fn items(tally: &mut Tally, marked: &Marked) {
    let node = &marked.marked;
    tally.run(marked, "Node::clone", || drop(node.clone()));
    tally.run(marked, "Node::read_all and into_owned", || {
        let nodes = Node::read_all(&mut NodeReader::for_node(node)).unwrap();
        drop(nodes.into_iter().map(Node::into_owned).collect::<Vec<_>>());
    });
    tally.run(marked, "NodeWriter", || {
        let mut writer = NodeWriter::default();
        node.write(&mut writer).unwrap();
        drop(writer);
    });
    let mut text = String::with_capacity(1 << 20);
    tally.run(marked, "Pretty", || {
        Pretty::new(&mut text).with_secrets().print(&mut NodeReader::for_node(node)).unwrap();
    });
    let mut stored = vec![0; 1 << 20];
    let length = tally.run(marked, "serde of a node", || {
        let mut rest = stored.as_mut_slice();
        serde_json::to_writer(&mut rest, &ExposeSecrets(node)).unwrap();
        let left = rest.len();
        stored.len() - left
    });
    let text = str::from_utf8(&stored[..length]).unwrap();
    tally.run(marked, "serde to a node", || drop(serde_json::from_str::<Node<'_>>(text)));
    tally.run(marked, "serde to a message", || drop(serde_json::from_str::<Message<'_>>(text)));
    for cut in [2, 40, length / 2] {
        let part = text.get(..length - cut).unwrap_or_default();
        tally.run(marked, "serde to a node, broken", || drop(serde_json::from_str::<Node<'_>>(part)));
    }
}

/// Returns inputs to read: those that were written, right and wrong ones.
fn inputs(written: &[u8], encoding: Encoding) -> Vec<Vec<u8>> {
    let mut inputs = vec![written.to_vec()];
    if let Ok(text) = str::from_utf8(written) {
        // Escapes, and digits that are none: what cannot be borrowed.
        let escaped = if encoding == Encoding::Xml { "&#88;yzzy" } else { "\\u0058yzzy" };
        inputs.push(text.replace("Xyzzy", escaped).into_bytes());
        inputs.push(text.replace("Mk!\"", "Mk!\u{1}\"").replace("6d6b21", "6d6b2g").into_bytes());
        inputs.push(text.replace(r#"type="ByteString""#, r#"type="Integer""#).into_bytes());
    }
    inputs.extend([2, 3, 9].map(|part| written[..written.len() - written.len() / part].to_vec()));
    inputs
}

/// Each function by which an encoding reads a message.
macro_rules! read_by {
    ($tally:ident $marked:ident $encoding:ident $input:ident: $($function:ident)+) => {$({
        let name = concat!(stringify!($encoding), "::", stringify!($function));
        $tally.run($marked, name, || drop(kmip::$encoding::$function::<Message<'_>>($input)));
    })+};
}

/// Reads a message that must be valid.
macro_rules! validated {
    ($tally:ident $marked:ident $encoding:ident $input:ident $options:ident) => {
        let name = concat!(stringify!($encoding), "::from_slice_validated");
        $tally.run($marked, name, || drop(kmip::$encoding::from_slice_validated::<Message<'_>>($input, &$options)));
    };
}

/// Reads a message of a text format in every way.
macro_rules! read_text {
    ($tally:ident $marked:ident $encoding:ident $input:ident $strict:ident $lenient:ident) => {{
        read_by!($tally $marked $encoding $input: from_slice from_slice_owned);
        validated!($tally $marked $encoding $input $strict);
        let Ok(text) = str::from_utf8($input) else { continue };
        read_by!($tally $marked $encoding text: from_str from_str_owned);
        let name = concat!(stringify!($encoding), "::parse_partial");
        $tally.run($marked, name, || drop(kmip::$encoding::parse_partial(text, &$lenient)));
        let name = concat!(stringify!($encoding), "::parse_marked");
        $tally.run($marked, name, || drop(kmip::$encoding::parse_marked(text, &$strict)));
    }};
}

/// Calls each function by which an encoding writes a message.
///
/// It is written into memory that the caller keeps.
macro_rules! write_by {
    ($tally:ident $marked:ident $encoding:ident $message:ident: $($function:ident)+) => {$({
        let name = concat!(stringify!($encoding), "::", stringify!($function));
        $tally.run($marked, name, || kmip::$encoding::$function($message)).ok();
    })+};
}

fn reading(tally: &mut Tally, marked: &Marked, encoding: Encoding) {
    let options = WriterOptions::default();
    let written = tally.run(marked, &format!("transcode to {encoding}"), || {
        encoding.transcode(&mut NodeReader::for_node(&marked.marked), &options)
    });
    let Ok(written) = written else { return };
    let (strict, lenient) = (ReaderOptions::default(), ReaderOptions::lenient());
    for (i, input) in inputs(&written, encoding).iter().enumerate() {
        tally.run(marked, &format!("decode from {encoding}"), || drop(encoding.decode::<Message<'_>>(input)));
        tally.run(marked, &format!("decode leniently from {encoding}"), || {
            drop(encoding.decode_with::<Message<'_>>(input, &lenient));
        });
        tally.run(marked, &format!("items of {encoding}"), || {
            if let Ok(items) = encoding.items(input) {
                let nodes = Node::read_all(&mut *items.reader());
                drop(nodes.map(|nodes| nodes.into_iter().map(Node::into_owned).collect::<Vec<_>>()));
            }
        });
        match encoding {
            Encoding::Ttlv => {
                read_by!(tally marked ttlv input: from_slice from_slice_owned);
                validated!(tally marked ttlv input strict);
                in_place!(tally marked ttlv input strict);
                tally.run(marked, "ttlv::refuse", || {
                    drop(kmip::ttlv::refuse(
                        input,
                        &Fault::without_offset(ErrorKind::Length, Tag::default()).into(),
                        Versions::ALL,
                        DateTime(0),
                    ));
                });
            }
            Encoding::Cbor => {
                read_by!(tally marked cbor input: from_slice from_slice_owned);
                validated!(tally marked cbor input strict);
                in_place!(tally marked cbor input strict);
            }
            Encoding::Xml => {
                read_text!(tally marked xml input strict lenient);
                let Ok(text) = str::from_utf8(input) else { continue };
                let twice = [text, text].concat();
                tally.run(marked, "xml::parse_all", || drop(kmip::xml::parse_all(&twice, &strict)));
            }
            Encoding::Json => read_text!(tally marked json input strict lenient),
            _ => {}
        }
        for &other in Encoding::ALL.iter().filter(|_| i < 2) {
            tally.run(marked, &format!("convert {encoding} to {other}"), || encoding.convert(input, other)).ok();
        }
    }
    // A writer that is filled in part.
    tally
        .run(marked, &format!("write to {encoding}"), || {
            encoding.write(&options, &mut |writer| {
                marked.marked.write(writer)?;
                writer.open(Tag::BATCH_ITEM)
            })
        })
        .unwrap_err();
}

fn messages(tally: &mut Tally, marked: &Marked, message: &Message<'_>) {
    tally.run(marked, "Message::clone and into_owned", || drop(message.clone().into_owned()));
    tally.run(marked, "Message::validate", || drop(message.validate()));
    tally.run(marked, "Debug", || drop(format!("{message:?}")));
    tally.run(marked, "encode to nodes", || {
        let mut writer = NodeWriter::default();
        let _ = encode_root(message, &mut writer);
        drop(writer);
    });
    for version in ProtocolVersion::ALL {
        let name = format!("convert to {version}");
        tally.run(marked, &name, || drop(message.convert_to(version)));
    }
    let mut message = message.clone().into_owned();
    let (mut stored, mut text) = (vec![0; 1 << 20], String::with_capacity(1 << 20));
    // In most versions something in the message is refused.
    for version in [ProtocolVersion::V1_0, ProtocolVersion::V1_4, ProtocolVersion::V2_1, ProtocolVersion::V3_0] {
        match &mut message {
            Message::Request(message) => message.request_header.protocol_version = version,
            Message::Response(message) => message.response_header.protocol_version = version,
            _ => return,
        }
        let message = &message;
        write_by!(tally marked ttlv message: to_vec encoded_len);
        write_by!(tally marked cbor message: to_vec encoded_len);
        write_by!(tally marked xml message: to_vec to_string);
        write_by!(tally marked json message: to_vec to_string);
        tally.run(marked, "ttlv::to_slice", || kmip::ttlv::to_slice(message, &mut stored)).ok();
        tally.run(marked, "cbor::to_slice", || kmip::cbor::to_slice(message, &mut stored)).ok();
        text.clear();
        tally.run(marked, "xml::to_writer", || kmip::xml::to_writer(message, &mut text)).ok();
        text.clear();
        tally.run(marked, "json::to_writer", || kmip::json::to_writer(message, &mut text)).ok();
        // Behind what is there already, and must stay.
        let mut appended = MARKER.as_bytes().to_vec();
        tally.run(marked, "xml::append_to_vec", || kmip::xml::append_to_vec(message, &mut appended)).ok();
        tally.run(marked, "json::append_to_vec", || kmip::json::append_to_vec(message, &mut appended)).ok();
        assert!(appended.starts_with(MARKER.as_bytes()));
        let leaving_out = WriterOptions::default().with_encode(EncodeOptions::omitting(&|_| ()));
        for &encoding in Encoding::ALL {
            let name = format!("encode to {encoding}, leaving out");
            tally.run(marked, &name, || encoding.encode_with(message, &leaving_out)).ok();
        }
        tally.run(marked, "serde of a message", || {
            drop(serde_json::to_writer(stored.as_mut_slice(), &ExposeSecrets(message)));
        });
    }
}

/// Values that are replaced, taken and dropped.
fn values(tally: &mut Tally, marked: &Marked) {
    let bytes = || Bytes::from(MARKER.as_bytes().to_vec());
    tally.run(marked, "a secret that is replaced", || {
        let mut secret = Secret::new(bytes());
        *secret.expose_mut() = Bytes::default();
        *secret.expose_mut() = bytes();
        drop(core::mem::take(secret.expose_mut()));
        *secret.expose_mut() = bytes();
        drop(secret.into_inner());
    });
    tally.run(marked, "a secret of text", || drop(Secret::new(Text::from(MARKER.to_owned()))));
    tally.run(marked, "a secret number", || {
        drop(Secret::new(BigInteger::from_bytes(MARKER.as_bytes()).into_owned()));
    });
    tally.run(marked, "the value of a node", || {
        let mut node = Node::new(Tag::KEY_MATERIAL, NodeValue::ByteString(bytes()));
        *node.value_mut() = NodeValue::Integer(0);
        drop(Node::new(Tag::KEY_MATERIAL, NodeValue::ByteString(bytes())).into_value());
    });
}
