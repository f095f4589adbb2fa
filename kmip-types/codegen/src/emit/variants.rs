//! Fields whose wire type varies: an enum with one arm per wire type.

use std::fmt::Write;

use super::in_versions;
use super::structures::{into_owned, with_imports};
use crate::model::{Arm, Model, Variant};
use crate::names::constant;
use crate::versions::Versions;

/// `variants.rs`.
pub(super) fn file(model: &Model) -> String {
    with_imports(&model.variants.iter().map(variant).collect::<String>())
}

fn is_text(arm: &Arm) -> bool {
    matches!(arm.item_type.as_str(), "Text String" | "Identifier" | "Reference" | "Name Reference")
}

fn variant(v: &Variant) -> String {
    let rust = &v.rust;
    let mut out = format!("/// {}: a field whose item type varies.\n///\n/// {}.\n", v.name, in_versions(v.versions));
    let borrows = v.arms.iter().any(|arm| arm.value.code().contains("'a"));
    let (life, anonymous, fixed) = if borrows { ("<'a>", "<'_>", "<'static>") } else { ("", "", "") };
    let derives = if borrows { "Clone, Debug, PartialEq, Eq" } else { "Clone, Copy, Debug, PartialEq, Eq" };
    let _ = writeln!(out, "#[derive({derives})]\n#[non_exhaustive]\npub enum {rust}<'a> {{");
    for arm in &v.arms {
        let _ =
            writeln!(out, "/// {}; {}.\n{}({}),", arm.item_type, in_versions(arm.versions), arm.rust, arm.value.code());
    }
    if !borrows {
        // One lifetime everywhere keeps the model uniform.
        out = out.replace(&format!("pub enum {rust}<'a>"), &format!("pub enum {rust}"));
    }
    out.push_str("}\n\n");
    if let Some(first) = v.arms.first() {
        let _ = writeln!(
            out,
            "impl Default for {rust}{anonymous} {{\nfn default() -> Self {{\nSelf::{}(Default::default())\n}}\n}}\n",
            first.rust
        );
    }
    for arm in &v.arms {
        let code = arm.value.code();
        let unique = v.arms.iter().filter(|other| other.value == arm.value).count() == 1;
        if unique {
            let generics = if borrows { "<'a>" } else { "" };
            let _ = writeln!(
                out,
                "impl{generics} From<{code}> for {rust}{life} {{\nfn from(value: {code}) -> Self {{\nSelf::{}(value)\n}}\n}}\n",
                arm.rust
            );
        }
    }
    let owned: String =
        v.arms.iter().map(|arm| format!("Self::{0}(v) => {rust}::{0}(v.into_owned()),", arm.rust)).collect();
    if borrows {
        let _ = writeln!(
            out,
            "impl {rust}<'_> {{\n/// The same, owning its text and bytes.\n#[must_use]\npub fn into_owned(self) -> {rust}{fixed} {{\nmatch self {{ {owned} }}\n}}\n}}\n"
        );
        out.push_str(&into_owned(rust));
    } else {
        let _ = writeln!(
            out,
            "impl IntoOwned for {rust} {{\ntype Owned = Self;\n\nfn into_owned(self) -> Self {{\nself\n}}\n}}\n"
        );
    }
    decode(v, life, &mut out);
    if !v.encode_by_hand {
        encode(v, anonymous, &mut out);
    }
    out
}

fn decode(v: &Variant, life: &str, out: &mut String) {
    let rust = &v.rust;
    let _ = write!(
        out,
        "impl<'a> Decode<'a> for {rust}{life} {{\nfn init(item: Item, _: &Decoder<'a, '_>) -> Self {{\nmatch item.item_type() {{\n"
    );
    for arm in v.arms.iter().skip(1) {
        let _ = writeln!(out, "ItemType::{} => Self::{}(Default::default()),", constant(&arm.item_type), arm.rust);
    }
    out.push_str("_ => Self::default(),\n}\n}\n\nfn fill(&mut self, item: Item, d: &mut Decoder<'a, '_>) -> Result<(), Fault> {\nmatch self {\n");
    for (index, arm) in v.arms.iter().enumerate() {
        let item_type = constant(&arm.item_type);
        // The first arm also gets what no arm takes.
        if index == 0 {
            let _ = writeln!(
                out,
                "Self::{}(_) if item.item_type() != ItemType::{item_type} => return Err(d.no_such_arm(item)),",
                arm.rust
            );
        }
        if is_text(arm) {
            let _ = writeln!(out, "Self::{}(v) => *v = d.text(item, ItemType::{item_type})?,", arm.rust);
        } else {
            let _ = writeln!(out, "Self::{}(v) => v.fill(item, d)?,", arm.rust);
        }
    }
    out.push_str("}\nOk(())\n}\n}\n\n");
}

fn encode(v: &Variant, anonymous: &str, out: &mut String) {
    let rust = &v.rust;
    let _ = write!(
        out,
        "impl Encode for {rust}{anonymous} {{\nfn encode(&self, tag: Tag, e: &mut Encoder<'_>) -> Result<(), Fault> {{\nmatch self {{\n"
    );
    for arm in &v.arms {
        let write = if is_text(arm) {
            format!("e.text(tag, ItemType::{}, v)", constant(&arm.item_type))
        } else {
            "v.encode(tag, e)".to_owned()
        };
        if arm.versions == v.versions || arm.versions == Versions::ALL {
            let _ = writeln!(out, "Self::{}(v) => {write},", arm.rust);
        } else {
            let _ =
                writeln!(out, "Self::{}(v) => {{\ne.only_in(tag, {})?;\n{write}\n}}", arm.rust, arm.versions.code());
        }
    }
    out.push_str("}\n}\n}\n\n");
}
