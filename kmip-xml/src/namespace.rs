//! Namespaces: none, or that of KMIP.

use alloc::vec::Vec;

/// The namespace of KMIP, "if namespaces are required".
///
/// KMIP Profiles 2.1 §5.4.1; none is ever written.
pub(crate) const URI: &str = "urn:oasis:tc:kmip:xmlns";

/// The prefixes that stand for the namespace of KMIP in the elements that are open.
#[derive(Debug, Default)]
pub(crate) struct Namespaces<'a> {
    /// Prefixes, and how many elements are open around the one that declares them.
    prefixes: Vec<(usize, &'a str)>,
}

impl<'a> Namespaces<'a> {
    /// More declarations in scope have no use.
    const MAX: usize = 16;

    /// A prefix is declared in an element; `None` if there are too many.
    pub(crate) fn declare(&mut self, level: usize, prefix: &'a str) -> Option<()> {
        (self.prefixes.len() < Self::MAX).then(|| self.prefixes.push((level, prefix)))
    }

    /// Returns whether a prefix is declared.
    pub(crate) fn has(&self, prefix: &str) -> bool {
        self.prefixes.iter().any(|(_, declared)| *declared == prefix)
    }

    /// An element ends.
    pub(crate) fn leave(&mut self, level: usize) {
        while self.prefixes.last().is_some_and(|(declared, _)| *declared >= level) {
            self.prefixes.pop();
        }
    }
}
