//! Tests of the places of errors, and of what errors say.

use kmip_json::kmip_types::format::Reader as _;
use kmip_json::kmip_types::items::Value;
use kmip_json::kmip_types::{ErrorKind, Limits, Message, RequestMessage, ResponseMessage, Tag};
use kmip_json::{
    ReaderOptions, from_slice, from_slice_with, from_str, from_str_with, parse, parse_partial, parse_with,
};

use crate::messages::{BACKWARDS, QUERY};

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

const HEADER: &str = "RequestMessage/RequestHeader";
const PAYLOAD: &str = "RequestMessage/BatchItem/RequestPayload";
const MINOR: &str = "RequestMessage/RequestHeader/ProtocolVersion/ProtocolVersionMinor";

#[test]
fn errors_of_items_tell_the_item() {
    let minor = r#"{"tag":"ProtocolVersionMinor""#;
    let whole = r#"{"tag":"ProtocolVersionMinor","type":"Integer","value":0}"#;
    for (by, kind) in [
        (r#","type":"Integer","value":"x"}"#, ErrorKind::Number),
        (r#","type":"Integer","value":"0x""#, ErrorKind::Truncated),
        (r#","type":"Integer","value":"0x"}"#, ErrorKind::Hex),
        (r#","type":"Int","value":0}"#, ErrorKind::UnknownType),
        (r#","value":0}"#, ErrorKind::Syntax),
        (r#","type":"Integer"}"#, ErrorKind::Syntax),
        (r#","type":"Integer","value":0,"x":0}"#, ErrorKind::Syntax),
        (r#","type":"Integer","value":0,"type":"Integer"}"#, ErrorKind::Syntax),
        (r#","type":"Integer","value":[]}"#, ErrorKind::Syntax),
        (r#","type":"Boolean","value":true}"#, ErrorKind::WrongType),
        (r#","type":"Boolean","value":"yes"}"#, ErrorKind::Boolean),
        (r#","type":"DateTime","value":"yes"}"#, ErrorKind::Date),
        (r#","type":"BigInteger","value":"0x00"}"#, ErrorKind::Length),
        (r#","type":"BigInteger","value":"0x"}"#, ErrorKind::BigInteger),
        (r#","value":[]}"#, ErrorKind::WrongType),
    ] {
        if kind != ErrorKind::Truncated {
            broken(whole, &format!("{minor}{by}"), kind, minor, MINOR);
        }
    }
    let objects = r#"{"tag":"QueryFunction","type":"Enumeration","value":"QueryObjects"}"#;
    let second = &format!("{PAYLOAD}/QueryFunction[1]");
    let wrong = objects.replace("QueryObjects", "QueryObject");
    broken(objects, &wrong, ErrorKind::UnknownName, &wrong, second);
    let wrong = objects.replace("QueryObjects", "\\udbff");
    broken(objects, &wrong, ErrorKind::Syntax, &wrong, second);
    // An item whose tag is not known is in no path.
    for (item, kind) in [
        (r#"{"tag":"Foo","value":[]}"#, ErrorKind::UnknownName),
        (r#"{"tag":"0x430001","value":[]}"#, ErrorKind::InvalidTag),
        (r#"{"tag":"0x1","value":[]}"#, ErrorKind::Hex),
        (r#"{"tag":1,"value":[]}"#, ErrorKind::Syntax),
        (r#"{"value":[]}"#, ErrorKind::Syntax),
        ("{}", ErrorKind::Syntax),
    ] {
        broken(objects, &format!("{objects},{item}"), kind, item, PAYLOAD);
    }
    let operation = r#"{"tag":"Operation","type":"Enumeration","value":"Query"},"#;
    let payload = r#"{"tag":"RequestPayload""#;
    broken(operation, "", ErrorKind::Selector, payload, PAYLOAD);
}

#[test]
fn errors_of_the_text_tell_the_byte() {
    let objects = r#"{"tag":"QueryFunction","type":"Enumeration","value":"QueryObjects"}"#;
    broken(objects, &format!("{objects}?"), ErrorKind::Syntax, "?", PAYLOAD);
    broken(objects, &format!("{objects}{objects}"), ErrorKind::Syntax, &format!("{objects}]"), PAYLOAD);
    broken(objects, &format!("{objects},]"), ErrorKind::Syntax, "]]}]}]}", PAYLOAD);
    broken(objects, &objects.replace("\"QueryObjects\"", "nil"), ErrorKind::Syntax, "il}", PAYLOAD);
    broken(objects, &objects.replace(",\"value\"", ";\"value\""), ErrorKind::Syntax, ";", PAYLOAD);
    // Of a control character, the byte before it.
    broken(objects, &objects.replace("Objects", "\u{1}"), ErrorKind::Syntax, "y\u{1}", PAYLOAD);
    broken(objects, &objects.replace("Objects", "\n"), ErrorKind::Syntax, "y\n", PAYLOAD);
    broken(objects, &objects.replace("Objects", "\\x"), ErrorKind::Syntax, "x\"", PAYLOAD);
    broken(r#""value":256"#, r#""value":0256"#, ErrorKind::Syntax, "256}", HEADER);
    // Lines are counted.
    broken(objects, &format!("\n\u{391}\n {objects}"), ErrorKind::Syntax, "\u{391}\n", PAYLOAD);
    broken(objects, &format!("\n\n{objects}\n?"), ErrorKind::Syntax, "?", PAYLOAD);
    let text = format!("\n{QUERY} \n\n ?");
    let error = parse(&text).unwrap_err();
    assert_eq!((error.kind(), error.offset()), (ErrorKind::TrailingData, Some(text.len() - 1)));
    assert!(error.path().is_empty());
}

#[test]
fn errors_in_what_waits_for_its_tag_have_their_path_too() {
    for (part, by, kind, at, path) in [
        // Known in the end.
        (r#"{"value":0,"#, r#"{"value":"x","#, ErrorKind::Number, r#"{"value":"x""#, MINOR),
        (
            r#""QueryObjects""#,
            r#""Q""#,
            ErrorKind::UnknownName,
            r#"{"value":"Q""#,
            &format!("{PAYLOAD}/QueryFunction[1]"),
        ),
        (
            r#""tag":"BatchItem""#,
            r#""tag":"RequestHeader""#,
            ErrorKind::Duplicate,
            r#"{"value":[{"value":"Query""#,
            "RequestMessage/RequestHeader[1]",
        ),
        // Never known: the path ends above.
        (
            r#""tag":"RequestPayload""#,
            r#""tag":"Foo""#,
            ErrorKind::UnknownName,
            r#"{"value":[{"value":"QueryOperations""#,
            "",
        ),
        (r#""tag":"RequestMessage""#, r#""tag":"Foo""#, ErrorKind::UnknownName, r#"{"value""#, ""),
        (
            r#""QueryObjects","#,
            r#""QueryObjects""#,
            ErrorKind::Syntax,
            r#""type":"Enumeration","tag":"QueryFunction"}],"#,
            "",
        ),
    ] {
        assert_eq!(BACKWARDS.matches(part).count(), 1, "{part}");
        let text = BACKWARDS.replace(part, by);
        let error = from_str::<RequestMessage<'_>>(&text).unwrap_err();
        assert_eq!((error.kind(), error.path().to_string().as_str()), (kind, path), "{text}");
        assert_eq!(error.offset(), Some(text.find(at).expect(at)), "{error} in {text}");
    }
    // Values are not looked at before the tags around them are known: the text goes wrong first.
    let early =
        r#"{"tag":"BatchItem","value":[{"value":[{"tag":"Operation","type":"Enumeration","value":"?"}],"tag"}]}"#;
    let error = parse(early).unwrap_err();
    assert_eq!((error.kind(), error.path().to_string().as_str()), (ErrorKind::Syntax, "BatchItem"));
    let inner = r#"{"tag":"BatchItem","value":[{"value":[{"tag":"Operation","type":"Enumeration","value":"?"}],"tag":"BatchItem","tag"}]}"#;
    let error = parse(inner).unwrap_err();
    assert_eq!(
        (error.kind(), error.path().to_string().as_str()),
        (ErrorKind::UnknownName, "BatchItem/BatchItem/Operation")
    );
}

#[test]
fn a_later_item_is_counted_among_its_siblings() {
    let item = r#"{"tag":"BatchItem","value":[{"tag":"Operation","type":"Enumeration","value":"Query"},{"tag":"RequestPayload","value":[]}]}"#;
    let end = QUERY.len() - 2;
    let text = format!("{},{item},{}]}}", &QUERY[..end], item.replace("Query", "Querry"));
    let error = from_str::<RequestMessage<'_>>(&text).unwrap_err();
    assert_eq!(
        error.to_string(),
        format!(
            "unknown name at byte {0}, line 1, column {0} in RequestMessage/BatchItem[2]/Operation: `Querry` for Operation \
             (did you mean `Query`?)",
            text.rfind(r#"{"tag":"Operation""#).unwrap()
        )
    );
}

#[test]
fn the_root_has_to_be_the_message_asked_for() {
    let error = from_str::<ResponseMessage<'_>>(QUERY).unwrap_err();
    assert_eq!(error.to_string(), "wrong tag at byte 0, line 1, column 1 in RequestMessage");
    let error = from_str::<Message<'_>>(r#" {"tag":"BatchItem","value":[]}"#).unwrap_err();
    assert_eq!((error.kind(), error.offset()), (ErrorKind::WrongTag, Some(1)));
    let error = from_str::<Message<'_>>(r#"{"tag":"RequestMessage","value":[]}"#).unwrap_err();
    assert_eq!(error.to_string(), "missing field at byte 0, line 1, column 1 in RequestMessage/RequestHeader");
}

#[test]
fn bytes_that_are_not_utf_8() {
    assert_eq!(from_slice::<RequestMessage<'_>>(QUERY.as_bytes()), from_str(QUERY));
    for bad in [&b"\xFF"[..], b"\xC3\x28", b"\xED\xA0\x80", b"\xC0\x80"] {
        let at = QUERY.find("msg").unwrap();
        let bytes = [&QUERY.as_bytes()[..at], bad, &QUERY.as_bytes()[at..]].concat();
        let error = from_slice::<RequestMessage<'_>>(&bytes).unwrap_err();
        assert_eq!((error.kind(), error.offset()), (ErrorKind::Utf8, Some(at)));
        assert_eq!(error.path().to_string(), "RequestMessage/RequestHeader");
    }
    let marked = [b"\xEF\xBB\xBF", QUERY.as_bytes()].concat();
    let error = from_slice::<Message<'_>>(&marked).unwrap_err();
    assert_eq!((error.kind(), error.offset()), (ErrorKind::Syntax, Some(0)));
    let wide: Vec<u8> = QUERY.replace('\u{391}', "A").encode_utf16().flat_map(u16::to_be_bytes).collect();
    assert_eq!(from_slice::<Message<'_>>(&wide).unwrap_err().kind(), ErrorKind::Syntax);
    let small = ReaderOptions::default().with_limits(Limits::DEFAULT.with_message_bytes(10));
    assert_eq!(from_slice_with::<Message<'_>>(&[0xFF; 11], &small).unwrap_err().kind(), ErrorKind::TooLarge);
}

#[test]
fn every_truncation_is_one() {
    let extended = QUERY.replace("256", "-2.5e+1").replace("msg", r#"\ud83d\ude00 \n"#);
    let unknown = QUERY.replacen("\"value\"", "\"x\":[{\"y\":[null,true]}],\"value\"", 1);
    for text in [QUERY, BACKWARDS, &extended, &unknown] {
        for end in (0..text.len()).filter(|end| text.is_char_boundary(*end)) {
            for options in [ReaderOptions::default(), ReaderOptions::lenient()] {
                let error = parse_with(&text[..end], &options).unwrap_err();
                assert!(error.offset().is_some_and(|at| at <= end), "{end}: {error}");
                // A part that is wrong in itself may be told before the end is.
                let is_wrong = text == unknown && !options.lenient && error.kind() == ErrorKind::Syntax
                    || text == extended && error.kind() == ErrorKind::Number;
                assert!(error.kind() == ErrorKind::Truncated || is_wrong, "{}: {error}", &text[..end]);
                assert!(from_str_with::<Message<'_>>(&text[..end], &options).is_err(), "{end}");
            }
        }
    }
    let end = QUERY.find("\"QueryObjects").unwrap();
    let error = parse(&QUERY[..end]).unwrap_err();
    assert_eq!(
        error.to_string(),
        format!(
            "truncated item at byte {0}, line 1, column {0} in {PAYLOAD}",
            QUERY.find("{\"tag\":\"RequestPayload\"").unwrap()
        )
    );
    let error = parse("").unwrap_err();
    assert_eq!((error.kind(), error.offset()), (ErrorKind::Truncated, Some(0)));
    let error = parse(" \n").unwrap_err();
    assert_eq!((error.kind(), error.offset()), (ErrorKind::Truncated, Some(2)));
}

#[test]
fn errors_show_no_input() {
    for text in [
        QUERY.replace("QueryObjects", "Pass word 1234"),
        r#"["Pass word 1234"]"#.to_owned(),
        r#"{"Pass word 1234":"Pass word 1234"}"#.to_owned(),
        r#"{"tag":"BatchItem","value":["Pass word 1234"]}"#.to_owned(),
    ] {
        let error = parse(&text).unwrap_err();
        assert!(!format!("{error} {error:?}").contains("1234"));
    }
}

/// The error of a value of the wrong shape has the place where it starts.
///
/// The lexer tells a place inside or before such a value.
#[test]
fn a_value_of_the_wrong_shape_is_refused_where_it_starts() {
    let cases = [
        ("\"RequestPayload\"", 0),
        ("null", 0),
        (" [1]", 1),
        (r#"{"tag":"RequestPayload","value":[null]}"#, 33),
        (r#"{"tag":"RequestPayload","value":[[]]}"#, 33),
        (r#"{"tag":"RequestPayload","value":[17]}"#, 33),
        (r#"{"tag":"RequestPayload","value":[{"tag":"BatchCount","type":"Integer","value":1}, true]}"#, 82),
    ];
    for (text, offset) in cases {
        let error = parse(text).unwrap_err();
        assert_eq!((error.kind(), error.offset()), (ErrorKind::Syntax, Some(offset)), "{text}");
    }
}

#[test]
fn what_can_be_read_of_a_broken_text_is_kept() {
    let text = r#"{"tag":"RequestPayload","value":[{"tag":"BatchCount","type":"Integer","value":1}, true]}"#;
    let document = parse_partial(text, &ReaderOptions::default());
    let mut reader = document.reader();
    assert_eq!(reader.read(), Ok(Some((Tag::REQUEST_PAYLOAD, Value::Structure))));
    assert_eq!(reader.read(), Ok(Some((Tag::BATCH_COUNT, Value::Integer(1)))));
    let fault = reader.read().unwrap_err();
    assert_eq!((fault.kind(), fault.offset()), (ErrorKind::Syntax, Some(82)));
    assert_eq!(parse_partial("", &ReaderOptions::default()).reader().read().unwrap_err().kind(), ErrorKind::Truncated);
}
