//! The functions that each text format has at its root, with their documentation.

/// The functions of a crate that writes whole messages in a text format.
///
/// It is given the name of the crate, and what the end of a request looks like, for the example; its
/// [`TextFormat`](crate::format::text::TextFormat); and what its encoder refuses. The crate has a feature `alloc`, which
/// brings `extern crate alloc`. What the functions do stands in [`text`](crate::format::text).
#[doc(hidden)]
#[macro_export]
macro_rules! text_write_entry_points {
    ($name:literal, $format:ty, errors = $errors:literal, example = $end:literal $(,)?) => {
        /// Writes one message into any `core::fmt::Write`; needs no allocator.
        ///
        /// The text is on one line, in the version that the header of the message names.
        ///
        /// After an error what was written is of no use. Into a vector, [`append_to_vec`] is faster.
        ///
        /// ```
        #[doc = concat!("use ", $name, "::kmip_types::format::SliceText;")]
        #[doc = concat!("use ", $name, "::kmip_types::no_alloc::{GetRequest, ProtocolVersion, RequestMessage, RequestPayload};")]
        ///
        /// let mut get = GetRequest::default();
        /// get.unique_identifier = Some("5d0c8f1e".into());
        /// let payloads: [&dyn RequestPayload; 1] = [&get];
        /// let request = RequestMessage::new(ProtocolVersion::V2_1, &payloads);
        ///
        /// let mut buffer = [0; 512];
        /// let mut text = SliceText::new(&mut buffer);
        #[doc = concat!($name, "::to_writer(&request, &mut text)?;")]
        /// assert!(text.as_str().ends_with(
        #[doc = concat!("    r#\"", $end, "\"#")]
        /// ));
        #[doc = concat!("# Ok::<(), ", $name, "::kmip_types::Error>(())")]
        /// ```
        ///
        /// # Errors
        /// [`BufferFull`](kmip_types::ErrorKind::BufferFull) if the sink refuses some of the text. Other errors are those of [`to_string`].
        pub fn to_writer<T: $crate::format::EncodeRoot + ?Sized>(
            message: &T,
            out: impl core::fmt::Write,
        ) -> Result<(), $crate::Error> {
            to_writer_with(message, out, &$crate::format::text::WriterOptions::default())
        }

        /// Writes one message with options into any `core::fmt::Write`; needs no allocator.
        ///
        /// # Errors
        /// As for [`to_writer`].
        pub fn to_writer_with<T: $crate::format::EncodeRoot + ?Sized>(
            message: &T,
            out: impl core::fmt::Write,
            options: &$crate::format::text::WriterOptions<'_>,
        ) -> Result<(), $crate::Error> {
            $crate::format::text::write_with::<$format, T>(message, out, options)
        }

        /// Writes one message on one line, in the version that its header names.
        ///
        /// # Errors
        #[doc = $errors]
        #[cfg(feature = "alloc")]
        pub fn to_string<T: $crate::format::EncodeRoot + ?Sized>(
            message: &T,
        ) -> Result<alloc::string::String, $crate::Error> {
            to_string_with(message, &$crate::format::text::WriterOptions::default())
        }

        /// Writes one message with options: indented, or with a vendor's names.
        ///
        /// # Errors
        /// As for [`to_string`].
        #[cfg(feature = "alloc")]
        pub fn to_string_with<T: $crate::format::EncodeRoot + ?Sized>(
            message: &T,
            options: &$crate::format::text::WriterOptions<'_>,
        ) -> Result<alloc::string::String, $crate::Error> {
            $crate::format::text::string_with::<$format, T>(message, options)
        }

        /// Writes one message on one line, in the version that its header names, as UTF-8.
        ///
        /// # Errors
        /// As for [`to_string`].
        #[cfg(feature = "alloc")]
        pub fn to_vec<T: $crate::format::EncodeRoot + ?Sized>(
            message: &T,
        ) -> Result<alloc::vec::Vec<u8>, $crate::Error> {
            to_vec_with(message, &$crate::format::text::WriterOptions::default())
        }

        /// Writes one message with options, as UTF-8.
        ///
        /// # Errors
        /// As for [`to_string`].
        #[cfg(feature = "alloc")]
        pub fn to_vec_with<T: $crate::format::EncodeRoot + ?Sized>(
            message: &T,
            options: &$crate::format::text::WriterOptions<'_>,
        ) -> Result<alloc::vec::Vec<u8>, $crate::Error> {
            $crate::format::text::vec_with::<$format, T>(message, options)
        }

        /// Writes one message to the end of a vector, as UTF-8.
        ///
        /// The text is on one line, in the version that the header of the message names.
        ///
        /// A vector that is cleared and used again spares allocations. After an error it is as it was before.
        ///
        /// # Errors
        /// As for [`to_string`].
        #[cfg(feature = "alloc")]
        pub fn append_to_vec<T: $crate::format::EncodeRoot + ?Sized>(
            message: &T,
            out: &mut alloc::vec::Vec<u8>,
        ) -> Result<(), $crate::Error> {
            append_to_vec_with(message, out, &$crate::format::text::WriterOptions::default())
        }

        /// Writes one message with options to the end of a vector, as UTF-8.
        ///
        /// # Errors
        /// As for [`to_string`]; the vector is then as it was before.
        #[cfg(feature = "alloc")]
        pub fn append_to_vec_with<T: $crate::format::EncodeRoot + ?Sized>(
            message: &T,
            out: &mut alloc::vec::Vec<u8>,
            options: &$crate::format::text::WriterOptions<'_>,
        ) -> Result<(), $crate::Error> {
            $crate::format::text::append_with::<$format, T>(message, out, options)
        }
    };
}

/// The functions of a crate that reads a whole text in a text format.
///
/// It is given the name of the crate, and the text of one Activation Date, for the example; its
/// [`TextParser`](crate::format::text::TextParser); and a function that reads what can be read of a request.
///
/// `from_slice` and `from_slice_owned` mean the same in every encoding: a message that may borrow from the input, and one that
/// may be kept longer. No text format borrows, since escapes and numbers are not in the input as they are in the message; so
/// that code for all encodings need not know, the signature is the one of the binary formats.
#[doc(hidden)]
#[macro_export]
macro_rules! text_read_entry_points {
    ($name:literal, $parser:ident, rescue = $rescue:ident, example = $date:literal $(,)?) => {
        /// Reads the one item that a text holds, strictly, with the default limits.
        ///
        /// The item can be a message or any other; a message can then be decoded from the document, borrowing from it.
        ///
        /// ```
        #[doc = concat!("use ", $name, "::kmip_types::{DateTime, Tag};")]
        #[doc = concat!("use ", $name, "::kmip_types::format::Reader;")]
        #[doc = concat!("use ", $name, "::kmip_types::items::Value;")]
        ///
        #[doc = concat!("let document = ", $name, "::parse(r#\"", $date, "\"#)?;")]
        /// assert_eq!(document.reader().read()?, Some((Tag::ACTIVATION_DATE, Value::DateTime(978_307_200))));
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        ///
        /// # Errors
        /// Whatever is wrong with the text; [`TrailingData`](kmip_types::ErrorKind::TrailingData) if something follows the
        /// item.
        pub fn parse(text: &str) -> Result<$crate::format::Document<'_>, $crate::Error> {
            parse_with(text, &$crate::ReaderOptions::default())
        }

        /// Reads the one item that a text holds, with these options.
        ///
        /// They can set other limits, lenience, or a vendor's names.
        ///
        /// # Errors
        /// As for [`parse`].
        pub fn parse_with<'a>(
            text: &'a str,
            options: &$crate::ReaderOptions<'_>,
        ) -> Result<$crate::format::Document<'a>, $crate::Error> {
            $crate::format::text::parse($parser::new(text, options))
        }

        /// Reads one message, strictly, with the default limits; it may borrow from `text`.
        ///
        /// `T` is [`RequestMessage`](kmip_types::RequestMessage), [`ResponseMessage`](kmip_types::ResponseMessage), or
        /// [`Message`](kmip_types::Message) where it is not known which. All encodings have this signature; what a text holds is
        /// copied. Use [`from_str_owned`] to keep the message longer than the text.
        ///
        /// # Errors
        /// Whatever is wrong with the text or the message.
        pub fn from_str<'a, T: $crate::format::Root<'a>>(text: &'a str) -> Result<T, $crate::Error> {
            from_str_with(text, &$crate::ReaderOptions::default())
        }

        /// Reads one message with other limits, leniently, or with a vendor's names.
        ///
        /// # Errors
        /// As for [`from_str`].
        pub fn from_str_with<'a, T: $crate::format::Root<'a>>(
            text: &'a str,
            options: &$crate::ReaderOptions<'_>,
        ) -> Result<T, $crate::Error> {
            $crate::format::text::decode_document(&parse_with(text, options)?, options)
        }

        /// Reads one message that owns its text and bytes, to be kept longer than `text`.
        ///
        /// It is read strictly, with the default limits.
        ///
        /// # Errors
        /// As for [`from_str`].
        pub fn from_str_owned<T: $crate::format::Root<'static>>(text: &str) -> Result<T, $crate::Error> {
            from_str_owned_with(text, &$crate::ReaderOptions::default())
        }

        /// Reads one message that owns its text and bytes, with options.
        ///
        /// These are other limits, lenience, or a vendor's names.
        ///
        /// # Errors
        /// As for [`from_str`].
        pub fn from_str_owned_with<T: $crate::format::Root<'static>>(
            text: &str,
            options: &$crate::ReaderOptions<'_>,
        ) -> Result<T, $crate::Error> {
            $crate::format::text::decode_document(&parse_with(text, options)?, options)
        }

        /// Reads one message from UTF-8, which may borrow from `input`.
        ///
        /// It is read strictly, with the default limits.
        ///
        /// # Errors
        /// As for [`from_str`]; [`Utf8`](kmip_types::ErrorKind::Utf8).
        pub fn from_slice<'a, T: $crate::format::Root<'a>>(input: &'a [u8]) -> Result<T, $crate::Error> {
            from_slice_with(input, &$crate::ReaderOptions::default())
        }

        /// Reads one message from UTF-8, with these options.
        ///
        /// They can set other limits, lenience, or a vendor's names.
        ///
        /// # Errors
        /// As for [`from_slice`].
        pub fn from_slice_with<'a, T: $crate::format::Root<'a>>(
            input: &'a [u8],
            options: &$crate::ReaderOptions<'_>,
        ) -> Result<T, $crate::Error> {
            let text = $crate::format::text::checked_utf8(input, options, |valid| $parser::new(valid, options))?;
            from_str_with(text, options)
        }

        /// Reads one message from UTF-8 that can be kept longer than `input`.
        ///
        /// It owns its text and bytes.
        ///
        /// It is read strictly, with the default limits.
        ///
        /// # Errors
        /// As for [`from_slice`].
        pub fn from_slice_owned<T: $crate::format::Root<'static>>(input: &[u8]) -> Result<T, $crate::Error> {
            from_slice_owned_with(input, &$crate::ReaderOptions::default())
        }

        /// Reads one message from UTF-8 that owns its text and bytes, with options.
        ///
        /// These are other limits, lenience, or a vendor's names.
        ///
        /// # Errors
        /// As for [`from_slice`].
        pub fn from_slice_owned_with<T: $crate::format::Root<'static>>(
            input: &[u8],
            options: &$crate::ReaderOptions<'_>,
        ) -> Result<T, $crate::Error> {
            let text = $crate::format::text::checked_utf8(input, options, |valid| $parser::new(valid, options))?;
            from_str_owned_with(text, options)
        }

        /// Reads one message from UTF-8 that is valid in its version.
        ///
        /// [`from_slice`] reads what can be read; this refuses what the version of the message forbids, at the first error that
        /// [`Validator`](kmip_types::validate::Validator) finds. Warnings and notes it passes over.
        ///
        /// # Errors
        /// As for [`from_slice`]; what is not valid.
        pub fn from_slice_validated<'a, T: $crate::format::Root<'a>>(
            input: &'a [u8],
            options: &$crate::ReaderOptions<'_>,
        ) -> Result<T, $crate::Error> {
            let text = $crate::format::text::checked_utf8(input, options, |valid| $parser::new(valid, options))?;
            $crate::format::text::decode_document_validated(&parse_with(text, options)?)
        }

        /// Answers a request that cannot be decoded, as far as it can be read.
        ///
        /// The response has the version of the request, or the nearest of those that the server `speaks`, and refuses each item
        /// with the reason of the error: see [`Rescued`](kmip_types::exchange::Rescued).
        #[must_use]
        pub fn refuse(
            input: &[u8],
            error: &$crate::Error,
            speaks: $crate::Versions,
            time_stamp: $crate::DateTime,
        ) -> $crate::ResponseMessage<'static> {
            let text = core::str::from_utf8(input).unwrap_or_default();
            $rescue(text).refuse(error, speaks, time_stamp)
        }
    };
}
