//! The functions that each binary format has at its root, with their documentation.

/// Defines the functions that read and write whole messages, for a crate.
///
/// The crate is that of a binary format.
///
/// It is given the name of the crate, for the examples; its [`BinaryFormat`](crate::format::binary::BinaryFormat); and what
/// its encoder refuses. The crate has a feature `alloc`, which brings `extern crate alloc`. What the functions do stands in
/// [`binary`](crate::format::binary). `from_slice` and `from_slice_owned` mean the same in every encoding: a message that may
/// borrow from the input, and one that may be kept longer.
#[doc(hidden)]
#[macro_export]
macro_rules! binary_entry_points {
    ($name:literal, $format:ty, errors = $errors:literal $(,)?) => {
        /// Decodes one message, which may borrow from `input`.
        ///
        /// It is read strictly, with the default limits.
        ///
        /// `T` is [`RequestMessage`](kmip_types::RequestMessage), [`ResponseMessage`](kmip_types::ResponseMessage), or
        /// [`Message`](kmip_types::Message) where it is not known which. All encodings have this signature; here all text and
        /// bytes are borrowed. Use [`from_slice_owned`] to keep the message longer than `input`.
        ///
        /// # Errors
        /// Whatever is wrong with the message; [`TrailingData`](kmip_types::ErrorKind::TrailingData) if something follows it.
        #[cfg(feature = "alloc")]
        #[inline]
        pub fn from_slice<'a, T: $crate::format::Root<'a>>(input: &'a [u8]) -> Result<T, $crate::Error> {
            from_slice_with(input, &$crate::ReaderOptions::default())
        }

        /// Decodes one message with other limits, or leniently.
        ///
        /// # Errors
        /// As for [`from_slice`].
        #[cfg(feature = "alloc")]
        #[inline]
        pub fn from_slice_with<'a, T: $crate::format::Root<'a>>(
            input: &'a [u8],
            options: &$crate::ReaderOptions<'_>,
        ) -> Result<T, $crate::Error> {
            $crate::format::binary::from_slice::<$format, T>(input, options)
        }

        /// Decodes one message that can be kept longer than `input`.
        ///
        /// It owns its text and bytes.
        ///
        /// It is read strictly, with the default limits.
        ///
        /// ```
        #[doc = concat!("use ", $name, "::kmip_types::{self, GetRequest, ProtocolVersion, RequestMessage};")]
        #[doc = concat!("use ", $name, "::{from_slice_owned, to_vec};")]
        ///
        /// let mut request = RequestMessage::new(ProtocolVersion::V2_1);
        /// request.push(GetRequest::with_id("5d0c8f1e"));
        /// let bytes = to_vec(&request)?;
        /// let kept: RequestMessage<'static> = from_slice_owned(&bytes)?;
        /// drop(bytes);
        /// assert_eq!(kept, request);
        /// # Ok::<(), kmip_types::Error>(())
        /// ```
        ///
        /// # Errors
        /// As for [`from_slice`].
        #[cfg(feature = "alloc")]
        #[inline]
        pub fn from_slice_owned<T: $crate::format::Root<'static>>(input: &[u8]) -> Result<T, $crate::Error> {
            from_slice_owned_with(input, &$crate::ReaderOptions::default())
        }

        /// Decodes one message with these options: other limits, or leniently.
        ///
        /// The message owns its text and bytes.
        ///
        /// # Errors
        /// As for [`from_slice`].
        #[cfg(feature = "alloc")]
        #[inline]
        pub fn from_slice_owned_with<T: $crate::format::Root<'static>>(
            input: &[u8],
            options: &$crate::ReaderOptions<'_>,
        ) -> Result<T, $crate::Error> {
            $crate::format::binary::from_slice_owned::<$format, T>(input, options)
        }

        /// Decodes one message that is valid in its version.
        ///
        /// [`from_slice`] reads what can be read: fields in any order, a version that nobody knows, a Batch Count that is not
        /// that of the items, fields of other versions. This refuses what the version of the message forbids, at the first
        /// error that [`Validator`](kmip_types::validate::Validator) finds; warnings and notes it passes over.
        ///
        /// ```
        #[doc = concat!("use ", $name, "::kmip_types::{ErrorKind, GetRequest, ProtocolVersion, ReaderOptions, RequestMessage};")]
        #[doc = concat!("use ", $name, "::{from_slice, from_slice_validated, to_vec};")]
        ///
        /// let mut request = RequestMessage::new(ProtocolVersion::V1_4);
        /// request.push(GetRequest::with_id("5d0c8f1e"));
        /// request.request_header.batch_count = Some(7);
        /// let bytes = to_vec(&request)?;
        /// assert!(from_slice::<RequestMessage<'_>>(&bytes).is_ok());
        /// let error = from_slice_validated::<RequestMessage<'_>>(&bytes, &ReaderOptions::default()).unwrap_err();
        /// assert_eq!(error.kind(), ErrorKind::BatchCount);
        /// # Ok::<(), kmip_types::Error>(())
        /// ```
        ///
        /// # Errors
        /// As for [`from_slice`]; what is not valid.
        #[cfg(feature = "alloc")]
        pub fn from_slice_validated<'a, T: $crate::format::Root<'a>>(
            input: &'a [u8],
            options: &$crate::ReaderOptions<'_>,
        ) -> Result<T, $crate::Error> {
            $crate::format::binary::from_slice_validated::<$format, T>(input, options)
        }

        /// Answers a request that cannot be decoded, as far as it can be read.
        ///
        /// The response has the version of the request, or the nearest of those that the server `speaks`, and refuses each item
        /// with the reason of the error: see [`Rescued`](kmip_types::exchange::Rescued).
        ///
        /// ```
        #[doc = concat!("use ", $name, "::kmip_types::{DateTime, Operation, ProtocolVersion, RequestMessage, ResultReason, Versions};")]
        #[doc = concat!("use ", $name, "::{encoded_len, from_slice, refuse, to_vec};")]
        /// # use kmip_types::GetRequest;
        ///
        /// let mut request = RequestMessage::new(ProtocolVersion::V1_4);
        /// request.push(GetRequest::with_id("5d0c8f1e"));
        /// let mut bytes = to_vec(&request)?;
        /// bytes.extend_from_slice(&[0; 8]); // what no message has
        ///
        /// let error = from_slice::<RequestMessage<'_>>(&bytes).unwrap_err();
        /// let response = refuse(&bytes, &error, Versions::ALL, DateTime(1_735_689_600));
        /// assert_eq!(*response.protocol_version(), ProtocolVersion::V1_4);
        /// let item = &response.batch_items[0];
        /// assert_eq!((item.operation, item.result_reason), (Some(Operation::GET), Some(ResultReason::INVALID_MESSAGE)));
        /// # Ok::<(), kmip_types::Error>(())
        /// ```
        #[cfg(feature = "alloc")]
        #[must_use]
        pub fn refuse(
            input: &[u8],
            error: &$crate::Error,
            speaks: $crate::Versions,
            time_stamp: $crate::DateTime,
        ) -> $crate::ResponseMessage<'static> {
            $crate::format::binary::rescue::<$format>(input).refuse(error, speaks, time_stamp)
        }

        /// Encodes one message, in the version that its header names.
        ///
        /// # Errors
        #[doc = $errors]
        #[cfg(feature = "alloc")]
        pub fn to_vec<T: $crate::format::EncodeRoot + ?Sized>(
            message: &T,
        ) -> Result<alloc::vec::Vec<u8>, $crate::Error> {
            to_vec_with(message, &$crate::EncodeOptions::default())
        }

        /// Encodes one message that may hold what its version does not have.
        ///
        /// # Errors
        /// As for [`to_vec`], as far as the options leave it.
        #[cfg(feature = "alloc")]
        pub fn to_vec_with<T: $crate::format::EncodeRoot + ?Sized>(
            message: &T,
            options: &$crate::EncodeOptions<'_>,
        ) -> Result<alloc::vec::Vec<u8>, $crate::Error> {
            $crate::format::binary::to_vec::<$format, T>(message, options)
        }

        /// Encodes one message into `buffer`, and returns how many bytes it takes.
        ///
        /// It stands at the start of `buffer`.
        ///
        /// Needs no allocator. The message is one of the model, a
        /// [`no_alloc::RequestMessage`](kmip_types::no_alloc::RequestMessage), or a type of the user's.
        ///
        /// ```
        #[doc = concat!("use ", $name, "::kmip_types::no_alloc::{GetRequest, ProtocolVersion, RequestMessage, RequestPayload};")]
        #[doc = concat!("use ", $name, "::kmip_types::{self, ErrorKind};")]
        #[doc = concat!("use ", $name, "::{encoded_len, to_slice};")]
        ///
        /// let mut get = GetRequest::default();
        /// get.unique_identifier = Some("5d0c8f1e".into());
        /// let payloads: [&dyn RequestPayload; 1] = [&get];
        /// let request = RequestMessage::new(ProtocolVersion::V2_1, &payloads);
        ///
        /// let mut buffer = [0; 128];
        /// let length = to_slice(&request, &mut buffer)?;
        /// assert_eq!(length, encoded_len(&request)?);
        /// let error = to_slice(&request, &mut buffer[..length - 1]).unwrap_err();
        /// assert_eq!((error.kind(), error.needed()), (ErrorKind::BufferFull, Some(length)));
        /// # Ok::<(), kmip_types::Error>(())
        /// ```
        ///
        /// # Errors
        /// [`BufferFull`](kmip_types::ErrorKind::BufferFull) if it takes more bytes than there are:
        /// [`Error::needed`](kmip_types::Error::needed) tells how many. Other errors are those of [`encoded_len`].
        pub fn to_slice<T: $crate::format::EncodeRoot + ?Sized>(
            message: &T,
            buffer: &mut [u8],
        ) -> Result<usize, $crate::Error> {
            $crate::format::binary::to_slice::<$format, T>(message, buffer)
        }

        /// Encodes one message into the start of `buffer`, as these options say.
        ///
        /// It may hold what its version does not have.
        ///
        /// # Errors
        /// As for [`to_slice`], as far as the options leave it.
        #[cfg(feature = "alloc")]
        pub fn to_slice_with<T: $crate::format::EncodeRoot + ?Sized>(
            message: &T,
            buffer: &mut [u8],
            options: &$crate::EncodeOptions<'_>,
        ) -> Result<usize, $crate::Error> {
            $crate::format::binary::to_slice_with::<$format, T>(message, buffer, options)
        }

        /// Returns how many bytes a message takes.
        ///
        /// # Errors
        #[doc = $errors]
        pub fn encoded_len<T: $crate::format::EncodeRoot + ?Sized>(message: &T) -> Result<usize, $crate::Error> {
            $crate::format::binary::encoded_len::<$format, T>(message)
        }

        /// Returns how many bytes a message takes that is encoded with these options.
        ///
        /// It may hold what its version does not have.
        ///
        /// Nothing is reported that is left out.
        ///
        /// # Errors
        /// As for [`to_vec_with`].
        #[cfg(feature = "alloc")]
        pub fn encoded_len_with<T: $crate::format::EncodeRoot + ?Sized>(
            message: &T,
            options: &$crate::EncodeOptions<'_>,
        ) -> Result<usize, $crate::Error> {
            $crate::format::binary::encoded_len_with::<$format, T>(message, options)
        }
    };
}
