//! `borrowed/`: what common requests hold, once more without an allocator: slices instead of lists, to be encoded only.
//!
//! The same names and facts as in the model. Fields that the versions write in different ways are one field here.

mod closure;
mod enums;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::PathBuf;

use super::imports::with_imports_from;
use super::structures::{field_doc, first_tag};
use super::{in_versions, sections};
use crate::model::{Count, Field, Model, Structure};
use crate::schema::Schema;
use crate::types::Type;
use crate::versions::Versions;
use closure::Closure;

/// The files, and the one that lists them.
pub(super) fn files(schema: &Schema, model: &Model, files: &mut BTreeMap<PathBuf, String>) {
    let closure = Closure::of(schema, model);
    let mut rooms: BTreeMap<&str, (String, Vec<String>)> = BTreeMap::new();
    for s in &closure.structures {
        let room = if s.room.starts_with("operations/") { "requests" } else { &s.room };
        let (code, names) = rooms.entry(room).or_default();
        code.push_str(&structure(s, &closure));
        names.push(s.rust.clone());
    }
    rooms.insert("variants", enums::variants(&closure));
    rooms.insert("selections", enums::selections(&closure));
    rooms.insert("attributes", enums::attributes(&closure));
    let own: BTreeSet<&str> = rooms.values().flat_map(|(_, names)| names).map(String::as_str).chain(BY_HAND).collect();
    let (mut modules, mut uses) = (String::new(), String::new());
    for (room, (code, names)) in &rooms {
        let _ = writeln!(modules, "mod {room};");
        let _ = writeln!(uses, "pub use {room}::{{{}}};", names.join(", "));
        files.insert(format!("borrowed/{room}.rs").into(), with_imports_from(code, &own));
    }
    if closure.attributes.is_some() {
        uses.push_str("pub(crate) use attributes::attribute_name;\n");
    }
    files.insert("borrowed.rs".into(), format!("{modules}\n{uses}"));
}

/// What stands in `src/borrowed`.
const BY_HAND: [&str; 5] = ["Attributes", "InVersion", "Part", "RequestPayload", "Secret"];

/// The type of one value.
fn type_code(value: &Type, closure: &Closure<'_>) -> String {
    let body = |code: &str| match code {
        "Text" => "&'a str".to_owned(),
        "Bytes" => "&'a [u8]".to_owned(),
        number => format!("{number}Ref<'a>"),
    };
    match value {
        Type::Plain { code, .. } => code.clone(),
        Type::Body { code, secret: false } => body(code),
        Type::Body { code, secret: true } => format!("Secret<{}>", body(code)),
        Type::Node => "Value<'a>".to_owned(),
        Type::Structure(name) | Type::Variant { name, .. } | Type::Chosen(name) => {
            format!("{name}{}", closure.lifetime(name))
        }
    }
}

fn full_type(field: &Field, closure: &Closure<'_>) -> String {
    let one = type_code(&field.value, closure);
    match field.count {
        Count::One => one,
        Count::Optional if is_part(field) => format!("Option<Part<'a, {one}>>"),
        Count::Optional => format!("Option<{one}>"),
        Count::Many => format!("&'a [{one}]"),
    }
}

/// Whether it is a structure that need not be there: then it stands elsewhere.
pub(super) fn is_part(field: &Field) -> bool {
    let by_hand = |name: &String| BY_HAND.contains(&name.as_str());
    field.count == Count::Optional && matches!(&field.value, Type::Structure(name) if !by_hand(name))
}

fn structure(s: &Structure, closure: &Closure<'_>) -> String {
    let rust = &s.rust;
    let life = closure.lifetime(rust);
    let fields: Vec<String> = s
        .fields
        .iter()
        .map(|field| format!("{}pub {}: {},", field_doc(field, s), field.ident, full_type(field, closure)))
        .collect();
    format!(
        "
/// {}.
///
/// {}{}.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct {rust}{life} {{
    {}
}}
{}{}{}",
        s.title,
        sections(&s.sections),
        in_versions(s.versions),
        fields.join("\n"),
        new(s, closure),
        encode(s, closure),
        payload(s, closure)
    )
}

/// A constructor, where some field is required in every version.
fn new(s: &Structure, closure: &Closure<'_>) -> String {
    let required: Vec<&Field> = s.fields.iter().filter(|f| f.required).collect();
    if required.is_empty() {
        return String::new();
    }
    let (mut parameters, mut values) = (Vec::new(), Vec::new());
    for field in &required {
        let (name, full) = (&field.ident, full_type(field, closure));
        let as_it_is =
            matches!(field.value, Type::Plain { .. } | Type::Structure(_) | Type::Body { secret: false, .. });
        if field.count == Count::Many || as_it_is {
            parameters.push(format!("{name}: {full}"));
            values.push(name.clone());
        } else {
            parameters.push(format!("{name}: impl Into<{full}>"));
            values.push(format!("{name}: {name}.into()"));
        }
    }
    let rest = if required.len() == s.fields.len() { "" } else { ", ..Self::default()" };
    let life = closure.lifetime(&s.rust);
    format!(
        "
impl{life} {}{life} {{
    /// One with the fields that every version requires.
    #[must_use]
    pub fn new({}) -> Self {{
        Self {{ {}{rest} }}
    }}
}}
",
        s.rust,
        parameters.join(", "),
        values.join(", ")
    )
}

fn encode(s: &Structure, closure: &Closure<'_>) -> String {
    let lines: String = s
        .fields
        .iter()
        .map(|field| {
            let (tag, ident) = (first_tag(field), &field.ident);
            match field.tags.as_slice() {
                // Earlier versions have it under another tag, in another form.
                [_, earlier] if closure.is_merged(s, field) => {
                    let earlier = format!("Tag::{}", crate::names::constant(earlier));
                    format!("InVersion::encode(&self.{ident}, {earlier}, {tag}, e)?;\n")
                }
                _ => {
                    let all = field.versions == s.versions;
                    let versions = if all { "Versions::ALL".to_owned() } else { field.versions.code() };
                    match (closure.small(&field.value), field.count) {
                        (Some((item_type, number)), Count::One) => {
                            format!(
                                "e.small({tag}, ItemType::{item_type}, {versions}, Some({number}(self.{ident})))?;\n"
                            )
                        }
                        (Some((item_type, number)), Count::Optional) => {
                            format!("e.small({tag}, ItemType::{item_type}, {versions}, self.{ident}.map({number}))?;\n")
                        }
                        _ => format!("e.field({tag}, {versions}, &self.{ident})?;\n"),
                    }
                }
            }
        })
        .collect();
    format!(
        "
impl Encode for {}{} {{
    fn encode(&self, tag: Tag, e: &mut Encoder<'_>) -> Result<(), Fault> {{
        e.open(tag)?;
        {lines}e.end()
    }}
}}
",
        s.rust,
        closure.anonymous(&s.rust)
    )
}

/// A request payload tells its operation.
fn payload(s: &Structure, closure: &Closure<'_>) -> String {
    let Some(operation) = closure.operation(s) else { return String::new() };
    let versions = if s.versions == Versions::ALL {
        String::new()
    } else {
        format!("\n\nfn versions(&self) -> Versions {{ {} }}", s.versions.code())
    };
    format!(
        "
impl RequestPayload for {}{} {{
    fn operation(&self) -> Operation {{
        Operation::{operation}
    }}{versions}
}}
",
        s.rust,
        closure.anonymous(&s.rust)
    )
}
