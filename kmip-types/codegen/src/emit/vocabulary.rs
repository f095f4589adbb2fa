//! Enumerations and masks: constants and name tables.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::PathBuf;

use super::{hex_value, in_versions, sections};
use crate::model::enumeration_name;
use crate::names::{constant, file as file_name, type_name, xml};
use crate::schema::{Enumeration, Schema, Values};
use crate::versions::Versions;

/// One spelling: value, name, versions.
pub(super) type Row = (u32, String, Versions);

pub(super) fn number(value: &str) -> u32 {
    u32::from_str_radix(value.trim_start_matches("0x"), 16).unwrap_or_default()
}

/// The spellings of an enumeration, the newest of each value first, and its aliases.
pub(super) fn rows(enumeration: &Enumeration) -> (Vec<Row>, Vec<(String, u32)>) {
    let all = Versions::parse(&enumeration.versions).unwrap_or_default();
    let (mut rows, mut aliases) = (Vec::new(), Vec::new());
    let Values::Listed(values) = &enumeration.values else { return (rows, aliases) };
    for value in values {
        let code = number(&value.value);
        let versions = value.versions.as_deref().map_or(all, |v| Versions::parse(v).unwrap_or_default());
        let old: Vec<(Versions, &String)> =
            value.spellings.iter().map(|(v, name)| (Versions::parse(v).unwrap_or_default(), name)).collect();
        let respelled = old.iter().fold(0, |bits, (v, _)| bits | v.0);
        rows.push((code, xml(&value.name), Versions(versions.0 & !respelled)));
        for (v, name) in old.iter().rev() {
            rows.push((code, xml(name), *v));
        }
        aliases.extend(value.aliases.iter().map(|alias| (xml(alias), code)));
    }
    (rows, aliases)
}

/// A `NameTable` with this name.
pub(super) fn table(name: &str, rows: &[Row], aliases: &[(String, u32)], hex: fn(&str) -> String) -> String {
    let mut out = format!("pub(crate) static {name}: NameTable = NameTable {{\nnames: &[\n");
    let code = |value: u32| hex(&format!("0x{value:08X}"));
    let code = |value: u32| if name == "TAGS" { hex(&format!("0x{value:06X}")) } else { code(value) };
    for (value, name, versions) in rows {
        let _ = writeln!(out, "Name {{ value: {}, name: {name:?}, versions: {} }},", code(*value), versions.code());
    }
    out.push_str("],\nvalues: &[\n");
    let spelled = rows.iter().map(|(value, name, _)| (name.clone(), *value)).chain(aliases.iter().cloned());
    let by_name: BTreeMap<String, u32> = spelled.collect();
    for (name, value) in by_name {
        let _ = writeln!(out, "({name:?}, {}),", code(value));
    }
    out.push_str("],\n};\n");
    out
}

/// A file per enumeration and mask, and the two files that list them.
pub(super) fn files(schema: &Schema, files: &mut BTreeMap<PathBuf, String>) {
    let by_hand = [&schema.types.tags, &schema.types.item_types];
    let enumerations = schema.enumerations.iter().filter(|e| !by_hand.contains(&&e.name));
    let mut lists = [("enumerations", String::new(), String::new()), ("masks", String::new(), String::new())];
    let masks = schema.masks.iter().map(|mask| (1, mask));
    for (kind, enumeration) in enumerations.map(|e| (0, e)).chain(masks) {
        let Some((folder, modules, uses)) = lists.get_mut(kind) else { continue };
        let module = file_name(&enumeration.name);
        let rust = if kind == 0 { enumeration_name(schema, &enumeration.name) } else { type_name(&enumeration.name) };
        let _ = writeln!(modules, "pub(super) mod {module};");
        let _ = writeln!(uses, "pub use {module}::{rust};");
        files.insert(format!("{folder}/{module}.rs").into(), file(enumeration, &rust, *folder == "masks"));
    }
    for (folder, modules, uses) in lists {
        files.insert(format!("{folder}.rs").into(), format!("{modules}\n{uses}"));
    }
}

fn file(enumeration: &Enumeration, rust: &str, is_mask: bool) -> String {
    let all = Versions::parse(&enumeration.versions).unwrap_or_default();
    let section = enumeration.sections.as_ref().map(sections).unwrap_or_default();
    let (macro_name, title) = if is_mask { ("mask", "Bit Mask") } else { ("enumeration", "Enumeration") };
    let (rows, aliases) = rows(enumeration);
    let uses = if rows.is_empty() { "" } else { "use crate::Versions;\nuse crate::names::Name;\n" };
    let mut out = format!(
        "{uses}use crate::names::NameTable;\n\ncrate::open::{macro_name}! {{\n/// {} {title}.\n///\n/// {section}{}.\n{rust}, TABLE;\n",
        enumeration.name,
        in_versions(all)
    );
    if let Values::Listed(values) = &enumeration.values {
        for value in values {
            let versions = value.versions.as_deref().map_or(all, |v| Versions::parse(v).unwrap_or_default());
            let since = if versions == all { String::new() } else { format!("; {}", in_versions(versions)) };
            let deprecated = value.deprecated.as_ref().map(|v| format!("; deprecated in {v}")).unwrap_or_default();
            let _ = writeln!(
                out,
                "/// {}{since}{deprecated}.\n{} = {};",
                value.name,
                constant(&value.name),
                hex_value(&value.value)
            );
        }
    }
    out.push_str("}\n\n");
    out.push_str(&table("TABLE", &rows, &aliases, hex_value));
    out
}
