//! Tests of tags, values, bits and names that no table has.
//!
//! Wherever they can occur, they never keep the rest of a message from being read, and are written again as they were,
//! in every encoding.
//!
//! Driven by `kmip-types/spec`, like `every_field`.

#![cfg(all(feature = "ttlv", feature = "xml", feature = "json", feature = "cbor"))]

#[cfg(test)]
#[path = "../../kmip-types/tests/support/spec.rs"]
mod spec;
#[cfg(test)]
#[allow(dead_code, reason = "every test uses its own part of the support")]
mod support {
    pub(crate) mod edit;
    pub(crate) mod encodings;
    pub(crate) mod rules;
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use kmip::encoding::Encoding;
    use kmip::items::NodeValue;
    use kmip::names::Vocabulary;
    use kmip::{ItemType, Message, Tag, names};

    use crate::spec::builder::Builder;
    use crate::spec::kept::{self, Kept};
    use crate::spec::schema;
    use crate::spec::tree::{Content, Tree};
    use crate::support::edit::{Way, at, change, ways};
    use crate::support::encodings::{to_ttlv, ttlv};
    use crate::support::rules::editions;

    /// A vendor's tag, and one that the standard has not assigned.
    const VENDORS: Tag = Tag::new(0x54_BEEF);
    const FUTURE: Tag = Tag::new(0x42_FFEE);
    /// A vendor's value, and one that the standard has not assigned.
    const VALUES: [u32; 2] = [0x8000_BEEF, 0x0FFF_FFEE];

    /// Checks that a message goes through every encoding unchanged.
    ///
    /// It stays as it is, down to the byte. Returns what the model keeps of it untyped.
    #[track_caller]
    fn survives(tree: &Tree, what: &str) -> Kept {
        let wire = ttlv(&tree.node());
        let typed: Message<'_> = kmip::ttlv::from_slice(&wire).unwrap_or_else(|e| panic!("{what}: {e}"));
        let owned = typed.clone().into_owned();
        for &encoding in Encoding::ALL {
            let name = encoding.name();
            let text = encoding.encode(&typed).unwrap_or_else(|e| panic!("{what}, {name}: {e}"));
            let again = encoding.decode::<Message<'_>>(&text).unwrap_or_else(|e| panic!("{what}, {name}: {e}"));
            assert_eq!(again, owned, "{what}, {name}");
            assert!(to_ttlv(encoding, &text).as_ref() == Ok(&wire), "{what}: {name} without types");
        }
        assert!(kmip::ttlv::to_vec(&typed).unwrap() == wire, "{what}: not the same bytes");
        kept::of(&typed)
    }

    /// Tries a change once for every structure and field.
    ///
    /// It does so in 1.x, and in 2.0 and later, where `key` is something new.
    fn on_every<K: Ord>(
        key: impl Fn(&Tree, &[usize]) -> Option<K>,
        mut each: impl FnMut(&str, &Tree, &[usize]),
    ) -> usize {
        let json = schema::load();
        let mut tried = BTreeSet::new();
        // The newest of both have the most fields.
        for edition in editions(&json).iter().rev() {
            let one = edition.version.starts_with('1');
            for message in Builder::new(edition).messages() {
                for way in std::iter::once(Way::new()).chain(ways(&message.tree)) {
                    let Some(key) = key(&message.tree, &way) else { continue };
                    if tried.insert((one, key)) {
                        each(&message.name, &message.tree, &way);
                    }
                }
            }
        }
        tried.len()
    }

    /// The item at the end of the way; the root at the end of none.
    fn item<'t>(tree: &'t Tree, way: &[usize]) -> &'t Tree {
        if way.is_empty() { tree } else { at(tree, way).1 }
    }

    fn owner<'t>(tree: &'t Tree, way: &[usize]) -> &'t str {
        if way.is_empty() { "" } else { at(tree, way).0 }
    }

    #[test]
    fn an_unknown_item_in_every_structure_at_every_place() {
        let mut inserted = 0;
        let structures = on_every(
            |tree, way| item(tree, way).structure().map(|(name, _)| name.to_owned()),
            |message, tree, way| {
                let (name, children) = item(tree, way).structure().unwrap();
                let before = survives(tree, message);
                for place in BTreeSet::from([0, children.len() / 2, children.len()]) {
                    let changed = change(tree, way, |item| {
                        let nested = vec![Tree::loose(VENDORS, NodeValue::Integer(7))];
                        let future = Content::Structure("unknown".to_owned(), nested);
                        let children = item.children_mut().unwrap();
                        children.insert(place, Tree { tag: FUTURE, field: None, value: future });
                        children.insert(place, Tree::loose(VENDORS, NodeValue::TextString("of a vendor".into())));
                    });
                    let after = survives(&changed, &format!("{message}: {name} with unknown items at {place}"));
                    // Nothing else is kept untyped: everything around is read as before.
                    let more = if after.other == before.other {
                        (after.extra - before.extra <= 1).then_some(after.extra - before.extra)
                    } else {
                        // Among attributes they are attributes.
                        (after.other - before.other == 2 && after.extra == before.extra).then_some(2)
                    };
                    assert!(
                        more.is_some() && after.unknown == before.unknown,
                        "{message}: {name}: {before:?} {after:?}"
                    );
                    inserted += 2;
                }
            },
        );
        println!("{inserted} unknown items in {structures} structures");
        assert!(structures > 300, "{structures}");
    }

    #[test]
    fn an_unknown_value_in_every_enumeration() {
        let mut unknown: BTreeMap<String, usize> = BTreeMap::new();
        let fields = on_every(
            |tree, way| {
                let is_enumeration = matches!(item(tree, way).value, Content::Scalar(NodeValue::Enumeration(_)));
                is_enumeration
                    .then(|| (owner(tree, way).to_owned(), item(tree, way).field.clone(), material(tree, way)))
            },
            |message, tree, way| {
                let (before, field) = (kept(tree), item(tree, way).field.clone().unwrap_or_default());
                for value in VALUES {
                    let changed = change(tree, way, |item| item.value = Content::Scalar(NodeValue::Enumeration(value)));
                    let what = format!("{message}: {} with {field} {value:#x}", owner(tree, way));
                    let after = survives(&changed, &what);
                    if after.unknown > before.unknown {
                        *unknown.entry(field.clone()).or_default() += 1;
                    } else {
                        // Nothing depends on it: everything else is read as before.
                        assert_eq!(after, before, "{what}");
                    }
                }
            },
        );
        println!("{} unknown values in {fields} fields; these decide about others: {unknown:?}", fields * VALUES.len());
        assert!(fields > 200, "{fields}");
        // What is selected by a value that nobody knows is kept as it is.
        let selecting: Vec<&str> = unknown.keys().map(String::as_str).collect();
        assert_eq!(selecting, ["Credential Type", "Key Format Type", "Operation"]);
    }

    /// Returns the type of the key material in the structure around the item.
    ///
    /// The key format decides about structures only.
    fn material(tree: &Tree, way: &[usize]) -> Option<ItemType> {
        let around = item(tree, &way[..way.len() - 1]).node();
        Some(around.child(Tag::KEY_VALUE)?.child(Tag::KEY_MATERIAL)?.item_type())
    }

    /// Returns what the model keeps of a tree untyped, before anything is changed.
    ///
    /// It keeps nothing inside a payload that it does not know.
    fn kept(tree: &Tree) -> Kept {
        let wire = ttlv(&tree.node());
        kept::of(&kmip::ttlv::from_slice::<Message<'_>>(&wire).unwrap())
    }

    #[test]
    fn an_unknown_bit_in_every_mask() {
        let fields = on_every(
            |tree, way| {
                let is_mask = matches!(names::vocabulary(item(tree, way).tag), Some(Vocabulary::Mask(_)));
                is_mask.then(|| (owner(tree, way).to_owned(), item(tree, way).field.clone()))
            },
            |message, tree, way| {
                let Some(Vocabulary::Mask(table)) = names::vocabulary(item(tree, way).tag) else { panic!() };
                let (version, _) = message.split_once(' ').unwrap();
                let known = |name: &&names::Name| name.versions.iter().any(|one| one.to_string() == version);
                let of_version = table.names().iter().filter(known).fold(0, |bits, name| bits | name.value);
                // What another version has is not unknown: writing it in this one is refused.
                let unknown = !table.names().iter().fold(0, |bits, name| bits | name.value);
                let before = kept(tree);
                for bits in [unknown | of_version, unknown, 1 << 31, of_version | 1 << 30] {
                    let value = NodeValue::Integer(bits.cast_signed());
                    let changed = change(tree, way, |item| item.value = Content::Scalar(value.clone()));
                    let what = format!("{message}: {} with {bits:#x}", owner(tree, way));
                    assert_eq!(survives(&changed, &what), before, "{what}");
                }
            },
        );
        println!("4 unknown sets of bits in {fields} masks");
        assert!(fields >= 8, "{fields}");
    }

    #[test]
    fn an_attribute_of_an_unknown_name_wherever_1_x_has_attributes() {
        let mut places = BTreeSet::new();
        let attributes = on_every(
            |tree, way| {
                let (name, children) = item(tree, way).structure()?;
                let has = |tag| children.iter().find(|child| child.tag == tag);
                let value = has(Tag::ATTRIBUTE_NAME).and(has(Tag::ATTRIBUTE_VALUE))?;
                let of_vendor = has(Tag::VENDOR_IDENTIFICATION).is_some();
                (!of_vendor).then(|| (owner(tree, way).to_owned(), name.to_owned(), value.node().item_type()))
            },
            |message, tree, way| {
                places.insert(owner(tree, way).to_owned());
                let changed = change(tree, way, |item| {
                    let children = item.children_mut().unwrap();
                    let name = children.iter_mut().find(|child| child.tag == Tag::ATTRIBUTE_NAME).unwrap();
                    name.value = Content::Scalar(NodeValue::TextString("Brand New".into()));
                });
                let what = format!("{message}: an unknown attribute in {}", owner(tree, way));
                assert!(survives(&changed, &what).other >= kept(tree).other, "{what}");
            },
        );
        println!("{attributes} unknown attributes in {} structures and payloads", places.len());
        assert!(places.len() >= 9, "{places:?}");
    }

    #[test]
    fn an_item_of_every_type_under_an_unknown_tag() {
        let json = schema::load();
        for edition in editions(&json) {
            let messages = Builder::new(&edition).messages();
            let message = messages.iter().find(|message| message.name.contains(" Get request")).unwrap();
            let mut values = vec![
                NodeValue::Structure(vec![]),
                NodeValue::Integer(-1),
                NodeValue::LongInteger(i64::MIN),
                NodeValue::BigInteger(kmip::BigInteger::from_bytes(&[0x80, 0, 0, 0, 0, 0, 0, 0, 1])),
                NodeValue::Enumeration(1),
                NodeValue::Boolean(false),
                NodeValue::TextString("".into()),
                NodeValue::ByteString(vec![].into()),
                NodeValue::DateTime(0),
                NodeValue::Interval(u32::MAX),
            ];
            if edition.version.starts_with(['2', '3']) {
                values.push(NodeValue::DateTimeExtended(1));
            }
            if edition.version.starts_with('3') {
                values.push(NodeValue::Identifier("i".into()));
                values.push(NodeValue::Reference("r".into()));
                values.push(NodeValue::NameReference("n".into()));
            }
            let changed = change(&message.tree, &Way::new(), |item| {
                let children = item.children_mut().unwrap();
                children.extend(values.iter().map(|value| Tree::loose(VENDORS, value.clone())));
            });
            let what = format!("{}: every type", message.name);
            assert_eq!(survives(&changed, &what).extra, kept(&message.tree).extra + 1, "{what}");
        }
    }
}
