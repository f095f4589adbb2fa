//! Conditions on the presence of fields.
//!
//! They say which field must, or must not, be there because of what the others hold.

use std::fmt::Write;

use super::hex_value;
use super::structures::first_tag;
use super::tables::versions_where;
use crate::model::{Field, Structure};
use crate::names::{constant, type_name};
use crate::schema::{self, Schema, SelectedBy, When};
use crate::types::Type;
use crate::versions::Versions;

/// The rules of one structure, and what they ask of single fields.
pub(super) fn rules(s: &Structure, schema: &Schema) -> Result<String, String> {
    let mut facts = Vec::new();
    let mut rules = String::new();
    for field in &s.entry.fields {
        let allowed = field.versions.as_deref().map_or(Ok(s.versions), Versions::parse)?;
        let demands = [("Present", &field.present_if), ("Absent", &field.absent_if)];
        for (demand, when) in demands.into_iter().flat_map(|(demand, all)| all.iter().map(move |when| (demand, when))) {
            let versions = when.versions.as_deref().map_or(Ok(allowed), Versions::parse)?.code();
            let condition = Condition { fields: &s.fields, schema };
            let own = condition.field(field.name().unwrap_or_default())?;
            let when = condition.code(when, &mut facts)?;
            let _ = writeln!(rules, "        {demand} {} {} {versions} {when};", own.ident, first_tag(own));
        }
    }
    for (field, versions, asked) in required_if_asked(s, schema)? {
        let condition = Condition { fields: &s.fields, schema };
        let own = condition.field(field)?;
        let is = [(asked.field.clone(), vec![asked.value.clone()])].into();
        let when = condition.code(&When { is, ..When::default() }, &mut facts)?;
        let _ = writeln!(rules, "        Present {} {} {} {when};", own.ident, first_tag(own), versions.code());
    }
    if rules.is_empty() {
        return Ok("{}".to_owned());
    }
    let facts: Vec<String> = facts.iter().map(|(name, fact)| format!("{name} = {fact};")).collect();
    Ok(format!("{{\n        facts {{ {} }}\n{rules}    }}", facts.join(" ")))
}

/// Returns what structures that are one type with this one require beyond it.
///
/// They do so where a field around asks for them.
fn required_if_asked<'s>(
    s: &Structure,
    schema: &'s Schema,
) -> Result<Vec<(&'s str, Versions, &'s SelectedBy)>, String> {
    let mut required = Vec::new();
    // A type that has a table of its own is one structure.
    let is_joined = |other: &&schema::Structure| {
        s.entry.symbol.is_empty() && schema.types.same.get(&other.name) == Some(&s.entry.name)
    };
    for other in schema.structures.iter().filter(is_joined) {
        let Some(asked) = &other.only_if else { continue };
        let versions = Versions::parse(&other.versions)?;
        for field in &other.fields {
            let allowed = field.versions.as_deref().map_or(Ok(versions), Versions::parse)?;
            let demanded = versions_where(&field.occurs, allowed, |count| count.starts_with('1'))?;
            if let Some(name) = field.name().filter(|_| demanded != Versions::default()) {
                required.push((name, demanded, asked));
            }
        }
    }
    Ok(required)
}

/// The fields and the schema to which a condition refers.
struct Condition<'f> {
    fields: &'f [Field],
    schema: &'f Schema,
}

/// The name of a fact, and what it says.
type Fact = (String, String);

impl Condition<'_> {
    fn code(&self, when: &When, facts: &mut Vec<Fact>) -> Result<String, String> {
        let (mut all, mut none, mut around) = (Vec::new(), Vec::new(), "()".to_owned());
        for (name, values) in &when.is {
            if self.fields.iter().any(|field| field.name == *name) {
                all.push(self.value_fact(name, values, facts)?);
            } else {
                around = format!("({} [{}])", constant(name), self.values(name, values)?);
            }
        }
        for (name, values) in &when.is_not {
            none.push(self.value_fact(name, values, facts)?);
        }
        for (name, item_type) in &when.of_type {
            all.push(self.type_fact(name, item_type, facts)?);
        }
        let operations: Vec<String> = when.except_in.iter().map(|name| constant(name)).collect();
        Ok(format!(
            "with [{}] without [{}] if [{}] unless [{}] around {around} except [{}]",
            self.idents(&when.with)?,
            self.idents(&when.without)?,
            all.join(" "),
            none.join(" "),
            operations.join(" ")
        ))
    }

    fn value_fact(&self, name: &str, values: &[String], facts: &mut Vec<Fact>) -> Result<String, String> {
        let (field, numbers) = (self.field(name)?, self.values(name, values)?);
        let named: Vec<String> = values.iter().map(|value| constant(value)).collect();
        let fact = format!("{}_IS_{}", first_tag(field), named.join("_OR_"));
        Ok(noted(facts, fact, format!("{} Value [{numbers}]", field.ident)))
    }

    /// A field has this item type, which is one of its arms in the model.
    fn type_fact(&self, name: &str, item_type: &str, facts: &mut Vec<Fact>) -> Result<String, String> {
        let field = self.field(name)?;
        let Type::Varying { name: own, .. } = &field.value else {
            return Err(format!("a condition asks for the item type of {name:?}, which has only one"));
        };
        let fact = format!("{}_IS_{}", first_tag(field), constant(item_type));
        let is = format!("{} Type ({} {own} {})", field.ident, constant(item_type), type_name(item_type));
        Ok(noted(facts, fact, is))
    }

    /// Returns a field of the same structure.
    fn field(&self, name: &str) -> Result<&Field, String> {
        let field = self.fields.iter().find(|field| field.name == name);
        field.ok_or_else(|| format!("a condition names {name:?}, which is no field beside it"))
    }

    fn idents(&self, names: &[String]) -> Result<String, String> {
        let idents = names.iter().map(|name| Ok(self.field(name)?.ident.as_str()));
        Ok(idents.collect::<Result<Vec<_>, String>>()?.join(" "))
    }

    fn values(&self, tag: &str, values: &[String]) -> Result<String, String> {
        let mut numbers = Vec::new();
        for value in values {
            let number = self.schema.value_of(tag, value)?;
            numbers.push(hex_value(number.ok_or_else(|| format!("a condition names no value of {tag:?}: {value:?}"))?));
        }
        Ok(numbers.join(", "))
    }
}

/// Adds a fact, which may be there already.
fn noted(facts: &mut Vec<Fact>, name: String, fact: String) -> String {
    if !facts.iter().any(|(known, _)| *known == name) {
        facts.push((name.clone(), fact));
    }
    name
}
