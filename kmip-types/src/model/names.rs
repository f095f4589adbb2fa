//! Names of objects: a structure up to 2.1, a text in 3.0.

use alloc::string::String;

use crate::{Attribute, Name, NameStructure, NameType, Text};

impl<'a> Name<'a> {
    /// The name itself, in either form.
    ///
    /// ```
    /// use kmip_types::Name;
    ///
    /// assert_eq!(Name::from("backup key").as_text(), "backup key");
    /// ```
    #[must_use]
    pub const fn as_text(&self) -> &Text<'a> {
        match self {
            Self::Structure(name) => &name.name_value,
            Self::TextString(text) => text,
        }
    }
}

/// An Uninterpreted Text String; pushed into a message of 3.0 the text alone.
impl<'a> From<&'a str> for Name<'a> {
    fn from(name: &'a str) -> Self {
        NameStructure::new(name, NameType::UNINTERPRETED_TEXT_STRING).into()
    }
}

/// An Uninterpreted Text String; pushed into a message of 3.0 the text alone.
impl From<String> for Name<'_> {
    fn from(name: String) -> Self {
        NameStructure::new(name, NameType::UNINTERPRETED_TEXT_STRING).into()
    }
}

impl<'a> Attribute<'a> {
    /// The name of an object, in the form that the message it is pushed into has for it.
    #[must_use]
    pub fn name(name: impl Into<Name<'a>>) -> Self {
        Self::Name(name.into())
    }
}

/// Names that are a text in some versions and a structure in others, with the type that a text has.
macro_rules! name_forms {
    ($($name:ident($structure:ident) { $value:ident, $type:ident: $text:expr })+) => {
        impl<'a> $crate::Attribute<'a> {
            /// Brings the attribute into the form that these versions have for it.
            pub(crate) fn into_form(self, versions: $crate::Versions) -> Self {
                let is_text = $crate::generated::conversions::TYPED_IDENTIFIERS.is_superset(versions);
                match self {
                    $(
                        Self::$name($crate::$name::TextString(text)) if !is_text => {
                            Self::$name($structure::new(text, $text).into())
                        }
                        Self::$name($crate::$name::Structure(name))
                            if is_text && name.$type == $text && name.extra.is_empty() =>
                        {
                            Self::$name($crate::$name::TextString(name.$value))
                        }
                    )+
                    other => other,
                }
            }
        }
    };
}

pub(crate) use name_forms;
