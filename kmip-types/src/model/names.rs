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
    /// Creates the attribute Name of an object.
    ///
    /// It gets the form that the message has into which it is pushed.
    #[must_use]
    pub fn name(name: impl Into<Name<'a>>) -> Self {
        Self::Name(name.into())
    }
}

/// Makes names that are a text in some versions and a structure in others.
///
/// It is given the type that a text has.
macro_rules! name_forms {
    ($($name:ident($structure:ident) { $value:ident, $type:ident: $text:expr })+) => {
        $(
            impl $crate::$name<'_> {
                /// Returns the text of the name, with its type.
                ///
                /// The third value is what was kept in the structure.
                fn meaning(&self) -> (&str, u32, Option<&$crate::items::Extra<'_>>) {
                    match self {
                        Self::Structure(name) => {
                            let kept = (!name.extra.is_empty()).then_some(&name.extra);
                            (&name.$value, name.$type.value(), kept)
                        }
                        Self::TextString(text) => (text, $text.value(), None),
                    }
                }
            }

            /// Compares by name and type.
            ///
            /// The text of 3.0 equals an Uninterpreted Text String of 2.1.
            impl PartialEq for $crate::$name<'_> {
                fn eq(&self, other: &Self) -> bool {
                    self.meaning() == other.meaning()
                }
            }

            impl Eq for $crate::$name<'_> {}

            impl core::hash::Hash for $crate::$name<'_> {
                fn hash<H: core::hash::Hasher>(&self, state: &mut H) {
                    let (text, name_type, _) = self.meaning();
                    (text, name_type).hash(state);
                }
            }

            /// Compares the text of the name, whatever the type of the name.
            impl PartialEq<str> for $crate::$name<'_> {
                fn eq(&self, other: &str) -> bool {
                    self.meaning().0 == other
                }
            }

            /// Compares the text of the name, whatever the type of the name.
            impl PartialEq<&str> for $crate::$name<'_> {
                fn eq(&self, other: &&str) -> bool {
                    self.meaning().0 == *other
                }
            }

            /// Prints the text of the name.
            impl core::fmt::Display for $crate::$name<'_> {
                fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                    f.pad(self.meaning().0)
                }
            }
        )+

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
