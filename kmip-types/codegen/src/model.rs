//! The model: what each entry of the schema becomes in Rust.

use std::collections::{BTreeMap, BTreeSet};

use crate::names::{self, type_name};
use crate::schema::{self, Form, Schema, Varying};
use crate::types::Type;
use crate::versions::Versions;

/// How often a field can occur in a structure of the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Count {
    One,
    Optional,
    Many,
}

/// One field of a structure.
pub(crate) struct Field {
    /// The name of its tag, or of its choice.
    pub(crate) name: String,
    /// The tags that it can stand under: several for a choice.
    pub(crate) tags: Vec<String>,
    pub(crate) ident: String,
    pub(crate) versions: Versions,
    pub(crate) value: Type,
    pub(crate) count: Count,
    pub(crate) boxed: bool,
    /// Every version that has the structure requires the field.
    pub(crate) required: bool,
    /// A later field, here or inside, depends on this one.
    pub(crate) selects: bool,
    pub(crate) condition: Option<String>,
}

/// One structure or payload.
pub(crate) struct Structure {
    pub(crate) rust: String,
    /// What it is, for the documentation.
    pub(crate) title: String,
    /// Which file it goes to.
    pub(crate) room: String,
    pub(crate) versions: Versions,
    pub(crate) sections: BTreeMap<String, String>,
    pub(crate) fields: Vec<Field>,
    pub(crate) encode_by_hand: bool,
}

/// One arm of an enum with an arm per wire type.
pub(crate) struct Arm {
    pub(crate) item_type: String,
    pub(crate) rust: String,
    pub(crate) value: Type,
    pub(crate) versions: Versions,
}

/// A field whose wire type varies.
pub(crate) struct Variant {
    pub(crate) name: String,
    pub(crate) rust: String,
    pub(crate) arms: Vec<Arm>,
    pub(crate) versions: Versions,
    pub(crate) encode_by_hand: bool,
}

/// One arm of an enum that another field, or the tag, decides.
pub(crate) struct Case {
    /// The name in the standard.
    pub(crate) name: String,
    /// The name of the selector's value, or of the tag.
    pub(crate) when: String,
    pub(crate) rust: String,
    pub(crate) value: Type,
    pub(crate) boxed: bool,
    pub(crate) versions: Versions,
    pub(crate) sections: BTreeMap<String, String>,
}

/// Everything that is generated from the structures, operations and attributes.
pub(crate) struct Model {
    pub(crate) structures: Vec<Structure>,
    pub(crate) variants: Vec<Variant>,
    pub(crate) selections: Vec<(schema::Selection, Vec<Case>)>,
    pub(crate) choices: Vec<(String, Vec<Case>)>,
    pub(crate) attributes: Vec<Case>,
    pub(crate) secret_tags: BTreeSet<String>,
}

/// Optional values larger than this are boxed, as are arms (`seam.md` rule 6: 64 bytes).
const INLINE: usize = 64;

pub(crate) fn parse(versions: &str) -> Result<Versions, String> {
    Versions::parse(versions)
}

struct Builder<'s> {
    schema: &'s Schema,
    variant_names: BTreeSet<String>,
}

/// The Rust name of an enumeration: `…Enumeration` where a type of the model has the plain name.
pub(crate) fn enumeration_name(schema: &Schema, name: &str) -> String {
    let plain = type_name(name);
    if name == schema.types.tags {
        return "Tag".to_owned();
    }
    if name == schema.types.item_types {
        return "ItemType".to_owned();
    }
    if schema.types.variants.iter().any(|v| v.name == name) { format!("{plain}Enumeration") } else { plain }
}

impl<'s> Builder<'s> {
    /// The structure of the model that a structure of the schema is.
    fn structure_name(&self, name: &str) -> String {
        let name = self.schema.types.same.get(name).map_or(name, String::as_str);
        let name = self.schema.types.rename.get(name).map_or(name, String::as_str);
        let plain = type_name(name);
        if self.variant_names.contains(name) { format!("{plain}Structure") } else { plain }
    }

    fn value_type(&self, tag: &str, form: &Form, secret: bool) -> Result<Type, String> {
        if let Some(mask) = &form.mask {
            return Ok(Type::enumeration(&type_name(mask)));
        }
        if let Some(enumeration) = &form.enumeration {
            return Ok(Type::enumeration(&enumeration_name(self.schema, enumeration)));
        }
        if form.item_type == "Any" {
            return Ok(Type::Node);
        }
        if form.item_type == "Structure" {
            let named = form.structure.clone();
            let by_tag =
                || self.schema.structures.iter().find(|s| s.tag.as_deref() == Some(tag)).map(|s| s.name.clone());
            let name = named.or_else(by_tag).ok_or_else(|| format!("no structure for tag {tag:?}"))?;
            return Ok(Type::Structure(self.structure_name(&name)));
        }
        Type::scalar(&form.item_type, secret).ok_or_else(|| format!("unknown type {:?} of {tag:?}", form.item_type))
    }

    fn variant_type(&self, variant: &schema::Variant) -> Type {
        let tags = self.schema.tags.iter().filter(|tag| variant.tags.contains(&tag.name));
        let borrows = tags.flat_map(schema::Tag::forms).any(|form| {
            form.enumeration.is_none() && !matches!(Type::scalar(&form.item_type, false), Some(Type::Plain { .. }))
        });
        Type::Variant { name: type_name(&variant.name), borrows }
    }

    fn field_type(&self, field: &schema::Field) -> Result<Type, String> {
        if let Some(choice) = &field.choice {
            return Ok(Type::Chosen(type_name(choice)));
        }
        let tag = field.tag.as_deref().unwrap_or_default();
        let selection = self.schema.types.selections.iter().find(|s| s.tag == tag);
        if let (Some(selection), Some(_)) = (selection, &field.selector) {
            return Ok(Type::Chosen(type_name(&selection.name)));
        }
        let forms = field.forms();
        let types: BTreeSet<&str> = forms.iter().map(|f| f.item_type.as_str()).collect();
        if types.len() > 1 {
            let variant = self.schema.types.variants.iter().find(|v| v.tags.iter().any(|t| t == tag));
            let variant = variant.ok_or_else(|| format!("types of {tag:?} vary; types.json has no variant for it"))?;
            return Ok(self.variant_type(variant));
        }
        let form = forms.iter().find(|f| f.structure.is_some()).or_else(|| forms.first());
        let form = form.ok_or_else(|| format!("no type for {tag:?}"))?;
        self.value_type(tag, form, field.secret)
    }

    fn field(&self, field: &schema::Field, owner: Versions) -> Result<Field, String> {
        let name = field.tag.clone().or_else(|| field.choice.clone()).unwrap_or_default();
        let tags = match &field.tag {
            Some(tag) => vec![tag.clone()],
            None => field.members.keys().cloned().collect(),
        };
        let versions = field.versions.as_deref().map_or(Ok(owner), parse)?;
        let counts: Vec<&String> = match &field.occurs {
            Varying::Same(count) => vec![count],
            Varying::By(map) => map.values().collect(),
        };
        let many = counts.iter().any(|count| count.ends_with('n'));
        let required = versions == owner && counts.iter().all(|count| count.starts_with('1'));
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
            condition,
            name,
        })
    }

    fn fields(&self, fields: &[schema::Field], owner: Versions) -> Result<Vec<Field>, String> {
        let typed = fields.iter().filter(|f| !f.any && !f.any_attribute);
        typed.map(|field| self.field(field, owner)).collect()
    }

    /// Adds what another structure of the same type has: versions, looser counts.
    fn join(into: &mut Structure, other: Structure) {
        into.versions = into.versions.union(other.versions);
        for field in other.fields {
            if let Some(same) = into.fields.iter_mut().find(|f| f.name == field.name) {
                same.versions = same.versions.union(field.versions);
                same.required &= field.required;
                if same.count != field.count {
                    same.count = if same.count == Count::Many { Count::Many } else { Count::Optional };
                }
            } else {
                into.fields.push(field);
            }
        }
    }

    fn structures(&self) -> Result<Vec<Structure>, String> {
        let mut all: Vec<Structure> = Vec::new();
        for s in &self.schema.structures {
            let by_hand = self.schema.types.hand_written.get(&s.name).map(String::as_str);
            if matches!(by_hand, Some("whole" | "none")) || self.is_same_as_hand_written(&s.name) {
                continue;
            }
            let versions = parse(&s.versions)?;
            let structure = Structure {
                rust: self.structure_name(&s.name),
                title: format!("{}: {}", s.name, kind_title(&s.kind)),
                room: names::file(&s.kind.replace('-', " ")),
                versions,
                sections: s.sections.clone(),
                fields: self.fields(&s.fields, versions)?,
                encode_by_hand: by_hand == Some("encode"),
            };
            match all.iter_mut().find(|known| known.rust == structure.rust) {
                Some(known) => Self::join(known, structure),
                None => all.push(structure),
            }
        }
        for operation in &self.schema.operations {
            for (fields, form) in [(&operation.request, "Request"), (&operation.response, "Response")] {
                let versions = parse(&operation.versions)?;
                all.push(Structure {
                    rust: format!("{}{form}", type_name(&operation.name)),
                    title: format!("{} {form} Payload", operation.name),
                    room: format!("operations/{}", names::file(&operation.name)),
                    versions,
                    sections: operation.sections.clone(),
                    fields: self.fields(fields, versions)?,
                    encode_by_hand: false,
                });
            }
        }
        Ok(all)
    }

    fn is_same_as_hand_written(&self, name: &str) -> bool {
        let same = self.schema.types.same.get(name).and_then(|same| self.schema.types.hand_written.get(same));
        same.is_some_and(|how| how == "whole")
    }

    fn variant(&self, variant: &schema::Variant) -> Result<Variant, String> {
        let mut arms: Vec<Arm> = Vec::new();
        let mut all = Versions::default();
        for name in &variant.tags {
            let tag = self.schema.tags.iter().find(|t| t.name == *name).ok_or_else(|| format!("no tag {name:?}"))?;
            let own = parse(&tag.versions)?;
            all = all.union(own);
            for form in tag.forms() {
                let versions = form.versions.as_deref().map_or(Ok(own), parse)?;
                if let Some(arm) = arms.iter_mut().find(|arm| arm.item_type == form.item_type) {
                    arm.versions = arm.versions.union(versions);
                    continue;
                }
                let value = self.value_type(name, &form, false)?;
                arms.push(Arm { rust: type_name(&form.item_type), item_type: form.item_type, value, versions });
            }
        }
        let encode_by_hand = variant.encode.as_deref() == Some("hand");
        Ok(Variant { name: variant.name.clone(), rust: type_name(&variant.name), arms, versions: all, encode_by_hand })
    }

    fn cases(&self, selection: &schema::Selection) -> Result<Vec<Case>, String> {
        let case =
            |when: &str, rust: String, value: String, versions: Versions, sections: &BTreeMap<String, String>| Case {
                name: when.to_owned(),
                when: when.to_owned(),
                rust,
                value: Type::Structure(value),
                boxed: false,
                versions,
                sections: sections.clone(),
            };
        match selection.arms.as_str() {
            form @ ("request" | "response") => {
                let suffix = if form == "request" { "Request" } else { "Response" };
                let operations = self.schema.operations.iter();
                operations
                    .map(|o| {
                        let rust = type_name(&o.name);
                        Ok(case(&o.name, rust.clone(), format!("{rust}{suffix}"), parse(&o.versions)?, &o.sections))
                    })
                    .collect()
            }
            "structures" => {
                let selected =
                    |s: &&schema::Structure| s.selected_by.as_ref().is_some_and(|by| by.field == selection.selector);
                let structures = self.schema.structures.iter().filter(selected);
                structures
                    .map(|s| {
                        let when = s.selected_by.as_ref().map(|by| by.value.clone()).unwrap_or_default();
                        let rust = type_name(&when);
                        Ok(case(&when, rust, self.structure_name(&s.name), parse(&s.versions)?, &s.sections))
                    })
                    .collect()
            }
            "attributes" => self.attributes(),
            other => Err(format!("selection {:?}: unknown arms {other:?}", selection.name)),
        }
    }

    fn attributes(&self) -> Result<Vec<Case>, String> {
        let with_tag = self.schema.attributes.iter().filter_map(|a| a.tag.as_ref().map(|tag| (a, tag)));
        with_tag
            .map(|(a, tag)| {
                let forms = a.forms();
                let types: BTreeSet<&str> = forms.iter().map(|f| f.item_type.as_str()).collect();
                let variant = self.schema.types.variants.iter().find(|v| v.tags.contains(tag));
                let value = match (types.len(), variant, forms.first()) {
                    (2.., Some(variant), _) => self.variant_type(variant),
                    (1, _, Some(form)) => self.value_type(tag, form, false)?,
                    _ => return Err(format!("attribute {:?}: types vary; types.json has no variant for it", a.name)),
                };
                Ok(Case {
                    name: a.name.clone(),
                    when: tag.clone(),
                    rust: type_name(&a.name),
                    value,
                    boxed: false,
                    versions: parse(&a.versions)?,
                    sections: a.sections.clone().unwrap_or_default(),
                })
            })
            .collect()
    }

    fn choice(&self, name: &str) -> Result<Vec<Case>, String> {
        let mut members: BTreeMap<String, Versions> = BTreeMap::new();
        let payloads = self.schema.operations.iter().flat_map(|o| o.request.iter().chain(&o.response));
        for field in payloads.filter(|f| f.choice.as_deref() == Some(name)) {
            for (tag, versions) in &field.members {
                let all = members.entry(tag.clone()).or_default();
                *all = all.union(parse(versions)?);
            }
        }
        let cases = members.into_iter().map(|(tag, versions)| {
            let structure = self.schema.structures.iter().find(|s| s.tag.as_deref() == Some(&tag));
            let structure = structure.ok_or_else(|| format!("no structure for {tag:?}"))?;
            Ok(Case {
                name: tag.clone(),
                rust: type_name(&tag),
                value: Type::Structure(self.structure_name(&structure.name)),
                boxed: false,
                versions,
                sections: structure.sections.clone(),
                when: tag,
            })
        });
        cases.collect()
    }
}

const fn kind_title(kind: &str) -> &str {
    match kind.as_bytes() {
        b"managed-object" => "a Managed Object",
        b"attribute" => "a structure of an attribute",
        b"message" | b"header" | b"batch-item" => "a structure of the message",
        b"operation" => "a structure of operations",
        _ => "a structure of objects",
    }
}

impl Model {
    pub(crate) fn build(schema: &Schema) -> Result<Self, String> {
        let variant_names = schema.types.variants.iter().map(|v| v.name.clone()).collect();
        let builder = Builder { schema, variant_names };
        let selections = schema.types.selections.iter().filter(|s| s.arms != "attributes");
        let mut model = Self {
            structures: builder.structures()?,
            variants: schema.types.variants.iter().map(|v| builder.variant(v)).collect::<Result<_, _>>()?,
            selections: selections.map(|s| Ok((s.clone(), builder.cases(s)?))).collect::<Result<_, String>>()?,
            choices: schema
                .types
                .choices
                .iter()
                .map(|c| Ok((c.clone(), builder.choice(c)?)))
                .collect::<Result<_, String>>()?,
            attributes: builder.attributes()?,
            secret_tags: BTreeSet::new(),
        };
        let structures = schema.structures.iter().flat_map(|s| &s.fields);
        let payloads = schema.operations.iter().flat_map(|o| o.request.iter().chain(&o.response));
        model.secret_tags = structures.chain(payloads).filter(|f| f.secret).filter_map(|f| f.tag.clone()).collect();
        model.mark_selectors(schema);
        model.mark_boxes();
        Ok(model)
    }

    /// A field selects if one of its own structure, or of a structure inside, says so.
    fn mark_selectors(&mut self, schema: &Schema) {
        let mut marks = Vec::new();
        for (s, structure) in self.structures.iter().enumerate() {
            for (f, field) in structure.fields.iter().enumerate() {
                let selections = schema.types.selections.iter().filter(|x| x.selector == field.name);
                let targets: Vec<String> = selections.map(|x| type_name(&x.name)).collect();
                if targets.iter().any(|target| self.contains(structure, target, 2)) {
                    marks.push((s, f));
                }
            }
        }
        for (s, f) in marks {
            if let Some(field) = self.structures.get_mut(s).and_then(|x| x.fields.get_mut(f)) {
                field.selects = true;
            }
        }
    }

    fn contains(&self, structure: &Structure, target: &str, depth: usize) -> bool {
        structure.fields.iter().any(|field| match &field.value {
            Type::Chosen(name) => name == target,
            Type::Structure(name) if depth > 0 => self.named_contains(name, target, depth - 1),
            Type::Variant { name, .. } if depth > 0 => {
                let variant = self.variants.iter().find(|v| v.rust == *name);
                variant.into_iter().flat_map(|v| &v.arms).any(|arm| match &arm.value {
                    Type::Structure(inner) => self.named_contains(inner, target, depth - 1),
                    _ => false,
                })
            }
            _ => false,
        })
    }

    fn named_contains(&self, name: &str, target: &str, depth: usize) -> bool {
        self.structures.iter().find(|s| s.rust == name).is_some_and(|s| self.contains(s, target, depth))
    }

    fn mark_boxes(&mut self) {
        // Arms first: the size of what holds them depends on it.
        let cases = |cases: &[Case], model: &Self| -> Vec<bool> {
            cases.iter().map(|case| model.size(&case.value, 0) > INLINE).collect()
        };
        let attributes = cases(&self.attributes, self);
        self.attributes.iter_mut().zip(attributes).for_each(|(case, boxed)| case.boxed = boxed);
        let selected: Vec<Vec<bool>> = self.selections.iter().map(|(_, list)| cases(list, self)).collect();
        for ((selection, list), boxes) in self.selections.iter_mut().zip(selected) {
            if selection.arms == "structures" {
                list.iter_mut().zip(boxes).for_each(|(case, boxed)| case.boxed = boxed);
            }
        }
        let fields: Vec<Vec<bool>> = self
            .structures
            .iter()
            .map(|s| {
                let boxed = |f: &Field| {
                    let kind = matches!(f.value, Type::Structure(_) | Type::Variant { .. });
                    f.count == Count::Optional && kind && self.size(&f.value, 0) > INLINE
                };
                s.fields.iter().map(boxed).collect()
            })
            .collect();
        for (structure, boxes) in self.structures.iter_mut().zip(fields) {
            structure.fields.iter_mut().zip(boxes).for_each(|(field, boxed)| field.boxed = boxed);
        }
    }

    /// About how many bytes a value takes in memory; boxes below are not counted as such, which errs on the large side.
    fn size(&self, value: &Type, depth: usize) -> usize {
        if depth > 12 {
            return 0;
        }
        let next = depth + 1;
        match value {
            Type::Plain { size, .. } => *size,
            Type::Body { .. } => 24,
            Type::Node => 56,
            Type::Structure(name) if name == "Attributes" => 24,
            Type::Structure(name) => self.structures.iter().find(|s| s.rust == *name).map_or(24, |s| {
                let fields = s.fields.iter().map(|field| match (field.count, &field.value) {
                    (Count::Many, _) => 24,
                    (Count::Optional, Type::Plain { optional_size, .. }) => *optional_size,
                    (Count::Optional, Type::Structure(_) | Type::Variant { .. }) => {
                        let size = self.size(&field.value, next);
                        if size > INLINE { 8 } else { size }
                    }
                    (_, value) => self.size(value, next),
                });
                fields.sum::<usize>() + 8
            }),
            Type::Variant { name, .. } => {
                let variant = self.variants.iter().find(|v| v.rust == *name);
                variant.into_iter().flat_map(|v| &v.arms).map(|arm| self.size(&arm.value, next)).max().unwrap_or(0) + 8
            }
            Type::Chosen(name) => {
                let lists = self.selections.iter().map(|(s, list)| (type_name(&s.name), list));
                let choices = self.choices.iter().map(|(name, list)| (type_name(name), list));
                let cases = lists.chain(choices).find(|(known, _)| known == name).map(|(_, list)| list);
                let cases = cases.unwrap_or(&self.attributes);
                let arm = |case: &Case| if case.boxed { 8 } else { self.size(&case.value, next) };
                cases.iter().map(arm).max().unwrap_or(0).max(56) + 8
            }
        }
    }
}
