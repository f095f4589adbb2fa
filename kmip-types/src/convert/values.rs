//! Values that stand for another one in versions that do not have them.

use super::piece::{Content, Piece};
use super::report::Category;
use super::walk::{Converter, Site};
use crate::tables::ListTable;
use crate::{CryptographicAlgorithm, KeyFormatType, NodeValue, ResultReason, Tag};

/// Why an operation failed: the reason that says it in versions that lack one. All others are a General Failure.
const REASONS: [(ResultReason, ResultReason); 23] = [
    // Since 2.0.
    (ResultReason::OBJECT_NOT_FOUND, ResultReason::ITEM_NOT_FOUND),
    (ResultReason::ATTRIBUTE_NOT_FOUND, ResultReason::ITEM_NOT_FOUND),
    (ResultReason::ATTRIBUTE_INSTANCE_NOT_FOUND, ResultReason::ITEM_NOT_FOUND),
    (ResultReason::WRAPPING_OBJECT_NOT_FOUND, ResultReason::ITEM_NOT_FOUND),
    (ResultReason::OBJECT_DESTROYED, ResultReason::PERMISSION_DENIED),
    (ResultReason::NOT_AUTHORISED, ResultReason::PERMISSION_DENIED),
    (ResultReason::ATTRIBUTE_READ_ONLY, ResultReason::PERMISSION_DENIED),
    (ResultReason::READ_ONLY_ATTRIBUTE, ResultReason::PERMISSION_DENIED),
    (ResultReason::WRONG_KEY_LIFECYCLE_STATE, ResultReason::PERMISSION_DENIED),
    (ResultReason::INCOMPATIBLE_CRYPTOGRAPHIC_USAGE_MASK, ResultReason::PERMISSION_DENIED),
    (ResultReason::WRAPPING_OBJECT_ARCHIVED, ResultReason::OBJECT_ARCHIVED),
    (ResultReason::BAD_PASSWORD, ResultReason::AUTHENTICATION_NOT_SUCCESSFUL),
    (ResultReason::INVALID_TICKET, ResultReason::AUTHENTICATION_NOT_SUCCESSFUL),
    (ResultReason::BAD_CRYPTOGRAPHIC_PARAMETERS, ResultReason::CRYPTOGRAPHIC_FAILURE),
    (ResultReason::UNSUPPORTED_CRYPTOGRAPHIC_PARAMETERS, ResultReason::FEATURE_NOT_SUPPORTED),
    (ResultReason::UNSUPPORTED_ATTRIBUTE, ResultReason::FEATURE_NOT_SUPPORTED),
    (ResultReason::INVALID_ATTRIBUTE, ResultReason::INVALID_FIELD),
    (ResultReason::INVALID_ATTRIBUTE_VALUE, ResultReason::INVALID_FIELD),
    (ResultReason::INVALID_OBJECT_TYPE, ResultReason::INVALID_FIELD),
    (ResultReason::INVALID_DATA_TYPE, ResultReason::INVALID_FIELD),
    (ResultReason::UNKNOWN_TAG, ResultReason::INVALID_MESSAGE),
    // Up to 1.4.
    (ResultReason::INDEX_OUT_OF_BOUNDS, ResultReason::ATTRIBUTE_INSTANCE_NOT_FOUND),
    (ResultReason::ILLEGAL_OPERATION, ResultReason::OPERATION_NOT_SUPPORTED),
];

/// Formats of keys that 1.3 merged into one for all elliptic curves, and the algorithm that each was for.
const EC_FORMATS: [(KeyFormatType, KeyFormatType, CryptographicAlgorithm); 6] = [
    (
        KeyFormatType::TRANSPARENT_ECDSA_PRIVATE_KEY,
        KeyFormatType::TRANSPARENT_EC_PRIVATE_KEY,
        CryptographicAlgorithm::ECDSA,
    ),
    (
        KeyFormatType::TRANSPARENT_ECDSA_PUBLIC_KEY,
        KeyFormatType::TRANSPARENT_EC_PUBLIC_KEY,
        CryptographicAlgorithm::ECDSA,
    ),
    (
        KeyFormatType::TRANSPARENT_ECDH_PRIVATE_KEY,
        KeyFormatType::TRANSPARENT_EC_PRIVATE_KEY,
        CryptographicAlgorithm::ECDH,
    ),
    (
        KeyFormatType::TRANSPARENT_ECDH_PUBLIC_KEY,
        KeyFormatType::TRANSPARENT_EC_PUBLIC_KEY,
        CryptographicAlgorithm::ECDH,
    ),
    (
        KeyFormatType::TRANSPARENT_ECMQV_PRIVATE_KEY,
        KeyFormatType::TRANSPARENT_EC_PRIVATE_KEY,
        CryptographicAlgorithm::ECMQV,
    ),
    (
        KeyFormatType::TRANSPARENT_ECMQV_PUBLIC_KEY,
        KeyFormatType::TRANSPARENT_EC_PUBLIC_KEY,
        CryptographicAlgorithm::ECMQV,
    ),
];

impl Converter {
    /// The value of the version that comes nearest, for an enumeration that must say something.
    pub(super) fn replacement(&self, tag: Tag, value: u32, list: &ListTable) -> Option<u32> {
        if tag != Tag::RESULT_REASON {
            return None;
        }
        let reason = REASONS.into_iter().find(|(own, _)| own.value() == value).map(|(_, other)| other.value());
        let known = reason.filter(|reason| list.versions_of(*reason).intersects(self.to));
        Some(known.unwrap_or(ResultReason::GENERAL_FAILURE.value()))
    }

    /// Keys on elliptic curves: one format since 1.3, one for each algorithm up to 1.4.
    pub(super) fn key_format(&mut self, children: &mut [Piece<'_>], site: &Site<'_>) {
        if site.table.field(Tag::KEY_FORMAT_TYPE).is_none() {
            return;
        }
        let algorithm = children.iter().find(|piece| piece.tag == Tag::CRYPTOGRAPHIC_ALGORITHM);
        let algorithm = algorithm.and_then(Piece::as_enumeration).map(CryptographicAlgorithm::new);
        let Some(piece) = children.iter_mut().find(|piece| piece.tag == Tag::KEY_FORMAT_TYPE) else { return };
        let Some(format) = piece.as_enumeration().map(KeyFormatType::new) else { return };
        let versions = format.versions();
        if versions.is_empty() || versions.intersects(self.to) {
            return;
        }
        let merged = EC_FORMATS.into_iter().find(|(own, ..)| *own == format).map(|(_, merged, _)| merged);
        let split = EC_FORMATS.into_iter().find(|(_, merged, own)| *merged == format && Some(*own) == algorithm);
        let other = merged.or(split.map(|(format, ..)| format));
        if let Some(other) = other.filter(|other| other.versions().intersects(self.to)) {
            self.note_value(Category::Reshaped, piece, format.value(), versions);
            piece.content = Content::Leaf(NodeValue::Enumeration(other.value()));
        }
    }
}
