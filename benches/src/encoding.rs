//! The four encodings.

use core::fmt;
use core::str::FromStr;

use kmip::{Limits, ReaderOptions};

/// Strict, with limits that are far away: the longest message of the series has 12 MB in JSON.
pub(crate) fn options() -> ReaderOptions<'static> {
    ReaderOptions::default().with_limits(Limits::DEFAULT.with_message_bytes(1 << 27))
}

/// One of the four encodings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// TTLV.
    Ttlv,
    /// XML of the KMIP Profiles.
    Xml,
    /// JSON of the KMIP Profiles.
    Json,
    /// CBOR, by the mapping KC1.
    Cbor,
}

impl Encoding {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Ttlv, Self::Xml, Self::Json, Self::Cbor];

    /// The name in tables.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ttlv => "ttlv",
            Self::Xml => "xml",
            Self::Json => "json",
            Self::Cbor => "cbor",
        }
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Encoding {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|it| it.name() == name).ok_or_else(|| format!("no encoding {name}"))
    }
}
