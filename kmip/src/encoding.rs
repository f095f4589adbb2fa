//! An encoding that is chosen when the program runs.
//!
//! An argument, a content type, or the first byte of the input can choose it.
//!
//! Where the encoding is known when the program is written, the modules of the formats do the same with less.
//!
//! ```
//! # #[cfg(all(feature = "ttlv", feature = "xml"))] {
//! use kmip::encoding::Encoding;
//! use kmip::{GetRequest, ProtocolVersion, RequestMessage};
//!
//! let mut request = RequestMessage::new(ProtocolVersion::V2_1);
//! request.push(GetRequest::with_id("5d0c8f1e"));
//! let encoding: Encoding = "xml".parse()?;
//! let text = encoding.encode(&request)?;
//! assert_eq!(Encoding::detect(&text), Some(Encoding::Xml));
//! assert_eq!(encoding.decode::<RequestMessage>(&text)?, request);
//! let bytes = encoding.convert(&text, Encoding::Ttlv)?;
//! assert_eq!((text.len(), bytes.len()), (386, 120));
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::fmt;
use core::str::FromStr;

#[cfg(any(feature = "xml", feature = "json"))]
use kmip_types::format::Document;
#[cfg(any(feature = "ttlv", feature = "cbor"))]
use kmip_types::format::binary;
#[cfg(any(feature = "xml", feature = "json"))]
use kmip_types::format::text::TextFormat;
use kmip_types::format::text::WriterOptions;
use kmip_types::format::{EncodeRoot, Fault, Reader, Root, Writer, locate, locate_encoding};
use kmip_types::items::{Length, transcode};
use kmip_types::{DateTime, Error, ReaderOptions, ResponseMessage, Versions};
#[cfg(any(feature = "xml", feature = "json"))]
use kmip_types::{ErrorKind, Tag};

/// A closure that writes the items of one message.
pub type Fill<'f> = &'f mut dyn FnMut(&mut dyn Writer) -> Result<(), Fault>;

/// One of the encodings of KMIP, as far as their features are on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Encoding {
    /// TTLV, the binary encoding.
    #[cfg(feature = "ttlv")]
    Ttlv,
    /// XML, as the KMIP Profiles prescribe it.
    #[cfg(feature = "xml")]
    Xml,
    /// JSON, as the KMIP Profiles prescribe it.
    #[cfg(feature = "json")]
    Json,
    /// CBOR, by the mapping KC1 of this family.
    #[cfg(feature = "cbor")]
    Cbor,
}

impl Encoding {
    /// All encodings whose features are on.
    pub const ALL: &'static [Self] = &[
        #[cfg(feature = "ttlv")]
        Self::Ttlv,
        #[cfg(feature = "xml")]
        Self::Xml,
        #[cfg(feature = "json")]
        Self::Json,
        #[cfg(feature = "cbor")]
        Self::Cbor,
    ];

    /// The name in small letters: `ttlv`, `xml`, `json`, `cbor`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            #[cfg(feature = "ttlv")]
            Self::Ttlv => "ttlv",
            #[cfg(feature = "xml")]
            Self::Xml => "xml",
            #[cfg(feature = "json")]
            Self::Json => "json",
            #[cfg(feature = "cbor")]
            Self::Cbor => "cbor",
        }
    }

    /// Returns whether it is text: XML and JSON.
    #[must_use]
    pub const fn is_text(self) -> bool {
        match self {
            #[cfg(feature = "ttlv")]
            Self::Ttlv => false,
            #[cfg(feature = "xml")]
            Self::Xml => true,
            #[cfg(feature = "json")]
            Self::Json => true,
            #[cfg(feature = "cbor")]
            Self::Cbor => false,
        }
    }

    /// Returns the content type of a message over HTTPS, as the KMIP Profiles say.
    ///
    /// For CBOR, which they do not have, it is `application/cbor`.
    ///
    /// ```
    /// # #[cfg(feature = "xml")] {
    /// use kmip::encoding::Encoding;
    ///
    /// assert_eq!(Encoding::Xml.content_type(), "text/xml");
    /// assert_eq!(Encoding::from_content_type("Application/XML; charset=utf-8"), Some(Encoding::Xml));
    /// # }
    /// ```
    #[must_use]
    pub const fn content_type(self) -> &'static str {
        match self {
            #[cfg(feature = "ttlv")]
            Self::Ttlv => "application/octet-stream",
            #[cfg(feature = "xml")]
            Self::Xml => "text/xml",
            #[cfg(feature = "json")]
            Self::Json => "application/json",
            #[cfg(feature = "cbor")]
            Self::Cbor => "application/cbor",
        }
    }

    /// Returns the encoding that has this content type.
    ///
    /// Case does not matter, nor do parameters. `application/xml` is XML, too.
    #[must_use]
    pub fn from_content_type(content_type: &str) -> Option<Self> {
        let essence = content_type.split(';').next().unwrap_or_default().trim_ascii();
        let is = |name: &str| essence.eq_ignore_ascii_case(name);
        let mut all = Self::ALL.iter().copied();
        all.find(|encoding| is(encoding.content_type()) || (is("application/xml") && encoding.name() == "xml"))
    }

    /// The encoding of an input, told from its first byte that is no white space.
    ///
    /// TTLV starts with the first byte of a tag, `0x42` (the letter B) or `0x54` (T); CBOR with the head of an array of
    /// two, `0x82`; XML with `<` or a byte order mark; JSON with `{`.
    #[must_use]
    pub fn detect(input: &[u8]) -> Option<Self> {
        match input.trim_ascii_start().first()? {
            #[cfg(feature = "ttlv")]
            0x42 | 0x54 => Some(Self::Ttlv),
            #[cfg(feature = "xml")]
            b'<' | 0xEF => Some(Self::Xml),
            #[cfg(feature = "json")]
            b'{' => Some(Self::Json),
            #[cfg(feature = "cbor")]
            0x82 => Some(Self::Cbor),
            _ => None,
        }
    }

    /// Decodes one message, strictly, with the default limits.
    ///
    /// The message owns its text and bytes.
    ///
    /// # Errors
    /// Whatever is wrong with the input.
    pub fn decode<T: Root<'static>>(self, input: &[u8]) -> Result<T, Error> {
        self.decode_with(input, &ReaderOptions::default())
    }

    /// Decodes one message with these options: other limits, or leniently.
    ///
    /// The message owns its text and bytes.
    ///
    /// # Errors
    /// As for [`decode`](Self::decode).
    pub fn decode_with<T: Root<'static>>(self, input: &[u8], options: &ReaderOptions<'_>) -> Result<T, Error> {
        match self {
            #[cfg(feature = "ttlv")]
            Self::Ttlv => kmip_ttlv::from_slice_owned_with(input, options),
            #[cfg(feature = "xml")]
            Self::Xml => kmip_xml::from_slice_owned_with(input, options),
            #[cfg(feature = "json")]
            Self::Json => kmip_json::from_slice_owned_with(input, options),
            #[cfg(feature = "cbor")]
            Self::Cbor => kmip_cbor::from_slice_owned_with(input, options),
        }
    }

    /// Answers a request that cannot be decoded, as far as it can be read.
    ///
    /// The response has the version of the request, or the nearest of those that the server `speaks`, and refuses each item
    /// with the reason of the error.
    #[must_use]
    pub fn refuse(
        self,
        input: &[u8],
        error: &Error,
        speaks: Versions,
        time_stamp: DateTime,
    ) -> ResponseMessage<'static> {
        match self {
            #[cfg(feature = "ttlv")]
            Self::Ttlv => kmip_ttlv::refuse(input, error, speaks, time_stamp),
            #[cfg(feature = "xml")]
            Self::Xml => kmip_xml::refuse(input, error, speaks, time_stamp),
            #[cfg(feature = "json")]
            Self::Json => kmip_json::refuse(input, error, speaks, time_stamp),
            #[cfg(feature = "cbor")]
            Self::Cbor => kmip_cbor::refuse(input, error, speaks, time_stamp),
        }
    }

    /// Encodes one message, in the version that its header names.
    ///
    /// # Errors
    /// The version does not have something that the message holds, or the encoding cannot say it.
    pub fn encode<T: EncodeRoot + ?Sized>(self, message: &T) -> Result<Vec<u8>, Error> {
        self.encode_with(message, &WriterOptions::default())
    }

    /// Encodes one message with options.
    ///
    /// The binary encodings look only at [`WriterOptions::encode`].
    ///
    /// # Errors
    /// As for [`encode`](Self::encode), as far as the options leave it.
    pub fn encode_with<T: EncodeRoot + ?Sized>(
        self,
        message: &T,
        options: &WriterOptions<'_>,
    ) -> Result<Vec<u8>, Error> {
        match self {
            #[cfg(feature = "ttlv")]
            Self::Ttlv => kmip_ttlv::to_vec_with(message, &options.encode),
            #[cfg(feature = "xml")]
            Self::Xml => kmip_xml::to_vec_with(message, options),
            #[cfg(feature = "json")]
            Self::Json => kmip_json::to_vec_with(message, options),
            #[cfg(feature = "cbor")]
            Self::Cbor => kmip_cbor::to_vec_with(message, &options.encode),
        }
    }

    /// Returns all items of an input, whatever they are.
    ///
    /// They are read strictly, with the default limits.
    ///
    /// # Errors
    /// A text is wrong. What is wrong with binary input is told when its items are read.
    pub fn items(self, input: &[u8]) -> Result<Items<'_>, Error> {
        self.items_with(input, &ReaderOptions::default())
    }

    /// The items of an input, whatever they are, with other limits, or leniently.
    ///
    /// # Errors
    /// As for [`items`](Self::items).
    pub fn items_with<'a>(self, input: &'a [u8], options: &ReaderOptions<'a>) -> Result<Items<'a>, Error> {
        Ok(Items(match self {
            #[cfg(feature = "ttlv")]
            Self::Ttlv => Source::Ttlv(input, *options),
            #[cfg(feature = "xml")]
            Self::Xml => Source::Text(kmip_xml::parse_with(text(input)?, options)?),
            #[cfg(feature = "json")]
            Self::Json => Source::Text(kmip_json::parse_with(text(input)?, options)?),
            #[cfg(feature = "cbor")]
            Self::Cbor => Source::Cbor(input, *options),
        }))
    }

    /// Returns what `fill` writes; it is called again to find the path of an error.
    ///
    /// # Errors
    /// What `fill` returns, with the path of the item.
    pub fn write(self, options: &WriterOptions<'_>, fill: Fill<'_>) -> Result<Vec<u8>, Error> {
        self.write_once(options, fill).map_err(|fault| {
            let mut error = Error::from(fault);
            // Written again only for the path.
            let _ = self.write_once(options, &mut |writer| {
                error = locate_encoding(writer, fault, fill);
                Err(fault)
            });
            error
        })
    }

    /// Copies the items of a reader, without the message model.
    ///
    /// # Errors
    /// Whatever is wrong with the items, or the encoding cannot say. The reader can [locate](Items::locate) what it is
    /// to blame for.
    pub fn transcode(self, reader: &mut dyn Reader<'_>, options: &WriterOptions<'_>) -> Result<Vec<u8>, Error> {
        Ok(self.write_once(options, &mut |writer| Ok(transcode(reader, writer)?))?)
    }

    /// The items of an input in another encoding, without the message model.
    ///
    /// # Errors
    /// Whatever is wrong with the input, or the other encoding cannot say.
    pub fn convert(self, input: &[u8], to: Self) -> Result<Vec<u8>, Error> {
        let items = self.items(input)?;
        // Read once without writing, so that it is known which side an error is from.
        transcode(&mut *items.reader(), &mut Length::default()).map_err(|fault| items.locate(fault))?;
        to.write(&WriterOptions::default(), &mut |writer| Ok(transcode(&mut *items.reader(), writer)?))
    }

    #[cfg_attr(not(any(feature = "xml", feature = "json")), allow(unused_variables))]
    fn write_once(self, options: &WriterOptions<'_>, fill: Fill<'_>) -> Result<Vec<u8>, Fault> {
        match self {
            #[cfg(feature = "ttlv")]
            Self::Ttlv => binary::written(kmip_ttlv::TtlvWriter::new(Vec::new()), |writer| fill(writer)),
            #[cfg(feature = "xml")]
            Self::Xml => text_written::<kmip_xml::Xml>(options, fill),
            #[cfg(feature = "json")]
            Self::Json => text_written::<kmip_json::Json>(options, fill),
            #[cfg(feature = "cbor")]
            Self::Cbor => binary::written(kmip_cbor::CborWriter::new(Vec::new()), |writer| fill(writer)),
        }
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Encoding {
    type Err = UnknownEncoding;

    fn from_str(name: &str) -> Result<Self, UnknownEncoding> {
        Self::ALL.iter().copied().find(|encoding| encoding.name() == name).ok_or(UnknownEncoding)
    }
}

/// No encoding has this name, or its feature is off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownEncoding;

impl fmt::Display for UnknownEncoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("unknown encoding")
    }
}

impl core::error::Error for UnknownEncoding {}

/// The items of an input, to be read as often as needed.
pub struct Items<'a>(Source<'a>);

enum Source<'a> {
    #[cfg(feature = "ttlv")]
    Ttlv(&'a [u8], ReaderOptions<'a>),
    #[cfg(feature = "cbor")]
    Cbor(&'a [u8], ReaderOptions<'a>),
    #[cfg(any(feature = "xml", feature = "json"))]
    Text(Document<'a>),
}

impl Items<'_> {
    /// A reader of the items, from the first one on.
    #[must_use]
    pub fn reader(&self) -> Box<dyn Reader<'_> + '_> {
        match &self.0 {
            #[cfg(feature = "ttlv")]
            Source::Ttlv(input, options) => Box::new(kmip_ttlv::TtlvReader::with_options(input, options)),
            #[cfg(feature = "cbor")]
            Source::Cbor(input, options) => Box::new(kmip_cbor::CborReader::with_options(input, options)),
            #[cfg(any(feature = "xml", feature = "json"))]
            Source::Text(document) => Box::new(document.reader()),
        }
    }

    /// The error of reading these items, with the path that leads to it.
    #[must_use]
    pub fn locate(&self, error: impl Into<Fault>) -> Error {
        locate(&mut *self.reader(), error.into())
    }
}

/// Prints nothing of the input.
impl fmt::Debug for Items<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Items")
    }
}

/// Returns what `fill` writes in a text format, as UTF-8.
#[cfg(any(feature = "xml", feature = "json"))]
fn text_written<F: TextFormat>(options: &WriterOptions<'_>, fill: Fill<'_>) -> Result<Vec<u8>, Fault> {
    let mut text = Vec::new();
    F::append(&mut text, options, fill).map(|()| text)
}

/// An input as text.
#[cfg(any(feature = "xml", feature = "json"))]
fn text(input: &[u8]) -> Result<&str, Error> {
    core::str::from_utf8(input).map_err(|error| Fault::new(ErrorKind::Utf8, Tag::default(), error.valid_up_to()).into())
}
