//! Prints `version_forms.rs`: the fields of the model with two forms of one thing.
//!
//! It also has the types that have such fields inside.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::imports::with_imports;
use super::tables::versions_where;
use crate::model::{Case, Count, Field, Model, Structure};
use crate::names::{constant, field as ident, type_name};
use crate::schema::{self, Arms, AttributeForms, FormPair, Holding, Name, Schema};
use crate::types::Type;
use crate::versions::Versions;

impl Holding {
    /// Returns whether a field can be this, by how often it can occur.
    fn has(self, field: &Field) -> bool {
        match self {
            Self::List => field.count == Count::Many,
            Self::Container | Self::One => field.count == Count::Optional,
            Self::Reference => true,
        }
    }

    const fn word(self) -> &'static str {
        match self {
            Self::Container => "template",
            Self::List => "list",
            Self::One => "one",
            Self::Reference => "reference",
        }
    }
}

/// One thing in its two forms, as fields of a structure.
struct Pair<'m> {
    kind: Holding,
    named: &'m Field,
    tagged: &'m Field,
}

/// The fields of a structure that are forms of one thing.
fn pairs<'m>(s: &'m Structure, forms: &AttributeForms) -> Vec<Pair<'m>> {
    let field = |name: &str| s.fields.iter().find(|field| field.name == name);
    let of = |FormPair { kind, named, tagged }: FormPair<'_>| {
        Some(Pair { kind, named: field(named).filter(|field| kind.has(field))?, tagged: field(tagged)? })
    };
    forms.around().filter_map(of).collect()
}

/// Returns whether the setter of a field is one of those for attributes.
pub(super) fn has_own_setter(s: &Structure, field: &Field, forms: &AttributeForms) -> bool {
    let of_pair = pairs(s, forms).into_iter().any(|Pair { kind, named, tagged }| {
        let is_single = kind == Holding::Reference && tagged.count == Count::Optional;
        named.ident == field.ident || (tagged.ident == field.ident && !is_single)
    });
    of_pair || repeated(s, forms).any(|(_, named, _)| named.ident == field.ident)
}

/// Returns the attributes that a response repeats in 1.x alone.
///
/// Each has how the response holds them, its field, and the tag that other payloads have for them.
fn repeated<'m>(s: &'m Structure, forms: &'m AttributeForms) -> impl Iterator<Item = (Holding, &'m Field, &'m str)> {
    let field = |name: &str| s.fields.iter().find(|field| field.name == name);
    let is_payload = s.room.starts_with("operations/");
    forms.around().filter(move |form| is_payload && form.kind != Holding::Reference).filter_map(move |form| {
        let FormPair { kind, named, tagged } = form;
        let named = field(named).filter(|field| kind.has(field))?;
        field(tagged).is_none().then_some((kind, named, tagged))
    })
}

pub(super) fn file(schema: &Schema, model: &Model) -> Result<String, String> {
    let forms = &schema.conversions.attributes;
    let mut out = String::new();
    let types = Types { forms, model, empty: empty_structures(schema, model)? };
    let _ = writeln!(out, "crate::model::version_forms! {{\n{}}}\n", types.structures());
    let _ = writeln!(out, "crate::model::attribute_getters! {{\n{}}}\n", getters(model, forms));
    let [lists, single, references, of_responses] = setters(model, forms);
    let _ = writeln!(out, "crate::model::attribute_setters! {{\n{lists}}}\n");
    let _ = writeln!(out, "crate::model::attribute_setters_of_one! {{\n{single}}}\n");
    let _ = writeln!(out, "crate::model::repeated_attribute_setters! {{\n{of_responses}}}\n");
    let _ = writeln!(out, "crate::model::attribute_references! {{\n{references}}}\n");
    let _ = writeln!(out, "crate::model::name_forms! {{\n{}}}", names(&schema.conversions.names));
    // Arms are no types, and need no import.
    Ok(format!("{}\ncrate::model::version_form_enums! {{\n{}}}\n", with_imports(&out), types.enums()))
}

/// A structure, its field that may be empty, and the versions that require it.
type Empty<'m> = (&'m str, &'m str, Versions);

/// Returns the optional fields that some versions require, and may be empty.
fn empty_structures<'m>(schema: &Schema, model: &'m Model) -> Result<Vec<Empty<'m>>, String> {
    let mut found = Vec::new();
    for s in &model.structures {
        for (field, own) in
            s.fields.iter().filter_map(|f| Some((f, s.entry.fields.iter().find(|own| own.name() == Some(&f.name))?)))
        {
            let allowed = own.versions.as_deref().map_or(Ok(s.versions), Versions::parse)?;
            let required = versions_where(&own.occurs, allowed, |count| count.starts_with('1'))?;
            if field.count == Count::Optional && required != Versions::default() && may_be_empty(schema, own, required)?
            {
                found.push((s.rust.as_str(), field.ident.as_str(), required));
            }
        }
    }
    Ok(found)
}

/// Returns whether a field is a structure of which these versions require nothing.
fn may_be_empty(schema: &Schema, field: &schema::Field, versions: Versions) -> Result<bool, String> {
    let forms = field.forms();
    let form = forms.first().filter(|form| forms.len() == 1 && form.item_type == "Structure");
    let held = form.and_then(|form| match &form.structure {
        Some(name) => schema.structures.iter().find(|s| s.name == *name),
        None => schema.structures.iter().find(|s| s.tag == field.tag),
    });
    let Some(held) = held else { return Ok(false) };
    let own = Versions::parse(&held.versions)?;
    for inner in &held.fields {
        let allowed = inner.versions.as_deref().map_or(Ok(own), Versions::parse)?;
        let required = versions_where(&inner.occurs, allowed, |count| count.starts_with('1'))?;
        if required.intersection(versions) != Versions::default() || !inner.present_if.is_empty() {
            return Ok(false);
        }
    }
    Ok(true)
}

/// An enum of the model, the types in its arms, and whether these are payloads.
struct Enum<'m> {
    name: String,
    arms: Vec<(&'m str, &'m Type)>,
    is_payload: bool,
}

/// The types that payloads are or hold, with something in it that has two forms.
struct Types<'s> {
    forms: &'s AttributeForms,
    model: &'s Model,
    empty: Vec<Empty<'s>>,
}

impl Types<'_> {
    fn is_apart(&self, s: &Structure) -> bool {
        self.forms.apart.iter().any(|name| type_name(name) == s.rust)
    }

    fn all_enums(&self) -> Vec<Enum<'_>> {
        let by_type = self.model.by_type.iter().map(|v| {
            let arms = v.arms.iter().map(|arm| (arm.rust.as_str(), &arm.value)).collect();
            Enum { name: v.rust.clone(), arms, is_payload: false }
        });
        let by_selector = self.model.by_selector.iter().map(|(s, cases)| {
            let is_payload = matches!(s.arms, Arms::Request | Arms::Response);
            Enum { name: type_name(&s.name), arms: arms(cases), is_payload }
        });
        let by_tag = self.model.by_tag.iter();
        let by_tag = by_tag.map(|(name, cases)| Enum { name: type_name(name), arms: arms(cases), is_payload: false });
        by_type.chain(by_selector).chain(by_tag).collect()
    }

    /// Returns what each type holds.
    fn held(&self, name: &str) -> Vec<&str> {
        let fields = self.model.structures.iter().filter(|s| s.rust == name).flat_map(|s| &s.fields).map(|f| &f.value);
        let mut held: Vec<&str> = fields.filter_map(named).collect();
        for own in self.all_enums().into_iter().filter(|own| own.name == name) {
            held.extend(own.arms.into_iter().filter_map(|(_, value)| named(value)));
        }
        held
    }

    /// Returns what payloads hold, at any depth.
    fn in_payloads(&self) -> BTreeSet<String> {
        let mut open: Vec<String> =
            self.all_enums().into_iter().filter(|own| own.is_payload).map(|own| own.name).collect();
        let mut reached = BTreeSet::new();
        while let Some(name) = open.pop() {
            if reached.insert(name.clone()) {
                open.extend(self.held(&name).into_iter().map(str::to_owned));
            }
        }
        reached
    }

    /// Returns those of these types that have something with two forms.
    fn reshaped(&self) -> BTreeSet<String> {
        let reached = self.in_payloads();
        let is_filled = |s: &Structure| self.empty.iter().any(|(of, ..)| *of == s.rust);
        let own = |s: &&Structure| {
            self.is_apart(s)
                || is_filled(s)
                || !pairs(s, self.forms).is_empty()
                || repeated(s, self.forms).next().is_some()
        };
        let mut with: BTreeSet<String> = self.model.structures.iter().filter(own).map(|s| s.rust.clone()).collect();
        loop {
            let next: Vec<String> = reached
                .iter()
                .filter(|name| !with.contains(*name) && self.held(name).iter().any(|held| with.contains(*held)))
                .cloned()
                .collect();
            if next.is_empty() {
                with.retain(|name| reached.contains(name));
                return with;
            }
            with.extend(next);
        }
    }

    fn structures(&self) -> String {
        let with = self.reshaped();
        let mut lines = String::new();
        for s in self.model.structures.iter().filter(|s| with.contains(&s.rust) && !self.is_apart(s)) {
            let pairs = pairs(s, self.forms);
            let mut line = String::new();
            for Pair { named, tagged, .. } in &pairs {
                let _ = write!(line, "{} ~ {}, ", named.ident, tagged.ident);
            }
            for field in s.fields.iter().filter(|f| named(&f.value).is_some_and(|name| with.contains(name))) {
                let _ = write!(line, ": {} ", field.ident);
            }
            // A response counts the instances of an attribute.
            let is_response = s.room.starts_with("operations/") && s.rust.ends_with("Response");
            for pair in pairs.iter().filter(|pair| is_response && pair.kind == Holding::List) {
                let _ = write!(line, "# {} ", pair.named.ident);
            }
            for (_, ident, versions) in self.empty.iter().filter(|(of, ..)| *of == s.rust) {
                let _ = write!(line, "+ {ident} {} ", versions.code());
            }
            for (_, named, _) in repeated(s, self.forms) {
                let _ = write!(line, "- {} {} ", named.ident, named.versions.code());
            }
            let _ = writeln!(lines, "{} {{ {line}}}", s.rust);
        }
        lines
    }

    fn enums(&self) -> String {
        let with = self.reshaped();
        let mut lines = String::new();
        for Enum { name, arms, .. } in self.all_enums().into_iter().filter(|own| with.contains(&own.name)) {
            let arms = arms.into_iter().filter(|(_, value)| named(value).is_some_and(|name| with.contains(name)));
            let _ = writeln!(lines, "{name}: {};", arms.map(|(arm, _)| arm).collect::<Vec<_>>().join(" "));
        }
        lines
    }
}

/// The arms of an enum, and what they hold.
fn arms(cases: &[Case]) -> Vec<(&str, &Type)> {
    cases.iter().map(|case| (case.rust.as_str(), &case.value)).collect()
}

/// The type of a value, where it can have fields.
fn named(value: &Type) -> Option<&str> {
    match value {
        Type::Structure(name) | Type::Varying { name, .. } | Type::Chosen(name) => Some(name),
        Type::Plain { .. } | Type::Body { .. } | Type::Node => None,
    }
}

/// Prints a getter for attributes in either form.
///
/// It has, for each payload and structure, what stands there under names, and under tags.
fn getters(model: &Model, forms: &AttributeForms) -> String {
    let mut lines = String::new();
    for s in &model.structures {
        let field = |name: &str| s.fields.iter().find(|field| field.name == *name);
        for FormPair { kind, named, tagged } in forms.around().filter(|form| form.kind != Holding::Reference) {
            let Some(named) = field(named).filter(|field| kind.has(field)) else { continue };
            let other = field(tagged);
            if other.is_none() && !s.room.starts_with("operations/") {
                continue;
            }
            let called = forms.called.iter().find(|(name, _)| type_name(name) == s.rust).map(|(_, called)| called);
            let getter = ident(called.map_or(tagged, String::as_str), false);
            let other = other.map(|field| format!(", {}", field.ident)).unwrap_or_default();
            let _ = writeln!(lines, "{}::{getter}: {}({}){other};", s.rust, kind.word(), named.ident);
        }
    }
    lines
}

/// Prints attributes that are text in some versions and a structure in others.
///
/// Each has the fields of the structure, and the type of a text.
fn names(names: &[Name]) -> String {
    let line = |name: &Name| {
        let (own, of_name) = (type_name(&name.name), type_name(&name.name_type));
        let (value, name_type) = (ident(&name.value, false), ident(&name.name_type, false));
        format!("{own}({own}Structure) {{ {value}, {name_type}: {of_name}::{} }}\n", constant(&name.text))
    };
    names.iter().map(line).collect()
}

/// Prints the setters for attributes.
///
/// They are those of attributes, of the one attribute that a payload is about, of references to attributes, and of what
/// responses of 1.x repeat.
fn setters(model: &Model, forms: &AttributeForms) -> [String; 4] {
    let [mut lists, mut single, mut references, mut of_responses] = [const { String::new() }; 4];
    for s in &model.structures {
        for (kind, named, tagged) in repeated(s, forms) {
            let name = if kind == Holding::One { "attribute".to_owned() } else { ident(tagged, false) };
            let _ = writeln!(of_responses, "{}::with_{name}: {}({});", s.rust, kind.word(), named.ident);
        }
        for Pair { kind, tagged, .. } in pairs(s, forms) {
            let _ = match kind {
                Holding::Container | Holding::List => {
                    writeln!(lists, "{}::with_{}({});", s.rust, tagged.ident, tagged.ident)
                }
                Holding::One => writeln!(single, "{};", s.rust),
                Holding::Reference if tagged.count == Count::Many => writeln!(references, "{};", s.rust),
                Holding::Reference => Ok(()),
            };
        }
    }
    [lists, single, references, of_responses]
}
