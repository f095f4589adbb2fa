//! Enums whose arm another field, or the tag of the item, decides.

use std::fmt::Write;

use super::structures::{into_owned, with_imports};
use super::{in_versions, sections};
use crate::model::{Case, Model, enumeration_name};
use crate::names::{constant, type_name};
use crate::schema::{Schema, Selection};
use crate::versions::Versions;

fn arm_type(case: &Case) -> String {
    if case.boxed { format!("Box<{}>", case.value.code()) } else { case.value.code() }
}

fn gated(case: &Case, tag: &str) -> String {
    if case.versions == Versions::ALL {
        format!("v.encode({tag}, e)")
    } else {
        format!("e.gated({tag}, {}, v)", case.versions.code())
    }
}

fn declare(rust: &str, doc: &str, cases: &[Case], others: &[(&str, &str, &str)]) -> String {
    let mut out = format!("{doc}#[derive(Clone, Debug, PartialEq, Eq)]\n#[non_exhaustive]\npub enum {rust}<'a> {{\n");
    for case in cases {
        let _ = writeln!(
            out,
            "/// {}: {}{}.\n{}({}),",
            case.when,
            sections(&case.sections),
            in_versions(case.versions),
            case.rust,
            arm_type(case)
        );
    }
    for (name, value, doc) in others {
        let _ = writeln!(out, "/// {doc}\n{name}({value}),");
    }
    out.push_str("}\n\n");
    let arms = cases.iter().map(|case| case.rust.as_str()).chain(others.iter().map(|(name, ..)| *name));
    let arms: String = arms.map(|arm| format!("Self::{arm}(v) => {rust}::{arm}(v.into_owned()),")).collect();
    let _ = writeln!(
        out,
        "impl {rust}<'_> {{\n/// The same, owning its text and bytes.\n#[must_use]\npub fn into_owned(self) -> {rust}<'static> {{\nmatch self {{ {arms} }}\n}}\n}}\n"
    );
    out.push_str(&into_owned(rust));
    for case in cases {
        let code = case.value.code();
        if cases.iter().filter(|other| other.value == case.value).count() > 1 || !code.contains("'a") {
            continue;
        }
        let value = if case.boxed { "Box::new(value)" } else { "value" };
        let _ = writeln!(
            out,
            "impl<'a> From<{code}> for {rust}<'a> {{\nfn from(value: {code}) -> Self {{\nSelf::{}({value})\n}}\n}}\n",
            case.rust
        );
    }
    out
}

/// `selections.rs`: payloads by operation, key material by format, credentials by type.
pub(super) fn selections(schema: &Schema, model: &Model) -> String {
    with_imports(&model.selections.iter().map(|(s, cases)| selection(schema, s, cases)).collect::<String>())
}

fn selection(schema: &Schema, s: &Selection, cases: &[Case]) -> String {
    let rust = type_name(&s.name);
    let chooser = enumeration_name(schema, &s.selector);
    let selector_tag = format!("Tag::{}", constant(&s.selector));
    let doc = format!("/// {}: what it holds is decided by {}.\n", s.name, s.selector);
    let unknown = ("Unknown", "Node<'a>", "Kept as it is: the selector has a value that the tables do not have.");
    let bytes = ("ByteString", "Secret<Bytes<'a>>", "A format that is no structure.");
    let others = if s.bytes { vec![bytes, unknown] } else { vec![unknown] };
    let mut out = declare(&rust, &doc, cases, &others);

    let _ = writeln!(
        out,
        "impl Default for {rust}<'_> {{\nfn default() -> Self {{\nSelf::{}(Default::default())\n}}\n}}\n",
        others.first().map(|(name, ..)| *name).unwrap_or_default()
    );
    let _ = writeln!(
        out,
        "impl {rust}<'_> {{\n/// The value of {} that selects this; 0 where the arm does not tell.\n#[must_use]\npub const fn selector(&self) -> {chooser} {{\nmatch self {{",
        s.selector
    );
    for case in cases {
        let _ = writeln!(out, "Self::{}(_) => {chooser}::{},", case.rust, constant(&case.when));
    }
    out.push_str(&others.iter().map(|(name, ..)| format!("Self::{name}(_)")).collect::<Vec<_>>().join(" | "));
    let _ = writeln!(out, " => {chooser}::new(0),\n}}\n}}\n}}\n");

    let _ = write!(out, "impl<'a> Decode<'a> for {rust}<'a> {{\nfn init(item: Item, d: &Decoder<'a, '_>) -> Self {{\n");
    if s.bytes {
        out.push_str(
            "if item.item_type() == ItemType::BYTE_STRING {\nreturn Self::ByteString(Secret::default());\n}\n",
        );
    }
    let _ = writeln!(out, "match {chooser}::new(d.selected({selector_tag})) {{");
    for case in cases {
        let _ = writeln!(out, "{chooser}::{} => Self::{}(Decode::init(item, d)),", constant(&case.when), case.rust);
    }
    out.push_str("_ => Self::Unknown(Node::default()),\n}\n}\n\nfn fill(&mut self, item: Item, d: &mut Decoder<'a, '_>) -> Result<(), Fault> {\nmatch self {\n");
    for case in cases {
        let _ = writeln!(out, "Self::{}(v) => v.fill(item, d),", case.rust);
    }
    if s.bytes {
        out.push_str("Self::ByteString(v) => v.fill(item, d),\n");
    }
    let _ = write!(out, "Self::Unknown(v) => d.unknown({selector_tag}, v, item),\n}}\n}}\n}}\n\n");

    let _ = write!(
        out,
        "impl Encode for {rust}<'_> {{\nfn encode(&self, tag: Tag, e: &mut Encoder<'_>) -> Result<(), Fault> {{\nmatch self {{\n"
    );
    for case in cases {
        let _ = writeln!(out, "Self::{}(v) => {},", case.rust, gated(case, "tag"));
    }
    for (name, ..) in &others {
        let _ = writeln!(out, "Self::{name}(v) => v.encode(tag, e),");
    }
    out.push_str("}\n}\n}\n\n");
    out
}

/// `choices.rs`: what the tag of the item decides.
pub(super) fn choices(model: &Model) -> String {
    with_imports(&model.choices.iter().map(|(name, cases)| choice(name, cases)).collect::<String>())
}

fn choice(name: &str, cases: &[Case]) -> String {
    let rust = type_name(name);
    let doc = format!("/// {name}: one of several structures, each under its own tag.\n");
    let mut out = declare(&rust, &doc, cases, &[]);
    if let Some(first) = cases.first() {
        let _ = writeln!(
            out,
            "impl Default for {rust}<'_> {{\nfn default() -> Self {{\nSelf::{}(Default::default())\n}}\n}}\n",
            first.rust
        );
    }
    let _ = writeln!(
        out,
        "impl {rust}<'_> {{\n/// The tag that it stands under.\n#[must_use]\npub const fn tag(&self) -> Tag {{\nmatch self {{"
    );
    for case in cases {
        let _ = writeln!(out, "Self::{}(_) => Tag::{},", case.rust, constant(&case.when));
    }
    out.push_str("}\n}\n}\n\n");
    let _ = writeln!(
        out,
        "impl<'a> Decode<'a> for {rust}<'a> {{\nfn init(item: Item, d: &Decoder<'a, '_>) -> Self {{\nmatch item.tag() {{"
    );
    for case in cases.iter().skip(1) {
        let _ = writeln!(out, "Tag::{} => Self::{}(Decode::init(item, d)),", constant(&case.when), case.rust);
    }
    out.push_str("_ => Self::default(),\n}\n}\n\nfn fill(&mut self, item: Item, d: &mut Decoder<'a, '_>) -> Result<(), Fault> {\nmatch self {\n");
    for case in cases {
        let _ = writeln!(out, "Self::{}(v) => v.fill(item, d),", case.rust);
    }
    let _ = write!(
        out,
        "}}\n}}\n}}\n\n/// Written under its own tag, whatever tag is given.\nimpl Encode for {rust}<'_> {{\nfn encode(&self, _: Tag, e: &mut Encoder<'_>) -> Result<(), Fault> {{\nlet tag = self.tag();\nmatch self {{\n"
    );
    for case in cases {
        let _ = writeln!(out, "Self::{}(v) => {},", case.rust, gated(case, "tag"));
    }
    out.push_str("}\n}\n}\n");
    out
}

/// `attributes.rs`: the value of one attribute.
pub(super) fn attributes(model: &Model) -> String {
    let cases = &model.attributes;
    let doc = "/// The value of one attribute: by its tag (2.0 on) or by its Attribute Name (1.x).\n";
    let other = ("Other", "Node<'a>", "Kept as it is: an attribute that the tables do not have, such as a custom one.");
    let mut out = declare("Attribute", doc, cases, &[other]);
    out.push_str(
        "impl Default for Attribute<'_> {\nfn default() -> Self {\nSelf::Other(Node::default())\n}\n}\n\nimpl<'a> Attribute<'a> {\n/// The tag of the attribute; that of the item where it is `Other`.\n#[must_use]\npub const fn tag(&self) -> Tag {\nmatch self {\n",
    );
    for case in cases {
        let _ = writeln!(out, "Self::{}(_) => Tag::{},", case.rust, constant(&case.when));
    }
    out.push_str("Self::Other(node) => node.tag(),\n}\n}\n\n");
    out.push_str("/// The versions that have the attribute; all for `Other`.\n#[must_use]\npub const fn versions(&self) -> Versions {\nmatch self {\n");
    for case in cases.iter().filter(|case| case.versions != Versions::ALL) {
        let _ = writeln!(out, "Self::{}(_) => {},", case.rust, case.versions.code());
    }
    out.push_str("_ => Versions::ALL,\n}\n}\n\n");
    out.push_str("/// The name of the attribute in 1.x; empty for `Other`.\n#[must_use]\npub const fn attribute_name(&self) -> &'static str {\nmatch self {\n");
    for case in cases {
        let _ = writeln!(out, "Self::{}(_) => {:?},", case.rust, case.name);
    }
    out.push_str("Self::Other(_) => \"\",\n}\n}\n\n");
    out.push_str("/// An empty value of the attribute with this tag.\npub(crate) fn choose(attribute: Tag, item: Item, d: &Decoder<'a, '_>) -> Self {\nmatch attribute {\n");
    for case in cases {
        let _ = writeln!(out, "Tag::{} => Self::{}(Decode::init(item, d)),", constant(&case.when), case.rust);
    }
    out.push_str("_ => Self::Other(Node::default()),\n}\n}\n\n/// Fills what `choose` made.\npub(crate) fn fill_chosen(&mut self, item: Item, d: &mut Decoder<'a, '_>) -> Result<(), Fault> {\nmatch self {\n");
    for case in cases {
        let _ = writeln!(out, "Self::{}(v) => v.fill(item, d),", case.rust);
    }
    out.push_str("Self::Other(v) => v.fill(item, d),\n}\n}\n}\n\nimpl Encode for Attribute<'_> {\nfn encode(&self, tag: Tag, e: &mut Encoder<'_>) -> Result<(), Fault> {\ne.only_in(tag, self.versions())?;\nmatch self {\n");
    for case in cases {
        let _ = writeln!(out, "Self::{}(v) => v.encode(tag, e),", case.rust);
    }
    out.push_str("Self::Other(v) => v.encode(tag, e),\n}\n}\n}\n");
    with_imports(&out)
}
