//! Structures and payloads, with a line for each field.
//!
//! The macros of `src/structure.rs` make everything else from these lines.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::PathBuf;

use super::docs::{documentation, lines};
use super::no_alloc::{Closure, twin_module};
use super::rules::rules;
use super::sections;
use super::tables::{Forms, arms, choice_list, only_if, versions_where};
use super::version_forms::has_own_setter;
use crate::descriptions::Descriptions;
use crate::model::{Case, Count, Field, Model, Structure};
use crate::names::{constant, type_name};
use crate::schema::{self, ByHand, Schema};
use crate::types::Type;
use crate::versions::Versions;

/// The files of all rooms, and the two that list them.
pub(super) fn files(
    schema: &Schema,
    descriptions: &Descriptions,
    model: &Model,
    closure: &Closure<'_>,
    files: &mut BTreeMap<PathBuf, String>,
) -> Result<(), String> {
    let lazy = model.attributes.iter().filter(|case| case.lazy).collect();
    let printer = Printer { schema, descriptions, forms: Forms::new(schema), closure, lazy };
    let mut rooms: BTreeMap<&str, String> = BTreeMap::new();
    for s in &model.structures {
        // What is encoded by hand is also made by hand. Its rules, and those of keys and attributes, are left to the validator: they
        // stand in nearly every message, and asking took 8 % of the encoding of a Get response.
        let kind = match s.room.as_str() {
            _ if s.encode_by_hand => "read",
            room if room.starts_with("operation") && has_rules(s) => "checked",
            _ => "typed",
        };
        rooms.entry(&s.room).or_default().push_str(&printer.structure(s, kind)?);
    }
    for s in &model.tables {
        rooms.entry(&s.room).or_default().push_str(&printer.structure(s, "table")?);
    }
    let mut lists = [("operations", String::new(), String::new()), ("structures", String::new(), String::new())];
    for (room, code) in rooms {
        let (list, module) = match room.strip_prefix("operations/") {
            Some(module) => (0, module),
            None => (1, room),
        };
        let Some((folder, modules, uses)) = lists.get_mut(list) else { continue };
        let _ = writeln!(modules, "pub(crate) mod {module};");
        let _ = writeln!(uses, "pub use {module}::*;");
        let uses = "#[cfg(feature = \"alloc\")]\nuse crate::*;\n";
        files.insert(format!("{folder}/{module}.rs").into(), format!("{uses}{code}"));
    }
    for (folder, modules, uses) in lists {
        files.insert(format!("{folder}.rs").into(), format!("{modules}\n{uses}"));
    }
    Ok(())
}

/// Returns whether a structure has fields that others demand by their values.
fn has_rules(s: &Structure) -> bool {
    s.entry.symbol.is_empty() || s.entry.fields.iter().any(|field| !field.present_if.is_empty())
}

/// The tag that stands for the field in errors.
pub(super) fn first_tag(field: &Field) -> String {
    field.tags.first().map(|tag| constant(tag)).unwrap_or_default()
}

struct Printer<'p> {
    schema: &'p Schema,
    descriptions: &'p Descriptions,
    forms: Forms<'p>,
    closure: &'p Closure<'p>,
    /// The attributes of which an empty one takes no memory.
    lazy: Vec<&'p Case>,
}

impl Printer<'_> {
    fn structure(&self, s: &Structure, kind: &str) -> Result<String, String> {
        let entry = &s.entry;
        let twin = self.closure.twin(s).filter(|_| kind != "table");
        let twin_head = twin.map(|twin| {
            let Structure { rust, .. } = twin;
            format!(" twin {} [{}]{}", twin_module(twin), self.closure.lifetime(rust), self.closure.default(rust))
        });
        let tag = entry.tag.as_ref().map_or("()".to_owned(), |tag| constant(tag));
        let mut fields = String::new();
        let mut rest = String::new();
        for own in &entry.fields {
            if own.is_any() {
                let what = if own.any_attribute { "Attribute" } else { "Any" };
                let required = versions_where(&own.occurs, s.versions, |count| count.starts_with('1'))?;
                let repeated = versions_where(&own.occurs, s.versions, |count| count.ends_with('n'))?;
                rest = format!("{what} {} {}", required.code(), repeated.code());
                continue;
            }
            if !rest.is_empty() {
                return Err(format!("{}: a field after those of any tag", entry.name));
            }
            let field = s.fields.iter().find(|f| Some(f.name.as_str()) == own.name());
            let field = field.ok_or_else(|| format!("{}: no field {:?}", entry.name, own.name()))?;
            fields.push_str(&self.field(s, own, field, twin)?);
        }
        if s.fields.len() > entry.fields.len() {
            return Err(format!("{}: fields that its table does not have", entry.name));
        }
        let rules = rules(s, self.schema)?;
        Ok(format!(
            "\ncrate::structure::structure! {{\n{}    {kind} {} {} {} = {} {:?} {tag} {}{}{} {{\n{fields}    }} ({rest}) {rules}\n}}\n",
            lines("    ", self.text(&entry.name), &format!("{}.", s.title)),
            s.rust,
            s.versions.code(),
            sections::as_code(&s.sections)?,
            if entry.symbol.is_empty() { "NONE" } else { &entry.symbol },
            entry.name,
            only_if(entry, self.schema)?,
            if self.lazy.iter().any(|case| matches!(&case.value, Type::Structure(name) if *name == s.rust)) {
                " or empty"
            } else {
                ""
            },
            twin_head.unwrap_or_default(),
        ))
    }

    /// Returns how the constructor or the setter takes a field.
    fn parameter(&self, field: &Field) -> String {
        let one = field.value.code();
        let as_it_is = match &field.value {
            Type::Plain { .. } => true,
            // A list that is written by hand is made from other lists.
            Type::Structure(name) => {
                !self.schema.types.hand_written.iter().any(|(own, by)| type_name(own) == *name && *by == ByHand::Whole)
            }
            _ => false,
        };
        match field.count {
            Count::Many if field.required => format!("impl Into<alloc::vec::Vec<{one}>>"),
            Count::Many if as_it_is => format!("impl IntoIterator<Item = {one}>"),
            Count::Many => format!("impl IntoIterator<Item = impl Into<{one}>>"),
            _ if as_it_is => one,
            _ => format!("impl Into<{one}>"),
        }
    }

    /// Returns what the structure is, or what the operation does whose request it is.
    fn text(&self, name: &str) -> Option<&str> {
        match name.strip_suffix(" Request Payload") {
            Some(operation) => self.descriptions.operation(operation),
            None => self.descriptions.structure(name),
        }
    }

    /// Returns whether a structure inside asks for the value of the field.
    fn is_looked_for(&self, field: &schema::Field) -> bool {
        let inside = |other: &schema::Field| {
            other.present_if.iter().any(|when| when.is.keys().any(|name| field.name() == Some(name)))
        };
        let is_asked = |s: &schema::Structure| s.only_if.as_ref().is_some_and(|by| field.name() == Some(&by.field));
        self.schema.structures.iter().any(|s| {
            is_asked(s) || s.fields.iter().any(inside) && !s.fields.iter().any(|other| other.name() == field.name())
        })
    }

    fn field(
        &self,
        s: &Structure,
        own: &schema::Field,
        field: &Field,
        twin: Option<&Structure>,
    ) -> Result<String, String> {
        let allowed = own.versions.as_deref().map_or(Ok(s.versions), Versions::parse)?;
        let allowed = if s.entry.symbol.is_empty() { field.versions } else { allowed };
        let (how, read) = match (field.count, field.required) {
            (Count::One, _) => ("one", "once"),
            (Count::Optional, _) => ("optional", "once"),
            (Count::Many, true) => ("some", "many"),
            (Count::Many, false) => ("many", "many"),
        };
        let arms = own.selector.as_ref().map(|by| arms(own, by, self.schema)).transpose()?;
        let read = if arms.as_deref() == Some("Response") { "payload" } else { read };
        let demanded = versions_where(&own.occurs, allowed, |count| count.starts_with('1'))?;
        let write = match how {
            "optional" if demanded != Versions::default() => "needed",
            "many" if demanded != Versions::default() => "all_needed",
            _ if allowed != s.versions => "gated",
            _ if self.is_looked_for(own) => "noted",
            _ if own.echo => "echo",
            "optional" if !field.boxed && (field.selects || field.selected) => "tied",
            "some" => "all",
            _ => "put",
        };
        let about = documentation(field, allowed, s.versions);
        let tag = first_tag(field);
        let mut line = format!("        {about:?} {}: {how} {}, {tag} {read} {write}", field.ident, slot(field));
        if allowed != s.versions {
            let _ = write!(line, " in {}", allowed.code());
        }
        if let Some(choice) = &own.choice {
            let _ = write!(line, " or {}", choice_list(choice, own, self.schema)?);
        }
        let repeated = versions_where(&own.occurs, allowed, |count| count.ends_with('n'))?;
        let when = |word: &str, applies: bool, versions: Versions| {
            let usual = if applies { allowed } else { Versions::default() };
            if versions == usual { String::new() } else { format!(" {word} {}", versions.code()) }
        };
        line.push_str(&when("required", matches!(how, "one" | "some"), demanded));
        line.push_str(&when("repeated", matches!(how, "many" | "some"), repeated));
        if field.selects {
            line.push_str(" then select");
        }
        if let (Some(by), Some(arms)) = (&own.selector, &arms) {
            let _ = write!(line, " by {} ({arms})", constant(by));
        }
        if own.tag.as_deref().is_some_and(|tag| self.schema.secrets.has(tag)) {
            line.push_str(" held secret");
        }
        if let Some(tag) = &own.tag {
            line.push_str(&self.forms.own(tag, &own.forms(), allowed, own.selector.is_some())?);
        }
        match field.required {
            true if s.encode_by_hand => {}
            true => {
                let _ = write!(line, " new into ({})", self.parameter(field));
            }
            false if has_own_setter(s, field, &self.schema.conversions.attributes) => {}
            false => {
                let how = match field.count {
                    Count::Many => "list",
                    _ if field.boxed => "boxed",
                    _ => "some",
                };
                let _ = write!(line, " set with_{} {how} ({})", field.ident, self.parameter(field));
            }
        }
        if let Some(twin) = twin {
            line.push_str(&self.closure.column(twin, field));
        }
        Ok(format!("{line};\n"))
    }
}

/// The type of a field.
fn slot(field: &Field) -> String {
    let one = field.value.code();
    match field.count {
        Count::One => one,
        Count::Optional if field.boxed => format!("Option<alloc::boxed::Box<{one}>>"),
        Count::Optional => format!("Option<{one}>"),
        Count::Many => format!("alloc::vec::Vec<{one}>"),
    }
}
