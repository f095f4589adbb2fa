//! The files from which this crate is made, as text: for tools that tell people about the standard.
//!
//! Each is JSON; `spec/README.md` says what stands in it. Programs that encode and decode have no use for it, so it is there only
//! with feature `schema`.

/// The tags.
pub const TAGS: &str = include_str!("../spec/tags.json");
/// The enumerations with their values.
pub const ENUMERATIONS: &str = include_str!("../spec/enumerations.json");
/// The masks with their bits.
pub const MASKS: &str = include_str!("../spec/masks.json");
/// The attributes.
pub const ATTRIBUTES: &str = include_str!("../spec/attributes.json");
/// The structures with their fields.
pub const STRUCTURES: &str = include_str!("../spec/structures.json");
/// The operations with the fields of their payloads.
pub const OPERATIONS: &str = include_str!("../spec/operations.json");

/// What each entry is, in a sentence or two: objects with a text for each name.
pub mod descriptions {
    /// Of tags that are neither attributes nor structures.
    pub const TAGS: &str = include_str!("../spec/descriptions/tags.json");
    /// Of enumerations and masks.
    pub const ENUMERATIONS: &str = include_str!("../spec/descriptions/enumerations.json");
    /// Of their values and bits: an object for each enumeration.
    pub const VALUES: &str = include_str!("../spec/descriptions/values.json");
    /// Of attributes.
    pub const ATTRIBUTES: &str = include_str!("../spec/descriptions/attributes.json");
    /// Of structures.
    pub const STRUCTURES: &str = include_str!("../spec/descriptions/structures.json");
    /// Of operations.
    pub const OPERATIONS: &str = include_str!("../spec/descriptions/operations.json");
}
