//! Mutants: messages with one thing changed, and what has to be said of them.

mod change;
mod edit;
mod legal;
mod selector;
mod site;
mod wire;

use core::fmt;

use kmip::items::{Node, NodeValue};
use kmip::validate::{Finding, FindingKind, Severity, Validator};
use kmip::{Error, Tag, Version, Versions};

pub use change::Change;

use crate::bytes::to_ttlv;
use crate::random::Random;
use edit::Edit;
use site::Site;

/// Changes one thing in a message.
///
/// ```
/// use kmip_generate::{Change, Expected, GeneratedMessage, Mutator, Seed};
///
/// let random = &mut Seed::new(3);
/// let message = GeneratedMessage::new(random).into_items();
/// let mutator = Mutator::new(&message).ok_or("it has a version")?;
/// let mutation = mutator.mutate(Change::Drop, random).ok_or("it has a field that is required")?;
/// assert!(matches!(mutation.expected(), Expected::Found(_)));
/// assert!(mutation.is_as_expected());
/// # Ok::<(), &str>(())
/// ```
#[derive(Debug)]
pub struct Mutator<'m> {
    message: &'m Node<'m>,
    versions: Versions,
    sites: Vec<Site<'m>>,
}

impl<'m> Mutator<'m> {
    /// Changes this message; `None` if no version is in its header.
    ///
    /// What is expected of its mutants holds if the message is valid: if a validator finds neither an error nor a warning.
    #[must_use]
    pub fn new(message: &'m Node<'m>) -> Option<Self> {
        let versions = Versions::only(version(message)?);
        Some(Self { message, versions, sites: site::all(message, versions) })
    }

    /// A mutant of any kind.
    ///
    /// `None` if there is nothing in the message that can be changed so.
    #[must_use]
    pub fn any(&self, random: &mut dyn Random) -> Option<Mutation> {
        let change = crate::random::pick(random, &Change::ALL)?;
        self.mutate(*change, random)
    }

    /// A mutant of this kind.
    ///
    /// `None` if there is nothing in the message that can be changed so.
    #[must_use]
    pub fn mutate(&self, change: Change, random: &mut dyn Random) -> Option<Mutation> {
        match change {
            Change::Byte | Change::Length => wire::mutate(change, self.message, random),
            Change::Reselect => selector::pick(&self.sites, self.versions, random).map(|edit| self.edited(&edit)),
            _ => edit::pick(change, &self.sites, self.versions, random).map(|edit| self.edited(&edit)),
        }
    }

    fn edited(&self, edit: &Edit<'_, '_>) -> Mutation {
        let expected = match legal::rule(edit, self.versions) {
            Some(rule) => Expected::Legal(rule),
            None => Expected::Found(edit.change.findings()),
        };
        Mutation {
            change: edit.change,
            what: edit.to_string(),
            mutant: Mutant::Items(edit.apply(self.message)),
            expected,
        }
    }
}

/// A message with one thing changed.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Mutant {
    /// Every item of it can be read.
    Items(Node<'static>),
    /// TTLV that a strict reader refuses.
    Bytes(Vec<u8>),
}

/// The verdict on a mutant of a valid message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Expected {
    /// A validator finds at least one of these, as an error or a warning.
    Found(&'static [FindingKind]),
    /// The tables allow the change, by the rule that is named.
    ///
    /// The item can still contradict its neighbours.
    Legal(&'static str),
    /// A strict reader of TTLV refuses it.
    Refused,
}

/// A mutant, and what was changed in it.
///
/// It is printed as the item and the change; of values only the type, which is no secret.
#[derive(Clone, Debug)]
pub struct Mutation {
    change: Change,
    what: String,
    mutant: Mutant,
    expected: Expected,
}

impl Mutation {
    /// The kind of change.
    #[must_use]
    pub const fn change(&self) -> Change {
        self.change
    }

    /// The message with the change.
    #[must_use]
    pub const fn mutant(&self) -> &Mutant {
        &self.mutant
    }

    /// Returns what has to be said of it.
    #[must_use]
    pub const fn expected(&self) -> Expected {
        self.expected
    }

    /// The message with the change, in TTLV.
    ///
    /// # Errors
    /// The message cannot be written: it is longer than TTLV can say.
    pub fn to_ttlv(&self) -> Result<Vec<u8>, Error> {
        match &self.mutant {
            Mutant::Items(node) => to_ttlv(node),
            Mutant::Bytes(bytes) => Ok(bytes.clone()),
        }
    }

    /// Returns whether the crates of this family say of the mutant what has to be said.
    #[must_use]
    pub fn is_as_expected(&self) -> bool {
        let Ok(bytes) = self.to_ttlv() else { return false };
        let mut found = Vec::new();
        let mut note = |finding: Finding<'_>| {
            if finding.severity() > Severity::Note {
                found.push(finding.kind());
            }
        };
        let checked = Validator::new().check(&mut kmip::ttlv::TtlvReader::new(&bytes), &mut note);
        match self.expected {
            Expected::Found(kinds) => found.iter().any(|kind| kinds.contains(kind)),
            Expected::Legal(_) => checked.is_ok(),
            Expected::Refused => checked.is_err() || found.contains(&FindingKind::Unreadable),
        }
    }
}

impl fmt::Display for Mutation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

#[cfg(test)]
pub(crate) use site::all as sites;

/// The version in the header.
fn version(message: &Node<'_>) -> Option<Version> {
    let header = message.child(Tag::REQUEST_HEADER).or_else(|| message.child(Tag::RESPONSE_HEADER))?;
    let version = header.child(Tag::PROTOCOL_VERSION)?;
    let number = |tag| match version.child(tag).map(Node::value) {
        Some(NodeValue::Integer(number)) => Some(*number),
        _ => None,
    };
    Version::from_numbers(number(Tag::PROTOCOL_VERSION_MAJOR)?, number(Tag::PROTOCOL_VERSION_MINOR)?)
}
