//! Fields whose wire type varies: an enum with one arm per wire type.

use super::imports::with_imports;
use super::{in_versions, into_owned};
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

pub(super) fn lines(v: &Variant, line: impl Fn(&Arm) -> String) -> String {
    v.arms.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn variant(v: &Variant) -> String {
    let rust = &v.rust;
    let borrows = v.arms.iter().any(|arm| arm.value.code().contains("'a"));
    let (life, anonymous, copy) = if borrows { ("<'a>", "<'_>", "") } else { ("", "", "Copy, ") };
    let arms = lines(v, |arm| {
        format!("/// {}; {}.\n{}({}),", arm.item_type, in_versions(arm.versions), arm.rust, arm.value.code())
    });
    let default = v.arms.first().map(|arm| arm.rust.as_str()).unwrap_or_default();
    format!(
        "
/// {}: a field whose item type varies.
///
/// {}.
#[derive(Clone, {copy}Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum {rust}{life} {{
    {arms}
}}

impl Default for {rust}{anonymous} {{
    fn default() -> Self {{
        Self::{default}(Default::default())
    }}
}}
{}{}{}{}",
        v.name,
        in_versions(v.versions),
        conversions(v, life),
        owned(v, borrows),
        decode(v, life),
        if v.encode_by_hand { String::new() } else { encode(v, anonymous) }
    )
}

/// `From` the type of each arm that no other arm has.
fn conversions(v: &Variant, life: &str) -> String {
    let unique = v.arms.iter().filter(|arm| v.arms.iter().filter(|other| other.value == arm.value).count() == 1);
    unique
        .map(|arm| {
            let code = arm.value.code();
            format!(
                "
impl{life} From<{code}> for {}{life} {{
    fn from(value: {code}) -> Self {{
        Self::{}(value)
    }}
}}
",
                v.rust, arm.rust
            )
        })
        .collect()
}

fn owned(v: &Variant, borrows: bool) -> String {
    let rust = &v.rust;
    if !borrows {
        return format!(
            "
impl IntoOwned for {rust} {{
    type Owned = Self;

    fn into_owned(self) -> Self {{
        self
    }}
}}
"
        );
    }
    let arms = lines(v, |arm| format!("Self::{0}(v) => {rust}::{0}(v.into_owned()),", arm.rust));
    format!(
        "
impl {rust}<'_> {{
    /// The same, owning its text and bytes.
    #[must_use]
    pub fn into_owned(self) -> {rust}<'static> {{
        match self {{ {arms} }}
    }}
}}
{}",
        into_owned(rust)
    )
}

/// The first type is that of most items; the others have a function of their own, so that its way is short.
fn decode(v: &Variant, life: &str) -> String {
    let rust = &v.rust;
    let fill = |arm: &Arm| {
        if is_text(arm) {
            format!("overwrite(self, Self::{}(d.any_text(item)?));", arm.rust)
        } else {
            format!("fill_arm!(self, Self::{}, item, d)?;", arm.rust)
        }
    };
    let item_type = |arm: &Arm| format!("ItemType::{}", constant(&arm.item_type));
    let Some((first, others)) = v.arms.split_first() else { return String::new() };
    let others: String = others.iter().map(|arm| format!("{} => {{ {} }}\n", item_type(arm), fill(arm))).collect();
    format!(
        "
impl<'a> Decode<'a> for {rust}{life} {{
    fn fill(&mut self, item: Item, d: &mut Decoder<'a, '_>) -> Result<(), Fault> {{
        if item.item_type() != {} {{
            return self.fill_other(item, d);
        }}
        {}
        Ok(())
    }}
}}

impl{life} {rust}{life} {{
    #[inline(never)]
    fn fill_other(&mut self, item: Item, d: &mut Decoder<'{}, '_>) -> Result<(), Fault> {{
        match item.item_type() {{
            {others}_ => return Err(d.no_such_arm(item)),
        }}
        Ok(())
    }}
}}
",
        item_type(first),
        fill(first),
        if life.is_empty() { "_" } else { "a" },
    )
}

pub(super) fn encode(v: &Variant, anonymous: &str) -> String {
    let arms = lines(v, |arm| {
        let write = if is_text(arm) {
            format!("e.text(tag, ItemType::{}, v)", constant(&arm.item_type))
        } else {
            "v.encode(tag, e)".to_owned()
        };
        if arm.versions == v.versions || arm.versions == Versions::ALL {
            format!("Self::{}(v) => {write},", arm.rust)
        } else {
            format!("Self::{}(v) => {{ e.only_in(tag, {})?; {write} }}", arm.rust, arm.versions.expression())
        }
    });
    format!(
        "
impl Encode for {}{anonymous} {{
    fn encode(&self, tag: Tag, e: &mut Encoder<'_>) -> Result<(), Fault> {{
        match self {{ {arms} }}
    }}
}}
",
        v.rust
    )
}
