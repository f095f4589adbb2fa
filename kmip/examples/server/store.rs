//! Managed objects in memory, under their Unique Identifiers.

use std::collections::BTreeMap;
use std::time::{SystemTime, UNIX_EPOCH};

use kmip::{
    Attribute, Attributes, CryptographicUsageMask, DateTime, KeyBlock, ManagedObject, ResultReason, State, Tag,
    UniqueIdentifier,
};

use super::refused::{Refused, Result};

/// An object with its attributes, in the form of 2.x.
///
/// The messages bring them into the form of their version.
#[derive(Clone, Debug)]
pub(crate) struct Stored {
    pub(crate) object: ManagedObject<'static>,
    pub(crate) attributes: Attributes<'static>,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Store {
    objects: BTreeMap<u64, Stored>,
    last: u64,
}

impl Store {
    /// Keeps an object, with the attributes that a server sets; its identifier.
    pub(crate) fn add(&mut self, object: ManagedObject<'static>, mut attributes: Attributes<'static>) -> String {
        self.last += 1;
        let id = self.last.to_string();
        attributes.set(Attribute::UniqueIdentifier(id.clone().into()));
        attributes.set(Attribute::ObjectType(object.object_type()));
        attributes.set(Attribute::State(State::PRE_ACTIVE));
        attributes.set(Attribute::InitialDate(now()));
        attributes.set(Attribute::LastChangeDate(now()));
        if let Some(block) = object.key_block() {
            if let Some(algorithm) = block.cryptographic_algorithm {
                attributes.set(Attribute::CryptographicAlgorithm(algorithm));
            }
            if let Some(length) = block.cryptographic_length {
                attributes.set(Attribute::CryptographicLength(length));
            }
        }
        self.objects.insert(self.last, Stored { object, attributes });
        id
    }

    pub(crate) fn get(&self, id: &str) -> Result<&Stored> {
        id.parse().ok().and_then(|id: u64| self.objects.get(&id)).ok_or_else(not_found)
    }

    pub(crate) fn get_mut(&mut self, id: &str) -> Result<&mut Stored> {
        id.parse().ok().and_then(|id: u64| self.objects.get_mut(&id)).ok_or_else(not_found)
    }

    pub(crate) fn remove(&mut self, id: &str) -> Result<Stored> {
        id.parse().ok().and_then(|id: u64| self.objects.remove(&id)).ok_or_else(not_found)
    }

    /// All objects in the order in which they came, each with its identifier.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (String, &Stored)> {
        self.objects.iter().map(|(id, stored)| (id.to_string(), stored))
    }
}

fn not_found() -> Refused {
    Refused::new(ResultReason::ITEM_NOT_FOUND, "no such object")
}

impl Stored {
    pub(crate) fn state(&self) -> State {
        self.attributes.state().unwrap_or(State::PRE_ACTIVE)
    }

    pub(crate) fn set_state(&mut self, state: State) {
        self.attributes.set(Attribute::State(state));
        self.attributes.set(Attribute::LastChangeDate(now()));
    }

    /// The bytes of a key that may be used for this.
    pub(crate) fn key_for(&self, usage: CryptographicUsageMask) -> Result<&[u8]> {
        if self.state() != State::ACTIVE {
            return Err(Refused::new(ResultReason::WRONG_KEY_LIFECYCLE_STATE, "the key is not active"));
        }
        let allowed = self.attributes.cryptographic_usage_mask().unwrap_or_default();
        if !allowed.contains(usage) {
            let text = "the Cryptographic Usage Mask does not allow this";
            return Err(Refused::new(ResultReason::INCOMPATIBLE_CRYPTOGRAPHIC_USAGE_MASK, text));
        }
        self.key()
    }

    /// The bytes of the key, in whichever state it is.
    pub(crate) fn key(&self) -> Result<&[u8]> {
        let bytes = self.object.key_block().and_then(KeyBlock::key_bytes);
        let none = || Refused::new(ResultReason::KEY_FORMAT_TYPE_NOT_SUPPORTED, "no key in the clear");
        bytes.map(|key| &**key.expose()).ok_or_else(none)
    }

    /// Returns whether the object has an attribute with this tag.
    pub(crate) fn has(&self, tag: Tag) -> bool {
        self.attributes.get(tag).is_some()
    }
}

/// An identifier as messages have it.
pub(crate) fn identifier(id: &str) -> UniqueIdentifier<'static> {
    id.to_owned().into()
}

/// The time, in seconds since 1970.
pub(crate) fn now() -> DateTime {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    DateTime(i64::try_from(seconds).unwrap_or(i64::MAX))
}
