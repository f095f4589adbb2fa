//! Tests that every mutant gets the verdict that it announces.

use std::collections::BTreeMap;

use super::message;
use crate::{Change, Expected, Kind, Mutator, Seed};

/// The number of messages of every kind that are changed.
const EACH: u64 = 3;

#[test]
fn every_mutant_is_noticed_or_legal() {
    let mut counts: BTreeMap<(Change, &str), usize> = BTreeMap::new();
    for kind in Kind::all() {
        for number in 0..EACH {
            let message = message(kind, number).into_items();
            let mutator = Mutator::new(&message).unwrap();
            for change in Change::ALL {
                let mut random = Seed::of_name(&format!("{kind} {number} {change:?}"));
                let Some(mutation) = mutator.mutate(change, &mut random) else { continue };
                assert_eq!(mutation.change(), change);
                assert!(mutation.is_as_expected(), "{kind} {number}: {mutation}: {:?}", mutation.expected());
                let outcome = match mutation.expected() {
                    Expected::Found(_) => "found",
                    Expected::Legal(rule) => rule,
                    Expected::Refused => "refused",
                };
                *counts.entry((change, outcome)).or_default() += 1;
            }
        }
    }
    println!("{counts:#?}");
    for change in Change::ALL {
        let noticed =
            counts.iter().filter(|((own, outcome), _)| *own == change && matches!(*outcome, "found" | "refused"));
        assert!(noticed.map(|(_, count)| count).sum::<usize>() > 100, "{change:?}");
    }
}

#[test]
fn what_has_no_version_has_no_mutants() {
    use kmip::Tag;
    use kmip::items::{Node, NodeValue};
    assert!(Mutator::new(&Node::new(Tag::REQUEST_MESSAGE, NodeValue::Structure(Vec::new()))).is_none());
}
