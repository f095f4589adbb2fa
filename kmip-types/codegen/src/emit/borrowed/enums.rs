//! Enums: by wire type, by another field, by the tag.

use super::closure::Closure;
use super::type_code;
use crate::emit::chosen::{encode_arms, lines};
use crate::emit::variants::{encode, lines as arm_lines};
use crate::emit::{in_versions, sections};
use crate::model::{Case, Variant};
use crate::names::constant;
use crate::types::Type;
use crate::versions::Versions;

/// The versions from 2.0 on: what only they have has no Attribute Name.
const TAGGED: Versions = Versions(0xE0);

/// Code, and the names of the types in it.
pub(super) type Room = (String, Vec<String>);

/// By wire type.
pub(super) fn variants(closure: &Closure<'_>) -> Room {
    let code = closure.variants.iter().map(|v| variant(v, closure)).collect();
    (code, closure.variants.iter().map(|v| v.rust.clone()).collect())
}

/// By another field, or by the tag of the item.
pub(super) fn selections(closure: &Closure<'_>) -> Room {
    let selections = closure.selections.iter().map(|(name, bytes, cases)| selection(name, *bytes, cases, closure));
    let choices = closure.choices.iter().map(|(name, cases)| choice(name, cases, closure));
    let names = closure.selections.iter().map(|(name, ..)| name).chain(closure.choices.iter().map(|(name, _)| name));
    (selections.chain(choices).collect(), names.cloned().collect())
}

/// The value of one attribute.
pub(super) fn attributes(closure: &Closure<'_>) -> Room {
    let code = closure.attributes.map(|cases| attribute(cases, closure)).unwrap_or_default();
    (code, closure.attributes.map(|_| "Attribute".to_owned()).into_iter().collect())
}

/// Structures stand elsewhere, so that the enum is small.
fn case_type(case: &Case, closure: &Closure<'_>) -> String {
    let code = type_code(&case.value, closure);
    if matches!(case.value, Type::Structure(_)) { format!("&'a {code}") } else { code }
}

/// `From` the type of each arm that borrows and that no other arm has.
fn conversions(rust: &str, arms: &[(String, String)]) -> String {
    let unique = arms.iter().filter(|(_, code)| arms.iter().filter(|(_, other)| other == code).count() == 1);
    unique
        .filter(|(_, code)| code.contains("'a"))
        .map(|(arm, code)| {
            format!(
                "
impl<'a> From<{code}> for {rust}<'a> {{
    fn from(value: {code}) -> Self {{
        Self::{arm}(value)
    }}
}}
"
            )
        })
        .collect()
}

fn default(rust: &str, anonymous: &str, arm: &str) -> String {
    format!(
        "
impl Default for {rust}{anonymous} {{
    fn default() -> Self {{
        Self::{arm}(Default::default())
    }}
}}
"
    )
}

fn variant(v: &Variant, closure: &Closure<'_>) -> String {
    let rust = &v.rust;
    let (life, anonymous) = (closure.lifetime(rust), closure.anonymous(rust));
    let arms = arm_lines(v, |arm| {
        let code = type_code(&arm.value, closure);
        format!("/// {}; {}.\n{}({code}),", arm.item_type, in_versions(arm.versions), arm.rust)
    });
    let first = v.arms.first().map(|arm| arm.rust.as_str()).unwrap_or_default();
    let types: Vec<(String, String)> =
        v.arms.iter().map(|arm| (arm.rust.clone(), type_code(&arm.value, closure))).collect();
    format!(
        "
/// {}: a field whose item type varies.
///
/// {}.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum {rust}{life} {{
    {arms}
}}
{}{}{}",
        v.name,
        in_versions(v.versions),
        default(rust, anonymous, first),
        conversions(rust, &types),
        if v.encode_by_hand { String::new() } else { encode(v, anonymous) }
    )
}

/// The enum and what it can be made from.
fn declare(rust: &str, doc: &str, cases: &[Case], other: &str, closure: &Closure<'_>) -> String {
    let arms = lines(cases, |case| {
        format!(
            "/// {}: {}{}.\n{}({}),",
            case.when,
            sections(&case.sections),
            in_versions(case.versions),
            case.rust,
            case_type(case, closure)
        )
    });
    let types: Vec<(String, String)> = cases.iter().map(|case| (case.rust.clone(), case_type(case, closure))).collect();
    format!(
        "
/// {doc}
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum {rust}<'a> {{
    {arms}
    {other}
}}
{}",
        conversions(rust, &types)
    )
}

fn selection(rust: &str, bytes: bool, cases: &[Case], closure: &Closure<'_>) -> String {
    let doc = "What it holds is decided by another field.";
    let mut other = "/// The other field has a value that the tables do not have.\nUnknown(Value<'a>),".to_owned();
    let mut arms = "Self::Unknown(v) => v.encode(tag, e),".to_owned();
    let mut conversion = String::new();
    if bytes {
        other.insert_str(0, "/// A format that is no structure.\nByteString(Secret<&'a [u8]>),\n");
        arms.insert_str(0, "Self::ByteString(v) => v.encode(tag, e),\n");
        conversion = conversions(rust, &[("ByteString".to_owned(), "Secret<&'a [u8]>".to_owned())]);
    }
    format!(
        "{}{conversion}
/// An empty structure.
impl Default for {rust}<'_> {{
    fn default() -> Self {{
        Self::Unknown(Value::Structure)
    }}
}}

impl Encode for {rust}<'_> {{
    fn encode(&self, tag: Tag, e: &mut Encoder<'_>) -> Result<(), Fault> {{
        match self {{
            {}
            {arms}
        }}
    }}
}}
",
        declare(rust, doc, cases, &other, closure),
        encode_arms(cases)
    )
}

fn choice(rust: &str, cases: &[Case], closure: &Closure<'_>) -> String {
    let doc = "One of several structures, each under its own tag.";
    let tags = lines(cases, |case| format!("Self::{}(_) => Tag::{},", case.rust, constant(&case.when)));
    format!(
        "{}
impl {rust}<'_> {{
    /// The tag that it stands under.
    #[must_use]
    pub const fn tag(&self) -> Tag {{
        match self {{ {tags} }}
    }}
}}

/// Written under its own tag, whatever tag is given.
impl Encode for {rust}<'_> {{
    fn encode(&self, _: Tag, e: &mut Encoder<'_>) -> Result<(), Fault> {{
        let tag = self.tag();
        match self {{ {} }}
    }}
}}
",
        declare(rust, doc, cases, "", closure),
        encode_arms(cases)
    )
}

fn attribute(cases: &[Case], closure: &Closure<'_>) -> String {
    let doc = "The value of one attribute: by its tag (2.0 on) or by its Attribute Name (1.x).";
    let tags = lines(cases, |case| format!("Self::{}(_) => Tag::{},", case.rust, constant(&case.when)));
    let some = cases.iter().filter(|case| case.versions != Versions::ALL);
    let versions: Vec<String> =
        some.map(|case| format!("Self::{}(_) => {},", case.rust, case.versions.expression())).collect();
    let named = cases.iter().filter(|case| !case.versions.within(TAGGED));
    let names: Vec<String> = named.map(|case| format!("Tag::{} => {:?},", constant(&case.when), case.name)).collect();
    let encode = lines(cases, |case| format!("Self::{}(v) => v.encode(tag, e),", case.rust));
    format!(
        "{}
impl Attribute<'_> {{
    /// The tag of the attribute.
    #[must_use]
    pub const fn tag(&self) -> Tag {{
        match self {{
{tags}
        }}
    }}

    /// The versions that have the attribute.
    #[must_use]
    pub const fn versions(&self) -> Versions {{
        match self {{
{}
            _ => Versions::ALL,
        }}
    }}
}}

/// The name in 1.x of the attribute with this tag.
pub(crate) const fn attribute_name(tag: Tag) -> Option<&'static str> {{
    Some(match tag {{
{}
        _ => return None,
    }})
}}

impl Encode for Attribute<'_> {{
    fn encode(&self, tag: Tag, e: &mut Encoder<'_>) -> Result<(), Fault> {{
        e.only_in(tag, self.versions())?;
        match self {{
{encode}
        }}
    }}
}}
",
        declare("Attribute", doc, cases, "", closure),
        versions.join("\n"),
        names.join("\n")
    )
}
