//! From one encoding into another, item by item.

use std::hint::black_box;

use kmip::format::Reader;
use kmip::items::transcode;

use crate::options::{not_measured, options};
use crate::{Call, Encoding, Failure};

/// The three ways out of an encoding.
pub(crate) fn transcodes(from: Encoding, input: &[u8]) -> Result<Vec<(&'static str, Call)>, Failure> {
    let others = Encoding::ALL.iter().filter(|to| **to != from);
    others.map(|to| Ok((name(*to)?, call(from, *to, input)?))).collect()
}

fn name(to: Encoding) -> Result<&'static str, Failure> {
    Ok(match to {
        Encoding::Ttlv => "to-ttlv",
        Encoding::Xml => "to-xml",
        Encoding::Json => "to-json",
        Encoding::Cbor => "to-cbor",
        other => return Err(not_measured(other)),
    })
}

fn call(from: Encoding, to: Encoding, input: &[u8]) -> Result<Call, Failure> {
    let (options, input) = (options(), input.to_vec());
    Ok(match from {
        Encoding::Ttlv => {
            Box::new(move || write(&mut kmip::ttlv::TtlvReader::with_options(black_box(&input), &options), to))
        }
        Encoding::Cbor => {
            Box::new(move || write(&mut kmip::cbor::CborReader::with_options(black_box(&input), &options), to))
        }
        Encoding::Xml => {
            let text = String::from_utf8(input)?;
            Box::new(move || {
                kmip::xml::parse_with(black_box(&text), &options).is_ok_and(|it| write(&mut it.reader(), to))
            })
        }
        Encoding::Json => {
            let text = String::from_utf8(input)?;
            Box::new(move || {
                kmip::json::parse_with(black_box(&text), &options).is_ok_and(|it| write(&mut it.reader(), to))
            })
        }
        other => return Err(not_measured(other)),
    })
}

/// Writes what the reader has into a new `Vec` or `String`.
fn write<'a>(reader: &mut dyn Reader<'a>, to: Encoding) -> bool {
    match to {
        Encoding::Ttlv => {
            let mut writer = kmip::ttlv::TtlvWriter::new(Vec::new());
            transcode(reader, &mut writer).is_ok() && black_box(writer.finish()).is_ok()
        }
        Encoding::Cbor => {
            let mut writer = kmip::cbor::CborWriter::new(Vec::new());
            transcode(reader, &mut writer).is_ok() && black_box(writer.finish()).is_ok()
        }
        Encoding::Xml => {
            let mut writer = kmip::xml::XmlWriter::new(String::new());
            transcode(reader, &mut writer).is_ok() && black_box(writer.finish()).is_ok()
        }
        Encoding::Json => {
            let mut writer = kmip::json::JsonWriter::new(String::new());
            transcode(reader, &mut writer).is_ok() && black_box(writer.finish()).is_ok()
        }
        _ => false,
    }
}
