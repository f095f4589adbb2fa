//! Looks for markers in secret fields in everything that shows a message.

use std::collections::BTreeSet;
use std::rc::Rc;

use clap::Parser as _;
use kmip::encoding::Encoding;
use kmip::format::text::WriterOptions;
use kmip::format::{decode_root, encode_root};
use kmip::items::{NodeReader, NodeWriter, Pretty};
use kmip::serialize::ExposeSecrets;
use kmip::{Message, ProtocolVersion, Tag};
use kmip_cli::{Arguments, Command, Dump};

use crate::spec::markers::{MARKER, Marked, Markers, NUMBER, markers, secret_tags};

/// The marker in the forms that text can have.
struct Forms(Vec<(&'static str, String)>);

impl Forms {
    fn new() -> Self {
        let bytes = MARKER.as_bytes();
        let list = |separator: &str| bytes.iter().map(u8::to_string).collect::<Vec<_>>().join(separator);
        let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        let decimal = bytes.iter().fold(0_u128, |number, byte| (number << 8) | u128::from(*byte));
        Self(vec![
            ("text", MARKER.to_owned()),
            ("upper case", hex.to_uppercase()),
            ("lower case", hex),
            ("base64", base64(bytes)),
            ("a number", decimal.to_string()),
            ("numbers", list(",")),
            ("numbers", list(", ")),
            ("an integer", NUMBER.to_string()),
            ("an integer in hexadecimal", format!("{NUMBER:08x}")),
        ])
    }

    /// The form in which the text has the marker.
    fn find(&self, text: &str) -> Option<&'static str> {
        self.0.iter().find(|(_, form)| contains(text, form)).map(|(name, _)| *name).or_else(|| self.find_lines(text))
    }

    /// Finds the marker as numbers, one a line, as the long form of `Debug` prints it.
    fn find_lines(&self, text: &str) -> Option<&'static str> {
        // Most texts have no such line, which is quickly seen.
        let first = MARKER.as_bytes()[0];
        if !contains(text, &format!("{first}\n")) && !contains(text, &format!("{first},\n")) {
            return None;
        }
        let is_number = |line: &&str| line.trim_end_matches(',').parse::<u8>().is_ok();
        let numbers: String = text.lines().map(str::trim).filter(is_number).collect();
        self.0.iter().any(|(_, form)| numbers.contains(form)).then_some("numbers, one a line")
    }
}

/// Returns whether the text has the form.
///
/// The search is optimised code in tests, too.
fn contains(text: &str, form: &str) -> bool {
    memchr::memmem::find(text.as_bytes(), form.as_bytes()).is_some()
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digit = |group: u32, shift: u32| char::from(DIGITS[usize::try_from((group >> shift) & 63).unwrap()]);
    let groups = bytes.chunks(3).map(|three| three.iter().fold(0, |group, byte| (group << 8) | u32::from(*byte)));
    groups.flat_map(|group| [18, 12, 6, 0].map(|shift| digit(group, shift))).collect()
}

/// Every command that shows something of a message.
const COMMANDS: &[&[&str]] = &[
    &["dump"],
    &["dump", "--lenient"],
    &["diff", "a", "b"],
    &["validate"],
    &["validate", "--json"],
    &["dump", "--json"],
    &["dump", "--annotate"],
    &["dump", "--summary"],
    &["convert", "--to", "xml", "--version", "1.0"],
    &["convert", "--to", "xml", "--version", "2.1", "--lossy"],
    &["redact", "--to", "xml"],
    &["redact", "--to", "hex", "--names"],
];

/// The counts of a search.
struct Search {
    forms: Forms,
    /// The commands with their arguments: parsing them takes longer than running.
    commands: Rc<[(String, Command)]>,
    dump: Dump,
    texts: usize,
    found: BTreeSet<String>,
}

impl Search {
    fn new() -> Self {
        let parsed = |words: &[&str]| Arguments::try_parse_from(["kmip"].iter().chain(words)).unwrap().command;
        let commands = COMMANDS.iter().map(|words| (words.join(" "), parsed(words))).collect();
        let dump = match parsed(&["dump"]) {
            Command::Dump(dump) => Some(dump),
            _ => None,
        };
        Self { forms: Forms::new(), commands, dump: dump.unwrap(), texts: 0, found: BTreeSet::new() }
    }

    /// Looks at one way out.
    fn look(&mut self, marked: &Marked, way: &str, text: &str) {
        self.texts += 1;
        if let Some(form) = self.forms.find(text) {
            self.found.insert(format!("{}: {way} shows it as {form}", marked.name));
        }
    }

    fn look_at(&mut self, marked: &Marked, way: &str, shown: &(impl std::fmt::Debug + ?Sized)) {
        self.look(marked, &format!("Debug of {way}"), &format!("{shown:?}"));
        self.look(marked, &format!("long Debug of {way}"), &format!("{shown:#?}"));
    }

    fn look_at_error(&mut self, marked: &Marked, way: &str, error: &(impl std::fmt::Debug + std::fmt::Display)) {
        self.look(marked, &format!("Display of {way}"), &error.to_string());
        self.look_at(marked, way, error);
    }

    fn everywhere(&mut self, marked: &Marked) {
        self.items(marked);
        let typed: Result<Message<'_>, _> = decode_root(&mut NodeReader::for_node(&marked.marked));
        match &typed {
            Ok(message) => self.message(marked, message),
            Err(fault) => self.look_at(marked, "the fault of decoding", fault),
        }
        // What follows is the same for a field in every version.
        let encodings = if marked.is_newest { Encoding::ALL } else { &[] };
        for &encoding in encodings {
            let written = encoding.transcode(&mut NodeReader::for_node(&marked.marked), &WriterOptions::default());
            let plain = encoding.transcode(&mut NodeReader::for_node(&marked.plain), &WriterOptions::default());
            match (written, plain) {
                (Ok(written), Ok(plain)) => {
                    self.commands(marked, encoding, &written, &plain);
                    self.broken(marked, encoding, &written);
                }
                (Err(error), _) | (_, Err(error)) => self.look_at_error(marked, "the error of writing", &error),
            }
        }
    }

    fn items(&mut self, marked: &Marked) {
        let node = &marked.marked;
        self.look_at(marked, "a node", node);
        self.look_at(marked, "the value of a node", node.value());
        self.look_at(marked, "the reader of a node", &NodeReader::for_node(node));
        let mut printed = String::new();
        Pretty::new(&mut printed).print(&mut NodeReader::for_node(node)).unwrap();
        self.look(marked, "Pretty", &printed);
        self.look(marked, "serde of a node", &serde_json::to_string(node).unwrap());
        // It is there.
        assert!(self.forms.find(&serde_json::to_string(&ExposeSecrets(node)).unwrap()).is_some(), "{}", marked.name);
    }

    fn message(&mut self, marked: &Marked, message: &Message<'_>) {
        self.look_at(marked, "a message", message);
        match serde_json::to_string(message) {
            Ok(text) => self.look(marked, "serde", &text),
            Err(error) => self.look_at_error(marked, "the error of serde", &error),
        }
        if let Ok(findings) = message.validate() {
            self.look_at_error(marked, "findings", &findings);
        }
        for version in ProtocolVersion::ALL.into_iter().filter(|_| marked.is_newest) {
            match message.convert_to(version) {
                Ok(conversion) => {
                    self.look_at_error(marked, "the report of a conversion", &conversion.report);
                    self.look_at(marked, "a conversion", &conversion.message);
                }
                Err(error) => self.look_at_error(marked, "the error of converting", &error),
            }
        }
        let mut writer = NodeWriter::default();
        if let Err(fault) = encode_root(message, &mut writer) {
            self.look_at(marked, "the fault of encoding", &fault);
        }
        self.look_at(marked, "a writer of nodes", &writer);
    }

    fn commands(&mut self, marked: &Marked, encoding: Encoding, written: &[u8], plain: &[u8]) {
        for (command, arguments) in Rc::clone(&self.commands).iter() {
            let mut text = String::new();
            let error = match arguments {
                Command::Dump(options) => kmip_cli::dump(written, options, &mut text).err(),
                Command::Validate(options) => {
                    let mut output = Vec::new();
                    let error = kmip_cli::validate(written, options, &mut output).err();
                    text = String::from_utf8(output).unwrap();
                    error
                }
                Command::Convert(options) => kmip_cli::convert(written, options, &mut text).err(),
                Command::Diff(options) => match kmip_cli::diff(written, plain, options, &mut text) {
                    Ok(_) => {
                        assert!(!text.is_empty(), "{}", marked.name);
                        None
                    }
                    Err(error) => Some(error),
                },
                Command::Redact(options) => match kmip_cli::redact(written, options, &mut text) {
                    Ok(redacted) => {
                        text.push_str(&String::from_utf8(redacted).unwrap());
                        None
                    }
                    Err(error) => Some(error),
                },
                _ => None,
            };
            let way = format!("{command} in {encoding}");
            self.look(marked, &way, &text);
            if let Some(error) = error {
                self.look_at_error(marked, &way, &error);
            }
        }
    }

    /// Looks at messages that are broken at the marker, or behind it.
    fn broken(&mut self, marked: &Marked, encoding: Encoding, written: &[u8]) {
        let mut inputs = vec![written[..written.len() - written.len() / 8].to_vec()];
        if let Ok(text) = str::from_utf8(written) {
            for (_, form) in &self.forms.0 {
                if let Some(at) = text.find(form.as_str()) {
                    let (before, after) = text.split_at(at);
                    inputs.push(format!("{before}g{after}").into_bytes());
                    inputs.push(format!("{before}{form}").into_bytes());
                    inputs.push(format!("{before}{form}\u{1}{}", &after[form.len()..]).into_bytes());
                    for other in ["Enumeration", "DateTime", "Boolean"] {
                        let start = before.rfind("ype").unwrap_or(0);
                        let retyped = ["ByteString", "TextString", "BigInteger", "Integer"]
                            .iter()
                            .fold(before[start..].to_owned(), |text, old| text.replace(old, other));
                        inputs.push(format!("{}{retyped}{after}", &before[..start]).into_bytes());
                    }
                }
            }
        } else if let Some(at) = written.windows(MARKER.len()).position(|window| window == MARKER.as_bytes()) {
            let mut text = written.to_vec();
            text[at + 3] = 0xFF;
            inputs.push(text);
        }
        for input in inputs {
            if let Err(error) = encoding.decode::<Message<'_>>(&input) {
                self.look_at_error(marked, &format!("the error of reading {encoding}"), &error);
            }
            let mut text = String::new();
            if let Err(error) = kmip_cli::dump(&input, &self.dump, &mut text) {
                self.look_at_error(marked, &format!("the dump of broken {encoding}"), &error);
            }
            self.look(marked, &format!("the dump of broken {encoding}"), &text);
        }
    }
}

#[test]
fn no_way_out_shows_a_secret() {
    let Markers { messages, tags, fields, fields_by_version } = markers();
    // Each processor takes its share.
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let share = |number: usize| {
        let mut search = Search::new();
        messages.iter().skip(number).step_by(threads).for_each(|marked| search.everywhere(marked));
        (search.texts, search.found)
    };
    let (mut texts, mut found) = (0, BTreeSet::new());
    std::thread::scope(|scope| {
        let running: Vec<_> = (0..threads)
            .map(|number| {
                scope.spawn({
                    let share = &share;
                    move || share(number)
                })
            })
            .collect();
        for (of_share, mut found_in_share) in running.into_iter().map(|running| running.join().unwrap()) {
            texts += of_share;
            found.append(&mut found_in_share);
        }
    });
    println!(
        "{} tags in {fields} fields, {fields_by_version} of them by version; {} messages, {} texts looked at",
        tags.len(),
        messages.len(),
        texts
    );
    // A vendor's credential is in no field.
    let missed: Vec<Tag> = secret_tags().difference(&tags).copied().collect();
    assert_eq!(missed, [Tag::CREDENTIAL_VALUE]);
    assert_eq!(found, BTreeSet::new());
}
