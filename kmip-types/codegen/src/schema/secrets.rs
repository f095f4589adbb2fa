//! `secrets.json`: what is secret, what is public, and why.

use serde::Deserialize;

/// The decisions that say which values are secret.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Secrets {
    /// The tags whose values are secret, by name.
    pub(crate) secret: Vec<Decision>,
    /// The tags whose values are not, although they could be, by name.
    pub(crate) public: Vec<Decision>,
    /// The structures in which everything is secret that is not public, by name.
    pub(crate) around: Vec<Around>,
}

/// The decision on a tag.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Decision {
    pub(crate) tag: String,
    /// The reason: one sentence.
    pub(crate) why: String,
}

/// A structure that hides what stands in it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Around {
    pub(crate) tag: String,
    /// The field before it with whose values it hides nothing.
    ///
    /// These are the values that select a structure of the standard.
    pub(crate) unless: Option<String>,
    /// The reason: one sentence.
    pub(crate) why: String,
}

impl Secrets {
    /// Returns why the values of this tag are secret; `None` if they are not.
    pub(crate) fn reason(&self, tag: &str) -> Option<&str> {
        self.secret.iter().find(|decision| decision.tag == tag).map(|decision| decision.why.as_str())
    }

    /// Returns whether text, bytes and Big Integers under this tag are secret.
    pub(crate) fn has(&self, tag: &str) -> bool {
        self.reason(tag).is_some()
    }
}
