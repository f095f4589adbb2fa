//! Tests of the promises about every message and mutant.

mod dictionaries;
mod fields;
mod mutants;
#[cfg(feature = "vectors")]
mod unpacked;
mod valid;

use kmip::items::{Node, NodeReader};
use kmip::validate::{Findings, Validator};

use crate::{GeneratedMessage, Kind, Seed};

/// The message of a kind with this number.
fn message(kind: Kind, number: u64) -> GeneratedMessage {
    GeneratedMessage::of_kind(kind, &mut Seed::of_name(&format!("{kind} {number}")))
}

fn findings(node: &Node<'_>) -> Findings {
    Validator::new().findings(&mut NodeReader::for_node(node)).unwrap()
}
