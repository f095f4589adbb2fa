//! Tests that what is written again is spelt as the test cases spell it.
//!
//! This holds for the tags, the values of enumerations, and the bits of masks.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;

use conformance_vectors::Corpus;
use kmip::encoding::Encoding::{Ttlv, Xml};
use quick_xml::Reader;
use quick_xml::events::Event;
use serde::Deserialize;

/// The least number of names in the messages.
///
/// Names are those of tags and types, values and bits.
const NAMES: usize = 300_000;

/// A name that is written otherwise than the test cases spell it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(deny_unknown_fields)]
struct Difference {
    /// The version in the header.
    version: String,
    /// The item.
    tag: String,
    /// The name in the test cases.
    theirs: String,
    /// The name that is written; nothing where a number is written.
    ours: String,
}

/// Such differences as have one reason.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Reason {
    why: String,
    differences: Vec<Difference>,
}

/// An element: its name, its type, and the names that are its value.
type Element = (String, String, BTreeSet<String>);

/// The elements of a message.
fn elements(xml: &str) -> Result<Vec<Element>, Box<dyn Error>> {
    let mut reader = Reader::from_str(xml);
    let mut found = Vec::new();
    loop {
        let tag = match reader.read_event()? {
            Event::Start(tag) | Event::Empty(tag) => tag,
            Event::Eof => return Ok(found),
            _ => continue,
        };
        let attribute = |name: &str| -> Result<String, Box<dyn Error>> {
            let found = tag.try_get_attribute(name)?;
            Ok(found.map(|attribute| attribute.value.into_owned()).unwrap_or_default())
        };
        let (item_type, value) = (attribute("type")?, attribute("value")?);
        let is_named = item_type == "Enumeration" || item_type == "Integer";
        let names =
            value.split_whitespace().filter(|word| is_named && word.starts_with(|c: char| c.is_ascii_alphabetic()));
        found.push((tag.name().as_ref().to_owned(), item_type, names.map(str::to_owned).collect()));
    }
}

/// Returns what is written otherwise in one message.
///
/// The second value is the number of names that were compared.
fn compare(
    version: &str,
    theirs: &str,
    ours: &str,
    differences: &mut BTreeMap<Difference, usize>,
) -> Result<usize, Box<dyn Error>> {
    let (theirs, ours) = (elements(theirs)?, elements(ours)?);
    assert_eq!(theirs.len(), ours.len());
    let mut count = 0;
    for ((name, item_type, values), (our_name, our_type, our_values)) in theirs.iter().zip(&ours) {
        count += 2 + values.len();
        let mut differ = |tag: &str, theirs: &str, ours: &str| {
            let (version, tag) = (version.to_owned(), tag.to_owned());
            let difference = Difference { version, tag, theirs: theirs.to_owned(), ours: ours.to_owned() };
            *differences.entry(difference).or_default() += 1;
        };
        if name != our_name {
            differ("", name, our_name);
        }
        // A structure need not say its type.
        if item_type != our_type && item_type != "Structure" {
            differ(name, item_type, our_type);
        }
        if values != our_values && !values.is_empty() {
            let join = |set: BTreeSet<&String>| set.into_iter().cloned().collect::<Vec<_>>().join(" ");
            differ(
                name,
                &join(values.difference(our_values).collect()),
                &join(our_values.difference(values).collect()),
            );
        }
    }
    Ok(count)
}

fn known() -> Result<BTreeSet<Difference>, Box<dyn Error>> {
    let reasons: Vec<Reason> = serde_json::from_str(include_str!("../data/spellings.json"))?;
    assert!(reasons.iter().all(|reason| !reason.why.is_empty()));
    Ok(reasons.into_iter().flat_map(|reason| reason.differences).collect())
}

#[test]
fn names_are_written_as_the_test_cases_spell_them() -> Result<(), Box<dyn Error>> {
    let Some(corpus) = Corpus::at_hand("no spelling was compared")? else { return Ok(()) };
    let (mut differences, mut count) = (BTreeMap::new(), 0);
    for case in &corpus.cases {
        for message in &case.messages {
            let ours = Ttlv.convert(&Xml.convert(message.xml.as_bytes(), Ttlv)?, Xml)?;
            let version = corpus.expected.get(&(case.path.clone(), message.index)).map_or("", |e| e.version.as_str());
            count += compare(version, &message.xml, std::str::from_utf8(&ours)?, &mut differences)?;
        }
    }
    println!("{count} names compared");
    differences.iter().for_each(|(difference, times)| println!("{times} times {difference:?}"));
    let found: BTreeSet<Difference> = differences.into_keys().collect();
    let known = known()?;
    let without_reason: Vec<_> = found.difference(&known).collect();
    assert!(without_reason.is_empty(), "spelt otherwise without a reason: {without_reason:?}");
    let superfluous: Vec<_> = known.difference(&found).collect();
    assert!(superfluous.is_empty(), "listed, but no difference: {superfluous:?}");
    assert!(count >= NAMES, "{count}");
    Ok(())
}

#[test]
fn a_name_spelt_otherwise_is_found() -> Result<(), Box<dyn Error>> {
    let theirs = "<A><B type=\"Enumeration\" value=\"RSASSA_PSS\"/><C type=\"Integer\" value=\"Sign Verify\"/><D type=\"Integer\" value=\"1\"/></A>";
    let ours = "<A><B type=\"Enumeration\" value=\"PSS\"/><C type=\"Integer\" value=\"Verify Signs\"/><E type=\"Integer\" value=\"2\"/></A>";
    let mut differences = BTreeMap::new();
    assert_eq!(compare("1.2", theirs, theirs, &mut differences)?, 11);
    assert!(differences.is_empty());
    compare("1.2", theirs, ours, &mut differences)?;
    let told: Vec<_> = differences.keys().map(|d| (d.tag.as_str(), d.theirs.as_str(), d.ours.as_str())).collect();
    assert_eq!(told, [("", "D", "E"), ("B", "RSASSA_PSS", "PSS"), ("C", "Sign", "Signs")]);
    Ok(())
}
