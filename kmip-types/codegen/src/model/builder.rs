//! Fields, structures and payloads of the model.

use std::collections::BTreeMap;

use crate::model::{Count, Entry, Field, Structure, enumeration_name};
use crate::names::{self, type_name};
use crate::schema::{self, ByHand, Form, Kind, Schema, Varying};
use crate::types::Type;
use crate::versions::Versions;

pub(super) struct Builder<'s> {
    pub(super) schema: &'s Schema,
}

impl<'s> Builder<'s> {
    pub(super) const fn new(schema: &'s Schema) -> Self {
        Self { schema }
    }

    /// The type of the model that a structure of the schema is.
    pub(super) fn structure_name(&self, name: &str) -> String {
        let types = &self.schema.types;
        let name = types.same.get(name).map_or(name, String::as_str);
        let name = types.rename.get(name).map_or(name, String::as_str);
        let plain = type_name(name);
        if types.by_type.iter().any(|v| v.name == name) { format!("{plain}Structure") } else { plain }
    }

    /// The structure that stands under a tag by itself.
    pub(super) fn structure_under(&self, tag: &str) -> Result<&'s schema::Structure, String> {
        let found = self.schema.structures.iter().find(|s| s.tag.as_deref() == Some(tag));
        found.ok_or_else(|| format!("no structure for tag {tag:?}"))
    }

    pub(super) fn value_type(&self, tag: &str, form: &Form) -> Result<Type, String> {
        if let Some(mask) = &form.mask {
            return Ok(Type::enumeration(&type_name(mask)));
        }
        if let Some(enumeration) = &form.enumeration {
            return Ok(Type::enumeration(&enumeration_name(self.schema, enumeration)));
        }
        match form.item_type.as_str() {
            "Any" => Ok(Type::Node),
            "Structure" => {
                let name = match &form.structure {
                    Some(name) => name,
                    None => &self.structure_under(tag)?.name,
                };
                Ok(Type::Structure(self.structure_name(name)))
            }
            other => Type::scalar(other, self.schema.secrets.has(tag))
                .ok_or_else(|| format!("unknown type {other:?} of {tag:?}")),
        }
    }

    /// The enum for a field whose wire type varies.
    pub(super) fn variant_type(&self, tag: &str) -> Result<Type, String> {
        let variant = self.schema.types.by_type.iter().find(|v| v.tags.iter().any(|t| t == tag));
        let variant = variant.ok_or_else(|| format!("the types of {tag:?} vary; types.json has no variant for it"))?;
        let tags = variant.tags.iter().filter_map(|tag| self.schema.tag(tag));
        let borrows = tags.flat_map(schema::Tag::forms).any(|form| {
            form.enumeration.is_none() && !matches!(Type::scalar(&form.item_type, false), Some(Type::Plain { .. }))
        });
        Ok(Type::Varying { name: type_name(&variant.name), borrows })
    }

    fn field_type(&self, field: &schema::Field) -> Result<Type, String> {
        if let Some(choice) = &field.choice {
            return Ok(Type::Chosen(type_name(choice)));
        }
        let tag = field.tag.as_deref().unwrap_or_default();
        let selection = self.schema.types.by_selector.iter().find(|s| s.tag == tag);
        if let (Some(selection), Some(_)) = (selection, &field.selector) {
            return Ok(Type::Chosen(type_name(&selection.name)));
        }
        let forms = field.forms();
        if varies(&forms) {
            return self.variant_type(tag);
        }
        let form = forms.iter().find(|f| f.structure.is_some()).or_else(|| forms.first());
        self.value_type(tag, form.ok_or_else(|| format!("no type for {tag:?}"))?)
    }

    fn field(&self, field: &schema::Field, owner: Versions) -> Result<Field, String> {
        let name = field.name().unwrap_or_default().to_owned();
        let tags = match &field.tag {
            Some(tag) => vec![tag.clone()],
            None => field.members.keys().cloned().collect(),
        };
        let versions = field.versions.as_deref().map_or(Ok(owner), Versions::parse)?;
        let many = field.occurs.values().any(|count| count.ends_with('n'));
        let required = versions == owner && field.occurs.values().all(|count| count.starts_with('1'));
        let count = match (many, required) {
            (true, _) => Count::Many,
            (false, true) => Count::One,
            (false, false) => Count::Optional,
        };
        let condition = field.condition.as_ref().map(|condition| match condition {
            Varying::Same(text) => text.clone(),
            Varying::By(map) => map.iter().map(|(v, text)| format!("{v}: {text}")).collect::<Vec<_>>().join("; "),
        });
        // A structure that the model renames gives its name to the field too.
        let structure = field.forms().into_iter().find_map(|form| form.structure);
        let renamed = structure.and_then(|s| self.schema.types.rename.get(&s));
        Ok(Field {
            ident: names::field(renamed.unwrap_or(&name), many),
            tags,
            versions,
            value: self.field_type(field)?,
            count,
            boxed: false,
            required,
            selects: false,
            selected: field.selector.is_some(),
            condition,
            secret: field.tag.as_deref().and_then(|tag| self.schema.secrets.reason(tag)).map(str::to_owned),
            name,
        })
    }

    fn fields(&self, fields: &[schema::Field], owner: Versions) -> Result<Vec<Field>, String> {
        fields.iter().filter(|f| !f.is_any()).map(|field| self.field(field, owner)).collect()
    }

    /// Returns the structures and payloads, and the entries that have no own type.
    ///
    /// The structures are those of the schema that are not written by hand; the payloads are those of all operations.
    pub(super) fn structures(&self) -> Result<(Vec<Structure>, Vec<Structure>), String> {
        let types = &self.schema.types;
        let mut all: Vec<Structure> = Vec::new();
        let mut tables = Vec::new();
        for s in &self.schema.structures {
            let same = types.same.get(&s.name).unwrap_or(&s.name);
            let by_hand = types.hand_written.get(same);
            let versions = Versions::parse(&s.versions)?;
            let structure = Structure {
                rust: self.structure_name(&s.name),
                title: format!("{}: {}", s.name, kind_title(s.kind)),
                room: kind_room(s.kind).to_owned(),
                versions,
                sections: s.sections.clone(),
                fields: self.fields(&s.fields, versions)?,
                encode_by_hand: by_hand == Some(&ByHand::Encode),
                entry: Entry {
                    symbol: names::structure_table(&s.name),
                    name: s.name.clone(),
                    tag: s.tag.clone(),
                    only_if: s.only_if.clone(),
                    fields: s.fields.clone(),
                },
            };
            if matches!(by_hand, Some(ByHand::Whole | ByHand::None)) {
                tables.push(structure);
                continue;
            }
            match all.iter_mut().find(|known| known.rust == structure.rust) {
                Some(known) => {
                    let before = known.clone();
                    join(known, structure.clone())?;
                    let differs = |(a, b): (&Field, &Field)| a.versions != b.versions;
                    if !known.entry.symbol.is_empty() && known.fields.iter().zip(&before.fields).any(differs) {
                        known.entry.symbol.clear();
                        tables.push(before);
                    }
                    tables.push(structure);
                }
                None => all.push(structure),
            }
        }
        for operation in &self.schema.operations {
            let payload =
                |form: &str, versions: &str, sections: &BTreeMap<String, String>, fields: &[schema::Field]| {
                    let versions = Versions::parse(versions)?;
                    let tag = if form.ends_with("Request") { "Request Payload" } else { "Response Payload" };
                    let title = format!("{} {form} Payload", operation.name);
                    Ok::<_, String>(Structure {
                        rust: format!("{}{}", type_name(&operation.name), type_name(form)),
                        room: format!("operations/{}", names::file(&operation.name)),
                        versions,
                        sections: sections.clone(),
                        fields: self.fields(fields, versions)?,
                        encode_by_hand: false,
                        entry: Entry {
                            symbol: names::constant(&title),
                            name: title.clone(),
                            tag: Some(tag.to_owned()),
                            only_if: None,
                            fields: fields.to_vec(),
                        },
                        title,
                    })
                };
            let sections = &operation.sections;
            all.push(payload("Request", &operation.versions, sections, &operation.request)?);
            all.push(payload("Response", &operation.versions, sections, &operation.response)?);
            let of_server = &operation.server_sections;
            let sections = if of_server.is_empty() { sections } else { of_server };
            for (form, own) in
                [("Server Request", &operation.server_request), ("Server Response", &operation.server_response)]
            {
                if let Some(own) = own {
                    tables.push(payload(form, &own.versions, sections, &own.fields)?);
                }
            }
        }
        Ok((all, tables))
    }
}

/// Returns whether the forms are of more than one item type.
pub(super) fn varies(forms: &[Form]) -> bool {
    forms.iter().any(|form| forms.first().is_some_and(|first| first.item_type != form.item_type))
}

/// Adds what another structure of the same type has.
///
/// These are versions, looser counts, and fields of its own.
fn join(into: &mut Structure, other: Structure) -> Result<(), String> {
    into.versions = into.versions.union(other.versions);
    for field in &mut into.fields {
        if !other.fields.iter().any(|f| f.name == field.name) {
            loosen(field);
        }
    }
    for mut field in other.fields {
        let Some(same) = into.fields.iter_mut().find(|f| f.name == field.name) else {
            loosen(&mut field);
            into.fields.push(field);
            continue;
        };
        if same.value != field.value {
            return Err(format!("{}: {:?} has another type in {}", into.rust, field.name, other.title));
        }
        same.versions = same.versions.union(field.versions);
        if !field.required {
            loosen(same);
        }
        if field.count == Count::Many {
            same.count = Count::Many;
        }
    }
    Ok(())
}

/// A field that not every structure of the type requires.
fn loosen(field: &mut Field) {
    field.required = false;
    if field.count == Count::One {
        field.count = Count::Optional;
    }
}

const fn kind_title(kind: Kind) -> &'static str {
    match kind {
        Kind::ManagedObject => "a Managed Object",
        Kind::Attribute => "a structure of an attribute",
        Kind::Message | Kind::Header | Kind::BatchItem => "a structure of the message",
        Kind::Operation => "a structure of operations",
        Kind::Base | Kind::Object => "a structure of objects",
    }
}

const fn kind_room(kind: Kind) -> &'static str {
    match kind {
        Kind::Attribute => "attribute",
        Kind::Base => "base",
        Kind::BatchItem => "batch_item",
        Kind::Header => "header",
        Kind::ManagedObject => "managed_object",
        Kind::Message => "message",
        Kind::Object => "object",
        Kind::Operation => "operation",
    }
}
