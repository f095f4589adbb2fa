//! Attributes that the standard does not define: by a name with a prefix in 1.x, by vendor and name since 2.0.
//!
//! KMIP 2.1 §4.59: the vendors `x` and `y` are the client and the server, for whom 1.x has the prefixes `x-` and `y-`.

use alloc::string::String;

use crate::Text;

/// The vendor that stands for the client.
const CLIENT: &str = "x";
/// The vendor that stands for the server.
const SERVER: &str = "y";

/// A vendor and a name, from a name of 1.x, and whether the way back leads to the same name.
pub(super) fn vendor_and_name(name: &str) -> (&str, &str, bool) {
    match name.split_at_checked(2) {
        Some(("x-", rest)) => (CLIENT, rest, true),
        Some(("y-", rest)) => (SERVER, rest, true),
        _ => (CLIENT, name, false),
    }
}

/// A name of 1.x, from a vendor and a name, and whether the way back leads to the same two.
pub(super) fn prefixed(vendor: &str, name: &str) -> (Text<'static>, bool) {
    let is_exact = matches!(vendor, CLIENT | SERVER);
    let mut text = String::from(if is_exact { vendor } else { CLIENT });
    text.push('-');
    if !is_exact {
        text.push_str(vendor);
        text.push('-');
    }
    text.push_str(name);
    (text.into(), is_exact)
}

/// Whether a name of 1.x is that of an attribute the standard does not define.
pub(super) fn is_custom(name: &str) -> bool {
    name.starts_with("x-") || name.starts_with("y-")
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
