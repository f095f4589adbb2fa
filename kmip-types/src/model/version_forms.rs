//! Payloads in the form of a version.
//!
//! Attributes stand under their names for 1.x, and under their own tags from 2.0 on.
//!
//! A program fills in one form; [`RequestMessage::push`](crate::RequestMessage::push) and
//! [`ResponseMessage::push`](crate::ResponseMessage::push) bring the payload into that of the message's version. What has no
//! counterpart there stays as it is: encoding refuses it by name. Nothing is dropped but what responses of 1.x repeat and later
//! ones do not have.

use alloc::boxed::Box;
use alloc::vec::Vec;

use super::attribute_forms::all_tagged;
use crate::generated::conversions::{NAMED_ATTRIBUTES as NAMED, TAGGED_ATTRIBUTES as TAGGED, TYPED_IDENTIFIERS};
use crate::{
    AttributeReference, Attributes, DeleteAttributeRequest, KeyWrappingSpecification, NamedAttribute, NotifyRequest,
    TemplateAttribute, Text, Versions,
};

/// A type with more than one form, which can take the form of a version.
///
/// It then has the empty structures that the version requires, too. A set of several versions changes nothing.
pub(crate) trait VersionForm {
    fn take_form(&mut self, versions: Versions);
}

impl<T: VersionForm> VersionForm for Option<T> {
    fn take_form(&mut self, versions: Versions) {
        if let Some(value) = self {
            value.take_form(versions);
        }
    }
}

impl<T: VersionForm> VersionForm for Box<T> {
    fn take_form(&mut self, versions: Versions) {
        (**self).take_form(versions);
    }
}

/// One form beside the other: at most one of both is filled.
pub(crate) trait FormPair<Tagged> {
    fn take_form_beside(&mut self, tagged: &mut Tagged, versions: Versions);
}

/// A list of named attributes, beside Attributes.
impl<'a> FormPair<Option<Attributes<'a>>> for Vec<NamedAttribute<'a>> {
    fn take_form_beside(&mut self, tagged: &mut Option<Attributes<'a>>, versions: Versions) {
        if NAMED.is_superset(versions) {
            // Every attribute has a name: appending cannot fail.
            if let Some(attributes) = tagged.take_if(|attributes| attributes.all_named()) {
                let _ = attributes.append_named(self);
            }
        } else if TAGGED.is_superset(versions) {
            if !self.is_empty() && all_tagged(self) {
                let own = core::mem::take(self).into_iter().filter_map(|named| named.into_attribute().ok());
                let mut attributes: Attributes<'a> = own.collect();
                attributes.extend(tagged.take().into_iter().flatten());
                *tagged = Some(attributes);
            }
            *tagged = tagged.take().map(|attributes| attributes.into_form(versions));
        }
    }
}

/// A Template-Attribute, beside Attributes.
impl<'a> FormPair<Option<Attributes<'a>>> for Option<TemplateAttribute<'a>> {
    fn take_form_beside(&mut self, tagged: &mut Option<Attributes<'a>>, versions: Versions) {
        if NAMED.is_superset(versions) {
            if tagged.as_ref().is_some_and(Attributes::all_named) {
                self.get_or_insert_default().named_attributes.take_form_beside(tagged, versions);
            }
        } else if TAGGED.is_superset(versions) {
            match self.take_if(|template| template.all_tagged()) {
                Some(template) if template.named_attributes.is_empty() => {
                    tagged.get_or_insert_default();
                }
                Some(mut template) => template.named_attributes.take_form_beside(tagged, versions),
                None => *tagged = tagged.take().map(|attributes| attributes.into_form(versions)),
            }
        }
    }
}

/// One named attribute, beside Attributes that hold one.
impl<'a> FormPair<Option<Attributes<'a>>> for Option<Box<NamedAttribute<'a>>> {
    fn take_form_beside(&mut self, tagged: &mut Option<Attributes<'a>>, versions: Versions) {
        let one = tagged.as_ref().is_none_or(|attributes| attributes.len() == 1);
        if !one || (NAMED.is_superset(versions) && self.is_some()) {
            return;
        }
        let mut list: Vec<NamedAttribute<'a>> = self.take().map(|named| *named).into_iter().collect();
        list.take_form_beside(tagged, versions);
        *self = list.pop().map(Box::new);
    }
}

/// A list of attribute names, beside references.
impl<'a> FormPair<Vec<AttributeReference<'a>>> for Vec<Text<'a>> {
    fn take_form_beside(&mut self, tagged: &mut Vec<AttributeReference<'a>>, versions: Versions) {
        if NAMED.is_superset(versions) {
            let names: Option<Vec<Text<'a>>> = tagged.iter().map(|reference| reference.to_name().ok()).collect();
            if let Some(names) = names {
                self.extend(names);
                tagged.clear();
            }
        } else if TAGGED.is_superset(versions) {
            let references: Option<Vec<_>> = self.iter().map(|name| AttributeReference::from_name(name).ok()).collect();
            if let Some(references) = references {
                tagged.splice(..0, references);
                self.clear();
            }
        }
    }
}

/// One attribute name, beside a reference.
impl<'a> FormPair<Option<AttributeReference<'a>>> for Option<Text<'a>> {
    fn take_form_beside(&mut self, tagged: &mut Option<AttributeReference<'a>>, versions: Versions) {
        if self.is_some() && tagged.is_some() {
            return;
        }
        let (mut names, mut references): (Vec<_>, Vec<_>) =
            (self.take().into_iter().collect(), tagged.take().into_iter().collect());
        names.take_form_beside(&mut references, versions);
        (*self, *tagged) = (names.pop(), references.pop());
    }
}

/// Lists the fields of each type that are two forms of one thing.
///
/// It also lists the fields that have such fields inside.
///
/// Responses number the instances of an attribute in 1.x: `# field`. What may be empty and must be there in some versions is put
/// there empty: `+ field`. What responses repeat in these versions alone is dropped in others: `- field`.
macro_rules! version_forms {
    ($($type:ident {
        $($named:ident ~ $tagged:ident,)* $(: $inner:ident)* $(# $numbered:ident)* $(+ $empty:ident $required:tt)*
        $(- $repeated:ident $told:tt)*
    })+) => {$(
        impl $crate::model::VersionForm for $type<'_> {
            fn take_form(&mut self, versions: $crate::Versions) {
                $(let own = self.$numbered.len();)*
                $($crate::model::FormPair::take_form_beside(&mut self.$named, &mut self.$tagged, versions);)*
                $(if self.$numbered.len() > own { $crate::model::number(&mut self.$numbered); })*
                $(self.$inner.take_form(versions);)*
                $(if $crate::versions_of::versions!($required).is_superset(versions) {
                    self.$empty.get_or_insert_default();
                })*
                $(if !$crate::versions_of::versions!($told).intersects(versions) {
                    self.$repeated = None;
                })*
            }
        }
    )+};
}
pub(crate) use version_forms;

/// It has names up to 2.1, and references in 3.0 only.
impl VersionForm for KeyWrappingSpecification<'_> {
    fn take_form(&mut self, versions: Versions) {
        let references = TYPED_IDENTIFIERS.is_superset(versions);
        let one = TAGGED.is_superset(versions) || NAMED.is_superset(versions);
        let form = if references { TAGGED } else { NAMED };
        if one {
            self.attribute_names.take_form_beside(&mut self.attribute_references, form);
        }
    }
}

/// The index goes with the name: a reference is to all instances.
impl VersionForm for DeleteAttributeRequest<'_> {
    fn take_form(&mut self, versions: Versions) {
        if self.attribute_index.is_none() {
            self.attribute_name.take_form_beside(&mut self.attribute_reference, versions);
        }
    }
}

/// Deleted attributes are named in 1.x, and referred to from 2.0 on.
///
/// In 1.x they are named without a value.
impl VersionForm for NotifyRequest<'_> {
    fn take_form(&mut self, versions: Versions) {
        let mut deleted = Vec::new();
        if TAGGED.is_superset(versions) {
            let is_deleted = |named: &NamedAttribute<'_>| named.attribute_value.is_none() && named.extra.is_empty();
            if self.named_attributes.iter().filter(|n| is_deleted(n)).all(|n| n.attribute_index.is_none()) {
                deleted
                    .extend(self.named_attributes.iter().filter(|n| is_deleted(n)).map(|n| n.attribute_name.clone()));
                self.named_attributes.retain(|named| !is_deleted(named));
            }
        }
        deleted.take_form_beside(&mut self.attribute_references, versions);
        self.named_attributes.take_form_beside(&mut self.attributes, versions);
        self.named_attributes.extend(deleted.into_iter().map(NamedAttribute::new));
    }
}

/// The arms of each enum that have something with two forms.
macro_rules! version_form_enums {
    ($($type:ident: $($arm:ident)+;)+) => {$(
        impl $crate::model::VersionForm for $crate::$type<'_> {
            fn take_form(&mut self, versions: $crate::Versions) {
                match self {
                    $(Self::$arm(value) => value.take_form(versions),)+
                    _ => {}
                }
            }
        }
    )+};
}
pub(crate) use version_form_enums;
