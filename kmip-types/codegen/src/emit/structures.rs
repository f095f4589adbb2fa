//! Structures and payloads: the type, how it is read, how it is written.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::PathBuf;

use super::imports::with_imports;
use super::{in_versions, into_owned, sections};
use crate::model::{Count, Field, Model, Structure};
use crate::names::constant;
use crate::types::Type;

/// The files of all rooms, and the two that list them.
pub(super) fn files(model: &Model, files: &mut BTreeMap<PathBuf, String>) {
    let mut rooms: BTreeMap<&str, Vec<&Structure>> = BTreeMap::new();
    for structure in &model.structures {
        rooms.entry(&structure.room).or_default().push(structure);
    }
    let mut lists = [("operations", String::new(), String::new()), ("structures", String::new(), String::new())];
    for (room, structures) in rooms {
        let (list, module) = match room.strip_prefix("operations/") {
            Some(module) => (0, module),
            None => (1, room),
        };
        let Some((folder, modules, uses)) = lists.get_mut(list) else { continue };
        let types = structures.iter().map(|s| s.rust.as_str()).collect::<Vec<_>>().join(", ");
        let _ = writeln!(modules, "mod {module};");
        let _ = writeln!(uses, "pub use {module}::{{{types}}};");
        let body: String = structures.iter().map(|s| structure(s)).collect();
        files.insert(format!("{folder}/{module}.rs").into(), with_imports(&body));
    }
    for (folder, modules, uses) in lists {
        files.insert(format!("{folder}.rs").into(), format!("{modules}\n{uses}"));
    }
}

fn full_type(field: &Field) -> String {
    let one = field.value.code();
    match (field.count, field.boxed) {
        (Count::One, _) => one,
        (Count::Optional, false) => format!("Option<{one}>"),
        (Count::Optional, true) => format!("Option<Box<{one}>>"),
        (Count::Many, _) => format!("Vec<{one}>"),
    }
}

/// What the field is, how often it occurs and in which versions; then when it is there.
pub(super) fn field_doc(field: &Field, owner: &Structure) -> String {
    let count = match (field.count, field.required) {
        (Count::One, _) => "required",
        (Count::Many, true) => "at least one",
        (Count::Many, false) => "any number",
        (Count::Optional, _) => "optional",
    };
    let versions =
        if field.versions == owner.versions { String::new() } else { format!("; {}", in_versions(field.versions)) };
    let condition = field.condition.as_ref().map(|c| format!("\n///\n/// {}.", sentence(c))).unwrap_or_default();
    format!("/// {}: {count}{versions}.{condition}\n", field.name)
}

fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect()
}

fn tag_pattern(field: &Field) -> String {
    field.tags.iter().map(|tag| format!("Tag::{}", constant(tag))).collect::<Vec<_>>().join(" | ")
}

/// The tag that stands for the field in errors.
pub(super) fn first_tag(field: &Field) -> String {
    field.tags.first().map(|tag| format!("Tag::{}", constant(tag))).unwrap_or_default()
}

fn structure(s: &Structure) -> String {
    let rust = &s.rust;
    let fields = s.fields.iter();
    let mut fields: Vec<String> =
        fields.map(|field| format!("{}pub {}: {},", field_doc(field, s), field.ident, full_type(field))).collect();
    fields.push("/// Items that the tables do not have here, each with its place.\npub extra: Extra<'a>,".to_owned());
    format!(
        "
/// {}.
///
/// {}{}.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct {rust}<'a> {{
    {}
}}
{}{}{}{}",
        s.title,
        sections(&s.sections),
        in_versions(s.versions),
        fields.join("\n"),
        inherent(s),
        into_owned(rust),
        decode(s),
        encode(s)
    )
}

fn inherent(s: &Structure) -> String {
    let rust = &s.rust;
    let fields: String = s.fields.iter().map(|f| format!("{0}: self.{0}.into_owned(),", f.ident)).collect();
    format!(
        "
impl<'a> {rust}<'a> {{
    {}
    /// The same, owning its text and bytes.
    #[must_use]
    pub fn into_owned(self) -> {rust}<'static> {{
        {rust} {{ {fields} extra: self.extra.into_owned() }}
    }}
}}
",
        new(s)
    )
}

/// A constructor, where some field is required in every version.
fn new(s: &Structure) -> String {
    let required: Vec<&Field> = s.fields.iter().filter(|f| f.required).collect();
    // What is encoded by hand is also made by hand.
    if required.is_empty() || s.encode_by_hand {
        return String::new();
    }
    let (mut parameters, mut values) = (Vec::new(), Vec::new());
    for field in &required {
        let (name, full) = (&field.ident, full_type(field));
        if field.count == Count::Many || !matches!(field.value, Type::Plain { .. } | Type::Structure(_)) {
            parameters.push(format!("{name}: impl Into<{full}>"));
            values.push(format!("{name}: {name}.into()"));
        } else {
            parameters.push(format!("{name}: {full}"));
            values.push(name.clone());
        }
    }
    let rest = if required.len() == s.fields.len() { "extra: Extra::NONE" } else { "..Self::default()" };
    format!(
        "
    /// One with the fields that every version requires.
    #[must_use]
    pub fn new({}) -> Self {{
        Self {{ {}, {rest} }}
    }}
",
        parameters.join(", "),
        values.join(", ")
    )
}

fn decode(s: &Structure) -> String {
    let rust = &s.rust;
    let arms: String = s.fields.iter().enumerate().map(|(bit, field)| decode_arm(bit, field)).collect();
    let selects = s.fields.iter().any(|field| field.selects);
    let (outer, restore) = if selects { ("let outer = d.selector();", "d.restore(outer);") } else { ("", "") };
    let scope = if arms.is_empty() { "scope" } else { "mut scope" };
    let required: Vec<(usize, &Field)> = s.fields.iter().enumerate().filter(|(_, f)| f.required).collect();
    let mask = required.iter().fold(0_u64, |mask, (bit, _)| mask | (1 << bit));
    let tags = required.iter().map(|(_, f)| first_tag(f)).collect::<Vec<_>>().join(", ");
    format!(
        "
impl<'a> Decode<'a> for {rust}<'a> {{
    fn fill(&mut self, item: Item, d: &mut Decoder<'a, '_>) -> Result<(), Fault> {{
        let {scope} = d.open(item)?;
        {outer}
        loop {{
            let field = d.next_item();
            match field.tag() {{
                {arms}
                _ if field.is_end() => break,
                _ => d.other(scope, &mut self.extra, field)?,
            }}
        }}
        {restore}
        d.close(scope, item, {mask:#x}, &[{tags}])
    }}
}}
"
    )
}

fn decode_arm(bit: usize, field: &Field) -> String {
    let call = if field.count == Count::Many { "many" } else { "once" };
    let (pattern, ident) = (tag_pattern(field), &field.ident);
    let line = format!("d.{call}(&mut scope, {bit}, &mut self.{ident}, field)?");
    if field.selects {
        format!("{pattern} => {{ {line}; d.select({}, &self.{ident}); }}\n", first_tag(field))
    } else {
        format!("{pattern} => {line},\n")
    }
}

fn encode(s: &Structure) -> String {
    let rust = &s.rust;
    let lines: Vec<String> = s
        .fields
        .iter()
        .map(|field| {
            let (tag, ident) = (first_tag(field), &field.ident);
            let tied = field.selects || field.selected;
            if field.versions == s.versions {
                let call = match field.count {
                    Count::Optional if tied => "tied",
                    Count::Many if field.required => "all",
                    _ => "put",
                };
                format!("e.{call}({tag}, &self.{ident})")
            } else {
                format!("e.gated({tag}, {}, &self.{ident})", field.versions.code())
            }
        })
        .collect();
    let (parameter, body) =
        if lines.is_empty() { ("_", "Ok(())".to_owned()) } else { ("e", lines.join("?;\n        ")) };
    let mut out = format!(
        "
impl Fields for {rust}<'_> {{
    fn fields(&self, {parameter}: &mut Encoder<'_>) -> Result<(), Fault> {{
        {body}
    }}
}}
"
    );
    if !s.encode_by_hand {
        let _ = write!(
            out,
            "
impl Encode for {rust}<'_> {{
    fn encode(&self, tag: Tag, e: &mut Encoder<'_>) -> Result<(), Fault> {{
        e.structure(tag, self, &self.extra)
    }}
}}
"
        );
    }
    out
}
