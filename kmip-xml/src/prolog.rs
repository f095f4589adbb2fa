//! The XML declaration, comments and processing instructions.
//!
//! They can stand before, between and behind elements.

use quick_xml::XmlVersion;
use quick_xml::events::{BytesDecl, BytesPI};

use crate::text::{is_legal_text, is_name};

/// Returns whether an XML declaration is one that this crate can read.
///
/// Its version must be 1.0, and its encoding UTF-8 or a part of it.
///
/// XML 1.0 §2.8.
pub(crate) fn is_readable(declaration: &BytesDecl<'_>) -> bool {
    let is_known = |encoding: &str| ["utf-8", "us-ascii"].iter().any(|known| encoding.eq_ignore_ascii_case(known));
    let is_version_1_0 = matches!(declaration.xml_version(), Ok(XmlVersion::Explicit1_0));
    let has_encoding = declaration.encoding().is_none_or(|encoding| encoding.is_ok_and(|encoding| is_known(&encoding)));
    let has_standalone = declaration.standalone().is_none_or(|value| value.is_ok_and(|v| matches!(&*v, "yes" | "no")));
    is_version_1_0 && has_encoding && has_standalone
}

/// Returns whether a processing instruction is well-formed.
///
/// Its content means nothing.
pub(crate) fn is_instruction(instruction: &BytesPI<'_>) -> bool {
    let target = instruction.target();
    is_name(target) && !target.eq_ignore_ascii_case("xml") && is_legal_text(instruction)
}
