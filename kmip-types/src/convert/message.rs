//! Conversion of the envelope.
//!
//! It has the header fields, the count, order and ids of batch items, and the operations.

use alloc::vec::Vec;

use super::converter::{Converter, Note};
use super::piece::{Content, Piece};
use super::report::Category;
use super::search::{find, has, take};
use super::site::Site;
use crate::batch_numbering::{are_numbered, batch_count, batch_item_id};
use crate::generated::conversions::{NAMED_ATTRIBUTES, NUMBERED_BATCH_ITEMS};
use crate::tree::NodeValue;
use crate::{Bytes, Operation, Tag, Versions, tables};

impl Converter {
    /// The message in the version with these numbers.
    pub(super) fn message<'n>(&mut self, root: Piece<'n>, version: (i32, i32)) -> Piece<'n> {
        let Piece { tag, origin, .. } = root;
        let Some(table) = tables::message(tag) else { return root };
        let site = Site { table, origin, payload: None, outer: None };
        // What a message must have is either there or noted; it is never left out itself.
        let (mut children, _) = self.fields(root.into_children(), &site);
        let count = children.iter().filter(|piece| piece.tag == Tag::BATCH_ITEM).count();
        let header = children.iter_mut().find(|piece| is_header(piece.tag));
        if let Some(Content::Structure(fields)) = header.map(|header| &mut header.content) {
            settle(fields, version, count, self.to);
        }
        Piece::structure(tag, origin, children)
    }

    /// Header and batch items, before their fields are converted.
    pub(super) fn batch<'n>(&mut self, children: Vec<Piece<'n>>, site: &Site<'_>) -> Vec<Piece<'n>> {
        let items = children.iter().filter(|piece| piece.tag == Tag::BATCH_ITEM).count();
        let is_request = site.table.tag == Tag::REQUEST_MESSAGE;
        let mut number = 0_u32;
        let mut out = Vec::with_capacity(children.len());
        for mut piece in children {
            if piece.tag == Tag::BATCH_ITEM {
                number = number.saturating_add(1);
                if self.lacks_operation(&piece) {
                    continue;
                }
                self.batch_item_id(&mut piece, number, items);
            } else if is_header(piece.tag) {
                self.header(&mut piece, items, is_request);
            }
            out.push(piece);
        }
        out
    }

    /// Returns whether the item has an operation that other versions have.
    fn lacks_operation(&mut self, item: &Piece<'_>) -> bool {
        let Some(field) = item.child(Tag::OPERATION) else { return false };
        let Some(value) = field.as_enumeration() else { return false };
        let Some(table) = tables::operation(Operation::new(value)) else { return false };
        if table.versions.intersects(self.to) {
            return false;
        }
        self.notes.push(Note {
            category: Category::Operation,
            origin: item.origin,
            tag: Tag::OPERATION,
            value: Some(value),
            versions: table.versions,
        });
        true
    }

    /// 3.0 tells items by their place.
    ///
    /// The ids that [`RequestMessage::push`](crate::RequestMessage::push) gives – the place, as four bytes – come
    /// back.
    fn batch_item_id(&mut self, item: &mut Piece<'_>, number: u32, items: usize) {
        let origin = item.origin;
        let Content::Structure(fields) = &mut item.content else { return };
        let place: Bytes<'static> = batch_item_id(number).to_vec().into();
        if are_numbered(self.to) {
            if !are_numbered(self.from) && items > 1 && !has(fields, Tag::UNIQUE_BATCH_ITEM_ID) {
                let id = Piece::leaf(Tag::UNIQUE_BATCH_ITEM_ID, origin, NodeValue::ByteString(place));
                let after = fields.iter().take_while(|piece| before_id(piece.tag)).count();
                fields.insert(after, id);
            }
            return;
        }
        let Some(id) = take(fields, Tag::UNIQUE_BATCH_ITEM_ID) else {
            // The way back gives every item of several an id.
            if items > 1 && are_numbered(self.from) {
                self.note_versions(Category::BatchItemId, origin, Tag::UNIQUE_BATCH_ITEM_ID, NUMBERED_BATCH_ITEMS);
            }
            return;
        };
        let comes_back = items > 1 && matches!(&id.content, Content::Leaf(NodeValue::ByteString(own)) if *own == place);
        if !comes_back {
            self.note_versions(Category::BatchItemId, id.origin, id.tag, NUMBERED_BATCH_ITEMS);
        }
    }

    fn header(&mut self, header: &mut Piece<'_>, items: usize, is_request: bool) {
        let origin = header.origin;
        let Content::Structure(fields) = &mut header.content else { return };
        if let Some(count) = take(fields, Tag::BATCH_COUNT)
            && count.as_integer() != i32::try_from(items).ok()
        {
            self.note(Category::Replaced, count.origin, count.tag);
        }
        if is_request {
            self.batch_order(fields, origin, items);
        }
        if are_numbered(self.to) {
            // The number is settled when it is known which items are kept.
            fields.push(Piece::leaf(Tag::BATCH_COUNT, origin, NodeValue::Integer(0)));
        }
    }

    /// Converts the rule whether items are processed in their order.
    ///
    /// If it is not said, it is no in 1.x, yes in 2.x, and always in 3.0.
    fn batch_order(&mut self, fields: &mut Vec<Piece<'_>>, origin: usize, items: usize) {
        let option = find(fields, Tag::BATCH_ORDER_OPTION);
        let from_named = self.from.intersects(NAMED_ATTRIBUTES);
        if !are_numbered(self.to) {
            let is_true = |piece: &&Piece<'_>| matches!(piece.content, Content::Leaf(NodeValue::Boolean(true)));
            if let Some(option) = option.filter(is_true) {
                self.note(Category::Implied, option.origin, option.tag);
                fields.retain(|piece| piece.tag != Tag::BATCH_ORDER_OPTION);
            } else if option.is_none() && items > 1 && from_named {
                // Any order includes this one; but the way back asks for it.
                self.note(Category::Reshaped, origin, Tag::BATCH_ORDER_OPTION);
            }
            return;
        }
        if option.is_none() && items > 1 && from_named != self.to_named() {
            self.note(Category::Filled, origin, Tag::BATCH_ORDER_OPTION);
            fields.push(Piece::leaf(Tag::BATCH_ORDER_OPTION, origin, NodeValue::Boolean(!from_named)));
        }
    }
}

/// Version and count, once everything else is known.
fn settle(fields: &mut [Piece<'_>], version: (i32, i32), count: usize, to: Versions) {
    for field in fields {
        match (&mut field.content, field.tag) {
            (Content::Structure(numbers), Tag::PROTOCOL_VERSION) => {
                for number in numbers {
                    let value = match number.tag {
                        Tag::PROTOCOL_VERSION_MAJOR => version.0,
                        Tag::PROTOCOL_VERSION_MINOR => version.1,
                        _ => continue,
                    };
                    number.content = Content::Leaf(NodeValue::Integer(value));
                }
            }
            (Content::Leaf(value), Tag::BATCH_COUNT) if are_numbered(to) => {
                *value = NodeValue::Integer(batch_count(count));
            }
            _ => {}
        }
    }
}

const fn is_header(tag: Tag) -> bool {
    matches!(tag, Tag::REQUEST_HEADER | Tag::RESPONSE_HEADER)
}

const fn before_id(tag: Tag) -> bool {
    matches!(tag, Tag::OPERATION | Tag::EPHEMERAL)
}
