//! The messages that there are: operation, version, direction.

use core::fmt;

use kmip::{Operation, Tag, Version, Versions, tables};

/// A message asks for an operation, or answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// It asks.
    Request,
    /// It answers.
    Response,
}

impl Direction {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Request, Self::Response];

    /// `request` or `response`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Response => "response",
        }
    }

    /// The tag of such a message.
    pub(crate) const fn tag(self) -> Tag {
        match self {
            Self::Request => Tag::REQUEST_MESSAGE,
            Self::Response => Tag::RESPONSE_MESSAGE,
        }
    }
}

/// An operation, a protocol version and a direction that go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Kind {
    version: Version,
    operation: Operation,
    direction: Direction,
}

impl Kind {
    /// This kind; `None` if the version does not have the operation.
    #[must_use]
    pub fn new(version: Version, operation: Operation, direction: Direction) -> Option<Self> {
        let table = tables::operation(operation)?;
        let payload = match direction {
            Direction::Request => table.request,
            Direction::Response => table.response,
        };
        let versions = table.versions & payload.versions;
        versions.contains(version).then_some(Self { version, operation, direction })
    }

    /// All kinds, oldest versions first.
    pub fn all() -> impl Iterator<Item = Self> {
        Version::ALL.into_iter().flat_map(Self::of_version)
    }

    /// All kinds of a version.
    pub fn of_version(version: Version) -> impl Iterator<Item = Self> {
        let operations = tables::operations().iter().map(|table| table.operation);
        operations
            .flat_map(move |operation| Direction::ALL.map(|direction| Self::new(version, operation, direction)))
            .flatten()
    }

    /// The version that stands in the header.
    #[must_use]
    pub const fn version(self) -> Version {
        self.version
    }

    /// The operation of the first batch item.
    #[must_use]
    pub const fn operation(self) -> Operation {
        self.operation
    }

    /// Returns whether it asks or answers.
    #[must_use]
    pub const fn direction(self) -> Direction {
        self.direction
    }

    /// The kind that stands for one that is not there.
    pub(crate) const SIMPLEST: Self =
        Self { version: Version::V1_0, operation: Operation::QUERY, direction: Direction::Request };

    pub(crate) const fn versions(self) -> Versions {
        Versions::only(self.version)
    }
}

/// Such as `2.1 Get request`.
impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.version, self.operation, self.direction.name())
    }
}
