//! Whole documents: from the text to the model.

use alloc::vec::Vec;

use kmip_types::exchange::Rescued;
use kmip_types::format::Document;
use kmip_types::format::text::TextParser;
use kmip_types::{Error, ReaderOptions};

use crate::parser::Parser;

kmip_types::format::text::read_entry_points!(
    "kmip_xml",
    Parser,
    rescue = rescue,
    example = r#"<ActivationDate type="DateTime" value="2001-01-01T10:00:00+10:00"/>"#,
);

/// Reads all messages of a text.
///
/// The text holds one message alone, or any number of them inside an element `KMIP`, as test cases have them.
///
/// Offsets count from the start of the text; limits hold for each message. When lenient, text between messages is
/// passed over.
///
/// # Errors
/// As for [`parse`].
pub fn parse_all<'a>(text: &'a str, options: &ReaderOptions<'_>) -> Result<Vec<Document<'a>>, Error> {
    let mut parser = Parser::new(text, options);
    let mut documents = Vec::new();
    loop {
        match parser.message() {
            Ok(Some(message)) => documents.push(message),
            Ok(None) => return Ok(documents),
            Err(fault) => return Err(parser.into_builder().fail(fault)),
        }
    }
}

/// Reads the messages of a text, as far as the text is right.
///
/// It reads as [`parse_all`] does, but the last document ends in the error.
///
/// For tools that show broken input. A message decoded from the last document fails, with the error and its path.
#[must_use]
pub fn parse_partial<'a>(text: &'a str, options: &ReaderOptions<'_>) -> Vec<Document<'a>> {
    partial(Parser::new(text, options))
}

/// Reads the messages of a text, going on behind values that cannot be read.
///
/// Otherwise it reads as [`parse_partial`] does.
///
/// Such an item is there, and has its tag and type; a program that takes its value gets the error. For tools that list all that is
/// wrong with a text: a message decoded from such a document fails at the first of them.
#[must_use]
pub fn parse_marked<'a>(text: &'a str, options: &ReaderOptions<'_>) -> Vec<Document<'a>> {
    let mut parser = Parser::new(text, options);
    parser.builder.mark();
    partial(parser)
}

/// The messages as far as they can be read.
fn partial<'a>(mut parser: Parser<'a, '_>) -> Vec<Document<'a>> {
    let mut documents = Vec::new();
    loop {
        match parser.message() {
            Ok(Some(message)) => documents.push(message),
            Ok(None) => return documents,
            Err(fault) => {
                documents.push(parser.into_builder().partial(fault));
                return documents;
            }
        }
    }
}

/// Returns what can be read of a request that cannot be decoded.
fn rescue(text: &str) -> Rescued {
    let documents = parse_marked(text, &ReaderOptions::lenient());
    documents.first().map(|document| Rescued::read(&mut document.reader())).unwrap_or_default()
}
