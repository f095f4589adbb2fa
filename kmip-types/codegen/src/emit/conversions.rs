//! `conversions.rs`: what versions say in different ways, a line a fact.

use std::fmt::Write;

use crate::names::{constant, type_name};
use crate::schema::Schema;
use crate::versions::Versions;

const IMPORTS: &str = "#[cfg(feature = \"alloc\")]
use crate::{CryptographicAlgorithm, KeyFormatType, LinkType, NameType, ResultReason, RotateNameType};
use crate::versions_of::versions;
use crate::{Operation, Tag, Versions};

";

/// The attribute before items that only the conversion of messages needs.
const ALLOC: &str = "#[cfg(feature = \"alloc\")]\n";

pub(super) fn file(schema: &Schema) -> Result<String, String> {
    let conversions = &schema.conversions;
    let mut out = IMPORTS.to_owned();
    versions(schema, &mut out)?;
    containers(schema, &mut out);
    let custom = conversions.attributes.custom.iter().map(|c| [format!("{:?}", c.prefix), format!("{:?}", c.vendor)]);
    let doc = "Prefixes of custom attributes in 1.x, and their vendors since 2.0.";
    list(&mut out, ("CUSTOM_ATTRIBUTES", doc, "&str, &str"), "", custom);
    let pairs = conversions.attributes.containers.iter().filter_map(|c| Some([tag(c.named.as_ref()?), tag(&c.tagged)]));
    let doc = "Structures around attributes: in versions that name them, and since.";
    list(&mut out, ("CONTAINERS", doc, "Tag, Tag"), ALLOC, pairs);
    let searches = conversions.searches.iter().map(|name| [value("Operation", name)]);
    let doc = "Operations whose request says by attributes which objects are meant.";
    list(&mut out, ("SEARCHES", doc, "Operation"), "", searches);
    let fields = conversions.fields.iter().map(|pair| [tag(&pair.own), tag(&pair.other)]);
    list(&mut out, ("RENAMED_FIELDS", "Fields that have another tag in other versions.", "Tag, Tag"), ALLOC, fields);
    let names = conversions.names.iter().map(|name| {
        let of_text = format!("{}.value()", value(&type_name(&name.name_type), &name.text));
        [tag(&name.name), tag(&name.value), tag(&name.name_type), of_text]
    });
    let doc = "Names that are structures up to 2.1: value, its type, and the type of a text.";
    list(&mut out, ("NAMES", doc, "Tag, Tag, Tag, u32"), ALLOC, names);
    let links = conversions.links.iter().map(|link| [value("LinkType", &link.link_type), tag(&link.attribute)]);
    let doc = "Types of links up to 2.1, and their attributes in 3.0.";
    list(&mut out, ("LINKS", doc, "LinkType, Tag"), ALLOC, links);
    let reason = |name: &str| value("ResultReason", name);
    let reasons = conversions.result_reasons.nearest.iter().map(|pair| [reason(&pair.own), reason(&pair.other)]);
    let doc = "Result Reasons, and the ones that stand for them in versions that lack them.";
    list(&mut out, ("RESULT_REASONS", doc, "ResultReason, ResultReason"), ALLOC, reasons);
    let other = reason(&conversions.result_reasons.any_other);
    let doc = "The Result Reason that stands for all others.";
    let _ = writeln!(out, "/// {doc}\n{ALLOC}pub(crate) const ANY_OTHER_REASON: ResultReason = {other};\n");
    let format = |name: &str| value("KeyFormatType", name);
    let formats = conversions.key_formats.iter();
    let formats = formats.map(|f| [format(&f.own), format(&f.merged), value("CryptographicAlgorithm", &f.algorithm)]);
    let doc = "Formats of keys that 1.3 merged into one, and the algorithm that each was for.";
    list(&mut out, ("KEY_FORMATS", doc, "KeyFormatType, KeyFormatType, CryptographicAlgorithm"), ALLOC, formats);
    Ok(out)
}

fn versions(schema: &Schema, out: &mut String) -> Result<(), String> {
    let attributes = &schema.conversions.attributes;
    let numbered = &schema.conversions.batch_items.numbered;
    let masks = &schema.conversions.masks;
    let identifiers = &schema.conversions.identifiers;
    for (name, doc, before, versions) in [
        ("NAMED_ATTRIBUTES", "The versions that write attributes under their names.", "", &attributes.named),
        ("TAGGED_ATTRIBUTES", "The versions that write attributes under their own tags.", ALLOC, &attributes.tagged),
        ("NUMBERED_BATCH_ITEMS", "The versions that count batch items, and tell them by an ID.", "", numbered),
        ("NUMBER_MASKS", "The versions that let XML and JSON have numbers for masks.", "", &masks.numbers),
        ("TEXT_IDENTIFIERS", "The versions that write identifiers as Text String.", ALLOC, &identifiers.text),
        ("TYPED_IDENTIFIERS", "The versions that have item types for identifiers.", "", &identifiers.typed),
        ("NUMBER_IDENTIFIERS", "The versions that take numbers for identifiers.", "", &identifiers.numbers),
    ] {
        let code = Versions::parse(versions)?.expression();
        let _ = writeln!(out, "/// {doc}\n{before}pub(crate) const {name}: Versions = {code};\n");
    }
    Ok(())
}

fn containers(schema: &Schema, out: &mut String) {
    let containers = &schema.conversions.attributes.containers;
    let any = |tags: Vec<&String>| tags.into_iter().map(|name| tag(name)).collect::<Vec<_>>().join(" | ");
    let _ = writeln!(
        out,
        "/// Returns `Some` for the tag of a structure around attributes.\n///\n/// It is `Some(true)` if the attributes stand there under their own tags.
pub(crate) const fn around_attributes(tag: Tag) -> Option<bool> {{
    match tag {{
        {} => Some(true),
        {} => Some(false),
        _ => None,
    }}
}}
",
        any(containers.iter().map(|container| &container.tagged).collect()),
        any(containers.iter().filter_map(|container| container.named.as_ref()).collect()),
    );
}

fn tag(name: &str) -> String {
    value("Tag", name)
}

fn value(list: &str, name: &str) -> String {
    format!("{list}::{}", constant(name))
}

/// A constant array of values or tuples, each on a line of its own.
fn list<const N: usize>(
    out: &mut String,
    (name, doc, types): (&str, &str, &str),
    before: &str,
    rows: impl Iterator<Item = [String; N]>,
) {
    let row = |row: [String; N]| if N == 1 { row.concat() } else { format!("({})", row.join(", ")) };
    let rows: Vec<String> = rows.map(|cells| format!("    {},\n", row(cells))).collect();
    let types = if N == 1 { types.to_owned() } else { format!("({types})") };
    let _ = writeln!(
        out,
        "/// {doc}\n{before}#[rustfmt::skip]\npub(crate) const {name}: [{types}; {}] = [\n{}];\n",
        rows.len(),
        rows.concat()
    );
}
