//! Values that stand for another one in versions that do not have them.

use super::converter::Converter;
use super::piece::{Content, Piece};
use super::report::Category;
use super::search::{find, find_mut};
use super::site::Site;
use crate::generated::conversions::{ANY_OTHER_REASON, KEY_FORMATS, RESULT_REASONS};
use crate::tables::ListTable;
use crate::tree::NodeValue;
use crate::{CryptographicAlgorithm, KeyFormatType, Tag};

impl Converter {
    /// Returns the value of the version that comes nearest.
    ///
    /// It is for an enumeration that must say something.
    pub(super) fn replacement(&self, tag: Tag, value: u32, list: &ListTable) -> Option<u32> {
        if tag != Tag::RESULT_REASON {
            return None;
        }
        let reason = RESULT_REASONS.into_iter().find(|(own, _)| own.value() == value).map(|(_, other)| other.value());
        let known = reason.filter(|reason| list.versions_of(*reason).intersects(self.to));
        Some(known.unwrap_or(ANY_OTHER_REASON.value()))
    }

    /// Keys on elliptic curves: one format since 1.3, one for each algorithm up to 1.4.
    pub(super) fn key_format(&mut self, children: &mut [Piece<'_>], site: &Site<'_>) {
        if site.table.field(Tag::KEY_FORMAT_TYPE).is_none() {
            return;
        }
        let algorithm = find(children, Tag::CRYPTOGRAPHIC_ALGORITHM);
        let algorithm = algorithm.and_then(Piece::as_enumeration).map(CryptographicAlgorithm::new);
        let Some(piece) = find_mut(children, Tag::KEY_FORMAT_TYPE) else { return };
        let Some(format) = piece.as_enumeration().map(KeyFormatType::new) else { return };
        let versions = format.versions();
        if versions.is_empty() || versions.intersects(self.to) {
            return;
        }
        let merged = KEY_FORMATS.into_iter().find(|(own, ..)| *own == format).map(|(_, merged, _)| merged);
        let split = KEY_FORMATS.into_iter().find(|(_, merged, own)| *merged == format && Some(*own) == algorithm);
        let other = merged.or(split.map(|(format, ..)| format));
        if let Some(other) = other.filter(|other| other.versions().intersects(self.to)) {
            self.note_value(Category::Reshaped, piece, format.value(), versions);
            piece.content = Content::Leaf(NodeValue::Enumeration(other.value()));
        }
    }
}
