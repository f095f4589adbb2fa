//! XML alone.

use kmip::encoding::Encoding;
use kmip::format::{Detail, Document, locate};
use kmip::xml::{from_str, from_str_with, parse_all, parse_partial, to_string};
use kmip::{Message, ReaderOptions};

use crate::items::check;
use crate::ttlv;
use crate::written::{rewrite, write_and_read};

/// Checks any text as items.
///
/// What is read is written so that it reads the same, and then stays as it is.
pub fn items(data: &[u8]) {
    let Ok(text) = str::from_utf8(data) else { return };
    let strict = parse_all(text, &ReaderOptions::default());
    let lenient = parse_all(text, &ReaderOptions::lenient());
    assert!(strict.is_err() || lenient.is_ok(), "a lenient reader refuses what a strict one accepts");
    if let (Ok(strict), Ok(lenient)) = (&strict, &lenient) {
        let bytes = |documents: &[Document<'_>]| -> Vec<Vec<u8>> {
            documents.iter().map(|document| rewrite(&mut document.reader())).collect()
        };
        assert_eq!(bytes(strict), bytes(lenient));
    }
    for options in [ReaderOptions::default(), ReaderOptions::lenient()] {
        // What can be read of a text that is wrong ends in the same error.
        let partial = parse_partial(text, &options);
        let error = partial.iter().find_map(|document| {
            let fault = check(|| document.reader())?;
            // The reader of a document does not know which limit the program has set.
            let limit = Detail::of_limit(fault.kind(), &options.limits);
            Some(locate(&mut document.reader(), fault).with_detail(limit))
        });
        assert_eq!(error, parse_all(text, &options).err());
    }
    for document in [strict, lenient].into_iter().flatten().flatten() {
        write_and_read(Encoding::Xml, &mut document.reader(), &rewrite(&mut document.reader()));
    }
}

/// Checks any text as a message.
///
/// What the model reads, it writes, and reads again the same.
pub fn typed(data: &[u8]) {
    let Ok(text) = str::from_utf8(data) else { return };
    let strict = from_str::<Message<'_>>(text);
    let lenient = from_str_with::<Message<'_>>(text, &ReaderOptions::lenient());
    if let (Ok(strict), Ok(lenient)) = (&strict, &lenient) {
        assert_eq!(strict, lenient);
    }
    let Ok(message) = strict.or(lenient) else { return };
    let xml = match to_string(&message) {
        Ok(xml) => xml,
        Err(error) => return ttlv::refused_when_built(&error),
    };
    let again = from_str_with::<Message<'_>>(&xml, &ReaderOptions::lenient()).expect("what was written can be read");
    assert!(message == again || ttlv::by_any_type(&message) == ttlv::by_any_type(&again));
    assert_eq!(to_string(&again).as_ref(), Ok(&xml));
}
