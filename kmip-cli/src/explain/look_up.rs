//! Finds the entries that a user means.

use kmip::Version;

use super::entry::{Entry, Kind, versions_of};
use super::schema::Schema;

/// The entries with this name or number, which this version has.
///
/// `Result Reason/Item Not Found` and `ResultReason.1` mean a value of one enumeration; an enumeration has the name of its tag,
/// which stands for both.
pub(super) fn find<'s>(schema: &'s Schema, wanted: &str, version: Option<Version>) -> Vec<Entry<'s>> {
    let (around, name) = match wanted.rsplit_once(['/', '.', ':']) {
        Some((around, name)) if !around.is_empty() && around.parse::<f32>().is_err() => (Some(plain(around)), name),
        _ => (None, wanted),
    };
    let (plain_name, plain_whole, number) = (plain(name), plain(wanted), number(name));
    let is_meant = |entry: &Entry<'_>| {
        if version.is_some_and(|version| !entry.is_in(version)) {
            return false;
        }
        let is_named = |text: &str| plain(entry.name()) == text || is_alias(entry, text);
        let is_number = number.is_some_and(|wanted| self::number(entry.number()) == Some(wanted));
        let of = entry.of().map(plain);
        match (&around, &of) {
            (Some(around), Some(of)) if around == of => is_named(&plain_name) || is_number,
            // Some names of the standard have these signs themselves.
            _ => is_named(&plain_whole) || (around.is_none() && is_number),
        }
    };
    let mut found: Vec<_> = schema.entries().filter(is_meant).collect();
    // A tag that is an attribute, a structure or an enumeration of the same name is told with those.
    found.dedup_by(|next, entry| next.kind == entry.kind && next.name() == entry.name() && next.of() == entry.of());
    found
}

/// The names that may be meant, the nearest first.
pub(super) fn meant(schema: &Schema, wanted: &str) -> Vec<String> {
    let wanted = plain(wanted);
    let most = (wanted.len() / 4).clamp(1, 3);
    let near = schema.entries().filter_map(|entry| {
        let distance = strsim::damerau_levenshtein(&plain(entry.name()), &wanted);
        (distance <= most).then(|| (distance, entry.name().to_owned()))
    });
    let mut near: Vec<_> = near.collect();
    near.sort();
    near.dedup();
    near.into_iter().map(|(_, name)| name).take(3).collect()
}

impl Schema {
    /// Returns what no version before this one has.
    pub(super) fn since(&self, since: Version) -> Vec<Entry<'_>> {
        let is_new = |entry: &Entry<'_>| {
            let around = entry.of.and_then(|of| of.get("versions")).and_then(|versions| versions.as_str());
            let is_old = |versions: &str| versions_of(versions).iter().any(|version| *version < since);
            // The values of an enumeration that is new are told with it.
            let is_told = around.is_some_and(|around| !is_old(around));
            !is_old(entry.versions()) && !is_told
        };
        self.entries().filter(is_new).collect()
    }
}

/// Returns whether an entry is also called so.
fn is_alias(entry: &Entry<'_>, name: &str) -> bool {
    let aliases = entry.json.get("aliases").and_then(|aliases| aliases.as_array());
    aliases.into_iter().flatten().any(|alias| alias.as_str().is_some_and(|alias| plain(alias) == name))
        || (entry.kind == Kind::Tag && entry.number().eq_ignore_ascii_case(name))
}

/// A name without what its spellings differ in.
fn plain(name: &str) -> String {
    name.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A number in hexadecimal or decimal digits.
fn number(text: &str) -> Option<u32> {
    match text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
        Some(digits) => u32::from_str_radix(digits, 16).ok(),
        None => text.parse().ok(),
    }
}
