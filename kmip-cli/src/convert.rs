//! `kmip convert`.

use std::fmt::Write;

use kmip::convert::{Category, Change, Report};
use kmip::format::encode_root_with;
use kmip::items::{Length, transcode};
use kmip::validate::{Finding, FindingKind, Severity};
use kmip::xml::WriterOptions;
use kmip::{EncodeOptions, Error, ProtocolVersion, RequestMessage};

use crate::args::Convert;
use crate::input::Input;
use crate::message::Message;
use crate::order::Order;
use crate::{Failure, source};

/// Converts the messages of `input` to another encoding.
///
/// If a protocol version is asked for, it converts them to that as well, and prints each change on a line of `report`.
///
/// # Errors
/// The first thing that is wrong with the input, or that the encoding asked for cannot say; what the version asked for
/// does not have, unless that may be left out.
pub fn convert(input: &[u8], options: &Convert, report: &mut dyn Write) -> Result<Vec<u8>, Failure> {
    let input = source::prepared(input, &options.source);
    let mut written = convert_input(source::open(&input, &options.source)?, options, report)?;
    Ok(options.to.join(&mut written))
}

/// The messages of an input that is open, each as it is written.
pub(crate) fn convert_input(
    input: Input<'_>,
    options: &Convert,
    report: &mut dyn Write,
) -> Result<Vec<Vec<u8>>, Failure> {
    let input = input.unbroken()?;
    let messages = input.messages()?;
    let several = messages.several;
    let mut written = Vec::new();
    let mut changes = Changes { report, prefix: String::new(), losses: 0, errors: 0, empty: 0, asked: None };
    for (number, message) in (1..).zip(messages) {
        changes.prefix = if several { format!("message {number}: ") } else { String::new() };
        let result = if options.untyped { untyped(&message, options) } else { typed(&message, options, &mut changes) };
        written.push(result.map_err(|error| Failure::at(error, number, several))?);
    }
    changes.judge(options.lossy)?;
    Ok(written)
}

/// The changes that conversions to another version made.
struct Changes<'r> {
    report: &'r mut dyn Write,
    /// The name of the message in the report.
    prefix: String,
    losses: usize,
    /// The number of errors in converted messages that no loss explains.
    errors: usize,
    /// The number of messages that have nothing left.
    empty: usize,
    /// The request before this message, which a response answers.
    asked: Option<RequestMessage<'static>>,
}

impl Changes<'_> {
    /// Adds the changes of a conversion; returns whether anything is left of it.
    fn add(&mut self, message: &kmip::Message<'_>, report: &Report) -> Result<bool, Error> {
        for change in report.iter() {
            // The output does not depend on whether this can be said.
            let _ = writeln!(self.report, "{}{change}", self.prefix);
            self.losses = self.losses.saturating_add(usize::from(change.is_loss()));
        }
        let is_empty = match message {
            kmip::Message::Request(message) => message.batch_items.is_empty(),
            kmip::Message::Response(message) => message.batch_items.is_empty(),
            _ => false,
        };
        self.empty = self.empty.saturating_add(usize::from(is_empty));
        if !is_empty {
            self.validate(message, report)?;
        }
        Ok(!is_empty)
    }

    /// Says what was set aside to read the message.
    fn add_set_aside(&mut self, message: &Message<'_>) {
        for item in message.set_aside() {
            let _ = writeln!(self.report, "{}{item}", self.prefix);
        }
    }

    /// Reports where fields stood in another order than that in which they are written.
    fn add_order(&mut self, message: &Message<'_>, decoded: &kmip::Message<'_>) -> Result<(), Error> {
        let mut reader = message.reader();
        let mut order = Order::new(&mut *reader, |path| {
            let _ = writeln!(self.report, "{}{path}: the order of the fields is now that of the standard", self.prefix);
        });
        let done = encode_root_with(decoded, &mut order, &EncodeOptions::as_read());
        done.map_err(|fault| order.fault.map_or_else(|| fault.into(), |fault| message.locate(fault)))
    }

    /// Adds the faults of the converted message that the report does not name already.
    fn validate(&mut self, message: &kmip::Message<'_>, report: &Report) -> Result<(), Error> {
        let is_told = |finding: &Finding<'_>| {
            let is_it = |change: &Change| change.category == Category::Missing && change.tag == finding.tag();
            finding.kind() == FindingKind::Missing && report.iter().any(is_it)
        };
        for finding in message.validate()?.iter() {
            if finding.severity() == Severity::Error && !is_told(&finding) {
                let _ = writeln!(self.report, "{}as converted: {finding}", self.prefix);
                self.errors = self.errors.saturating_add(1);
            }
        }
        Ok(())
    }

    const fn judge(&self, lossy: bool) -> Result<(), Failure> {
        if self.empty > 0 {
            return Err(Failure::NothingLeft);
        }
        if self.losses > 0 && !lossy {
            return Err(Failure::Losses { count: self.losses });
        }
        if self.errors > 0 && !lossy {
            return Err(Failure::ConvertedToInvalid { count: self.errors });
        }
        Ok(())
    }
}

/// Converts through the model, which checks fields and writes them in order.
///
/// What was read in a version is written back in it as it was; only what is converted to another version has to fit it.
fn typed(message: &Message<'_>, options: &Convert, changes: &mut Changes<'_>) -> Result<Vec<u8>, Error> {
    let mut decoded = message.typed(options.source.lenient)?;
    if options.source.lenient {
        changes.add_set_aside(message);
    }
    let version = options.version.clone().filter(|version| version != decoded.protocol_version());
    let mut written = EncodeOptions::as_read();
    if let Some(version) = version {
        let (converted, report) = in_version(&decoded, version, changes.asked.take())?;
        if !changes.add(&converted, &report)? {
            return Ok(Vec::new());
        }
        if let kmip::Message::Request(request) = decoded {
            changes.asked = Some(request);
        }
        decoded = converted;
        // The report says what is missing.
        written = EncodeOptions::incomplete();
    } else {
        changes.add_order(message, &decoded)?;
    }
    options.to.write(&writing(options), &mut |writer| encode_root_with(&decoded, writer, &written))
}

/// The message in another version; a response may need the request that it answers.
fn in_version(
    message: &kmip::Message<'_>,
    version: ProtocolVersion<'static>,
    asked: Option<RequestMessage<'static>>,
) -> Result<(kmip::Message<'static>, Report), Error> {
    Ok(match (message, asked) {
        (kmip::Message::Response(response), Some(request)) => {
            let conversion = response.convert_response_to(version, &request, |_| None)?;
            (kmip::Message::Response(conversion.message), conversion.report)
        }
        _ => {
            let conversion = message.convert_to(version)?;
            (conversion.message, conversion.report)
        }
    })
}

/// Returns how text is written.
fn writing(options: &Convert) -> WriterOptions<'static> {
    let mut writing = WriterOptions::default();
    writing.pretty = !options.compact;
    writing.numbers = options.numbers;
    writing
}

/// Item by item.
///
/// It is read once without writing, so that it is known which side an error is from.
fn untyped(message: &Message<'_>, options: &Convert) -> Result<Vec<u8>, Error> {
    transcode(&mut *message.reader(), &mut Length::default()).map_err(|fault| message.locate(fault))?;
    options.to.write(&writing(options), &mut |writer| Ok(transcode(&mut *message.reader(), writer)?))
}
