//! Messages that arrive in pieces, collected in a fixed buffer.
//!
//! Included by the test crates of the binary formats, and by the fuzz targets.

#![allow(dead_code, clippy::panic, reason = "every test makes its own use of it; it may stop at the first surprise")]

use kmip_types::format::{FrameBuffer, MessageFramer, MessageHead};
use kmip_types::{Error, ErrorKind, Limits};

/// An outcome of a stream in a buffer.
///
/// Outcomes come one after the other.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Outcome {
    /// A message of this length, handed out as it was sent.
    Message(usize),
    /// A message that is too large, and how large it is as far as the buffer knows.
    TooLarge(Option<usize>),
    /// No message: nothing can follow.
    Refused(Error),
    /// The stream ended, between two messages or not.
    End { between: bool },
}

/// The way in which a user of a buffer works with it.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Way {
    /// Copies in what has arrived, takes out all messages.
    Push,
    /// Receives into the buffer, takes out all messages.
    Receive,
    /// Receives into the buffer as long as there is room, takes out one message.
    ReceiveAll,
}

pub(crate) const WAYS: [Way; 3] = [Way::Push, Way::Receive, Way::ReceiveAll];

/// Sends a stream in pieces through a buffer of this size.
///
/// The pieces have these lengths, again and again; what is too large is passed over.
pub(crate) fn by_pieces<H: MessageHead>(stream: &[u8], room: usize, pieces: &[usize], way: Way) -> Vec<Outcome> {
    let mut memory = vec![0; room];
    let mut buffer = FrameBuffer::<H>::new(&mut memory);
    let (mut outcomes, mut start, mut rest) = (vec![], 0, stream);
    let mut lengths = pieces.iter().copied().cycle();
    loop {
        let mut piece;
        (piece, rest) = rest.split_at(rest.len().min(lengths.next().unwrap_or(1).max(1)));
        let is_last = rest.is_empty();
        loop {
            let count = take(&mut buffer, piece, way);
            let is_full = count < piece.len();
            piece = &piece[count..];
            let all = is_last || !matches!(way, Way::ReceiveAll);
            let known = outcomes.len();
            let mut none = false;
            while all && !none || is_full && !none && outcomes.len() == known {
                match buffer.next() {
                    Ok(Some(message)) => {
                        assert!(stream[start..].starts_with(message));
                        start += message.len();
                        outcomes.push(Outcome::Message(message.len()));
                    }
                    Ok(None) => none = true,
                    Err(fault) => {
                        assert_eq!(buffer.next(), Err(fault.clone()), "a failure stays");
                        if fault.kind() != ErrorKind::TooLarge {
                            assert!(!buffer.drain());
                            outcomes.push(Outcome::Refused(fault));
                            return outcomes;
                        }
                        outcomes.push(Outcome::TooLarge(buffer.needed()));
                        if !buffer.drain() {
                            return outcomes;
                        }
                        start += length::<H>(&stream[start..]).ok().flatten().unwrap_or_default();
                    }
                }
            }
            if piece.is_empty() {
                break;
            }
            assert!(count > 0 || outcomes.len() > known || none, "neither room nor message: {buffer:?}");
            assert!(!none || !buffer.spare().is_empty(), "no message, and no room: {buffer:?}");
        }
        if is_last {
            outcomes.push(Outcome::End { between: buffer.is_empty() });
            return outcomes;
        }
    }
}

/// Takes in as much of a piece as there is room for.
fn take<H: MessageHead>(buffer: &mut FrameBuffer<'_, H>, piece: &[u8], way: Way) -> usize {
    if matches!(way, Way::Push) {
        return buffer.push(piece);
    }
    let spare = buffer.spare();
    let count = spare.len().min(piece.len());
    spare[..count].copy_from_slice(&piece[..count]);
    buffer.filled(count);
    count
}

/// Returns the outcomes that a buffer must have, by looking at the whole stream.
pub(crate) fn expected<H: MessageHead>(stream: &[u8], room: usize) -> Vec<Outcome> {
    let (mut outcomes, mut rest) = (vec![], stream);
    loop {
        let mut framer = MessageFramer::<H>::new(&Limits::DEFAULT.with_message_bytes(room));
        let mut found = framer.frame(rest);
        if found.as_ref().is_err_and(|fault| fault.kind() == ErrorKind::TooLarge) {
            outcomes.push(Outcome::TooLarge(framer.needed()));
            if framer.needed().is_none() {
                return outcomes;
            }
            found = length::<H>(rest);
        } else if let Ok(Some(length)) = &found {
            outcomes.push(Outcome::Message(*length));
        }
        match found {
            Ok(Some(length)) => rest = &rest[length..],
            Ok(None) => {
                outcomes.push(Outcome::End { between: rest.is_empty() });
                return outcomes;
            }
            Err(fault) if fault.kind() == ErrorKind::TooLarge => {
                outcomes.push(Outcome::TooLarge(None));
                return outcomes;
            }
            Err(fault) => {
                outcomes.push(Outcome::Refused(fault));
                return outcomes;
            }
        }
    }
}

/// Holds what a buffer makes of a stream against what it must make of it.
///
/// A buffer shorter than the longest head need not get past a message that is too large.
pub(crate) fn collected<H: MessageHead>(stream: &[u8], room: usize, pieces: &[usize], way: Way, longest_head: usize) {
    let (found, expected) = (by_pieces::<H>(stream, room, pieces, way), expected::<H>(stream, room));
    if room < longest_head
        && let Some((Outcome::TooLarge(None), before)) = found.split_last()
    {
        assert!(before.len() <= expected.len(), "{before:?} of {expected:?}");
        return;
    }
    let agree = |(found, expected): (&Outcome, &Outcome)| match (found, expected) {
        // The first byte of a head tells less than all of it.
        (Outcome::TooLarge(Some(found)), Outcome::TooLarge(Some(expected))) => room < *found && found <= expected,
        _ => found == expected,
    };
    assert!(
        found.len() == expected.len() && found.iter().zip(&expected).all(agree),
        "a buffer of {room}, pieces of {pieces:?}, {way:?}: {found:?} for {expected:?}"
    );
}

/// Returns the end of the message that starts here, however large it is.
fn length<H: MessageHead>(input: &[u8]) -> Result<Option<usize>, Error> {
    MessageFramer::<H>::new(&Limits::DEFAULT.with_message_bytes(usize::MAX)).frame(input)
}
