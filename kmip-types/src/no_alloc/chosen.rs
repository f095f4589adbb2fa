//! Choices: one of several structures, as another field or the tag decides.

use core::fmt;

use crate::Tag;
use crate::codec::{Encode, Encoder};
use crate::error::Fault;
use crate::no_alloc::Secret;

/// A structure that is borrowed with the function that writes it, or bytes.
#[derive(Clone, Copy)]
pub(crate) enum Chosen<'a> {
    Structure(&'a dyn Encode),
    Bytes(Secret<&'a [u8]>),
}

/// Prints no field: that would take the code for it.
impl fmt::Debug for Chosen<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Structure(_) => "Structure",
            Self::Bytes(_) => "Secret",
        })
    }
}

impl Encode for Chosen<'_> {
    fn encode(&self, tag: Tag, e: &mut Encoder<'_>) -> Result<(), Fault> {
        match self {
            Self::Structure(structure) => structure.encode(tag, e),
            Self::Bytes(bytes) => e.put(tag, bytes),
        }
    }
}
