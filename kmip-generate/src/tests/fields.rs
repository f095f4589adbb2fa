//! Every field of the schema is generated, in every form and version.

use std::collections::BTreeSet;

use kmip::items::Node;
use kmip::tables::{self, Arms, Forms, Holds, Place, StructureTable};
use kmip::{ItemType, Operation, Version, Versions};

use super::message;
use crate::mutate::sites;
use crate::{Direction, Kind};

/// The most messages of every kind until every field has been in one of them.
const SEEDS: u64 = 400;

type Names = BTreeSet<String>;

/// Returns the name of a form: the type, and of a structure its name.
fn form_name(item_type: Option<ItemType>, structure: Option<&str>) -> String {
    let name = item_type.and_then(ItemType::name).unwrap_or("any type");
    structure.map_or_else(|| name.to_owned(), |structure| format!("{name} {structure}"))
}

/// Adds all that can stand in a structure, and in what is in it.
fn reach(table: &'static StructureTable, versions: Versions, visited: &mut Names, names: &mut Names) {
    if !table.versions.intersects(versions) || !visited.insert(table.name.to_owned()) {
        return;
    }
    for field in table.fields.iter().filter(|field| field.allowed.intersects(versions)) {
        match field.place {
            Place::Tag(tag) => {
                let name = format!("{}, {tag}", table.name);
                names.insert(name.clone());
                reach_forms(&name, field.forms, versions, visited, names);
            }
            Place::Choice(members) => {
                for member in members.iter().filter(|member| member.versions.intersects(versions)) {
                    names.insert(format!("{}, {}", table.name, member.tag));
                    reach(member.structure, versions, visited, names);
                }
            }
            Place::Attribute => drop(names.insert(format!("{}, attributes", table.name))),
            _ => drop(names.insert(format!("{}, any items", table.name))),
        }
        if let Some(Arms::Structures(arms)) = field.selected.map(|selected| selected.arms) {
            arms.iter().for_each(|(_, table)| reach(table, versions, visited, names));
        }
    }
}

fn reach_forms(name: &str, forms: Forms, versions: Versions, visited: &mut Names, names: &mut Names) {
    for form in forms.iter().filter(|form| form.versions.intersects(versions)) {
        match form.holds {
            Holds::Structure(table) => {
                names.insert(format!("{name} as {}", form_name(form.item_type, Some(table.name))));
                reach(table, versions, visited, names);
            }
            _ => drop(names.insert(format!("{name} as {}", form_name(form.item_type, None)))),
        }
    }
}

/// All that the messages of a version can have.
fn expected(version: Version) -> Names {
    let (mut visited, mut names) = (Names::new(), Names::new());
    let versions = Versions::only(version);
    for direction in Direction::ALL {
        reach(tables::message(direction.tag()).unwrap(), versions, &mut visited, &mut names);
    }
    for kind in Kind::of_version(version) {
        let table = tables::operation(kind.operation()).unwrap();
        let payload = if kind.direction() == Direction::Request { table.request } else { table.response };
        reach(payload, versions, &mut visited, &mut names);
    }
    let named =
        |attribute: &&&tables::AttributeTable| attribute.versions.intersects(versions) && attribute.tag.is_some();
    for attribute in tables::attributes().iter().filter(named) {
        let name = format!("attribute {}", attribute.name);
        reach_forms(&name, attribute.forms, versions, &mut visited, &mut names);
    }
    names
}

/// All that this message has.
fn found(message: &Node<'_>, version: Version, names: &mut Names) {
    for site in sites(message, Versions::only(version)) {
        let (Some(around), Some(field)) = (site.around, site.table()) else { continue };
        let name = match (site.attribute, field.place) {
            (Some(attribute), Place::Attribute) => {
                names.insert(format!("{}, attributes", around.name));
                format!("attribute {}", attribute.name)
            }
            (_, Place::Any) => {
                names.insert(format!("{}, any items", around.name));
                continue;
            }
            (attribute, _) => {
                let name = format!("{}, {}", around.name, site.node.tag());
                names.insert(name.clone());
                attribute.map_or(name, |attribute| format!("attribute {}", attribute.name))
            }
        };
        let is_structure = site.node.item_type() == ItemType::STRUCTURE;
        let inside =
            site.inside.filter(|_| is_structure && field.selected.is_none_or(|by| matches!(by.arms, Arms::Attribute)));
        names.insert(format!("{name} as {}", form_name(Some(site.node.item_type()), inside.map(|table| table.name))));
        names.insert(format!("{name} as any type"));
    }
}

#[test]
fn every_field_is_generated_within_the_seeds() {
    for version in Version::ALL {
        let expected = expected(version);
        let mut names = Names::new();
        let seeds = (0..SEEDS).find(|number| {
            for kind in Kind::of_version(version) {
                found(message(kind, *number).items(), version, &mut names);
            }
            expected.is_subset(&names)
        });
        let missing: Vec<_> = expected.difference(&names).collect();
        println!("{version}: {} fields and forms within {seeds:?} messages of each kind", expected.len());
        assert!(missing.is_empty(), "{version}: {missing:#?}");
    }
}

#[test]
fn there_is_a_kind_for_every_operation_and_version() {
    for table in tables::operations() {
        for version in Version::ALL {
            for direction in Direction::ALL {
                let kind = Kind::new(version, table.operation, direction);
                assert_eq!(kind.is_some(), table.versions.contains(version), "{} {version} {direction:?}", table.name);
            }
        }
    }
    assert_eq!(Kind::new(Version::V3_0, Operation::new(0x7FFF_FFFF), Direction::Request), None);
    assert!(Kind::all().any(|kind| kind == Kind::SIMPLEST));
    println!("{} kinds", Kind::all().count());
}
