//! The parts of the texts that are written and read again.

use kmip_xml::{ReaderOptions, parse_all};
use proptest::prelude::*;

/// Characters that XML can hold: many that have to be escaped.
pub(crate) fn character() -> impl Strategy<Value = char> {
    let legal = any::<char>().prop_filter("legal", |c| {
        *c >= ' ' && !matches!(c, '\u{FFFE}' | '\u{FFFF}') || matches!(c, '\t' | '\n' | '\r')
    });
    let special = prop::sample::select(vec!['&', '<', '>', '"', '\'', '\t', '\n', '\r', ' ', ';', '#', 'x', 'Ω']);
    prop_oneof![legal, special]
}

/// A text as a file of messages does no harm.
pub(crate) fn read_all(text: &str, options: &ReaderOptions<'_>) {
    let _ = parse_all(text, options);
}

pub(crate) const PARTS: &[&str] = &[
    "<BatchItem>",
    "</BatchItem>",
    "<BatchItem/>",
    "<D>",
    "</D>",
    "<TTLV tag=\"0x540001\">",
    "</TTLV>",
    "<KMIP>",
    "</KMIP>",
    "<BatchCount type=\"Integer\" value=\"",
    "<Comment type='TextString' value='",
    "1",
    "\"/>",
    "'/>",
    "\">",
    "/>",
    ">",
    " ",
    "&",
    "&lt;",
    "&#9;",
    "&#x0;",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<?",
    "?>",
    "<?xml version=\"1.0\"?>",
    "<!DOCTYPE a>",
    "\u{FEFF}",
    "xmlns='urn:oasis:tc:kmip:xmlns' ",
    "</",
    "<",
    "\"",
    "'",
    "=",
    "\0",
    "\u{FFFF}",
];
