//! The rules that hold for the reader of any encoding.

use kmip::format::{Fault, Item, Reader};
use kmip::items::{Pretty, Value};
use kmip::{ItemType, Tag};

/// The items at the root, each with its offset, and how the input ended.
#[derive(Debug, Default, PartialEq)]
struct Walk {
    roots: Vec<(Tag, usize)>,
    end: Option<Fault>,
}

/// Walks over all items: taking every value, passing over structures, printing.
///
/// Returns how the input ends, on which all three must agree. Offsets must grow, and what failed must fail again.
pub fn check<'a, R: Reader<'a>>(reader: impl Fn() -> R) -> Option<Fault> {
    let by_value = walk_by_value(&mut reader());
    assert_eq!(walk_by_skip(&mut reader()), by_value);
    let mut text = String::new();
    assert_eq!(Pretty::new(&mut text).print(&mut reader()).err().map(Fault::from), by_value.end);
    by_value.end
}

fn walk_by_value<'a>(reader: &mut dyn Reader<'a>) -> Walk {
    let mut walk = Walk::default();
    let mut depth = 0_usize;
    let mut open = Vec::new();
    let mut last = None;
    loop {
        let item = reader.next();
        if item.is_failed() {
            let fault = reader.fault();
            assert!(reader.next().is_failed(), "a failure is final");
            assert_eq!(reader.fault(), fault);
            walk.end = Some(fault);
            return walk;
        }
        if item.is_end() {
            let Some(structure) = open.pop() else {
                assert!(reader.next().is_end(), "the end stays the end");
                return walk;
            };
            let (structure, offset) = structure;
            assert_eq!(reader.offset(structure), offset, "a structure just closed still knows where it started");
            depth -= 1;
            continue;
        }
        let offset = reader.offset(item);
        assert!(last.is_none_or(|last| offset > last), "offset {offset} after {last:?}");
        last = Some(offset);
        assert!(item.tag().is_valid());
        if depth == 0 {
            walk.roots.push((item.tag(), offset));
        }
        match reader.value(item) {
            Ok(Value::Structure) => {
                assert_eq!(item.item_type(), ItemType::STRUCTURE);
                open.push((item, offset));
                depth += 1;
            }
            Ok(value) => {
                assert_eq!(value.item_type(), item.item_type());
                check_length(item, value);
            }
            Err(fault) => {
                assert_eq!((fault.tag(), fault.offset()), (item.tag(), Some(offset)));
                walk.end = Some(fault);
                return walk;
            }
        }
    }
}

fn walk_by_skip<'a>(reader: &mut dyn Reader<'a>) -> Walk {
    let mut walk = Walk::default();
    loop {
        let item = reader.next();
        if item.is_failed() {
            walk.end = Some(reader.fault());
            return walk;
        }
        if item.is_end() {
            return walk;
        }
        walk.roots.push((item.tag(), reader.offset(item)));
        let passed = match reader.value(item) {
            Ok(Value::Structure) => reader.skip(),
            other => other.map(|_| ()),
        };
        if let Err(fault) = passed {
            walk.end = Some(fault);
            return walk;
        }
    }
}

/// Checks that the length is the one that TTLV writes, in every encoding.
///
/// But CBOR counts the bytes that a Big Integer has there.
fn check_length(item: Item, value: Value<'_>) {
    let length = item.length() as usize;
    match value {
        Value::ByteString(bytes) => assert_eq!(length, bytes.len()),
        // Lenient readers take one of no bytes for zero.
        Value::BigInteger(bytes) => {
            let is_padded = length.is_multiple_of(8) && (length >= bytes.len() || length == 0);
            assert!(is_padded || length == bytes.len());
        }
        Value::TextString(v) | Value::Identifier(v) | Value::Reference(v) | Value::NameReference(v) => {
            assert_eq!(length, v.len());
        }
        _ => assert_eq!(item.item_type().fixed_length(), Some(item.length())),
    }
}
