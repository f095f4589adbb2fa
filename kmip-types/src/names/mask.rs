//! Masks: a list of components, each the name of a bit or a number.

use core::fmt;

use super::Naming;
use crate::format::lexical::{Sink, hex_digits, hex_u32, integer, interval};
use crate::{ErrorKind, Tag};

/// Reads a mask from its components, in any order.
///
/// They are names of bits, `0x` with one to eight digits, or decimal numbers.
///
/// XML separates components by white space, JSON by `|`; the format splits them.
///
/// ```
/// use kmip_types::names::mask;
/// use kmip_types::Tag;
/// use kmip_types::names::Naming;
///
/// let components = "Encrypt Decrypt 0x0001000".split(' ');
/// assert_eq!(mask(components, &Naming::default(), Tag::CRYPTOGRAPHIC_USAGE_MASK), Ok(0x100C));
/// ```
///
/// # Errors
/// [`UnknownName`](ErrorKind::UnknownName), also where there is no component; [`Hex`](ErrorKind::Hex);
/// [`Number`](ErrorKind::Number).
pub fn mask<'t>(
    components: impl IntoIterator<Item = &'t str>,
    naming: &Naming<'_>,
    tag: Tag,
) -> Result<u32, ErrorKind> {
    let mut bits = None;
    for text in components {
        bits = Some(bits.unwrap_or(0) | component(text, naming, tag)?);
    }
    bits.ok_or(ErrorKind::UnknownName)
}

fn component(text: &str, naming: &Naming<'_>, tag: Tag) -> Result<u32, ErrorKind> {
    if let Some(digits) = hex_digits(text) {
        return hex_u32(digits, true);
    }
    if text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-')) {
        return interval(text).or_else(|_| integer(text).map(i32::cast_unsigned));
    }
    naming.bit(tag, text).ok_or(ErrorKind::UnknownName)
}

/// Writes a mask: the names of its bits in ascending order.
///
/// Then come the bits without a name as one `0x%08x`; zero is written as `0`.
///
/// # Errors
/// Whatever `out` refuses.
pub fn write_mask<W: Sink + ?Sized>(
    out: &mut W,
    bits: u32,
    separator: &str,
    naming: &Naming<'_>,
    tag: Tag,
) -> fmt::Result {
    if bits == 0 {
        return out.put("0");
    }
    let mut unnamed = 0;
    let mut first = true;
    let mut rest = bits;
    while rest != 0 {
        // The lowest bit.
        let bit = rest & rest.wrapping_neg();
        rest ^= bit;
        let Some(name) = naming.bit_name(tag, bit) else {
            unnamed |= bit;
            continue;
        };
        if !core::mem::take(&mut first) {
            out.put(separator)?;
        }
        out.put(name)?;
    }
    match unnamed {
        0 => Ok(()),
        _ if first => out.put_formatted(format_args!("{unnamed:#010x}")),
        _ => out.put_formatted(format_args!("{separator}{unnamed:#010x}")),
    }
}

#[cfg(test)]
#[cfg(feature = "alloc")]
mod tests {
    use alloc::string::String;

    use super::*;
    use crate::Version;
    use crate::names::VendorNames;

    const TAG: Tag = Tag::CRYPTOGRAPHIC_USAGE_MASK;

    fn read(text: &str) -> Result<u32, ErrorKind> {
        mask(text.split('|'), &Naming::default(), TAG)
    }

    fn write(bits: u32, naming: &Naming<'_>) -> String {
        let mut text = String::new();
        write_mask(&mut text, bits, "|", naming, TAG).unwrap();
        text
    }

    #[test]
    fn components_are_joined() {
        assert_eq!(read("CertificateSign|Encrypt|Decrypt"), Ok(0x100C));
        assert_eq!(read("CertificateSign|0x0000000c"), Ok(0x100C));
        assert_eq!(read("Encrypt|Encrypt|4"), Ok(4));
        assert_eq!(read("Wrap Key"), Ok(0x10));
        assert_eq!(read("0x0000008"), Ok(8));
        assert_eq!(read("0"), Ok(0));
        assert_eq!(read("0x80000000"), Ok(0x8000_0000));
        assert_eq!(read("4294967295"), Ok(u32::MAX));
        assert_eq!(read("-2147483648"), Ok(0x8000_0000));
    }

    #[test]
    fn what_is_refused() {
        assert_eq!(read(""), Err(ErrorKind::UnknownName));
        assert_eq!(read("Encrypt|"), Err(ErrorKind::UnknownName));
        assert_eq!(read("Encryp"), Err(ErrorKind::UnknownName));
        assert_eq!(read("0x"), Err(ErrorKind::Hex));
        assert_eq!(read("0x000000001"), Err(ErrorKind::Hex));
        assert_eq!(read("4294967296"), Err(ErrorKind::Number));
        assert_eq!(read("1a"), Err(ErrorKind::Number));
        assert_eq!(mask([], &Naming::default(), TAG), Err(ErrorKind::UnknownName));
        assert_eq!(mask(["Encrypt"], &Naming::default(), Tag::BATCH_COUNT), Err(ErrorKind::UnknownName));
    }

    #[test]
    fn bits_are_written_in_ascending_order() {
        let naming = Naming::default();
        assert_eq!(write(0x100C, &naming), "Encrypt|Decrypt|CertificateSign");
        assert_eq!(write(0, &naming), "0");
        assert_eq!(write(0x8100_0000, &naming), "0x81000000");
        assert_eq!(write(0x8100_0004, &naming), "Encrypt|0x81000000");
    }

    #[test]
    fn names_are_those_of_the_version_and_the_vendor() {
        let values = [(TAG, 0x8000_0000, "Haunt")];
        let naming = Naming::new(VendorNames { tags: &[], values: &values });
        assert_eq!(write(0x8010_0000, &naming), "Authenticate|Haunt");
        assert_eq!(mask(["Haunt", "Sign"], &naming, TAG), Ok(0x8000_0001));
        let old = naming.with_version(Version::V1_0);
        assert_eq!(write(0x0010_0001, &old), "Sign|0x00100000");
    }
}
