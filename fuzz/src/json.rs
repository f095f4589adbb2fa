//! JSON alone.

use kmip::encoding::Encoding;
use kmip::json::{from_str, from_str_with, parse, parse_with, to_string};
use kmip::{Error, Message, ReaderOptions};

use crate::items::check;
use crate::written::{rewrite, write_and_read};
use crate::{order, ttlv};

/// Checks any text as items.
///
/// What is read is written so that it reads the same, and then stays as it is.
pub fn items(data: &[u8]) {
    let Ok(text) = str::from_utf8(data) else { return };
    let strict = parse(text);
    let lenient = parse_with(text, &ReaderOptions::lenient());
    assert!(strict.is_err() || lenient.is_ok(), "a lenient reader refuses what a strict one accepts");
    if let (Ok(strict), Ok(lenient)) = (&strict, &lenient) {
        assert_eq!(rewrite(&mut strict.reader()), rewrite(&mut lenient.reader()));
    }
    for document in [strict, lenient] {
        match document {
            Ok(document) => {
                assert_eq!(check(|| document.reader()), None);
                write_and_read(Encoding::Json, &mut document.reader(), &rewrite(&mut document.reader()));
            }
            Err(error) => assert!(error.offset().is_some_and(|at| at <= text.len())),
        }
    }
}

/// Checks any text as a message.
///
/// What the model reads, it writes, and reads again the same.
pub fn typed(data: &[u8]) {
    let Ok(text) = str::from_utf8(data) else { return };
    let strict = from_str::<Message<'_>>(text);
    let lenient = from_str_with::<Message<'_>>(text, &ReaderOptions::lenient());
    if let Ok(strict) = &strict {
        assert_eq!(Ok(strict), lenient.as_ref());
    }
    let Ok(message) = strict.or(lenient) else { return };
    let json = match to_string(&message) {
        Ok(json) => json,
        Err(error) => return ttlv::refused_when_built(&error),
    };
    let again = from_str_with::<Message<'_>>(&json, &ReaderOptions::lenient()).expect("what was written can be read");
    assert!(message == again || ttlv::by_any_type(&message) == ttlv::by_any_type(&again));
    assert_eq!(to_string(&again).as_ref(), Ok(&json));
}

/// Checks that the order of members in objects changes nothing.
///
/// A text, and one with the members of its objects in another order, have the same items or fail alike. The first byte
/// of the input says which order.
pub fn order(data: &[u8]) {
    let Some((seed, data)) = data.split_first() else { return };
    let Ok(text) = str::from_utf8(data) else { return };
    let Some(turned) = order::turn(text, *seed) else { return };
    for options in [ReaderOptions::default(), ReaderOptions::lenient()] {
        let items = |text: &str| -> Result<Vec<u8>, Error> {
            parse_with(text, &options).map(|document| rewrite(&mut document.reader()))
        };
        // Of two errors in a text either may be found first.
        assert_eq!(items(text).ok(), items(&turned).ok(), "{turned}");
    }
}
