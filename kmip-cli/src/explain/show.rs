//! An entry in words and in JSON.

use std::fmt::Write;

use kmip::Version;
use serde_json::{Map, Value as Json, json};

use super::entry::{Entry, Kind, in_version, versions_of};
use super::schema::{Schema, list};

/// The number of characters in a line of text.
const WIDTH: usize = 100;

/// All that is said about an entry, as an object.
pub(super) fn object(schema: &Schema, entry: &Entry<'_>, version: Option<Version>) -> Json {
    let mut object = Map::new();
    let mut add = |name: &str, value: Json| _ = object.insert(name.to_owned(), value);
    add("name", entry.name().into());
    add("kind", entry.kind.name().into());
    add("of", entry.of().into());
    add("number", Some(entry.number()).filter(|number| !number.is_empty()).into());
    add("versions", entry.versions().into());
    let sections: Map<_, _> =
        entry.sections().into_iter().map(|(versions, section)| (versions.to_owned(), section.into())).collect();
    add("sections", sections.into());
    add("description", schema.description(entry).into());
    if matches!(entry.kind, Kind::Tag | Kind::Attribute) {
        add("types", types(entry.json, version).into());
    }
    for member in ["fields", "request", "response"] {
        if let Some(json) = entry.json.get(member) {
            add(member, fields(json, entry, version).into());
        }
    }
    if let Some(values) = entry.json.get("values") {
        let values = list(values).iter().map(|json| Entry { kind: Kind::Value, json, of: Some(entry.json) });
        let shown = values.filter(|value| version.is_none_or(|version| value.is_in(version)));
        let one =
            |value: Entry<'_>| json!({"name": value.name(), "number": value.number(), "versions": value.versions()});
        add("values", shown.map(one).collect());
    }
    if matches!(entry.kind, Kind::Tag | Kind::Structure | Kind::Attribute) {
        let tag = entry.json.get("tag").and_then(Json::as_str).unwrap_or_else(|| entry.name());
        add("occurs_in", schema.places(tag, version).into());
    }
    object.into()
}

/// All that is said about an entry, in lines.
pub(super) fn text(schema: &Schema, entry: &Entry<'_>, version: Option<Version>) -> String {
    let object = object(schema, entry, version);
    let mut text = entry.head();
    text.push('\n');
    if let Some(description) = object.get("description").and_then(Json::as_str) {
        wrap(&mut text, description);
    }
    let sections: Vec<_> = entry
        .sections()
        .into_iter()
        .filter(|(versions, _)| version.is_none_or(|version| versions_of(versions).contains(&version)))
        .map(|(versions, section)| format!("§{section} of {versions}"))
        .collect();
    if !sections.is_empty() {
        wrap(&mut text, &sections.join(", "));
    }
    let strings = |json: &Json| list(json).iter().filter_map(Json::as_str).map(str::to_owned).collect::<Vec<_>>();
    if let Some(types) = object.get("types").map(strings).filter(|types| !types.is_empty()) {
        wrap(&mut text, &format!("type: {}", types.join(", ")));
    }
    for member in ["fields", "request", "response"] {
        if let Some(fields) = object.get(member) {
            table(&mut text, member, list(fields), &["name", "occurs", "types", "versions"]);
        }
    }
    if let Some(values) = object.get("values") {
        table(&mut text, "values", list(values), &["number", "name", "versions"]);
    }
    if let Some(places) = object.get("occurs_in").map(strings).filter(|places| !places.is_empty()) {
        wrap(&mut text, &format!("in: {}", places.join(", ")));
    }
    text
}

/// The fields of a structure or a payload.
fn fields(json: &Json, entry: &Entry<'_>, version: Option<Version>) -> Vec<Json> {
    let mut fields = Vec::new();
    for field in list(json) {
        let versions = field.get("versions").and_then(Json::as_str).unwrap_or_else(|| entry.versions());
        if version.is_some_and(|version| !versions_of(versions).contains(&version)) {
            continue;
        }
        let name = ["tag", "choice"].iter().find_map(|member| field.get(*member)).and_then(Json::as_str);
        let any = if field.get("any_attribute").is_some() { "any attribute" } else { "any item" };
        let occurs = field.get("occurs").map_or(String::new(), |occurs| said(occurs, version));
        let condition = field.get("condition").map(|condition| said(condition, version));
        let members: Vec<_> = field.get("members").and_then(Json::as_object).into_iter().flatten().collect();
        let types = if members.is_empty() {
            types(field, version)
        } else {
            let is_there = |versions: &Json| {
                version.is_none_or(|version| versions.as_str().is_some_and(|text| versions_of(text).contains(&version)))
            };
            members.into_iter().filter(|(_, versions)| is_there(versions)).map(|(name, _)| name.clone()).collect()
        };
        fields.push(json!({
            "name": name.unwrap_or(any),
            "occurs": occurs,
            "types": types,
            "versions": versions,
            "condition": condition,
        }));
    }
    fields
}

/// Something that is one for all versions, or differs.
fn said(json: &Json, version: Option<Version>) -> String {
    match (json, version) {
        (json, Some(version)) => in_version(json, version).unwrap_or_default().to_owned(),
        (Json::Object(sets), None) => {
            let one =
                |(versions, text): (&String, &Json)| format!("{} ({versions})", text.as_str().unwrap_or_default());
            sets.iter().map(one).collect::<Vec<_>>().join(", ")
        }
        (json, None) => json.as_str().unwrap_or_default().to_owned(),
    }
}

/// Lists the types of an item, with its enumeration, mask or structure.
fn types(json: &Json, version: Option<Version>) -> Vec<String> {
    let forms = json.get("forms").map_or(std::slice::from_ref(json), list);
    let is_there = |form: &&Json| match (form.get("versions").and_then(Json::as_str), version) {
        (Some(versions), Some(version)) if json.get("forms").is_some() => versions_of(versions).contains(&version),
        _ => true,
    };
    let shown = forms.iter().filter(is_there).filter_map(|form| {
        let item_type = form.get("type")?.as_str()?;
        let of =
            ["enumeration", "mask", "structure"].iter().find_map(|member| form.get(*member)).and_then(Json::as_str);
        let of = of.map_or(String::new(), |of| format!(" {of}"));
        let versions = form.get("versions").and_then(Json::as_str);
        let versions = versions.filter(|_| json.get("forms").is_some() && version.is_none());
        Some(format!("{item_type}{of}{}", versions.map_or(String::new(), |versions| format!(" ({versions})"))))
    });
    shown.collect()
}

/// Adds lines of columns under a heading.
fn table(text: &mut String, heading: &str, rows: &[Json], columns: &[&str]) {
    let cell = |row: &Json, column: &str| match row.get(column) {
        Some(Json::Array(words)) => words.iter().filter_map(Json::as_str).collect::<Vec<_>>().join(", "),
        Some(Json::String(word)) => word.clone(),
        _ => String::new(),
    };
    let widths: Vec<_> = columns
        .iter()
        .map(|column| rows.iter().map(|row| cell(row, column).chars().count()).max().unwrap_or_default().min(40))
        .collect();
    let _ = writeln!(text, "  {heading}:{}", if rows.is_empty() { " nothing" } else { "" });
    for row in rows {
        let cells = columns.iter().zip(&widths).map(|(column, width)| format!("{:width$}", cell(row, column)));
        let line = cells.collect::<Vec<_>>().join("  ");
        let _ = writeln!(text, "    {}", line.trim_end());
    }
}

/// Adds words in lines that are not too long.
fn wrap(text: &mut String, words: &str) {
    let mut length = usize::MAX;
    for word in words.split(' ') {
        let width = word.chars().count().saturating_add(1);
        if length.saturating_add(width) > WIDTH {
            text.push_str(if length == usize::MAX { "  " } else { "\n  " });
            length = 1;
        } else {
            text.push(' ');
        }
        text.push_str(word);
        length = length.saturating_add(width);
    }
    text.push('\n');
}
