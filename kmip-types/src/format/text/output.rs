//! The place of a writer in its text, and what a format needs to go on.

use core::fmt;

use super::WriterOptions;
use crate::format::lexical::Sink;
use crate::generated::conversions::NUMBER_MASKS;
use crate::names::Naming;
use crate::{ErrorKind, Tag, Versions};

/// The output of a text writer.
///
/// It has the sink, the names that count now, and what the last item still lacks.
///
/// A [`TextFormat`](super::TextFormat) writes its punctuation through this.
pub struct Output<'n, W> {
    /// The sink of the text.
    pub out: W,
    /// The names of tags and values in the message's version.
    pub naming: Naming<'n>,
    /// True if each item has a line of its own.
    pub pretty: bool,
    /// True if numbers stand in place of names.
    pub numbers: bool,
    /// The text that the last item still lacks.
    ///
    /// It is written together with what comes next.
    pub tail: Tail,
    /// The number of open structures.
    pub depth: usize,
    /// True if the fast path can be taken.
    ///
    /// Items are then on one line and by name, no vendor names tags, and an item may follow.
    pub is_plain: bool,
    /// The version whose names of tags the fast path copies.
    ///
    /// None where the text is not plain.
    pub plain: Versions,
    /// The version in `plain`, for items with a value.
    ///
    /// None outside of all structures.
    pub inner: Versions,
}

/// The text that an item still lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tail {
    /// The number of bytes between two items that need not be written.
    ///
    /// They are written already, or must not be.
    pub written: u8,
    /// True if the next item is the first of its structure, or of the text.
    pub is_first: bool,
}

impl<'n, W: Sink> Output<'n, W> {
    pub(super) fn new(out: W, options: &WriterOptions<'n>, tail: Tail) -> Self {
        let naming = Naming::new(options.names());
        let naming = options.version.map_or(naming, |version| naming.with_version(version));
        let (pretty, numbers) = (options.pretty, options.numbers);
        let is_plain = !pretty && !numbers && options.names().tags.is_empty();
        let (plain, inner) = (Versions::NONE, Versions::NONE);
        let mut output = Self { out, naming, pretty, numbers, tail, depth: 0, is_plain, plain, inner };
        output.follow_versions();
        output
    }

    /// Writes text as it is.
    ///
    /// # Errors
    /// [`BufferFull`](ErrorKind::BufferFull) if the sink refuses it.
    #[inline(always)]
    pub fn push(&mut self, text: &str) -> Result<(), ErrorKind> {
        self.out.put(text).map_err(full)
    }

    /// Writes what `format_args!` makes.
    ///
    /// # Errors
    /// [`BufferFull`](ErrorKind::BufferFull) if the sink refuses it.
    pub fn push_formatted(&mut self, arguments: fmt::Arguments<'_>) -> Result<(), ErrorKind> {
        self.out.put_formatted(arguments).map_err(full)
    }

    /// Starts a line, indented by the structures that are open.
    ///
    /// # Errors
    /// [`BufferFull`](ErrorKind::BufferFull) if the sink refuses it.
    #[cold]
    pub fn line(&mut self) -> Result<(), ErrorKind> {
        self.push("\n")?;
        (0..self.depth).try_for_each(|_| self.push("  "))
    }

    /// Returns the versions in whose names tags are written.
    ///
    /// None if numbers stand for all tags.
    #[must_use]
    pub const fn versions_of_names(&self) -> Versions {
        if self.numbers { Versions::NONE } else { self.naming.versions() }
    }

    /// The label beside the number of a tag, if the vendor's names have one.
    #[must_use]
    pub fn label(&self, tag: Tag) -> Option<&'n str> {
        if self.numbers { None } else { self.naming.tag_name(tag) }
    }

    /// The name of an Enumeration's value, if it is written by that.
    pub(super) fn value_name(&self, tag: Tag, value: u32) -> Option<&'n str> {
        if self.numbers { None } else { self.naming.enumeration_name(tag, value) }
    }

    /// Returns whether an Integer under this tag is written by the names of its bits.
    pub(super) fn names_bits(&self, tag: Tag) -> bool {
        let as_number = self.numbers && NUMBER_MASKS.is_superset(self.naming.versions());
        !as_number && self.naming.is_mask(tag)
    }

    /// Takes the names of tags from the version that is known now.
    pub fn follow_versions(&mut self) {
        self.plain = if self.is_plain { self.naming.versions() } else { Versions::NONE };
        self.inner = if self.depth > 0 { self.plain } else { Versions::NONE };
    }
}

/// Prints how many structures are open, never what was written.
impl<W> fmt::Debug for Output<'_, W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Output({} open)", self.depth)
    }
}

/// Returns what it means that a sink of text refuses one.
#[must_use]
pub const fn full(fmt::Error: fmt::Error) -> ErrorKind {
    ErrorKind::BufferFull
}
