//! Structures and payloads with their fields.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::pools::Pools;
use super::{rules, tag_code, versions_where};
use crate::emit::hex_value;
use crate::names::constant;
use crate::schema::{Arms, Enumeration, Field, Kind, Schema, Structure};
use crate::versions::{Versions, number};

/// The static of a structure.
pub(super) fn symbol(name: &str) -> String {
    format!("{}_STRUCTURE", constant(name))
}

/// The statics of all structures, and the lists of them.
pub(super) fn all(schema: &Schema, pools: &mut Pools<'_>) -> Result<String, String> {
    let (mut code, mut list, mut messages) = (String::new(), String::new(), String::new());
    for structure in &schema.structures {
        let symbol = symbol(&structure.name);
        let entry = Entry {
            symbol: &symbol,
            name: &structure.name,
            tag: structure.tag.as_deref(),
            versions: Versions::parse(&structure.versions)?,
            sections: &structure.sections,
        };
        let only_if = only_if(structure, schema)?;
        code.push_str(&entry.code(&structure.fields, &only_if, schema, pools)?);
        let _ = writeln!(list, "&{symbol},");
        let is_root = structure.kind == Kind::Message && is_root(schema, structure.tag.as_deref());
        if is_root {
            let _ = writeln!(messages, "&{symbol},");
        }
    }
    Ok(format!(
        "pub(crate) static STRUCTURES: &[&StructureTable] = &[\n{list}];

/// The messages: the structures of their kind that no other one contains.
pub(crate) static MESSAGES: &[&StructureTable] = &[\n{messages}];

{code}"
    ))
}

/// What asks for a structure among those that an item can be.
fn only_if(structure: &Structure, schema: &Schema) -> Result<String, String> {
    let Some(by) = &structure.only_if else { return Ok("None".to_owned()) };
    let value = value_of(schema, &by.field, &by.value)?;
    let value = value.ok_or_else(|| format!("{}: only if {:?} has an unknown value", structure.name, by.field))?;
    let tag = tag_code(schema, Some(&by.field))?;
    Ok(format!("Some(Around {{ by: {tag}, values: &[{}] }})", hex_value(value)))
}

/// Whether no field stands under this tag.
fn is_root(schema: &Schema, tag: Option<&str>) -> bool {
    let fields = schema.structures.iter().flat_map(|s| &s.fields).chain(schema.payload_fields());
    tag.is_some() && fields.filter(|field| field.tag.as_deref() == tag).count() == 0
}

/// A structure or payload, but for its fields.
pub(super) struct Entry<'e> {
    pub(super) symbol: &'e str,
    pub(super) name: &'e str,
    pub(super) tag: Option<&'e str>,
    pub(super) versions: Versions,
    pub(super) sections: &'e BTreeMap<String, String>,
}

impl Entry<'_> {
    /// The static.
    pub(super) fn code(
        &self,
        fields: &[Field],
        only_if: &str,
        schema: &Schema,
        pools: &mut Pools<'_>,
    ) -> Result<String, String> {
        let mut entries = String::new();
        for field in fields {
            entries.push_str(&self.field(field, schema, pools)?);
        }
        let (facts, rules) = rules::code(fields, self.versions, schema)?;
        Ok(format!(
            "pub(super) static {}: StructureTable = StructureTable {{ name: {:?}, tag: {}, versions: {}, \
             sections: {}, only_if: {only_if}, fields: &[\n{entries}], facts: &[{facts}], rules: &[{rules}] }};\n\n",
            self.symbol,
            self.name,
            tag_code(schema, self.tag)?,
            self.versions.code(),
            pools.section(self.sections)?,
        ))
    }

    fn field(&self, field: &Field, schema: &Schema, pools: &mut Pools<'_>) -> Result<String, String> {
        let allowed = field.versions.as_deref().map_or(Ok(self.versions), Versions::parse)?;
        let tag = field.tag.as_deref().unwrap_or_default();
        let is_selected = field.selector.is_some();
        let (place, forms) = if field.tag.is_some() {
            let forms = pools.form(tag, &field.forms(), allowed, is_selected)?;
            (format!("Place::Tag({})", tag_code(schema, Some(tag))?), forms)
        } else if field.choice.is_some() {
            (format!("Place::Choice(&[\n{}])", members(field, schema)?), "&[]".to_owned())
        } else if field.any_attribute {
            ("Place::Attribute".to_owned(), "&[]".to_owned())
        } else {
            ("Place::Any".to_owned(), "&[]".to_owned())
        };
        let selected = match &field.selector {
            Some(by) => {
                format!("Some(&Selected {{ by: {}, arms: {} }})", tag_code(schema, Some(by))?, arms(field, by, schema)?)
            }
            None => "None".to_owned(),
        };
        Ok(format!(
            "FieldTable {{ place: {place}, allowed: {}, required: {}, repeated: {}, secret: {}, selects: {}, \
             selected: {selected}, forms: {forms} }},\n",
            allowed.code(),
            versions_where(&field.occurs, allowed, |count| count.starts_with('1'))?.code(),
            versions_where(&field.occurs, allowed, |count| count.ends_with('n'))?.code(),
            field.secret,
            rules::selects(tag, schema),
        ))
    }
}

/// The number of a value of the enumeration that this tag carries.
pub(super) fn value_of(schema: &Schema, tag: &str, name: &str) -> Result<Option<u32>, String> {
    let carries = |e: &&Enumeration| e.tags.values().flatten().any(|t| t == tag);
    let values = schema.enumerations.iter().find(carries).map(Enumeration::values).unwrap_or_default();
    values.iter().find(|value| value.name == name).map(|value| number(&value.value)).transpose()
}

fn members(field: &Field, schema: &Schema) -> Result<String, String> {
    let mut code = String::new();
    for (tag, versions) in &field.members {
        let structure = schema.structures.iter().find(|s| s.tag.as_ref() == Some(tag));
        let structure = structure.ok_or_else(|| format!("no structure under {tag:?}"))?;
        let selected_by = match &field.selector {
            Some(by) => {
                let other = schema.types.members.get(by).and_then(|names| names.get(tag));
                value_of(schema, by, other.unwrap_or(tag))?
            }
            None => None,
        };
        let selected_by = selected_by.map_or("None".to_owned(), |value| format!("Some({})", hex_value(value)));
        let _ = writeln!(
            code,
            "Member {{ tag: {}, versions: {}, selected_by: {selected_by}, structure: &{} }},",
            tag_code(schema, Some(tag))?,
            Versions::parse(versions)?.code(),
            symbol(&structure.name)
        );
    }
    Ok(code)
}

/// What the values of the selecting field stand for.
fn arms(field: &Field, by: &str, schema: &Schema) -> Result<String, String> {
    if field.choice.is_some() {
        return Ok("Arms::Member".to_owned());
    }
    let tag = field.tag.as_ref();
    let selection = schema.types.selections.iter().find(|s| Some(&s.tag) == tag && s.selector == by);
    let selection = selection.ok_or_else(|| format!("no selection of {tag:?} by {by:?}"))?;
    Ok(match selection.arms {
        Arms::Request => "Arms::Request".to_owned(),
        Arms::Response => "Arms::Response".to_owned(),
        Arms::Attributes => "Arms::Attribute".to_owned(),
        Arms::Structures => {
            let mut code = String::new();
            for structure in &schema.structures {
                let Some(selected) = structure.selected_by.as_ref().filter(|s| s.field == by) else { continue };
                let value = value_of(schema, by, &selected.value)?;
                let value = value.ok_or_else(|| format!("{by:?} has no value {:?}", selected.value))?;
                let _ = writeln!(code, "({}, &{}),", hex_value(value), symbol(&structure.name));
            }
            format!("Arms::Structures(&[\n{code}])")
        }
    })
}
