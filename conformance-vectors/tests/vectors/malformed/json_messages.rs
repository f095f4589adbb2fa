//! JSON messages whose items are right, and that are wrong all the same.
//!
//! There are also bytes that are no text.

use kmip::ErrorKind::*;
use kmip::encoding::Encoding;

use super::Malformed;
use super::text_messages::{self, Notation, Pieces, fields, structures};

enum Json {}

impl Notation for Json {
    const ENCODING: Encoding = Encoding::Json;
    const BETWEEN: &'static str = ",";
    const AROUND_TEXT: (&'static str, &'static str, &'static str) = (
        "{\"tag\":\"RequestMessage\",\"value\":[{\"tag\":\"Comment\",\"type\":\"TextString\",\"value\":\"",
        "\"}]}",
        "{}",
    );

    fn open(tag: &str) -> String {
        format!("{{\"tag\":\"{tag}\",\"value\":[")
    }

    fn structure(tag: &str, items: &str) -> String {
        format!("{}{items}]}}", Self::open(tag))
    }

    fn scalar(tag: &str, item_type: &str, value: &str) -> String {
        let quote = if matches!(item_type, "Integer" | "Boolean") { "" } else { "\"" };
        format!("{{\"tag\":\"{tag}\",\"type\":\"{item_type}\",\"value\":{quote}{value}{quote}}}")
    }

    fn vendors(item_type: &str, value: &str) -> String {
        Self::scalar("0x540001", item_type, value)
    }
}

pub(crate) fn vectors() -> Vec<Malformed> {
    let header = Pieces::new::<Json>().header;
    let mut rows =
        vec![("message-root", WrongTag, "RequestHeader", format!("¦{header}"), "A header instead of a message.")];
    rows.extend(structures::<Json>());
    let fetch = Json::scalar("Operation", "Enumeration", "Fetch");
    rows.extend(fields::<Json>(&[&format!("¦{fetch}")]));
    text_messages::vectors::<Json>(rows)
}
