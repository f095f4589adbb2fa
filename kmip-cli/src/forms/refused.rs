//! Forms that the command refuses, told by their first bytes, with advice for each.

/// Names the kind of `bytes`, if the command does not read messages in that kind.
pub(crate) fn name(bytes: &[u8]) -> Option<&'static str> {
    Some(match bytes {
        [0x1F, 0x8B, 8, ..] => "gzip: unpack it with gunzip first",
        [0x28, 0xB5, 0x2F, 0xFD, ..] => "zstd: unpack it with unzstd first",
        [b'B', b'Z', b'h', b'1'..=b'9', 0x31, 0x41, ..] => "bzip2: unpack it with bunzip2 first",
        [0xFD, b'7', b'z', b'X', b'Z', 0, ..] => "xz: unpack it with unxz first",
        [b'P', b'K', 3, 4, ..] => "a zip archive: unpack it with unzip first",
        [0xD4, 0xC3, 0xB2, 0xA1, ..]
        | [0xA1, 0xB2, 0xC3, 0xD4, ..]
        | [0x4D, 0x3C, 0xB2, 0xA1, ..]
        | [0xA1, 0xB2, 0x3C, 0x4D, ..] => PCAP,
        [0x0A, 0x0D, 0x0D, 0x0A, _, _, _, _, 0x1A, 0x2B, 0x3C, 0x4D, ..]
        | [0x0A, 0x0D, 0x0D, 0x0A, _, _, _, _, 0x4D, 0x3C, 0x2B, 0x1A, ..] => PCAP,
        [0x14..=0x17, 3, 0..=4, high, low, ..] if u16::from_be_bytes([*high, *low]) <= (1 << 14) + 2048 => TLS,
        [0x30, 0x82, _, _, 0x30 | 0x02, ..] => {
            "DER, such as a certificate or a key: it is what a message carries, not one"
        }
        bytes if bytes.trim_ascii_start().starts_with(b"-----BEGIN ") => {
            "PEM, such as a certificate or a key: it is what a message carries, not one"
        }
        _ => return None,
    })
}

const PCAP: &str = "a packet capture: decrypt it with the keys of its session in Wireshark, follow the TLS stream, and take that as hexadecimal";

const TLS: &str =
    "TLS records, which are encrypted: take what the client or the server logs, or decrypt a capture in Wireshark";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_not_refused() {
        for bytes in [&b"\x42\x00\x78\x01\x00\x00\x00\x90"[..], b"\x82\x18\x78\x81", b"<KMIP>", b"{", b"", b"PKCS"] {
            assert_eq!(name(bytes), None);
        }
    }
}
