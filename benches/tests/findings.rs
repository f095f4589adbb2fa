//! Tests how much a validator holds of what it finds.
//!
//! That is bounded, however much there is.

#[cfg(test)]
mod tests {
    use kmip::validate::{Finding, FindingKind, Findings, Severity, Validator};
    use kmip::{GetRequest, Operation, ProtocolVersion, RequestMessage, Tag, Version, cbor};

    /// Returns the findings of a validator in an item of CBOR, by version 2.0.
    ///
    /// The second value is the most bytes that were allocated at a time.
    fn findings(item: &[u8]) -> (Findings, u64) {
        let mut findings = None;
        let counted = allocation_counter::measure(|| {
            let validator = Validator::new().with_versions(Version::V2_0);
            findings = validator.findings(&mut cbor::CborReader::new(item)).ok();
        });
        (findings.unwrap(), counted.bytes_max)
    }

    /// The shortest head of a data item with this number.
    fn head(major: u8, number: u32) -> Vec<u8> {
        match number.to_be_bytes() {
            [0, 0, 0, low] if low < 24 => vec![major | low],
            [0, 0, 0, low] => vec![major | 24, low],
            [0, 0, high, low] => vec![major | 25, high, low],
            all => [&[major | 26], &all[..]].concat(),
        }
    }

    /// The key of a tag of the standard.
    fn key(tag: Tag) -> Vec<u8> {
        head(0, tag.value() & 0xFFFF)
    }

    /// A structure of so many items, with its tag.
    fn structure(tag: Tag, count: usize, items: &[u8]) -> Vec<u8> {
        let count = u32::try_from(2 * count).unwrap();
        [&key(tag)[..], &head(0x80, count), items].concat()
    }

    fn root(item: &[u8]) -> Vec<u8> {
        [&[0x82], item].concat()
    }

    /// Attributes with this many usage masks that have every bit.
    fn masks(count: usize) -> Vec<u8> {
        root(&structure(Tag::ATTRIBUTES, count, &[0x18, 0x2C, 0x20].repeat(count)))
    }

    #[test]
    fn a_mask_takes_no_finding_a_bit() {
        let (found, _) = findings(&masks(1));
        let all: Vec<_> = found.iter().map(|finding| (finding.kind(), finding.bits())).collect();
        let not_checked = (FindingKind::NotChecked, None);
        let unknown = (FindingKind::UnknownValue, Some(0x000F_C440));
        assert_eq!(all, [not_checked, unknown, (FindingKind::Extension, Some(0xFF00_0000))]);
    }

    #[test]
    fn a_thousand_findings_are_kept_and_the_others_counted() {
        let (found, most) = findings(&masks(65_000));
        assert!(most <= 128 << 10, "{most} bytes");
        // Of one mask two; of each after it, a third: it is there already. And one that no version is known.
        assert_eq!((found.iter().len(), found.total()), (1_000, 3 * 65_000));
        let mut more = found.more().to_vec();
        more.sort_by_key(|more| more.2);
        let count = |kind| found.iter().filter(|finding| finding.kind() == kind).count();
        for (severity, kind, count_more) in more {
            let (expected, all) = match kind {
                FindingKind::Duplicate => (Severity::Error, 64_999),
                FindingKind::UnknownValue => (Severity::Error, 65_000),
                _ => (Severity::Note, 65_000),
            };
            assert_eq!((severity, count_more), (expected, all - count(kind)), "{kind:?}");
        }
        assert_eq!((found.more().len(), found.worst()), (3, Some(Severity::Error)));
    }

    /// Every entry point keeps its bound on the input that finds most a byte.
    ///
    /// The bound is 64 times the size of the input in TTLV, and 64 KiB.
    #[test]
    fn what_is_held_is_bounded_by_the_input() {
        for count in [1, 10, 100, 1_000, 10_000] {
            // Structures without the fields that they must have.
            let empty = |tag| [key(tag), vec![0x80]].concat().repeat(count);
            let links = structure(Tag::ATTRIBUTES, count, &empty(Tag::LINK));
            let items = structure(Tag::REQUEST_MESSAGE, count, &empty(Tag::BATCH_ITEM));
            let payload = structure(Tag::RESPONSE_PAYLOAD, count, &empty(Tag::VALIDATION_INFORMATION));
            let operation = [head(0x20, Tag::OPERATION.value() & 0xFFFF), head(0, Operation::QUERY.value())].concat();
            let item = structure(Tag::BATCH_ITEM, 2, &[operation, payload].concat());
            let validations = structure(Tag::RESPONSE_MESSAGE, 1, &item);
            // Items of a vendor, in as many structures as there can be.
            let vendors = [head(0, 0x1_0000), vec![0x80]].concat().repeat(count);
            let deep = (0..31)
                .fold((count, vendors), |(count, inner), _| (1, structure(Tag::CREDENTIAL_VALUE, count, &inner)));
            for (name, item) in [("links", links), ("items", items), ("validations", validations), ("deep", deep.1)] {
                let (found, most) = findings(&root(&item));
                assert!(found.total() >= count, "{name} {count}: {}", found.total());
                let bound = 64 * 8 * (u64::try_from(count).unwrap() + 1) + (64 << 10);
                assert!(most <= bound.min(256 << 10), "{name} {count}: {most} bytes, not {bound}");
            }
        }
    }

    #[test]
    fn a_typed_message_keeps_as_few() {
        let mut request = RequestMessage::new(ProtocolVersion::V1_4);
        request.push(GetRequest::default());
        // Each of several items needs an ID; a single one has none.
        request.batch_items = vec![request.batch_items[0].clone(); 5_000];
        request.request_header.batch_count = Some(5_000);
        let mut found = None;
        let counted = allocation_counter::measure(|| found = request.validate().ok());
        let found = found.unwrap();
        assert!(counted.bytes_max <= 160 << 10, "{} bytes", counted.bytes_max);
        let missing = |finding: &Finding<'_>| finding.path().to_string().ends_with("/UniqueBatchItemID");
        assert_eq!((found.iter().len(), found.total()), (1_000, 10_000 - 1));
        assert_eq!(found.iter().filter(missing).count(), 500);
    }
}
