//! Checks that views and the reader of chunks say what the reader says.
//!
//! They must give the same items, or the same error.

#![allow(clippy::panic)]

use kmip_ttlv::{ChunkReader, TtlvReader, View};
use kmip_types::format::{Fault, Item};
use kmip_types::{ErrorKind, ReaderOptions};

use crate::walk::{Events, Walk, by_reader, by_view, check_inherent};

/// By chunks of this length, with a buffer of this length.
pub(crate) fn by_chunks(input: &[u8], options: &ReaderOptions<'_>, chunk: usize, buffer: usize) -> Walk {
    let mut buffer = vec![0; buffer];
    let mut reader = ChunkReader::new(&mut buffer, options).in_parts();
    let (mut events, mut end) = (Events::default(), Ok(()));
    for chunk in input.chunks(chunk) {
        end = reader.feed(chunk, |event| events.take(event));
        if end.is_err() {
            assert_eq!(reader.feed(&[0; 8], |event| panic!("{event:?}")), end, "a failure is final");
            break;
        }
    }
    (events.steps, end.and_then(|()| reader.finish()).map_err(Fault::from))
}

/// Where the first item ends, if its header tells.
fn first_end(input: &[u8]) -> Option<usize> {
    let head = Item::from_words(u64::from_be_bytes(*input.first_chunk()?), 0);
    usize::try_from((u64::from(head.length()) + 15) & !7).ok()
}

/// Holds what the reader says against views and chunks.
pub(crate) fn agree(input: &[u8], options: &ReaderOptions<'_>) {
    let (steps, end) = by_reader(&mut TtlvReader::with_options(input, options));
    let checked = View::checked_with(input, options);
    let root_end = first_end(input).unwrap_or(usize::MAX);

    // A view is of one item. What it says about others, the reader does not.
    let is_one = root_end == input.len();
    let fails_early = end.is_err_and(|fault| fault.offset() < Some(root_end) && fault.kind() != ErrorKind::TooLarge);
    if !is_one && !fails_early && input.len() <= options.limits.message_bytes {
        let kind = if input.is_empty() { ErrorKind::Truncated } else { ErrorKind::TrailingData };
        let offset = if input.is_empty() { 0 } else { root_end };
        let fault = checked.unwrap_err();
        assert_eq!((fault.kind(), fault.offset()), (kind, Some(offset)));
        return;
    }
    if root_end < input.len() {
        assert_eq!(checked.err(), end.err());
        assert!(View::with_options(input, options).is_err());
        return;
    }
    assert_eq!(checked.map(|_| ()), end);
    let open = View::with_options(input, options);
    if let Ok(view) = open {
        let found = by_view(view);
        // Only who goes through everything counts.
        if end.is_err_and(|fault| matches!(fault.kind(), ErrorKind::Depth | ErrorKind::TooManyItems)) {
            assert!(found.0.starts_with(&steps[..]));
        } else {
            assert_eq!(found, (steps.clone(), end));
        }
    } else {
        assert_eq!(open.err(), end.err());
    }
    if let Ok(view) = checked {
        let found = by_view(view);
        assert_eq!(found, (steps.clone(), Ok(())));
        check_inherent(view);
    }

    let size = 1 + (input.len() * 7 + steps.len()) % 41;
    for (chunk, buffer) in [(1, 1 << 12), (size, 16), (size, 24 + size), (input.len().max(1), 1 << 12)] {
        let found = by_chunks(input, options, chunk, buffer);
        if root_end > input.len() {
            // The chunks that have come are read before it turns out that others are missing.
            assert!(found.1.is_err());
            continue;
        }
        let Err(fault) = end else {
            assert_eq!(found.0, steps, "chunks of {chunk}, buffer of {buffer}");
            assert_eq!(found.1, Ok(()));
            continue;
        };
        assert_eq!(found.0, steps, "chunks of {chunk}, buffer of {buffer}");
        let told = found.1.unwrap_err();
        // The padding of what comes in parts is seen after most of it.
        let late = [ErrorKind::Padding, ErrorKind::Utf8, ErrorKind::BigInteger];
        if buffer < 1 << 12 && late.contains(&fault.kind()) {
            assert!(late.contains(&told.kind()));
            assert_eq!((told.tag(), told.offset()), (fault.tag(), fault.offset()));
        } else {
            assert_eq!(told, fault, "chunks of {chunk}, buffer of {buffer}");
        }
    }
}
