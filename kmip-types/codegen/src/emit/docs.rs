//! Documentation of generated items.
//!
//! It says in words what the entry is, and then gives the facts of the tables.

use crate::model::{Count, Field};
use crate::versions::Versions;

/// The widest line.
const WIDTH: usize = 110;

/// Returns the lines `/// …`, in up to three paragraphs.
///
/// They are the first sentence of the text, the rest of it, and the facts.
pub(super) fn lines(indent: &str, text: Option<&str>, facts: &str) -> String {
    let (summary, rest) = text.map(split).unwrap_or_default();
    let paragraphs: Vec<String> =
        [summary, rest, facts].iter().filter(|p| !p.is_empty()).map(|p| paragraph(indent, p)).collect();
    paragraphs.join(&format!("{indent}///\n"))
}

/// Returns the name of an entry for its facts.
///
/// The text comes first if there is one; then it has to be said that this is the name in the standard.
pub(super) fn named(name: &str, text: Option<&str>) -> String {
    if text.is_some() { format!("`{name}` in the standard") } else { name.to_owned() }
}

/// Returns the facts of a field for its documentation.
///
/// It says what the field is, how often it occurs, in which versions if not in all of its structure, and when it is
/// there.
pub(super) fn documentation(field: &Field, versions: Versions, owner: Versions) -> String {
    let often = match (field.count, field.required) {
        (Count::One, _) => "required",
        (Count::Optional, _) => "optional",
        (Count::Many, true) => "at least one",
        (Count::Many, false) => "any number",
    };
    let versions = if versions == owner { String::new() } else { format!("; {}", versions.words()) };
    let condition = field.condition.as_ref().map(|text| format!("\n\n{}.", sentence(text)));
    let secret = field.secret.as_ref().map(|why| format!("\n\nSecret: {why}"));
    format!("{}: {often}{versions}.{}{}", field.name, condition.unwrap_or_default(), secret.unwrap_or_default())
}

fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect()
}

/// The first sentence of a text, and what follows.
pub(crate) fn split(text: &str) -> (&str, &str) {
    let end = text.find(". ").map_or(text.len(), |dot| dot.saturating_add(1));
    let (first, rest) = text.split_at_checked(end).unwrap_or((text, ""));
    (first, rest.trim_start())
}

fn paragraph(indent: &str, text: &str) -> String {
    let mut out = String::new();
    let mut line = String::new();
    for word in text.split(' ') {
        if !line.is_empty() && indent.len() + line.chars().count() + word.chars().count() + 5 > WIDTH {
            out.push_str(&format!("{indent}/// {line}\n"));
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    out.push_str(&format!("{indent}/// {line}\n"));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paragraph_each() {
        assert_eq!(
            lines("  ", Some("One. Two and three."), "Facts."),
            "  /// One.\n  ///\n  /// Two and three.\n  ///\n  /// Facts.\n"
        );
        assert_eq!(lines("", Some("One."), "Facts."), "/// One.\n///\n/// Facts.\n");
        assert_eq!(lines("", None, "Facts."), "/// Facts.\n");
        let long = lines("", None, "word ".repeat(40).trim_end());
        assert!(
            long.lines().count() == 2 && long.lines().all(|l| l.len() <= WIDTH && l.starts_with("/// word")),
            "{long}"
        );
    }
}
