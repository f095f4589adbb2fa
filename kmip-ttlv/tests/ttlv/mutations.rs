//! Tests with damaged messages.
//!
//! All ways of reading agree about them, and what is accepted is written again as it was.

use kmip_ttlv::{EncodeOptions, from_slice, from_slice_owned, to_vec, to_vec_with};
use kmip_types::Message;
use proptest::prelude::*;

use crate::{samples, verdict, write};

/// The number of mutants by what became of them.
///
/// With it, a test that tries nothing is seen.
#[derive(Debug, Default, PartialEq)]
struct Tally {
    refused: usize,
    untyped: usize,
    typed: usize,
}

impl Tally {
    /// Checks that untyped and typed reading agree about an input.
    ///
    /// Untyped ways agree (`verdict` sees to that); typed decoding may refuse more, but not less.
    fn judge(&mut self, input: &[u8]) {
        let untyped = verdict(input);
        let typed = from_slice::<Message<'_>>(input);
        assert_eq!(from_slice_owned::<Message<'_>>(input), typed);
        let Ok(nodes) = &untyped else {
            assert!(typed.is_err(), "decoded in spite of {untyped:?}");
            self.refused += 1;
            return;
        };
        assert_eq!(write(nodes), input);
        let Ok(message) = typed else {
            self.untyped += 1;
            return;
        };
        self.typed += 1;
        assert_eq!(nodes.len(), 1);
        // Another version may not have what the message holds; another tag may stand out of order.
        if let Ok(again) = to_vec(&message) {
            assert_eq!(again.len(), input.len());
            assert_eq!(to_vec(&from_slice::<Message<'_>>(&again).unwrap()).unwrap(), again);
        }
    }
}

#[test]
fn the_samples_themselves() {
    for nodes in samples::messages() {
        let bytes = write(&nodes);
        assert_eq!(verdict(&bytes).unwrap(), nodes);
        let message: Message<'_> = from_slice(&bytes).unwrap();
        let options = EncodeOptions::as_read();
        assert_eq!(to_vec_with(&message, &options).unwrap(), bytes);
        assert_eq!(to_vec_with(&message.into_owned(), &options).unwrap(), bytes);
    }
}

#[test]
fn all_truncations() {
    for nodes in samples::messages() {
        let bytes = write(&nodes);
        let mut tally = Tally::default();
        (0..bytes.len()).for_each(|length| tally.judge(&bytes[..length]));
        // Of the prefixes, only nothing at all is a list of whole items; a message it is not.
        assert_eq!(tally, Tally { refused: bytes.len() - 1, untyped: 1, typed: 0 });
    }
}

#[test]
fn all_single_bit_flips() {
    for nodes in samples::messages() {
        let bytes = write(&nodes);
        let mut tally = Tally::default();
        for bit in 0..bytes.len() * 8 {
            let mut mutant = bytes.clone();
            mutant[bit / 8] ^= 1 << (bit % 8);
            tally.judge(&mutant);
        }
        assert_eq!(tally.refused + tally.untyped + tally.typed, bytes.len() * 8);
        assert!(tally.refused > 500 && tally.untyped > 100 && tally.typed > 200, "{tally:?}");
    }
}

#[test]
fn all_words_replaced() {
    let special = [0, 1, 8, 0x42_0078_0100_0000, 0x4200_7801_0000_0000, 0x5400_0108_0000_0000, u64::MAX];
    for nodes in samples::messages() {
        let bytes = write(&nodes);
        let mut tally = Tally::default();
        for place in (0..bytes.len()).step_by(8) {
            for word in special {
                let mut mutant = bytes.clone();
                mutant[place..place + 8].copy_from_slice(&u64::to_be_bytes(word));
                tally.judge(&mutant);
            }
            for other in (0..bytes.len()).step_by(8) {
                let mut mutant = bytes.clone();
                mutant.copy_within(other..other + 8, place);
                tally.judge(&mutant);
            }
        }
        assert!(tally.refused > 1000 && tally.untyped > 20 && tally.typed > 200, "{tally:?}");
    }
}

#[test]
fn all_types_and_lengths_replaced() {
    for nodes in samples::messages() {
        let bytes = write(&nodes);
        let mut tally = Tally::default();
        for place in (0..bytes.len()).step_by(8) {
            for item_type in 0..=0x10 {
                let mut mutant = bytes.clone();
                mutant[place + 3] = item_type;
                tally.judge(&mutant);
            }
            for length in 0..=40 {
                let mut mutant = bytes.clone();
                mutant[place + 7] = length;
                tally.judge(&mutant);
            }
        }
        assert!(tally.refused > 1000 && tally.untyped > 20 && tally.typed > 100, "{tally:?}");
    }
}

proptest! {
    #[test]
    fn several_bytes_changed(
        sample in 0..3_usize,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let mut bytes = write(&samples::messages()[sample]);
        for (place, byte) in changes {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        Tally::default().judge(&bytes);
    }

    #[test]
    fn arbitrary_words(words in prop::collection::vec(
        prop_oneof![
            any::<[u8; 8]>(),
            (prop_oneof![Just([0x42_u8, 0, 0x78]), Just([0x42, 0, 0x0D]), Just([0x54, 0, 1])], 0..0x10_u8, 0..33_u8)
                .prop_map(|([a, b, c], item_type, length)| [a, b, c, item_type, 0, 0, 0, length]),
            Just([0; 8]),
        ],
        0..24,
    )) {
        Tally::default().judge(&words.concat());
    }
}
