//! What reaches attributes and requests by name: `attribute_access.rs`, `on_object.rs`.

use std::fmt::Write;

use super::imports::with_imports;
use super::in_versions;
use crate::model::{Case, Count, Model};
use crate::names::field;
use crate::schema::Schema;
use crate::types::Type;

/// `attribute_access.rs`: a getter per attribute.
pub(super) fn getters(schema: &Schema, model: &Model) -> String {
    let lines: String = model.attributes.iter().map(|case| getter(schema, case)).collect();
    with_imports(&format!("\ncrate::model::attribute_access! {{\n{lines}}}\n"))
}

fn getter(schema: &Schema, case: &Case) -> String {
    let code = case.value.code();
    let several = schema.attributes.iter().any(|a| a.name == case.name && a.multi.values().any(|multi| *multi));
    let kind = if several {
        "many"
    } else if code.contains("'a") {
        "one"
    } else {
        "copy"
    };
    format!(
        "/// {}: {}.\n{kind} {}: Attribute::{}({code});\n",
        case.name,
        in_versions(case.versions),
        field(&case.name, several),
        case.rust
    )
}

/// `on_object.rs`: requests about one object, which may leave its identifier to the placeholder.
pub(super) fn on_object(model: &Model) -> String {
    let mut lines = String::new();
    for structure in &model.structures {
        let about = structure.fields.iter().any(|f| {
            f.ident == "unique_identifier" && f.count == Count::Optional && matches!(&f.value, Type::Variant { .. })
        });
        if structure.room.starts_with("operations/") && structure.rust.ends_with("Request") && about {
            let kind = if structure.fields.iter().any(|f| f.required) { "with" } else { "of" };
            let _ = writeln!(lines, "{kind} {};", structure.rust);
        }
    }
    with_imports(&format!("crate::model::on_object! {{\n{lines}}}\n"))
}
