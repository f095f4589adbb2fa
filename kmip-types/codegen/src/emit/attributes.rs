//! Prints `attributes.rs`, with a line for each attribute.
//!
//! The macros of `src/attribute.rs` make everything else from these lines.

use std::fmt::Write;

use super::no_alloc::Closure;
use super::sections;
use super::tables::{Forms, versions_where};
use crate::model::{Case, Model};
use crate::names::{constant, field};
use crate::schema::{Attribute, Schema};
use crate::versions::Versions;

/// The versions from 2.0 on: what only they have has no Attribute Name.
const TAGGED: Versions = Versions::ALL.without(Versions(0x1F));

pub(super) fn file(schema: &Schema, model: &Model, closure: &Closure<'_>) -> Result<String, String> {
    let forms = Forms::new(schema);
    let vendors = &schema.conversions.attributes.list.named;
    let mut lines = String::new();
    for case in &model.attributes {
        let attribute = schema.attributes.iter().find(|a| a.name == case.name);
        let attribute = attribute.ok_or_else(|| format!("no attribute {:?}", case.name))?;
        lines.push_str(&line(attribute, case, &model.attributes, &forms, (closure, vendors))?);
    }
    Ok(format!(
        "use crate::*;

crate::attribute::attributes! {{ [model table kinds twin] {{
    /// The value of one attribute: by its tag (2.0 on) or by its Attribute Name (1.x).
    Attribute twin any_attribute_twin {{\n{lines}    }}\n}}}}\n"
    ))
}

fn line(
    attribute: &Attribute,
    case: &Case,
    all: &[Case],
    forms: &Forms<'_>,
    (closure, vendors): (&Closure<'_>, &str),
) -> Result<String, String> {
    let code = case.value.code();
    let several = attribute.multi.values().any(|multi| *multi);
    let get = if several {
        "many"
    } else if code.contains("'a") {
        "one"
    } else {
        "copy"
    };
    let mut line = format!(
        "        {:?} {} {} {}: {} {code}, {} many {} {} get {get} {}{}",
        case.name,
        case.rust,
        constant(&case.name),
        constant(&case.when),
        case.held(),
        case.versions.code(),
        versions_where(&attribute.multi, case.versions, |multi| *multi)?.code(),
        sections::as_code(&case.sections)?,
        field(&case.name, several),
        forms.own(&case.when, &attribute.forms(), case.versions, false)?,
    );
    if code.contains("'a") && all.iter().filter(|other| other.value == case.value).count() == 1 {
        line.push_str(" made from");
    }
    line.push_str(&closure.attribute_column(case, vendors));
    if !case.versions.within(TAGGED) {
        line.push_str(" under name");
    }
    let _ = writeln!(line, ";");
    Ok(line)
}
