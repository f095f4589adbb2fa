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
