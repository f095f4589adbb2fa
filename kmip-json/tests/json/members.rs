//! The members of an object: in any order, once, no others.

use kmip_json::kmip_types::items::{Node, Value};
use kmip_json::kmip_types::{ErrorKind, Tag};

use crate::{accept, leaf, refuse, structure, tolerate};

fn count() -> Node<'static> {
    leaf(Tag::BATCH_COUNT, Value::Integer(10))
}

/// Every order of these parts, separated by commas, as an object.
fn orders(parts: &[&str]) -> Vec<String> {
    fn permute(rest: &[&str], done: &str, out: &mut Vec<String>) {
        if rest.is_empty() {
            out.push(format!("{{{done}}}"));
        }
        for (i, part) in rest.iter().enumerate() {
            let others = [&rest[..i], &rest[i + 1..]].concat();
            let comma = if done.is_empty() { "" } else { "," };
            permute(&others, &format!("{done}{comma}{part}"), out);
        }
    }
    let mut out = Vec::new();
    permute(parts, "", &mut out);
    out
}

#[test]
fn members_in_any_order() {
    let texts = orders(&[r#""tag":"BatchCount""#, r#""name":"n""#, r#""type":"Integer""#, r#""value":10"#]);
    assert_eq!(texts.len(), 24);
    for text in texts {
        accept(&text, &count());
    }
    let inner = r#""value":[{"value":10,"type":"Integer","tag":"BatchCount"},{"value":[],"tag":"BatchItem"}]"#;
    for text in orders(&[r#""tag":"RequestMessage""#, r#""type":"Structure""#, inner]) {
        accept(&text, &structure(Tag::REQUEST_MESSAGE, [count(), structure(Tag::BATCH_ITEM, [])]));
    }
}

#[test]
fn white_space_anywhere() {
    let text = "\r\n\t { \"tag\"\n:\t\"RequestMessage\" , \"value\" \r:\n [ {\"tag\" :\"BatchCount\",\n\"type\": \
                \"Integer\" ,\"value\" : 10 } , { \"value\" : [ ] , \"tag\" : \"BatchItem\" } ] \n} \r\n\t ";
    accept(text, &structure(Tag::REQUEST_MESSAGE, [count(), structure(Tag::BATCH_ITEM, [])]));
    refuse("\u{A0}{\"tag\":\"BatchItem\",\"value\":[]}", ErrorKind::Syntax);
    refuse("\u{FEFF}{\"tag\":\"BatchItem\",\"value\":[]}", ErrorKind::Syntax);
    refuse("{\"tag\":\"BatchItem\",\u{B}\"value\":[]}", ErrorKind::Syntax);
}

#[test]
fn keys_with_escapes() {
    accept(r#"{"\u0074ag":"BatchCount","\u0074ype":"Integer","val\u0075e":10,"n\u0061me":"["}"#, &count());
    let items = r#"{"val\u0075e":[{"v\u0061lue":10,"type":"Integer","t\u0061g":"BatchCount"}],"tag":"BatchItem"}"#;
    accept(items, &structure(Tag::BATCH_ITEM, [count()]));
    refuse(r#"{"tag":"BatchCount","type":"Integer","value":10,"t\u0061g":"BatchCount"}"#, ErrorKind::Syntax);
    refuse(r#"{"tag":"BatchCount","type":"Integer","value":10,"\ud800":1}"#, ErrorKind::Syntax);
}

#[test]
fn members_that_occur_twice() {
    for twice in [
        r#"{"tag":"BatchCount","tag":"BatchCount","type":"Integer","value":10}"#,
        r#"{"tag":"BatchCount","type":"Integer","type":"Integer","value":10}"#,
        r#"{"tag":"BatchCount","type":"Integer","value":10,"value":10}"#,
        r#"{"tag":"BatchCount","name":"n","type":"Integer","value":10,"name":"n"}"#,
        r#"{"tag":"BatchItem","value":[],"value":[]}"#,
        r#"{"tag":"BatchItem","value":[],"value":null}"#,
        r#"{"value":null,"value":[],"tag":"BatchItem"}"#,
        r#"{"value":[],"tag":"BatchItem","value":[]}"#,
    ] {
        refuse(twice, ErrorKind::Syntax);
    }
}

#[test]
fn members_that_are_unknown() {
    for token in
        ["1", "null", r#""text""#, "[]", r#"[{"tag":"BatchItem"}]"#, r#"{"tag":{"value":[1,2]}}"#, r#""\ud800""#]
    {
        for text in
            orders(&[r#""tag":"BatchCount""#, r#""type":"Integer""#, r#""value":10"#, &format!("\"x\":{token}")])
        {
            tolerate(&text, ErrorKind::Syntax, &count());
        }
    }
    let twice = r#"{"tag":"BatchCount","x":1,"Tag":"x","type":"Integer","x":[{}],"value":10,"":[]}"#;
    tolerate(twice, ErrorKind::Syntax, &count());
    // What is passed over may be as deep as it likes.
    let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    let text = format!(r#"{{"x":{deep},"tag":"BatchCount","type":"Integer","value":10}}"#);
    tolerate(&text, ErrorKind::Syntax, &count());
    refuse(r#"{"tag":"BatchCount","type":"Integer","value":10,"x":}"#, ErrorKind::Syntax);
    refuse(r#"{"tag":"BatchCount","type":"Integer","value":10,"x":[1,}}"#, ErrorKind::Syntax);
}

#[test]
fn members_that_are_missing() {
    refuse("{}", ErrorKind::Syntax);
    refuse(r#"{"type":"Integer","value":10}"#, ErrorKind::Syntax);
    refuse(r#"{"value":[]}"#, ErrorKind::Syntax);
    refuse(r#"{"value":[{"tag":"BatchItem","value":[]}]}"#, ErrorKind::Syntax);
    refuse(r#"{"tag":"BatchCount","type":"Integer"}"#, ErrorKind::Syntax);
    // Without a type it is a structure.
    refuse(r#"{"tag":"BatchCount","value":10}"#, ErrorKind::Syntax);
    refuse(r#"{"tag":"BatchCount","value":"10"}"#, ErrorKind::Syntax);
}

#[test]
fn an_array_is_a_structure_and_nothing_else() {
    for item_type in ["Integer", "TextString", "ByteString"] {
        refuse(&format!(r#"{{"tag":"BatchCount","type":"{item_type}","value":[]}}"#), ErrorKind::Syntax);
        refuse(&format!(r#"{{"tag":"BatchCount","value":[],"type":"{item_type}"}}"#), ErrorKind::Syntax);
        refuse(&format!(r#"{{"value":[],"type":"{item_type}","tag":"BatchCount"}}"#), ErrorKind::Syntax);
    }
}

#[test]
fn labels_mean_nothing() {
    accept(r#"{"tag":"BatchCount","name":"Foo","type":"Integer","value":10}"#, &count());
    accept(r#"{"tag":"BatchCount","name":"","type":"Integer","value":10}"#, &count());
    accept(r#"{"tag":"BatchItem","name":"\u005b","value":null}"#, &structure(Tag::BATCH_ITEM, []));
    refuse(r#"{"tag":"BatchCount","name":1,"type":"Integer","value":10}"#, ErrorKind::Syntax);
    refuse(r#"{"tag":"BatchCount","name":"\udc00","type":"Integer","value":10}"#, ErrorKind::Syntax);
}

#[test]
fn what_is_not_one_object() {
    for text in ["1", "[]", "null", "true", r#""BatchItem""#, r#"[{"tag":"BatchItem","value":[]}]"#] {
        refuse(text, ErrorKind::Syntax);
    }
    for text in ["", " ", "\n\n", "{", "[", "\""] {
        let kind = if text.starts_with('[') { ErrorKind::Syntax } else { ErrorKind::Truncated };
        let kind = if text.starts_with('"') { ErrorKind::Truncated } else { kind };
        refuse(text, kind);
    }
    for text in [
        r#"{"tag":"BatchItem","value":[],}"#,
        r#"{"tag":"BatchItem","value":[{"tag":"BatchItem","value":[]},]}"#,
        r#"{"tag":"BatchItem","value":[,]}"#,
        r#"{"tag":"BatchItem" "value":[]}"#,
        r#"{"tag":"BatchItem","value" []}"#,
        r#"{"tag"="BatchItem","value":[]}"#,
        r#"{tag:"BatchItem","value":[]}"#,
        r#"{'tag':"BatchItem","value":[]}"#,
        r#"{"tag":"BatchItem","value":[]/* comment */}"#,
        "{\"tag\":\"BatchItem\",\"value\":[]// comment\n}",
        r#"{"tag":"BatchItem","value":[}"#,
        r#"{"tag":"BatchItem","value":]}"#,
        r#"{"tag":"BatchItem","value":[]]"#,
        "}",
    ] {
        refuse(text, ErrorKind::Syntax);
    }
    let item = r#"{"tag":"BatchItem","value":[]}"#;
    for behind in [item, "}", "]", ",", "1", "x", "\u{FEFF}", "\0", &format!("\n{item}")] {
        refuse(&format!("{item}{behind}"), ErrorKind::TrailingData);
        refuse(&format!("{item} {behind}"), ErrorKind::TrailingData);
    }
}
