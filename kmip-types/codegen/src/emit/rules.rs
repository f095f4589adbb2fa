//! Conditions on the presence of fields.
//!
//! They say which field must, or must not, be there because of what the others hold.

use std::fmt::Write;

use super::hex_value;
use crate::names::constant;
use crate::schema::{Field, Schema, When};
use crate::versions::Versions;

/// The rules of one structure, and what they ask of single fields.
pub(super) fn rules(fields: &[Field], owner: Versions, schema: &Schema) -> Result<String, String> {
    let mut facts = Vec::new();
    let mut rules = String::new();
    for field in fields {
        let allowed = field.versions.as_deref().map_or(Ok(owner), Versions::parse)?;
        let demands = [("Present", &field.present_if), ("Absent", &field.absent_if)];
        for (demand, when) in demands.into_iter().flat_map(|(demand, all)| all.iter().map(move |when| (demand, when))) {
            let versions = when.versions.as_deref().map_or(Ok(allowed), Versions::parse)?.code();
            let condition = Condition { fields, schema };
            let tag = condition.first_tag(field.name().unwrap_or_default())?;
            let when = condition.code(when, &mut facts)?;
            let _ = writeln!(rules, "        {demand} {tag} {versions} {when};");
        }
    }
    if rules.is_empty() {
        return Ok("{}".to_owned());
    }
    let facts: Vec<String> = facts.iter().map(|(name, fact)| format!("{name} = {fact};")).collect();
    Ok(format!("{{\n        facts {{ {} }}\n{rules}    }}", facts.join(" ")))
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
            if self.fields.iter().any(|field| field.name() == Some(name)) {
                all.push(self.value_fact(name, values, facts)?);
            } else {
                around = format!("({} [{}])", constant(name), self.values(name, values)?);
            }
        }
        for (name, values) in &when.is_not {
            none.push(self.value_fact(name, values, facts)?);
        }
        for (name, item_type) in &when.of_type {
            let (tag, item_type) = (self.first_tag(name)?, constant(item_type));
            all.push(noted(facts, format!("{tag}_IS_{item_type}"), format!("{tag} Type {item_type}")));
        }
        let operations: Vec<String> = when.except_in.iter().map(|name| constant(name)).collect();
        Ok(format!(
            "with [{}] without [{}] if [{}] unless [{}] around {around} except [{}]",
            self.tags(&when.with)?,
            self.tags(&when.without)?,
            all.join(" "),
            none.join(" "),
            operations.join(" ")
        ))
    }

    fn value_fact(&self, name: &str, values: &[String], facts: &mut Vec<Fact>) -> Result<String, String> {
        let (tag, numbers) = (self.first_tag(name)?, self.values(name, values)?);
        let named: Vec<String> = values.iter().map(|value| constant(value)).collect();
        Ok(noted(facts, format!("{tag}_IS_{}", named.join("_OR_")), format!("{tag} Value [{numbers}]")))
    }

    /// The tag that a field beside stands under first.
    fn first_tag(&self, name: &str) -> Result<String, String> {
        let field = self.fields.iter().find(|field| field.name() == Some(name));
        let field = field.ok_or_else(|| format!("a condition names {name:?}, which is no field beside it"))?;
        let tag = field.tag.as_ref().or_else(|| field.members.keys().next());
        tag.map(|tag| constant(tag)).ok_or_else(|| format!("{name:?} has no tag"))
    }

    fn tags(&self, names: &[String]) -> Result<String, String> {
        Ok(names.iter().map(|name| self.first_tag(name)).collect::<Result<Vec<_>, _>>()?.join(" "))
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
