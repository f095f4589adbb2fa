//! Errors: what went wrong, and where.
//!
//! [`Fault`] is in one register; [`Error`] has the path, for people.

mod detail;
mod fault;
mod found;
mod kind;
#[cfg(feature = "alloc")]
mod refusal;
mod word;

#[cfg(feature = "alloc")]
use alloc::boxed::Box;
use core::fmt;

pub use detail::Detail;
pub use fault::Fault;
#[cfg(feature = "alloc")]
pub(crate) use fault::OnlyIn;
pub use kind::ErrorKind;
#[cfg(feature = "alloc")]
pub(crate) use refusal::{Refusal, Subject};
#[cfg(feature = "alloc")]
pub(crate) use word::Word;

#[cfg(feature = "alloc")]
use crate::path::steps::Path;
use crate::type_set::TypeSet;
use crate::{ItemType, Tag, Versions};

/// An error as users get it: kind, tag, byte offset and path.
///
/// The path has the tags from the message down to the item.
///
/// It never holds or shows a byte of a value; what stands where a name should be, and looks like one, it shows. It takes two
/// words, so that a result with it is as quick to return as any; one without an allocator, where there is no path.
///
/// ```text
/// wrong type at byte 212 in RequestMessage/BatchItem[2]/Operation: found Integer, expected Enumeration
/// ```
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(not(feature = "alloc"), derive(Copy))]
pub struct Error {
    fault: Fault,
    #[cfg(feature = "alloc")]
    located: Option<Box<Located>>,
}

/// The facts that are found out after the failure.
#[cfg(feature = "alloc")]
#[derive(Clone, Default, PartialEq, Eq)]
struct Located {
    found: Option<ItemType>,
    path: Path,
    detail: Option<Detail>,
    /// The line and the column, from 1, where the input is text.
    position: Option<(u32, u32)>,
    /// The name of the attribute around the item, where the path does not say it.
    attribute: Option<Word>,
}

impl Error {
    /// An error with the path that leads to it, and the type of the item found there.
    #[cfg(feature = "alloc")]
    #[must_use]
    pub fn with_path(fault: Fault, found: Option<ItemType>, path: Path) -> Self {
        Self { fault, located: Some(Box::new(Located { found, path, ..Located::default() })) }
    }

    /// The error with what was expected and found, if nothing is said about that yet.
    #[cfg(feature = "alloc")]
    #[must_use]
    pub fn with_detail(mut self, detail: Option<Detail>) -> Self {
        if detail.is_some() && self.detail().is_none() {
            self.located.get_or_insert_default().detail = detail;
        }
        self
    }

    /// The error with its line and column, both from 1.
    #[cfg(feature = "alloc")]
    #[must_use]
    pub fn with_position(mut self, position: Option<(u32, u32)>) -> Self {
        if position != self.position() {
            self.located.get_or_insert_default().position = position;
        }
        self
    }

    /// Adds the name of the attribute in which the error is.
    ///
    /// It is shown as far as it can be.
    #[cfg(feature = "alloc")]
    pub(crate) fn with_attribute(mut self, name: Option<Word>) -> Self {
        if name.is_some() {
            self.located.get_or_insert_default().attribute = name;
        }
        self
    }

    /// Returns what kind of error this is.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.fault.kind()
    }

    /// Returns the tag of the item concerned.
    ///
    /// For `Missing` and `Selector` it is that of the field that is not there.
    #[must_use]
    pub const fn tag(&self) -> Tag {
        self.fault.tag()
    }

    /// The byte offset, in the input, at which the item concerned starts.
    ///
    /// `None` where there is no input, as when encoding.
    #[must_use]
    pub fn offset(&self) -> Option<usize> {
        self.fault.offset()
    }

    /// Returns how many bytes a buffer needs.
    ///
    /// The error must say that a whole message did not fit into a buffer.
    #[must_use]
    pub fn needed(&self) -> Option<usize> {
        self.fault.needed()
    }

    /// The item type that was expected, for [`ErrorKind::WrongType`].
    #[must_use]
    pub fn expected(&self) -> Option<ItemType> {
        let types = self.expected_types();
        if types.is_empty() { self.fault.expected() } else { types.single() }
    }

    /// Returns the item types the field can have, for [`ErrorKind::WrongType`].
    ///
    /// Of several types, they are those that the deciding field allows.
    #[must_use]
    pub fn expected_types(&self) -> TypeSet {
        #[cfg(feature = "alloc")]
        if let Some(types) = self.detail().map(Detail::types).filter(|types| !types.is_empty()) {
            return types;
        }
        self.fault.expected().into_iter().collect()
    }

    /// Returns the versions that have what the version of the message lacks.
    ///
    /// They are there for [`ErrorKind::NotInVersion`]: something could not be encoded in the version of the message.
    #[must_use]
    pub fn versions(&self) -> Option<Versions> {
        self.fault.versions()
    }

    /// The item type that was found, for [`ErrorKind::WrongType`].
    #[must_use]
    pub fn found(&self) -> Option<ItemType> {
        #[cfg(feature = "alloc")]
        return self.located.as_ref().and_then(|located| located.found);
        #[cfg(not(feature = "alloc"))]
        None
    }

    /// The tags from the message down to the item concerned.
    #[cfg(feature = "alloc")]
    #[must_use]
    pub fn path(&self) -> &Path {
        static NOWHERE: &Path = &Path::NONE;
        self.located.as_ref().map_or(NOWHERE, |located| &located.path)
    }

    /// Returns the name of the attribute that the item is in.
    ///
    /// Only an error of encoding below an Attribute that has a name knows it.
    ///
    /// A vendor's name is there if it looks like one.
    #[cfg(feature = "alloc")]
    #[must_use]
    pub fn attribute_name(&self) -> Option<&str> {
        self.located.as_ref()?.attribute.as_ref().map(Word::as_str)
    }

    /// Returns what was expected and what was found, as far as that is known.
    #[cfg(feature = "alloc")]
    #[must_use]
    pub fn detail(&self) -> Option<&Detail> {
        self.located.as_ref()?.detail.as_ref()
    }

    /// Returns the line and the column at which the item concerned starts.
    ///
    /// Both count from 1, columns in characters; only XML and JSON have them.
    #[cfg(feature = "alloc")]
    #[must_use]
    pub fn position(&self) -> Option<(u32, u32)> {
        self.located.as_ref()?.position
    }

    #[cfg(feature = "alloc")]
    fn fmt_position(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.position().map_or(Ok(()), |(line, column)| write!(f, ", line {line}, column {column}"))
    }

    #[cfg(not(feature = "alloc"))]
    fn fmt_position(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }

    /// The versions, unless the detail tells them.
    fn fmt_versions(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        #[cfg(feature = "alloc")]
        if self.detail().is_some_and(Detail::tells_versions) {
            return Ok(());
        }
        self.fault.fmt_versions(f)
    }

    #[cfg(feature = "alloc")]
    fn fmt_detail(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.detail().map_or(Ok(()), |detail| write!(f, ": {detail}"))
    }

    #[cfg(not(feature = "alloc"))]
    fn fmt_detail(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }

    /// The error without its path.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        self.fault
    }

    /// The error without its offset.
    #[cfg(feature = "alloc")]
    pub(crate) fn drop_offset(self) -> Self {
        Self { fault: self.fault.drop_offset(), ..self }
    }

    #[cfg(feature = "alloc")]
    fn fmt_place(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.path().is_empty() {
            return self.fault.fmt_place(f);
        }
        write!(f, " in {}", self.path())?;
        self.attribute_name().map_or(Ok(()), |name| write!(f, " of the attribute `{name}`"))
    }

    #[cfg(not(feature = "alloc"))]
    fn fmt_place(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fault.fmt_place(f)
    }
}

/// An error without a path, for readers used directly.
impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        Self {
            fault,
            #[cfg(feature = "alloc")]
            located: None,
        }
    }
}

/// The error without its path, for formats that call what users call.
impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        error.fault
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fault.fmt_offset(f)?;
        self.fmt_position(f)?;
        self.fmt_place(f)?;
        if self.kind() != ErrorKind::WrongType {
            self.fmt_versions(f)?;
            return self.fmt_detail(f);
        }
        let expected = self.expected_types();
        match (self.found(), expected.is_empty()) {
            (Some(found), false) => write!(f, ": found {found}, expected {expected}"),
            (Some(found), true) => write!(f, ": found {found}"),
            (None, false) => write!(f, ": expected {expected}"),
            (None, true) => Ok(()),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Error({self})")
    }
}

impl core::error::Error for Error {}
