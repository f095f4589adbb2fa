//! Messages from the bytes of a fuzzer.

use arbitrary::{Arbitrary, Result, Unstructured};

use crate::{Choices, GeneratedMessage};

/// Takes all bytes that are left as choices.
///
/// Any bytes give a valid message, and no bytes the simplest one.
impl<'a> Arbitrary<'a> for GeneratedMessage {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let bytes = u.bytes(u.len())?;
        Ok(Self::new(&mut Choices::new(bytes)))
    }

    fn arbitrary_take_rest(u: Unstructured<'a>) -> Result<Self> {
        Ok(Self::new(&mut Choices::new(u.take_rest())))
    }

    fn size_hint(_depth: usize) -> (usize, Option<usize>) {
        (0, None)
    }
}
