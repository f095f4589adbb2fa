//! Typed messages, checked as they would be written.

use super::findings::Findings;
use super::machine::Machine;
use crate::Tag;
use crate::codec::Root;
use crate::codec::{Encode, Encoder};
use crate::error::Fault;
use crate::item::Item;
use crate::length::Length;
use crate::stream::Writer;
use crate::word_item::WordItem;
use crate::{Error, ErrorKind, ItemType, Message, RequestMessage, ResponseMessage};

/// A writer that checks what it is given; offsets are those in TTLV.
struct Check<'f> {
    machine: Machine,
    length: Length,
    findings: &'f mut Findings,
}

impl Check<'_> {
    fn item(&mut self, item: Item, body: &[u8]) -> Result<(), Fault> {
        let offset = usize::try_from(self.length.bytes()).unwrap_or(usize::MAX);
        let findings = &mut *self.findings;
        if self.machine.item(item, offset, body, &mut |finding| findings.add(finding)) {
            return Ok(());
        }
        Err(Fault::new(ErrorKind::Depth, item.tag(), offset))
    }

    fn body(&mut self, tag: Tag, item_type: ItemType, body: &[u8]) -> Result<(), Fault> {
        let length = u32::try_from(body.len()).map_err(|_| Fault::without_offset(ErrorKind::TooLarge, tag))?;
        self.item(Item::body(tag, item_type, length), body)
    }
}

impl Writer for Check<'_> {
    fn word(&mut self, item: WordItem) -> Result<(), Fault> {
        self.item(item.item(), &[])?;
        self.length.word(item)
    }

    fn text(&mut self, tag: Tag, item_type: ItemType, text: &str) -> Result<(), Fault> {
        self.body(tag, item_type, text.as_bytes())?;
        self.length.text(tag, item_type, text)
    }

    fn bytes(&mut self, tag: Tag, item_type: ItemType, bytes: &[u8]) -> Result<(), Fault> {
        self.body(tag, item_type, bytes)?;
        Writer::bytes(&mut self.length, tag, item_type, bytes)
    }

    fn open(&mut self, tag: Tag) -> Result<(), Fault> {
        self.item(Item::structure(tag, 0), &[])?;
        self.length.open(tag)
    }

    fn end(&mut self) -> Result<(), Fault> {
        let findings = &mut *self.findings;
        self.machine.end(&mut |finding| findings.add(finding));
        self.length.end()
    }
}

fn validate<'a, T: Root<'a> + Encode>(message: &T) -> Result<Findings, Error> {
    let mut findings = Findings::new(Findings::MOST);
    let mut check = Check { machine: Machine::new(), length: Length::default(), findings: &mut findings };
    message.encode(message.root_tag(), &mut Encoder::unbound(&mut check))?;
    Ok(findings)
}

/// `validate` of a type of message.
macro_rules! validate {
    ($($message:ident),+) => {$(
        impl $message<'_> {
            /// Checks the message against its protocol version, and returns the findings.
            ///
            /// They are everything that the version forbids or advises against, as a
            /// [`Validator`](crate::validate::Validator) finds it in what would be written.
            ///
            /// The first 1,000 findings are kept. Offsets are those in TTLV. What encoding refuses – a field of another version – is a finding.
            ///
            /// # Errors
            /// The message cannot be written at all: it is nested deeper than
            /// [`Limits::MAX_DEPTH`](crate::Limits::MAX_DEPTH), or a value is too long.
            pub fn validate(&self) -> Result<Findings, Error> {
                validate(self)
            }
        }
    )+};
}

validate!(RequestMessage, ResponseMessage, Message);
