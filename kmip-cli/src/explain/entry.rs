//! One thing of the standard that has a name.

use kmip::Version;
use serde_json::Value as Json;

/// The kind of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Operation,
    Structure,
    Attribute,
    Tag,
    Enumeration,
    Mask,
    Value,
    Bit,
}

impl Kind {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Operation => "operation",
            Self::Structure => "structure",
            Self::Attribute => "attribute",
            Self::Tag => "tag",
            Self::Enumeration => "enumeration",
            Self::Mask => "mask",
            Self::Value => "value",
            Self::Bit => "bit",
        }
    }
}

/// An entry of the schema.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry<'s> {
    pub(super) kind: Kind,
    pub(super) json: &'s Json,
    /// The enumeration or mask that a value is of.
    pub(super) of: Option<&'s Json>,
}

impl<'s> Entry<'s> {
    fn text(&self, member: &str) -> &'s str {
        self.json.get(member).and_then(Json::as_str).unwrap_or_default()
    }

    pub(super) fn name(&self) -> &'s str {
        self.text("name")
    }

    /// The number, as the standard writes it; empty for what has none.
    pub(super) fn number(&self) -> &'s str {
        self.text("value")
    }

    /// The name of the enumeration or mask that a value is of.
    pub(super) fn of(&self) -> Option<&'s str> {
        self.of?.get("name")?.as_str()
    }

    /// The versions that have it: those of its enumeration, if it says none itself.
    pub(super) fn versions(&self) -> &'s str {
        let own = self.json.get("versions").or_else(|| self.of?.get("versions"));
        own.and_then(Json::as_str).unwrap_or("1.0-3.0")
    }

    /// Returns whether a version has it.
    pub(super) fn is_in(&self, version: Version) -> bool {
        versions_of(self.versions()).contains(&version)
    }

    /// The sections of the specifications, each with the versions that count so.
    pub(super) fn sections(&self) -> Vec<(&'s str, &'s str)> {
        let sections = self.json.get("sections").or_else(|| self.of?.get("sections")).and_then(Json::as_object);
        let pairs = sections.into_iter().flatten();
        pairs.filter_map(|(versions, section)| Some((versions.as_str(), section.as_str()?))).collect()
    }

    /// The line that says which entry it is.
    pub(super) fn head(&self) -> String {
        let of = self.of().map_or(String::new(), |of| format!(" of {of}"));
        let number = if self.number().is_empty() { String::new() } else { format!("  {}", self.number()) };
        format!("{}  {}{of}{number}  KMIP {}", self.name(), self.kind.name(), self.versions())
    }
}

/// The versions that a set names, such as `1.0-1.4 3.0`.
pub(super) fn versions_of(text: &str) -> Vec<Version> {
    let ranges = text.split_whitespace().filter_map(|range| {
        let (first, last) = range.split_once('-').unwrap_or((range, range));
        Some(first.parse::<Version>().ok()?..=last.parse::<Version>().ok()?)
    });
    ranges.flat_map(|range| Version::ALL.into_iter().filter(move |version| range.contains(version))).collect()
}

/// Returns what holds in a version.
///
/// The fact is one for all versions, or an object by sets of versions.
pub(super) fn in_version(json: &Json, version: Version) -> Option<&str> {
    match json {
        Json::String(text) => Some(text),
        Json::Object(sets) => sets
            .iter()
            .find(|(versions, _)| versions_of(versions).contains(&version))
            .and_then(|(_, text)| text.as_str()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_of_versions_are_read() {
        assert_eq!(versions_of("1.3-2.0 3.0"), [Version::V1_3, Version::V1_4, Version::V2_0, Version::V3_0]);
        assert_eq!(versions_of("2.1"), [Version::V2_1]);
        assert_eq!(versions_of(""), []);
    }
}
