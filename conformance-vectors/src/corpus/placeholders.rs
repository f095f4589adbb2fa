//! Placeholders: values of the form `$NAME`.
//!
//! They stand for something known only when a test case is played.

use std::collections::BTreeMap;
use std::path::Path;

use quick_xml::events::{BytesStart, Event};
use serde::Deserialize;

use super::clock::{now_plus, now_plus_in_microseconds};
use super::extract::{position, slice, tolerant};
use super::{LoadError, files};

/// Values for placeholders.
///
/// They are those of `placeholders.json`, and what follows from the name alone.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Placeholders {
    /// By placeholder, with its dollar sign, and item type.
    values: BTreeMap<String, BTreeMap<String, String>>,
    now: Option<String>,
}

/// The types whose placeholder stands for its own name.
const TEXTS: [&str; 4] = ["TextString", "Identifier", "Reference", "NameReference"];

impl Placeholders {
    /// Reads `placeholders.json` in `root`.
    ///
    /// Without that file there are no values for Byte Strings.
    ///
    /// # Errors
    /// The file is no JSON of this form, or its `now` is another moment than ours.
    pub fn load(root: &Path) -> Result<Self, LoadError> {
        let path = root.join("placeholders.json");
        let placeholders: Self = files::json(&path)?.unwrap_or_default();
        if placeholders.now.is_none() || placeholders.now == now_plus(0) {
            return Ok(placeholders);
        }
        Err(LoadError::Content { path, reason: "\"now\" is not 2020-01-01T00:00:00+00:00".to_owned() })
    }

    /// The value that `placeholder` has as an item of this type.
    ///
    /// ```
    /// let placeholders = conformance_vectors::Placeholders::default();
    /// assert_eq!(placeholders.value("$NOW-60", "DateTime").as_deref(), Some("2019-12-31T23:59:00+00:00"));
    /// assert_eq!(placeholders.value("$NOW", "DateTimeExtended").as_deref(), Some("1577836800000000"));
    /// assert_eq!(placeholders.value("$UNIQUE_IDENTIFIER_0", "Identifier").as_deref(), Some("UNIQUE_IDENTIFIER_0"));
    /// assert_eq!(placeholders.value("$IV_COUNTER_NONCE", "ByteString"), None);
    /// ```
    #[must_use]
    pub fn value(&self, placeholder: &str, item_type: &str) -> Option<String> {
        if let Some(value) = self.values.get(placeholder).and_then(|types| types.get(item_type)) {
            return Some(value.clone());
        }
        let name = placeholder.strip_prefix('$')?;
        match item_type {
            "DateTime" => now_plus(offset(name)?),
            "DateTimeExtended" => now_plus_in_microseconds(offset(name)?),
            _ => TEXTS.contains(&item_type).then(|| name.to_owned()),
        }
    }

    /// The element with every value that consists entirely of a placeholder replaced.
    ///
    /// # Errors
    /// A placeholder has no value, or the element is no XML.
    pub fn substitute(&self, xml: &str) -> Result<String, String> {
        let mut reader = tolerant(xml);
        let mut done = String::with_capacity(xml.len());
        let mut copied = 0;
        loop {
            let event = reader.read_event().map_err(|error| format!("at byte {}: {error}", position(&reader)))?;
            let tag = match event {
                Event::Start(tag) | Event::Empty(tag) => tag,
                Event::Eof => break,
                _ => continue,
            };
            let Some((placeholder, item_type)) = placeholder(&tag)? else { continue };
            let Some(value) = self.value(placeholder, &item_type) else {
                return Err(format!("no value for {placeholder} as {item_type}"));
            };
            // The value is a slice of `xml` itself: where it stands follows from its address.
            let start = placeholder.as_ptr().addr().saturating_sub(xml.as_ptr().addr());
            done.push_str(slice(xml, copied..start)?);
            done.push_str(&value);
            copied = start.saturating_add(placeholder.len());
        }
        done.push_str(slice(xml, copied..xml.len())?);
        Ok(done)
    }
}

/// Returns the placeholder that is the whole value of this element.
///
/// The second value is the type of the item.
fn placeholder<'t>(tag: &'t BytesStart<'_>) -> Result<Option<(&'t str, String)>, String> {
    let (mut value, mut item_type) = (None, String::new());
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(|error| error.to_string())?;
        match (attribute.key.as_ref(), attribute.value) {
            ("value", std::borrow::Cow::Borrowed(text)) => value = Some(text),
            ("type", text) => item_type = text.into_owned(),
            _ => {}
        }
    }
    Ok(value.filter(|text| is_placeholder(text)).map(|text| (text, item_type)))
}

/// `$NAME`, or `$NOW` with a signed number.
fn is_placeholder(value: &str) -> bool {
    let Some(name) = value.strip_prefix('$') else { return false };
    let is_name = name.starts_with(|c: char| c.is_ascii_uppercase())
        && name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_');
    is_name || offset(name).is_some()
}

/// The seconds behind `NOW`.
fn offset(name: &str) -> Option<i64> {
    let seconds = name.strip_prefix("NOW")?;
    if seconds.is_empty() {
        return Some(0);
    }
    if seconds.starts_with(['+', '-']) { seconds.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_iv() -> Placeholders {
        let json = r#"{"now": "2020-01-01T00:00:00+00:00", "values": {"$IV_COUNTER_NONCE": {"ByteString": "00ff"}}}"#;
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn whole_values_are_replaced_and_nothing_else() {
        let xml = concat!(
            "<A><B type=\"DateTime\" value=\"$NOW+60\"/><C value='$IV_COUNTER_NONCE' type='ByteString'/>",
            "<D type=\"TextString\" value=\"$UNIQUE_IDENTIFIER_0 and more\"/><!-- value=\"$NOW\" -->",
            "<E type=\"Identifier\" value=\"$UNIQUE_IDENTIFIER_0\"></E><F type=\"TextString\" value=\"$5\"/></A>",
        );
        let done = concat!(
            "<A><B type=\"DateTime\" value=\"2020-01-01T00:01:00+00:00\"/><C value='00ff' type='ByteString'/>",
            "<D type=\"TextString\" value=\"$UNIQUE_IDENTIFIER_0 and more\"/><!-- value=\"$NOW\" -->",
            "<E type=\"Identifier\" value=\"UNIQUE_IDENTIFIER_0\"></E><F type=\"TextString\" value=\"$5\"/></A>",
        );
        assert_eq!(with_iv().substitute(xml).unwrap(), done);
    }

    #[test]
    fn a_placeholder_without_value_is_an_error() {
        let error = with_iv().substitute("<A type=\"ByteString\" value=\"$DATA\"/>").unwrap_err();
        assert_eq!(error, "no value for $DATA as ByteString");
        let error = with_iv().substitute("<A type=\"Integer\" value=\"$NOW\"/>").unwrap_err();
        assert_eq!(error, "no value for $NOW as Integer");
    }

    #[test]
    fn forms() {
        for yes in ["$NOW", "$NOW+3600", "$NOW-1", "$DATA_25"] {
            assert!(is_placeholder(yes), "{yes}");
        }
        for no in ["NOW", "$", "$1", "$now", "$NOW+", "$NOW+1h", "$NOW 1", "$DATA-1"] {
            assert!(!is_placeholder(no), "{no}");
        }
    }
}
