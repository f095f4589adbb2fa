//! Tests of what `vendor_structure!` makes.
//!
//! They are about how often a field occurs, and what is kept.

use kmip::items::{Extra, Node, NodeValue, NodeWriter};
use kmip::{ErrorKind, Tag, Text, vendor_structure};

const NUMBER: Tag = Tag::new(0x54_0001);
const LABEL: Tag = Tag::new(0x54_0002);
const OTHER: Tag = Tag::new(0x54_0003);
const SHELF: Tag = Tag::new(0x54_0004);

vendor_structure! {
    /// Keeps what it does not know.
    #[derive(Debug, Default, PartialEq)]
    struct Shelf<'a> {
        number: i32 = required NUMBER,
        labels: Vec<Text<'a>> = repeated LABEL,
        ..extra: Extra<'a>
    }
}

vendor_structure! {
    /// Drops what it does not know.
    #[derive(Debug, Default, PartialEq)]
    struct Number {
        number: Option<i32> = optional NUMBER,
    }
}

fn shelf(children: &[(Tag, NodeValue<'static>)]) -> Node<'static> {
    let children = children.iter().map(|(tag, value)| Node::new(*tag, value.clone())).collect();
    Node::new(SHELF, NodeValue::Structure(children))
}

#[test]
fn a_field_occurs_as_often_as_its_line_says() {
    let number = (NUMBER, NodeValue::Integer(7));
    let label = |text: &'static str| (LABEL, NodeValue::TextString(text.into()));
    let node = shelf(&[number.clone(), label("a"), (OTHER, NodeValue::Boolean(true)), label("b")]);
    let read: Shelf<'_> = node.decode().unwrap();
    assert_eq!((read.number, &read.labels[..]), (7, &["a".into(), "b".into()][..]));
    assert_eq!(NodeWriter::node(SHELF, &read).unwrap(), node);

    let missing = shelf(&[label("a")]).decode::<Shelf<'_>>().unwrap_err();
    assert_eq!((missing.kind(), missing.tag()), (ErrorKind::Missing, NUMBER));
    let twice = shelf(&[number.clone(), number.clone()]).decode::<Shelf<'_>>().unwrap_err();
    assert_eq!((twice.kind(), twice.tag()), (ErrorKind::Duplicate, NUMBER));

    let read: Number = node.decode().unwrap();
    assert_eq!(NodeWriter::node(SHELF, &read).unwrap(), shelf(&[number]));
    assert_eq!(shelf(&[]).decode::<Number>().unwrap(), Number::default());
}
