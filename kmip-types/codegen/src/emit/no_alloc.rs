//! Writes `no_alloc/`: the content of requests with slices instead of lists.
//!
//! It is encoded only.
//!
//! The same names and facts as in the model. Fields that the versions write in different ways are one field here.

mod closure;
mod enums;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::PathBuf;

use super::docs::documentation;
use crate::model::{Count, Field, Structure};
use crate::names::{constant, field, file as file_name, type_name};
use crate::schema::{Name, Schema};
use crate::types::Type;
pub(super) use closure::{ATTRIBUTES, Closure};

/// The operations of the requests, and the file that lists all types.
pub(super) fn files(schema: &Schema, closure: &Closure<'_>, files: &mut BTreeMap<PathBuf, String>) {
    let mut uses = String::new();
    for s in &closure.structures {
        let (folder, module) = s.room.split_once('/').unwrap_or(("structures", &s.room));
        let _ = writeln!(uses, "pub use super::{folder}::{module}::{}::{};", twin_module(s), s.rust);
    }
    let enums = closure.by_type.iter().map(|v| ("by_type", v.name.as_str()));
    let enums = enums.chain(closure.by_selector.iter().map(|name| ("by_selector", name.as_str())));
    for (file, name) in enums.chain(closure.by_tag.iter().map(|name| ("by_tag", name.as_str()))) {
        let _ = writeln!(uses, "pub use super::{file}::{}_enum_twin::{};", file_name(name), type_name(name));
    }
    if closure.attributes {
        uses.push_str("pub use super::attributes::any_attribute_twin::Attribute;\n");
    }

    let names: String = schema.conversions.names.iter().map(name_line).collect();
    let types = schema.conversions.names.iter().map(|name| type_name(&name.name_type)).collect::<Vec<_>>().join(", ");
    let names = format!("crate::no_alloc::name_forms! {{\n{names}}}\n");
    files.insert("no_alloc.rs".into(), format!("use crate::{{{types}}};\n\n{uses}\n{}\n{names}", requests(closure)));
}

/// The module of a type without an allocator.
pub(super) fn twin_module(s: &Structure) -> String {
    file_name(&s.entry.name).replace("_request_payload", "_request") + "_twin"
}

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
        Type::Structure(name) | Type::Varying { name, .. } | Type::Chosen(name) => {
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

/// Returns whether the field is a structure that need not be there.
///
/// If so, it stands elsewhere.
pub(super) fn is_part(field: &Field) -> bool {
    field.count == Count::Optional && matches!(&field.value, Type::Structure(name) if name != ATTRIBUTES)
}

impl Closure<'_> {
    /// The type without an allocator of a structure, if it has one.
    pub(super) fn twin(&self, s: &Structure) -> Option<&Structure> {
        self.structures.iter().find(|twin| twin.rust == s.rust)
    }

    /// Returns how a field is written without an allocator.
    ///
    /// Empty if the field is one with another.
    pub(super) fn column(&self, twin: &Structure, field: &Field) -> String {
        let Some(own) = twin.fields.iter().find(|own| own.ident == field.ident) else { return String::new() };
        if let Some(teller) = self.teller(twin, own) {
            return format!(" told {teller}");
        }
        let full = full_type(own, self);
        let setter = format!("with_{}", own.ident.trim_start_matches("r#"));
        let given = match own.count {
            Count::Optional => type_code(&own.value, self),
            _ => full.clone(),
        };
        let given = if is_part(own) { format!("Part<'a, {given}>") } else { given };
        let set = if own.count == Count::Optional { "some" } else { "whole" };
        let mut column = match own.tags.as_slice() {
            // Earlier versions have it under another tag, in another form.
            [_, earlier] if self.is_merged(twin, own) => {
                let about = documentation(field, own.versions, twin.versions);
                format!(" merged {} {about:?} ({full}) {set} {setter} ({given})", constant(earlier))
            }
            _ => {
                let is_small = own.count != Count::Many && self.is_small(&own.value);
                let put = if is_small { "small" } else { "field" };
                format!(" slim {put} ({full}) {set} {setter} ({given})")
            }
        };
        if own.required {
            let as_it_is =
                matches!(own.value, Type::Plain { .. } | Type::Structure(_) | Type::Body { secret: false, .. });
            let parameter = if own.count == Count::Many || as_it_is { full } else { format!("impl Into<{full}>") };
            let _ = write!(column, " made into ({parameter})");
        }
        column
    }
}

/// Returns the line of a name that is a structure in some versions.
///
/// It has the fields of that, and the type of a text.
fn name_line(name: &Name) -> String {
    let [value, name_type] =
        [&name.value, &name.name_type].map(|tag| format!("{} {}", field(tag, false), constant(tag)));
    let text = format!("{}::{}", type_name(&name.name_type), constant(&name.text));
    let own = type_name(&name.name);
    format!("{own}({own}Structure) {{ {value}, {name_type}: {text} }}\n")
}

/// The request payloads: each tells its operation.
fn requests(closure: &Closure<'_>) -> String {
    let mut lines = String::new();
    for s in &closure.structures {
        if let Some(operation) = closure.operation(s) {
            let _ = writeln!(lines, "    {}{} {operation} {};", s.rust, closure.anonymous(&s.rust), s.versions.code());
        }
    }
    format!("crate::no_alloc::request_payloads! {{\n{lines}}}\n")
}
