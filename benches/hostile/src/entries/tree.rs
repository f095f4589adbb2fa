//! Entry points that look at what was read.
//!
//! They make trees, validate, convert and compare.

use kmip::encoding::Items;
use kmip::format::{encode_root_with, unexpected_items};
use kmip::items::{Node, NodeReader, NodeWriter};
use kmip::validate::Validator;
use kmip::{EncodeOptions, Message, ProtocolVersion};

use super::Entry;
use crate::input::{Input, Outcome};
use crate::sink::written;

pub(super) fn all() -> impl Iterator<Item = Entry> {
    [
        Entry::decode("tree", |input| input.items().is_some_and(|items| nodes(&items).is_some()).into()),
        Entry::of("tree, owned", |input| owned(input).is_some().into()),
        Entry::of("tree, copied and compared", |input| owned(input).is_some_and(|nodes| nodes.clone() == nodes).into()),
        Entry::of("tree, read and written again", |input| {
            let again = |nodes: Vec<Node<'_>>| {
                let mut writer = NodeWriter::default();
                kmip::items::transcode(&mut NodeReader::new(&nodes), &mut writer).is_ok()
                    && writer.into_nodes() == nodes
            };
            owned(input).is_some_and(again).into()
        }),
        Entry::of("message, copied and compared", |input| {
            input.message().is_some_and(|message| message.clone() == message).into()
        }),
        Entry::of("message as a tree", |input| {
            let write = |message: Message<'_>| {
                encode_root_with(&message, &mut NodeWriter::default(), &EncodeOptions::as_read()).is_ok()
            };
            input.message().is_some_and(write).into()
        }),
        Entry::of("unexpected items of a reader", |input| {
            let find = |items: Items<'_>| match unexpected_items::<Message<'_>>(&mut *items.reader()) {
                Ok(found) => Outcome { done: true, written: found.map(|item| written(&item)).sum() },
                Err(_) => Outcome::default(),
            };
            input.items().map(find).unwrap_or_default()
        }),
        Entry::of("unexpected items of a message", |input| {
            let find = |message: Message<'_>| Outcome {
                done: true,
                written: message.unexpected_items().map(|item| written(&item)).sum(),
            };
            input.message().map(find).unwrap_or_default()
        }),
        Entry::of("validate, untyped", |input| {
            let find = |items: Items<'_>| match Validator::new().findings(&mut *items.reader()) {
                Ok(found) => Outcome { done: true, written: found.iter().map(|finding| written(&finding)).sum() },
                Err(_) => Outcome::default(),
            };
            input.items().map(find).unwrap_or_default()
        }),
        Entry::of("validate, a stream of findings", |input| {
            let mut sum = 0_usize;
            let mut check = |items: Items<'_>| {
                let mut add = |finding: kmip::validate::Finding<'_>| sum = sum.saturating_add(written(&finding));
                Validator::new().check(&mut *items.reader(), &mut add).is_ok()
            };
            let done = input.items().is_some_and(&mut check);
            Outcome { done, written: sum }
        }),
        Entry::of("validate, typed", |input| {
            let find = |message: Message<'_>| match message.validate() {
                Ok(found) => Outcome { done: true, written: found.iter().map(|finding| written(&finding)).sum() },
                Err(_) => Outcome::default(),
            };
            input.message().map(find).unwrap_or_default()
        }),
        Entry::of("convert to 1.0", |input| convert(input, ProtocolVersion::V1_0)),
        Entry::of("convert to 1.4", |input| convert(input, ProtocolVersion::V1_4)),
        Entry::of("convert to 2.1", |input| convert(input, ProtocolVersion::V2_1)),
        Entry::of("convert to 3.0", |input| convert(input, ProtocolVersion::V3_0)),
        Entry::of("an error, with its path", |input| {
            let strict = input.encoding.decode_with::<Message<'_>>(input.bytes, &Input::strict());
            Outcome { done: true, written: strict.err().map_or(0, |error| written(&error)) }
        }),
    ]
    .into_iter()
}

fn nodes<'r>(items: &'r Items<'_>) -> Option<Vec<Node<'r>>> {
    Node::read_all(&mut *items.reader()).ok()
}

fn owned(input: Input<'_>) -> Option<Vec<Node<'static>>> {
    let items = input.items()?;
    Some(nodes(&items)?.into_iter().map(Node::into_owned).collect())
}

fn convert(input: Input<'_>, version: ProtocolVersion<'_>) -> Outcome {
    let Some(Ok(conversion)) = input.message().map(|message| message.convert_to(version)) else {
        return Outcome::default();
    };
    Outcome { done: true, written: written(&conversion.report) }
}
