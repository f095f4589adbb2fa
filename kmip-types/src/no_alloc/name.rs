//! Names of objects: one value for every form in which versions write them.

use crate::codec::Encoder;
use crate::error::Fault;
use crate::generated::conversions::TYPED_IDENTIFIERS;
use crate::{ItemType, Tag, Version, Versions};

/// Where a name stands, and what is in it where it is a structure.
pub(crate) struct NameFields {
    pub(crate) value: Tag,
    pub(crate) name_type: Tag,
    /// The type of a name that is only a text.
    pub(crate) text: u32,
}

/// Returns whether the version writes names as a text.
fn is_text(version: Option<Version>) -> bool {
    version.is_some_and(|version| TYPED_IDENTIFIERS.contains(version))
}

impl NameFields {
    /// Writes a name in the form of the version.
    ///
    /// From 3.0 on that is a text, if the type of the name allows it, and else a structure.
    pub(crate) fn encode(&self, tag: Tag, text: &str, name_type: u32, e: &mut Encoder<'_>) -> Result<(), Fault> {
        if is_text(e.version()) {
            return if name_type == self.text { e.put(tag, text) } else { Err(Fault::only_in(AS_STRUCTURES, tag)) };
        }
        e.open(tag)?;
        e.put(self.value, text)?;
        e.small_word(self.name_type, ItemType::ENUMERATION, name_type)?;
        e.end()
    }
}

/// The versions that write names as structures.
const AS_STRUCTURES: Versions = Versions::ALL.without(TYPED_IDENTIFIERS);

/// Makes names that are a text in some versions and a structure in others.
///
/// It is given the type that a text has.
macro_rules! name_forms {
    ($($name:ident($structure:ident) { $value:ident $value_tag:ident, $type:ident $type_tag:ident: $types:ident::$text:ident })+) => {$(
        impl<'a> $name<'a> {
            /// The name itself, in either form.
            #[must_use]
            pub const fn as_text(&self) -> &'a str {
                match self {
                    Self::Structure(name) => name.$value,
                    Self::TextString(text) => text,
                }
            }

            /// The text, and the number of its type.
            pub(crate) fn parts(self) -> (&'a str, u32) {
                match self {
                    Self::Structure(name) => (name.$value, name.$type.value()),
                    Self::TextString(text) => (text, $types::$text.value()),
                }
            }

            /// Writes a name that consists of these parts.
            pub(crate) fn encode_parts(
                tag: $crate::Tag,
                text: &str,
                name_type: u32,
                e: &mut $crate::codec::Encoder<'_>,
            ) -> Result<(), $crate::error::Fault> {
                $crate::no_alloc::NameFields {
                    value: $crate::Tag::$value_tag,
                    name_type: $crate::Tag::$type_tag,
                    text: $types::$text.value(),
                }
                .encode(tag, text, name_type, e)
            }
        }

        impl<'a, V: $crate::view::ItemView<'a>> $crate::view::FromView<'a, V> for $name<'a> {
            fn from_view(view: V) -> Result<Self, $crate::error::Fault> {
                if view.item_type() != $crate::ItemType::STRUCTURE {
                    return view.require(&[]).map(Self::TextString);
                }
                let text = view.require(&[$crate::Tag::$value_tag])?;
                let name_type = view.require::<$types>(&[$crate::Tag::$type_tag])?;
                Ok($structure::new(text, name_type).into())
            }
        }

        impl $crate::codec::Encode for $name<'_> {
            fn encode(&self, tag: $crate::Tag, e: &mut $crate::codec::Encoder<'_>) -> Result<(), $crate::error::Fault> {
                let (text, name_type) = self.parts();
                Self::encode_parts(tag, text, name_type, e)
            }
        }
    )+};
}
pub(crate) use name_forms;
