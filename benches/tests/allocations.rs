//! How often each job allocates: reading and writing items never does, a borrowing model only for its lists and boxes.

use kmip::format::{Fault, Writer};
use kmip::items::{Length, Value};
use kmip::xml::WriterOptions;
use kmip::{Limits, ReaderOptions, ResponseMessage, Tag};
use kmip_benches::{Encoding, Sample, jobs};

/// The allocations of every job with this name, for messages `a` to `e`; empty if one of them fails.
fn allocations(name: &str, encoding: Encoding) -> Vec<u64> {
    let count = |message| {
        let mut jobs = jobs(&Sample::named(message).ok()?, encoding).ok()?;
        let job = jobs.iter_mut().find(|job| job.name == name)?;
        let mut succeeded = false;
        let counted = allocation_counter::measure(|| succeeded = (job.call)());
        assert_eq!(counted.count_current, 0, "{} keeps what it allocates", job.key());
        succeeded.then_some(counted.count_total)
    };
    Sample::NAMES.into_iter().map(count).collect::<Option<_>>().unwrap_or_default()
}

#[test]
fn items_take_none() {
    for encoding in [Encoding::Ttlv, Encoding::Cbor] {
        for name in ["walk", "scan", "get", "encode"] {
            assert_eq!(allocations(name, encoding), [0; 5], "{encoding} {name}");
        }
    }
}

#[test]
fn a_borrowing_model_takes_some_for_lists_and_boxes() {
    for encoding in [Encoding::Ttlv, Encoding::Cbor] {
        let counted = allocations("decode", encoding);
        assert_eq!(counted.len(), 5);
        for (most, counted) in [1, 1, 3, 14, 7].into_iter().zip(counted) {
            assert!(0 < counted && counted <= most, "{encoding}: {counted}, not {most}");
        }
    }
}

#[test]
fn a_model_that_owns_takes_one_more_for_each_text_and_each_byte_string() {
    let (borrowed, owned) = (allocations("decode", Encoding::Ttlv), allocations("decode-owned", Encoding::Ttlv));
    let difference: Vec<u64> = borrowed.into_iter().zip(owned).map(|(borrowed, owned)| owned - borrowed).collect();
    // Identifiers, keys and batch item identifiers.
    assert_eq!(difference, [1, 2, 9, 10_000, 300]);
}

#[test]
fn a_document_takes_few_whatever_its_size() {
    for encoding in [Encoding::Xml, Encoding::Json] {
        let counted = allocations("scan", encoding);
        assert_eq!(counted.len(), 5);
        for counted in counted {
            assert!(counted <= 24, "{encoding}: {counted}");
        }
    }
}

/// A response with so many batch items, of which each says that it succeeded and nothing else.
fn successes(writer: &mut dyn Writer, count: usize) -> Result<(), Fault> {
    writer.open(Tag::RESPONSE_MESSAGE)?;
    writer.open(Tag::RESPONSE_HEADER)?;
    writer.open(Tag::PROTOCOL_VERSION)?;
    writer.write(Tag::PROTOCOL_VERSION_MAJOR, Value::Integer(2))?;
    writer.write(Tag::PROTOCOL_VERSION_MINOR, Value::Integer(1))?;
    writer.end()?;
    writer.write(Tag::TIME_STAMP, Value::DateTime(0))?;
    writer.write(Tag::BATCH_COUNT, Value::Integer(i32::try_from(count).unwrap_or(i32::MAX)))?;
    writer.end()?;
    for _ in 0..count {
        writer.open(Tag::BATCH_ITEM)?;
        writer.write(Tag::RESULT_STATUS, Value::Enumeration(0))?;
        writer.end()?;
    }
    writer.end()
}

#[test]
fn small_batch_items_take_at_most_32_times_their_size() {
    let options =
        ReaderOptions::default().with_limits(Limits::DEFAULT.with_message_bytes(1 << 20).with_items(usize::MAX));
    // Just before the list grows, and at places after that.
    for count in (0..9).map(|step| 20_000 + 200 * step) {
        let input = Encoding::Cbor.write(&WriterOptions::default(), &mut |writer| successes(writer, count)).unwrap();
        let mut length = Length::default();
        successes(&mut length, count).unwrap();
        let mut read = 0;
        let counted = allocation_counter::measure(|| {
            let message = Encoding::Cbor.decode_with::<ResponseMessage<'_>>(&input, &options);
            read = message.map_or(0, |message| message.batch_items.len());
        });
        assert_eq!(read, count);
        assert!(counted.bytes_max <= 32 * length.bytes() + (64 << 10), "{count} items: {}", counted.bytes_max);
    }
}
