//! The state that the items of a batch share.
//!
//! It is the version, the objects, and the ID Placeholder.

use kmip::{ResultReason, UniqueIdentifier, UniqueIdentifierEnumeration, Version};

use super::refused::{Refused, Result};
use super::store::Store;

/// The state that the items of a batch share.
pub(crate) struct Batch<'s> {
    pub(crate) version: Version,
    pub(crate) store: &'s mut Store,
    /// The ID Placeholder: the object that the item before has made or found.
    pub(crate) placeholder: Option<String>,
}

impl Batch<'_> {
    /// Returns the identifier of the object that an item is about.
    ///
    /// If the item has none, it is that of the ID Placeholder.
    pub(crate) fn id(&self, asked: Option<&UniqueIdentifier<'_>>) -> Result<String> {
        let placeholder = || {
            let none = || Refused::new(ResultReason::ITEM_NOT_FOUND, "the ID Placeholder is empty");
            self.placeholder.clone().ok_or_else(none)
        };
        match asked {
            None => placeholder(),
            Some(UniqueIdentifier::Enumeration(UniqueIdentifierEnumeration::ID_PLACEHOLDER)) => placeholder(),
            Some(id) => match id.as_text() {
                Some(text) => Ok(text.to_string()),
                None => Err(Refused::new(ResultReason::INVALID_FIELD, "no identifier that this server knows")),
            },
        }
    }
}
