//! A validator notices one thing changed in a valid message.

use std::error::Error;
use std::fs;
use std::path::Path;

use conformance_vectors::{Corpus, Mutants, hex};
use kmip::items::Node;
use kmip_generate::Change;

/// The least number of mutants of the corpus that are made.
const MUTANTS: usize = 40_000;

/// The least number of mutants of our own messages.
const OWN: usize = 7_000;

fn package() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Everything that is missed would be printed; nothing is.
fn assert_caught(mutants: &Mutants, at_least: usize) {
    println!("{mutants}");
    let total = mutants.total();
    assert!(total.mutants >= at_least, "{}", total.mutants);
    assert_eq!(mutants.counts.len(), Change::OF_ITEMS.len());
    assert!(
        mutants.counts.values().all(|count| count.illegal() * 10 >= count.mutants * 9),
        "most are no mutants at all"
    );
    assert!(mutants.is_success());
    assert_eq!(total.missed, [""; 0]);
}

#[test]
fn mutants_of_the_corpus_are_caught() -> Result<(), Box<dyn Error>> {
    let left_out = format!("{MUTANTS} mutants were not made");
    let Some(corpus) = Corpus::at_hand(&left_out)? else { return Ok(()) };
    let mutants = Mutants::of_corpus(&corpus, 1);
    assert_caught(&mutants, MUTANTS);
    let readme = include_str!("../README.md");
    assert!(readme.contains(mutants.to_string().trim_end()), "the README shows other results");
    Ok(())
}

#[test]
fn mutants_of_the_vectors_of_our_own_are_caught() -> Result<(), Box<dyn Error>> {
    let mut mutants = Mutants::default();
    for group in fs::read_dir(package().join("vectors/valid"))? {
        for file in fs::read_dir(group?.path())? {
            let vector: serde_json::Value = serde_json::from_str(&fs::read_to_string(file?.path())?)?;
            let ttlv = vector["ttlv"].as_str().and_then(hex::decode).ok_or("no TTLV")?;
            for node in Node::read_all(&mut kmip::ttlv::TtlvReader::new(&ttlv))? {
                mutants.add(vector["id"].as_str().unwrap_or_default(), &node, 1);
            }
        }
    }
    assert_caught(&mutants, OWN);
    Ok(())
}
