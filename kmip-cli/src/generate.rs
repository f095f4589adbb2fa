//! `kmip generate` and `kmip dictionary`.

use std::fmt::Write;

use kmip::Version;
use kmip::format::text::WriterOptions;
use kmip::items::{NodeReader, transcode};
use kmip_generate::{Direction, Expected, GeneratedMessage, Kind, Mutant, Mutator, Random as _, Seed};

use crate::args::Generate;
use crate::{Failure, Format};

/// Makes random valid messages, or mutants of them, one after another.
///
/// `report` gets a line that says what is wrong with each mutant.
///
/// # Errors
/// No version has the operation; a mutant is not of the encoding asked for.
pub fn generate(options: &Generate, report: &mut dyn Write) -> Result<Vec<u8>, Failure> {
    let kinds: Vec<Kind> = Kind::all().filter(|kind| is_wanted(*kind, options)).collect();
    let mut random = Seed::new(options.seed);
    let mut messages = Vec::new();
    // A seed that makes no mutant of a message goes on with the next one.
    while messages.len() < options.count {
        let below = u64::try_from(kinds.len()).unwrap_or(u64::MAX);
        let place = usize::try_from(random.below(below)).unwrap_or_default();
        let kind = kinds.get(place).copied().ok_or(Failure::NoKind)?;
        let number = messages.len().saturating_add(1);
        let message = GeneratedMessage::of_kind(kind, &mut random);
        if !options.invalid {
            messages.push(write(options, message.items()).map_err(|error| Failure::at(error, number, true))?);
            continue;
        }
        let items = message.into_items();
        let Some(mutation) = Mutator::new(&items).and_then(|mutator| mutator.any(&mut random)) else { continue };
        // The tables allow it: it is not invalid.
        if matches!(mutation.expected(), Expected::Legal(_)) {
            continue;
        }
        let written = match (mutation.mutant(), options.to) {
            (Mutant::Items(node), _) => write(options, node).map_err(|error| Failure::at(error, number, true))?,
            (Mutant::Bytes(bytes), Format::Ttlv) => bytes.clone(),
            (Mutant::Bytes(bytes), Format::Hex) => crate::hex::format(bytes).into_bytes(),
            // Broken TTLV is in no other encoding.
            _ => continue,
        };
        // The output does not depend on whether this can be said.
        let _ = writeln!(report, "message {number}: {mutation}");
        messages.push(written);
    }
    Ok(options.to.join(&mut messages))
}

fn is_wanted(kind: Kind, options: &Generate) -> bool {
    let version: Option<Version> = options.version.clone().and_then(|version| version.version());
    version.is_none_or(|version| kind.version() == version)
        && options.operation.is_none_or(|operation| kind.operation() == operation)
        && match (options.requests, options.responses) {
            (true, false) => kind.direction() == Direction::Request,
            (false, true) => kind.direction() == Direction::Response,
            _ => true,
        }
}

fn write(options: &Generate, node: &kmip::items::Node<'_>) -> Result<Vec<u8>, kmip::Error> {
    let mut writing = WriterOptions::default();
    writing.pretty = !options.compact;
    options.to.write(&writing, &mut |writer| Ok(transcode(&mut NodeReader::for_node(node), writer)?))
}
