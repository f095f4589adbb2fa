//! The rules: what versions say in different ways, one concept each.
//!
//! A rule looks at what stands in the structure, not at the version that the message comes from, so that it does
//! nothing where nothing is to be done, and one step leads from any version to any other.

use alloc::vec::Vec;

use super::converter::Converter;
use super::piece::Piece;
use super::site::Site;

impl Converter {
    /// Reshapes the fields of a structure; what they hold is converted afterwards.
    pub(super) fn rules<'n>(&mut self, mut children: Vec<Piece<'n>>, site: &Site<'_>) -> Vec<Piece<'n>> {
        if site.outer.is_none() {
            children = self.batch(children, site);
        }
        self.renamed_fields(&mut children, site);
        self.key_format(&mut children, site);
        self.object_groups(&mut children, site);
        self.object_defaults(&mut children, site);
        if let Some(payload) = site.payload {
            self.payload(&mut children, payload, site);
        }
        children = self.references(children, site);
        self.attributes(children, site)
    }
}
