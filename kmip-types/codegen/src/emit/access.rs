//! Requests about one object, which may leave its identifier to the placeholder: `on_object.rs`.

use std::fmt::Write;

use super::imports::with_imports;
use crate::model::{Count, Model};
use crate::types::Type;

/// `on_object.rs`: requests about one object, which may leave its identifier to the placeholder.
pub(super) fn on_object(model: &Model) -> String {
    let mut lines = String::new();
    for structure in &model.structures {
        let about = structure.fields.iter().any(|f| {
            f.ident == "unique_identifier" && f.count == Count::Optional && matches!(&f.value, Type::Varying { .. })
        });
        if structure.room.starts_with("operations/") && structure.rust.ends_with("Request") && about {
            let kind = if structure.fields.iter().any(|f| f.required) { "with" } else { "of" };
            let _ = writeln!(lines, "{kind} {};", structure.rust);
        }
    }
    with_imports(&format!("crate::model::on_object! {{\n{lines}}}\n"))
}
