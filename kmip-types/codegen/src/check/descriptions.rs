//! The checks of the descriptions.
//!
//! Each entry has a text, which is short and says more than the name.

use std::collections::BTreeSet;

use crate::descriptions::{Descriptions, Entries, OTHERS};
use crate::emit::sentences;
use crate::schema::{Enumeration, Schema};

/// The longest text.
const LONGEST: usize = 240;

/// The longest first sentence, which is the summary line in the documentation.
const LONGEST_SUMMARY: usize = 80;

/// Words that say nothing about an entry by themselves.
const FILLERS: [&str; 38] = [
    "a", "an", "and", "are", "as", "at", "be", "been", "by", "for", "from", "had", "has", "have", "in", "is", "it",
    "its", "kind", "kinds", "of", "on", "one", "or", "that", "the", "their", "these", "this", "to", "type", "was",
    "were", "what", "whether", "which", "whose", "with",
];

/// Every problem that the descriptions have.
pub(crate) fn check(schema: &Schema, descriptions: &Descriptions) -> Vec<String> {
    let mut problems = Vec::new();
    let lists = || schema.enumerations.iter().chain(&schema.masks);
    let structure = |name: &str| descriptions.structure(name).is_some();
    let files = [
        ("operation", &descriptions.operations, names(schema.operations.iter().map(|o| &o.name))),
        ("attribute", &descriptions.attributes, names(schema.attributes.iter().map(|a| &a.name))),
        ("structure", &descriptions.structures, names(schema.structures.iter().map(|s| &s.name))),
        ("enumeration", &descriptions.enumerations, names(lists().map(|e| &e.name))),
        ("tag", &descriptions.tags, names(schema.tags.tags.iter().map(|t| &t.name))),
    ];
    for (kind, entries, names) in &files {
        keys(kind, entries, names, &mut problems);
        for (name, text) in &entries.0 {
            sentence(&format!("{kind} {name:?}"), name, text, &mut problems);
        }
        let has_text = |name: &str| match *kind {
            "structure" => structure(name),
            "tag" => descriptions.tag(name).is_some(),
            _ => entries.get(name).is_some(),
        };
        problems.extend(names.iter().filter(|name| !has_text(name)).map(|name| format!("{kind} {name:?}: no text")));
    }
    for (name, text) in &descriptions.structures.0 {
        once("structure", name, text, descriptions.attribute(name), &mut problems);
    }
    for (name, text) in &descriptions.tags.0 {
        once("tag", name, text, descriptions.shared_by_tag(name), &mut problems);
    }
    keys("values of", &descriptions.values, &names(lists().map(|e| &e.name)), &mut problems);
    for list in lists() {
        values(list, descriptions, &mut problems);
    }
    problems
}

fn values(list: &Enumeration, descriptions: &Descriptions, problems: &mut Vec<String>) {
    let none = Entries(Vec::new());
    let entries = descriptions.values.get(&list.name).unwrap_or(&none);
    let kind = format!("{}, value", list.name);
    let mut names = names(list.values().iter().map(|v| &v.name));
    for name in names.iter().filter(|name| entries.get(name).or(entries.get(OTHERS)).is_none()) {
        if descriptions.shared_by_value(name).is_none() {
            problems.push(format!("{kind} {name:?}: no text"));
        }
    }
    names.insert(OTHERS);
    keys(&kind, entries, &names, problems);
    for (name, text) in &entries.0 {
        if let Some(text) = text {
            sentence(&format!("{kind} {name:?}"), name, text, problems);
            once(&kind, name, text, descriptions.shared_by_value(name), problems);
        }
    }
}

fn names<'n>(names: impl Iterator<Item = &'n String>) -> BTreeSet<&'n str> {
    names.map(String::as_str).collect()
}

/// Demands of the keys that each is a name of the tables, and occurs once.
fn keys<T>(kind: &str, entries: &Entries<T>, names: &BTreeSet<&str>, problems: &mut Vec<String>) {
    let mut seen = BTreeSet::new();
    for (key, _) in &entries.0 {
        if !names.contains(key.as_str()) {
            problems.push(format!("{kind} {key:?}: described, and in no table"));
        }
        if !seen.insert(key) {
            problems.push(format!("{kind} {key:?}: described twice"));
        }
    }
}

/// Demands that a text is not what the entry would take without it.
fn once(kind: &str, name: &str, text: &str, shared: Option<&str>, problems: &mut Vec<String>) {
    if shared == Some(text) {
        problems.push(format!("{kind} {name:?}: the text is the one that it takes without its own"));
    }
}

fn sentence(what: &str, name: &str, text: &str, problems: &mut Vec<String>) {
    let mut demand = |holds: bool, problem: String| {
        if !holds {
            problems.push(format!("{what}: {problem}"));
        }
    };
    let length = text.chars().count();
    demand(length <= LONGEST, format!("{length} characters, at most {LONGEST}"));
    let first = sentences(text).0.chars().count();
    demand(first <= LONGEST_SUMMARY, format!("a first sentence of {first} characters, at most {LONGEST_SUMMARY}"));
    demand(text.ends_with('.') && text.trim() == text, "no whole sentence".to_owned());
    demand(says_more(name, text), "the text only repeats the name".to_owned());
}

/// Returns whether the text has a word that is neither in the name nor a filler.
fn says_more(name: &str, text: &str) -> bool {
    let name: BTreeSet<String> = words(name).collect();
    words(text).any(|word| !name.contains(&word) && !FILLERS.contains(&word.as_str()))
}

/// The words in lower case, without the `s` of the plural.
fn words(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase);
    words.map(|word| if word.len() > 3 { word.trim_end_matches('s').to_owned() } else { word })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn spec() -> (Schema, Descriptions) {
        let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec");
        (Schema::load(&dir).unwrap(), Descriptions::load(&dir.join("descriptions")).unwrap())
    }

    /// The problems of the descriptions after a change.
    #[track_caller]
    fn reported(expected: &[&str], change: impl FnOnce(&mut Descriptions)) {
        let (schema, mut descriptions) = spec();
        change(&mut descriptions);
        assert_eq!(check(&schema, &descriptions), expected);
    }

    fn remove<T>(entries: &mut Entries<T>, name: &str) {
        assert!(entries.get(name).is_some());
        entries.0.retain(|(key, _)| key != name);
    }

    fn set(entries: &mut Entries<String>, name: &str, text: &str) {
        entries.0.iter_mut().find(|(key, _)| key == name).unwrap().1 = text.to_owned();
    }

    fn values_of<'d>(descriptions: &'d mut Descriptions, list: &str) -> &'d mut Entries<Option<String>> {
        &mut descriptions.values.0.iter_mut().find(|(key, _)| key == list).unwrap().1
    }

    #[test]
    fn the_descriptions_as_they_are_have_no_problem() {
        reported(&[], |_| {});
    }

    #[test]
    fn a_missing_text() {
        // The Operation Enumeration takes it from the operation.
        reported(&["operation \"Get\": no text", "Operation, value \"Get\": no text"], |d| {
            remove(&mut d.operations, "Get");
        });
        reported(&["attribute \"Archive Date\": no text", "tag \"Archive Date\": no text"], |d| {
            remove(&mut d.attributes, "Archive Date");
        });
        reported(&["structure \"Key Block\": no text", "tag \"Key Block\": no text"], |d| {
            remove(&mut d.structures, "Key Block");
        });
        reported(&["enumeration \"Padding Method\": no text", "tag \"Padding Method\": no text"], |d| {
            remove(&mut d.enumerations, "Padding Method");
        });
        reported(&["tag \"Modulus\": no text"], |d| remove(&mut d.tags, "Modulus"));
        reported(&["State, value \"Active\": no text"], |d| remove(values_of(d, "State"), "Active"));
        reported(&["Storage Status Mask, value \"Archival storage\": no text"], |d| {
            remove(values_of(d, "Storage Status Mask"), "Archival storage");
        });
    }

    #[test]
    fn a_text_is_shared_by_one_name() {
        let (_, descriptions) = spec();
        let (attribute, tag) = (descriptions.attribute("Digest"), descriptions.tag("Digest"));
        assert!(attribute.is_some_and(|text| text.starts_with("A digest of the key material")));
        assert_eq!([descriptions.structure("Digest"), tag], [attribute; 2]);
        assert_eq!(descriptions.tag("Padding Method"), descriptions.enumeration("Padding Method"));
        assert_ne!(descriptions.tag("State"), descriptions.enumeration("State"));
        assert_eq!(descriptions.value("Operation", "Get"), descriptions.operation("Get"));
        assert_ne!(descriptions.value("Unique Identifier", "Certify"), descriptions.operation("Certify"));
        assert_eq!(descriptions.value("Cryptographic Algorithm", "AES"), None);
        assert_eq!(descriptions.value("Name Type", "URI"), None);
    }

    #[test]
    fn a_text_that_is_too_long() {
        let long = format!("{}.", "word ".repeat(48).trim_end());
        reported(&["tag \"Modulus\": a first sentence of 240 characters, at most 80"], |d| {
            set(&mut d.tags, "Modulus", &long);
        });
        let long = format!("Short. And {long}");
        reported(&["tag \"Modulus\": 251 characters, at most 240"], |d| set(&mut d.tags, "Modulus", &long));
    }

    #[test]
    fn a_name_that_no_table_has() {
        reported(&["operation \"Got\": described, and in no table"], |d| {
            d.operations.0.push(("Got".to_owned(), "Fetched an object.".to_owned()));
        });
        reported(&["State, value \"Lost\": described, and in no table"], |d| {
            values_of(d, "State").0.push(("Lost".to_owned(), None));
        });
        reported(&["values of \"Stage\": described, and in no table"], |d| {
            d.values.0.push(("Stage".to_owned(), Entries(Vec::new())));
        });
    }

    #[test]
    fn a_text_that_repeats_the_name() {
        for text in ["The modulus.", "The type of the Modulus.", "Moduluss."] {
            reported(&["tag \"Modulus\": the text only repeats the name"], |d| set(&mut d.tags, "Modulus", text));
        }
        reported(&["State, value \"Active\": the text only repeats the name"], |d| {
            let values = values_of(d, "State");
            remove(values, "Active");
            values.0.push(("Active".to_owned(), Some("It is active.".to_owned())));
        });
    }

    #[test]
    fn a_text_that_is_no_sentence() {
        reported(&["tag \"Modulus\": no whole sentence"], |d| set(&mut d.tags, "Modulus", "the product of primes"));
        reported(&["tag \"Modulus\": no whole sentence"], |d| set(&mut d.tags, "Modulus", "Product of primes. "));
    }

    #[test]
    fn a_key_that_occurs_twice() {
        let json = r#"{"Modulus": "The product of primes.", "Modulus": "The product of its primes."}"#;
        let entries: Entries<String> = serde_json::from_str(json).unwrap();
        assert_eq!(entries.0.len(), 2);
        reported(&["tag \"Modulus\": described twice"], |d| {
            d.tags.0.push(("Modulus".to_owned(), "The product of its primes.".to_owned()));
        });
        reported(&["State, value \"Active\": described twice"], |d| {
            values_of(d, "State").0.push(("Active".to_owned(), None));
        });
    }

    #[test]
    fn a_text_that_is_written_twice() {
        reported(&["tag \"Archive Date\": the text is the one that it takes without its own"], |d| {
            let text = d.attribute("Archive Date").unwrap().to_owned();
            d.tags.0.push(("Archive Date".to_owned(), text));
        });
        reported(&["structure \"Digest\": the text is the one that it takes without its own"], |d| {
            let text = d.attribute("Digest").unwrap().to_owned();
            d.structures.0.push(("Digest".to_owned(), text));
        });
        reported(&["Operation, value \"Get\": the text is the one that it takes without its own"], |d| {
            let text = d.operation("Get").map(str::to_owned);
            d.values.0.push(("Operation".to_owned(), Entries(vec![("Get".to_owned(), text)])));
        });
    }
}
