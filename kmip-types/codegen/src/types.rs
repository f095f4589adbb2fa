//! Rust types of fields: how each is written, and about how large it is.

/// The type of one occurrence of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Type {
    /// A type without a lifetime: numbers, enumerations, masks.
    Plain { code: String, size: usize, optional_size: usize },
    /// Text, bytes or a Big Integer; wrapped if it is secret.
    Body { code: String, secret: bool },
    /// A structure of the model.
    Structure(String),
    /// An enum with one arm per wire type.
    Varying { name: String, borrows: bool },
    /// An enum whose arm another field, or the tag of the item, decides.
    Chosen(String),
    /// Any item.
    Node,
}

impl Type {
    fn plain(code: &str, size: usize, optional_size: usize) -> Self {
        Self::Plain { code: code.to_owned(), size, optional_size }
    }

    pub(crate) fn enumeration(code: &str) -> Self {
        Self::plain(code, 4, 8)
    }

    /// The type of a scalar item type.
    ///
    /// `None` for structures, enumerations and what has no type of its own.
    pub(crate) fn scalar(item_type: &str, secret: bool) -> Option<Self> {
        let body = |code: &str| Self::Body { code: code.to_owned(), secret };
        Some(match item_type {
            "Integer" => Self::plain("i32", 4, 8),
            "Long Integer" => Self::plain("i64", 8, 16),
            "Boolean" => Self::plain("bool", 1, 1),
            "Date Time" => Self::plain("DateTime", 8, 16),
            "Date Time Extended" => Self::plain("DateTimeExtended", 8, 16),
            "Interval" => Self::plain("Interval", 4, 8),
            "Text String" | "Identifier" | "Reference" | "Name Reference" => body("Text"),
            "Byte String" => body("Bytes"),
            "Big Integer" => body("BigInteger"),
            _ => return None,
        })
    }

    /// The type as generated code writes it.
    pub(crate) fn code(&self) -> String {
        match self {
            Self::Plain { code, .. } => code.clone(),
            Self::Body { code, secret: false } => format!("{code}<'a>"),
            Self::Body { code, secret: true } => format!("Secret<{code}<'a>>"),
            Self::Varying { name, borrows: false } => name.clone(),
            Self::Structure(name) | Self::Varying { name, .. } | Self::Chosen(name) => format!("{name}<'a>"),
            Self::Node => "tree::Node<'a>".to_owned(),
        }
    }
}
