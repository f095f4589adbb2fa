//! The normal form of a name.
//!
//! It leads from the text of the specification's tables to what XML and JSON write.
//!
//! KMIP Profiles 2.1 §5.4.1.1 and §5.5.1.1; KMIP Additional Message Encodings 1.0 §4.1.3: six rules.

/// A name in its normal form.
///
/// An example is `X_509CertificateIssuer` for `X.509 Certificate Issuer`.
///
/// ```
/// use kmip_types::names::Normal;
///
/// let normal = Normal::new("SHA-256 with RSA Encryption (PKCS#1 v1.5)").ok_or("not a name")?;
/// assert_eq!(normal.as_str(), "SHA_256WithRSAEncryptionPKCS_1V1_5");
/// # Ok::<(), &str>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Normal {
    bytes: [u8; Self::MAX],
    length: usize,
}

impl Normal {
    /// The longest name that is normalised, in bytes; the longest of the tables has 58.
    pub const MAX: usize = 96;

    /// The normal form of a name.
    ///
    /// `None` if it is empty, longer than [`Normal::MAX`] or not ASCII.
    #[must_use]
    pub fn new(name: &str) -> Option<Self> {
        if name.is_empty() || name.len() > Self::MAX || !name.is_ascii() {
            return None;
        }
        let mut normal = Self { bytes: [0; Self::MAX], length: 0 };
        let mut word_start = true;
        let mut first_word = true;
        // Rule 4: the digits that lead the first word go to its end.
        let mut leading = ([0_u8; Self::MAX], 0_usize);
        let mut rest = name.as_bytes();
        while let Some((byte, after)) = rest.split_first() {
            rest = after;
            let byte = match (*byte, after) {
                // Rule 1.
                (b'(' | b')', _) => b' ',
                (b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'_' | b' ' | b'\t' | b'\n' | b'\r' | 0x0B | 0x0C, _) => {
                    *byte
                }
                // Rule 2: a letter and a lower-case letter follow.
                (_, [b'A'..=b'Z' | b'a'..=b'z', b'a'..=b'z', ..]) => b' ',
                // Rule 3.
                _ => b'_',
            };
            if byte.is_ascii_whitespace() || byte == 0x0B {
                if !word_start {
                    if first_word {
                        normal.append(leading.0.get(..leading.1)?)?;
                    }
                    first_word = false;
                    word_start = true;
                }
                continue;
            }
            let in_digits = first_word && (word_start || normal.length == 0);
            if in_digits && byte.is_ascii_digit() {
                *leading.0.get_mut(leading.1)? = byte;
                leading.1 = leading.1.saturating_add(1);
                word_start = false;
                continue;
            }
            // Rule 5; rule 6 is that nothing stands between the words.
            let capital = word_start || normal.length == 0;
            normal.append(&[if capital { byte.to_ascii_uppercase() } else { byte }])?;
            word_start = false;
        }
        if first_word {
            normal.append(leading.0.get(..leading.1)?)?;
        }
        (normal.length > 0).then_some(normal)
    }

    fn append(&mut self, bytes: &[u8]) -> Option<()> {
        let end = self.length.checked_add(bytes.len())?;
        self.bytes.get_mut(self.length..end)?.copy_from_slice(bytes);
        self.length = end;
        Some(())
    }

    /// The normal form.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.bytes.get(..self.length).and_then(|bytes| core::str::from_utf8(bytes).ok()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tricky_names_of_the_tables() {
        let cases = [
            ("3DES", "DES3"),
            ("X.509", "X_509"),
            ("X.509 Certificate Issuer", "X_509CertificateIssuer"),
            ("PKCS#12 Friendly Name", "PKCS_12FriendlyName"),
            ("PKCS1 v1.5", "PKCS1V1_5"),
            ("IV/Counter/Nonce", "IVCounterNonce"),
            ("MAC/Signature Key Information", "MACSignatureKeyInformation"),
            ("MAC/sign then encrypt", "MACSignThenEncrypt"),
            ("Re-key Key Pair", "ReKeyKeyPair"),
            ("Server On-Demand", "ServerOnDemand"),
            ("P-256", "P_256"),
            ("SHA-512/224", "SHA_512_224"),
            ("SHA3-256", "SHA3_256"),
            ("HMAC-SHA1", "HMAC_SHA1"),
            ("AES XTS Client", "AESXTSClient"),
            ("NIST Key Wrap", "NISTKeyWrap"),
            ("X9.102 AESKW", "X9_102AESKW"),
            ("ANSI X9.23", "ANSIX9_23"),
            ("GOST R 34.10-2012", "GOSTR34_10_2012"),
            ("GP x-Change Notice", "GPXChangeNotice"),
            ("k-Original", "KOriginal"),
            ("Complete Server TLS v1.2", "CompleteServerTLSV1_2"),
            ("S/MIME", "S_MIME"),
            ("Dual-EC", "Dual_EC"),
            ("SLH-DSA-SHA2-128s", "SLH_DSA_SHA2_128s"),
            ("RSASSA-PSS(PKCS#1 v2.1)", "RSASSA_PSSPKCS_1V2_1"),
            ("1.2.3", "_2_31"),
            ("Polynomial Sharing GF (2^8)", "PolynomialSharingGF2_8"),
            ("C_Initialize", "C_Initialize"),
            ("3DES Key", "DES3Key"),
            (" (3DES)\u{b} Key ", "DES3Key"),
        ];
        for (name, normal) in cases {
            assert_eq!(Normal::new(name).unwrap().as_str(), normal, "{name}");
            assert_eq!(Normal::new(normal).unwrap().as_str(), normal, "{name}");
        }
    }

    #[test]
    fn what_is_no_name() {
        assert_eq!(Normal::new(&"a".repeat(Normal::MAX)).map(|name| name.as_str().len()), Some(Normal::MAX));
        // However short its normal form is.
        assert!(Normal::new(&"a ".repeat(49)).is_none());
        assert!(Normal::new("").is_none());
        assert!(Normal::new("Ключ").is_none());
        assert!(Normal::new(&"a".repeat(97)).is_none());
        assert!(Normal::new(" ( ) ").is_none());
    }
}
