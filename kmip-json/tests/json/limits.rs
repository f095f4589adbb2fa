//! Tests of what readers refuse to read, whatever the order of the members.

use kmip_json::kmip_types::{ErrorKind, Limits};
use kmip_json::{ReaderOptions, parse, parse_with};

use crate::messages::{BACKWARDS, QUERY};

const OPEN: &str = r#"{"tag":"BatchItem","value":["#;
const CLOSE_LATE: &str = r#"],"tag":"BatchItem"}"#;

/// Structures in structures, the innermost empty.
fn nested(depth: usize) -> String {
    format!("{}{}", OPEN.repeat(depth), "]}".repeat(depth))
}

/// Returns nested structures with the tags at the end.
fn backwards(depth: usize) -> String {
    format!("{}{}", r#"{"value":["#.repeat(depth), CLOSE_LATE.repeat(depth))
}

fn options(limits: Limits) -> ReaderOptions<'static> {
    ReaderOptions::default().with_limits(limits)
}

#[test]
fn depth_is_bounded() {
    assert!(parse(&nested(Limits::MAX_DEPTH)).is_ok());
    assert!(parse(&backwards(Limits::MAX_DEPTH)).is_ok());
    for depth in [Limits::MAX_DEPTH + 1, 10_000] {
        let error = parse(&nested(depth)).unwrap_err();
        assert_eq!((error.kind(), error.offset()), (ErrorKind::Depth, Some(Limits::MAX_DEPTH * OPEN.len())));
        assert_eq!(error.path().steps().len(), Limits::MAX_DEPTH + 1);
        let error = parse(&backwards(depth)).unwrap_err();
        assert_eq!((error.kind(), error.offset()), (ErrorKind::Depth, Some(Limits::MAX_DEPTH * r#"{"value":["#.len())));
        let error = parse(&OPEN.repeat(depth)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Depth);
    }
    let two = options(Limits::DEFAULT.with_depth(2));
    for text in [nested(2), backwards(2)] {
        assert!(parse_with(&text, &two).is_ok());
        // A scalar is no structure.
        let scalar = text.replace("[]", r#"[{"tag":"BatchCount","type":"Integer","value":1}]"#);
        assert!(parse_with(&scalar, &two).is_ok());
        for empty in ["[]", "null"] {
            let deeper = text.replace("[]", &format!(r#"[{{"tag":"BatchItem","value":{empty}}}]"#));
            assert_eq!(parse_with(&deeper, &two).unwrap_err().kind(), ErrorKind::Depth, "{deeper}");
        }
    }
    // Structures that have ended do not count.
    for item in [nested(1), backwards(1), r#"{"tag":"BatchItem","value":null}"#.to_owned()] {
        let siblings = vec![item; 100].join(",");
        for text in
            [nested(1).replace("[]", &format!("[{siblings}]")), backwards(1).replace("[]", &format!("[{siblings}]"))]
        {
            assert!(parse_with(&text, &two).is_ok());
        }
    }
    // More than can be asked for counts as that.
    let mut limits = Limits::DEFAULT;
    limits.depth = 1000;
    assert_eq!(parse_with(&nested(33), &options(limits)).unwrap_err().kind(), ErrorKind::Depth);
    assert_eq!(parse_with(&backwards(33), &options(limits)).unwrap_err().kind(), ErrorKind::Depth);
}

#[test]
fn depth_without_shape_is_harmless() {
    for part in [
        "[",
        "{",
        "[[{",
        r#"{"x":"#,
        r#"{"value":{"#,
        r#"{"tag":["#,
        r#"{"name":["#,
        r#"{"tag":"BatchCount","type":"Integer","value":["#,
    ] {
        for lenient in [false, true] {
            let mut limits = ReaderOptions::default();
            limits.lenient = lenient;
            let error = parse_with(&part.repeat(10_000), &limits).unwrap_err();
            assert!(matches!(error.kind(), ErrorKind::Syntax | ErrorKind::Truncated), "{part}: {error}");
        }
    }
}

#[test]
fn size_is_bounded() {
    for text in [QUERY, BACKWARDS] {
        let exact = options(Limits::DEFAULT.with_message_bytes(text.len()));
        assert!(parse_with(text, &exact).is_ok());
        let error = parse_with(&format!("{text} "), &exact).unwrap_err();
        assert_eq!((error.kind(), error.offset()), (ErrorKind::TooLarge, Some(0)));
    }
    let large = format!("{{{}}}", " ".repeat(1 << 20));
    assert_eq!(parse(&large).unwrap_err().kind(), ErrorKind::TooLarge);
}

#[test]
fn items_are_counted() {
    let items = |n| options(Limits::DEFAULT.with_items(n));
    let item = r#"{"tag":"D","value":[]}"#;
    let list = [item; 9].join(",");
    let text = format!("{OPEN}{list}]}}");
    assert!(parse_with(&text, &items(10)).is_ok());
    let error = parse_with(&text, &items(9)).unwrap_err();
    assert_eq!((error.kind(), error.offset()), (ErrorKind::TooManyItems, Some(OPEN.len() + 8 * (item.len() + 1))));
    assert_eq!(error.path().to_string(), "BatchItem/D[8]");
    let late = format!(r#"{{"value":[{list}{CLOSE_LATE}"#);
    assert!(parse_with(&late, &items(10)).is_ok());
    let error = parse_with(&late, &items(9)).unwrap_err();
    assert_eq!((error.kind(), error.offset()), (ErrorKind::TooManyItems, Some(10 + 8 * (item.len() + 1))));
    assert_eq!(error.path().to_string(), "BatchItem/D[8]");
}
