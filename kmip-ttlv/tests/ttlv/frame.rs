//! Tests of the end of a message in what a connection delivers.

use kmip_ttlv::frame;
use kmip_types::{ErrorKind, ItemType, Limits, Tag};

use crate::{raw, samples, write};

#[test]
fn every_beginning_of_two_messages() {
    for nodes in samples::messages() {
        let one = write(&nodes);
        let two = [&one[..], &one].concat();
        for length in 0..=two.len() {
            let expected = (length >= one.len()).then_some(one.len());
            assert_eq!(frame(&two[..length], &Limits::DEFAULT), Ok(expected), "{length}");
        }
    }
}

/// Refused once eight bytes are there, and not before.
#[track_caller]
fn refused(input: &[u8], kind: ErrorKind, tag: Tag) {
    for length in 0..8 {
        assert_eq!(frame(&input[..length], &Limits::DEFAULT), Ok(None));
    }
    for length in 8..=input.len() {
        let fault = frame(&input[..length], &Limits::DEFAULT).unwrap_err();
        assert_eq!((fault.kind(), fault.tag(), fault.offset()), (kind, tag, Some(0)));
    }
}

#[test]
fn what_is_no_message() {
    refused(b"GET / HTTP/1.1\r\n", ErrorKind::InvalidTag, Tag::new(0x47_4554));
    refused(&[0; 20], ErrorKind::InvalidTag, Tag::default());
    refused(&[0x16, 3, 1, 0, 0xA5, 1, 0, 0, 0xA1], ErrorKind::InvalidTag, Tag::new(0x16_0301));
    refused(&raw(0x42_0077, 1, 0, &[]), ErrorKind::WrongTag, Tag::REQUEST_HEADER);
    refused(&raw(0x54_0078, 1, 0, &[]), ErrorKind::WrongTag, Tag::new(0x54_0078));
    for item_type in (0..=0xFF).filter(|item_type| *item_type != 1) {
        refused(&raw(0x42_0078, item_type, 8, &[]), ErrorKind::WrongType, Tag::REQUEST_MESSAGE);
    }
    let fault = frame(&raw(0x42_007B, 2, 4, &[]), &Limits::DEFAULT).unwrap_err();
    assert_eq!(fault.expected(), Some(ItemType::STRUCTURE));
    for length in [1, 4, 7, 9, 0xFFFF_FFFF] {
        refused(&raw(0x42_007B, 1, length, &[]), ErrorKind::Length, Tag::RESPONSE_MESSAGE);
    }
}

#[test]
fn what_is_too_large_is_refused_before_it_is_there() {
    let limits = Limits::DEFAULT.with_message_bytes(64);
    assert_eq!(frame(&raw(0x42_0078, 1, 56, &[]), &limits), Ok(None));
    assert_eq!(frame(&raw(0x42_0078, 1, 56, &[0; 56]), &limits), Ok(Some(64)));
    for length in [64, 1 << 20, 0xFFFF_FFF8] {
        let fault = frame(&raw(0x42_0078, 1, length, &[]), &limits).unwrap_err();
        assert_eq!((fault.kind(), fault.tag()), (ErrorKind::TooLarge, Tag::REQUEST_MESSAGE));
    }
    // Where no header has room, the first byte is too much.
    let fault = frame(&[0x42], &Limits::DEFAULT.with_message_bytes(7)).unwrap_err();
    assert_eq!((fault.kind(), fault.tag()), (ErrorKind::TooLarge, Tag::default()));
    assert_eq!(frame(&[0x42], &Limits::DEFAULT.with_message_bytes(8)), Ok(None));
    refused(&raw(0x42_0078, 1, 1 << 20, &[]), ErrorKind::TooLarge, Tag::REQUEST_MESSAGE);
    assert_eq!(frame(&raw(0x42_0078, 1, (1 << 20) - 8, &[]), &Limits::DEFAULT), Ok(None));
}

#[cfg(feature = "bytes")]
#[test]
fn messages_are_split_off_a_network_buffer() {
    use bytes::BytesMut;
    use kmip_ttlv::frame_bytes;

    let messages: Vec<Vec<u8>> = samples::messages().iter().map(|nodes| write(nodes)).collect();
    let mut buffer = BytesMut::new();
    let mut received = Vec::new();
    for byte in messages.concat() {
        buffer.extend_from_slice(&[byte]);
        if let Some(message) = frame_bytes(&mut buffer, &Limits::DEFAULT).unwrap() {
            received.push(message.to_vec());
        }
    }
    assert_eq!(received, messages);
    assert!(buffer.is_empty());

    let mut buffer = BytesMut::from(&b"no message"[..]);
    assert_eq!(frame_bytes(&mut buffer, &Limits::DEFAULT).unwrap_err().kind(), ErrorKind::InvalidTag);
    assert_eq!(buffer, b"no message"[..]);
}

#[cfg(feature = "tokio-util")]
mod codec {
    use bytes::{Bytes, BytesMut};
    use kmip_ttlv::{FrameCodec, FrameError, to_vec};
    use kmip_types::{
        ErrorKind, GetRequest, KeyWrapType, Limits, ProtocolVersion, QueryFunction, QueryRequest, RequestMessage, Tag,
    };
    use tokio_util::codec::{Decoder as _, Encoder as _};

    use crate::{samples, write};

    fn get(version: ProtocolVersion<'static>) -> RequestMessage<'static> {
        let mut get = GetRequest::with_id("5d0c8f1e");
        get.key_wrap_type = Some(KeyWrapType::AS_REGISTERED); // since 1.4
        let mut request = RequestMessage::new(version);
        request.push(get);
        request
    }

    #[test]
    fn reads_messages_however_they_are_cut() {
        let messages: Vec<Vec<u8>> = samples::messages().iter().map(|nodes| write(nodes)).collect();
        for size in [1, 7, 100, 4096] {
            let (mut codec, mut buffer, mut received) = (FrameCodec::default(), BytesMut::new(), Vec::new());
            for piece in messages.concat().chunks(size) {
                buffer.extend_from_slice(piece);
                while let Some(message) = codec.decode(&mut buffer).unwrap() {
                    received.push(message.to_vec());
                }
            }
            assert_eq!(received, messages, "{size} bytes at a time");
            assert!(codec.decode_eof(&mut buffer).unwrap().is_none());
            buffer.extend_from_slice(&messages[0][..20]);
            assert!(matches!(codec.decode_eof(&mut buffer), Err(FrameError::Io(_))), "the end of half a message");
        }
    }

    #[test]
    fn refuses_what_is_no_message_or_too_large() {
        let refused = |codec: FrameCodec, input: &[u8]| match { codec }.decode(&mut BytesMut::from(input)) {
            Err(FrameError::Message(error)) => error.kind(),
            other => panic!("{other:?}"),
        };
        let small = FrameCodec::new(Limits::DEFAULT.with_message_bytes(64));
        assert_eq!(refused(small, b"GET / HTTP/1.1\r\n"), ErrorKind::InvalidTag);
        assert_eq!(refused(small, &[0x42, 0x00, 0x78, 1, 0, 0, 0, 64]), ErrorKind::TooLarge);
        let mut at_the_limit = BytesMut::from(&[0x42, 0x00, 0x78, 1, 0, 0, 0, 56][..]);
        let capacity = at_the_limit.capacity();
        assert_eq!({ small }.decode(&mut at_the_limit).unwrap(), None);
        assert_eq!(at_the_limit.capacity(), capacity, "a length reserves nothing");
    }

    #[test]
    fn writes_behind_what_is_there_and_nothing_of_what_is_refused() {
        let (mut codec, mut buffer) = (FrameCodec::default(), BytesMut::new());
        let mut query = RequestMessage::new(ProtocolVersion::V2_1);
        query.push(QueryRequest::new([QueryFunction::QUERY_OPERATIONS]));
        let (first, second) = (to_vec(&query).unwrap(), to_vec(&get(ProtocolVersion::V1_4)).unwrap());

        codec.encode(&query, &mut buffer).unwrap();
        codec.encode(&get(ProtocolVersion::V1_4), &mut buffer).unwrap();
        let Err(FrameError::Message(error)) = codec.encode(&get(ProtocolVersion::V1_3), &mut buffer) else {
            panic!("1.3 has no Key Wrap Type")
        };
        assert_eq!((error.kind(), error.tag()), (ErrorKind::NotInVersion, Tag::KEY_WRAP_TYPE));
        assert_eq!(error.path().to_string(), "RequestMessage/BatchItem/RequestPayload/KeyWrapType");
        codec.encode(Bytes::from(first.clone()), &mut buffer).unwrap();
        assert_eq!(buffer, [&first[..], &second, &first].concat());
    }

    #[test]
    fn an_error_says_what_failed() {
        let failed = FrameError::from(std::io::Error::other("cut"));
        assert_eq!(failed.to_string(), "cut");
        let refused = FrameCodec::default().decode(&mut BytesMut::from(&[0; 8][..])).unwrap_err();
        assert_eq!(refused.to_string(), "invalid tag at byte 0");
    }
}
