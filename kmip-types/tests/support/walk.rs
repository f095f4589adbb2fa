//! The steps of an input, by every way of reading it.
//!
//! Included by the test crates that compare ways of reading.

#![allow(dead_code, clippy::panic, reason = "every test compares its own ways; it may stop at the first surprise")]

use kmip_types::format::integer::minimal;
use kmip_types::format::{Fault, Reader};
use kmip_types::items::{Event, Node, NodeValue, Value};
use kmip_types::view::{Checked, ItemView};
use kmip_types::{ItemType, Tag};

/// One step through the items of an input.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Step {
    Open(Tag),
    Leaf(Tag, ItemType, Vec<u8>),
    Close,
}

/// The steps, and how they end.
pub(crate) type Walk = (Vec<Step>, Result<(), Fault>);

/// The step of an item that is no structure.
pub(crate) fn leaf(tag: Tag, value: Value<'_>) -> Step {
    let bytes = match value {
        Value::Integer(v) => v.to_be_bytes().to_vec(),
        Value::LongInteger(v) | Value::DateTime(v) | Value::DateTimeExtended(v) => v.to_be_bytes().to_vec(),
        Value::Enumeration(v) | Value::Interval(v) => v.to_be_bytes().to_vec(),
        Value::Boolean(v) => vec![v.into()],
        Value::TextString(v) | Value::Identifier(v) | Value::Reference(v) | Value::NameReference(v) => v.into(),
        Value::ByteString(v) | Value::BigInteger(v) => v.to_vec(),
        Value::Structure => panic!("{tag} is no leaf"),
    };
    Step::Leaf(tag, value.item_type(), bytes)
}

/// By a reader.
pub(crate) fn by_reader<'a>(reader: &mut dyn Reader<'a>) -> Walk {
    let (mut steps, mut depth) = (vec![], 0);
    loop {
        match reader.read() {
            Ok(Some((tag, Value::Structure))) => {
                depth += 1;
                steps.push(Step::Open(tag));
            }
            Ok(Some((tag, value))) => steps.push(leaf(tag, value)),
            Ok(None) if depth == 0 => return (steps, Ok(())),
            Ok(None) => {
                depth -= 1;
                steps.push(Step::Close);
            }
            Err(fault) => return (steps, Err(fault)),
        }
    }
}

/// By views, from the one given on.
pub(crate) fn by_view<'a, V: ItemView<'a>>(root: V) -> Walk {
    let mut steps = vec![];
    let end = visit(root, &mut steps);
    (steps, end)
}

fn visit<'a, V: ItemView<'a>>(root: V, steps: &mut Vec<Step>) -> Result<(), Fault> {
    let mut open = vec![];
    let mut next = Some(root);
    loop {
        if let Some(view) = next {
            match view.value()? {
                Value::Structure => {
                    steps.push(Step::Open(view.tag()));
                    open.push(view.children());
                }
                value => steps.push(leaf(view.tag(), value)),
            }
        }
        let Some(innermost) = open.last_mut() else { return Ok(()) };
        next = innermost.next().transpose()?;
        if next.is_none() {
            open.pop();
            steps.push(Step::Close);
        }
    }
}

/// By the events of a reader of chunks.
#[derive(Debug, Default)]
pub(crate) struct Events {
    pub(crate) steps: Vec<Step>,
    part: Vec<u8>,
}

impl Events {
    pub(crate) fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Open(tag) => self.steps.push(Step::Open(tag)),
            Event::Close => self.steps.push(Step::Close),
            Event::Value(tag, value) => self.steps.push(leaf(tag, value)),
            Event::Part { tag, value, left } => {
                let Step::Leaf(_, item_type, bytes) = leaf(tag, value) else { panic!("a part") };
                assert!(!bytes.is_empty());
                self.part.extend(bytes);
                if left == 0 {
                    let mut bytes = core::mem::take(&mut self.part);
                    // Parts have the sign extension that stands in the input.
                    if item_type == ItemType::BIG_INTEGER {
                        bytes = minimal(&bytes).to_vec();
                    }
                    self.steps.push(Step::Leaf(tag, item_type, bytes));
                }
            }
            other => panic!("{other:?}"),
        }
    }
}

/// Asserts that a checked view gives, without errors, what it gives with them.
pub(crate) fn check_inherent<'a, V: ItemView<'a> + PartialEq + core::fmt::Debug>(view: Checked<V>) {
    assert_eq!(Ok(view.value()), ItemView::value(view));
    let children: Vec<_> = view.children().collect();
    let same: Result<Vec<_>, Fault> = ItemView::children(view).collect();
    assert_eq!(Ok(&children), same.as_ref());
    for child in &children {
        let first = view.find(&[child.tag()]);
        assert_eq!(first, view.all(child.tag()).next());
        assert_eq!(first.map(|child| Ok(child.into_inner())), view.into_inner().all(child.tag()).next());
        check_inherent(*child);
    }
}

/// Holds what is found by paths against a tree of what is there.
///
/// Returns how many paths that were.
pub(crate) fn check_paths<'a, V: ItemView<'a>>(root: V, node: &Node<'_>) -> usize {
    check_below(root, node, &mut vec![])
}

fn check_below<'a, V: ItemView<'a>>(root: V, node: &Node<'_>, path: &mut Vec<Tag>) -> usize {
    let value: Value<'_> = root.get(path).unwrap().unwrap_or_else(|| panic!("nothing at {path:?}"));
    let mut count = 1;
    if let NodeValue::Structure(children) = node.value() {
        assert_eq!(value, Value::Structure, "{path:?}");
        let is_absent = |tag: &Tag| children.iter().all(|child| child.tag() != *tag);
        path.push((0x54_0000..).map(Tag::new).find(is_absent).unwrap());
        assert_eq!(root.get::<Value<'_>>(path), Ok(None));
        path.pop();
        for (place, child) in children.iter().enumerate() {
            // Paths lead to the first of its kind.
            if children.iter().position(|other| other.tag() == child.tag()) == Some(place) {
                path.push(child.tag());
                count += check_below(root, child, path);
                path.pop();
            }
        }
    } else {
        assert_eq!(NodeValue::from(value), *node.value(), "{path:?}");
    }
    count
}
