//! The parts of the texts that are written and read again.

use kmip_json::ReaderOptions;
use proptest::prelude::*;

/// Characters: many that have to be escaped, or that look like JSON.
pub(crate) fn character() -> impl Strategy<Value = char> {
    let special = prop::sample::select(vec!['"', '\\', '{', '}', '[', ']', ':', ',', '\n', '\0', ' ', 'u', 'Ω', '😀']);
    prop_oneof![any::<char>(), special]
}

/// JSON has one way to read a text.
pub(crate) const fn read_all(_: &str, _: &ReaderOptions<'_>) {}

pub(crate) const PARTS: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"tag\":\"BatchItem\"",
    "\"tag\":\"BatchCount\",",
    ",\"tag\":\"0x540001\"}",
    "{\"tag\":\"BatchItem\",\"value\":[",
    "{\"value\":[",
    "],\"tag\":\"BatchItem\"}",
    "]}",
    "{\"tag\":\"BatchCount\",\"type\":\"Integer\",\"value\":",
    "{\"tag\":\"Comment\",\"type\":\"TextString\",\"value\":",
    "\"type\":\"Structure\"",
    "\"value\":null",
    "\"name\":\"[{\"",
    "\"x\":[{}]",
    "1",
    "-",
    "1e400",
    "null",
    "true",
    "\"",
    "\\",
    "\\ud800",
    "\"[{\"",
    " ",
    "\n",
    "\u{FEFF}",
    "\0",
];
