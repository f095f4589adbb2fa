//! The tables of a version as a flat list of facts.
//!
//! With it, two sources can be compared one fact at a time.

use std::collections::BTreeMap;

use super::edition::{Edition, Field, Forms, List, What};

/// The facts: the subject of each, and what it says.
pub(crate) type Facts = BTreeMap<String, String>;

/// Every fact of the tables.
pub(crate) fn facts(edition: &Edition) -> Facts {
    let mut facts = Facts::new();
    let mut note = |subject: String, value: String| {
        let before = facts.insert(subject.clone(), value);
        assert_eq!(before, None, "two facts about {subject}");
    };
    for value in &edition.item_types {
        note(format!("item type {}", value.name), short(&value.value));
    }
    note("reserved tags".to_owned(), edition.reserved.iter().cloned().collect::<Vec<_>>().join(" "));
    for tag in &edition.tags {
        let subject = format!("tag {}", tag.name);
        note(format!("{subject}: number"), tag.value.clone());
        forms(&subject, &tag.forms, &mut note);
        flag(&subject, "deprecated", tag.deprecated, &mut note);
        option(&subject, "since", &tag.since, &mut note);
    }
    for list in &edition.enumerations {
        vocabulary("enumeration", list, &mut note);
    }
    for list in &edition.masks {
        vocabulary("mask", list, &mut note);
    }
    for attribute in &edition.attributes {
        let subject = format!("attribute {}", attribute.name);
        note(format!("{subject}: multiple"), attribute.multi.to_string());
        option(&subject, "tag", &attribute.tag, &mut note);
        option(&subject, "section", &attribute.section, &mut note);
        forms(&subject, &attribute.forms, &mut note);
    }
    for structure in &edition.structures {
        let subject = format!("structure {}", structure.name);
        note(format!("{subject}: tag"), structure.tag.clone().unwrap_or_default());
        option(&subject, "section", &structure.section, &mut note);
        let by = structure.selected_by.as_ref().map(|(field, value)| format!("{field} = {value}"));
        option(&subject, "selected by", &by, &mut note);
        fields(&subject, &structure.fields, &mut note);
    }
    for operation in &edition.operations {
        let subject = format!("operation {}", operation.name);
        note(format!("{subject}: number"), operation.value.clone());
        note(format!("{subject}: direction"), operation.direction.clone());
        option(&subject, "section", &operation.section, &mut note);
        for (form, list) in operation.forms() {
            fields(&format!("{subject} {form}"), list, &mut note);
        }
    }
    facts
}

type Note<'n> = dyn FnMut(String, String) + 'n;

fn option(subject: &str, what: &str, value: &Option<String>, note: &mut Note<'_>) {
    if let Some(value) = value {
        note(format!("{subject}: {what}"), value.clone());
    }
}

fn flag(subject: &str, what: &str, value: bool, note: &mut Note<'_>) {
    if value {
        note(format!("{subject}: {what}"), value.to_string());
    }
}

fn forms(subject: &str, forms: &Forms, note: &mut Note<'_>) {
    let list = |set: &std::collections::BTreeSet<String>| set.iter().cloned().collect::<Vec<_>>().join(", ");
    note(format!("{subject}: types"), list(&forms.types));
    option(subject, "enumeration", &forms.enumeration, note);
    option(subject, "mask", &forms.mask, note);
    let structures = Some(list(&forms.structures)).filter(|list| !list.is_empty());
    option(subject, "structures", &structures, note);
}

fn vocabulary(kind: &str, list: &List, note: &mut Note<'_>) {
    let subject = format!("{kind} {}", list.name);
    note(format!("{subject}: tags"), list.tags.iter().cloned().collect::<Vec<_>>().join(", "));
    option(&subject, "section", &list.section, note);
    option(&subject, "extensions", &list.extensions, note);
    for value in &list.values {
        let subject = format!("{subject}, {}", short(&value.value));
        note(format!("{subject}: name"), value.name.clone());
        flag(&subject, "deprecated", value.deprecated, note);
        option(&subject, "since", &value.since, note);
    }
}

fn fields(subject: &str, fields: &[Field], note: &mut Note<'_>) {
    note(format!("{subject}: fields in order"), fields.iter().map(Field::name).collect::<Vec<_>>().join(", "));
    for field in fields {
        let subject = format!("{subject}, {}", field.name());
        note(format!("{subject}: occurs"), field.occurs.clone());
        // Conditions are our own words: what can be compared is that there is one.
        flag(&subject, "has a condition", field.condition.is_some(), note);
        option(&subject, "since", &field.since, note);
        match &field.what {
            What::Item { forms: item, .. } => forms(&subject, item, note),
            What::Choice(members) => {
                note(format!("{subject}: members"), members.keys().cloned().collect::<Vec<_>>().join(", "));
            }
            What::AnyAttribute | What::Any => {}
        }
    }
}

/// `0x01` and `0x00000001` are one number.
fn short(value: &str) -> String {
    let digits = value.trim_start_matches("0x").trim_start_matches('0');
    format!("0x{digits:0>2}")
}
