//! Prints the generated files: data and one-liners.
//!
//! The layout of what is printed here does not matter: `output` formats it.

mod access;
mod attributes;
mod changes;
mod chosen;
mod conversions;
mod docs;
mod guide;
mod imports;
mod names;
mod no_alloc;
mod relations;
mod rules;
mod secrets;
mod sections;
mod structures;
mod tables;
mod tags;
mod version_forms;
mod vocabulary;

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::descriptions::Descriptions;
use crate::model::Model;
use crate::schema::Schema;
use crate::versions::Versions;

pub(crate) use changes::document as history;
pub(crate) use docs::split as sentences;
pub(crate) use guide::document as guide;
pub(crate) use secrets::document as secrecy;

/// All files, by their path under `src/generated`.
pub(crate) fn files(
    schema: &Schema,
    descriptions: &Descriptions,
    model: &Model,
) -> Result<BTreeMap<PathBuf, String>, String> {
    let mut files = BTreeMap::new();
    files.insert("tags.rs".into(), tags::tags(schema, descriptions)?);
    files.insert("item_types.rs".into(), tags::item_types(schema, descriptions)?);
    files.insert("names.rs".into(), names::file(schema)?);
    vocabulary::files(schema, descriptions, &mut files)?;
    let closure = no_alloc::Closure::new(schema, model);
    structures::files(schema, descriptions, model, &closure, &mut files)?;
    files.insert("by_type.rs".into(), chosen::by_type(schema, model, &closure));
    files.insert("by_selector.rs".into(), chosen::by_selector(schema, model, &closure)?);
    files.insert("by_tag.rs".into(), chosen::by_tag(model, &closure)?);
    files.insert("attributes.rs".into(), attributes::file(schema, model, &closure)?);
    tables::files(schema, &mut files)?;
    files.insert("on_object.rs".into(), access::on_object(model));
    no_alloc::files(schema, &closure, &mut files);
    files.insert("conversions.rs".into(), conversions::file(schema)?);
    files.insert("secrets.rs".into(), secrets::file(schema)?);
    files.insert("version_forms.rs".into(), version_forms::file(schema, model)?);
    Ok(files)
}

/// `versions 1.0-3.0`.
fn in_versions(versions: Versions) -> String {
    let text = versions.text();
    if text.contains(['-', ' ']) { format!("versions {text}") } else { format!("version {text} only") }
}

/// A tag as Rust writes it: `0x42_0001`.
fn hex_tag(value: u32) -> String {
    format!("0x{:02X}_{:04X}", value >> 16, value & 0xFFFF)
}

/// A value as Rust writes it: `0x0000_000A`.
fn hex_value(value: u32) -> String {
    format!("0x{:04X}_{:04X}", value >> 16, value & 0xFFFF)
}
