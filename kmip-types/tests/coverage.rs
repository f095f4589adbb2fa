//! Tests that everything in the tables is reachable in the model by its name.
//!
//! The tables are those of the eight OASIS specifications; the model is the typed one.
//!
//! Tags, values and bits: through the tables of names. Attributes, structures, fields and operations: through messages
//! that set them, which decode into typed fields – nothing is left over – and encode to the same items.

#![cfg(feature = "alloc")]

#[cfg(test)]
#[path = "support/spec.rs"]
mod spec;

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use kmip_types::format::{decode_root, encode_root, encode_root_with};
    use kmip_types::items::{Node, NodeReader, NodeValue, NodeWriter};
    use kmip_types::names::{Normal, Vocabulary, attribute_tag, vocabulary};
    use kmip_types::validate::{Finding, FindingKind};
    use kmip_types::{EncodeOptions, ItemType, Message, Tag, Version};

    use crate::spec::builder::{Builder, tag};
    use crate::spec::edition::{Edition, Field, List, VERSIONS, What};
    use crate::spec::tree::{Content, Tree};
    use crate::spec::values::number;
    use crate::spec::{kept, schema, tables};

    /// The editions of the tables, or none where they are not at hand.
    fn editions() -> Vec<Edition> {
        let tables = tables::load().unwrap_or_default();
        VERSIONS.iter().zip(&tables).map(|(version, table)| tables::edition(version, table)).collect()
    }

    fn version(edition: &Edition) -> Version {
        edition.version.parse().unwrap()
    }

    fn normal(name: &str) -> String {
        Normal::new(name).unwrap().as_str().to_owned()
    }

    #[test]
    fn tags_and_item_types_have_their_names() {
        let (mut tags, mut types) = (0, 0);
        for edition in editions() {
            for entry in &edition.tags {
                let tag = Tag::new(number(&entry.value));
                assert_eq!(Tag::from_name(&normal(&entry.name)), Some(tag), "{}", entry.name);
                assert_eq!(tag.name(), Some(normal(&entry.name).as_str()));
                assert!(tag.versions().contains(version(&edition)), "{} in {}", entry.name, edition.version);
                tags += 1;
            }
            for reserved in &edition.reserved {
                assert!(!Tag::new(number(reserved)).versions().contains(version(&edition)), "{reserved}");
            }
            for entry in &edition.item_types {
                assert_eq!(ItemType::from_name(&normal(&entry.name)), Some(ItemType::new(number(&entry.value))));
                types += 1;
            }
        }
        println!("{tags} tags and {types} item types of all versions are known");
    }

    /// Checks every value under every tag that carries its list.
    ///
    /// It goes from name to number, and from number to the version's own name, which is that of the schema; where it
    /// is not that of the tables, another test demands the reason.
    fn known_values(edition: &Edition, list: &List, ours: &Edition, is_mask: bool) -> usize {
        let lists = if is_mask { &ours.masks } else { &ours.enumerations };
        let ours = lists.iter().find(|known| known.name == list.name).unwrap();
        let written = |code| ours.values.iter().find(|value| number(&value.value) == code).unwrap();
        let mut known = 0;
        for carrier in &list.tags {
            let table = match vocabulary(tag(carrier)) {
                Some(Vocabulary::Mask(table)) if is_mask => table,
                Some(Vocabulary::Enumeration(table)) if !is_mask => table,
                other => panic!("{} {carrier}: {other:?}", edition.version),
            };
            for value in &list.values {
                let (code, name) = (number(&value.value), normal(&value.name));
                assert_eq!(table.value(&name), Some(code), "{} {}: {name}", edition.version, list.name);
                let (written, only) = (normal(&written(code).name), kmip_types::Versions::only(version(edition)));
                assert_eq!(table.name(code, only), Some(written.as_str()), "{}", list.name);
                known += 1;
            }
        }
        known
    }

    #[test]
    fn values_and_bits_have_the_names_of_their_version() {
        let (schema, mut values, mut bits) = (schema::load(), 0, 0);
        for edition in editions() {
            let ours = schema::edition(&edition.version, &schema);
            values += edition.enumerations.iter().map(|list| known_values(&edition, list, &ours, false)).sum::<usize>();
            bits += edition.masks.iter().map(|list| known_values(&edition, list, &ours, true)).sum::<usize>();
        }
        println!("{values} values of enumerations and {bits} bits of masks, under each tag that carries them");
    }

    #[test]
    fn attributes_are_found_by_name() {
        let mut count = 0;
        for edition in editions() {
            let named = edition.version.starts_with("1.");
            for attribute in &edition.attributes {
                // From 2.0 on attributes stand under their tags; those of vendors have none of their own.
                let name = if named { &attribute.name } else { attribute.tag.as_ref().unwrap() };
                let own = attribute.tag.as_deref().filter(|own| *own != "Attribute");
                assert_eq!(attribute_tag(name), own.map(tag), "{name}");
                count += 1;
            }
        }
        println!("{count} attributes of all versions are found by their names");
    }

    /// Returns what can be set.
    ///
    /// It is every field of every structure and payload, and any item where the tables allow it.
    fn settable(edition: &Edition) -> BTreeSet<(String, String)> {
        let structures = edition.structures.iter().map(|s| (s.name.clone(), &s.fields));
        let payloads = edition
            .operations
            .iter()
            .flat_map(|o| o.forms().map(move |(form, fields)| (format!("{} {form}", o.name), fields)));
        let named = |(owner, fields): (String, &Vec<Field>)| {
            fields.iter().map(|f| (owner.clone(), f.name().to_owned())).collect::<Vec<_>>()
        };
        structures.chain(payloads).flat_map(named).collect()
    }

    /// The field and the form in which each item of a tree stands.
    fn set(tree: &Tree, fields: &mut BTreeSet<(String, String)>, attributes: &mut BTreeSet<Tag>) {
        tree.visit(&mut |owner, item| {
            let name = item.field.clone().unwrap_or_else(|| "any item".to_owned());
            if name == "any attribute" {
                attributes.insert(item.tag);
            }
            if let (Content::Scalar(NodeValue::TextString(text)), "Attribute Name") = (&item.value, name.as_str()) {
                attributes.extend(attribute_tag(text));
            }
            fields.insert((owner.to_owned(), name));
        });
    }

    /// Decodes into the model and encodes again.
    fn round_trip(name: &str, node: &Node<'_>) -> Message<'static> {
        let message: Message<'_> =
            decode_root(&mut NodeReader::for_node(node)).unwrap_or_else(|fault| panic!("{name}: {fault:?}"));
        let mut writer = NodeWriter::default();
        // The tables do not say which of two structures a derivation method asks for.
        let is_missing = |finding: Finding<'_>| finding.kind() == FindingKind::Missing;
        let is_whole = !message.validate().unwrap().iter().any(is_missing);
        let options = if is_whole { EncodeOptions::default() } else { EncodeOptions::as_read() };
        encode_root_with(&message, &mut writer, &options).unwrap_or_else(|fault| panic!("{name}: {fault:?}"));
        assert_eq!(encode_root(&message, &mut NodeWriter::default()).is_ok(), is_whole, "{name}");
        assert_eq!(writer.into_nodes(), std::slice::from_ref(node), "{name}");
        message.into_owned()
    }

    #[test]
    fn messages_that_set_every_field_are_typed_through_and_through() {
        let (mut messages, mut items, mut reached, mut with_attributes) = (0, 0, 0, 0);
        for edition in editions() {
            let (mut fields, mut attributes) = (BTreeSet::new(), BTreeSet::new());
            for message in Builder::new(&edition).messages() {
                let typed = round_trip(&message.name, &message.tree.node());
                assert_eq!(kept::of(&typed), kept::expected(&message.tree), "{}", message.name);
                set(&message.tree, &mut fields, &mut attributes);
                message.tree.visit(&mut |_, _| items += 1);
                messages += 1;
            }
            let all = settable(&edition);
            let missed: Vec<_> = all.difference(&fields).collect();
            assert!(missed.is_empty(), "{}: never set: {missed:?}", edition.version);
            let all_attributes: BTreeSet<Tag> =
                edition.attributes.iter().filter_map(|a| a.tag.as_deref()).map(tag).collect();
            let missed: Vec<_> = all_attributes.difference(&attributes).collect();
            assert!(missed.is_empty(), "{}: never set: {missed:?}", edition.version);
            reached += all.len();
            with_attributes += all_attributes.len();
        }
        println!("{messages} messages with {items} items set {reached} fields and {with_attributes} attributes");
    }

    /// The check above can fail: one more item, in each structure in turn, is seen.
    #[test]
    fn an_item_that_no_table_has_is_seen_in_every_structure() {
        let edition = schema::edition("2.1", &schema::load());
        let mut seen = BTreeSet::new();
        for message in Builder::new(&edition).messages() {
            let before = kept::expected(&message.tree);
            let mut structures = Vec::new();
            message.tree.visit(&mut |_, item| {
                if let Some((name, children)) = item.structure() {
                    // Attributes keep any item as an attribute.
                    let is_list = edition
                        .structures
                        .iter()
                        .any(|s| s.name == name && s.fields.iter().any(|f| f.what == What::AnyAttribute));
                    structures.push((name.to_owned(), is_list, children.iter().any(|c| c.field.is_none())));
                }
            });
            for (place, (name, is_list, has_extra)) in structures.into_iter().enumerate() {
                if !seen.insert(name.clone()) {
                    continue;
                }
                let mut tree = message.tree.clone();
                let mut left = place;
                assert!(add(&mut tree, &mut left), "{name}");
                let after = kept::of(&round_trip(&message.name, &tree.node()));
                let grown = (after.extra - before.extra, after.other - before.other, after.unknown);
                let expected = if is_list { (0, 1, 0) } else { (usize::from(!has_extra), 0, 0) };
                assert_eq!(grown, expected, "{}: {name}", message.name);
            }
        }
        println!("seen in {} structures and payloads", seen.len());
    }

    /// Adds a vendor's item to one structure below the root.
    ///
    /// The structure is counted in the order of a visit.
    fn add(tree: &mut Tree, left: &mut usize) -> bool {
        for child in tree.children_mut().into_iter().flatten() {
            if child.structure().is_some() {
                if *left == 0 {
                    let item = Tree::loose(Tag::new(0x54_0ABC), NodeValue::Integer(7));
                    child.children_mut().unwrap().push(item);
                    return true;
                }
                *left -= 1;
                if add(child, left) {
                    return true;
                }
            }
        }
        false
    }
}
