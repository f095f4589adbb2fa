//! The field tables.
//!
//! They are structures, operations, attributes, tags and lists as constant data.

mod forms;
mod lists;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::PathBuf;

use super::{hex_value, sections};
use crate::model::Entry;
use crate::names::{constant, file as file_name, structure_table};
use crate::schema::{Arms, Attribute, Direction, Field, Kind, Operation, Schema, ServerForm, Tag, Varying, When};
use crate::versions::Versions;
pub(super) use forms::Forms;

/// The files under `tables`, and the one that lists them.
pub(super) fn files(schema: &Schema, files: &mut BTreeMap<PathBuf, String>) -> Result<(), String> {
    let forms = Forms::new(schema);
    let mut put = |name: &str, code: String| files.insert(format!("tables/{name}.rs").into(), code);
    put("structures", structures(schema));
    put("attributes", attributes(schema, &forms)?);
    put("operations", operations(schema)?);
    put("lists", lists::file(schema)?);
    put("relations", super::relations::file(schema)?);
    put(
        "selected",
        format!(
            "use crate::Tag;\nuse crate::generated::structures::*;\nuse crate::tables::StructureTable;\n\n{}\n{}{}",
            selectors(schema),
            selected(schema)?,
            members(schema)?
        ),
    );
    let modules = ["attributes", "lists", "operations", "relations", "selected", "structures"];
    let modules: String = modules.iter().map(|name| format!("mod {name};\n")).collect();
    let uses = "pub(crate) use attributes::ATTRIBUTES;
pub(crate) use lists::*;
pub(crate) use operations::OPERATIONS;
pub(crate) use relations::{LENGTHS, RELATIONS, is_never_negative, is_through};
pub(crate) use selected::*;
pub(crate) use structures::{MESSAGES, STRUCTURES};

pub(crate) use super::structures::*;
pub(crate) use super::tags::{TABLES as TAGS, TagPlace};
";
    files.insert("tables.rs".into(), format!("{modules}\n{uses}"));
    Ok(())
}

/// The versions for which a value that may vary is one of these.
pub(super) fn versions_where<T>(
    value: &Varying<T>,
    owner: Versions,
    is: impl Fn(&T) -> bool,
) -> Result<Versions, String> {
    match value {
        Varying::Same(value) => Ok(if is(value) { owner } else { Versions::default() }),
        Varying::By(map) => {
            let mut those = map.iter().filter(|(_, value)| is(value)).map(|(range, _)| Versions::parse(range));
            those.try_fold(Versions::default(), |all, range| Ok(all.union(range?)))
        }
    }
}

/// The attributes in the order of their names, as `str` compares them.
fn sorted(schema: &Schema) -> Vec<&Attribute> {
    let mut all: Vec<&Attribute> = schema.attributes.iter().collect();
    all.sort_by(|a, b| a.name.cmp(&b.name));
    all
}

/// The attributes by name, and those without a tag.
fn attributes(schema: &Schema, forms: &Forms<'_>) -> Result<String, String> {
    let (mut list, mut lines) = (String::new(), String::new());
    for attribute in sorted(schema) {
        let symbol = constant(&attribute.name);
        let _ = writeln!(list, "&{symbol},");
        if attribute.tag.is_none() {
            let versions = Versions::parse(&attribute.versions)?;
            let _ = writeln!(
                lines,
                "    {:?} {symbol} {} many {} {}{};",
                attribute.name,
                versions.code(),
                versions_where(&attribute.multi, versions, |multi| *multi)?.code(),
                sections::as_code(&attribute.sections)?,
                forms.own("", &attribute.forms(), versions, false)?,
            );
        }
    }
    Ok(format!(
        "use crate::generated::attributes::*;\nuse crate::tables::AttributeTable;\n\n\
         pub(crate) static ATTRIBUTES: &[&AttributeTable] = &[\n{list}];\n\n\
         crate::tables::attributes! {{\n{lines}}}\n"
    ))
}

/// The operations, by number.
fn operations(schema: &Schema) -> Result<String, String> {
    let mut all: Vec<&Operation> = schema.operations.iter().collect();
    all.sort_by(|a, b| a.value.cmp(&b.value));
    let mut lines = String::new();
    for operation in all {
        let versions = Versions::parse(&operation.versions)?;
        let direction = |not: Direction| versions_where(&operation.direction, versions, |d| *d != not);
        let (client, server) = (direction(Direction::Server)?, direction(Direction::Client)?);
        let payload = |form: &str| constant(&format!("{} {form} Payload", operation.name));
        let of_server =
            |form: &str, own: Option<&ServerForm>| own.map_or("()".to_owned(), |_| format!("({})", payload(form)));
        let _ = writeln!(
            lines,
            "    {:?} {} {} {} {} {}: {} -> {}, {} -> {};",
            operation.name,
            constant(&operation.name),
            versions.code(),
            client.code(),
            server.code(),
            sections::as_code(&operation.sections)?,
            payload("Request"),
            payload("Response"),
            of_server("Server Request", operation.server_request.as_ref()),
            of_server("Server Response", operation.server_response.as_ref()),
        );
    }
    Ok(format!("use crate::generated::operations::*;\n\ncrate::tables::operations! {{\n{lines}}}\n"))
}

/// Prints the line of a tag in the tables.
///
/// It has its item types, the versions that advise against it, and the attribute that stands under it.
pub(super) fn of_tag(tag: &Tag, schema: &Schema) -> Result<String, String> {
    let versions = Versions::parse(&tag.versions)?;
    let mut line = Forms::new(schema).listed(&tag.name, &tag.forms(), versions, false)?;
    if let Some(deprecated) = &tag.deprecated {
        let _ = write!(line, " deprecated {}", Versions::parse(deprecated)?.code());
    }
    if let Some(attribute) = schema.attributes.iter().find(|a| a.tag.as_ref() == Some(&tag.name)) {
        let _ = write!(line, " for {}", constant(&attribute.name));
    }
    Ok(line)
}

/// The structures and the lists of them.
fn structures(schema: &Schema) -> String {
    let (mut list, mut messages) = (String::new(), String::new());
    for structure in &schema.structures {
        let symbol = structure_table(&structure.name);
        let _ = writeln!(list, "&{symbol},");
        if structure.kind == Kind::Message && is_root(schema, structure.tag.as_deref()) {
            let _ = writeln!(messages, "&{symbol},");
        }
    }
    format!(
        "use crate::generated::structures::*;\nuse crate::tables::StructureTable;\n\n\
         pub(crate) static STRUCTURES: &[&StructureTable] = &[\n{list}];

/// The messages: the structures of their kind that no other one contains.
pub(crate) static MESSAGES: &[&StructureTable] = &[\n{messages}];
"
    )
}

/// Returns what asks for a structure among those that an item can be.
pub(super) fn only_if(entry: &Entry, schema: &Schema) -> Result<String, String> {
    let Some(by) = &entry.only_if else { return Ok("()".to_owned()) };
    let value = schema.value_of(&by.field, &by.value)?;
    let value = value.ok_or_else(|| format!("{}: only if {:?} has an unknown value", entry.name, by.field))?;
    Ok(format!("({} [{}])", constant(&by.field), hex_value(value)))
}

/// Returns whether no field stands under this tag.
fn is_root(schema: &Schema, tag: Option<&str>) -> bool {
    let fields = schema.structures.iter().flat_map(|s| &s.fields).chain(schema.payload_fields());
    tag.is_some() && fields.filter(|field| field.tag.as_deref() == tag).count() == 0
}

/// Returns the name of the list of a choice's members, as one field has them.
///
/// The lists of fields that differ are told apart.
pub(super) fn choice_list(choice: &str, field: &Field, schema: &Schema) -> Result<String, String> {
    let lists = choice_lists(schema);
    let key = (choice, &field.members, field.selector.as_deref());
    let place = lists.iter().position(|list| (list.0, list.1, list.2) == key);
    let place = place.ok_or_else(|| format!("no list of {choice:?}"))?;
    lists.get(place).map(|list| list.3.clone()).ok_or_else(|| format!("no list of {choice:?}"))
}

/// A choice, its members, what selects them, and the name of the list.
type ChoiceList<'s> = (&'s str, &'s BTreeMap<String, String>, Option<&'s str>, String);

/// The lists of members, each once.
pub(super) fn choice_lists(schema: &Schema) -> Vec<ChoiceList<'_>> {
    let mut lists: Vec<ChoiceList<'_>> = Vec::new();
    for field in schema.structures.iter().flat_map(|s| &s.fields).chain(schema.payload_fields()) {
        let Some(choice) = &field.choice else { continue };
        let by = field.selector.as_deref();
        if lists.iter().any(|list| (list.0, list.1, list.2) == (choice, &field.members, by)) {
            continue;
        }
        let mut name = format!("{}s", file_name(choice));
        if let Some(by) = by {
            let _ = write!(name, "_by_{}", file_name(by));
        }
        if lists.iter().any(|list| list.3 == name) {
            let newest = |range: &String| range.rsplit('-').next().unwrap_or_default().to_owned();
            let oldest = field.members.values().filter_map(|range| range.split('-').next()).min().unwrap_or_default();
            let newest = field.members.values().map(newest).max().unwrap_or_default();
            let _ = write!(name, "_in_{}_to_{}", oldest.replace('.', "_"), newest.replace('.', "_"));
        }
        lists.push((choice, &field.members, by, name));
    }
    lists
}

/// The members of each list of a choice.
fn members(schema: &Schema) -> Result<String, String> {
    let mut code = String::new();
    for (_, members, by, name) in choice_lists(schema) {
        let mut lines = String::new();
        for (tag, versions) in members {
            let structure = schema.structures.iter().find(|s| s.tag.as_ref() == Some(tag));
            let structure = structure.ok_or_else(|| format!("no structure under {tag:?}"))?;
            let value = match by {
                Some(by) => {
                    let other = schema.types.members.get(by).and_then(|names| names.get(tag));
                    schema.value_of(by, other.unwrap_or(tag))?
                }
                None => None,
            };
            let value = value.map_or(String::new(), |value| format!(" by {}", hex_value(value)));
            let _ = writeln!(
                lines,
                "    {} {}{value}: {};",
                constant(tag),
                Versions::parse(versions)?.code(),
                structure_table(&structure.name)
            );
        }
        let _ = writeln!(code, "crate::tables::members! {{ {name}\n{lines}}}\n");
    }
    Ok(code)
}

/// Returns what the values of the selecting field stand for.
pub(super) fn arms(field: &Field, by: &str, schema: &Schema) -> Result<String, String> {
    if field.choice.is_some() {
        return Ok("Member".to_owned());
    }
    let tag = field.tag.as_ref();
    let selection = schema.types.by_selector.iter().find(|s| Some(&s.tag) == tag && s.selector == by);
    let selection = selection.ok_or_else(|| format!("no selection of {tag:?} by {by:?}"))?;
    Ok(match selection.arms {
        Arms::Request => "Request".to_owned(),
        Arms::Response => "Response".to_owned(),
        Arms::Attributes => "Attribute".to_owned(),
        Arms::Structures => format!("Structures {}S", constant(&selection.name)),
    })
}

/// The structures that the values of a field select, a list each.
fn selected(schema: &Schema) -> Result<String, String> {
    let mut code = String::new();
    for selection in schema.types.by_selector.iter().filter(|s| s.arms == Arms::Structures) {
        let mut lines = String::new();
        for structure in &schema.structures {
            let by = structure.selected_by.as_ref().filter(|s| s.field == selection.selector);
            let Some(by) = by else { continue };
            let value = schema.value_of(&by.field, &by.value)?;
            let value = value.ok_or_else(|| format!("{:?} has no value {:?}", by.field, by.value))?;
            let _ = writeln!(lines, "({}, &{}),", hex_value(value), structure_table(&structure.name));
        }
        let name = constant(&selection.name);
        let _ = writeln!(code, "pub(crate) static {name}S: &[(u32, &StructureTable)] = &[\n{lines}];\n");
    }
    Ok(code)
}

/// Prints the tags whose values some field or condition depends on.
///
/// It is a field or condition of another structure, or a later field.
fn selectors(schema: &Schema) -> String {
    let names = schema.tags.tags.iter().map(|tag| tag.name.as_str()).filter(|tag| selects(tag, schema));
    let tags: Vec<String> = names.map(|name| format!("Tag::{}", constant(name))).collect();
    format!(
        "/// Returns whether another field depends on the field under this tag.\n\
         pub(crate) const fn selects(tag: Tag) -> bool {{ matches!(tag, {}) }}\n",
        tags.join(" | ")
    )
}

/// Returns whether some field or condition depends on a field.
///
/// It depends on the value of the field under this tag.
fn selects(tag: &str, schema: &Schema) -> bool {
    if schema.structures.iter().filter_map(|s| s.only_if.as_ref()).any(|by| by.field == tag) {
        return true;
    }
    let structures = schema.structures.iter().map(|s| &s.fields);
    let payloads = schema.operations.iter().flat_map(|o| [&o.request, &o.response]);
    structures.chain(payloads).any(|fields| {
        let beside = |name: &str| fields.iter().any(|field| field.name() == Some(name));
        let around = |when: &When| when.is.keys().any(|name| name == tag && !beside(name));
        fields.iter().any(|field| {
            field.selector.as_deref() == Some(tag) || field.present_if.iter().chain(&field.absent_if).any(around)
        })
    })
}
