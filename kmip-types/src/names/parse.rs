//! Enumerations and masks from text, as they are printed.

use core::fmt;

use super::NameTable;
use crate::format::lexical::{hex_digits, hex_u32};

/// A text is no name of a value or bit, and no number in hexadecimal.
///
/// ```
/// use kmip_types::Operation;
/// use kmip_types::names::UnknownName;
///
/// assert_eq!("Locate".parse(), Ok(Operation::LOCATE));
/// assert_eq!("Lokate".parse::<Operation>(), Err(UnknownName));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownName;

impl fmt::Display for UnknownName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no name of a value, and no number in hexadecimal")
    }
}

impl core::error::Error for UnknownName {}

/// Reads the value of an enumeration.
///
/// It is a name in the spelling of any version, or `0x` and digits.
pub(crate) fn parse_value(table: &NameTable, text: &str) -> Result<u32, UnknownName> {
    let number = || hex_u32(hex_digits(text)?, true).ok();
    table.value(text).or_else(number).ok_or(UnknownName)
}

/// The bits of a mask: names and numbers, separated by `|` or white space.
pub(crate) fn parse_mask(table: &NameTable, text: &str) -> Result<u32, UnknownName> {
    let components =
        text.split(|c: char| c == '|' || c.is_ascii_whitespace()).filter(|component| !component.is_empty());
    let mut bits = None;
    for component in components {
        bits = Some(bits.unwrap_or(0) | parse_value(table, component)?);
    }
    bits.ok_or(UnknownName)
}

#[cfg(test)]
#[cfg(feature = "alloc")]
mod tests {
    use alloc::string::ToString;

    use super::UnknownName;
    use crate::{CryptographicAlgorithm, CryptographicUsageMask};

    #[test]
    fn what_is_printed_is_read() {
        for value in [CryptographicAlgorithm::AES, CryptographicAlgorithm::new(0x8000_0001)] {
            assert_eq!(value.to_string().parse(), Ok(value));
        }
        let mask = CryptographicUsageMask::ENCRYPT | CryptographicUsageMask::new(0x4000_0000);
        for mask in [mask, CryptographicUsageMask::NONE] {
            assert_eq!(mask.to_string().parse(), Ok(mask));
        }
        assert_eq!("Encrypt  0x8".parse(), Ok(CryptographicUsageMask::ENCRYPT | CryptographicUsageMask::DECRYPT));
    }

    #[test]
    fn what_has_no_name_is_refused() {
        for text in ["", "Ase", "3", "0x", "0x123456789", "-1", "AES|DES"] {
            assert_eq!(text.parse::<CryptographicAlgorithm>(), Err(UnknownName), "{text}");
        }
        for text in ["", "|", "Encrypt|Decript"] {
            assert_eq!(text.parse::<CryptographicUsageMask>(), Err(UnknownName), "{text}");
        }
    }
}
