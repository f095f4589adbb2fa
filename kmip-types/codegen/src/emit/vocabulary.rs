//! Enumerations and masks: constants and name tables.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::PathBuf;

use super::docs::{lines, named};
use super::{hex_value, in_versions, sections};
use crate::descriptions::Descriptions;
use crate::hash::{hash, place, seed_index};
use crate::model::enumeration_name;
use crate::names::{constant, file as file_name, type_name, xml};
use crate::schema::{Enumeration, Schema};
use crate::versions::{Versions, number};

/// How many numbers without a name are put up with before the first name, or early on, in a table by number.
const GAP: usize = 8;

/// The names of numbers, as a generated `NameTable` holds them.
#[derive(Default)]
pub(super) struct Names {
    /// Number, name and the versions that have the number under this name; of several spellings the newest first.
    pub(super) rows: Vec<(u32, String, Versions)>,
    /// Names that are read and never written.
    pub(super) aliases: Vec<(String, u32)>,
}

impl Names {
    /// The spellings and aliases of an enumeration or a mask.
    pub(super) fn of(list: &Enumeration) -> Result<Self, String> {
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
    pub(super) fn table(&self, name: &str, hex: fn(u32) -> String) -> Result<String, String> {
        let (mut names, mut values) = (String::new(), String::new());
        for (value, name, versions) in &self.rows {
            let _ = writeln!(
                names,
                "Name {{ value: {}, name: {name:?}, versions: {} }},",
                hex(*value),
                versions.expression()
            );
        }
        let spelled = self.rows.iter().map(|(value, name, _)| (name, *value));
        let by_name: BTreeMap<&String, u32> = spelled.chain(self.aliases.iter().map(|(name, v)| (name, *v))).collect();
        let by_name: Vec<(&String, u32)> = by_name.into_iter().collect();
        let (places, seeds) = perfect(&by_name.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>())
            .ok_or_else(|| format!("{name}: no seeds give every name a place of its own"))?;
        for (name, value) in places.iter().filter_map(|index| by_name.get(*index)) {
            let _ = writeln!(values, "({name:?}, {}),", hex(*value));
        }
        Ok(format!(
            "pub(crate) static {name}: NameTable = NameTable {{ names: &[\n{names}], starts: &{:?}, values: &[\n{values}], \
             seeds: &{seeds:?} }};\n",
            self.starts()
        ))
    }

    /// How many numbers from 0 on lie close.
    pub(super) fn close(&self) -> Option<u32> {
        let (first, ..) = self.rows.first()?;
        let count = u32::try_from(self.starts().len()).ok()?;
        (usize::try_from(*first).ok()? <= GAP).then(|| first + count)
    }

    /// Where in the rows each number is or would be, from the first on, as long as not too many lie between two.
    fn starts(&self) -> Vec<usize> {
        let mut starts = Vec::new();
        let first = self.rows.first().map_or(0, |(value, ..)| *value);
        for (index, (value, ..)) in self.rows.iter().enumerate() {
            let next = usize::try_from(value - first).unwrap_or(usize::MAX);
            if next > 2 * index + GAP {
                break;
            }
            if next >= starts.len() {
                starts.resize(next + 1, index);
            }
        }
        starts
    }
}

/// Seeds by which each of these names has a place of its own, and the index of the name in each place.
fn perfect(names: &[&str]) -> Option<(Vec<usize>, Vec<u16>)> {
    let mut buckets = vec![Vec::new(); names.len().div_ceil(3)];
    for (index, name) in names.iter().enumerate() {
        buckets.get_mut(seed_index(hash(name), names.len().div_ceil(3)))?.push((index, hash(name)));
    }
    let mut places = vec![None; names.len()];
    let mut seeds = vec![0; buckets.len()];
    // The fullest first, while there is room.
    let mut order: Vec<usize> = (0..buckets.len()).collect();
    order.sort_by_key(|bucket| std::cmp::Reverse(buckets.get(*bucket).map_or(0, Vec::len)));
    for bucket in order {
        let members = buckets.get(bucket)?;
        let taken = |seed| members.iter().map(|(_, hash)| place(*hash, seed, names.len())).collect::<BTreeSet<_>>();
        let is_free = |at: &usize| places.get(*at).is_some_and(Option::is_none);
        let seed = (0..=u16::MAX).find(|seed| {
            let taken = taken(*seed);
            taken.len() == members.len() && taken.iter().all(is_free)
        })?;
        *seeds.get_mut(bucket)? = seed;
        for (index, hash) in members {
            *places.get_mut(place(*hash, seed, names.len()))? = Some(*index);
        }
    }
    Some((places.into_iter().collect::<Option<_>>()?, seeds))
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

/// The files of one kind: what to call it in Rust and in the documentation, the entries and their types.
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
    let names = Names::of(list)?;
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
            "{}    {} = {};",
            lines("    ", text, &facts),
            constant(&value.name),
            hex_value(number(&value.value)?)
        );
    }
    let uses = if names.rows.is_empty() {
        "use crate::names::NameTable;"
    } else {
        "use crate::names::{Name, NameTable};\nuse crate::versions_of::versions;"
    };
    let facts = format!("{} {title}. {}{}.", list.name, sections(&list.sections), in_versions(all));
    Ok(format!(
        "{uses}

crate::enumeration::{macro_name}! {{
{}    {rust}, TABLE, {};
{constants}}}

{}",
        lines("    ", descriptions.enumeration(&list.name), &facts),
        hex_value(if is_mask { bits(&gated) } else { first(&gated) }),
        names.table("TABLE", hex_value)?
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
