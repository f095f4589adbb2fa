//! Whole messages: from the model to the text.

use crate::writer::Json;

kmip_types::format::text::write_entry_points!(
    "kmip_json",
    Json,
    errors = "[`NotInVersion`](kmip_types::ErrorKind::NotInVersion) for what that version does not have.",
    example = r#"{"tag":"UniqueIdentifier","type":"TextString","value":"5d0c8f1e"}]}]}]}"#,
);
