//! From the standard's names to names in Rust and in XML.

use crate::normal::Normal;

/// The name as XML and JSON write it.
pub(crate) fn xml(name: &str) -> String {
    Normal::new(name).map(|normal| normal.as_str().to_owned()).unwrap_or_default()
}

fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty())
}

/// Moves the word in brackets to the front of a name.
///
/// It tells structures of one tag apart: `Credential Value (Device)` is `Device Credential Value`.
fn turned(name: &str) -> String {
    match name.strip_suffix(')').and_then(|name| name.split_once(" (")) {
        Some((head, tail)) => format!("{tail} {head}"),
        None => name.to_owned(),
    }
}

/// Returns the Rust name of a type.
///
/// `X.509 Certificate Issuer` is `X509CertificateIssuer`, `MAC Verify` is `MacVerify`.
pub(crate) fn type_name(name: &str) -> String {
    let name = turned(name);
    let mut out = String::new();
    for word in words(&name) {
        let mut letters = word.chars();
        out.extend(letters.next().map(|c| c.to_ascii_uppercase()));
        let rest = letters.as_str();
        if word.chars().any(|c| c.is_ascii_lowercase()) {
            out.push_str(rest);
        } else {
            out.push_str(&rest.to_ascii_lowercase());
        }
    }
    if out.starts_with(|c: char| c.is_ascii_digit()) { type_name(&xml(&name)) } else { out }
}

/// A constant: `SHA-256 with RSA Encryption` is `SHA_256_WITH_RSA_ENCRYPTION`.
pub(crate) fn constant(name: &str) -> String {
    let out = words(name).map(separated).collect::<Vec<_>>().join("_").to_ascii_uppercase();
    if out.starts_with(|c: char| c.is_ascii_digit()) { constant(&xml(name)) } else { out }
}

/// Separates the parts of a word.
///
/// `ECPrivateKey` is `EC_Private_Key`; the `s` of several, as in `RNGs`, is no word.
fn separated(word: &str) -> String {
    let letters: Vec<char> = word.chars().collect();
    let mut out = String::new();
    for (index, letter) in letters.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|i| letters.get(i));
        let after = letters.get(index + 1).filter(|after| **after != 's' || index + 2 < letters.len());
        let new_word = letter.is_ascii_uppercase()
            && (before.is_some_and(char::is_ascii_lowercase)
                || (before.is_some_and(char::is_ascii_uppercase) && after.is_some_and(char::is_ascii_lowercase)));
        if new_word {
            out.push('_');
        }
        out.push(*letter);
    }
    out
}

/// A field: the tag in snake case, in the plural if it repeats.
pub(crate) fn field(name: &str, repeated: bool) -> String {
    let one = words(name).map(str::to_ascii_lowercase).collect::<Vec<_>>().join("_");
    if !repeated
        || one.ends_with("information")
        || one.ends_with("data")
        || one.ends_with("parameters")
        || one.ends_with('s')
    {
        one
    } else if let Some(stem) = one.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o'])) {
        format!("{stem}ies")
    } else {
        format!("{one}s")
    }
}

/// The static of a structure's table: `KEY_BLOCK_STRUCTURE`.
pub(crate) fn structure_table(name: &str) -> String {
    format!("{}_STRUCTURE", constant(name))
}

/// A file: `Re-key Key Pair` is `re_key_key_pair`.
pub(crate) fn file(name: &str) -> String {
    field(name, false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_rust() {
        assert_eq!(type_name("X.509 Certificate Issuer"), "X509CertificateIssuer");
        assert_eq!(type_name("MAC Verify"), "MacVerify");
        assert_eq!(type_name("PKCS#11 Function"), "Pkcs11Function");
        assert_eq!(type_name("Credential Value (One Time Password)"), "OneTimePasswordCredentialValue");
        assert_eq!(type_name("Re-key Key Pair"), "ReKeyKeyPair");
        assert_eq!(constant("SHA-256 with RSA Encryption"), "SHA_256_WITH_RSA_ENCRYPTION");
        assert_eq!(constant("ECPrivateKey"), "EC_PRIVATE_KEY");
        assert_eq!(constant("Query RNGs"), "QUERY_RNGS");
        assert_eq!(constant("3DES"), "DES3");
        assert_eq!(constant("C_GetFunctionList"), "C_GET_FUNCTION_LIST");
        assert_eq!(field("IV/Counter/Nonce", false), "iv_counter_nonce");
        assert_eq!(field("Batch Item", true), "batch_items");
        assert_eq!(field("Capability", true), "capabilities");
        assert_eq!(field("Extension Information", true), "extension_information");
        assert_eq!(field("Object Types", true), "object_types");
        assert_eq!(file("Re-key Key Pair"), "re_key_key_pair");
    }
}
