//! The Attribute Index of 1.x: KMIP 1.4 §2.1.1.
//!
//! It tells the instances of one attribute apart.
//!
//! For the typed forms, for conversion, and for requests without an allocator.

#[cfg(feature = "alloc")]
use alloc::collections::BTreeMap;

/// The index to write for an instance: the first one has 0, which may be left out.
pub(crate) fn written_index(index: i32) -> Option<i32> {
    (index > 0).then_some(index)
}

/// The indices of the attributes of an object so far.
///
/// The key is what tells one attribute from another.
///
/// The first instance of an attribute has the index 0, and each one the next behind those before it.
#[cfg(feature = "alloc")]
pub(crate) struct Instances<K> {
    /// The index of each attribute that is free.
    free: BTreeMap<K, i32>,
}

#[cfg(feature = "alloc")]
impl<K: Ord> Instances<K> {
    pub(crate) const fn new() -> Self {
        Self { free: BTreeMap::new() }
    }

    /// Returns the index of the next instance.
    ///
    /// It is `own`, if the instance has an index of its own, or the next that is free.
    pub(crate) fn next(&mut self, attribute: K, own: Option<i32>) -> i32 {
        let free = self.free.entry(attribute).or_default();
        let index = own.unwrap_or(*free);
        *free = index.max(*free).saturating_add(1);
        index
    }
}
