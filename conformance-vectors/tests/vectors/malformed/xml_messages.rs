//! XML messages whose items are right, and that are wrong all the same.
//!
//! There are also bytes that are no text.

use kmip::ErrorKind::*;
use kmip::encoding::Encoding;

use super::Malformed;
use super::text_messages::{self, Notation, Pieces, fields, message, structures};

enum Xml {}

impl Notation for Xml {
    const ENCODING: Encoding = Encoding::Xml;
    const BETWEEN: &'static str = "";
    const AROUND_TEXT: (&'static str, &'static str, &'static str) = (
        "<RequestMessage><RequestHeader/><Comment type=\"TextString\" value=\"",
        "\"/></RequestMessage>",
        "<RequestMessage/>",
    );

    fn open(tag: &str) -> String {
        format!("<{tag}>")
    }

    fn structure(tag: &str, items: &str) -> String {
        if items.is_empty() { format!("<{tag}/>") } else { format!("<{tag}>{items}</{tag}>") }
    }

    fn scalar(tag: &str, item_type: &str, value: &str) -> String {
        format!("<{tag} type=\"{item_type}\" value=\"{value}\"/>")
    }

    fn vendors(item_type: &str, value: &str) -> String {
        format!("<TTLV tag=\"0x540001\" type=\"{item_type}\" value=\"{value}\"/>")
    }
}

pub(crate) fn vectors() -> Vec<Malformed> {
    let pieces = Pieces::new::<Xml>();
    let wrapped = message::<Xml>(&pieces.header, &pieces.right::<Xml>());
    let mut rows = vec![
        ("message-root", WrongTag, "RequestHeader", "¦<RequestHeader/>".into(), "A header instead of a message."),
        (
            "message-wrapper",
            UnknownName,
            "",
            format!("¦<KMIP>{wrapped}</KMIP>"),
            "The element around messages in files is no message.",
        ),
    ];
    rows.extend(structures::<Xml>());
    let fetch = Xml::scalar("Operation", "Enumeration", "Fetch");
    rows.extend(fields::<Xml>(&[&format!("¦{fetch}"), "<RequestPayload/>"]));
    rows.push((
        "doctype-in-message",
        Doctype,
        "RequestMessage",
        message::<Xml>(&pieces.header, "¦<!DOCTYPE a>"),
        "A document type declaration inside a message.",
    ));
    text_messages::vectors::<Xml>(rows)
}
