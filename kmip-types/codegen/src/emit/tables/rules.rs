//! Conditions: which field must, or must not, be there because of what the others hold.

use std::fmt::Write;

use super::structures::value_of;
use super::tag_code;
use crate::emit::hex_value;
use crate::names::constant;
use crate::schema::{Field, Schema, When};
use crate::versions::Versions;

/// Whether some field or condition depends on the value of the field under this tag.
pub(super) fn selects(tag: &str, schema: &Schema) -> bool {
    if schema.structures.iter().filter_map(|s| s.only_if.as_ref()).any(|by| by.field == tag) {
        return true;
    }
    let structures = schema.structures.iter().map(|s| &s.fields);
    let payloads = schema.operations.iter().flat_map(|o| [&o.request, &o.response]);
    structures.chain(payloads).any(|fields| {
        let around = |when: &When| when.is.keys().any(|name| name == tag && place(fields, name).is_none());
        fields.iter().any(|field| {
            field.selector.as_deref() == Some(tag) || field.present_if.iter().chain(&field.absent_if).any(around)
        })
    })
}

fn place(fields: &[Field], name: &str) -> Option<usize> {
    fields.iter().position(|field| field.name() == Some(name))
}

/// The facts and the rules of one structure, as lists of expressions.
pub(super) fn code(fields: &[Field], owner: Versions, schema: &Schema) -> Result<(String, String), String> {
    let mut facts = Vec::new();
    let mut rules = String::new();
    for (index, field) in fields.iter().enumerate() {
        let allowed = field.versions.as_deref().map_or(Ok(owner), Versions::parse)?;
        let demands = [("Present", &field.present_if), ("Absent", &field.absent_if)];
        for (demand, when) in demands.into_iter().flat_map(|(demand, all)| all.iter().map(move |when| (demand, when))) {
            let versions = when.versions.as_deref().map_or(Ok(allowed), Versions::parse)?;
            let when = Condition { fields, schema }.code(when, &mut facts)?;
            let versions = versions.code();
            let _ =
                writeln!(rules, "Rule {{ field: {index}, versions: {versions}, demand: Demand::{demand}, {when} }},");
        }
    }
    Ok((facts.join(", "), rules))
}

/// What a condition refers to.
struct Condition<'f> {
    fields: &'f [Field],
    schema: &'f Schema,
}

impl Condition<'_> {
    fn code(&self, when: &When, facts: &mut Vec<String>) -> Result<String, String> {
        let (mut all, mut none, mut around) = (0_u32, 0_u32, "None".to_owned());
        for (name, values) in &when.is {
            let numbers = self.values(name, values)?;
            match place(self.fields, name) {
                Some(place) => all |= fact(facts, format!("Fact {{ field: {place}, is: Is::Value(&[{numbers}]) }}")),
                None => {
                    let by = tag_code(self.schema, Some(name))?;
                    around = format!("Some(Around {{ by: {by}, values: &[{numbers}] }})");
                }
            }
        }
        for (name, values) in &when.is_not {
            let (place, numbers) = (self.place(name)?, self.values(name, values)?);
            none |= fact(facts, format!("Fact {{ field: {place}, is: Is::Value(&[{numbers}]) }}"));
        }
        for (name, item_type) in &when.of_type {
            let place = self.place(name)?;
            let item_type = constant(item_type);
            all |= fact(facts, format!("Fact {{ field: {place}, is: Is::Type(ItemType::{item_type}) }}"));
        }
        let operations: Vec<String> =
            when.except_in.iter().map(|name| format!("Operation::{}", constant(name))).collect();
        Ok(format!(
            "with: {:#x}, without: {:#x}, facts: {all:#x}, not_facts: {none:#x}, around: {around}, except_in: &[{}]",
            self.bits(&when.with)?,
            self.bits(&when.without)?,
            operations.join(", ")
        ))
    }

    fn place(&self, name: &str) -> Result<usize, String> {
        place(self.fields, name).ok_or_else(|| format!("a condition names {name:?}, which is no field beside it"))
    }

    fn bits(&self, names: &[String]) -> Result<u64, String> {
        names.iter().try_fold(0, |bits, name| Ok(bits | 1 << self.place(name)?))
    }

    fn values(&self, tag: &str, values: &[String]) -> Result<String, String> {
        let mut numbers = Vec::new();
        for value in values {
            let number = value_of(self.schema, tag, value)?;
            numbers.push(hex_value(number.ok_or_else(|| format!("a condition names no value of {tag:?}: {value:?}"))?));
        }
        Ok(numbers.join(", "))
    }
}

/// The bit of a fact, which may be there already.
fn fact(facts: &mut Vec<String>, code: String) -> u32 {
    let place = facts.iter().position(|known| *known == code).unwrap_or_else(|| {
        facts.push(code);
        facts.len() - 1
    });
    1 << place
}
