//! The sections of an entry, in words and as code.

use std::collections::BTreeMap;

use crate::versions::Versions;

/// Returns sections in words, newest first; nothing if no section is known.
///
/// An example is `KMIP 3.0 §6.1.8, 2.1 §6.1.8, 1.4 §4.1; `.
pub(super) fn in_words(sections: &BTreeMap<String, String>) -> String {
    let newest = |range: &String| range.rsplit(['-', ' ']).next().unwrap_or_default().to_owned();
    let list: Vec<String> =
        sections.iter().rev().map(|(range, section)| format!("{} §{section}", newest(range))).collect();
    if list.is_empty() { String::new() } else { format!("KMIP {}; ", list.join(", ")) }
}

/// The sections of an entry, newest first: `([V3_0..] "6.1.23", [..=V1_4] "4.11")`.
pub(super) fn as_code(sections: &BTreeMap<String, String>) -> Result<String, String> {
    let list =
        sections.iter().rev().map(|(range, section)| Ok(format!("{} {section:?}", Versions::parse(range)?.code())));
    Ok(format!("({})", list.collect::<Result<Vec<_>, String>>()?.join(", ")))
}
