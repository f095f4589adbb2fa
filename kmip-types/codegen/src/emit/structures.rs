//! Structures and payloads: the type, how it is read, how it is written.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::PathBuf;

use super::{in_versions, sections};
use crate::model::{Count, Field, Model, Structure};
use crate::names::constant;
use crate::types::Type;

/// The files of all rooms, and the list of the operations.
pub(super) fn files(model: &Model, files: &mut BTreeMap<PathBuf, String>) {
    let mut rooms: BTreeMap<&str, Vec<&Structure>> = BTreeMap::new();
    for structure in &model.structures {
        rooms.entry(&structure.room).or_default().push(structure);
    }
    let (mut operations, mut operation_uses) = (String::new(), String::new());
    let (mut modules, mut uses) = (String::new(), String::new());
    for (room, structures) in rooms {
        let body: String = structures.iter().map(|s| structure(s)).collect();
        let types = structures.iter().map(|s| s.rust.as_str()).collect::<Vec<_>>().join(", ");
        if let Some(module) = room.strip_prefix("operations/") {
            let _ = writeln!(operations, "mod {module};");
            let _ = writeln!(operation_uses, "pub use {module}::{{{types}}};");
            files.insert(format!("{room}.rs").into(), with_imports(&body));
        } else {
            let _ = writeln!(modules, "mod {room};");
            let _ = writeln!(uses, "pub use {room}::{{{types}}};");
            files.insert(format!("structures/{room}.rs").into(), with_imports(&body));
        }
    }
    files.insert("operations.rs".into(), format!("{operations}\n{operation_uses}"));
    files.insert("structures.rs".into(), format!("{modules}\n{uses}"));
}

/// Puts before the code what it names of the crate.
pub(super) fn with_imports(body: &str) -> String {
    const PRELUDE: [&str; 20] = [
        "Box",
        "Default",
        "Ok",
        "Option",
        "Result",
        "Self",
        "Some",
        "Vec",
        "None",
        "Err",
        "Clone",
        "Copy",
        "Debug",
        "Eq",
        "PartialEq",
        "From",
        "Into",
        "Owned",
        "Iterator",
        "String",
    ];
    let mut used: BTreeSet<&str> = BTreeSet::new();
    let mut defined: BTreeSet<&str> = BTreeSet::new();
    for line in body.lines().filter(|line| !line.trim_start().starts_with("///")) {
        let (code, _) = line.split_once(" => \"").unwrap_or((line, ""));
        for kind in ["pub struct ", "pub enum "] {
            defined.extend(code.split_once(kind).and_then(|(_, rest)| rest.split(['<', ' ']).next()));
        }
        used.extend(type_words(code));
    }
    let used: Vec<&str> = used.into_iter().filter(|word| !PRELUDE.contains(word) && !defined.contains(word)).collect();
    let mut out = String::new();
    if body.contains("Box<") {
        out.push_str("use alloc::boxed::Box;\n");
    }
    if body.contains("Vec<") {
        out.push_str("use alloc::vec::Vec;\n");
    }
    if !out.is_empty() {
        out.push('\n');
    }
    let _ = write!(out, "use crate::{{{}}};\n\n{body}", used.join(", "));
    out
}

/// The words of a line that name types: capitalised, no constant, no member of another type, no arm being declared.
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

fn full_type(field: &Field) -> String {
    let one = field.value.code();
    match (field.count, field.boxed) {
        (Count::One, _) => one,
        (Count::Optional, false) => format!("Option<{one}>"),
        (Count::Optional, true) => format!("Option<Box<{one}>>"),
        (Count::Many, _) => format!("Vec<{one}>"),
    }
}

fn field_doc(field: &Field, owner: &Structure) -> String {
    let count = match (field.count, field.required) {
        (Count::One, _) => "required",
        (Count::Many, true) => "at least one",
        (Count::Many, false) => "any number",
        (Count::Optional, _) => "optional",
    };
    let versions =
        if field.versions == owner.versions { String::new() } else { format!("; {}", in_versions(field.versions)) };
    let condition = field.condition.as_ref().map(|c| format!(" ({c})")).unwrap_or_default();
    format!("{}: {count}{versions}{condition}.", field.name)
}

fn tag_pattern(field: &Field) -> String {
    field.tags.iter().map(|tag| format!("Tag::{}", constant(tag))).collect::<Vec<_>>().join(" | ")
}

/// The tag that stands for the field in errors.
fn first_tag(field: &Field) -> String {
    field.tags.first().map(|tag| format!("Tag::{}", constant(tag))).unwrap_or_default()
}

fn structure(s: &Structure) -> String {
    let rust = &s.rust;
    let mut out = format!("/// {}.\n///\n/// {}{}.\n", s.title, sections(&s.sections), in_versions(s.versions));
    out.push_str("#[derive(Clone, Debug, PartialEq, Eq, Default)]\n#[non_exhaustive]\n");
    let _ = writeln!(out, "pub struct {rust}<'a> {{");
    for field in &s.fields {
        let _ = writeln!(out, "/// {}\npub {}: {},", field_doc(field, s), field.ident, full_type(field));
    }
    out.push_str("/// Items that the tables do not have here, each with its place.\npub extra: Extra<'a>,\n}\n\n");
    inherent(s, &mut out);
    decode(s, &mut out);
    encode(s, &mut out);
    out
}

fn inherent(s: &Structure, out: &mut String) {
    let rust = &s.rust;
    let _ = writeln!(out, "impl<'a> {rust}<'a> {{");
    let required: Vec<&Field> = s.fields.iter().filter(|f| f.required).collect();
    // What is encoded by hand is also made by hand.
    if !required.is_empty() && !s.encode_by_hand {
        let convertible =
            |f: &Field| f.count == Count::Many || !matches!(f.value, Type::Plain { .. } | Type::Structure(_));
        let parameter = |f: &&Field| {
            let full = full_type(f);
            if convertible(f) { format!("{}: impl Into<{full}>", f.ident) } else { format!("{}: {full}", f.ident) }
        };
        let value = |f: &&Field| {
            if convertible(f) { format!("{0}: {0}.into()", f.ident) } else { f.ident.clone() }
        };
        let parameters = required.iter().map(parameter).collect::<Vec<_>>().join(", ");
        let values = required.iter().map(value).collect::<Vec<_>>().join(", ");
        let rest = if required.len() == s.fields.len() { ", extra: Extra::NONE" } else { ", ..Self::default()" };
        let _ = writeln!(
            out,
            "/// One with the fields that every version requires.\n#[must_use]\npub fn new({parameters}) -> Self {{\nSelf {{ {values}{rest} }}\n}}\n"
        );
    }
    let fields: String = s.fields.iter().map(|f| format!("{0}: self.{0}.into_owned(),", f.ident)).collect();
    let _ = writeln!(
        out,
        "/// The same, owning its text and bytes.\n#[must_use]\npub fn into_owned(self) -> {rust}<'static> {{\n{rust} {{ {fields} extra: self.extra.into_owned() }}\n}}\n}}\n"
    );
    out.push_str(&into_owned(rust));
}

/// The trait beside the inherent method.
pub(super) fn into_owned(rust: &str) -> String {
    format!(
        "impl IntoOwned for {rust}<'_> {{\ntype Owned = {rust}<'static>;\n\nfn into_owned(self) -> {rust}<'static> {{\n{rust}::into_owned(self)\n}}\n}}\n\n"
    )
}

fn decode(s: &Structure, out: &mut String) {
    let rust = &s.rust;
    let _ = write!(
        out,
        "impl<'a> Decode<'a> for {rust}<'a> {{\nfn init(_: Item, _: &Decoder<'a, '_>) -> Self {{\nSelf::default()\n}}\n\nfn fill(&mut self, item: Item, d: &mut Decoder<'a, '_>) -> Result<(), Fault> {{\nlet {}scope = d.open(item)?;\nloop {{\nlet field = d.next_item();\n",
        if s.fields.is_empty() { "" } else { "mut " }
    );
    let mut arms = String::new();
    for (bit, field) in s.fields.iter().enumerate() {
        let call = match (field.count, field.value.is_chosen()) {
            (Count::Many, _) => "many",
            (Count::One, true) => "chosen",
            _ => "once",
        };
        let line = format!("d.{call}(&mut scope, {bit}, &mut self.{}, field)?", field.ident);
        if field.selects {
            let tag = first_tag(field);
            let _ =
                writeln!(arms, "{} => {{\n{line};\nd.select({tag}, &self.{});\n}}", tag_pattern(field), field.ident);
        } else {
            let _ = writeln!(arms, "{} => {line},", tag_pattern(field));
        }
    }
    if arms.is_empty() {
        out.push_str("if d.other(&scope, &mut self.extra, field)? {\nbreak;\n}\n");
    } else {
        let _ = write!(
            out,
            "match field.tag() {{\n{arms}_ => {{\nif d.other(&scope, &mut self.extra, field)? {{\nbreak;\n}}\n}}\n}}\n"
        );
    }
    let required: Vec<(usize, &Field)> = s.fields.iter().enumerate().filter(|(_, f)| f.required).collect();
    let mask = required.iter().fold(0_u64, |mask, (bit, _)| mask | (1 << bit));
    let tags = required.iter().map(|(_, f)| first_tag(f)).collect::<Vec<_>>().join(", ");
    let _ = write!(out, "}}\nd.close(&scope, item, {mask:#x}, &[{tags}])\n}}\n}}\n\n");
}

fn encode(s: &Structure, out: &mut String) {
    let rust = &s.rust;
    let mut lines: Vec<String> = Vec::new();
    for field in &s.fields {
        let tag = first_tag(field);
        if field.versions == s.versions {
            lines.push(format!("e.put({tag}, &self.{})", field.ident));
        } else {
            lines.push(format!("e.gated({tag}, {}, &self.{})", field.versions.code(), field.ident));
        }
    }
    let parameter = if lines.is_empty() { "_" } else { "e" };
    let body = match lines.split_last() {
        Some((last, rest)) => rest.iter().map(|line| format!("{line}?;\n")).collect::<String>() + last,
        None => "Ok(())".to_owned(),
    };
    let _ = writeln!(
        out,
        "impl Fields for {rust}<'_> {{\nfn fields(&self, {parameter}: &mut Encoder<'_>) -> Result<(), Fault> {{\n{body}\n}}\n}}\n"
    );
    if !s.encode_by_hand {
        let _ = writeln!(
            out,
            "impl Encode for {rust}<'_> {{\nfn encode(&self, tag: Tag, e: &mut Encoder<'_>) -> Result<(), Fault> {{\ne.structure(tag, self, &self.extra)\n}}\n}}\n"
        );
    }
}
