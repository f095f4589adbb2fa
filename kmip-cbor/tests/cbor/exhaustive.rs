//! Tests with every short input, and everything near a message.
//!
//! What is accepted is written again as the same bytes.

use kmip_cbor::kmip_types::format::Reader as _;
use kmip_cbor::kmip_types::{ErrorKind, Limits};
use kmip_cbor::{CborReader, encoded_len, frame, to_vec};

use crate::messages;
use crate::support::{again, sample, write};

/// Returns whether the input is accepted.
///
/// If so it must come out again, and be framed as a whole.
fn accepted(input: &[u8]) -> bool {
    match again(input) {
        Ok(bytes) => {
            assert_eq!(bytes, input);
            assert_eq!(frame(input, &Limits::DEFAULT), Ok(Some(input.len())));
            true
        }
        Err(fault) => {
            assert!(fault.offset().is_some_and(|at| at <= input.len()), "{fault}");
            false
        }
    }
}

#[test]
fn every_input_of_up_to_three_bytes() {
    assert!((0..=u8::MAX).all(|byte| !accepted(&[byte])));
    assert!((0..=u16::MAX).all(|bytes| !accepted(&bytes.to_be_bytes())));
    let mut count = 0;
    for bytes in 0..0x100_0000_u32 {
        let [_, input @ ..] = bytes.to_be_bytes();
        if input[0] == 0x82 {
            count += usize::from(accepted(&input));
        } else {
            assert!(CborReader::new(&input).next().is_failed());
        }
    }
    // Keys of one byte: 24 of each class. Natural values of one byte: 48 integers, two Booleans, empty text, bytes and
    // structure. Alternate ones: 24 Enumerations, the empty Identifier.
    assert_eq!(count, 24 * (48 + 2 + 3) + 24 * (24 + 1));
}

#[test]
fn every_item_of_four_bytes_under_some_keys() {
    let count = |key: &[u8]| {
        let inputs = (0..=u16::MAX).map(|value| [&[0x82], key, &value.to_be_bytes()].concat());
        inputs.filter(|input| accepted(input)).count()
    };
    // 2 × 232 integers, 128 texts, 256 byte strings; no structure has one element.
    assert_eq!(count(&[0x05]), 464 + 128 + 256);
    assert_eq!(count(&[0x18, 0x20]), 464 + 128 + 256);
    // 232 Enumerations, 128 Identifiers, 256 Big Integers.
    assert_eq!(count(&[0x25]), 232 + 128 + 256);
    // Pairs of three bytes: numbers of three types, Intervals, empty References and Name References.
    let pairs = (0..=u16::MAX).map(|value| [&[0x82, 0x25, 0x82][..], &value.to_be_bytes()].concat());
    assert_eq!(pairs.filter(|input| accepted(input)).count(), 3 * 48 + 24 + 2);
}

fn inputs() -> Vec<Vec<u8>> {
    let mut inputs = vec![write(&sample())];
    inputs.extend(messages::requests().iter().map(|message| to_vec(message).unwrap()));
    inputs.extend(messages::responses().iter().map(|message| to_vec(message).unwrap()));
    inputs
}

#[test]
fn truncated_messages() {
    for message in inputs() {
        assert!(accepted(&message));
        for length in 0..message.len() {
            let fault = again(&message[..length]).unwrap_err();
            assert_eq!(fault.kind(), ErrorKind::Truncated, "{length}");
        }
    }
}

#[test]
fn messages_with_one_byte_changed_removed_or_added() {
    let (mut good, mut bad) = (0, 0);
    for message in inputs() {
        let mut count = |input: &[u8]| *if accepted(input) { &mut good } else { &mut bad } += 1;
        for place in 0..message.len() {
            for byte in 0..=u8::MAX {
                let mut changed = message.clone();
                changed[place] = byte;
                count(&changed);
                changed[place] = message[place];
                changed.insert(place, byte);
                count(&changed);
            }
            let mut changed = message.clone();
            changed.remove(place);
            count(&changed);
        }
    }
    // Many changes change nothing but a value; as many break something.
    assert!(good > 50_000 && bad > 50_000, "{good} {bad}");
}

#[test]
fn lengths_agree() {
    for message in messages::requests() {
        assert_eq!(encoded_len(&message), Ok(to_vec(&message).unwrap().len()));
    }
}
