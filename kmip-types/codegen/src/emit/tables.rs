//! The field tables: structures, operations, attributes, tags and lists as constant data.

mod lists;
mod pools;
mod rules;
mod structures;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::PathBuf;

use super::hex_tag;
use crate::names::constant;
use crate::schema::{Attribute, Direction, Field, Operation, Schema, ServerForm, Varying};
use crate::versions::{Versions, number};
use pools::Pools;

/// The files under `tables`, and the one that lists them.
pub(super) fn files(schema: &Schema, files: &mut BTreeMap<PathBuf, String>) -> Result<(), String> {
    let mut pools = Pools::new(schema);
    let structures = structures::all(schema, &mut pools)?;
    let attributes = attributes(schema, &mut pools)?;
    let operations = operations(schema, &mut pools)?;
    let tags = tags(schema, &mut pools)?;
    let lists = lists::file(schema, &mut pools)?;
    let mut put = |name: &str, uses: &str, code: String| {
        files.insert(format!("tables/{name}.rs").into(), format!("{uses}\n{code}"));
    };
    let tables = "use crate::tables::*;";
    let uses = format!("use super::{{forms::*, sections::*}};\n{tables}\n");
    put("structures", &format!("{uses}use crate::{{ItemType, Operation, Tag, Versions}};\n"), structures);
    put("attributes", &format!("{uses}use crate::{{Tag, Versions}};\n"), attributes);
    let uses = format!(
        "use super::{{forms::*, sections::*, structures::*}};\n{tables}\nuse crate::{{Operation, Tag, Versions}};\n"
    );
    put("operations", &uses, operations);
    let uses = format!("use super::{{attributes, forms::*}};\n{tables}\nuse crate::{{Tag, Versions}};\n");
    put("tags", &uses, tags);
    put("lists", &format!("use super::sections::*;\n{tables}\nuse crate::{{Versions, generated}};\n"), lists);
    let uses = format!("use super::{{lists::*, structures::*}};\n{tables}\nuse crate::{{ItemType, Versions}};\n");
    put("forms", &uses, pools.forms());
    put("sections", "use crate::Versions;\nuse crate::tables::Sections;\n", pools.sections());
    let modules = ["attributes", "forms", "lists", "operations", "sections", "structures", "tags"];
    let modules: String = modules.iter().map(|name| format!("mod {name};\n")).collect();
    let uses = "pub(crate) use attributes::ATTRIBUTES;
pub(crate) use lists::{ENUMERATIONS, MASKS};
pub(crate) use operations::OPERATIONS;
pub(crate) use structures::{MESSAGES, STRUCTURES};
pub(crate) use tags::TAGS;
";
    files.insert("tables.rs".into(), format!("{modules}\n{uses}"));
    Ok(())
}

/// The versions for which a value that may vary is one of these.
fn versions_where<T>(value: &Varying<T>, owner: Versions, is: impl Fn(&T) -> bool) -> Result<Versions, String> {
    match value {
        Varying::Same(value) => Ok(if is(value) { owner } else { Versions::default() }),
        Varying::By(map) => {
            let mut those = map.iter().filter(|(_, value)| is(value)).map(|(range, _)| Versions::parse(range));
            those.try_fold(Versions::default(), |all, range| Ok(all.union(range?)))
        }
    }
}

/// The tag with this name, as an expression; number 0 for none.
fn tag_code(schema: &Schema, name: Option<&str>) -> Result<String, String> {
    let Some(name) = name else { return Ok("Tag::new(0)".to_owned()) };
    schema.tag(name).map(|_| format!("Tag::{}", constant(name))).ok_or_else(|| format!("no tag {name:?}"))
}

/// The attributes in the order of their names, as `str` compares them.
fn sorted(schema: &Schema) -> Vec<&Attribute> {
    let mut all: Vec<&Attribute> = schema.attributes.iter().collect();
    all.sort_by(|a, b| a.name.cmp(&b.name));
    all
}

fn attributes(schema: &Schema, pools: &mut Pools<'_>) -> Result<String, String> {
    let (mut entries, mut statics) = (String::new(), String::new());
    for attribute in sorted(schema) {
        let versions = Versions::parse(&attribute.versions)?;
        let tag = match &attribute.tag {
            Some(tag) => format!("Some({})", tag_code(schema, Some(tag))?),
            None => "None".to_owned(),
        };
        let tag_name = attribute.tag.as_deref().unwrap_or_default();
        let symbol = constant(&attribute.name);
        let _ = writeln!(entries, "&{symbol},");
        let _ = writeln!(
            statics,
            "pub(super) static {symbol}: AttributeTable = AttributeTable {{ name: {:?}, tag: {tag}, versions: {}, \
             multiple: {}, sections: {}, forms: {} }};\n",
            attribute.name,
            versions.code(),
            versions_where(&attribute.multi, versions, |multi| *multi)?.code(),
            pools.section(&attribute.sections)?,
            pools.form(tag_name, &attribute.forms(), versions, false)?,
        );
    }
    Ok(format!("pub(crate) static ATTRIBUTES: &[&AttributeTable] = &[\n{entries}];\n\n{statics}"))
}

/// The payloads of one operation as they are printed.
struct Payloads<'p, 's> {
    operation: &'s Operation,
    pools: &'p mut Pools<'s>,
    schema: &'s Schema,
    code: String,
}

impl Payloads<'_, '_> {
    /// Prints one payload and returns its static; `form` is such as `Server Request`.
    fn put(
        &mut self,
        form: &str,
        range: &str,
        fields: &[Field],
        sections: &BTreeMap<String, String>,
    ) -> Result<String, String> {
        let tag = if form.ends_with("Request") { "Request Payload" } else { "Response Payload" };
        let name = format!("{} {form} Payload", self.operation.name);
        let symbol = constant(&name);
        let versions = Versions::parse(range)?;
        let entry = structures::Entry { symbol: &symbol, name: &name, tag: Some(tag), versions, sections };
        self.code.push_str(&entry.code(fields, "None", self.schema, self.pools)?);
        Ok(symbol)
    }

    /// The same for a payload of which only some operations have an own form for the server.
    fn put_server(&mut self, form: &str, own: Option<&ServerForm>) -> Result<String, String> {
        let operation = self.operation;
        let of_server = &operation.server_sections;
        let sections = if of_server.is_empty() { &operation.sections } else { of_server };
        let symbol = own.map(|own| self.put(form, &own.versions, &own.fields, sections)).transpose()?;
        Ok(symbol.map_or("None".to_owned(), |symbol| format!("Some(&{symbol})")))
    }
}

fn operations<'s>(schema: &'s Schema, pools: &mut Pools<'s>) -> Result<String, String> {
    let mut all: Vec<&Operation> = schema.operations.iter().collect();
    all.sort_by(|a, b| a.value.cmp(&b.value));
    let (mut entries, mut code) = (String::new(), String::new());
    for operation in all {
        let versions = Versions::parse(&operation.versions)?;
        let sections = pools.section(&operation.sections)?;
        let mut payloads = Payloads { operation, pools, schema, code: String::new() };
        let request = payloads.put("Request", &operation.versions, &operation.request, &operation.sections)?;
        let response = payloads.put("Response", &operation.versions, &operation.response, &operation.sections)?;
        let server_request = payloads.put_server("Server Request", operation.server_request.as_ref())?;
        let server_response = payloads.put_server("Server Response", operation.server_response.as_ref())?;
        code.push_str(&payloads.code);
        let direction = |not: Direction| versions_where(&operation.direction, versions, |d| *d != not);
        let _ = writeln!(
            entries,
            "OperationTable {{ operation: Operation::{}, name: {:?}, versions: {}, from_client: {}, \
             from_server: {}, sections: {sections}, request: &{request}, response: &{response}, \
             server_request: {server_request}, server_response: {server_response} }},",
            constant(&operation.name),
            operation.name,
            versions.code(),
            direction(Direction::Server)?.code(),
            direction(Direction::Client)?.code(),
        );
    }
    Ok(format!("pub(crate) static OPERATIONS: &[OperationTable] = &[\n{entries}];\n\n{code}"))
}

fn tags(schema: &Schema, pools: &mut Pools<'_>) -> Result<String, String> {
    let mut entries = String::new();
    for tag in &schema.tags.tags {
        let versions = Versions::parse(&tag.versions)?;
        let deprecated = tag.deprecated.as_deref().map_or(Ok(Versions::default()), Versions::parse)?;
        let attribute = schema.attributes.iter().find(|a| a.tag.as_ref() == Some(&tag.name));
        let attribute = attribute.map_or("None".to_owned(), |a| format!("Some(&attributes::{})", constant(&a.name)));
        let _ = writeln!(
            entries,
            "TagTable {{ tag: Tag::new({}), versions: {}, deprecated: {}, forms: {}, attribute: {attribute} }},",
            hex_tag(number(&tag.value)?),
            versions.code(),
            deprecated.code(),
            pools.form(&tag.name, &tag.forms(), versions, false)?,
        );
    }
    Ok(format!("pub(crate) static TAGS: &[TagTable] = &[\n{entries}];\n"))
}
