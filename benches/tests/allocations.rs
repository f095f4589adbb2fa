//! Tests how often each job allocates.
//!
//! Reading and writing items never does, a borrowing model only for its lists and boxes.

use kmip::format::{Fault, Root, Writer};
use kmip::items::{Length, Value};
use kmip::xml::WriterOptions;
use kmip::{Limits, Operation, ProtocolVersion, ReaderOptions, RequestMessage, ResponseMessage, Tag};
use kmip_benches::{Encoding, Sample, jobs};

/// Returns the allocations of every job with this name.
///
/// There is one for each of the messages `a` to `e`; none if one of the jobs fails.
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

/// Writes a message in which something occurs so many times.
type Write = fn(&mut dyn Writer, usize) -> Result<(), Fault>;

fn structure(
    w: &mut dyn Writer,
    tag: Tag,
    body: impl FnOnce(&mut dyn Writer) -> Result<(), Fault>,
) -> Result<(), Fault> {
    w.open(tag)?;
    body(w)?;
    w.end()
}

fn version(w: &mut dyn Writer) -> Result<(), Fault> {
    structure(w, Tag::PROTOCOL_VERSION, |w| {
        w.write(Tag::PROTOCOL_VERSION_MAJOR, Value::Integer(2))?;
        w.write(Tag::PROTOCOL_VERSION_MINOR, Value::Integer(1))
    })
}

fn batch_count(w: &mut dyn Writer, count: usize) -> Result<(), Fault> {
    w.write(Tag::BATCH_COUNT, Value::Integer(i32::try_from(count).unwrap_or(i32::MAX)))
}

/// Writes a response with so many batch items that have a Result Status alone.
///
/// The last one has this status.
fn statuses(w: &mut dyn Writer, count: usize, last: Value<'_>) -> Result<(), Fault> {
    structure(w, Tag::RESPONSE_MESSAGE, |w| {
        structure(w, Tag::RESPONSE_HEADER, |w| {
            version(w)?;
            w.write(Tag::TIME_STAMP, Value::DateTime(0))?;
            batch_count(w, count)
        })?;
        (0..count).try_for_each(|index| {
            let status = if index + 1 < count { Value::Enumeration(0) } else { last };
            structure(w, Tag::BATCH_ITEM, |w| w.write(Tag::RESULT_STATUS, status))
        })
    })
}

fn successes(w: &mut dyn Writer, count: usize) -> Result<(), Fault> {
    statuses(w, count, Value::Enumeration(0))
}

/// Successes, of which the last one is said in a wrong type.
fn successes_but_one(w: &mut dyn Writer, count: usize) -> Result<(), Fault> {
    statuses(w, count, Value::Integer(0))
}

/// Writes a request with so many items of this operation, all with these fields.
fn request(
    w: &mut dyn Writer,
    count: usize,
    operation: Operation,
    payload: impl Fn(&mut dyn Writer) -> Result<(), Fault>,
) -> Result<(), Fault> {
    structure(w, Tag::REQUEST_MESSAGE, |w| {
        structure(w, Tag::REQUEST_HEADER, |w| {
            version(w)?;
            batch_count(w, count)
        })?;
        (0..count).try_for_each(|_| {
            structure(w, Tag::BATCH_ITEM, |w| {
                w.write(Tag::OPERATION, Value::Enumeration(operation.value()))?;
                structure(w, Tag::REQUEST_PAYLOAD, &payload)
            })
        })
    })
}

/// Many items whose payload is the largest in memory, and empty.
fn largest_payloads(w: &mut dyn Writer, count: usize) -> Result<(), Fault> {
    request(w, count, Operation::RE_KEY_KEY_PAIR, |_| Ok(()))
}

/// Writes attributes that cannot be read typed and take more room in 1.x.
fn empty_links(w: &mut dyn Writer, count: usize) -> Result<(), Fault> {
    request(w, 1, Operation::CREATE, |w| {
        w.write(Tag::OBJECT_TYPE, Value::Enumeration(2))?;
        structure(w, Tag::ATTRIBUTES, |w| (0..count).try_for_each(|_| structure(w, Tag::LINK, |_| Ok(()))))
    })
}

/// Asserts that a call holds at most so many times the items in TTLV.
///
/// The messages are as long as a list that is about to grow, or has just grown.
fn takes_at_most(times: u64, write: Write, call: fn(&[u8], &ReaderOptions<'_>) -> bool) {
    let limits = Limits::DEFAULT.with_message_bytes(1 << 20).with_items(usize::MAX);
    let options = ReaderOptions::lenient().with_limits(limits);
    for count in (0..9).map(|step| 20_000 + 200 * step) {
        let input = Encoding::Cbor.write(&WriterOptions::default(), &mut |writer| write(writer, count));
        let input = input.unwrap_or_default();
        let mut length = Length::default();
        assert_eq!(write(&mut length, count), Ok(()));
        let mut done = false;
        let counted = allocation_counter::measure(|| done = call(&input, &options));
        assert!(done, "{count} items");
        let most = times * length.bytes() + (64 << 10);
        assert!(counted.bytes_max <= most, "{count} items: {}, not {most}", counted.bytes_max);
    }
}

fn is_read<T: Root<'static>>(input: &[u8], options: &ReaderOptions<'_>) -> bool {
    Encoding::Cbor.decode_with::<T>(input, options).is_ok()
}

#[test]
fn small_batch_items_take_at_most_32_times_their_size() {
    takes_at_most(32, successes, is_read::<ResponseMessage<'_>>);
    takes_at_most(32, largest_payloads, is_read::<RequestMessage<'_>>);
}

#[test]
fn reading_leniently_takes_at_most_32_times_the_message() {
    takes_at_most(32, successes_but_one, is_read::<ResponseMessage<'_>>);
    takes_at_most(32, empty_links, is_read::<RequestMessage<'_>>);
}

#[test]
fn converting_takes_at_most_64_times_the_message() {
    takes_at_most(64, empty_links, |input, options| {
        let message = Encoding::Cbor.decode_with::<RequestMessage<'_>>(input, options);
        message.is_ok_and(|message| message.convert_to(ProtocolVersion::V1_4).is_ok())
    });
}
