//! Cutting messages out of a test-case file.
//!
//! A file is a wrapper element around messages; comments and stray lines of text stand between them, and there are
//! files with an end tag too many. No document parser takes all of them, so only the messages themselves are asked
//! to be well-formed.

use core::ops::Range;

use quick_xml::Reader;
use quick_xml::events::Event;

use super::Kind;

/// A lexer that does not mind what stands around the messages.
pub(super) fn tolerant(text: &str) -> Reader<&[u8]> {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.allow_unmatched_ends = true;
    config.check_end_names = false;
    config.allow_dangling_amp = true;
    reader
}

/// The position of the lexer as an index into its text.
pub(super) fn position(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

/// The elements named `RequestMessage` and `ResponseMessage`, in their order.
///
/// # Errors
/// The file is not even a sequence of tags, or a message does not end.
pub(super) fn messages(text: &str) -> Result<Vec<(Kind, &str)>, String> {
    let mut reader = tolerant(text);
    let mut found = Vec::new();
    loop {
        let start = position(&reader);
        let event = reader.read_event().map_err(|error| format!("at byte {start}: {error}"))?;
        let kind = match &event {
            Event::Start(tag) => Kind::from_name(tag.name().as_ref()),
            Event::Empty(tag) => Kind::from_name(tag.name().as_ref()),
            Event::Eof => return Ok(found),
            _ => None,
        };
        let Some(kind) = kind else { continue };
        if let Event::Start(tag) = event {
            let end = reader.read_to_end(tag.name());
            end.map_err(|error| format!("{} at byte {start}: {error}", kind.name()))?;
        }
        let element = slice(text, start..position(&reader))?;
        found.push((kind, element));
    }
}

/// A part of the text.
pub(super) fn slice(text: &str, range: Range<usize>) -> Result<&str, String> {
    text.get(range.clone()).ok_or_else(|| format!("bytes {range:?} are no text"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_come_in_order_whatever_stands_between() {
        let text = concat!(
            "<?xml version=\"1.0\"?>\n# TIME 0 & more\n<KMIP>\n<!-- <RequestMessage/> -->",
            "<RequestMessage a=\"&lt;\"><A/><!-- </RequestMessage> --></RequestMessage>",
            "# TIME 1\n<ResponseMessage/></KMIP>\n</KMIP>",
        );
        let found = messages(text).unwrap();
        let first = "<RequestMessage a=\"&lt;\"><A/><!-- </RequestMessage> --></RequestMessage>";
        assert_eq!(found, [(Kind::RequestMessage, first), (Kind::ResponseMessage, "<ResponseMessage/>")]);
    }

    #[test]
    fn a_message_without_end_is_an_error() {
        let error = messages("<KMIP><RequestMessage><A/></KMIP>").unwrap_err();
        assert!(error.starts_with("RequestMessage at byte 6: "), "{error}");
    }
}
