//! How often each job allocates: reading and writing items never does, a borrowing model only for its lists and boxes.

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
