//! Messages from the bytes of a fuzzer.

use arbitrary::{Arbitrary, Result, Unstructured};

use crate::{Choices, GeneratedMessage};

/// All bytes that are left are the choices: any bytes are a valid message, and none are the simplest.
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
