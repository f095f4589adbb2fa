//! A refusal of encoding, by the version of the message.
//!
//! The version does not have something, or requires what is not there.

use core::fmt;

use super::OnlyIn;
use crate::names::NameTable;
use crate::{Version, Versions, tables};

/// The thing that was refused or is missing, and the versions concerned.
///
/// They are the versions that have or require it, and that of the message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub(crate) subject: Subject,
    pub(crate) versions: Versions,
    pub(crate) version: Option<Version>,
}

/// The part of an item that a version does not have, or the item that it requires.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Subject {
    /// The item, or its type.
    Item,
    /// The value of an enumeration, with the name of that.
    Value { list: &'static str, name: &'static str },
    /// Bits of a mask, with the name of that.
    Bits { list: &'static str, bits: u32 },
    /// An item that is not there, and is required.
    Required,
    /// An item that is not there, and is required because of what stands beside it.
    RequiredHere,
}

impl Subject {
    /// Returns whether the subject is an item that is not there.
    pub(crate) const fn is_missing(self) -> bool {
        matches!(self, Self::Required | Self::RequiredHere)
    }

    /// A value of the enumeration that has this table.
    pub(crate) fn of_value(table: &NameTable, value: u32) -> Self {
        let mut lists = tables::enumerations().iter();
        let list = lists.find(|list| core::ptr::eq(list.values, table)).map(|list| (list.name, list.values));
        match list.and_then(|(list, values)| Some((list, values.name(value, Versions::ALL)?))) {
            Some((list, name)) => Self::Value { list, name },
            None => Self::Item,
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.subject {
            Subject::Item => write!(f, "{}", OnlyIn(self.versions))?,
            Subject::Required => write!(f, "required in {}", self.versions)?,
            Subject::RequiredHere => write!(f, "required here in {}", self.versions)?,
            Subject::Value { list, name } => write!(f, "value {name} of {list} is in {}", self.versions)?,
            Subject::Bits { list, bits } => {
                f.write_str(if bits.is_power_of_two() { "bit " } else { "bits " })?;
                let table = tables::masks().iter().find(|table| table.name == list);
                let names = table.into_iter().flat_map(|table| table.values.names());
                let names = names.filter(|name| name.value & bits != 0).map(|name| name.name);
                for (place, name) in names.enumerate() {
                    write!(f, "{}{name}", if place == 0 { "" } else { ", " })?;
                }
                let verb = if bits.is_power_of_two() { "is" } else { "are" };
                write!(f, " of {list} {verb} {}", In(self.versions))?;
            }
        }
        self.version.map_or(Ok(()), |version| write!(f, ", the message is {version}"))
    }
}

/// The versions that have something, or that none has all of it.
struct In(Versions);

impl fmt::Display for In {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() { f.write_str("in no version together") } else { write!(f, "in {}", self.0) }
    }
}
