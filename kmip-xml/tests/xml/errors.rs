//! Tests of the places of errors, and that no input does more harm than an error.

use kmip_xml::kmip_types::format::{Document, Reader as _, decode_root, locate};
use kmip_xml::kmip_types::items::Value;
use kmip_xml::kmip_types::{ErrorKind, ItemType, Limits, Message, RequestMessage, ResponseMessage};
use kmip_xml::{
    ReaderOptions, from_slice, from_slice_with, from_str, from_str_with, parse, parse_all, parse_marked, parse_partial,
    parse_with,
};

use crate::messages::QUERY;

/// Checks the error of the query with one part replaced.
///
/// The offset is that of `at` in the new text.
fn broken(part: &str, by: &str, kind: ErrorKind, at: &str, path: &str) {
    assert_eq!(QUERY.matches(part).count(), 1, "{part}");
    let text = QUERY.replace(part, by);
    let error = from_str::<RequestMessage<'_>>(&text).unwrap_err();
    assert_eq!((error.kind(), error.path().to_string().as_str()), (kind, path), "{text}");
    assert_eq!(error.offset(), Some(text.find(at).expect(at)), "{error} in {text}");
}

#[test]
fn errors_tell_the_place_and_the_path() {
    const HEADER: &str = "RequestMessage/RequestHeader";
    const VERSION: &str = "RequestMessage/RequestHeader/ProtocolVersion";
    const PAYLOAD: &str = "RequestMessage/BatchItem/RequestPayload";
    let minor = "<ProtocolVersionMinor";
    let minor_path = &format!("{VERSION}/ProtocolVersionMinor");
    let objects = "<QueryFunction type=\"Enumeration\" value=\"QueryObjects\"";
    let objects_path = &format!("{PAYLOAD}/QueryFunction[1]");
    broken(
        "Minor type=\"Integer\" value=\"0\"",
        "Minor type=\"Integer\" value=\"x\"",
        ErrorKind::Number,
        minor,
        minor_path,
    );
    broken("Minor type=\"Integer\"", "Minor type=\"Int\"", ErrorKind::UnknownType, minor, minor_path);
    broken("Minor type=\"Integer\"", "Minor", ErrorKind::Syntax, minor, minor_path);
    broken("Minor type=\"Integer\"", "Minor type=\"Boolean\"", ErrorKind::WrongType, minor, minor_path);
    broken(
        "\"QueryObjects\"",
        "\"QueryObject\"",
        ErrorKind::UnknownName,
        "<QueryFunction type=\"Enumeration\" value=\"QueryObject\"",
        objects_path,
    );
    broken(
        "\"QueryObjects\"",
        "\"&\"",
        ErrorKind::Syntax,
        "<QueryFunction type=\"Enumeration\" value=\"&\"",
        objects_path,
    );
    broken(objects, &format!("<Foo/>{objects}"), ErrorKind::UnknownName, "<Foo/>", PAYLOAD);
    broken(objects, &format!("# text{objects}"), ErrorKind::Syntax, "# text", PAYLOAD);
    broken(objects, &format!("<![CDATA[]]>{objects}"), ErrorKind::Syntax, "<![CDATA[", PAYLOAD);
    broken(objects, &format!("<TTLV tag=\"0x430001\"/>{objects}"), ErrorKind::InvalidTag, "<TTLV", PAYLOAD);
    broken(objects, &format!("<TTLV tag=\"0x1\"/>{objects}"), ErrorKind::Hex, "<TTLV", PAYLOAD);
    broken(objects, &format!("<x:BatchItem/>{objects}"), ErrorKind::Namespace, "<x:", PAYLOAD);
    broken(objects, &format!("<!DOCTYPE a>{objects}"), ErrorKind::Doctype, "<!DOCTYPE", PAYLOAD);
    broken(objects, "<QueryFunction", ErrorKind::WrongType, "<QueryFunction/>", objects_path.as_str());
    broken("</RequestPayload>", "</RequestPayloads>", ErrorKind::Syntax, "</RequestPayloads>", PAYLOAD);
    broken("<BatchItem>", "<BatchItem", ErrorKind::Syntax, "<BatchItem", "RequestMessage");
    broken("</RequestMessage>", "", ErrorKind::Truncated, "<RequestMessage>", "RequestMessage");
    broken(
        "<ClientCorrelationValue",
        "<!-- -- --><ClientCorrelationValue",
        ErrorKind::Syntax,
        "-- --><ClientCorrelationValue",
        HEADER,
    );
    broken("<Operation type=\"Enumeration\" value=\"Query\"/>", "", ErrorKind::Selector, "<RequestPayload>", PAYLOAD);
}

#[test]
fn a_later_item_is_counted_among_its_siblings() {
    let item = "<BatchItem><Operation type=\"Enumeration\" value=\"Query\"/><RequestPayload/></BatchItem>";
    let text =
        QUERY.replace("</RequestMessage>", &format!("{item}{}</RequestMessage>", item.replace("Query", "Querry")));
    let error = from_str::<RequestMessage<'_>>(&text).unwrap_err();
    assert_eq!(
        error.to_string(),
        format!(
            "unknown name at byte {0}, line 1, column {0} in RequestMessage/BatchItem[2]/Operation: `Querry` for Operation \
             (did you mean `Query`?)",
            text.find("Querry").unwrap() - 37
        )
    );
}

#[test]
fn the_root_has_to_be_the_message_asked_for() {
    let error = from_str::<ResponseMessage<'_>>(QUERY).unwrap_err();
    assert_eq!(error.to_string(), "wrong tag at byte 0, line 1, column 1 in RequestMessage");
    let error = from_str::<Message<'_>>("<BatchItem/>").unwrap_err();
    assert_eq!((error.kind(), error.offset()), (ErrorKind::WrongTag, Some(0)));
    let error = from_str::<Message<'_>>("<RequestMessage/>").unwrap_err();
    assert_eq!(error.to_string(), "missing field at byte 0, line 1, column 1 in RequestMessage/RequestHeader");
}

#[test]
fn bytes_that_are_not_utf_8() {
    assert_eq!(from_slice::<RequestMessage<'_>>(QUERY.as_bytes()), from_str(QUERY));
    let marked = [b"\xEF\xBB\xBF", QUERY.as_bytes()].concat();
    assert_eq!(from_slice::<RequestMessage<'_>>(&marked), from_str(QUERY));
    for bad in [&b"\xFF"[..], b"\xC3\x28", b"\xED\xA0\x80", b"\xC0\x80"] {
        let at = QUERY.find("msg").unwrap();
        let bytes = [&QUERY.as_bytes()[..at], bad, &QUERY.as_bytes()[at..]].concat();
        let error = from_slice::<RequestMessage<'_>>(&bytes).unwrap_err();
        assert_eq!((error.kind(), error.offset()), (ErrorKind::Utf8, Some(at)));
        assert_eq!(error.path().to_string(), "RequestMessage/RequestHeader");
    }
    let wide: Vec<u8> = QUERY.replace('\u{391}', "A").encode_utf16().flat_map(u16::to_be_bytes).collect();
    assert_eq!(from_slice::<Message<'_>>(&wide).unwrap_err().kind(), ErrorKind::Syntax);
    let small = ReaderOptions::default().with_limits(Limits::DEFAULT.with_message_bytes(10));
    assert_eq!(from_slice_with::<Message<'_>>(&[0xFF; 11], &small).unwrap_err().kind(), ErrorKind::TooLarge);
}

#[test]
fn every_truncation_is_an_error() {
    for end in (0..QUERY.len()).filter(|end| QUERY.is_char_boundary(*end)) {
        let text = &QUERY[..end];
        for options in [ReaderOptions::default(), ReaderOptions::lenient()] {
            let error = parse_with(text, &options).unwrap_err();
            assert!(error.offset().is_some_and(|at| at <= end), "{end}: {error}");
            assert!(matches!(error.kind(), ErrorKind::Truncated | ErrorKind::Syntax), "{end}: {error}");
            assert!(parse_all(text, &options).is_err(), "{end}");
            assert!(from_str_with::<Message<'_>>(text, &options).is_err(), "{end}");
        }
    }
}

#[test]
fn what_is_right_can_be_read_before_the_error() {
    let text = format!("<KMIP>{QUERY}{}</KMIP>", QUERY.replace("QueryObjects", "Objects"));
    let options = ReaderOptions::default();
    let error = parse_all(&text, &options).unwrap_err();
    let documents = parse_partial(&text, &options);
    assert_eq!(documents.len(), 2);
    assert_eq!(decode_root::<RequestMessage<'_>>(&mut documents[0].reader()).map(|m| m.batch_items.len()), Ok(1));
    let mut reader = documents[1].reader();
    let items = core::iter::from_fn(|| Some(reader.next()).filter(|item| !item.is_failed() && !item.is_end())).count();
    assert_eq!((items, reader.next().is_failed()), (5, false));
    let fault = decode_root::<RequestMessage<'_>>(&mut documents[1].reader()).unwrap_err();
    assert_eq!(fault, error.fault());
    assert_eq!(locate(&mut documents[1].reader(), fault), error);
    assert_eq!(parse_partial(&text.replace("\"Objects", "\"QueryObjects"), &options).len(), 2);
    let nothing = parse_partial("", &options);
    assert_eq!((nothing.len(), nothing[0].reader().next().is_failed()), (1, true));
}

#[test]
fn depth_is_bounded() {
    let nested = |depth: usize| format!("{}{}", "<BatchItem>".repeat(depth), "</BatchItem>".repeat(depth));
    assert!(parse(&nested(Limits::MAX_DEPTH)).is_ok());
    for depth in [Limits::MAX_DEPTH + 1, 10_000] {
        let error = parse(&nested(depth)).unwrap_err();
        assert_eq!((error.kind(), error.offset()), (ErrorKind::Depth, Some(Limits::MAX_DEPTH * "<BatchItem>".len())));
        assert_eq!(error.path().steps().len(), Limits::MAX_DEPTH + 1);
    }
    let shallow = ReaderOptions::default().with_limits(Limits::DEFAULT.with_depth(2));
    assert!(parse_with(&nested(2), &shallow).is_ok());
    assert_eq!(parse_with(&nested(3), &shallow).unwrap_err().kind(), ErrorKind::Depth);
    // The wrapper does not count.
    assert!(parse_all(&format!("<KMIP>{}</KMIP>", nested(2)), &shallow).is_ok());
    // A scalar is no structure.
    let scalar =
        nested(2).replace("<BatchItem></BatchItem>", "<BatchItem><BatchCount type='Integer' value='1'/></BatchItem>");
    assert!(parse_with(&scalar, &shallow).is_ok());
}

#[test]
fn size_is_bounded() {
    let options = |limits| ReaderOptions::default().with_limits(limits);
    let exact = Limits::DEFAULT.with_message_bytes(QUERY.len());
    assert!(parse_with(QUERY, &options(exact)).is_ok());
    let error = parse_with(&format!("{QUERY} "), &options(exact)).unwrap_err();
    assert_eq!((error.kind(), error.offset()), (ErrorKind::TooLarge, Some(0)));
    let large = format!("<RequestMessage><!--{}--></RequestMessage>", " ".repeat(1 << 20));
    assert_eq!(parse(&large).unwrap_err().kind(), ErrorKind::TooLarge);
    // In a wrapper each message may have that size.
    let three = format!("<KMIP>{QUERY}{QUERY}{QUERY}</KMIP>");
    let roomy = Limits::DEFAULT.with_message_bytes(QUERY.len() + 20);
    assert_eq!(parse_all(&three, &options(roomy)).unwrap().len(), 3);
    let tight = Limits::DEFAULT.with_message_bytes(QUERY.len() - 1);
    assert_eq!(parse_all(&three, &options(tight)).unwrap_err().kind(), ErrorKind::TooLarge);
}

#[test]
fn items_are_counted() {
    let options = |items| ReaderOptions::default().with_limits(Limits::DEFAULT.with_items(items));
    let text = format!("<BatchItem>{}</BatchItem>", "<D/>".repeat(9));
    assert!(parse_with(&text, &options(10)).is_ok());
    let error = parse_with(&text, &options(9)).unwrap_err();
    assert_eq!((error.kind(), error.offset()), (ErrorKind::TooManyItems, Some(11 + 8 * 4)));
    assert_eq!(error.path().to_string(), "BatchItem/D[8]");
    // Each message of a wrapper has its own count.
    assert_eq!(parse_all(&format!("<KMIP>{text}{text}</KMIP>"), &options(10)).unwrap().len(), 2);
    assert!(parse_all(&format!("<KMIP>{text}{text}</KMIP>"), &options(9)).is_err());
}

#[test]
fn errors_show_no_input() {
    let text = QUERY.replace("QueryObjects", "Pass word 1234");
    let error = parse(&text).unwrap_err();
    assert!(!format!("{error} {error:?}").contains("1234"));
}

#[test]
fn values_that_cannot_be_read_are_marked() {
    let text = QUERY.replacen("value=\"0\"", "value=\"x\"", 1).replace("\"QueryObjects\"", "\"QueryObject\"");
    let documents = parse_marked(&text, &ReaderOptions::default());
    let [document] = documents.as_slice() else { panic!("{documents:?}") };
    let (mut reader, mut found, mut items) = (document.reader(), Vec::new(), 0);
    loop {
        let item = reader.next();
        assert!(!item.is_failed());
        if item.is_end() && items > 0 && reader.clone().next().is_end() {
            break;
        }
        if item.is_end() {
            continue;
        }
        items += 1;
        if let Err(fault) = reader.value(item) {
            found.push((fault.kind(), item.item_type(), reader.detail().unwrap().to_string()));
            assert_eq!(reader.fault(), fault);
        }
    }
    let integer = (ErrorKind::Number, ItemType::INTEGER, "Integer: a number, found 1 character".to_owned());
    let name = "`QueryObject` for QueryFunction (did you mean `QueryObjects`?)".to_owned();
    assert_eq!(found, [integer, (ErrorKind::UnknownName, ItemType::ENUMERATION, name)]);
    // All else is read; who decodes it gets the first error.
    assert_eq!(items, parse(QUERY).map(|document| count(&document)).unwrap());
    let error = from_str::<Message<'_>>(&text).unwrap_err();
    assert_eq!(error.detail().map(ToString::to_string), Some("Integer: a number, found 1 character".to_owned()));
    assert_eq!(error.position(), Some((1, u32::try_from(error.offset().unwrap()).unwrap() + 1)));
    // What is no value ends the document.
    let documents = parse_marked("<BatchItem><Foo/></BatchItem>", &ReaderOptions::default());
    assert!(documents[0].reader().read().is_ok_and(|item| item.is_some()));
    let mut reader = documents[0].reader();
    assert!(!reader.next().is_failed() && reader.next().is_failed());
}

/// Returns the number of items of a document.
fn count(document: &Document<'_>) -> usize {
    let (mut reader, mut depth, mut items) = (document.reader(), 0_usize, 0);
    loop {
        match reader.read().unwrap() {
            Some((_, value)) => {
                items += 1;
                depth += usize::from(matches!(value, Value::Structure));
            }
            None if depth == 0 => return items,
            None => depth -= 1,
        }
    }
}

#[test]
fn limits_name_themselves() {
    let limits = ReaderOptions::default().with_limits(Limits::DEFAULT.with_depth(2));
    let error = parse_with("<BatchItem><BatchItem><BatchItem/></BatchItem></BatchItem>", &limits).unwrap_err();
    assert!(error.to_string().ends_with(": the limit `depth` is 2"), "{error}");
}
