use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::*;
use crate::path::locate;
use crate::stream::Reader;
use crate::tree::Node;
use crate::value::Value;
use crate::word_item::WordItem;
use crate::{ErrorKind, ItemType, Limits, ReaderOptions, Tag};

const STRICT: ReaderOptions<'static> =
    ReaderOptions { limits: Limits::DEFAULT, lenient: false, names: crate::names::VendorNames::NONE };

/// `source` stands for a text in which each letter is an item.
fn builder(source: &str) -> DocumentBuilder<'_> {
    DocumentBuilder::new(source, &STRICT)
}

#[test]
fn an_entry_is_three_words() {
    assert!(size_of::<DocumentItem>() <= 24);
}

#[test]
fn items_come_back_in_order_with_their_offsets() {
    let source = "([abc]d)";
    let mut builder = builder(source);
    builder.open(Tag::REQUEST_MESSAGE, 0).unwrap();
    builder.open(Tag::BATCH_ITEM, 1).unwrap();
    builder.word(WordItem::integer(Tag::BATCH_COUNT, 7), 2).unwrap();
    builder.text(Tag::COMMENT, ItemType::TEXT_STRING, &source[2..5], 3).unwrap();
    builder.hex(Tag::IV_COUNTER_NONCE, ItemType::BYTE_STRING, "00fF", 4).unwrap();
    builder.end(6).unwrap();
    builder.text(Tag::UNIQUE_IDENTIFIER, ItemType::IDENTIFIER, &String::from("own"), 6).unwrap();
    builder.end(8).unwrap();
    let document = builder.finish().unwrap();

    let mut reader = document.reader();
    let root = reader.next();
    assert_eq!((root.tag(), root.length(), reader.offset(root)), (Tag::REQUEST_MESSAGE, 0, 0));
    let inner = reader.next();
    assert_eq!((inner.tag(), reader.offset(inner)), (Tag::BATCH_ITEM, 1));
    let item = reader.next();
    assert_eq!((item, reader.offset(item)), (WordItem::integer(Tag::BATCH_COUNT, 7).item(), 2));
    let item = reader.next();
    assert_eq!((item.item_type(), item.length(), reader.offset(item)), (ItemType::TEXT_STRING, 3, 3));
    assert_eq!(reader.text(item).map(str::as_ptr), Some(source[2..5].as_ptr()));
    let item = reader.next();
    assert_eq!((item.item_type(), item.length(), reader.offset(item)), (ItemType::BYTE_STRING, 2, 4));
    assert_eq!(reader.bytes(item), Some(&[0, 0xFF][..]));
    assert_eq!(reader.offset(root), 0);
    let end = reader.next();
    assert!(end.is_end());
    assert_eq!((reader.offset(end), reader.offset(inner)), (6, 1));
    let item = reader.next();
    assert_eq!((item.length(), reader.offset(item), reader.text(item)), (3, 6, Some("own")));
    let end = reader.next();
    assert_eq!((end, reader.offset(end), reader.offset(root)), (Item::END, 8, 0));
    assert_eq!(reader.next(), Item::END);
    assert_eq!(reader.next(), Item::END);
}

#[test]
fn a_message_borrows_from_the_document() {
    let source = String::from("text");
    let mut builder = builder(&source);
    builder.text(Tag::COMMENT, ItemType::TEXT_STRING, &source, 0).unwrap();
    let document = builder.finish().unwrap();
    let nodes = Node::read_all(&mut document.reader()).unwrap();
    assert_eq!(nodes, [Node::new(Tag::COMMENT, Value::TextString("text").into())]);
}

#[test]
fn limits_are_enforced() {
    let mut options = STRICT;
    options.limits = Limits::DEFAULT.with_depth(2).with_items(4);
    let mut builder = DocumentBuilder::new("", &options);
    builder.open(Tag::REQUEST_MESSAGE, 0).unwrap();
    builder.open(Tag::BATCH_ITEM, 1).unwrap();
    assert_eq!(builder.depth(), 2);
    assert_eq!(builder.open(Tag::ATTRIBUTE, 2).unwrap_err().kind(), ErrorKind::Depth);
    builder.word(WordItem::boolean(Tag::BATCH_ORDER_OPTION, true), 3).unwrap();
    builder.end(4).unwrap();
    builder.word(WordItem::boolean(Tag::BATCH_ORDER_OPTION, true), 5).unwrap();
    let fault = builder.word(WordItem::boolean(Tag::BATCH_ORDER_OPTION, true), 6).unwrap_err();
    assert_eq!((fault.kind(), fault.offset()), (ErrorKind::TooManyItems, Some(6)));
    assert_eq!(builder.fail(fault).path().to_string(), "RequestMessage/BatchOrderOption[1]");
}

#[test]
fn what_no_item_can_be_is_refused() {
    let mut builder = builder("");
    let tag = Tag::new(0x43_0001);
    assert_eq!(builder.open(tag, 9).unwrap_err(), Fault::new(ErrorKind::InvalidTag, tag, 9));
    assert_eq!(builder.word(WordItem::integer(tag, 0), 9).unwrap_err().kind(), ErrorKind::InvalidTag);
    let fault = builder.text(Tag::COMMENT, ItemType::BYTE_STRING, "", 9).unwrap_err();
    assert_eq!(fault.kind(), ErrorKind::WrongType);
    assert_eq!(builder.hex(Tag::COMMENT, ItemType::TEXT_STRING, "", 9).unwrap_err().kind(), ErrorKind::WrongType);
    assert_eq!(builder.hex(Tag::COMMENT, ItemType::BYTE_STRING, "0", 9).unwrap_err().kind(), ErrorKind::Hex);
    assert_eq!(builder.end(9).unwrap_err().kind(), ErrorKind::Unbalanced);
    assert_eq!(builder.finish().unwrap_err().kind(), ErrorKind::Truncated);
}

#[test]
fn big_integers_are_canonical() {
    let read = |lenient, digits: &str| -> Result<Vec<u8>, ErrorKind> {
        let options = ReaderOptions { lenient, ..STRICT };
        let mut builder = DocumentBuilder::new("", &options);
        builder.bytes(Tag::COMMENT, ItemType::BYTE_STRING, &[1, 2, 3], 0).unwrap();
        builder.hex(Tag::MODULUS, ItemType::BIG_INTEGER, digits, 1).map_err(Fault::kind)?;
        let document = builder.finish().unwrap();
        let mut reader = document.reader();
        let before = reader.next();
        assert_eq!(reader.bytes(before), Some(&[1, 2, 3][..]));
        let item = reader.next();
        Ok(reader.bytes(item).unwrap().to_vec())
    };
    let one = [0, 0, 0, 0, 0, 0, 0, 1];
    assert_eq!(read(false, "0000000000000001"), Ok(one.to_vec()));
    assert_eq!(read(false, "00000000000000008000000000000000").unwrap().len(), 16);
    for (digits, kind, canonical) in [
        ("", ErrorKind::BigInteger, [0; 8]),
        ("00", ErrorKind::Length, [0; 8]),
        ("01", ErrorKind::Length, one),
        ("ff", ErrorKind::Length, [0xFF; 8]),
        ("0080", ErrorKind::Length, [0, 0, 0, 0, 0, 0, 0, 0x80]),
        ("00000000000000000001", ErrorKind::Length, one),
        ("00000000000000000000000000000001", ErrorKind::BigInteger, one),
        ("ffffffffffffffffffffffffffffffff", ErrorKind::BigInteger, [0xFF; 8]),
    ] {
        assert_eq!(read(false, digits), Err(kind), "{digits}");
        assert_eq!(read(true, digits), Ok(canonical.to_vec()), "{digits}");
    }
    assert_eq!(read(true, "0"), Err(ErrorKind::Hex));
}

#[test]
fn a_fault_gets_its_path_from_what_was_read_before_it() {
    let build = || {
        let mut builder = builder("");
        builder.open(Tag::REQUEST_MESSAGE, 0).unwrap();
        for n in 0..3 {
            builder.open(Tag::BATCH_ITEM, 10 + n * 10).unwrap();
            if n < 2 {
                builder.end(19 + n * 10).unwrap();
            }
        }
        builder
    };
    let error = build().fail(Fault::new(ErrorKind::Hex, Tag::UNIQUE_BATCH_ITEM_ID, 31));
    assert_eq!(error.to_string(), "invalid hexadecimal at byte 31 in RequestMessage/BatchItem[2]/UniqueBatchItemID");
    let error = build().fail(Fault::new(ErrorKind::Syntax, Tag::default(), 31));
    assert_eq!(error.to_string(), "syntax error at byte 31 in RequestMessage/BatchItem[2]");
    let error = build().finish().unwrap_err();
    assert_eq!(error.to_string(), "truncated item at byte 30 in RequestMessage/BatchItem[2]");
}

#[test]
fn a_partial_document_ends_in_a_failure() {
    let fault = Fault::new(ErrorKind::Hex, Tag::COMMENT, 5);
    let mut builder = builder("");
    builder.open(Tag::REQUEST_MESSAGE, 0).unwrap();
    let document = builder.partial(fault);
    let mut reader = document.reader();
    assert!(!reader.next().is_failed());
    let failed = reader.next();
    assert!(failed.is_failed());
    assert_eq!((reader.fault(), reader.offset(failed)), (fault, 5));
    assert_eq!(locate(&mut document.reader(), fault).path().to_string(), "RequestMessage/Comment");
}

#[test]
fn messages_are_taken_one_by_one() {
    let source = String::from("a b c");
    let mut builder = DocumentBuilder::new(&source, &STRICT);
    let mut take = |text: &str, digits: &str, ends: bool| {
        builder.open(Tag::REQUEST_MESSAGE, 7).unwrap();
        builder.text(Tag::COMMENT, ItemType::TEXT_STRING, text, 8).unwrap();
        builder.hex(Tag::IV_COUNTER_NONCE, ItemType::BYTE_STRING, digits, 9).unwrap();
        if ends {
            builder.end(10).unwrap();
        }
        builder.take()
    };
    let (first, second, third) = (take(&source[2..3], "", true), take("own", "0102", true), take("", "03", false));
    for (document, text, bytes) in [(&first, "b", &[][..]), (&second, "own", &[1, 2]), (&third, "", &[3])] {
        let mut reader = document.reader();
        let root = reader.next();
        assert_eq!((root.tag(), reader.offset(root)), (Tag::REQUEST_MESSAGE, 7));
        let item = reader.next();
        assert_eq!(reader.text(item), Some(text));
        let item = reader.next();
        assert_eq!(reader.bytes(item), Some(bytes));
        assert_eq!(document.entries.capacity(), 4);
    }
    assert!(first.decoded.is_none());
    assert_eq!(first.entries.last().map(|entry| entry.item), Some(Item::END));
    assert_eq!(third.fault, Some(Fault::new(ErrorKind::Truncated, Tag::REQUEST_MESSAGE, 7)));
    assert_eq!(builder.take().fault.map(Fault::kind), Some(ErrorKind::Truncated));
}

#[test]
fn debug_shows_no_content() {
    let mut builder = builder("secret");
    builder.hex(Tag::KEY_MATERIAL, ItemType::BYTE_STRING, "abcdef", 0).unwrap();
    builder.text(Tag::COMMENT, ItemType::TEXT_STRING, "hush", 0).unwrap();
    let shown = format!("{builder:?}");
    assert!(!shown.contains("secret") && !shown.contains("hush") && !shown.contains("171"), "{shown}");
    let document = builder.finish().unwrap();
    assert_eq!(format!("{document:?}"), "Document(6 bytes)");
}
