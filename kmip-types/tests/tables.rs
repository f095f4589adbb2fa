//! The field tables say what the schema says, version by version.

#![cfg(feature = "alloc")]

#[cfg(test)]
#[path = "support/spec.rs"]
mod spec;

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use kmip_types::tables::{self, FieldTable, Holds, Place, StructureTable};
    use kmip_types::{Tag, Version, Versions};

    use crate::spec::edition::{Edition, Field, Forms, VERSIONS, What};
    use crate::spec::schema;
    use crate::spec::values::number;

    fn editions() -> impl Iterator<Item = (Edition, Versions)> {
        let schema = schema::load();
        let sets = Version::ALL.map(Versions::only);
        VERSIONS.into_iter().zip(sets).map(move |(version, set)| (schema::edition(version, &schema), set))
    }

    /// Returns what the forms say of one version.
    ///
    /// Structures are left out, as some fields leave them to the tag.
    fn forms(
        forms: tables::Forms,
        version: Versions,
    ) -> (BTreeSet<String>, Option<&'static str>, Option<&'static str>) {
        let own = forms.iter().filter(|form| form.versions.intersects(version));
        let (mut enumeration, mut mask) = (None, None);
        let mut types = BTreeSet::new();
        for form in own {
            types.insert(form.item_type.map_or("Any".to_owned(), |t| t.to_string()));
            match form.holds {
                Holds::Enumeration(list) => enumeration = Some(list.name),
                Holds::Mask(list) => mask = Some(list.name),
                _ => {}
            }
        }
        (types, enumeration, mask)
    }

    fn expected(forms: &Forms) -> (BTreeSet<String>, Option<&str>, Option<&str>) {
        let types = forms.types.iter().map(|name| name.replace(' ', "")).collect();
        (types, forms.enumeration.as_deref(), forms.mask.as_deref())
    }

    /// Checks that the fields of a table are those of the schema, in its order.
    ///
    /// Returns how many there are.
    fn same_fields(table: &StructureTable, fields: &[Field], version: Versions) -> usize {
        let own: Vec<&FieldTable> = table.fields.iter().filter(|field| field.allowed.intersects(version)).collect();
        assert_eq!(own.len(), fields.len(), "{} {version}", table.name);
        for (own, field) in own.iter().zip(fields) {
            let what = format!("{}, {} in {version}", table.name, field.name());
            assert_eq!(own.required.intersects(version), field.occurs.starts_with('1'), "{what}");
            assert_eq!(own.repeated.intersects(version), field.occurs.ends_with('n'), "{what}");
            match (own.place, &field.what) {
                (Place::Tag(tag), What::Item { tag: name, forms: expected_forms }) => {
                    assert_eq!(Some(tag), Tag::from_name(name), "{what}");
                    assert_eq!(forms(own.forms, version), expected(expected_forms), "{what}");
                }
                (Place::Choice(members), What::Choice(expected)) => {
                    let members = members.iter().filter(|member| member.versions.intersects(version));
                    let members: BTreeSet<Tag> = members.map(|member| member.tag).collect();
                    let expected: BTreeSet<Tag> = expected.keys().filter_map(|name| Tag::from_name(name)).collect();
                    assert_eq!(members, expected, "{what}");
                }
                (Place::Attribute, What::AnyAttribute) | (Place::Any, What::Any) => {}
                other => panic!("{what}: {other:?}"),
            }
        }
        fields.len()
    }

    #[test]
    fn structures_and_payloads_have_the_fields_of_their_version() {
        let mut fields = 0;
        for (edition, version) in editions() {
            let own = tables::structures().iter().filter(|table| table.versions.intersects(version));
            assert_eq!(own.count(), edition.structures.len());
            for structure in &edition.structures {
                let table = tables::structures().iter().find(|table| table.name == structure.name).unwrap();
                fields += same_fields(table, &structure.fields, version);
                assert_eq!(table.sections.of_versions(version), structure.section.as_deref(), "{}", table.name);
            }
            let own = tables::operations().iter().filter(|table| table.versions.intersects(version));
            assert_eq!(own.count(), edition.operations.len());
            for operation in &edition.operations {
                let table = tables::operations().iter().find(|table| table.name == operation.name).unwrap();
                assert_eq!(tables::operation(table.operation).map(|t| t.name), Some(table.name));
                fields += same_fields(table.request, &operation.request, version);
                fields += same_fields(table.response, &operation.response, version);
                let of_server = [
                    (table.server_request, &operation.server_request),
                    (table.server_response, &operation.server_response),
                ];
                for (own, expected) in of_server {
                    let own = own.filter(|table| table.versions.intersects(version));
                    assert_eq!(own.is_some(), expected.is_some(), "{} {version}", table.name);
                    if let (Some(own), Some(expected)) = (own, expected) {
                        fields += same_fields(own, expected, version);
                    }
                }
                assert_eq!(table.from_client.intersects(version), operation.direction != "server");
                assert_eq!(table.from_server.intersects(version), operation.direction != "client");
            }
        }
        assert!(fields > 3000, "{fields}");
    }

    #[test]
    fn attributes_lists_and_tags_are_those_of_their_version() {
        for (edition, version) in editions() {
            let own = tables::attributes().iter().filter(|table| table.versions.intersects(version));
            assert_eq!(own.count(), edition.attributes.len());
            for attribute in &edition.attributes {
                let table = tables::attribute_by_name(&attribute.name).unwrap();
                assert_eq!(table.multiple.intersects(version), attribute.multi, "{}", table.name);
                assert_eq!(forms(table.forms, version), expected(&attribute.forms), "{}", table.name);
                if let Some(tag) = table.tag {
                    assert_eq!(tables::attribute_by_tag(tag).map(|table| table.name), Some(table.name));
                }
            }
            let lists = tables::enumerations().iter().zip(std::iter::repeat(&edition.enumerations));
            for (table, lists) in lists.chain(tables::masks().iter().zip(std::iter::repeat(&edition.masks))) {
                let Some(list) = lists.iter().find(|list| list.name == table.name) else {
                    assert!(!table.versions.intersects(version), "{}", table.name);
                    continue;
                };
                let own = table.values.names().iter().filter(|name| name.versions.intersects(version));
                let own: Vec<u32> = own.map(|name| name.value).collect();
                let expected: Vec<u32> = list.values.iter().map(|value| number(&value.value)).collect();
                assert_eq!(own, expected, "{} {version}", table.name);
                let left = table.extensions.iter().any(|range| range.versions.intersects(version));
                assert_eq!(left, list.extensions.is_some(), "{} {version}", table.name);
            }
            let own = tables::tags().iter().filter(|table| table.versions.intersects(version));
            assert_eq!(own.count(), edition.tags.len());
            for tag in &edition.tags {
                let table = tables::tag(Tag::new(number(&tag.value))).unwrap();
                assert_eq!(forms(table.forms, version), expected(&tag.forms), "{}", tag.name);
                assert_eq!(table.deprecated.intersects(version), tag.deprecated, "{}", tag.name);
            }
        }
    }

    #[test]
    fn every_member_of_a_choice_has_its_selecting_value() {
        let payloads = tables::operations().iter().flat_map(|table| [table.request, table.response]);
        let mut members = 0;
        for field in payloads.flat_map(|table| table.fields) {
            if let Place::Choice(all) = field.place {
                members += all.len();
                assert!(all.iter().all(|member| member.selected_by.is_some()), "{:?}", field.selected.map(|s| s.by));
            }
        }
        assert_eq!(members, 75);
    }

    #[test]
    fn the_roots_are_the_two_messages() {
        assert_eq!(tables::message(Tag::REQUEST_MESSAGE).map(|table| table.name), Some("Request Message"));
        assert_eq!(tables::message(Tag::RESPONSE_MESSAGE).map(|table| table.name), Some("Response Message"));
        assert!(tables::message(Tag::BATCH_ITEM).is_none());
        let all: BTreeSet<&str> = tables::structures().iter().map(|table| table.name).collect();
        assert_eq!(all.len(), tables::structures().len());
    }
}
