//! Enums whose arm another field, or the tag of the item, decides.

use super::imports::with_imports;
use super::{in_versions, into_owned, sections};
use crate::model::{Case, Model, enumeration_name};
use crate::names::{constant, type_name};
use crate::schema::{Schema, Selection};
use crate::versions::Versions;

/// An arm that no entry of the schema gives: its name, its value, what it is.
pub(super) type OtherArm = (&'static str, &'static str, &'static str);

/// A line per case.
pub(super) fn lines(cases: &[Case], line: impl Fn(&Case) -> String) -> String {
    cases.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Every case, found by the constant of `chooser`, put in place and filled.
pub(super) fn fill_arms(cases: &[Case], chooser: &str) -> String {
    lines(cases, |case| {
        format!("{chooser}::{} => fill_arm!(self, Self::{}, item, d),", constant(&case.when), case.rust)
    })
}

/// Every case written under `tag`, in the versions that have it.
pub(super) fn encode_arms(cases: &[Case]) -> String {
    lines(cases, |case| {
        if case.versions == Versions::ALL {
            format!("Self::{}(v) => v.encode(tag, e),", case.rust)
        } else {
            format!("Self::{}(v) => {{ e.only_in(tag, {})?; v.encode(tag, e) }}", case.rust, case.versions.expression())
        }
    })
}

/// The enum, how it becomes owned, and what it can be made from.
pub(super) fn declare(rust: &str, doc: &str, cases: &[Case], others: &[OtherArm]) -> String {
    let arms = lines(cases, |case| {
        let value = if case.boxed { format!("Box<{}>", case.value.code()) } else { case.value.code() };
        format!(
            "/// {}: {}{}.\n{}({value}),",
            case.when,
            sections(&case.sections),
            in_versions(case.versions),
            case.rust
        )
    });
    let other_arms: String = others.iter().map(|(name, value, doc)| format!("/// {doc}\n{name}({value}),\n")).collect();
    let names = cases.iter().map(|case| case.rust.as_str()).chain(others.iter().map(|(name, ..)| *name));
    let owned: String = names.map(|arm| format!("Self::{arm}(v) => {rust}::{arm}(v.into_owned()),\n")).collect();
    format!(
        "
/// {doc}
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum {rust}<'a> {{
    {arms}
    {other_arms}
}}

impl {rust}<'_> {{
    /// The same, owning its text and bytes.
    #[must_use]
    pub fn into_owned(self) -> {rust}<'static> {{
        match self {{ {owned} }}
    }}
}}
{}{}",
        into_owned(rust),
        conversions(rust, cases)
    )
}

/// `From` the type of each arm that no other arm has.
fn conversions(rust: &str, cases: &[Case]) -> String {
    let unique = |case: &&Case| cases.iter().filter(|other| other.value == case.value).count() == 1;
    let borrowing = cases.iter().filter(unique).filter(|case| case.value.code().contains("'a"));
    borrowing
        .map(|case| {
            let (arm, code) = (&case.rust, case.value.code());
            let value = if case.boxed { "Box::new(value)" } else { "value" };
            format!(
                "
impl<'a> From<{code}> for {rust}<'a> {{
    fn from(value: {code}) -> Self {{
        Self::{arm}({value})
    }}
}}
"
            )
        })
        .collect()
}

fn default(rust: &str, arm: &str) -> String {
    format!(
        "
impl Default for {rust}<'_> {{
    fn default() -> Self {{
        Self::{arm}(Default::default())
    }}
}}
"
    )
}

/// `selections.rs`: payloads by operation, key material by format, credentials by type.
pub(super) fn selections(schema: &Schema, model: &Model) -> String {
    with_imports(&model.selections.iter().map(|(s, cases)| selection(schema, s, cases)).collect::<String>())
}

fn selection(schema: &Schema, s: &Selection, cases: &[Case]) -> String {
    const UNKNOWN: OtherArm =
        ("Unknown", "Node<'a>", "Kept as it is: the selector has a value that the tables do not have.");
    const BYTES: OtherArm = ("ByteString", "Secret<Bytes<'a>>", "A format that is no structure.");
    let rust = type_name(&s.name);
    let chooser = enumeration_name(schema, &s.selector);
    let tag = constant(&s.selector);
    let doc = format!("{}: what it holds is decided by {}.", s.name, s.selector);
    let others: &[OtherArm] = if s.bytes { &[BYTES, UNKNOWN] } else { &[UNKNOWN] };
    let bytes = if s.bytes {
        "if item.item_type() == ItemType::BYTE_STRING { return fill_arm!(self, Self::ByteString, item, d); }"
    } else {
        ""
    };
    let selector = lines(cases, |case| format!("Self::{}(_) => {chooser}::{},", case.rust, constant(&case.when)));
    let untold = others.iter().map(|(name, ..)| format!("Self::{name}(_)")).collect::<Vec<_>>().join(" | ");
    let encode: String = others.iter().map(|(name, ..)| format!("Self::{name}(v) => v.encode(tag, e),\n")).collect();
    format!(
        "{}{}
impl {rust}<'_> {{
    /// The value of {} that selects this; 0 where the arm does not tell.
    #[must_use]
    pub const fn selector(&self) -> {chooser} {{
        match self {{ {selector} {untold} => {chooser}::new(0), }}
    }}
}}

impl<'a> Decode<'a> for {rust}<'a> {{
    fn fill(&mut self, item: Item, d: &mut Decoder<'a, '_>) -> Result<(), Fault> {{
        {bytes}
        match {chooser}::new(d.selected(Tag::{tag})) {{
            {}
            _ => d.unknown(Tag::{tag}, item).map(|node| *self = Self::Unknown(node)),
        }}
    }}
}}

impl Encode for {rust}<'_> {{
    fn encode(&self, tag: Tag, e: &mut Encoder<'_>) -> Result<(), Fault> {{
        match self {{
            {}
            {encode}
        }}
    }}
}}
",
        declare(&rust, &doc, cases, others),
        default(&rust, others.first().map(|(name, ..)| *name).unwrap_or_default()),
        s.selector,
        fill_arms(cases, &chooser),
        encode_arms(cases)
    )
}

/// `choices.rs`: what the tag of the item decides.
pub(super) fn choices(model: &Model) -> String {
    with_imports(&model.choices.iter().map(|(name, cases)| choice(name, cases)).collect::<String>())
}

fn choice(name: &str, cases: &[Case]) -> String {
    let rust = type_name(name);
    let doc = format!("{name}: one of several structures, each under its own tag.");
    let tags = lines(cases, |case| format!("Self::{}(_) => Tag::{},", case.rust, constant(&case.when)));
    // The first arm also gets what no arm takes.
    let rest = cases.get(1..).unwrap_or_default();
    let first = cases.first().map_or("", |case| &case.rust);
    format!(
        "{}{}
impl {rust}<'_> {{
    /// The tag that it stands under.
    #[must_use]
    pub const fn tag(&self) -> Tag {{
        match self {{ {tags} }}
    }}
}}

impl<'a> Decode<'a> for {rust}<'a> {{
    fn fill(&mut self, item: Item, d: &mut Decoder<'a, '_>) -> Result<(), Fault> {{
        match item.tag() {{
            {}
            _ => fill_arm!(self, Self::{first}, item, d),
        }}
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
        declare(&rust, &doc, cases, &[]),
        default(&rust, first),
        fill_arms(rest, "Tag"),
        encode_arms(cases)
    )
}
