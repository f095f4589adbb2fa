//! The files from which this crate is made, as text.
//!
//! They are for tools that tell people about the standard.
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

/// Descriptions of each entry in a sentence or two, as objects by name.
pub mod descriptions {
    /// Descriptions of tags that are neither attributes nor structures.
    pub const TAGS: &str = include_str!("../spec/descriptions/tags.json");
    /// Descriptions of enumerations and masks.
    pub const ENUMERATIONS: &str = include_str!("../spec/descriptions/enumerations.json");
    /// Descriptions of values and bits: an object for each enumeration.
    pub const VALUES: &str = include_str!("../spec/descriptions/values.json");
    /// Descriptions of attributes.
    pub const ATTRIBUTES: &str = include_str!("../spec/descriptions/attributes.json");
    /// Descriptions of structures.
    pub const STRUCTURES: &str = include_str!("../spec/descriptions/structures.json");
    /// Descriptions of operations.
    pub const OPERATIONS: &str = include_str!("../spec/descriptions/operations.json");
}
