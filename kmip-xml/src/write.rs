//! Whole messages: from the model to the text.

use crate::writer::Xml;

kmip_types::format::text::write_entry_points!(
    "kmip_xml",
    Xml,
    errors = "[`NotInVersion`](kmip_types::ErrorKind::NotInVersion) for what that version does not have;
[`NotInXml`](kmip_types::ErrorKind::NotInXml) for text with a character that no XML document can hold.",
    example = r#"<UniqueIdentifier type="TextString" value="5d0c8f1e"/></RequestPayload></BatchItem></RequestMessage>"#,
);
