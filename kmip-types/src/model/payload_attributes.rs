//! The attributes of payloads, read and filled in the same way for every version.

use alloc::boxed::Box;
use alloc::vec::Vec;

use super::attribute_forms::number;
use crate::{Attribute, Attributes, NamedAttribute, TemplateAttribute};

/// A getter for each form that a payload can have attributes in.
macro_rules! attribute_getters {
    ($($type:ident::$name:ident: $named:ident($field:ident) $(, $tagged:ident)?;)+) => {$(
        impl<'a> $type<'a> {
            /// The attributes that it carries, whichever wire form they have.
            #[must_use]
            pub fn $name(&self) -> $crate::AttributeList<'_, 'a> {
                $crate::AttributeList::new(
                    $crate::model::attribute_getters!(@ $named self.$field),
                    $crate::model::attribute_getters!(@ tagged $(self.$tagged)?),
                    &self.extra,
                )
            }
        }
    )+};
    (@ template $self:ident.$field:ident) => {
        $self.$field.as_ref().map(|template| template.named_attributes.as_slice()).unwrap_or_default()
    };
    (@ list $self:ident.$field:ident) => { &$self.$field };
    (@ one $self:ident.$field:ident) => {
        $self.$field.as_deref().map(core::slice::from_ref).unwrap_or_default()
    };
    (@ tagged) => { None };
    (@ tagged $self:ident.$field:ident) => { $self.$field.as_ref() };
}

pub(crate) use attribute_getters;

/// A setter for each payload that a program fills with attributes.
macro_rules! attribute_setters {
    ($($type:ident::$name:ident($field:ident);)+) => {$(
        impl<'a> $type<'a> {
            /// Sets these attributes.
            ///
            /// A message of 1.x writes them in the form that it has for them.
            #[must_use]
            pub fn $name(mut self, attributes: impl Into<$crate::Attributes<'a>>) -> Self {
                self.$field = Some(attributes.into());
                self
            }
        }
    )+};
}

pub(crate) use attribute_setters;

/// A setter for each payload that is about one attribute.
macro_rules! attribute_setters_of_one {
    ($($type:ident;)+) => {$(
        impl<'a> $type<'a> {
            /// Sets this attribute; a message of 1.x writes it in the form that it has for it.
            #[must_use]
            pub fn with_attribute(mut self, attribute: impl Into<$crate::Attribute<'a>>) -> Self {
                self.new_attribute = Some($crate::Attributes::from([attribute.into()]));
                self
            }
        }
    )+};
}

pub(crate) use attribute_setters_of_one;

/// Adds a setter to each response that repeats attributes in 1.x alone.
macro_rules! repeated_attribute_setters {
    ($($type:ident::$name:ident: $kind:ident($field:ident);)+) => {$(
        impl<'a> $type<'a> {
            $crate::model::repeated_attribute_setters!(@ $kind $name $field);
        }
    )+};
    (@ template $name:ident $field:ident) => {
        /// Sets the attributes that a response of 1.x repeats.
        ///
        /// In a response of 2.0 or later they are left out.
        #[must_use]
        pub fn $name(mut self, attributes: impl Into<$crate::Attributes<'a>>) -> Self {
            self.$field = Some($crate::model::template_of(attributes.into()));
            self
        }
    };
    (@ one $name:ident $field:ident) => {
        /// Sets the attribute that a response of 1.x repeats.
        ///
        /// In a response of 2.0 or later it is left out.
        #[must_use]
        pub fn $name(mut self, attribute: impl Into<$crate::Attribute<'a>>) -> Self {
            self.$field = Some($crate::model::named_of(attribute.into()));
            self
        }
    };
}

pub(crate) use repeated_attribute_setters;

/// Returns the attribute under its name.
///
/// An attribute without a name is refused when it is encoded.
pub(crate) fn named_of(attribute: Attribute<'_>) -> Box<NamedAttribute<'_>> {
    let named = match attribute.has_name() {
        true => attribute.into_named().unwrap_or_default(),
        false => NamedAttribute::standard(attribute),
    };
    Box::new(named)
}

/// Returns the attributes under their names and with indices, as 1.x has them.
pub(crate) fn template_of(attributes: Attributes<'_>) -> TemplateAttribute<'_> {
    let mut named_attributes: Vec<_> = attributes.into_iter().map(|attribute| *named_of(attribute)).collect();
    number(&mut named_attributes);
    TemplateAttribute { named_attributes, ..TemplateAttribute::default() }
}

/// References to attributes, by name in 1.x.
macro_rules! attribute_references {
    ($($type:ident;)+) => {$(
        impl<'a> $type<'a> {
            /// Sets references to these attributes, by their tags; 1.x has their names.
            #[must_use]
            pub fn with_attribute_references<R: Into<$crate::AttributeReference<'a>>>(
                mut self,
                references: impl IntoIterator<Item = R>,
            ) -> Self {
                self.attribute_references = references.into_iter().map(Into::into).collect();
                self
            }

            /// The attributes that it refers to, whichever wire form it has.
            ///
            /// The iterator gives [`NotInVersion`](crate::ErrorKind::NotInVersion) for a name of 1.x that is neither of the
            /// standard nor custom.
            pub fn attribute_references(&self) -> impl Iterator<Item = Result<$crate::AttributeReference<'a>, $crate::Error>> {
                let names = self.attribute_names.iter().map(|name| $crate::AttributeReference::from_name(name));
                names.chain(self.attribute_references.iter().cloned().map(Ok))
            }
        }
    )+};
}

pub(crate) use attribute_references;
