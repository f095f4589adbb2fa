//! JSON inside of other text: in arrays, in logs, behind HTTP headers.

use std::ops::Range;

use kmip::{ReaderOptions, json};
use serde_json::value::RawValue;

use super::spans::{Evidence, is_readable};

/// The most cut objects that are looked at: each could be as long as the text.
const CUT: usize = 16;

/// The messages that `text` has as JSON, or begins to have: the place of each.
pub(crate) fn places(text: &str, options: &ReaderOptions<'_>) -> Vec<(Range<usize>, Evidence)> {
    let mut found = Vec::new();
    let (mut at, mut cut) = (0_usize, 0_usize);
    while let Some(start) = text.get(at..).and_then(|rest| rest.find('{')).map(|found| at.saturating_add(found)) {
        at = start.saturating_add(1);
        let object = text.get(start..).unwrap_or_default();
        if !is_message(object) {
            continue;
        }
        match length(object) {
            Some(length) => {
                let place = start..start.saturating_add(length);
                at = place.end;
                let document = json::parse_partial(text.get(place.clone()).unwrap_or_default(), options);
                let evidence = if is_readable(&mut document.reader()) { Evidence::Whole } else { Evidence::Framed };
                found.push((place, evidence));
            }
            None if cut < CUT => {
                cut = cut.saturating_add(1);
                found.push((start..text.len(), Evidence::Cut));
            }
            None => break,
        }
    }
    found
}

/// Returns whether an object begins with the tag of a message.
fn is_message(object: &str) -> bool {
    let behind = object.trim_start_matches(['{', ' ', '\t', '\r', '\n']);
    let Some(value) = behind.strip_prefix("\"tag\"") else { return false };
    let value = value.trim_start_matches([':', ' ', '\t', '\r', '\n']);
    ["\"RequestMessage\"", "\"ResponseMessage\"", "\"0x420078\"", "\"0x42007B\"", "\"0x42007b\""]
        .iter()
        .any(|tag| value.starts_with(tag))
}

/// Returns how long the object is that the text begins with.
pub(crate) fn length(text: &str) -> Option<usize> {
    let mut documents = serde_json::Deserializer::from_str(text).into_iter::<&RawValue>();
    documents.next()?.ok()?;
    Some(documents.byte_offset()).filter(|length| *length > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: &str = r#"{"tag":"RequestMessage", "value":[{"tag":"BatchCount", "type":"Integer", "value":1}]}"#;

    fn seen(text: &str) -> Vec<(&str, Evidence)> {
        let found = places(text, &ReaderOptions::default());
        found.into_iter().map(|(place, evidence)| (&text[place], evidence)).collect()
    }

    #[test]
    fn objects_are_found_between_other_text() {
        for text in [
            format!("[{ONE},\n{ONE}]"),
            format!("{{\"level\":\"debug\",\"sent\":{ONE},\"received\":{ONE}}}"),
            format!("10:00 {{x}} {ONE} and {ONE}"),
        ] {
            assert_eq!(seen(&text), [(ONE, Evidence::Whole), (ONE, Evidence::Whole)], "{text}");
        }
        assert_eq!(seen(r#"{"tag":"BatchCount","type":"Integer","value":1}"#), []);
    }

    #[test]
    fn what_is_wrong_or_cut_is_told() {
        let wrong = ONE.replace("BatchCount", "BatchCuont");
        assert_eq!(seen(&wrong), [(&*wrong, Evidence::Framed)]);
        assert_eq!(seen(&ONE[..60]), [(&ONE[..60], Evidence::Cut)]);
        let open = "{\"tag\":\"RequestMessage\",\"value\":[".repeat(1000);
        assert_eq!(seen(&open).len(), CUT);
    }
}
