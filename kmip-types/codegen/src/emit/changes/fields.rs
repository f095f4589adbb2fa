//! The changes in fields and item types.
//!
//! They are those of the fields of a structure or payload, and of the types of an item.

use super::step::Step;
use crate::schema::{Field, Form};

/// The changes in one line; none if nothing changed.
pub(super) fn changes(fields: &[Field], owner: &str, step: &Step) -> Result<Option<String>, String> {
    let mut added = Vec::new();
    let mut dropped = Vec::new();
    let mut other = Vec::new();
    for field in fields {
        let versions = field.versions.as_deref().unwrap_or(owner);
        let name = field.name().map_or_else(|| "any other item".to_owned(), |name| format!("`{name}`"));
        if step.adds(versions)? {
            added.push(name);
        } else if step.drops(versions)? {
            dropped.push(name);
        } else if step.keeps(versions)?
            && let Some((before, now)) = step.change(&field.occurs)?
        {
            other.extend(occurrence(before, now).map(|change| format!("{name} {change}")));
        }
    }
    let mut parts = Vec::new();
    if !added.is_empty() {
        parts.push(format!("adds {}", added.join(", ")));
    }
    if !dropped.is_empty() {
        parts.push(format!("drops {}", dropped.join(", ")));
    }
    parts.extend(other);
    Ok((!parts.is_empty()).then(|| parts.join("; ")))
}

/// Returns what is new about how often a field occurs: `0..1` has become `1..n`.
fn occurrence(before: &str, now: &str) -> Option<String> {
    let required = |occurs: &str| occurs.starts_with('1');
    let repeats = |occurs: &str| occurs.ends_with('n');
    let presence = match (required(before), required(now)) {
        (true, false) => Some("becomes optional"),
        (false, true) => Some("becomes required"),
        _ => None,
    };
    let number = match (repeats(before), repeats(now)) {
        (false, true) => Some("can repeat"),
        (true, false) => Some("no longer repeats"),
        _ => None,
    };
    let changes: Vec<&str> = presence.into_iter().chain(number).collect();
    (!changes.is_empty()).then(|| changes.join(" and "))
}

/// The types of an item in the version before and in this one, if they differ.
pub(super) fn types(forms: &[Form], owner: &str, step: &Step) -> Result<Option<(String, String)>, String> {
    let mut old = Vec::new();
    let mut new = Vec::new();
    for form in forms {
        let versions = form.versions.as_deref().unwrap_or(owner);
        let text = match &form.enumeration {
            Some(enumeration) => format!("{} `{enumeration}`", form.item_type),
            None => form.item_type.clone(),
        };
        if step.keeps(versions)? || step.drops(versions)? {
            old.push(text.clone());
        }
        if step.keeps(versions)? || step.adds(versions)? {
            new.push(text);
        }
    }
    Ok((old != new).then(|| (old.join(" or "), new.join(" or "))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_often_a_field_occurs() {
        assert_eq!(occurrence("1", "0..1").as_deref(), Some("becomes optional"));
        assert_eq!(occurrence("0..1", "1..n").as_deref(), Some("becomes required and can repeat"));
        assert_eq!(occurrence("0..n", "0..1").as_deref(), Some("no longer repeats"));
        assert_eq!(occurrence("1", "1"), None);
    }
}
