//! A job: something that is done to one message, again and again.

use core::fmt;

use crate::Encoding;

/// The reason why a job cannot be prepared.
pub type Failure = Box<dyn std::error::Error>;

/// One call of a job; whether it succeeded.
///
/// A job that fails is not worth measuring.
pub type Call = Box<dyn FnMut() -> bool>;

/// Something that is done to one message, and what to call it in a table.
pub struct Job {
    /// The owner of the code: `ours`, `floor`, or the name of a peer.
    pub who: &'static str,
    /// The name of the job: `decode`, `encode` and others.
    pub name: &'static str,
    /// The encoding that is read or, for encoding, written.
    pub encoding: Encoding,
    /// The name of the message.
    pub message: String,
    /// The length of the message in this encoding.
    pub bytes: usize,
    /// Does it once.
    pub call: Call,
}

impl Job {
    /// Returns the key of the figure.
    ///
    /// It has owner, job, encoding and message, separated by slashes.
    #[must_use]
    pub fn key(&self) -> String {
        format!("{}/{}/{}/{}", self.who, self.name, self.encoding, self.message)
    }
}

impl fmt::Debug for Job {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Job({}, {} bytes)", self.key(), self.bytes)
    }
}
