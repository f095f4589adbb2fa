//! Prints `on_object.rs`: requests about one object.
//!
//! Such a request may leave the object's identifier to the placeholder.

use std::fmt::Write;

use super::imports::with_imports;
use crate::model::{Count, Model};
use crate::types::Type;

/// Prints `on_object.rs`: requests about one object.
///
/// Such a request may leave its identifier to the placeholder.
pub(super) fn on_object(model: &Model) -> String {
    let mut lines = String::new();
    for structure in &model.structures {
        let about = structure.fields.iter().any(|f| {
            f.ident == "unique_identifier" && f.count == Count::Optional && matches!(&f.value, Type::Varying { .. })
        });
        // One that requires more has a constructor for that.
        let is_all = !structure.fields.iter().any(|f| f.required);
        if structure.room.starts_with("operations/") && structure.rust.ends_with("Request") && about && is_all {
            let _ = writeln!(lines, "{};", structure.rust);
        }
    }
    with_imports(&format!("crate::model::on_object! {{\n{lines}}}\n"))
}
