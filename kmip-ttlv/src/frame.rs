//! Framing: where a message ends in what a connection delivers.

#[cfg(feature = "bytes")]
use bytes::{Bytes, BytesMut};
use kmip_types::{ErrorKind, Fault, Item, ItemType, Limits, Tag};

use crate::slice::{header, length};

/// The length in bytes of the message that `input` starts with; `None` if not all of it is there yet.
///
/// KMIP 2.1 §10 (TTLV over TLS): messages follow one another without any envelope. Eight bytes are enough to refuse
/// what is no message, or one that is too large, before anything more is read or stored.
///
/// ```
/// use kmip_ttlv::frame;
/// use kmip_ttlv::kmip_types::{ErrorKind, Limits};
///
/// let start = [0x42, 0x00, 0x78, 0x01, 0, 0, 0, 8, 0x42, 0x00];
/// assert_eq!(frame(&start, &Limits::DEFAULT)?, None);
/// assert_eq!(frame(b"GET / HTTP/1.1\r\n", &Limits::DEFAULT).unwrap_err().kind(), ErrorKind::InvalidTag);
/// # Ok::<(), kmip_ttlv::kmip_types::Fault>(())
/// ```
///
/// # Errors
/// The first item is no Request Message and no Response Message ([`InvalidTag`](ErrorKind::InvalidTag),
/// [`WrongTag`](ErrorKind::WrongTag)), no structure ([`WrongType`](ErrorKind::WrongType)), its length no multiple of eight
/// ([`Length`](ErrorKind::Length)), or the message larger than `limits.message_bytes` ([`TooLarge`](ErrorKind::TooLarge)).
pub fn frame(input: &[u8], limits: &Limits) -> Result<Option<usize>, Fault> {
    let Some(head) = header(input) else { return Ok(None) };
    let item = Item::from_words(head, 0);
    let refuse = |kind| Err(Fault::new(kind, item.tag(), 0));
    match item.tag() {
        Tag::REQUEST_MESSAGE | Tag::RESPONSE_MESSAGE => {}
        tag if tag.is_valid() => return refuse(ErrorKind::WrongTag),
        _ => return refuse(ErrorKind::InvalidTag),
    }
    if item.item_type() != ItemType::STRUCTURE {
        return Err(Fault::wrong_type(ItemType::STRUCTURE, item.tag(), 0));
    }
    if length(head) & 7 != 0 {
        return refuse(ErrorKind::Length);
    }
    match usize::try_from(length(head).wrapping_add(8)) {
        Ok(size) if size <= limits.message_bytes => Ok((size <= input.len()).then_some(size)),
        _ => refuse(ErrorKind::TooLarge),
    }
}

/// Splits the first message off a network buffer, without copying; `None` if not all of it is there yet.
///
/// ```
/// use bytes::BytesMut;
/// use kmip_ttlv::frame_bytes;
/// use kmip_ttlv::kmip_types::Limits;
///
/// let mut buffer = BytesMut::from(&[0x42, 0x00, 0x78, 0x01, 0, 0, 0, 0, 0x42][..]);
/// let message = frame_bytes(&mut buffer, &Limits::DEFAULT)?;
/// assert_eq!(message.as_deref(), Some(&[0x42, 0x00, 0x78, 0x01, 0, 0, 0, 0][..]));
/// assert_eq!(*buffer, [0x42]);
/// # Ok::<(), kmip_ttlv::kmip_types::Fault>(())
/// ```
///
/// # Errors
/// As for [`frame`].
#[cfg(feature = "bytes")]
pub fn frame_bytes(buffer: &mut BytesMut, limits: &Limits) -> Result<Option<Bytes>, Fault> {
    Ok(frame(buffer, limits)?.map(|size| buffer.split_to(size).freeze()))
}
