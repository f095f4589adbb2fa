//! Prints `tables/relations.rs`.
//!
//! It has the relations between values and attributes that stand together.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::{hex_value, sections};
use crate::names::constant;
use crate::schema::{Needs, Relation, Schema};
use crate::versions::Versions;

const IMPORTS: &str = "use crate::Tag;
use crate::tables::relations::{Asked, Item, Needs, Relation, StructureRelations};
use crate::versions_of::{sections, versions};

";

pub(super) fn file(schema: &Schema) -> Result<String, String> {
    let relations = &schema.relations;
    let mut out = IMPORTS.to_owned();
    let any =
        |tags: &[String]| tags.iter().map(|name| format!("Tag::{}", constant(name))).collect::<Vec<_>>().join(" | ");
    for (name, doc, tags) in [
        (
            "is_through",
            "Returns whether the items of this structure also belong to the one around it.",
            &relations.through,
        ),
        ("is_never_negative", "Returns whether no number under this tag may be negative.", &relations.not_negative),
    ] {
        let _ = writeln!(
            out,
            "/// {doc}\npub(crate) const fn {name}(tag: Tag) -> bool {{ matches!(tag, {}) }}\n",
            any(tags)
        );
    }
    let mut lengths = String::new();
    for (tag, name, own) in relations.lengths.iter().flat_map(|(tag, by)| by.iter().map(move |(n, own)| (tag, n, own)))
    {
        let bits: Vec<String> = own.bits.iter().map(u16::to_string).collect();
        let _ = writeln!(lengths, "(Tag::{}, {}, &[{}]),", constant(tag), value(schema, tag, name)?, bits.join(", "));
    }
    let _ = writeln!(
        out,
        "/// The lengths in bits that keys can have, by what tells it: a tag and its value.\n\
         pub(crate) static LENGTHS: &[(Tag, u32, &[u16])] = &[\n{lengths}];\n"
    );
    let mut scopes: BTreeMap<String, Vec<&Relation>> = BTreeMap::new();
    for relation in &relations.relations {
        for name in &relation.scopes {
            scopes.entry(table_name(schema, name)).or_default().push(relation);
        }
    }
    let mut list = String::new();
    for (name, own) in &scopes {
        let _ = writeln!(list, "{},", scope(schema, name, own)?);
    }
    let _ = writeln!(
        out,
        "/// The structures with relations, in the order of their names.\n\
         pub(crate) static RELATIONS: &[StructureRelations] = &[\n{list}];"
    );
    Ok(out)
}

/// Returns the name of the table of a structure or a payload.
///
/// For a payload it is the operation with `Payload` behind it.
fn table_name(schema: &Schema, name: &str) -> String {
    let is_structure = schema.structures.iter().any(|structure| structure.name == name);
    if is_structure { name.to_owned() } else { format!("{name} Payload") }
}

fn scope(schema: &Schema, name: &str, relations: &[&Relation]) -> Result<String, String> {
    let mut items: Vec<&String> = Vec::new();
    for item in relations.iter().flat_map(|relation| relation.items()) {
        if !items.contains(&item) {
            items.push(item);
        }
    }
    let own = Items { schema, items: &items };
    let lines = relations.iter().map(|relation| own.relation(relation)).collect::<Result<Vec<_>, String>>()?;
    let items: Vec<String> = items.iter().map(|item| self::item(item)).collect();
    Ok(format!(
        "StructureRelations {{ structure: {name:?}, items: &[{}], relations: &[{}] }}",
        items.join(", "),
        lines.join(", ")
    ))
}

/// `Key Value/Key Material`: an item, and the structure that it stands in.
fn item(name: &str) -> String {
    let (inside, tag) = name.split_once('/').map_or((None, name), |(inside, tag)| (Some(inside), tag));
    let inside = inside.map_or("None".to_owned(), |inside| format!("Some(Tag::{})", constant(inside)));
    format!("Item {{ inside: {inside}, tag: Tag::{} }}", constant(tag))
}

/// The items of one structure that its relations speak of.
struct Items<'i> {
    schema: &'i Schema,
    items: &'i [&'i String],
}

impl Items<'_> {
    fn place(&self, item: &String) -> usize {
        self.items.iter().position(|own| *own == item).unwrap_or_default()
    }

    fn relation(&self, relation: &Relation) -> Result<String, String> {
        let versions = relation.versions.as_deref().map_or(Ok(Versions::ALL), Versions::parse)?;
        let around: Vec<String> = relation.around.iter().map(|name| format!("Tag::{}", constant(name))).collect();
        let other = relation.other.as_ref().map(|other| self.place(other)).unwrap_or_default();
        let needs = match relation.needs {
            Needs::Present => "Needs::Present".to_owned(),
            Needs::Absent => "Needs::Absent".to_owned(),
            Needs::CountOf => format!("Needs::CountOf({other})"),
            Needs::BitsOf => format!("Needs::BitsOf({other})"),
            Needs::LengthFor => format!("Needs::LengthFor({other})"),
        };
        let sections = if relation.sections.is_empty() {
            "None".to_owned()
        } else {
            format!("Some(sections!({}))", sections::as_code(&relation.sections)?)
        };
        Ok(format!(
            "Relation {{ of: {}, around: &[{}], versions: {}, sections: {sections}, when: &[{}], needs: {needs}, says: {:?} }}",
            self.place(&relation.of),
            around.join(", "),
            versions.expression(),
            self.premise(relation)?.join(", "),
            relation.says.as_deref().unwrap_or_default(),
        ))
    }

    fn premise(&self, relation: &Relation) -> Result<Vec<String>, String> {
        let when = &relation.when;
        let mut all = Vec::new();
        for (items, asked) in [(&when.present, "Present"), (&when.absent, "Absent")] {
            all.extend(items.iter().map(|item| format!("({}, Asked::{asked})", self.place(item))));
        }
        for (items, asked) in [(&when.is, "Is"), (&when.is_not, "IsNot")] {
            for (item, values) in items {
                let values = values.iter().map(|name| value(self.schema, item, name));
                let values = values.collect::<Result<Vec<_>, String>>()?.join(", ");
                all.push(format!("({}, Asked::{asked}(&[{values}]))", self.place(item)));
            }
        }
        Ok(all)
    }
}

fn value(schema: &Schema, tag: &str, name: &str) -> Result<String, String> {
    let number = schema.value_of(tag, name)?;
    number.map(hex_value).ok_or_else(|| format!("relations: {tag:?} has no value {name:?}"))
}
