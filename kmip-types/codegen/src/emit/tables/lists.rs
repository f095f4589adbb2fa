//! Enumerations and masks.

use std::fmt::Write;

use crate::emit::{hex_value, sections};
use crate::names::{constant, file as file_name};
use crate::schema::{Enumeration, Schema, Varying};
use crate::versions::Versions;

/// `lists.rs`: a static per enumeration and mask, and the lists of both.
pub(super) fn file(schema: &Schema) -> Result<String, String> {
    let mut statics = String::new();
    let mut kinds = [String::new(), String::new()];
    for (list, kind) in [(&schema.enumerations, 0), (&schema.masks, 1)] {
        let mut sorted: Vec<&Enumeration> = list.iter().collect();
        sorted.sort_by(|a, b| a.name.cmp(&b.name));
        for entry in sorted {
            let folder = if kind == 0 { "enumerations" } else { "masks" };
            let values = if entry.name == schema.types.tags {
                "names::TAGS".to_owned()
            } else if entry.name == schema.types.item_types {
                "names::ITEM_TYPES".to_owned()
            } else {
                format!("{folder}::{}::TABLE", file_name(&entry.name))
            };
            let symbol = constant(&entry.name);
            let _ = writeln!(
                statics,
                "    {:?} {symbol} {} {} {{{}}} {values};",
                entry.name,
                Versions::parse(&entry.versions)?.code(),
                sections::as_code(&entry.sections)?,
                extensions(entry)?,
            );
            if let Some(names) = kinds.get_mut(kind) {
                let _ = writeln!(names, "&{symbol},");
            }
        }
    }
    let [enumerations, masks] = kinds;
    Ok(format!(
        "use crate::tables::ListTable;\n\npub(crate) static ENUMERATIONS: &[&ListTable] = &[\n{enumerations}];

pub(crate) static MASKS: &[&ListTable] = &[\n{masks}];

crate::tables::lists! {{\n{statics}}}
"
    ))
}

fn extensions(list: &Enumeration) -> Result<String, String> {
    let all = Versions::parse(&list.versions)?;
    let ranges = match &list.extensions {
        None => Vec::new(),
        Some(Varying::Same(pattern)) => vec![(all, pattern)],
        Some(Varying::By(map)) => {
            map.iter().map(|(range, pattern)| Ok((Versions::parse(range)?, pattern))).collect::<Result<_, String>>()?
        }
    };
    let mut code = String::new();
    for (versions, pattern) in ranges {
        let Some(pattern) = pattern else { continue };
        let (fixed, free) = bits(pattern).ok_or_else(|| format!("{}: no extensions {pattern:?}", list.name))?;
        let (fixed, free) = (hex_value(fixed), hex_value(free));
        let _ = write!(code, "{} {fixed} {free}; ", versions.code());
    }
    Ok(code)
}

/// Returns the fixed and the free bits of a pattern or a range.
///
/// Examples are `8XXXXXXX` and `0x540000-0x54FFFF`.
fn bits(pattern: &str) -> Option<(u32, u32)> {
    if let Some((from, to)) = pattern.split_once('-') {
        let number = |text: &str| u32::from_str_radix(text.trim_start_matches("0x"), 16).ok();
        let (from, to) = (number(from)?, number(to)?);
        let free = from ^ to;
        return (free.wrapping_add(1).is_power_of_two() && from & free == 0).then_some((from, free));
    }
    let digits = |x: &str, other: &str| {
        let digits: String = pattern
            .chars()
            .map(|c| {
                if c == 'X' {
                    x.to_owned()
                } else if other.is_empty() {
                    c.to_string()
                } else {
                    other.to_owned()
                }
            })
            .collect();
        (digits.len() == 8).then(|| u32::from_str_radix(&digits, 16).ok()).flatten()
    };
    Some((digits("0", "")?, digits("F", "0")?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_bits() {
        assert_eq!(bits("8XXXXXXX"), Some((0x8000_0000, 0x0FFF_FFFF)));
        assert_eq!(bits("XXX00000"), Some((0, 0xFFF0_0000)));
        assert_eq!(bits("0x540000-0x54FFFF"), Some((0x54_0000, 0xFFFF)));
        assert_eq!(bits("8XX"), None);
        assert_eq!(bits("0x10-0x12"), None);
    }
}
