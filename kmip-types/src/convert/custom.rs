//! Attributes that the standard does not define.
//!
//! In 1.x they have a name with a prefix; since 2.0, a vendor and a name.
//!
//! KMIP 2.1 §4.59: the vendors `x` and `y` are the client and the server, for whom 1.x has the prefixes `x-` and `y-`.

use alloc::format;

use crate::Text;
use crate::model::custom_attribute_name;
use crate::names::custom_attribute;

/// The vendor that stands for the client.
///
/// It takes what neither client nor server has made.
const CLIENT: &str = "x";

/// Splits a name of 1.x into a vendor and a name.
///
/// The third value tells whether the way back leads to the same name.
pub(super) fn vendor_and_name(name: &str) -> (&str, &str, bool) {
    match custom_attribute(name) {
        Some((vendor, rest)) => (vendor, rest, true),
        None => (CLIENT, name, false),
    }
}

/// Makes a name of 1.x from a vendor and a name.
///
/// The second value tells whether the way back leads to the same two.
pub(super) fn prefixed(vendor: &str, name: &str) -> (Text<'static>, bool) {
    match custom_attribute_name(vendor, name) {
        Some(text) => (text, true),
        None => (format!("{CLIENT}-{vendor}-{name}").into(), false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn client_and_server_are_prefixes() {
        assert_eq!(vendor_and_name("x-ID"), ("x", "ID", true));
        assert_eq!(vendor_and_name("y-shard-1"), ("y", "shard-1", true));
        assert_eq!(prefixed("x", "ID"), ("x-ID".into(), true));
        assert_eq!(prefixed("y", "shard-1"), ("y-shard-1".into(), true));
    }

    #[test]
    fn other_vendors_and_names_are_kept_but_not_exactly() {
        assert_eq!(prefixed("acme", "size"), ("x-acme-size".into(), false));
        assert_eq!(vendor_and_name("Shelf"), ("x", "Shelf", false));
        assert_eq!(vendor_and_name("é"), ("x", "é", false));
    }
}
