//! The step from one version to the next.

use std::collections::BTreeMap;

use crate::schema::{Value, Varying};
use crate::versions::Versions;

/// A version and the one before it.
pub(super) struct Step {
    before: Versions,
    now: Versions,
}

impl Step {
    pub(super) fn new(before: &str, now: &str) -> Result<Self, String> {
        Ok(Self { before: Versions::parse(before)?, now: Versions::parse(now)? })
    }

    /// Returns whether these versions have the one before, and this one.
    fn both(&self, versions: &str) -> Result<(bool, bool), String> {
        let versions = Versions::parse(versions)?;
        Ok((self.before.within(versions), self.now.within(versions)))
    }

    /// Returns whether what has these versions is new in this one.
    pub(super) fn adds(&self, versions: &str) -> Result<bool, String> {
        Ok(self.both(versions)? == (false, true))
    }

    /// Returns whether what has these versions is no longer in this one.
    pub(super) fn drops(&self, versions: &str) -> Result<bool, String> {
        Ok(self.both(versions)? == (true, false))
    }

    /// Returns whether both this version and the one before are among these versions.
    ///
    /// They are the versions of an entry.
    pub(super) fn keeps(&self, versions: &str) -> Result<bool, String> {
        Ok(self.both(versions)? == (true, true))
    }

    /// The value in the version before and in this one.
    fn pair<'v, T>(&self, value: &'v Varying<T>) -> Result<(Option<&'v T>, Option<&'v T>), String> {
        match value {
            Varying::Same(value) => Ok((Some(value), Some(value))),
            Varying::By(map) => Ok((at(map, self.before)?, at(map, self.now)?)),
        }
    }

    /// The value in the version before and in this one, if they differ.
    pub(super) fn change<'v, T: PartialEq>(&self, value: &'v Varying<T>) -> Result<Option<(&'v T, &'v T)>, String> {
        Ok(match self.pair(value)? {
            (Some(before), Some(now)) if before != now => Some((before, now)),
            _ => None,
        })
    }

    /// The section of this version.
    pub(super) fn section<'s>(&self, sections: &'s BTreeMap<String, String>) -> Result<Option<&'s str>, String> {
        Ok(at(sections, self.now)?.map(String::as_str))
    }

    /// Returns how the version before and this one spell the value, if they differ.
    pub(super) fn spelling<'v>(&self, value: &'v Value) -> Result<Option<(&'v str, &'v str)>, String> {
        let spelling = |version| Ok::<_, String>(at(&value.spellings, version)?.unwrap_or(&value.name));
        let (before, now) = (spelling(self.before)?, spelling(self.now)?);
        Ok((before != now).then_some((before, now)))
    }
}

/// The value whose key, a set of versions, has this version.
fn at<T>(map: &BTreeMap<String, T>, version: Versions) -> Result<Option<&T>, String> {
    for (range, value) in map {
        if version.within(Versions::parse(range)?) {
            return Ok(Some(value));
        }
    }
    Ok(None)
}
