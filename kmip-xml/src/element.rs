//! One start tag: the name of the element, and its attributes.

use alloc::borrow::Cow;
use alloc::vec::Vec;

use kmip_types::ErrorKind;
use quick_xml::events::attributes::Attributes;

use crate::text::{is_name, is_space, name_length};

/// A start tag, taken apart; everything borrows from the input.
#[derive(Clone, Debug, Default)]
pub(crate) struct Element<'a> {
    /// The namespace prefix of the name.
    pub(crate) prefix: Option<&'a str>,
    /// The name behind the prefix.
    pub(crate) name: &'a str,
    /// The values of the attributes that mean something, as they stand.
    pub(crate) tag: Option<&'a str>,
    pub(crate) label: Option<&'a str>,
    pub(crate) item_type: Option<&'a str>,
    pub(crate) value: Option<&'a str>,
    /// The other attributes, names and values as they stand.
    ///
    /// These are namespaces and unknown attributes.
    pub(crate) others: Vec<(&'a str, &'a str)>,
}

impl<'a> Element<'a> {
    /// The most attributes besides `tag`, `name`, `type` and `value`.
    const MAX_OTHERS: usize = 12;

    /// Takes apart a tag of XML, whose name has this many bytes.
    ///
    /// The tag begins with `<` and ends with `>` or `/>`.
    ///
    /// # Errors
    /// [`Syntax`](ErrorKind::Syntax): the name or the attributes are not well-formed, one occurs twice, there are too many.
    pub(crate) fn parse(markup: &'a str, length: usize) -> Result<Self, ErrorKind> {
        let content = markup.strip_prefix('<').unwrap_or(markup);
        let content = content.strip_suffix('>').unwrap_or(content);
        let content = content.strip_suffix('/').unwrap_or(content);
        let full = content.get(..length).unwrap_or_default();
        let (prefix, name) = match full.split_at_checked(name_length(full)) {
            Some((name, "")) => (None, name),
            Some((prefix, rest)) => {
                (Some(prefix), rest.strip_prefix(':').filter(|name| is_name(name)).unwrap_or_default())
            }
            None => (None, ""),
        };
        if name.is_empty() || prefix.is_some_and(str::is_empty) {
            return Err(ErrorKind::Syntax);
        }
        let mut element = Self { prefix, name, ..Self::default() };
        for attribute in Attributes::new(content, length).with_checks(false) {
            let attribute = attribute.map_err(|_| ErrorKind::Syntax)?;
            let (key, Cow::Borrowed(value)) = (attribute.key.into_inner(), attribute.value) else {
                return Err(ErrorKind::Syntax);
            };
            if !follows_space(key, content) {
                return Err(ErrorKind::Syntax);
            }
            element.put(key, value).ok_or(ErrorKind::Syntax)?;
        }
        Ok(element)
    }

    /// Adds an attribute, once.
    fn put(&mut self, key: &'a str, value: &'a str) -> Option<()> {
        let slot = match key {
            "type" => &mut self.item_type,
            "value" => &mut self.value,
            "tag" => &mut self.tag,
            "name" => &mut self.label,
            _ => return self.put_other(key, value),
        };
        slot.replace(value).is_none().then_some(())
    }

    /// Adds an attribute of another name; they are few, or refused.
    #[cold]
    fn put_other(&mut self, key: &'a str, value: &'a str) -> Option<()> {
        let (prefix, name) = key.split_once(':').unwrap_or(("_", key));
        let is_new = self.others.iter().all(|(taken, _)| *taken != key) && is_name(prefix) && is_name(name);
        (is_new && self.others.len() < Self::MAX_OTHERS).then(|| self.others.push((key, value)))
    }
}

/// Returns whether white space stands before a part of a text.
///
/// Attributes have to be separated.
fn follows_space(part: &str, whole: &str) -> bool {
    let start = part.as_ptr().addr().checked_sub(whole.as_ptr().addr()).and_then(|start| start.checked_sub(1));
    start.and_then(|before| whole.as_bytes().get(before)).is_some_and(|byte| is_space(*byte))
}

#[cfg(test)]
mod tests {
    use alloc::format;
    use alloc::string::String;

    use super::*;

    #[test]
    fn attributes_in_any_order_and_either_quotes() {
        let element = Element::parse("<k:Name\n value = '\"5' type=\"Integer\" a='1' xmlns:k=\"u\" />", 6).unwrap();
        assert_eq!((element.prefix, element.name), (Some("k"), "Name"));
        assert_eq!((element.item_type, element.value), (Some("Integer"), Some("\"5")));
        assert_eq!((element.tag, element.label), (None, None));
        assert_eq!(element.others, [("a", "1"), ("xmlns:k", "u")]);
    }

    #[test]
    fn what_is_not_well_formed() {
        for markup in [
            "<A type>",
            "<A type=>",
            "<A type=Integer>",
            "<A type=Integer\"/>",
            "<A type=\"Integer'>",
            "<A type=\"Integer\"value=\"1\"/>",
            "<A type=\"Integer\" type=\"Integer\"/>",
            "<A x='1' y='2' x='1'/>",
            "<A =\"1\"/>x",
            "<A value='1' / >",
            "<A <b='1'>",
            "<A a:b:c='1'>",
            "<A :b='1'>",
            "<1>",
            "<<>",
            "<:A>",
        ] {
            let length = if markup.starts_with("<:") { 2 } else { 1 };
            assert_eq!(Element::parse(markup, length).unwrap_err(), ErrorKind::Syntax, "{markup}");
        }
        let many: String = (0..13).map(|n| format!(" a{n}=''")).collect();
        assert_eq!(Element::parse(&format!("<A{many}>"), 1).unwrap_err(), ErrorKind::Syntax);
    }
}
