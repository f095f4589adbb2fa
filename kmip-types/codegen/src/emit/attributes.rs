//! `attributes.rs`: the value of one attribute.

use super::chosen::{OtherArm, declare, fill_arms, lines};
use super::imports::with_imports;
use crate::model::Model;
use crate::names::constant;
use crate::versions::Versions;

const OTHER: OtherArm =
    ("Other", "Node<'a>", "Kept as it is: an attribute that the tables do not have, such as a custom one.");

pub(super) fn file(model: &Model) -> String {
    let cases = &model.attributes;
    let doc = "The value of one attribute: by its tag (2.0 on) or by its Attribute Name (1.x).";
    let tags = lines(cases, |case| format!("Self::{}(_) => Tag::{},", case.rust, constant(&case.when)));
    let some = cases.iter().filter(|case| case.versions != Versions::ALL);
    let versions: Vec<String> =
        some.map(|case| format!("Self::{}(_) => {},", case.rust, case.versions.expression())).collect();
    let names = lines(cases, |case| format!("Self::{}(_) => {:?},", case.rust, case.name));
    let encode = lines(cases, |case| format!("Self::{}(v) => v.encode(tag, e),", case.rust));
    with_imports(&format!(
        "{}
impl Default for Attribute<'_> {{
    fn default() -> Self {{
        Self::Other(Node::default())
    }}
}}

impl<'a> Attribute<'a> {{
    /// The tag of the attribute; that of the item where it is `Other`.
    #[must_use]
    pub const fn tag(&self) -> Tag {{
        match self {{
{tags}
            Self::Other(node) => node.tag(),
        }}
    }}

    /// The versions that have the attribute; all for `Other`.
    #[must_use]
    pub const fn versions(&self) -> Versions {{
        match self {{
{}
            _ => Versions::ALL,
        }}
    }}

    /// The name of the attribute in 1.x; empty for `Other`.
    #[must_use]
    pub const fn attribute_name(&self) -> &'static str {{
        match self {{
{names}
            Self::Other(_) => \"\",
        }}
    }}

    /// Fills it with the value of the attribute that has this tag.
    pub(crate) fn fill_as(&mut self, attribute: Tag, item: Item, d: &mut Decoder<'a, '_>) -> Result<(), Fault> {{
        match attribute {{
{}
            _ => fill_arm!(self, Self::Other, item, d),
        }}
    }}
}}

impl Encode for Attribute<'_> {{
    fn encode(&self, tag: Tag, e: &mut Encoder<'_>) -> Result<(), Fault> {{
        e.only_in(tag, self.versions())?;
        match self {{
{encode}
            Self::Other(v) => v.encode(tag, e),
        }}
    }}
}}
",
        declare("Attribute", doc, cases, &[OTHER]),
        versions.join("\n"),
        fill_arms(cases, "Tag")
    ))
}
