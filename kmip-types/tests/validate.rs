//! The validator on messages of every version, and on anything.

#![cfg(feature = "alloc")]

#[cfg(test)]
#[path = "support/spec.rs"]
mod spec;

#[cfg(test)]
mod tests {
    use kmip_types::format::Fault;
    use kmip_types::items::{Node, NodeReader, NodeValue};
    use kmip_types::tables::{self, Demand};
    use kmip_types::validate::{FindingKind, Findings, Severity, StrictReader, Validator};
    use kmip_types::{Error, Tag, Version, Versions};
    use proptest::prelude::*;

    use crate::spec::builder::Builder;
    use crate::spec::edition::VERSIONS;
    use crate::spec::schema;

    /// Messages that set every field of their version.
    fn messages() -> Vec<(String, Node<'static>)> {
        let schema = schema::load();
        let editions = VERSIONS.iter().map(|version| schema::edition(version, &schema));
        let built = editions.flat_map(|edition| Builder::new(&edition).messages());
        built.map(|message| (message.name, message.tree.node())).collect()
    }

    fn findings(node: &Node<'_>) -> Findings {
        Validator::new().findings(&mut NodeReader::for_node(node)).unwrap()
    }

    fn strict(node: &Node<'_>) -> Result<Vec<Node<'static>>, Error> {
        let mut reader = NodeReader::for_node(node);
        let nodes = Node::read_all(&mut StrictReader::new(&mut reader));
        nodes.map(|nodes| nodes.into_iter().map(Node::into_owned).collect())
    }

    /// The messages from the tables are of their version.
    ///
    /// They fill fields without regard to what goes together.
    #[test]
    fn what_the_tables_list_is_no_error() {
        let of_single_fields = [
            FindingKind::NotInVersion,
            FindingKind::Unexpected,
            FindingKind::UnknownTag,
            FindingKind::Order,
            FindingKind::WrongType,
            FindingKind::BatchCount,
            FindingKind::UnknownVersion,
        ];
        let mut count = 0;
        for (name, message) in messages() {
            for finding in &findings(&message) {
                assert!(!of_single_fields.contains(&finding.kind()), "{name}: {finding}");
            }
            count += 1;
        }
        assert!(count > 1_000, "{count}");
    }

    #[test]
    fn a_strict_reader_fails_at_the_first_error() {
        let (mut passed, mut failed) = (0, 0);
        for (name, message) in messages() {
            let all = findings(&message);
            let first = all.iter().find(|finding| finding.severity() == Severity::Error);
            match (first, strict(&message)) {
                (None, read) => {
                    assert_eq!(read, Ok(vec![message]), "{name}");
                    passed += 1;
                }
                (Some(finding), read) => {
                    let error = finding.to_error();
                    assert_eq!(read.map_err(Fault::from), Err(error.fault()), "{name}: {finding}");
                    assert_eq!(*error.path(), finding.path());
                    failed += 1;
                }
            }
        }
        assert!(passed > 300 && failed > 20, "{passed} passed, {failed} failed");
    }

    /// Every rule of every structure refers to fields and facts that there are.
    #[test]
    fn rules_refer_to_what_there_is() {
        let payloads = tables::operations().iter().flat_map(|table| [table.request, table.response]);
        let (mut present, mut absent) = (0, 0);
        for table in tables::structures().iter().copied().chain(payloads) {
            let (fields, facts) = (table.fields.len(), table.facts.len());
            assert!(table.facts.iter().all(|fact| usize::from(fact.field) < fields), "{}", table.name);
            for rule in table.rules {
                let field = table.fields.get(usize::from(rule.field)).unwrap();
                assert!(field.allowed.is_superset(rule.versions) && rule.versions != Versions::NONE, "{}", table.name);
                assert!((rule.with | rule.without) >> fields == 0, "{}", table.name);
                assert!((rule.facts | rule.not_facts) >> facts == 0, "{}", table.name);
                match rule.demand {
                    Demand::Present => present += 1,
                    Demand::Absent => absent += 1,
                }
            }
        }
        assert!(present >= 25 && absent >= 2, "{present} {absent}");
    }

    fn value() -> impl Strategy<Value = NodeValue<'static>> {
        prop_oneof![
            any::<i32>().prop_map(NodeValue::Integer),
            (0_u32..64).prop_map(NodeValue::Enumeration),
            any::<bool>().prop_map(NodeValue::Boolean),
            any::<i64>().prop_map(NodeValue::DateTime),
            "[ -~]{0,12}".prop_map(|text| NodeValue::TextString(text.into())),
            proptest::collection::vec(any::<u8>(), 0..9).prop_map(|bytes| NodeValue::ByteString(bytes.into())),
        ]
    }

    fn tag() -> impl Strategy<Value = Tag> {
        let known: Vec<Tag> = tables::tags().iter().map(|table| table.tag).collect();
        prop_oneof![9 => proptest::sample::select(known), 1 => (0x54_0000_u32..0x54_0004).prop_map(Tag::new)]
    }

    fn tree() -> impl Strategy<Value = Node<'static>> {
        let leaf = (tag(), value()).prop_map(|(tag, value)| Node::new(tag, value));
        leaf.prop_recursive(6, 64, 8, |inner| {
            (tag(), proptest::collection::vec(inner, 0..8))
                .prop_map(|(tag, children)| Node::new(tag, NodeValue::Structure(children)))
        })
    }

    proptest! {
        /// Anything inside a message, or by itself, is checked to its end.
        ///
        /// In any version there are findings, and the same the second time.
        #[test]
        fn anything_is_checked_to_its_end(node in tree(), version in 0..8_usize, is_message in any::<bool>()) {
            let node = match is_message {
                true => Node::new(Tag::REQUEST_MESSAGE, NodeValue::Structure(vec![node])),
                false => node,
            };
            let validator = || Validator::new().with_versions(Version::ALL[version]);
            let all = validator().findings(&mut NodeReader::for_node(&node)).unwrap();
            prop_assert_eq!(&all, &validator().findings(&mut NodeReader::for_node(&node)).unwrap());
            for finding in &all {
                prop_assert!(finding.tag().is_valid() || finding.tag() == Tag::new(0), "{}", finding);
                prop_assert!(!finding.allowed().is_superset(finding.version()) || finding.severity() < Severity::Error
                    || finding.kind() == FindingKind::Missing, "{}", finding);
                prop_assert!(!finding.path().is_empty());
            }
        }
    }
}
