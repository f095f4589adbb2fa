//! Findings that are kept: counted, compared and printed.

use super::finding::Finding;
use super::machine::{At, Machine};
use super::*;
use crate::error::Detail;
use crate::item::Item;

const VENDOR: Tag = Tag::new(0x54_0001);

/// Returns the findings in these items of 2.1, of which so many are kept.
fn kept(nodes: &[Node<'_>], most: usize) -> Findings {
    let validator = Validator::new().with_versions(crate::Version::V2_1).with_operation(Operation::CREATE);
    validator.with_most_findings(most).findings(&mut NodeReader::new(nodes)).unwrap()
}

/// A mask of a wrong type, twice, and a vendor's item.
fn wrong() -> [Node<'static>; 3] {
    let mask = || enumeration(Tag::CRYPTOGRAPHIC_USAGE_MASK, 1);
    [mask(), mask(), integer(VENDOR, 1)]
}

#[test]
fn what_is_not_kept_is_counted_by_kind() {
    let none = kept(&[], 1);
    assert!(none.is_empty());
    assert_eq!((none.total(), none.worst(), none.to_string().as_str()), (0, None, ""));
    let all = kept(&wrong(), 9);
    assert_eq!((all.total(), all.more(), all.iter().len()), (4, &[][..], 4));
    let kinds: Vec<_> = all.iter().map(|finding| (finding.kind(), finding.offset())).collect();
    let expected = [
        (FindingKind::WrongType, 1),
        (FindingKind::WrongType, 2),
        (FindingKind::Extension, 3),
        (FindingKind::NotChecked, 3),
    ];
    assert_eq!(kinds, expected);
    let one = kept(&wrong(), 1);
    assert!(!one.is_empty());
    assert_eq!((one.total(), one.iter().len(), one.worst()), (4, 1, Some(Severity::Error)));
    assert_eq!((one.get(0), one.get(1)), (all.get(0), None));
    let note = |kind| (Severity::Note, kind, 1);
    let more =
        [(Severity::Error, FindingKind::WrongType, 1), note(FindingKind::Extension), note(FindingKind::NotChecked)];
    assert_eq!(one.more(), more);
    // What is counted matters as much as what is kept.
    let notes = kept(&[integer(VENDOR, 1), wrong()[0].clone()], 1);
    assert_eq!(
        (notes.get(0).map(|kept| kept.severity()), notes.worst()),
        (Some(Severity::Note), Some(Severity::Error))
    );
    let masks = alloc::vec![wrong()[0].clone(); 4];
    assert_eq!(kept(&masks, 1).more(), [(Severity::Error, FindingKind::WrongType, 3)]);
}

#[test]
fn findings_are_printed_a_line_each() {
    let one = kept(&wrong(), 1);
    let first = one.get(0).unwrap();
    let counted = "error: 1 more of kind WrongType\nnote: 1 more of kind Extension\nnote: 1 more of kind NotChecked\n";
    assert_eq!(one.to_string(), alloc::format!("{first}\n{counted}"));
    assert_eq!(alloc::format!("{:?}", one.iter()), alloc::format!("[{first:?}]"));
    let shown = alloc::format!("{one:?}");
    assert!(
        shown.starts_with(&alloc::format!("Findings {{ kept: [{first:?}], more: [(Error, WrongType, 1), ")),
        "{shown}"
    );
}

#[test]
fn findings_are_equal_if_they_say_the_same_of_the_same_places() {
    let all = kept(&wrong(), 9);
    let (first, second) = (all.get(0).unwrap(), all.get(1).unwrap());
    assert_eq!(first, kept(&wrong(), 1).get(0).unwrap());
    assert_ne!(first, second);
    assert_eq!(all, kept(&wrong(), 9));
    assert_ne!(all, kept(&wrong(), 1));
    assert_ne!(all, kept(&wrong()[..2], 9));
    assert_ne!(kept(&wrong(), 1), kept(&wrong()[..2], 1));
    // In another structure it is another one, whatever else is equal.
    let inside = |tag| kept(&[structure(tag, [wrong()[0].clone()])], 9);
    let places: Vec<_> = [Tag::ATTRIBUTES, Tag::COMMON_ATTRIBUTES].map(inside).into();
    let facts = |all: &Findings| all.iter().map(|finding| (finding.kind(), finding.offset())).collect::<Vec<_>>();
    assert_eq!(facts(&places[0]), facts(&places[1]));
    assert_ne!(places[0].get(0), places[1].get(0));
}

/// Each kept finding has its own detail, also behind some that have none.
#[test]
fn details_are_kept_with_their_findings() {
    let machine = Machine::new();
    let item = Item::body(Tag::OPERATION, crate::ItemType::TEXT_STRING, 0);
    let at = At { item, tag: Tag::OPERATION, place: 0, offset: 8, body: &[], is_broken: true };
    let details = [Tag::OPERATION, Tag::OBJECT_TYPE].map(Detail::of_selector);
    let mut findings = Findings::new(3);
    for detail in [None, Some(&details[0]), Some(&details[1]), Some(&details[0])] {
        findings.add(Finding { detail, ..machine.finding(at, FindingKind::Unreadable) });
    }
    let found: Vec<_> = findings.iter().map(|finding| finding.detail().map(ToString::to_string)).collect();
    assert_eq!(found, [None, Some(details[0].to_string()), Some(details[1].to_string())]);
    assert_ne!(found[1], found[2]);
    let same = |place: usize| findings.get(place).unwrap();
    assert_ne!(same(1), same(2));
    assert_ne!(same(0), same(1));
    assert_eq!(findings.more(), [(Severity::Error, FindingKind::Unreadable, 1)]);
}
