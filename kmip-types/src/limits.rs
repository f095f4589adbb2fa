//! The limits of what a reader reads, for every encoding alike.

use crate::names::{VendorNameError, VendorNames};

/// Bounds that a reader enforces before it reads on.
///
/// With them, hostile input cannot exhaust stack, memory or time.
///
/// The defaults are those of `Limits::DEFAULT`: 1 MiB a message (what servers commonly accept before they know their
/// client), depth 32 (the deepest OASIS test case needs 9), 65,536 items (a message of 1 MiB in TTLV holds at most 131,072).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// The most bytes that a message may have in the encoding read.
    pub message_bytes: usize,
    /// The number of structures that may be open at once.
    ///
    /// The message itself is the first; at most [`Limits::MAX_DEPTH`].
    pub depth: usize,
    /// The most items that a message may have, structures included.
    pub items: usize,
}

impl Limits {
    /// The greatest depth that can be asked for.
    ///
    /// Readers keep a fixed stack of this size.
    pub const MAX_DEPTH: usize = 32;

    /// The limits that apply when none are given.
    pub const DEFAULT: Self = Self { message_bytes: 1 << 20, depth: Self::MAX_DEPTH, items: 1 << 16 };

    /// Makes room for a message of this many bytes.
    ///
    /// There may be an item for every eight of them, if that is more than the default.
    #[must_use]
    pub const fn with_message_bytes(mut self, bytes: usize) -> Self {
        self.message_bytes = bytes;
        self.items = if bytes / 8 > Self::DEFAULT.items { bytes / 8 } else { Self::DEFAULT.items };
        self
    }

    /// These limits with another depth; more than [`Limits::MAX_DEPTH`] counts as that.
    #[must_use]
    pub const fn with_depth(mut self, depth: usize) -> Self {
        self.depth = if depth > Self::MAX_DEPTH { Self::MAX_DEPTH } else { depth };
        self
    }

    /// These limits with another number of items.
    #[must_use]
    pub const fn with_items(mut self, items: usize) -> Self {
        self.items = items;
        self
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// Options of reading, common to all encodings.
///
/// By default a reader is strict.
///
/// ```
/// use kmip_types::{Limits, ReaderOptions};
///
/// let options = ReaderOptions::default().with_limits(Limits::DEFAULT.with_message_bytes(16 << 20));
/// assert!(!options.lenient);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReaderOptions<'n> {
    /// The bounds that are enforced.
    pub limits: Limits,
    /// True to read what some real peers write, though the standard does not have it.
    ///
    /// Writing never changes.
    ///
    /// Of a message, in every format, what does not fit the tables is set aside, and what stands around it is read: a field or
    /// an attribute's value of another type, a structure without a field that every version requires, a second occurrence of
    /// what occurs once, a payload that cannot be read. It is kept untyped where unknown items are kept, and is written back
    /// as it was. `unexpected_items` of a message tells what it was, and why. A value that stands before the field that selects
    /// it is read when that field comes, and is written behind it. Refused as ever is what is no message: without a protocol
    /// version, in a response without a time stamp, or without any batch item.
    ///
    /// In TTLV:
    ///
    /// * padding that is not zero;
    /// * a Big Integer of no bytes, or with superfluous sign bytes (in every format);
    /// * a Boolean of the bytes `01 00 00 00 00 00 00 00`: true.
    ///
    /// In XML and JSON:
    ///
    /// * names of tags, types, values and bits that equal one of their table without case, `_` and `-`; no two names of a table
    ///   are equal so; Attribute Names, which are text, are compared as ever;
    /// * tags as `0X` and six digits;
    /// * dates without a zone, or with `t` or `z`; a Date Time Extended as a date;
    /// * hexadecimal and decimal numbers where the standard has the other, fewer digits after `0x` than the type has;
    /// * in JSON numbers in strings, numbers that only look like fractions, large ones, Date Times as numbers, Enumerations
    ///   as negative numbers (the same 32 bits with a sign), members that are not known, structures without `value`;
    /// * in XML masks with `|` between names, attributes that are not known, other namespaces, text between messages.
    ///
    /// The documentation of each format has the strict error of each.
    pub lenient: bool,
    /// The vendor's names, for the formats that write names.
    ///
    /// [`with_names`](Self::with_names) has checked them.
    pub(crate) names: VendorNames<'n>,
}

impl<'n> ReaderOptions<'n> {
    /// Accepts the deviations that the format's documentation lists.
    #[must_use]
    pub fn lenient() -> Self {
        Self { lenient: true, ..Self::default() }
    }

    /// These options with other bounds.
    #[must_use]
    pub const fn with_limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// These options with a vendor's names.
    ///
    /// # Errors
    /// The first entry that is no name, or that would change what a name or a number of the standard means.
    pub fn with_names(self, names: VendorNames<'n>) -> Result<Self, VendorNameError<'n>> {
        names.check()?;
        Ok(Self { names, ..self })
    }

    /// The vendor's names.
    #[must_use]
    pub const fn names(&self) -> VendorNames<'n> {
        self.names
    }
}
