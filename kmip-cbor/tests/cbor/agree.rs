//! Checks that views and the reader of chunks say what the reader says.
//!
//! They must give the same items, or the same error.

#![allow(clippy::panic)]

use kmip_cbor::{CborReader, ChunkReader, View, frame};
use kmip_types::format::Fault;
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

/// Holds what the reader says against views and chunks.
pub(crate) fn agree(input: &[u8], options: &ReaderOptions<'_>) {
    let (steps, end) = by_reader(&mut CborReader::with_options(input, options));
    let checked = View::checked_with(input, options);
    let open = View::with_options(input, options);
    assert_eq!(checked.map(|_| ()), end);
    // Only who goes through everything counts, and sees what follows.
    let counted = [ErrorKind::Depth, ErrorKind::TooManyItems, ErrorKind::TrailingData];
    match (open, end) {
        (Ok(view), Err(fault)) if counted.contains(&fault.kind()) => assert!(by_view(view).0.starts_with(&steps)),
        (Ok(view), _) => assert_eq!(by_view(view), (steps.clone(), end)),
        (Err(fault), _) => assert_eq!(Err(fault), end),
    }
    if let Ok(view) = checked {
        assert_eq!(by_view(view), (steps.clone(), Ok(())));
        check_inherent(view);
    }

    let size = 1 + (input.len() * 7 + steps.len()) % 41;
    for (chunk, buffer) in [(1, 1 << 12), (size, 8), (size, 8 + size), (input.len().max(1), 1 << 12)] {
        let found = by_chunks(input, options, chunk, buffer);
        let Err(fault) = end else {
            assert_eq!(found, (steps.clone(), Ok(())), "chunks of {chunk}, buffer of {buffer}");
            continue;
        };
        // What follows is another message, and what is not there yet may come: who has the whole input knows better.
        match fault.kind() {
            ErrorKind::TrailingData => assert!(found.0.starts_with(&steps)),
            ErrorKind::TooLarge => assert!(found.1.is_err()),
            ErrorKind::Truncated => {
                assert!(found.0.starts_with(&steps));
                assert!(input.is_empty() || found.1.is_err());
            }
            _ => assert_eq!(found, (steps.clone(), Err(fault)), "chunks of {chunk}, buffer of {buffer}"),
        }
    }
    // What is all there ends where its frame does.
    if end.is_ok() {
        assert_eq!(frame(input, &options.limits), Ok(Some(input.len())));
    }
}
