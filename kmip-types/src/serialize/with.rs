//! Modules for serde's `with` attributes on fields.
//!
//! They are for `#[serde(with = "…")]` and `#[serde(serialize_with = "…")]` on fields of a program's own structures.

/// Stores a message or an item in a field with its secrets, in clear.
///
/// It can then be read again.
///
/// ```
/// use kmip_types::Tag;
/// use kmip_types::items::{Node, NodeValue};
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Debug, PartialEq, Serialize, Deserialize)]
/// struct Record {
///     user: u32,
///     #[serde(with = "kmip_types::serialize::exposed")]
///     item: Node<'static>,
/// }
///
/// let item = Node::new(Tag::PASSWORD, NodeValue::TextString("open sesame".into()));
/// let record = Record { user: 7, item };
/// let text = serde_json::to_string(&record)?;
/// assert_eq!(text, r#"{"user":7,"item":{"tag":"Password","type":"TextString","value":"open sesame"}}"#);
/// assert_eq!(serde_json::from_str::<Record>(&text)?, record);
/// # Ok::<(), serde_json::Error>(())
/// ```
pub mod exposed {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use crate::serialize::ExposeSecrets;

    /// Serializes with secrets.
    ///
    /// # Errors
    /// Whatever cannot be encoded, or the format refuses.
    pub fn serialize<T, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error>
    where
        for<'t> ExposeSecrets<'t, T>: Serialize,
    {
        ExposeSecrets(value).serialize(serializer)
    }

    /// Deserializes what was serialized with secrets.
    ///
    /// # Errors
    /// It is no such message or item, or was stored without its secrets.
    pub fn deserialize<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
        T::deserialize(deserializer)
    }
}

/// Writes a message or an item in a field without its secrets, for logs.
///
/// It has no `deserialize`, since nothing reads such a message again: a structure that derives `Deserialize` does not compile
/// with it.
///
/// ```
/// use kmip_types::Tag;
/// use kmip_types::items::{Node, NodeValue};
/// use serde::Serialize;
///
/// #[derive(Serialize)]
/// struct Line {
///     #[serde(serialize_with = "kmip_types::serialize::redacted::serialize")]
///     item: Node<'static>,
/// }
///
/// let item = Node::new(Tag::PASSWORD, NodeValue::TextString("open sesame".into()));
/// let text = serde_json::to_string(&Line { item })?;
/// assert_eq!(text, r#"{"item":{"tag":"Password","type":"TextString","value":null}}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
pub mod redacted {
    use serde::{Serialize, Serializer};

    use crate::serialize::ExposeSecrets;

    /// Serializes without secrets.
    ///
    /// # Errors
    /// Whatever cannot be encoded, or the format refuses.
    pub fn serialize<T: Serialize, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error>
    where
        for<'t> ExposeSecrets<'t, T>: Serialize,
    {
        value.serialize(serializer)
    }
}
