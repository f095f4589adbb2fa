//! Tests that the merged schema says what the tables say, version by version.
//!
//! The tables are those of the eight OASIS specifications.
//!
//! Both sides are taken apart into single facts. Every difference is one of `spec/differences.json`, which gives the
//! reason, and everything in there is a difference. Not compared are words of our own: notes, and what a condition says.

#![cfg(feature = "alloc")]

#[cfg(test)]
#[path = "support/spec.rs"]
mod spec;

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use kmip_types::Tag;
    use kmip_types::names::{Normal, Vocabulary, vocabulary};
    use serde_json::{Value as Json, json};

    use crate::spec::edition::{Edition, VERSIONS};
    use crate::spec::facts::facts;
    use crate::spec::{schema, tables};

    /// One fact that two sources tell differently, or that only one of them tells.
    #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
    struct Difference {
        version: String,
        fact: String,
        ours: Option<String>,
        theirs: Option<String>,
    }

    impl std::fmt::Display for Difference {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            let told = |value: &Option<String>| value.clone().unwrap_or_else(|| "nothing".to_owned());
            write!(f, "{}: {}: {}, not {}", self.version, self.fact, told(&self.ours), told(&self.theirs))
        }
    }

    /// Returns the differences between two descriptions of one version.
    fn differences(ours: &Edition, theirs: &Edition) -> BTreeSet<Difference> {
        let (version, ours, theirs) = (&ours.version, facts(ours), facts(theirs));
        let subjects: BTreeSet<&String> = ours.keys().chain(theirs.keys()).collect();
        let differing = subjects.into_iter().filter(|fact| ours.get(*fact) != theirs.get(*fact));
        let difference = |fact: &String| Difference {
            version: version.clone(),
            fact: fact.clone(),
            ours: ours.get(fact).cloned(),
            theirs: theirs.get(fact).cloned(),
        };
        differing.map(difference).collect()
    }

    /// The differences that have a reason.
    fn known() -> BTreeSet<Difference> {
        let list = schema::file("differences");
        let mut known = BTreeSet::new();
        for group in list.as_array().unwrap() {
            assert!(group["reason"].as_str().is_some_and(|reason| !reason.is_empty()), "{group} has no reason");
            for entry in group["differences"].as_array().unwrap() {
                let text = |key: &str| entry[key].as_str().map(str::to_owned);
                for version in VERSIONS.iter().filter(|v| schema::has(group["versions"].as_str().unwrap(), v)) {
                    let difference = Difference {
                        version: (*version).to_owned(),
                        fact: text("fact").unwrap(),
                        ours: text("schema"),
                        theirs: text("tables"),
                    };
                    assert!(known.insert(difference.clone()), "{difference:?} stands there twice");
                }
            }
        }
        known
    }

    #[test]
    fn every_difference_from_the_tables_has_a_reason() {
        let Some(tables) = tables::load() else { return };
        let schema = schema::load();
        let mut found = BTreeSet::new();
        let mut count = 0;
        for (version, table) in VERSIONS.iter().zip(&tables) {
            let ours = schema::edition(version, &schema);
            count += facts(&ours).len();
            found.extend(differences(&ours, &tables::edition(version, table)));
        }
        let known = known();
        let list = |set: BTreeSet<&Difference>| set.iter().map(|d| format!("\n  {d}")).collect::<String>();
        let unexplained = list(found.difference(&known).collect());
        let gone = list(known.difference(&found).collect());
        assert_eq!(unexplained, "", "differences without a reason");
        assert_eq!(gone, "", "entries of differences.json that are no difference");
        println!(
            "{count} facts of {} versions compared; {} differences, each with its reason",
            VERSIONS.len(),
            found.len()
        );
    }

    /// The schema has all entries; they are counted over all versions.
    ///
    /// A field is an item under one tag in one structure or payload, and each member of a choice is one.
    #[test]
    fn the_schema_has_all_entries() {
        let schema = schema::load();
        let count = |list: &Json| list.as_array().map_or(0, Vec::len);
        let values = |list: &Json| list.as_array().unwrap().iter().map(|entry| count(&entry["values"])).sum::<usize>();
        let structures = schema["structures"].as_array().unwrap().iter().map(|s| &s["fields"]);
        let operations = schema["operations"].as_array().unwrap().iter().flat_map(|o| [&o["request"], &o["response"]]);
        let fields = structures.chain(operations).flat_map(|fields| fields.as_array().unwrap());
        let of_field = |field: &Json| {
            usize::from(field["tag"].is_string()) + field["members"].as_object().map_or(0, serde_json::Map::len)
        };
        let counts = [
            ("tags", count(&schema["tags"]["tags"]), 431),
            ("enumerations", count(&schema["enumerations"]), 70),
            ("values of enumerations, those of Tag not counted again", values(&schema["enumerations"]), 1079),
            ("masks", count(&schema["masks"]), 4),
            ("bits of masks", values(&schema["masks"]), 43),
            ("attributes", count(&schema["attributes"]), 128),
            ("structures", count(&schema["structures"]), 115),
            ("operations", count(&schema["operations"]), 66),
            ("fields", fields.map(of_field).sum(), 795),
        ];
        for (what, found, expected) in counts {
            println!("{found} {what}");
            assert_eq!(found, expected, "{what}");
        }
    }

    /// The names that XML and JSON write follow from the rules of normalisation.
    ///
    /// They do so in every case that the tables list.
    #[test]
    fn names_follow_from_the_rules() {
        let Some(tables) = tables::load() else { return };
        let (mut count, mut aliases) = (0, 0);
        for (version, table) in VERSIONS.iter().zip(&tables) {
            let edition = tables::edition(version, table);
            for entry in table["names"].as_array().into_iter().flatten() {
                let (name, xml) = (entry["name"].as_str().unwrap(), entry["xml"].as_str().unwrap());
                assert_eq!(Normal::new(name).unwrap().as_str(), xml, "{version}: {name}");
                let number = |name: &str| match entry["in"].as_str() {
                    None => Tag::from_name(name).map(Tag::value),
                    Some(list) => {
                        let mut lists = edition.enumerations.iter().chain(&edition.masks);
                        let tags = &lists.find(|known| known.name == list).unwrap().tags;
                        match vocabulary(Tag::from_name(tags.first().unwrap()).unwrap()) {
                            Some(Vocabulary::Enumeration(table) | Vocabulary::Mask(table)) => table.value(name),
                            _ => None,
                        }
                    }
                };
                assert!(number(xml).is_some(), "{version}: {xml} is not known");
                count += 1;
                if let Some(alias) = entry["alias"].as_str() {
                    assert_eq!(number(alias), number(xml), "{version}: {alias}");
                    aliases += 1;
                }
            }
        }
        assert_eq!((count, aliases), (1103, 37));
        println!("{count} names follow from the rules; {aliases} aliases are read");
    }

    /// The facts that differ after a change of the schema, without the tables.
    fn after(version: &str, change: impl FnOnce(&mut Json)) -> Vec<String> {
        let mut schema = schema::load();
        let before = schema::edition(version, &schema);
        change(&mut schema);
        let found = differences(&schema::edition(version, &schema), &before);
        found.iter().map(ToString::to_string).collect()
    }

    fn entry<'j>(list: &'j mut Json, name: &str) -> &'j mut Json {
        list.as_array_mut().unwrap().iter_mut().find(|e| [&e["name"], &e["tag"]].contains(&&json!(name))).unwrap()
    }

    #[test]
    fn a_changed_fact_is_found() {
        assert_eq!(after("2.1", |_| {}), [""; 0]);
        let number = after("2.1", |s| entry(&mut s["tags"]["tags"], "Activation Date")["value"] = json!("0x420FFF"));
        assert!(number.contains(&"2.1: tag Activation Date: number: 0x420FFF, not 0x420001".to_owned()));
        let value =
            after("2.1", |s| entry(&mut s["enumerations"], "State")["values"][0]["value"] = json!("0x0000000F"));
        assert_eq!(
            value,
            [
                "2.1: enumeration State, 0x01: name: nothing, not Pre-Active",
                "2.1: enumeration State, 0x0F: name: Pre-Active, not nothing"
            ]
        );
        let versions = |s: &mut Json| {
            let block = entry(&mut s["structures"], "Key Block");
            entry(&mut block["fields"], "Key Compression Type")["versions"] = json!("1.0-2.0");
        };
        assert_eq!(after("2.0", versions), [""; 0]);
        assert_eq!(
            after("2.1", versions).len(),
            4,
            "its occurrence, its type, its enumeration, the order of the fields"
        );
        let occurs = after("1.2", |s| {
            let block = entry(&mut s["structures"], "Key Block");
            entry(&mut block["fields"], "Key Value")["occurs"] = json!("1");
        });
        assert_eq!(occurs, ["1.2: structure Key Block, Key Value: occurs: 1, not 0..1"]);
        let order = after("2.1", |s| {
            let block = entry(&mut s["structures"], "Key Block");
            block["fields"].as_array_mut().unwrap().swap(0, 1);
        });
        assert_eq!(order.len(), 1);
        let form = after("3.0", |s| entry(&mut s["attributes"], "Name")["forms"][1]["type"] = json!("Identifier"));
        assert_eq!(form, ["3.0: attribute Name: types: Identifier, not Text String"]);
        let spelling = after("1.4", |s| {
            entry(&mut s["enumerations"], "Hashing Algorithm")["values"][13]
                .as_object_mut()
                .unwrap()
                .remove("spellings");
        });
        assert_eq!(spelling, ["1.4: enumeration Hashing Algorithm, 0x0E: name: SHA3-224, not SHA-3-224"]);
        let direction = after("1.2", |s| entry(&mut s["operations"], "Query")["direction"] = json!("both"));
        assert_eq!(direction, ["1.2: operation Query: direction: both, not client"]);
        let reserved = after("2.1", |s| drop(s["tags"]["reserved"]["2.0-2.1"].as_array_mut().unwrap().pop()));
        assert_eq!(reserved.len(), 1);
    }
}
