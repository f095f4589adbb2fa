//! How a document is written.

#[cfg(feature = "alloc")]
use kmip_types::EncodeOptions;
use kmip_types::Version;
use kmip_types::names::VendorNames;

/// How a [`Writer`](crate::Writer) writes: on one line, strictly as the standard has it, unless told otherwise.
///
/// ```
/// use kmip_json::WriterOptions;
///
/// let options = WriterOptions::default().pretty();
/// assert!(options.pretty);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct WriterOptions<'n> {
    /// Whether each item stands on a line of its own, indented by two spaces.
    pub pretty: bool,
    /// Whether Integers are hexadecimal strings, `"0x00000100"`, as the sample messages of OASIS have them.
    ///
    /// Masks are written by their names all the same, as the standard demands since 2.0.
    pub hex_integers: bool,
    /// The vendor's names.
    ///
    /// Values are written by them. A vendor's tag is written by its number, with its name as the label that an item can
    /// have, so that everybody can read it.
    pub names: VendorNames<'n>,
    /// The version in whose spelling names are written where no Protocol Version tells: for items outside a message.
    pub version: Option<Version>,
    /// What is done with what the version of a message does not have, where a whole message is written.
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

    /// These options with Integers in hexadecimal.
    #[must_use]
    pub const fn with_hex_integers(mut self) -> Self {
        self.hex_integers = true;
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
    #[must_use]
    pub const fn with_names(mut self, names: VendorNames<'n>) -> Self {
        self.names = names;
        self
    }

    /// These options for items of this version outside a message.
    #[must_use]
    pub const fn with_version(mut self, version: Version) -> Self {
        self.version = Some(version);
        self
    }
}
