//! The options of writing text.

#[cfg(feature = "alloc")]
use crate::EncodeOptions;
use crate::Version;
use crate::names::{VendorNameError, VendorNames};

/// Options of writing XML and JSON.
///
/// By default text is written on one line, strictly as the standard has it.
///
/// ```
/// use kmip_types::format::text::WriterOptions;
///
/// let options = WriterOptions::default().pretty();
/// assert!(options.pretty);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct WriterOptions<'n> {
    /// True to write each item on a line of its own, indented by two spaces.
    pub pretty: bool,
    /// True to write Integers in JSON as hexadecimal strings, `"0x00000100"`.
    ///
    /// The sample messages of OASIS have them so. Masks are written by their names all the same, as the standard demands
    /// since 2.0. XML always has decimal numbers.
    pub hex_integers: bool,
    /// True to write tags and values by their numbers.
    ///
    /// This is for readers that know few names.
    ///
    /// Masks keep the names of their bits where the version demands them, since 2.0.
    pub numbers: bool,
    /// The vendor's names.
    ///
    /// Values are written by them. A vendor's tag is written by its number, with its name as the label that the format
    /// has for it, so that everybody can read it.
    pub(crate) names: VendorNames<'n>,
    /// The version that spells the names of items outside a message.
    ///
    /// There no Protocol Version tells it.
    pub version: Option<Version>,
    /// The handling of what the version of a message does not have.
    ///
    /// It counts where a whole message is written.
    #[cfg(feature = "alloc")]
    pub encode: EncodeOptions<'n>,
}

impl<'n> WriterOptions<'n> {
    /// These options with an item a line.
    #[must_use]
    pub const fn pretty(mut self) -> Self {
        self.pretty = true;
        self
    }

    /// These options with Integers in hexadecimal, in JSON.
    #[must_use]
    pub const fn with_hex_integers(mut self) -> Self {
        self.hex_integers = true;
        self
    }

    /// These options with numbers in place of names.
    ///
    /// ```
    /// use kmip_types::format::text::WriterOptions;
    ///
    /// assert!(WriterOptions::default().with_numbers().numbers);
    /// ```
    #[must_use]
    pub const fn with_numbers(mut self) -> Self {
        self.numbers = true;
        self
    }

    /// These options with others for what the version of a message does not have.
    #[cfg(feature = "alloc")]
    #[must_use]
    pub const fn with_encode(mut self, encode: EncodeOptions<'n>) -> Self {
        self.encode = encode;
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

    /// These options for items of this version outside a message.
    #[must_use]
    pub const fn with_version(mut self, version: Version) -> Self {
        self.version = Some(version);
        self
    }
}
