//! Whole documents: from the model to the text.

use alloc::string::String;
use alloc::vec::Vec;

use kmip_types::{Error, Root, describe_encoding, encode_root_with};

use crate::{Writer, WriterOptions};

/// Writes one message, in the version that its header names, on one line.
///
/// # Errors
/// [`NotInVersion`](kmip_types::ErrorKind::NotInVersion) for what that version does not have.
pub fn to_string<'a, T: Root<'a>>(message: &T) -> Result<String, Error> {
    to_string_with(message, &WriterOptions::default())
}

/// Writes one message indented, with Integers in hexadecimal, or with a vendor's names.
///
/// # Errors
/// As for [`to_string`].
pub fn to_string_with<'a, T: Root<'a>>(message: &T, options: &WriterOptions<'_>) -> Result<String, Error> {
    // Room for a small message; larger ones grow.
    let mut writer = Writer::with_options(String::with_capacity(2048), options);
    encode_root_with(message, &mut writer, &options.encode).and_then(|()| writer.finish()).map_err(|fault| {
        describe_encoding(message, &mut Writer::with_options(String::new(), options), &options.encode, fault)
    })
}

/// Writes one message, in the version that its header names, on one line, as UTF-8.
///
/// # Errors
/// As for [`to_string`].
pub fn to_vec<'a, T: Root<'a>>(message: &T) -> Result<Vec<u8>, Error> {
    to_string(message).map(String::into_bytes)
}

/// Writes one message indented, with Integers in hexadecimal, or with a vendor's names, as UTF-8.
///
/// # Errors
/// As for [`to_string`].
pub fn to_vec_with<'a, T: Root<'a>>(message: &T, options: &WriterOptions<'_>) -> Result<Vec<u8>, Error> {
    to_string_with(message, options).map(String::into_bytes)
}
