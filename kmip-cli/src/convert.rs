//! `kmip convert`.

use kmip::{Error, Length, decode_root, encode_root, transcode};

use crate::Failure;
use crate::args::Convert;
use crate::input::Input;
use crate::message::Message;

/// The messages of `input` in another encoding.
///
/// # Errors
/// The first thing that is wrong with the input, or that the encoding asked for cannot say.
pub fn convert(input: &[u8], options: &Convert) -> Result<Vec<u8>, Failure> {
    let mut input = Input::new(input, options.source.from, options.source.lenient)?;
    if let Some(failure) = input.take_broken() {
        return Err(failure);
    }
    let messages = input.messages()?;
    let mut written = Vec::new();
    for (number, message) in (1..).zip(&messages) {
        let result = if options.untyped { untyped(message, options) } else { typed(message, options) };
        written.push(result.map_err(|error| Failure::at(error, number, messages.len()))?);
    }
    Ok(options.to.join(&written))
}

/// Through the message model, which checks fields and versions, and writes fields in the order of the standard.
fn typed(message: &Message<'_>, options: &Convert) -> Result<Vec<u8>, Error> {
    let mut reader = message.reader();
    let decoded: kmip::Message<'_> = decode_root(&mut *reader).map_err(|fault| message.locate(fault))?;
    options.to.write(options.compact, &mut |writer| encode_root(&decoded, writer))
}

/// Item by item. It is read once without writing, so that it is known which side an error is from.
fn untyped(message: &Message<'_>, options: &Convert) -> Result<Vec<u8>, Error> {
    transcode(&mut *message.reader(), &mut Length::default()).map_err(|fault| message.locate(fault))?;
    options.to.write(options.compact, &mut |writer| transcode(&mut *message.reader(), writer))
}
