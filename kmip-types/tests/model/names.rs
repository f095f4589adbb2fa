//! Names in the context of version and attribute, and beside them a vendor's.

use kmip_types::format::WordItem;
use kmip_types::names::{Naming, VendorNames};
use kmip_types::*;

use super::VENDOR;

#[test]
fn naming_follows_version_and_attribute() {
    let mut naming = Naming::default();
    assert_eq!(naming.enumeration_name(Tag::HASHING_ALGORITHM, 15), Some("SHA3_256"));
    naming.word(WordItem::integer(Tag::PROTOCOL_VERSION_MAJOR, 1));
    naming.word(WordItem::integer(Tag::PROTOCOL_VERSION_MINOR, 4));
    assert_eq!(naming.enumeration_name(Tag::HASHING_ALGORITHM, 15), Some("SHA_3_256"));
    assert_eq!(naming.tag_name(Tag::ROTATE_DATE), None);
    // A later Protocol Version, as in Discover Versions, changes nothing.
    naming.word(WordItem::integer(Tag::PROTOCOL_VERSION_MAJOR, 2));
    naming.word(WordItem::integer(Tag::PROTOCOL_VERSION_MINOR, 1));
    assert_eq!(naming.versions(), Versions::only(Version::V1_4));

    assert_eq!(naming.enumeration(Tag::ATTRIBUTE_VALUE, "Active"), None);
    naming.open(Tag::ATTRIBUTE);
    naming.text(Tag::ATTRIBUTE_NAME, "State");
    assert_eq!(naming.enumeration(Tag::ATTRIBUTE_VALUE, "Active"), Some(2));
    naming.open(Tag::ATTRIBUTE);
    naming.text(Tag::VENDOR_IDENTIFICATION, "x");
    naming.text(Tag::ATTRIBUTE_NAME, "State");
    assert_eq!(naming.enumeration(Tag::ATTRIBUTE_VALUE, "Active"), None);
    assert!(naming.is_mask(Tag::CRYPTOGRAPHIC_USAGE_MASK));
    assert_eq!(naming.bit(Tag::CRYPTOGRAPHIC_USAGE_MASK, "ContentCommitment"), Some(0x400));
    assert_eq!(naming.enumeration(Tag::MASK_GENERATOR, "MFG1"), Some(1));
    assert_eq!(naming.enumeration_name(Tag::ATTRIBUTE_REFERENCE, 0x42_008D), Some("State"));
}

/// The names of 1.x leave out what the tables print in brackets behind them.
///
/// The tables of 1.x print `(PKCS#1 v1.5)` and `(Non Repudiation)` behind these names; every published test case and
/// every peer leaves it out.
#[test]
fn names_of_1_x_are_those_that_peers_read() {
    let mut naming = Naming::default();
    naming.word(WordItem::integer(Tag::PROTOCOL_VERSION_MAJOR, 1));
    naming.word(WordItem::integer(Tag::PROTOCOL_VERSION_MINOR, 4));
    let algorithms = [
        (1, "MD2WithRSAEncryption", "PKCS_1V1_5"),
        (2, "MD5WithRSAEncryption", "PKCS_1V1_5"),
        (3, "SHA_1WithRSAEncryption", "PKCS_1V1_5"),
        (4, "SHA_224WithRSAEncryption", "PKCS_1V1_5"),
        (5, "SHA_256WithRSAEncryption", "PKCS_1V1_5"),
        (6, "SHA_384WithRSAEncryption", "PKCS_1V1_5"),
        (7, "SHA_512WithRSAEncryption", "PKCS_1V1_5"),
        (8, "RSASSA_PSS", "PKCS_1V2_1"),
    ];
    for (value, name, printed) in algorithms {
        assert_eq!(naming.enumeration_name(Tag::DIGITAL_SIGNATURE_ALGORITHM, value), Some(name));
        assert_eq!(naming.enumeration(Tag::DIGITAL_SIGNATURE_ALGORITHM, name), Some(value));
        assert_eq!(naming.enumeration(Tag::DIGITAL_SIGNATURE_ALGORITHM, &format!("{name}{printed}")), Some(value));
    }
    assert_eq!(naming.bit_name(Tag::CRYPTOGRAPHIC_USAGE_MASK, 0x400), Some("ContentCommitment"));
    for name in ["ContentCommitment", "ContentCommitmentNonRepudiation"] {
        assert_eq!(naming.bit(Tag::CRYPTOGRAPHIC_USAGE_MASK, name), Some(0x400));
    }
}

#[test]
fn vendor_names_stand_beside_the_standard() {
    let names = VendorNames { tags: &[(VENDOR, "Shards")], values: &[(Tag::STATE, 0x8000_0001, "Frozen")] };
    let naming = Naming::new(names);
    assert_eq!(naming.tag("Shards"), Some(VENDOR));
    assert_eq!(naming.tag_name(VENDOR), Some("Shards"));
    assert_eq!(naming.enumeration(Tag::STATE, "Frozen"), Some(0x8000_0001));
    assert_eq!(naming.enumeration_name(Tag::STATE, 0x8000_0001), Some("Frozen"));
    assert_eq!(naming.enumeration_name(Tag::OBJECT_TYPE, 0x8000_0001), None);
}
