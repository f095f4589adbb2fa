//! Tests that every sink gets the same bytes.

use kmip_ttlv::{EncodeOptions, Sink, TtlvWriter, encoded_len_with, from_slice, to_slice_with, to_vec_with};
use kmip_types::format::encode_root_with;
use kmip_types::items::{NodeReader, transcode};
use kmip_types::{Error, Message};

use crate::{samples, write};

fn write_to<S: Sink>(nodes: usize, sink: S) -> S::Output {
    let mut writer = TtlvWriter::new(sink);
    transcode(&mut NodeReader::new(&samples::messages()[nodes]), &mut writer).unwrap();
    writer.finish().unwrap()
}

#[test]
fn vectors_grow_and_keep_what_is_in_them() {
    for (number, nodes) in samples::messages().iter().enumerate() {
        let bytes = write(nodes);
        assert_eq!(write_to(number, Vec::new()), bytes);
        // A beginning of any length, aligned or not.
        for before in 0..17 {
            let mut vector = vec![0xEE; before];
            write_to(number, &mut vector);
            assert_eq!(vector[..before], vec![0xEE; before]);
            assert_eq!(vector[before..], bytes);
            write_to(number, &mut vector);
            assert_eq!(vector[before + bytes.len()..], bytes);
            assert_eq!(write_to(number, vec![0xEE; before])[before..], bytes);
        }
    }
}

#[cfg(feature = "bytes")]
#[test]
fn network_buffers() {
    use bytes::BytesMut;

    for (number, nodes) in samples::messages().iter().enumerate() {
        let bytes = write(nodes);
        assert_eq!(write_to(number, BytesMut::new()), bytes[..]);
        let mut buffer = BytesMut::from(&b"abc"[..]);
        write_to(number, &mut buffer);
        assert_eq!(buffer[..3], b"abc"[..]);
        assert_eq!(buffer[3..], bytes);
    }
}

#[test]
fn slices_are_filled_from_their_start() {
    for nodes in samples::messages() {
        let bytes = write(&nodes);
        let mut buffer = vec![0xEE; bytes.len() + 5];
        let mut writer = TtlvWriter::on_slice(&mut buffer);
        transcode(&mut NodeReader::new(&nodes), &mut writer).unwrap();
        assert_eq!(*writer.finish().unwrap(), bytes);
        assert_eq!(buffer[bytes.len()..], [0xEE; 5]);
    }
}

#[test]
fn typed_messages_take_as_many_bytes_as_they_say() -> Result<(), Error> {
    // One of them has item types of a later version.
    let options = EncodeOptions::as_read();
    for nodes in samples::messages() {
        let bytes = write(&nodes);
        let message: Message<'_> = from_slice(&bytes)?;
        assert_eq!(encoded_len_with(&message, &options)?, bytes.len());
        assert_eq!(to_vec_with(&message, &options)?, bytes);
        let mut buffer = vec![0xEE; encoded_len_with(&message, &options)?];
        assert_eq!(to_slice_with(&message, &mut buffer, &options)?, bytes.len());
        assert_eq!(buffer, bytes);
        let mut writer = TtlvWriter::new(Vec::new());
        encode_root_with(&message, &mut writer, &options)?;
        assert_eq!(writer.finish()?, bytes);
    }
    Ok(())
}

/// Messages larger than what is reserved at first.
#[test]
fn a_large_message() -> Result<(), Error> {
    use kmip_types::Tag;
    use kmip_types::items::{Node, NodeValue};

    let mut nodes = samples::every_type();
    let long = Node::new(Tag::new(0x54_0001), NodeValue::ByteString(vec![0x5A; 100_003].into()));
    if let NodeValue::Structure(children) = nodes[0].value_mut() {
        children.push(long);
    }
    let bytes = write(&nodes);
    assert!(bytes.len() > 100_000);
    let message: Message<'_> = from_slice(&bytes)?;
    assert_eq!(to_vec_with(&message, &EncodeOptions::as_read())?, bytes);
    Ok(())
}

/// A sink may be anybody's: here one of fixed capacity that is no slice.
#[test]
fn a_sink_of_ones_own() {
    #[derive(Default)]
    struct Small {
        bytes: Vec<u8>,
    }

    impl Sink for Small {
        type Output = Vec<u8>;

        fn position(&self) -> usize {
            self.bytes.len()
        }

        fn append(&mut self, bytes: &[u8]) -> Option<()> {
            self.make_room(bytes.len())?;
            self.bytes.extend(bytes);
            Some(())
        }

        fn make_room(&mut self, additional: usize) -> Option<()> {
            (self.bytes.len() + additional <= 512).then_some(())
        }

        fn four(&mut self, offset: usize) -> Option<&mut [u8; 4]> {
            self.bytes.get_mut(offset..)?.first_chunk_mut()
        }

        fn finish(self) -> Vec<u8> {
            self.bytes
        }
    }

    assert_eq!(write_to(0, Small::default()), write(&samples::register()));
}
