//! Finds messages in whatever was logged, printed or captured.
//!
//! Each module knows one form: it gives the bytes that a text spells in it ([`Piece`]), or the places of messages in it. What of
//! that are messages is decided in one place, [`spans`], and only the messages decide which form a text has: an offset that is read
//! as data gives none.
//!
//! | module | form |
//! |---|---|
//! | [`pairs`] | hexadecimal digits with anything between them |
//! | [`dumps`] | dumps with offsets |
//! | [`lists`] | lists of decimal numbers |
//! | [`literals`] | literals with escapes |
//! | [`base64`] | base64 |
//! | [`markup`], [`objects`] | XML and JSON inside of other text |
//! | [`text`], [`http`] | what stands around all of these: UTF-16, headers and chunks |
//! | [`refused`] | what is named, and not read |

mod base64;
mod dumps;
mod http;
mod lists;
mod literals;
mod markup;
mod objects;
mod pairs;
mod piece;
mod refused;
mod spans;
mod text;

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

use kmip::ReaderOptions;
use kmip::encoding::Encoding;

use crate::Failure;
use http::{Body, body};
use piece::Piece;
use refused::name as refused;
use spans::{Evidence, spans};

pub(crate) use objects::length as json_length;
pub(crate) use text::decode;

/// A message that was found, or items that stand in none.
#[derive(Debug)]
pub(crate) struct Found {
    /// The place in the text.
    pub(crate) place: Range<usize>,
    /// The form, in the words of a note.
    pub(crate) form: &'static str,
    pub(crate) encoding: Encoding,
    /// The bytes that the text spells, or `None` if it is XML or JSON.
    pub(crate) bytes: Option<Vec<u8>>,
    evidence: Evidence,
}

impl Found {
    /// Returns how many bytes it has.
    pub(crate) fn len(&self) -> usize {
        self.bytes.as_ref().map_or(self.place.len(), Vec::len)
    }

    /// Returns whether the message is there with its end, and all of it can be read.
    pub(crate) fn is_whole(&self) -> bool {
        self.evidence >= Evidence::Items
    }
}

/// Finds the messages in `text`, in order; none stands inside of another one.
pub(crate) fn find(text: &str, options: &ReaderOptions<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    let in_text = |places: Vec<(Range<usize>, Evidence)>, encoding, form| {
        let found = move |(place, evidence)| Found { place, form, encoding, bytes: None, evidence };
        places.into_iter().map(found)
    };
    found.extend(in_text(markup::places(text, options), Encoding::Xml, "XML"));
    found.extend(in_text(objects::places(text, options), Encoding::Json, "JSON"));
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        // No message is spelled without a digit.
        return choose(found);
    }
    for pieces in [dumps::pieces, pairs::pieces, lists::pieces, literals::pieces, base64::pieces] {
        add(&mut found, pieces(text), options);
    }
    if !found.iter().any(|found| found.evidence == Evidence::Whole) {
        for pieces in [pairs::pieces_of_lines, literals::pieces_without_quotes] {
            add(&mut found, pieces(text), options);
        }
    }
    choose(found)
}

/// Names the kind of the bytes that `text` spells, if that kind is not read.
pub(crate) fn refused_inside(text: &str) -> Option<&'static str> {
    let pieces = [dumps::pieces, pairs::pieces, lists::pieces, literals::pieces, base64::pieces];
    pieces.iter().flat_map(|pieces| pieces(text)).find_map(|piece| refused(&piece.bytes))
}

/// The messages between other bytes, such as those of a protocol around them.
pub(crate) fn find_in_bytes(bytes: &[u8], options: &ReaderOptions<'_>) -> Vec<Found> {
    let found = spans(bytes, options).into_iter().map(|span| Found {
        bytes: bytes.get(span.range.clone()).map(<[u8]>::to_vec),
        place: span.range,
        form: "binary",
        encoding: span.encoding,
        evidence: span.evidence,
    });
    choose(found.collect())
}

/// Adds the messages in some pieces, and those in texts that pieces spell.
fn add(found: &mut Vec<Found>, pieces: Vec<Piece>, options: &ReaderOptions<'_>) {
    for piece in pieces {
        let before = found.len();
        for span in spans(&piece.bytes, options) {
            found.push(Found {
                place: piece.place(&span.range),
                form: piece.form,
                encoding: span.encoding,
                bytes: piece.bytes.get(span.range).map(<[u8]>::to_vec),
                evidence: span.evidence,
            });
        }
        if found.len() > before {
            continue;
        }
        let Some(text) = str::from_utf8(&piece.bytes).ok().filter(|text| text.contains(['<', '{'])) else { continue };
        let nested = [(Encoding::Xml, markup::places(text, options)), (Encoding::Json, objects::places(text, options))];
        for (encoding, places) in nested {
            found.extend(places.into_iter().map(|(range, evidence)| Found {
                place: piece.place(&range),
                form: piece.form,
                encoding,
                bytes: piece.bytes.get(range).map(<[u8]>::to_vec),
                evidence,
            }));
        }
    }
}

/// Chooses one reading of each place.
///
/// It is the longest of those with the most evidence, and of several such the first.
fn choose(mut found: Vec<Found>) -> Vec<Found> {
    if found.iter().any(|found| found.evidence != Evidence::Items) {
        found.retain(|found| found.evidence != Evidence::Items);
    }
    found.sort_by_key(|found| Reverse((found.evidence, found.len())));
    let mut chosen: BTreeMap<usize, Found> = BTreeMap::new();
    for one in found {
        let before = chosen.range(..one.place.end).next_back();
        if before.is_none_or(|(_, other)| other.place.end <= one.place.start) {
            chosen.insert(one.place.start, one);
        }
    }
    chosen.into_values().collect()
}

/// An input without what stands around its messages.
pub(crate) struct Unwrapped<'i> {
    pub(crate) bytes: Cow<'i, [u8]>,
    /// The wrappings that were undone, in the words of notes.
    pub(crate) undone: Vec<&'static str>,
}

/// Undoes what stands around messages: the headers of HTTP, and UTF-16.
///
/// # Errors
/// It is something that the command names, and does not read.
pub(crate) fn unwrap(input: &[u8]) -> Result<Unwrapped<'_>, Failure> {
    let mut undone = Vec::new();
    let mut bytes = Cow::Borrowed(input);
    if let Some(body) = body(input) {
        let Body::Plain(body, _) = body else { return Err(Failure::Refused { what: COMPRESSED }) };
        undone.push("the headers of HTTP");
        bytes = body;
    }
    if let Some(what) = refused(&bytes) {
        return Err(Failure::Refused { what });
    }
    if let Some((Cow::Owned(text), Some(name))) = decode(&bytes) {
        undone.push(name);
        bytes = Cow::Owned(text.into_bytes());
    }
    Ok(Unwrapped { bytes, undone })
}

const COMPRESSED: &str = "a compressed body of HTTP: unpack it first, or ask for it without Accept-Encoding";

#[cfg(test)]
mod tests;
