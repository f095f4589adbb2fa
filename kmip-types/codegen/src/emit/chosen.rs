//! Enums whose arm another field, the tag of the item, or its type decides.
//!
//! There is a line for each arm. The macros of `src/by_selector.rs`, `src/by_tag.rs` and `src/by_type.rs` make
//! everything else from these lines.

use std::fmt::Write;

use super::no_alloc::Closure;
use super::sections;
use crate::model::{Arm, ByType, Case, Model, enumeration_name};
use crate::names::{constant, file as file_name, type_name};
use crate::schema::{Arms, BySelector, Schema};
use crate::types::Type;
use crate::versions::Versions;

/// The line of a case, but for its type without an allocator.
fn line(case: &Case, all: &[Case]) -> Result<String, String> {
    let code = case.value.code();
    let how = case.held();
    let mut line = format!(
        "        {:?} {} {}: {how} {code}, {} {}",
        case.when,
        case.rust,
        constant(&case.when),
        case.versions.code(),
        sections::as_code(&case.sections)?
    );
    if code.contains("'a") && all.iter().filter(|other| other.value == case.value).count() == 1 {
        line.push_str(" as from");
    }
    Ok(line)
}

fn lines(cases: &[Case], closure: Option<&Closure<'_>>) -> Result<String, String> {
    let mut lines = String::new();
    for case in cases {
        let column = closure.map(|closure| closure.case_column(case)).unwrap_or_default();
        let _ = writeln!(lines, "{}{column};", line(case, cases)?);
    }
    Ok(lines)
}

/// Prints `by_selector.rs`.
///
/// It has payloads by operation, key material by format, credentials by type.
pub(super) fn by_selector(schema: &Schema, model: &Model, closure: &Closure<'_>) -> Result<String, String> {
    let mut code = "use crate::*;\n".to_owned();
    let of = |arms: Arms| model.by_selector.iter().find(|(s, _)| s.arms == arms);
    if let (Some((request, requests)), Some((response, responses))) = (of(Arms::Request), of(Arms::Response)) {
        let mut lines = String::new();
        for (a, b) in requests.iter().zip(responses) {
            let _ = writeln!(
                lines,
                "    {:?} {} {} {} {}: {} {}, {} {};",
                a.when,
                a.rust,
                constant(&a.when),
                a.versions.code(),
                sections::as_code(&a.sections)?,
                a.held(),
                payload(&a.value.code())?,
                b.held(),
                payload(&b.value.code())?
            );
        }
        let _ = writeln!(
            code,
            "\ncrate::by_selector::payloads! {{\n    {} {} by {}\n{lines}}}",
            type_name(&request.name),
            type_name(&response.name),
            by(schema, request)
        );
    }
    for (selection, cases) in model.by_selector.iter().filter(|(s, _)| s.arms == Arms::Structures) {
        code.push_str(&selected(schema, selection, cases, closure)?);
    }
    Ok(code)
}

/// Returns the name of a payload.
///
/// Its lifetime is left to the macro: the response need not live as long as the request.
fn payload(code: &str) -> Result<&str, String> {
    code.strip_suffix("<'a>").ok_or_else(|| format!("{code} is a payload without a lifetime"))
}

fn by(schema: &Schema, s: &BySelector) -> String {
    format!("{} {}, {:?}", enumeration_name(schema, &s.selector), constant(&s.selector), s.selector)
}

fn selected(schema: &Schema, s: &BySelector, cases: &[Case], closure: &Closure<'_>) -> Result<String, String> {
    let rust = type_name(&s.name);
    let twin = closure.has(&rust);
    let (parts, head, column) = if twin {
        let head = format!(" twin {}_enum_twin \"What it holds is decided by another field.\"", file_name(&s.name));
        ("model twin", head, Some(closure))
    } else {
        ("model", String::new(), None)
    };
    let mut others = String::new();
    if s.bytes {
        let slim = " slim (Secret<&'a [u8]>)";
        let slim = if twin { slim } else { "" };
        let _ = writeln!(
            others,
            "        \"A format that is no structure.\" ByteString: (Secret<Bytes<'a>>) of BYTE_STRING{slim};"
        );
    }
    let _ = writeln!(
        others,
        "        \"Kept as it is: the selector has a value that the tables do not have.\" Unknown: (tree::Node<'a>);"
    );
    Ok(format!(
        "
crate::by_selector::by_selector! {{ [{parts}] {{
    /// {}: what it holds is decided by {}.
    {rust} by {} else {}{head} {{\n{}    }} {{\n{others}    }}
}}}}
",
        s.name,
        s.selector,
        by(schema, s),
        if s.bytes { "ByteString" } else { "Unknown" },
        lines(cases, column)?
    ))
}

/// `by_tag.rs`: what the tag of the item decides.
pub(super) fn by_tag(model: &Model, closure: &Closure<'_>) -> Result<String, String> {
    let mut code = "use crate::*;\n".to_owned();
    for (name, cases) in &model.by_tag {
        let rust = type_name(name);
        let (parts, head, column) = if closure.has(&rust) {
            let head =
                format!(" twin {}_enum_twin \"One of several structures, each under its own tag.\"", file_name(name));
            ("model twin", head, Some(closure))
        } else {
            ("model", String::new(), None)
        };
        let first = cases.first().map_or("", |case| &case.rust);
        let _ = writeln!(
            code,
            "
crate::by_tag::by_tag! {{ [{parts}] {{
    /// {name}: one of several structures, each under its own tag.
    {rust} else {first}{head} {{\n{}    }}
}}}}",
            lines(cases, column)?
        );
    }
    Ok(code)
}

fn is_text(arm: &Arm) -> bool {
    matches!(arm.item_type.as_str(), "Text String" | "Identifier" | "Reference" | "Name Reference")
}

fn how(arm: &Arm) -> &'static str {
    if is_text(arm) { "text" } else { "other" }
}

/// `by_type.rs`: fields whose item type varies.
pub(super) fn by_type(schema: &Schema, model: &Model, closure: &Closure<'_>) -> String {
    let mut code = "use crate::*;\n".to_owned();
    for variant in &model.by_type {
        code.push_str(&varying(schema, variant, closure));
    }
    code
}

/// Returns whether versions write it in different forms.
fn is_name(schema: &Schema, v: &ByType) -> bool {
    schema.conversions.names.iter().any(|name| name.name == v.name)
}

fn varying(schema: &Schema, v: &ByType, closure: &Closure<'_>) -> String {
    let rust = &v.rust;
    let twin = closure.has(rust);
    let borrows = v.arms.iter().any(|arm| arm.value.code().contains("'a"));
    let parts = [
        ("model", true),
        ("owned", borrows),
        ("copied", !borrows),
        ("encode", !v.encode_by_hand),
        ("twin", twin),
        ("twin_encode", twin && !v.encode_by_hand && !is_name(schema, v)),
    ];
    let parts: Vec<&str> = parts.iter().filter(|(_, made)| *made).map(|(part, _)| *part).collect();
    let mut lines = String::new();
    for arm in &v.arms {
        let gate = if arm.versions == v.versions { Versions::ALL } else { arm.versions };
        let from = match v.arms.iter().filter(|other| other.value == arm.value).count() {
            1 if borrows => " as from",
            1 => " as from_copy",
            _ => "",
        };
        // A program that has the bytes need not know that they are secret.
        let bare = match &arm.value {
            Type::Body { code, secret: true } => format!(" of ({code}<'a>)"),
            _ => String::new(),
        };
        let column = if twin { closure.arm_column(arm, &v.arms) } else { String::new() };
        let _ = writeln!(
            lines,
            "        {:?} {} {}: {} {}, {} {}{from}{bare}{column};",
            arm.item_type,
            arm.rust,
            constant(&arm.item_type),
            how(arm),
            arm.value.code(),
            arm.versions.code(),
            gate.code()
        );
    }
    let Some(first) = v.arms.first() else { return String::new() };
    let head = if twin {
        format!(" twin {}_enum_twin [{}]", file_name(&v.name), closure.lifetime(rust))
    } else {
        String::new()
    };
    let (life, held) = if borrows { ("<'a>", "'a") } else { ("", "'_") };
    let derived = [("Copy", !borrows), ("PartialEq", !v.compare_by_hand), ("Eq", !v.compare_by_hand)];
    let derived: Vec<&str> = derived.iter().filter(|(_, made)| *made).map(|(name, _)| *name).collect();
    let derived = derived.join(", ");
    format!(
        "
crate::by_type::by_type! {{ [{}] {{
    /// {}: a field whose item type varies.
    {rust} {} [{life}] [{held}] ({derived}) first {} {} {}{head} {{\n{lines}    }}
}}}}
",
        parts.join(" "),
        v.name,
        v.versions.code(),
        first.rust,
        constant(&first.item_type),
        how(first)
    )
}
