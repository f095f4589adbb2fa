//! The imports of a generated file from the crate.

use std::collections::BTreeSet;

/// Words that need no import.
const PRELUDE: [&str; 20] = [
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Eq",
    "Err",
    "From",
    "Into",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Owned",
    "PartialEq",
    "Result",
    "Self",
    "Some",
    "String",
    "Vec",
];

/// Words in the code, and the line that each needs.
const ALLOC: [(&str, &str); 2] = [("Box<", "use alloc::boxed::Box;\n"), ("Vec<", "use alloc::vec::Vec;\n")];

/// Puts before the code what it names of the crate.
pub(super) fn with_imports(body: &str) -> String {
    with_imports_from(body, &BTreeSet::new())
}

/// Puts imports before the code, and takes the types listed from `crate::no_alloc`.
pub(super) fn with_imports_from(body: &str, borrowed: &BTreeSet<&str>) -> String {
    let mut used: BTreeSet<&str> = BTreeSet::new();
    let mut defined: BTreeSet<&str> = BTreeSet::new();
    for line in body.lines().filter(|line| !line.trim_start().starts_with("///")) {
        let (code, _) = line.split_once(" => \"").unwrap_or((line, ""));
        for kind in ["pub struct ", "pub enum "] {
            defined.extend(code.split_once(kind).and_then(|(_, rest)| rest.split(['<', ' ']).next()));
        }
        used.extend(type_words(code));
    }
    let used = used.into_iter().filter(|word| !PRELUDE.contains(word) && !defined.contains(word));
    let (own, used): (Vec<&str>, Vec<&str>) = used.partition(|word| borrowed.contains(word));
    let own = if own.is_empty() { String::new() } else { format!("use crate::no_alloc::{{{}}};\n", own.join(", ")) };
    let alloc: String = ALLOC.iter().filter(|(word, _)| body.contains(word)).map(|(_, line)| *line).collect();
    let codec = match (body.contains("fill_arm!("), body.contains("overwrite(")) {
        (true, true) => "use crate::codec::{fill_arm, overwrite};\n",
        (true, false) => "use crate::codec::fill_arm;\n",
        _ => "",
    };
    let versions = if body.contains("versions!(") { "use crate::versions_of::versions;\n" } else { "" };
    format!("{alloc}\n{own}{codec}{versions}use crate::{{{}}};\n\n{}", used.join(", "), body.trim_start())
}

/// Returns the words of a line that name types.
///
/// They are capitalised; they are no constant, no member of another type, and no arm being declared.
fn type_words(line: &str) -> impl Iterator<Item = &str> {
    let starts = line.char_indices().filter(move |(at, c)| {
        let before = line.get(..*at).unwrap_or_default();
        c.is_ascii_uppercase() && !before.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_' || c == '\'')
    });
    starts.filter_map(move |(at, _)| {
        let (before, rest) = (line.get(..at)?, line.get(at..)?);
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
        let (word, after) = rest.split_at_checked(end)?;
        let constant = word.len() > 1 && !word.contains(|c: char| c.is_ascii_lowercase());
        let arm = before.ends_with("::") || (before.trim().is_empty() && after.starts_with('('));
        (!constant && !arm).then_some(word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_imported_and_nothing_else() {
        let body = "/// Unseen.\npub struct Own<'a> {\n    pub field: Option<Box<Text<'a>>>,\n    pub list: Vec<Other<'a>>,\n}\n\
                    impl Own<'_> {\n    Self::Arm(v) => \"Quoted\",\n    Arm(v),\n    Tag::SOME_TAG => Own::Arm,\n}\n";
        let expected = "use alloc::boxed::Box;\nuse alloc::vec::Vec;\n\nuse crate::{Other, Tag, Text};\n\n";
        assert_eq!(with_imports(body).strip_suffix(body), Some(expected));
    }
}
