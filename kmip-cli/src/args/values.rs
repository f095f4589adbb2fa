//! Values that options have.

use kmip::{Operation, ProtocolVersion, Version};

/// A version such as `2.1`.
pub(crate) fn version(text: &str) -> Result<ProtocolVersion<'static>, String> {
    known_version(text).map(ProtocolVersion::from)
}

/// A version of the standard.
pub(crate) fn known_version(text: &str) -> Result<Version, String> {
    let all = || Version::ALL.map(|version| version.to_string()).join(", ");
    text.parse().map_err(|_| format!("the versions are {}", all()))
}

/// An operation by its name, as XML or the standard writes it, in capitals or not.
pub(crate) fn operation(text: &str) -> Result<Operation, String> {
    let plain = |name: &str| name.replace([' ', '-', '_', '/', '#'], "").to_ascii_lowercase();
    let wanted = plain(text);
    let found =
        (1..=0xFF).map(Operation::from).find(|operation| operation.name().is_some_and(|name| plain(name) == wanted));
    found.ok_or_else(|| "no version has this operation".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operations_are_found_in_every_spelling() {
        for text in ["Get", "get", "GET"] {
            assert_eq!(operation(text), Ok(Operation::GET));
        }
        for text in ["Create Key Pair", "CreateKeyPair", "create-key-pair", "create_key_pair"] {
            assert_eq!(operation(text), Ok(Operation::CREATE_KEY_PAIR));
        }
        assert!(operation("Gets").is_err());
    }
}
