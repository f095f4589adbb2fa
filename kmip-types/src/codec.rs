//! The code between the stream of items and the typed model.
//!
//! It has [`Decode`], [`Encode`] and the logic that both share.
//!
//! What the generator writes per structure is data and one-liners; everything that decides something is here.

#[cfg(feature = "alloc")]
mod beside_failure;
mod borrows;
#[cfg(feature = "alloc")]
mod decoder;
mod encoder;
#[cfg(feature = "alloc")]
mod entries;
#[cfg(feature = "alloc")]
mod extra;
#[cfg(feature = "alloc")]
mod fields;
mod gate;
#[cfg(feature = "alloc")]
mod lazy_box;
#[cfg(feature = "alloc")]
mod lenient;
mod missing;
#[cfg(feature = "alloc")]
mod options;
#[cfg(feature = "alloc")]
mod owned;
#[cfg(feature = "alloc")]
mod owning;
#[cfg(feature = "alloc")]
mod replay;
mod scalars;
#[cfg(feature = "alloc")]
mod slots;
#[cfg(feature = "alloc")]
mod unexpected;
#[cfg(feature = "alloc")]
mod values;

#[cfg(feature = "alloc")]
pub use decoder::{Decoder, Scope, Selected, Selector};
pub use encoder::Encoder;
#[cfg(feature = "alloc")]
pub use extra::Extra;
#[cfg(feature = "alloc")]
pub use fields::Fields;
#[cfg(feature = "alloc")]
pub(crate) use lazy_box::empty;
#[cfg(feature = "alloc")]
pub use lazy_box::{Empty, LazyBox};
#[cfg(feature = "alloc")]
pub(crate) use lenient::decode_tree_leniently;
#[cfg(feature = "alloc")]
pub use lenient::{decode_root_leniently, decode_root_leniently_owned};
#[cfg(feature = "alloc")]
pub use options::{EncodeOptions, Omitted, OtherVersions};
#[cfg(feature = "alloc")]
pub use owned::IntoOwned;
#[cfg(feature = "alloc")]
pub(crate) use owned::owned_arms;
#[cfg(feature = "alloc")]
pub(crate) use slots::{append, drop_last, fill_arm, overwrite};
#[cfg(feature = "alloc")]
pub use unexpected::{UnexpectedItem, UnexpectedItems, unexpected_items};

#[cfg(feature = "alloc")]
use core::cell::RefCell;

#[cfg(feature = "alloc")]
use self::owning::Owning;
#[cfg(feature = "alloc")]
use crate::Error;
use crate::Tag;
use crate::error::Fault;
#[cfg(feature = "alloc")]
use crate::item::Item;
#[cfg(feature = "alloc")]
use crate::path::Tracer;

/// A type that can be read from an item.
///
/// Generated types implement it; so may a vendor's.
///
/// Values are filled in place and never returned by value: a structure of the model can be half a kilobyte. What is
/// filled is empty, as `default` makes it; an enum chooses its arm as it is filled.
///
/// ```
/// use kmip_types::Tag;
/// use kmip_types::format::{Decode, Decoder, Encode, Encoder, Fault, Item};
///
/// /// A vendor's structure with one field.
/// #[derive(Debug, Default, PartialEq)]
/// struct Quota {
///     used: i64,
/// }
///
/// const QUOTA_USED: Tag = Tag::new(0x54_0002);
///
/// impl<'a> Decode<'a> for Quota {
///     fn fill(&mut self, item: Item, d: &mut Decoder<'a, '_>) -> Result<(), Fault> {
///         let mut scope = d.open(item)?;
///         while let Some(field) = d.read()? {
///             match field.tag() {
///                 QUOTA_USED => d.once(&mut scope, 0, &mut self.used, field)?,
///                 _ => d.skip(field)?,
///             }
///         }
///         d.close(scope, item, 1, &[QUOTA_USED])
///     }
/// }
///
/// impl Encode for Quota {
///     fn encode(&self, tag: Tag, e: &mut Encoder<'_>) -> Result<(), Fault> {
///         e.open(tag)?;
///         e.put(QUOTA_USED, &self.used)?;
///         e.end()
///     }
/// }
/// ```
#[cfg(feature = "alloc")]
pub trait Decode<'a>: Default {
    /// Fills an empty value from the item, and from its children if it is a structure.
    ///
    /// # Errors
    /// The item has another type, its value is wrong, a field is missing, occurs twice, or has an error of its own.
    fn fill(&mut self, item: Item, d: &mut Decoder<'a, '_>) -> Result<(), Fault>;

    /// `default` and `fill` in one.
    ///
    /// # Errors
    /// As for `fill`.
    fn decode(item: Item, d: &mut Decoder<'a, '_>) -> Result<Self, Fault> {
        let mut value = Self::default();
        value.fill(item, d)?;
        Ok(value)
    }
}

/// A type that can be written as an item.
///
/// Generated types implement it; so may a vendor's. It needs no allocator.
///
/// ```
/// use kmip_types::Tag;
/// use kmip_types::format::{Encode, Encoder, Fault};
/// use kmip_types::items::Length;
///
/// /// A vendor's structure that borrows everything.
/// struct Shards<'a> {
///     names: &'a [&'a str],
/// }
///
/// const SHARDS: Tag = Tag::new(0x54_0003);
/// const SHARD_NAME: Tag = Tag::new(0x54_0004);
///
/// impl Encode for Shards<'_> {
///     fn encode(&self, tag: Tag, e: &mut Encoder<'_>) -> Result<(), Fault> {
///         e.open(tag)?;
///         e.put(SHARD_NAME, self.names)?;
///         e.end()
///     }
/// }
///
/// let mut length = Length::default();
/// Encoder::new(&mut length).put(SHARDS, &Shards { names: &["a", "b"] })?;
/// assert_eq!(length.bytes(), 40);
/// # Ok::<(), Fault>(())
/// ```
pub trait Encode {
    /// Writes this value under the tag.
    ///
    /// # Errors
    /// The version of the message does not have a field or the type of a value, or the writer fails.
    fn encode(&self, tag: Tag, e: &mut Encoder<'_>) -> Result<(), Fault>;

    /// Returns whether there is nothing to write: `None`, an empty list.
    fn is_absent(&self) -> bool {
        false
    }
}

/// A type that can be written as a message.
///
/// It knows the tag that it stands under.
pub trait EncodeRoot: Encode {
    /// The tag to write it under.
    fn root_tag(&self) -> Tag;
}

/// A type that can be the root of a message.
///
/// It knows the tags that it can stand under.
#[cfg(feature = "alloc")]
pub trait Root<'a>: Decode<'a> + EncodeRoot {
    /// Returns whether a message of this type can start with this tag.
    fn accepts(tag: Tag) -> bool;
}

/// Reads one message of this type and insists that nothing follows it.
///
/// # Errors
/// [`WrongTag`](crate::ErrorKind::WrongTag) if the root is something else,
/// [`TrailingData`](crate::ErrorKind::TrailingData) if something follows, or whatever is wrong inside.
#[cfg(feature = "alloc")]
pub fn decode_root<'a, T: Root<'a>>(reader: &mut dyn crate::stream::Reader<'a>) -> Result<T, Fault> {
    let mut message = T::default();
    fill_root(&mut message, reader)?;
    Ok(message)
}

/// Reads one message into an empty one.
///
/// The message is not moved. It is an error if something follows it.
///
/// # Errors
/// As for [`decode_root`].
#[cfg(feature = "alloc")]
pub fn fill_root<'a, T: Root<'a>>(message: &mut T, reader: &mut dyn crate::stream::Reader<'a>) -> Result<(), Fault> {
    fill_root_from(message, &mut Decoder::new(reader))
}

/// Reads one message without keeping its batch items, and refuses more input.
///
/// # Errors
/// As for [`decode_root`].
#[cfg(feature = "alloc")]
pub(crate) fn check_root<'a, T: Root<'a>>(reader: &mut dyn crate::stream::Reader<'a>) -> Result<(), Fault> {
    fill_root_from(&mut T::default(), &mut Decoder::new(reader).for_check())
}

#[cfg(feature = "alloc")]
#[inline(always)]
fn fill_root_from<'a, T: Root<'a>>(message: &mut T, d: &mut Decoder<'a, '_>) -> Result<(), Fault> {
    let Some(item) = d.read()? else {
        return Err(Fault::new(crate::ErrorKind::Truncated, Tag::default(), 0));
    };
    if !T::accepts(item.tag()) {
        return Err(Fault::new(crate::ErrorKind::WrongTag, item.tag(), d.offset(item)));
    }
    message.fill(item, d)?;
    match d.read()? {
        None => Ok(()),
        Some(next) => Err(Fault::new(crate::ErrorKind::TrailingData, next.tag(), d.offset(next))),
    }
}

/// Reads one message that owns its text and bytes.
///
/// They are copied as they are read. It is an error if something follows the message.
///
/// # Errors
/// As for [`decode_root`].
#[cfg(feature = "alloc")]
pub fn decode_root_owned<'a, 'b, T: Root<'a>>(reader: impl crate::stream::Reader<'b>) -> Result<T, Fault> {
    decode_root(&mut Owning::new(reader))
}

/// Reads one message into an empty one that owns text and bytes.
///
/// It is an error if something follows it.
///
/// # Errors
/// As for [`decode_root`].
#[cfg(feature = "alloc")]
pub fn fill_root_owned<'a, 'b, T: Root<'a>>(
    message: &mut T,
    reader: impl crate::stream::Reader<'b>,
) -> Result<(), Fault> {
    fill_root(message, &mut Owning::new(reader))
}

/// Writes one message, in the version that its header names.
///
/// # Errors
/// The version does not have something that the message holds, or the writer fails.
pub fn encode_root<T: EncodeRoot + ?Sized>(message: &T, writer: &mut dyn crate::stream::Writer) -> Result<(), Fault> {
    message.encode(message.root_tag(), &mut Encoder::new(writer))
}

/// Writes one message, with options for what its version does not have.
///
/// # Errors
/// As for [`encode_root`], as far as the options leave it.
#[cfg(feature = "alloc")]
pub fn encode_root_with<T: EncodeRoot + ?Sized>(
    message: &T,
    writer: &mut dyn crate::stream::Writer,
    options: &EncodeOptions<'_>,
) -> Result<(), Fault> {
    if let OtherVersions::Omit(_) = options.other_versions {
        // Only who reports a path follows it.
        let trail = RefCell::default();
        let mut tracer = Tracer::new(writer, &trail);
        return message.encode(message.root_tag(), &mut Encoder::traced(&mut tracer, *options, &trail));
    }
    message.encode(message.root_tag(), &mut Encoder::with_options(writer, *options))
}

/// Adds the path to an error of encoding a message.
///
/// `writer` is a new one of the same kind.
#[cfg(feature = "alloc")]
#[cold]
pub fn locate_in_message<T: EncodeRoot + ?Sized>(
    message: &T,
    writer: &mut dyn crate::stream::Writer,
    options: &EncodeOptions<'_>,
    fault: Fault,
) -> Error {
    let options = options.silent();
    let trail = RefCell::default();
    let mut tracer = Tracer::new(writer, &trail);
    let again = message.encode(message.root_tag(), &mut Encoder::traced(&mut tracer, options, &trail));
    tracer.describe(fault, again)
}
