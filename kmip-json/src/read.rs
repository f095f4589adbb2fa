//! Whole documents: from the text to the model.

use kmip_types::ReaderOptions;
use kmip_types::exchange::Rescued;
use kmip_types::format::Document;
use kmip_types::format::text::TextParser;

use crate::parser::Parser;

kmip_types::format::text::read_entry_points!(
    "kmip_json",
    Parser,
    rescue = rescue,
    example = r#"{"tag":"ActivationDate","type":"DateTime","value":"2001-01-01T10:00:00+10:00"}"#,
);

/// Reads the one item of a text, as far as the text is right.
///
/// It reads as [`parse_with`] does, but the document ends in the error.
///
/// For tools that show broken input. A message decoded from it fails, with the error and its path. What stands in a
/// structure whose tag comes after its value is missing where the error comes before the tag.
#[must_use]
pub fn parse_partial<'a>(text: &'a str, options: &ReaderOptions<'_>) -> Document<'a> {
    partial(Parser::new(text, options))
}

/// Reads the one item of a text, going on behind values that cannot be read.
///
/// Otherwise it reads as [`parse_partial`] does.
///
/// Such an item is there, and has its tag and type; a program that takes its value gets the error. For tools that list all that is
/// wrong with a text: a message decoded from such a document fails at the first of them.
#[must_use]
pub fn parse_marked<'a>(text: &'a str, options: &ReaderOptions<'_>) -> Document<'a> {
    let mut parser = Parser::new(text, options);
    parser.mark();
    partial(parser)
}

/// The item as far as it can be read.
fn partial<'a>(mut parser: Parser<'a, '_>) -> Document<'a> {
    match parser.item() {
        Ok(()) => parser.into_builder().complete(),
        Err(fault) => parser.into_builder().partial(fault),
    }
}

/// Returns what can be read of a request that cannot be decoded.
fn rescue(text: &str) -> Rescued {
    Rescued::read(&mut parse_marked(text, &ReaderOptions::lenient()).reader())
}
