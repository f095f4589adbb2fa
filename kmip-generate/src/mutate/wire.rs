//! Changes in the bytes of TTLV that a strict reader has to refuse.

use kmip::ItemType;
use kmip::items::Node;

use super::{Change, Expected, Mutant, Mutation};
use crate::bytes::to_ttlv;
use crate::random::{Random, pick};

/// The place of an item, and its header.
#[derive(Clone, Copy)]
struct Header {
    offset: usize,
    item_type: ItemType,
    length: u32,
}

/// Tag, type and length.
const HEADER: usize = 8;

/// The place of the type in the header.
const TYPE: usize = 3;

/// The first byte behind the types of the standard.
const NO_TYPE: u8 = 0x0F;

/// A mutant in bytes.
pub(super) fn mutate(change: Change, message: &Node<'_>, random: &mut dyn Random) -> Option<Mutation> {
    let mut bytes = to_ttlv(message).ok()?;
    let headers = headers(&bytes);
    let what = match change {
        Change::Length => length(&mut bytes, &headers, random)?,
        _ => byte(&mut bytes, &headers, random)?,
    };
    Some(Mutation { change, what, mutant: Mutant::Bytes(bytes), expected: Expected::Refused })
}

/// The headers of all items, outermost first.
fn headers(bytes: &[u8]) -> Vec<Header> {
    let (mut headers, mut offset) = (Vec::new(), 0_usize);
    while let Some(header) = header(bytes, offset) {
        let value = if header.item_type == ItemType::STRUCTURE { 0 } else { padded(header.length) };
        headers.push(header);
        offset = offset.saturating_add(HEADER).saturating_add(value);
    }
    headers
}

fn header(bytes: &[u8], offset: usize) -> Option<Header> {
    let [_, _, _, item_type, length @ ..] = bytes.get(offset..)?.first_chunk::<HEADER>()?;
    let length = u32::from_be_bytes(*length);
    Some(Header { offset, item_type: ItemType::new(u32::from(*item_type)), length })
}

fn padded(length: u32) -> usize {
    usize::try_from(length).unwrap_or(usize::MAX).checked_next_multiple_of(8).unwrap_or(usize::MAX)
}

/// A length that the type does not have, or that leads out of the message.
fn length(bytes: &mut [u8], headers: &[Header], random: &mut dyn Random) -> Option<String> {
    let header = *pick(random, headers)?;
    let size = u32::try_from(bytes.len()).ok()?;
    let lengths: &[u32] = match header.item_type {
        ItemType::STRUCTURE => &[header.length.wrapping_add(4), size, u32::MAX, u32::MAX - 7],
        ItemType::BIG_INTEGER => &[0, header.length.wrapping_add(1), size, u32::MAX],
        item_type if is_body(item_type) => &[size, u32::MAX, u32::MAX - 7, 0x8000_0000],
        _ => &[0, header.length.wrapping_add(1), header.length.wrapping_sub(1), 16, u32::MAX],
    };
    let length = *pick(random, lengths)?;
    let place = header.offset.checked_add(HEADER / 2)?;
    bytes.get_mut(place..)?.first_chunk_mut().map(|own: &mut [u8; 4]| *own = length.to_be_bytes())?;
    Some(format!("{}: {length} of {} at byte {}", Change::Length.name(), header.item_type, header.offset))
}

/// A byte that has only one value, or few: another one.
fn byte(bytes: &mut [u8], headers: &[Header], random: &mut dyn Random) -> Option<String> {
    let header = *pick(random, headers)?;
    let value = header.offset.checked_add(HEADER)?;
    let end = value.checked_add(usize::try_from(header.length).ok()?)?;
    let has_padding = header.item_type != ItemType::STRUCTURE && header.length % 8 != 0;
    let (place, byte, part) = match header.item_type {
        _ if has_padding && random.below(2) == 0 => (end, 1, "padding"),
        ItemType::BOOLEAN if random.below(2) == 0 => (value, 1, "value"),
        _ => {
            let foreign = random.below(u64::from(u8::MAX - NO_TYPE));
            let byte = u8::try_from(foreign).unwrap_or_default().saturating_add(NO_TYPE);
            (header.offset.checked_add(TYPE)?, byte, "type")
        }
    };
    bytes.get_mut(place).map(|own| *own = byte)?;
    Some(format!("{}: {part} of {} at byte {}", Change::Byte.name(), header.item_type, header.offset))
}

/// Returns whether values of this type have the length that their header says.
fn is_body(item_type: ItemType) -> bool {
    [ItemType::TEXT_STRING, ItemType::BYTE_STRING, ItemType::IDENTIFIER, ItemType::REFERENCE, ItemType::NAME_REFERENCE]
        .contains(&item_type)
}
