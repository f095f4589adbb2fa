//! Enumerations and masks: constants and name tables.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::PathBuf;

use super::docs::{lines, named};
use super::{hex_value, in_versions, sections};
use crate::descriptions::Descriptions;
use crate::model::enumeration_name;
use crate::names::{constant, file as file_name, type_name, xml};
use crate::schema::{Enumeration, Schema};
use crate::versions::{Versions, number};

/// The names of numbers, as a generated `NameTable` holds them.
#[derive(Default)]
pub(super) struct Names {
    /// The rows: number, name, and the versions that have the number under this name.
    ///
    /// Of several spellings the newest is first.
    pub(super) rows: Vec<(u32, String, Versions)>,
    /// Names that are read and never written.
    pub(super) aliases: Vec<(String, u32)>,
}

impl Names {
    /// The spellings and aliases of an enumeration or a mask.
    pub(super) fn of_enumeration(list: &Enumeration) -> Result<Self, String> {
        let all = Versions::parse(&list.versions)?;
        let mut names = Self::default();
        for value in list.values() {
            let code = number(&value.value)?;
            let versions = value.versions.as_deref().map_or(Ok(all), Versions::parse)?;
            let newest = xml(&value.name);
            let mut old = Vec::new();
            for (range, name) in &value.spellings {
                old.push((code, xml(name), Versions::parse(range)?));
            }
            // What the specification prints otherwise can be the same here.
            old.retain(|(_, name, _)| *name != newest);
            let respelled = old.iter().fold(Versions::default(), |all, (.., versions)| all.union(*versions));
            names.rows.push((code, newest, versions.without(respelled)));
            names.rows.extend(old.into_iter().rev());
            names.aliases.extend(value.aliases.iter().map(|alias| (xml(alias), code)));
        }
        Ok(names)
    }

    /// The `NameTable` with this name; `hex` prints its numbers.
    pub(super) fn table(&self, about: &str, name: &str, hex: fn(u32) -> String) -> String {
        let numbers: BTreeSet<u32> = self.rows.iter().map(|(value, ..)| *value).collect();
        let lines: String =
            numbers.into_iter().map(|number| format!("        {}{};\n", hex(number), self.line(number))).collect();
        format!("crate::names::name_table! {{\n    /// {about}\n    {name} {{\n{lines}    }}\n}}\n")
    }

    /// Returns how a number is spelt: ` "SHA3_224" [V2_0..] "SHA_3_224" [V1_4]`.
    fn line(&self, number: u32) -> String {
        let spellings = self.rows.iter().filter(|(value, ..)| *value == number);
        let mut line: String = spellings.map(|(_, name, versions)| format!(" {name:?} {}", versions.code())).collect();
        let aliases: BTreeSet<&String> =
            self.aliases.iter().filter(|(_, of)| *of == number).map(|(name, _)| name).collect();
        let is_new = |alias: &&&String| !self.rows.iter().any(|(_, name, _)| name == **alias);
        let aliases: Vec<String> = aliases.iter().filter(is_new).map(|name| format!(" {name:?}")).collect();
        if !aliases.is_empty() {
            let _ = write!(line, " also{}", aliases.concat());
        }
        line
    }
}

/// A file per enumeration and mask, and the two files that list them.
pub(super) fn files(
    schema: &Schema,
    descriptions: &Descriptions,
    files: &mut BTreeMap<PathBuf, String>,
) -> Result<(), String> {
    let by_hand = [&schema.types.tags, &schema.types.item_types];
    let enumerations = schema.enumerations.iter().filter(|e| !by_hand.contains(&&e.name));
    let enumerations = enumerations.map(|e| (e, enumeration_name(schema, &e.name))).collect();
    let masks = schema.masks.iter().map(|mask| (mask, type_name(&mask.name))).collect();
    folder("enumerations", ("enumeration", "Enumeration"), enumerations, descriptions, files)?;
    folder("masks", ("mask", "Bit Mask"), masks, descriptions, files)
}

/// Adds the files of one kind.
///
/// It is given what to call the kind in Rust and in the documentation, the entries and their types.
fn folder(
    folder: &str,
    kind: (&str, &str),
    entries: Vec<(&Enumeration, String)>,
    descriptions: &Descriptions,
    files: &mut BTreeMap<PathBuf, String>,
) -> Result<(), String> {
    let (mut modules, mut uses) = (String::new(), String::new());
    for (entry, rust) in entries {
        let module = file_name(&entry.name);
        let _ = writeln!(modules, "pub(super) mod {module};");
        let _ = writeln!(uses, "pub use {module}::{rust};");
        files.insert(format!("{folder}/{module}.rs").into(), file(entry, &rust, kind, descriptions)?);
    }
    files.insert(format!("{folder}.rs").into(), format!("{modules}\n{uses}"));
    Ok(())
}

fn file(
    list: &Enumeration,
    rust: &str,
    (macro_name, title): (&str, &str),
    descriptions: &Descriptions,
) -> Result<String, String> {
    let is_mask = macro_name == "mask";
    let all = Versions::parse(&list.versions)?;
    let names = Names::of_enumeration(list)?;
    let mut gated = Vec::new();
    let mut constants = String::new();
    for value in list.values() {
        let versions = value.versions.as_deref().map_or(Ok(all), Versions::parse)?;
        if versions != all {
            gated.push(number(&value.value)?);
        }
        let since = if versions == all { String::new() } else { format!("; {}", in_versions(versions)) };
        let deprecated = value.deprecated.as_ref().map(|v| format!("; deprecated in {v}")).unwrap_or_default();
        let text = descriptions.value(&list.name, &value.name);
        let facts = format!("{}{since}{deprecated}.", named(&value.name, text));
        let _ = writeln!(
            constants,
            "{}    {} = {}{};",
            lines("    ", text, &facts),
            constant(&value.name),
            hex_value(number(&value.value)?),
            names.line(number(&value.value)?)
        );
    }
    let facts = format!("{} {title}. {}{}.", list.name, sections::in_words(&list.sections), in_versions(all));
    Ok(format!(
        "crate::enumeration::{macro_name}! {{\n{}    {rust}, TABLE, {};\n{constants}}}\n",
        lines("    ", descriptions.enumeration(&list.name), &facts),
        hex_value(if is_mask { bits(&gated) } else { first(&gated) }),
    ))
}

/// The number below which nothing is gated.
fn first(gated: &[u32]) -> u32 {
    gated.iter().copied().min().unwrap_or(u32::MAX)
}

/// All bits that are gated.
fn bits(gated: &[u32]) -> u32 {
    gated.iter().fold(0, |all, bit| all | bit)
}
