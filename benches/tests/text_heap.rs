//! Tests how much memory the reading of a hostile text takes.
//!
//! It does so for each entry point of XML and JSON.
//!
//! Heap is bounded by what is read: at most 32 times the text, or the same items in TTLV where that is more.

#![allow(clippy::unwrap_used)]

use kmip::format::Document;
use kmip::items::{Length, transcode};
use kmip::{Limits, ReaderOptions, RequestMessage, ResponseMessage, json, xml};

/// The sizes of the texts, in bytes.
const SIZES: [usize; 4] = [16 << 10, 64 << 10, 256 << 10, 1 << 20];

/// The bound of the bytes held at one time, as a multiple of the input's size.
const HELD: usize = 32;
/// The bound of the bytes asked for over all, as a multiple of the input's size.
const TOTAL: usize = 4 * HELD;
/// The bytes that a small input may take.
const SMALL: usize = 64 << 10;

/// A kind of text that can be made as long as wanted.
struct Shape {
    name: &'static str,
    start: String,
    repeated: String,
    end: String,
}

impl Shape {
    fn new(name: &'static str, start: impl Into<String>, repeated: impl Into<String>, end: impl Into<String>) -> Self {
        Self { name, start: start.into(), repeated: repeated.into(), end: end.into() }
    }

    /// A text of this kind with at most so many bytes.
    fn text(&self, size: usize) -> String {
        let count = (size - self.start.len() - self.end.len()) / self.repeated.len();
        [self.start.as_str(), &self.repeated.repeat(count), &self.end].concat()
    }
}

/// Something that reads a text, and drops what it has read at its end.
type EntryPoint = (&'static str, fn(&str, &ReaderOptions<'_>));

fn xml_shapes() -> Vec<Shape> {
    let deep = format!("{}{}", "<P>".repeat(31), "</P>".repeat(31));
    let item = r#"<D type="TextString" value=""/>"#;
    vec![
        Shape::new("empty roots", "<KMIP>", "<P/>", "</KMIP>"),
        Shape::new("empty roots, the last one broken", "<KMIP>", "<P/>", "<P>"),
        Shape::new("roots of three levels", "<KMIP>", "<P><Q><D/><D/><D/></Q></P>", "</KMIP>"),
        Shape::new("roots as deep as can be", "<KMIP>", deep.as_str(), "</KMIP>"),
        Shape::new("roots without a wrapper", "", "<P/>", ""),
        Shape::new("roots with text", "<KMIP>", format!("<P>{item}</P>"), "</KMIP>"),
        Shape::new("roots with escaped text", "<KMIP>", r#"<P><D type="TextString" value="&lt;"/></P>"#, "</KMIP>"),
        Shape::new("roots with bytes", "<KMIP>", r#"<P><D type="ByteString" value="0A"/></P>"#, "</KMIP>"),
        Shape::new("empty items in one root", "<P>", "<D/>", "</P>"),
        Shape::new("deep items in one root", "<P>", deep.as_str(), "</P>"),
        Shape::new("texts in one root", "<P>", item, "</P>"),
        Shape::new("batch items", "<RequestMessage>", "<BatchItem/>", "</RequestMessage>"),
        Shape::new("one text", r#"<D type="TextString" value=""#, "a", r#""/>"#),
        Shape::new("one escaped text", r#"<D type="TextString" value=""#, "&lt;", r#""/>"#),
        Shape::new("one byte string", r#"<D type="ByteString" value=""#, "0A", r#""/>"#),
        Shape::new("one big integer", r#"<D type="BigInteger" value=""#, "0000000000000000", r#""/>"#),
        Shape::new("attributes of one element", "<P ", "xmlns:k='urn:oasis:tc:kmip:xmlns' ", "/>"),
        Shape::new("openings", "", "<P>", ""),
    ]
}

fn json_shapes() -> Vec<Shape> {
    let empty = r#"{"tag":"P","value":[]}"#;
    let late = r#"{"value":[],"tag":"P"}"#;
    let deep = format!("{}{}", r#"{"tag":"P","value":["#.repeat(30), "]}".repeat(30));
    let late_deep = format!("{}{}", r#"{"value":["#.repeat(30), r#"],"tag":"P"}"#.repeat(30));
    let item = r#"{"tag":"D","type":"TextString","value":""}"#;
    let (start, end) = (r#"{"tag":"P","value":["#, "]}");
    let array = |name, repeated: &str| Shape::new(name, format!("{start}{repeated}"), format!(",{repeated}"), end);
    let waiting = |name, repeated: &str| {
        Shape::new(name, format!(r#"{{"value":[{repeated}"#), format!(",{repeated}"), r#"],"tag":"P"}"#)
    };
    vec![
        Shape::new("empty objects", "", "{}", ""),
        Shape::new("an array of empty objects", "[{}", ",{}", "]"),
        Shape::new("an array of messages", format!("[{empty}"), format!(",{empty}"), "]"),
        array("empty objects in one item", "{}"),
        Shape::new("items one after another", "", empty, ""),
        array("empty items in one item", empty),
        array("empty items in one item, their tags last", late),
        array("deep items in one item", &deep),
        array("deep items in one item, their tags last", &late_deep),
        array("texts in one item", item),
        waiting("items that wait for a tag", empty),
        waiting("items that wait for two tags", late),
        waiting("deep items that wait for a tag", &late_deep),
        Shape::new("openings", "", r#"{"tag":"P","value":["#, ""),
        Shape::new("openings that wait for a tag", "", r#"{"value":["#, ""),
        Shape::new("one text", r#"{"tag":"D","type":"TextString","value":""#, "a", "\"}"),
        Shape::new("one escaped text", r#"{"tag":"D","type":"TextString","value":""#, "\\n", "\"}"),
        Shape::new("one byte string", r#"{"tag":"D","type":"ByteString","value":""#, "0A", "\"}"),
        Shape::new("one big integer", r#"{"tag":"D","type":"BigInteger","value":"0x"#, "0000000000000000", "\"}"),
        Shape::new("one number", r#"{"tag":"D","type":"LongInteger","value":"#, "1", "}"),
        Shape::new("an unknown member", r#"{"tag":"P","value":[],"x":[["#, "{},", "{}]]}"),
        Shape::new("unknown members", r#"{"tag":"P","value":[]"#, r#","x":{}"#, "}"),
    ]
}

/// The entry points of XML that differ in how they read.
const XML: [EntryPoint; 5] = [
    ("parse_with", |text, options| drop(xml::parse_with(text, options))),
    ("parse_all", |text, options| drop(xml::parse_all(text, options))),
    ("parse_partial", |text, options| drop(xml::parse_partial(text, options))),
    ("from_slice_with", |text, options| {
        drop(xml::from_slice_with::<RequestMessage<'_>>(text.as_bytes(), options));
    }),
    ("from_slice_with, not UTF-8", |text, options| {
        drop(xml::from_slice_with::<RequestMessage<'_>>(&broken(text), options));
    }),
];

/// The other ones, which call them.
const XML_OTHERS: [EntryPoint; 4] = [
    ("parse", |text, _| drop(xml::parse(text))),
    ("from_str", |text, _| drop(xml::from_str::<RequestMessage<'_>>(text))),
    ("from_str_with", |text, options| drop(xml::from_str_with::<ResponseMessage<'_>>(text, options))),
    ("from_slice", |text, _| drop(xml::from_slice::<ResponseMessage<'_>>(text.as_bytes()))),
];

/// The entry points of JSON that differ in how they read.
const JSON: [EntryPoint; 4] = [
    ("parse_with", |text, options| drop(json::parse_with(text, options))),
    ("parse_partial", |text, options| drop(json::parse_partial(text, options))),
    ("from_slice_with", |text, options| {
        drop(json::from_slice_with::<RequestMessage<'_>>(text.as_bytes(), options));
    }),
    ("from_slice_with, not UTF-8", |text, options| {
        drop(json::from_slice_with::<RequestMessage<'_>>(&broken(text), options));
    }),
];

/// The other ones, which call them.
const JSON_OTHERS: [EntryPoint; 4] = [
    ("parse", |text, _| drop(json::parse(text))),
    ("from_str", |text, _| drop(json::from_str::<RequestMessage<'_>>(text))),
    ("from_str_with", |text, options| drop(json::from_str_with::<ResponseMessage<'_>>(text, options))),
    ("from_slice", |text, _| drop(json::from_slice::<ResponseMessage<'_>>(text.as_bytes()))),
];

/// A text that is no text at its end.
fn broken(text: &str) -> Vec<u8> {
    [text.as_bytes(), b"\xFF"].concat()
}

/// Returns the number of bytes of the items in TTLV, as far as they can be read.
fn ttlv_size<'d>(documents: impl IntoIterator<Item = Document<'d>>) -> usize {
    let mut length = Length::default();
    for document in documents {
        // What is behind an error does not count.
        let _ = transcode(&mut document.reader(), &mut length);
    }
    usize::try_from(length.bytes()).unwrap()
}

fn options() -> [ReaderOptions<'static>; 2] {
    // The number of items is no help here.
    let limits = Limits::DEFAULT.with_message_bytes(2 << 20).with_items(usize::MAX);
    [ReaderOptions::default().with_limits(limits), ReaderOptions::lenient().with_limits(limits)]
}

/// Calls each entry point with each text, and tells where it takes too much.
fn check(
    shapes: &[Shape],
    sizes: &[usize],
    entry_points: &[EntryPoint],
    ttlv: impl Fn(&str, &ReaderOptions<'_>) -> usize,
) {
    let mut failed = Vec::new();
    let mut worst = (0, String::new());
    for (shape, size) in shapes.iter().flat_map(|shape| sizes.iter().map(move |size| (shape, *size))) {
        let text = shape.text(size);
        for options in options() {
            let size = text.len().max(ttlv(&text, &options));
            for (name, call) in entry_points {
                let counted = allocation_counter::measure(|| call(&text, &options));
                let [held, total] = [counted.bytes_max, counted.bytes_total].map(|it| usize::try_from(it).unwrap());
                let row = format!("{name}, {}, {size} bytes: {held} held, {total} in all", shape.name);
                assert_eq!(counted.bytes_current, 0, "{row}");
                let times = held.saturating_sub(SMALL).div_ceil(size);
                if times > HELD || total > TOTAL * size + SMALL {
                    failed.push(row.clone());
                }
                worst = worst.max((times, row));
            }
        }
    }
    println!("{} times: {}", worst.0, worst.1);
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn xml_takes_memory_by_what_was_read() {
    let size = |text: &str, options: &ReaderOptions<'_>| ttlv_size(xml::parse_partial(text, options));
    check(&xml_shapes(), &SIZES, &XML, size);
    check(&xml_shapes(), &SIZES[..2], &XML_OTHERS, size);
}

#[test]
fn json_takes_memory_by_what_was_read() {
    let size = |text: &str, options: &ReaderOptions<'_>| ttlv_size([json::parse_partial(text, options)]);
    check(&json_shapes(), &SIZES, &JSON, size);
    check(&json_shapes(), &SIZES[..2], &JSON_OTHERS, size);
}
