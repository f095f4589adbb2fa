//! Tests of messages in a row, responses, single items, and the strict reader.

use super::*;
use crate::format::{Fault, Item, Reader};
use crate::{ItemType, Version};

/// A response of one item.
fn response<const N: usize>((major, minor): (i32, i32), count: i32, fields: [Node<'static>; N]) -> Node<'static> {
    let time = node(Tag::TIME_STAMP, NodeValue::DateTime(0));
    let header = structure(Tag::RESPONSE_HEADER, [version(major, minor), time, integer(Tag::BATCH_COUNT, count)]);
    structure(Tag::RESPONSE_MESSAGE, [header, structure(Tag::BATCH_ITEM, fields)])
}

/// Returns the findings in items by themselves.
fn loose(validator: Validator, nodes: &[Node<'_>]) -> Vec<(FindingKind, Tag)> {
    let all = validator.findings(&mut NodeReader::new(nodes)).unwrap();
    all.iter().map(|finding| (finding.kind(), finding.tag())).collect()
}

#[test]
fn the_count_of_a_response_is_in_its_header() {
    let status = || enumeration(Tag::RESULT_STATUS, 0);
    let message = response((1, 4), 2, [enumeration(Tag::OPERATION, Operation::PING.value()), status()]);
    let all = findings(&message);
    let counts: Vec<_> = all.iter().filter(|finding| finding.kind() == FindingKind::BatchCount).collect();
    let [count] = counts[..] else { panic!("{all}") };
    assert_eq!(count.path().to_string(), "ResponseMessage/ResponseHeader/BatchCount");
    assert_eq!(found(&response((2, 1), 1, [enumeration(Tag::OPERATION, Operation::PING.value()), status()])), []);
}

/// A validator forgets a message when the message ends.
#[test]
fn messages_are_checked_by_themselves() {
    let id = |value| item(Operation::GET, [node(Tag::UNIQUE_IDENTIFIER, value)]);
    let known = request([header(1, 4, 1), id(NodeValue::TextString(ID.into()))]);
    // A version that is not known: what any version has is taken.
    let unknown = request([header(1, 5, 1), id(NodeValue::Identifier(ID.into()))]);
    let expected = [(FindingKind::UnknownVersion, Tag::PROTOCOL_VERSION_MINOR)];
    assert_eq!(loose(Validator::new(), core::slice::from_ref(&unknown)), expected);
    assert_eq!(loose(Validator::new(), &[known.clone(), unknown]), expected);
    let typed = request([header(3, 0, 1), id(NodeValue::Identifier(ID.into()))]);
    assert_eq!(loose(Validator::new(), &[known.clone(), typed, known]), []);
}

#[test]
fn a_payload_by_itself_is_that_of_the_operation_that_is_given() {
    let payload = |tag| [structure(tag, [text(Tag::COMMENT, "no")])];
    let validator = |operation| Validator::new().with_versions(Version::V1_4).with_operation(operation);
    let unexpected = [(FindingKind::Unexpected, Tag::COMMENT)];
    assert_eq!(loose(validator(Operation::GET), &payload(Tag::REQUEST_PAYLOAD))[..1], unexpected);
    assert_eq!(loose(validator(Operation::GET), &payload(Tag::RESPONSE_PAYLOAD))[..1], unexpected);
    // 1.4 has no Ping, so nobody knows what its payload holds.
    for tag in [Tag::REQUEST_PAYLOAD, Tag::RESPONSE_PAYLOAD] {
        assert_eq!(loose(validator(Operation::PING), &payload(tag)), [(FindingKind::NotChecked, tag)]);
        let unsaid = Validator::new().with_versions(Version::V1_4);
        assert_eq!(loose(unsaid, &payload(tag)), [(FindingKind::NotChecked, tag)]);
    }
}

#[test]
fn ids_are_read_where_the_first_error_ends_the_reading() {
    let with = |id: &'static [u8]| {
        let payload = structure(Tag::REQUEST_PAYLOAD, [text(Tag::UNIQUE_IDENTIFIER, ID)]);
        let operation = enumeration(Tag::OPERATION, Operation::GET.value());
        structure(Tag::BATCH_ITEM, [operation, bytes(Tag::UNIQUE_BATCH_ITEM_ID, id), payload])
    };
    assert_eq!(strict(&request([header(1, 4, 2), with(b"a"), with(b"b")])), Ok(1));
    let same = request([header(1, 4, 2), with(b"a"), with(b"a")]);
    assert_eq!(strict(&same), Err((ErrorKind::Duplicate, Tag::UNIQUE_BATCH_ITEM_ID)));
}

#[test]
fn the_error_that_ends_the_reading_is_of_the_kind_of_the_finding() {
    // Only of a wrong type is it told which was expected.
    let typed = single((1, 4), Operation::GET, [node(Tag::UNIQUE_IDENTIFIER, NodeValue::Identifier(ID.into()))]);
    assert_eq!(strict(&typed), Err((ErrorKind::NotInVersion, Tag::UNIQUE_IDENTIFIER)));
    let wrong = single((1, 4), Operation::GET, [bytes(Tag::UNIQUE_IDENTIFIER, b"1")]);
    assert_eq!(strict(&wrong), Err((ErrorKind::WrongType, Tag::UNIQUE_IDENTIFIER)));
    let fault = Node::read_all(&mut StrictReader::new(&mut NodeReader::for_node(&wrong))).unwrap_err();
    assert_eq!(Fault::from(fault).expected(), Some(ItemType::TEXT_STRING));
}

#[test]
fn what_is_nested_too_deep_is_refused_by_whoever_checks() {
    let vendor = Tag::new(0x54_0001);
    let nested = |depth| (1..depth).fold(structure(vendor, []), |inner, _| structure(vendor, [inner]));
    let most = crate::Limits::MAX_DEPTH;
    assert_eq!(strict(&nested(most)), Ok(1));
    assert_eq!(strict(&nested(most + 1)), Err((ErrorKind::Depth, vendor)));
    // A reader without a limit of its own.
    let mut reader = Endless(0);
    let mut strict = StrictReader::new(&mut reader);
    let opened = (0..100).take_while(|_| !strict.next().is_failed()).count();
    assert_eq!(opened, most);
    assert_eq!((strict.fault().kind(), strict.fault().offset()), (ErrorKind::Depth, Some(8 * most)));
    assert!(strict.next().is_failed());
    let refused = Validator::new().check(&mut Endless(0), &mut |_| ());
    assert_eq!(refused.map_err(|error| error.kind()), Err(ErrorKind::Depth));
}

/// Structures in structures, without an end.
struct Endless(usize);

impl Reader<'static> for Endless {
    fn next(&mut self) -> Item {
        self.0 += 1;
        Item::structure(Tag::new(0x54_0001), 0)
    }

    fn text(&mut self, _: Item) -> Option<&'static str> {
        None
    }

    fn bytes(&mut self, _: Item) -> Option<&'static [u8]> {
        None
    }

    fn held_text(&self) -> Result<&str, crate::format::Failed> {
        Err(crate::format::Failed)
    }

    fn held_bytes(&self) -> Result<&[u8], crate::format::Failed> {
        Err(crate::format::Failed)
    }

    fn fault(&self) -> Fault {
        Fault::new(ErrorKind::Truncated, Tag::default(), 0)
    }

    fn offset(&self, _: Item) -> usize {
        8 * (self.0 - 1)
    }
}

#[test]
fn a_reader_that_checks_passes_on_what_the_other_one_says() {
    let message = single((1, 4), Operation::GET, [text(Tag::UNIQUE_IDENTIFIER, ID)]);
    let (mut plain, mut inner) = (NodeReader::for_node(&message), NodeReader::for_node(&message));
    let mut strict = StrictReader::new(&mut inner);
    let mut depth = 0_usize;
    loop {
        let (one, other) = (plain.next(), strict.next());
        assert_eq!((one, plain.offset(one)), (other, strict.offset(other)));
        match (one.is_end(), one.item_type()) {
            (true, _) if depth == 0 => break,
            (true, _) => depth -= 1,
            (false, ItemType::STRUCTURE) => depth += 1,
            (false, _) => assert_eq!(plain.value(one), strict.value(other)),
        }
    }
    // What the other one fails at.
    let deep = (0..40).fold(text(Tag::COMMENT, ""), |inner, _| structure(Tag::new(0x54_0001), [inner]));
    let broken = structure(Tag::new(0x41_0000), []);
    for node in [&broken, &deep] {
        let mut inner = NodeReader::for_node(node);
        let expected = Node::read_all(&mut NodeReader::for_node(node)).unwrap_err();
        let mut strict = StrictReader::new(&mut inner);
        while !strict.next().is_failed() {}
        assert_eq!(strict.fault(), expected.fault());
    }
}

#[test]
fn what_is_printed_of_who_checks_is_where_they_are() {
    let message = single((1, 4), Operation::GET, [text(Tag::UNIQUE_IDENTIFIER, ID)]);
    let mut reader = NodeReader::for_node(&message);
    let mut strict = StrictReader::new(&mut reader).with_versions(Version::V2_1);
    assert!(alloc::format!("{strict:?}").ends_with("depth: 0, .. }"));
    let _ = strict.next();
    let shown = alloc::format!("{strict:?}");
    assert!(shown.starts_with("StrictReader { versions: ") && shown.ends_with("depth: 1, .. }"), "{shown}");
    assert!(alloc::format!("{:?}", Validator::new()).starts_with("Validator { versions: "));
}
