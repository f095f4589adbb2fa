//! Values in place of the placeholders that the test cases of OASIS have.

use sha2::{Digest as _, Sha256};

/// The seconds since 1970 that `$NOW` stands for: the start of 2020.
const NOW: i64 = 1_577_836_800;

/// Fills `$NOW`, `$UNIQUE_IDENTIFIER_0` and the like in XML, if there are any.
///
/// Only a value that is nothing but a placeholder is one: a dollar sign, capitals, digits and underscores.
///
/// | type | value |
/// |---|---|
/// | Date Time | 2020-01-01T00:00:00+00:00; `$NOW-3600` and `$NOW+60` are so many seconds off |
/// | Byte String | the first 16 bytes of the SHA-256 of the name, without the dollar sign |
/// | any other | the name, without the dollar sign |
///
/// The text that test cases have between their messages, such as `# TIME 0`, is left out too.
pub(crate) fn fill(input: &[u8]) -> Option<Vec<u8>> {
    let text = str::from_utf8(input).ok().filter(|text| has(text))?;
    let mut filled = String::with_capacity(text.len());
    let mut is_between = true;
    for part in text.split_inclusive('>') {
        let (before, tag) = part.split_at(part.find('<').unwrap_or(part.len()));
        let is_kept = !is_between || before.trim().is_empty();
        filled.push_str(if is_kept { before } else { "\n" });
        match placeholder(tag) {
            Some(name) => {
                filled.push_str(&tag.replacen(&format!("\"{name}\""), &format!("\"{}\"", value(name, tag)), 1));
            }
            None => filled.push_str(tag),
        }
        let ends = ["</RequestMessage", "</ResponseMessage", "<KMIP", "<KmipTestCase"];
        is_between = if tag.is_empty() { is_between } else { ends.iter().any(|end| tag.starts_with(end)) };
    }
    Some(filled.into_bytes())
}

/// Returns whether a text has placeholders.
pub(crate) fn is_in(input: &[u8]) -> bool {
    str::from_utf8(input).is_ok_and(has)
}

fn has(text: &str) -> bool {
    text.split('>').any(|tag| placeholder(tag).is_some())
}

/// The placeholder that is the value of an element.
fn placeholder(tag: &str) -> Option<&str> {
    let (_, value) = tag.split_once("value=\"$")?;
    let end = value.find('"')?;
    let name = value.get(..end)?;
    let (plain, offset) = match name.strip_prefix("NOW") {
        Some(offset) if !offset.is_empty() => ("NOW", Some(offset)),
        _ => (name, None),
    };
    let is_name = plain.starts_with(|first: char| first.is_ascii_uppercase())
        && plain.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_');
    let is_right = is_name && offset.is_none_or(|offset| offset.parse::<i32>().is_ok());
    // With its dollar sign, which is one byte in front of it.
    let start = tag.len().checked_sub(value.len())?.checked_sub(1)?;
    is_right.then(|| tag.get(start..start.saturating_add(end).saturating_add(1))).flatten()
}

/// Returns what stands for a placeholder in the element `tag`.
fn value(placeholder: &str, tag: &str) -> String {
    let name = placeholder.trim_start_matches('$');
    if tag.contains("type=\"DateTime\"") {
        let offset = name.strip_prefix("NOW").and_then(|offset| offset.parse::<i64>().ok()).unwrap_or_default();
        return kmip::DateTime(NOW.saturating_add(offset)).to_string();
    }
    if tag.contains("type=\"ByteString\"") {
        let digest = Sha256::digest(name.as_bytes());
        return crate::hex::format(digest.get(..16).unwrap_or_default());
    }
    name.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(text: &str) -> Option<String> {
        fill(text.as_bytes()).map(|bytes| String::from_utf8(bytes).unwrap())
    }

    #[test]
    fn each_type_has_its_value() {
        for (from, to) in [
            (r#"<A type="DateTime" value="$NOW"/>"#, r#"<A type="DateTime" value="2020-01-01T00:00:00+00:00"/>"#),
            (r#"<A type="DateTime" value="$NOW-3600"/>"#, r#"<A type="DateTime" value="2019-12-31T23:00:00+00:00"/>"#),
            (r#"<A value="$NOW+60" type="DateTime"/>"#, r#"<A value="2020-01-01T00:01:00+00:00" type="DateTime"/>"#),
            (
                r#"<A type="TextString" value="$UNIQUE_IDENTIFIER_0"/>"#,
                r#"<A type="TextString" value="UNIQUE_IDENTIFIER_0"/>"#,
            ),
            (
                r#"<A type="ByteString" value="$DATA_0"/>"#,
                r#"<A type="ByteString" value="a0a19120cfd1493dcd18dc996eae7c98"/>"#,
            ),
        ] {
            assert_eq!(filled(from).as_deref(), Some(to));
        }
    }

    #[test]
    fn other_values_stay() {
        for text in [
            r#"<A value="a $NOW"/>"#,
            r#"<A value="$now"/>"#,
            r#"<A value="$"/>"#,
            r#"<A value="$NOW-x"/>"#,
            "$NOW",
            "<A value=\"$",
        ] {
            assert_eq!(filled(text), None, "{text}");
        }
    }

    #[test]
    fn text_between_messages_is_left_out() {
        let text = "<KMIP>\n# TIME 0\n<RequestMessage><C value=\"$X\"/></RequestMessage>\n# TIME 1\n</KMIP>\n";
        assert_eq!(filled(text).unwrap(), "<KMIP>\n<RequestMessage><C value=\"X\"/></RequestMessage>\n</KMIP>\n");
    }
}
