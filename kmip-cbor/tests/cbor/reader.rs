//! The reader: kinds and offsets of errors, marks, borrowing.

use kmip_cbor::CborReader;
use kmip_cbor::kmip_types::format::{Item, Reader as _, WordItem};
use kmip_cbor::kmip_types::items::Value;
use kmip_cbor::kmip_types::{self, ErrorKind, ItemType, ReaderOptions, Tag};

use crate::support::{TAG, VENDOR, again, hex, refused, sample, write};

/// One line for each way to be wrong: bytes, kind, offset.
#[test]
fn every_other_encoding_is_refused() {
    for (text, kind, offset) in [
        // The head of the message.
        ("", ErrorKind::Truncated, 0),
        ("80", ErrorKind::Length, 0),
        ("81 18 20", ErrorKind::Length, 0),
        ("83 18 20 08 08", ErrorKind::Length, 0),
        ("98 02 18 20 08", ErrorKind::Syntax, 0),
        ("A1 18 20 08", ErrorKind::Syntax, 0),
        ("42 00 78 01", ErrorKind::Syntax, 0),
        ("D9 D9 F7 82 18 20 08", ErrorKind::Syntax, 0),
        // The key.
        ("82", ErrorKind::Truncated, 1),
        ("82 18", ErrorKind::Truncated, 1),
        ("82 17", ErrorKind::Truncated, 1),
        ("82 18 05 08", ErrorKind::Syntax, 1),
        ("82 19 00 20 08", ErrorKind::Syntax, 1),
        ("82 3A 00 02 00 00 08", ErrorKind::InvalidTag, 1),
        ("82 1B 00 00 00 01 00 00 00 20 08", ErrorKind::InvalidTag, 1),
        ("82 41 20 08", ErrorKind::Syntax, 1),
        ("82 61 61 08", ErrorKind::Syntax, 1),
        ("82 F5 08", ErrorKind::Syntax, 1),
        ("82 80 08", ErrorKind::Syntax, 1),
        // Integer.
        ("82 18 20 3A 80 00 00 00", ErrorKind::Number, 1),
        ("82 18 20 1B 00 00 00 01 00 00 00 00", ErrorKind::Number, 1),
        ("82 18 20 19 00 FF", ErrorKind::Syntax, 1),
        ("82 18 20 1A 00 00 FF FF", ErrorKind::Syntax, 1),
        ("82 18 20 38 17", ErrorKind::Syntax, 1),
        ("82 18 20 1A 00 01 00", ErrorKind::Truncated, 1),
        // Boolean and the other simple values, floating point.
        ("82 18 20 F6", ErrorKind::Syntax, 1),
        ("82 18 20 F7", ErrorKind::Syntax, 1),
        ("82 18 20 F8 15", ErrorKind::Syntax, 1),
        ("82 18 20 F8 20", ErrorKind::Syntax, 1),
        ("82 18 20 F0", ErrorKind::Syntax, 1),
        ("82 18 20 F9 3C 00", ErrorKind::Syntax, 1),
        ("82 18 20 FA 3F 80 00 00", ErrorKind::Syntax, 1),
        ("82 18 20 FF", ErrorKind::Syntax, 1),
        ("82 18 20 1C", ErrorKind::Syntax, 1),
        // Text and bytes.
        ("82 18 20 78 01 61", ErrorKind::Syntax, 1),
        ("82 18 20 7F 61 61 FF", ErrorKind::Syntax, 1),
        ("82 18 20 5F 41 61 FF", ErrorKind::Syntax, 1),
        ("82 18 20 62 61", ErrorKind::Truncated, 1),
        ("82 18 20 5B FF FF FF FF FF FF FF FF", ErrorKind::Truncated, 1),
        ("82 18 20 62 C3 28", ErrorKind::Utf8, 1),
        ("82 18 20 63 ED A0 80", ErrorKind::Utf8, 1),
        ("82 38 20 61 80", ErrorKind::Utf8, 1),
        ("82 38 20 82 0D 61 80", ErrorKind::Utf8, 1),
        // Structure.
        ("82 18 20 81 05", ErrorKind::Length, 1),
        ("82 18 20 82 05", ErrorKind::Truncated, 1),
        ("82 18 20 9B 7F FF FF FF FF FF FF FE", ErrorKind::Truncated, 1),
        ("82 18 20 9F 05 08 FF", ErrorKind::Syntax, 1),
        ("82 18 20 98 02 05 08", ErrorKind::Syntax, 1),
        ("82 18 20 A1 05 08", ErrorKind::Syntax, 1),
        ("82 18 20 84 05 01 06 18", ErrorKind::Truncated, 6),
        // Enumeration.
        ("82 38 20 1B 00 00 00 01 00 00 00 00", ErrorKind::Number, 1),
        ("82 38 20 20", ErrorKind::Number, 1),
        // Big Integer.
        ("82 38 20 42 FF 80", ErrorKind::BigInteger, 1),
        // The other values of the alternate class.
        ("82 38 20 F4", ErrorKind::Syntax, 1),
        ("82 38 20 80", ErrorKind::Length, 1),
        ("82 38 20 81 09", ErrorKind::Length, 1),
        ("82 38 20 83 09 01 02", ErrorKind::Length, 1),
        ("82 38 20 82 41 09 01", ErrorKind::Syntax, 1),
        ("82 38 20 82 18 09 01", ErrorKind::Syntax, 1),
        ("82 38 20 82", ErrorKind::Truncated, 1),
        ("82 38 20 82 09", ErrorKind::Truncated, 1),
        // Pairs of a type that has another form, of no type, of a type to come.
        ("82 38 20 82 00 01", ErrorKind::UnknownType, 1),
        ("82 38 20 82 01 80", ErrorKind::Syntax, 1),
        ("82 38 20 82 02 01", ErrorKind::Syntax, 1),
        ("82 38 20 82 04 41 01", ErrorKind::Syntax, 1),
        ("82 38 20 82 05 01", ErrorKind::Syntax, 1),
        ("82 38 20 82 06 F5", ErrorKind::Syntax, 1),
        ("82 38 20 82 07 61 61", ErrorKind::Syntax, 1),
        ("82 38 20 82 08 41 61", ErrorKind::Syntax, 1),
        ("82 38 20 82 18 FF 41 61", ErrorKind::UnknownType, 1),
        ("82 38 20 82 1B 00 00 00 01 00 00 00 09 01", ErrorKind::UnknownType, 1),
        // Values that the type of the pair does not have.
        ("82 38 20 82 03 1B 80 00 00 00 00 00 00 00", ErrorKind::Number, 1),
        ("82 38 20 82 09 3B 80 00 00 00 00 00 00 00", ErrorKind::Number, 1),
        ("82 38 20 82 0B 61 61", ErrorKind::Syntax, 1),
        ("82 38 20 82 0A 1B 00 00 00 01 00 00 00 00", ErrorKind::Number, 1),
        ("82 38 20 82 0A 20", ErrorKind::Number, 1),
        ("82 38 20 82 0A 61 61", ErrorKind::Syntax, 1),
        ("82 38 20 82 0D 41 61", ErrorKind::Syntax, 1),
        ("82 38 20 82 0E 01", ErrorKind::Syntax, 1),
        ("82 38 20 82 09 C1 01", ErrorKind::Syntax, 1),
        // Behind the message.
        ("82 18 20 08 82 18 20 08", ErrorKind::TrailingData, 4),
        ("82 18 20 82 05 08 00", ErrorKind::TrailingData, 6),
    ] {
        assert_eq!(refused(&hex(text)), (kind, offset), "{text}");
        // There is no lenient form.
        let bytes = hex(text);
        let mut reader = CborReader::with_options(&bytes, &ReaderOptions::lenient());
        let mut result = reader.read();
        while let Ok(Some(_)) = result {
            result = reader.read().and_then(|item| if item.is_none() { reader.read() } else { Ok(item) });
        }
        assert_eq!(result.unwrap_err().kind(), kind, "{text}");
    }
}

#[test]
fn the_ends_of_every_range_are_read() {
    for text in [
        "82 18 20 1A 7F FF FF FF",
        "82 18 20 3A 7F FF FF FF",
        "82 38 20 1A FF FF FF FF",
        "82 38 20 00",
        "82 38 20 82 03 1B 7F FF FF FF FF FF FF FF",
        "82 38 20 82 09 3B 7F FF FF FF FF FF FF FF",
        "82 38 20 82 0A 1A FF FF FF FF",
        "82 38 20 82 0A 00",
        "82 00 08",
        "82 20 08",
        "82 01 08",
        "82 19 FF FF 08",
        "82 1A 00 01 00 00 08",
        "82 1A 00 01 FF FF 08",
        "82 3A 00 01 FF FF 08",
    ] {
        assert_eq!(again(&hex(text)), Ok(hex(text)), "{text}");
    }
}

#[test]
fn items_carry_the_lengths_and_words_of_ttlv() {
    let bytes = hex("82 18 20 8A 05 20 38 20 82 09 19 01 00 05 63 61 62 63 25 42 00 80 38 69 18 2A");
    let mut reader = CborReader::new(&bytes);
    assert_eq!(reader.next().head(), Item::structure(TAG, 0).head());
    let five = Tag::new(0x42_0005);
    assert_eq!(reader.next(), WordItem::integer(five, -1).item());
    assert_eq!(reader.next(), WordItem::date_time(TAG, 256).item());
    assert_eq!(reader.next(), Item::body(five, ItemType::TEXT_STRING, 3));
    assert_eq!(reader.next(), Item::body(five, ItemType::BIG_INTEGER, 2));
    let number = reader.next();
    assert_eq!(number, WordItem::enumeration(Tag::PROTOCOL_VERSION, 42).item());
    assert_eq!([reader.next(), reader.next(), reader.next()], [Item::END; 3]);
}

#[test]
fn offsets_are_those_of_the_keys() {
    let bytes = hex("82 18 20 84 05 84 06 01 07 08 08 61 61");
    let mut reader = CborReader::new(&bytes);
    let root = reader.next();
    let inner = reader.next();
    assert_eq!((reader.offset(root), reader.offset(inner)), (1, 4));
    for offset in [6, 8] {
        let item = reader.next();
        assert_eq!((reader.offset(item), reader.offset(inner), reader.offset(root)), (offset, 4, 1));
    }
    assert_eq!(reader.next(), Item::END);
    assert_eq!((reader.offset(Item::END), reader.offset(inner)), (10, 4));
    let text = reader.next();
    assert_eq!((reader.offset(text), reader.text(text)), (10, Some("a")));
    assert_eq!(reader.next(), Item::END);
    assert_eq!((reader.offset(Item::END), reader.offset(root)), (13, 1));
    assert_eq!(reader.next(), Item::END);
}

#[test]
fn a_failed_reader_stays_so() {
    let bytes = hex("82 18 20 84 05 84 06 C1 01 07 08 08 61 61");
    let mut reader = CborReader::new(&bytes);
    assert!([reader.next(), reader.next()].iter().all(|item| item.item_type() == ItemType::STRUCTURE));
    for _ in 0..3 {
        assert_eq!(reader.next(), Item::FAILED);
        let fault = reader.fault();
        assert_eq!((fault.kind(), fault.tag()), (ErrorKind::Syntax, Tag::new(0x42_0006)));
        assert_eq!((fault.offset(), reader.offset(Item::FAILED)), (Some(6), 6));
    }
}

#[test]
fn text_and_bytes_borrow_from_the_input() {
    let bytes = hex("82 18 20 86 05 63 61 62 63 05 42 01 02 25 42 01 02");
    let (text, octets, number) = {
        let mut reader = CborReader::new(&bytes);
        reader.next();
        let items = [reader.next()].map(|item| reader.text(item).unwrap());
        let [octets, number] = [(); 2].map(|()| {
            let item = reader.next();
            reader.bytes(item).unwrap()
        });
        (items[0], octets, number)
    };
    assert_eq!((text, octets, number), ("abc", &[1, 2][..], &[1, 2][..]));
    assert!(core::ptr::eq(text.as_bytes(), &raw const bytes[6..9]));
    assert!(core::ptr::eq(octets, &raw const bytes[11..13]));
    assert!(core::ptr::eq(number, &raw const bytes[15..17]));
}

#[test]
fn a_structure_can_be_passed_over() {
    let bytes = hex("82 18 20 84 05 84 06 82 07 08 07 08 08 01");
    let mut reader = CborReader::new(&bytes);
    reader.next();
    reader.next();
    assert_eq!(reader.skip(), Ok(()));
    assert_eq!(reader.read(), Ok(Some((Tag::new(0x42_0008), Value::Integer(1)))));

    // What is passed over is checked.
    let bytes = hex("82 18 20 84 05 82 06 61 80 08 01");
    let mut reader = CborReader::new(&bytes);
    reader.next();
    reader.next();
    assert_eq!(reader.skip().map_err(kmip_types::format::Fault::kind), Err(ErrorKind::Utf8));
}

#[test]
fn an_error_names_the_path() {
    let mut bytes = write(&sample());
    let place = bytes.windows(4).position(|window| window == b"name").unwrap();
    bytes[place] = 0xFF;
    let fault = again(&bytes).unwrap_err();
    let error = kmip_types::format::locate(&mut CborReader::new(&bytes), fault);
    let path = format!("RequestMessage/BatchItem/{VENDOR}/{TAG}[1]");
    assert_eq!(error.to_string(), format!("invalid UTF-8 at byte {} in {path}", fault.offset().unwrap()));
}

#[test]
fn debug_shows_nothing_of_the_input() {
    let bytes = hex("82 18 20 68 68 75 6E 74 65 72 32 21");
    let mut reader = CborReader::new(&bytes);
    reader.next();
    assert_eq!(format!("{reader:?}"), "CborReader { offset: 12, depth: 0, .. }");
}
