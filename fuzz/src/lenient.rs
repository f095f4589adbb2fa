//! Lenient reading, and writing back what was read.

use kmip::items::{Node, NodeReader};
use kmip::ttlv::{TtlvReader, from_slice, from_slice_owned_with, from_slice_with, to_vec_with};
use kmip::validate::{Severity, Validator};
use kmip::{EncodeOptions, ItemType, Message, ReaderOptions};

use crate::written::rewrite;

/// Checks any bytes as a message, strictly and leniently.
///
/// What is read strictly is the same leniently; what is read leniently is read again the same.
pub fn any(data: &[u8]) {
    let options = ReaderOptions::lenient();
    let lenient = from_slice_with::<Message<'_>>(data, &options);
    assert_eq!(from_slice_owned_with::<Message<'_>>(data, &options), lenient);
    if let Ok(strict) = from_slice::<Message<'_>>(data) {
        assert_eq!(lenient, Ok(strict));
    }
    let Ok(message) = lenient else { return };
    let written = write(&message);
    let again = from_slice_with::<Message<'_>>(&written, &options).expect("what was written can be read");
    // Of fields out of order another one can come first once they are written.
    if written == rewrite(&mut TtlvReader::with_options(data, &options)) {
        assert_eq!(again, message);
        assert_eq!(write(&again), written);
    }
    let is_strict = from_slice::<Message<'_>>(&written).is_ok();
    let mut errors = 0;
    for unexpected in message.unexpected_items() {
        assert_eq!(unexpected.path.steps().last().map(|step| step.tag), Some(unexpected.tag()));
        let at_failure = unexpected.error.as_ref().is_some_and(|_| !is_strict);
        errors += usize::from(at_failure);
        assert!(!unexpected.to_string().is_empty());
    }
    assert_eq!(is_strict, errors == 0, "what is refused has a reason");
}

/// Checks that any canonical bytes can be written back.
///
/// They are the same then, but for fields that did not stand in the standard's order.
///
/// Read strictly, such fields are put in that order, and nothing else moves: written back again, the message stays the same.
/// Read leniently, what is set aside can move too.
pub fn write_back(data: &[u8]) {
    let canonical = Node::read_all(&mut TtlvReader::new(data)).is_ok_and(|nodes| nodes.len() == 1);
    if !canonical {
        return;
    }
    assert_eq!(rewrite(&mut TtlvReader::new(data)), data);
    let Ok(message) = from_slice_with::<Message<'_>>(data, &ReaderOptions::lenient()) else { return };
    let written = write(&message);
    if written == data {
        return;
    }
    let nodes = |bytes| Node::read_all(&mut TtlvReader::new(bytes)).expect("it has been read before");
    let (read, again) = (nodes(data), nodes(&written));
    if from_slice::<Message<'_>>(data).is_ok() {
        assert!(is_in_other_order(&read, &again), "more than the order of fields has changed");
        let message = from_slice::<Message<'_>>(&written).expect("it has the same items");
        assert_eq!(write(&message), written, "the order is not that of the standard");
    }
    let sorted = |nodes: &[Node<'_>]| nodes.iter().map(sorted).collect::<Vec<_>>();
    assert_eq!(sorted(&again), sorted(&read), "other items than were read");
    let mut in_order = true;
    let mut order = |finding: kmip::validate::Finding<'_>| {
        // What stands inside of what is wrong is not checked for its order.
        in_order &= finding.severity() != Severity::Error;
    };
    Validator::new().check(&mut TtlvReader::new(data), &mut order).expect("it has been read before");
    assert!(!in_order, "what stood in order got another one");
}

/// Writes a message as it was read.
pub(crate) fn write(message: &Message<'_>) -> Vec<u8> {
    to_vec_with(message, &EncodeOptions::as_read()).expect("what was read can be written")
}

/// Returns whether these are the same items in another order.
///
/// Those with one tag in one structure stand in the same order.
fn is_in_other_order(a: &[Node<'_>], b: &[Node<'_>]) -> bool {
    let (a, b) = (by_tag(a), by_tag(b));
    a.len() == b.len()
        && a.iter().zip(&b).all(|(a, b)| {
            let are_structures = a.item_type() == ItemType::STRUCTURE && b.item_type() == ItemType::STRUCTURE;
            a.tag() == b.tag() && if are_structures { is_in_other_order(a.children(), b.children()) } else { a == b }
        })
}

fn by_tag<'n>(nodes: &[Node<'n>]) -> Vec<Node<'n>> {
    let mut nodes = nodes.to_vec();
    nodes.sort_by_key(Node::tag);
    nodes
}

/// An item as bytes that do not depend on the order of what is in it.
fn sorted(node: &Node<'_>) -> Vec<u8> {
    let mut children: Vec<_> = node.children().iter().map(sorted).collect();
    children.sort_unstable();
    let mut bytes = node.tag().value().to_be_bytes().to_vec();
    if node.children().is_empty() {
        bytes.extend(rewrite(&mut NodeReader::for_node(node)));
    }
    children.into_iter().for_each(|child| {
        bytes.extend(u64::try_from(child.len()).unwrap_or(u64::MAX).to_be_bytes());
        bytes.extend(child);
    });
    bytes
}
