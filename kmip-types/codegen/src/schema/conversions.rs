//! `conversions.json`: what versions say in different ways.

use std::collections::BTreeMap;

use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Conversions {
    pub(crate) attributes: AttributeForms,
    /// Operations whose request says by attributes which objects are meant.
    ///
    /// In them two dates are a range, and no attribute means all objects.
    pub(crate) searches: Vec<String>,
    pub(crate) batch_items: BatchItems,
    pub(crate) masks: Masks,
    pub(crate) identifiers: Identifiers,
    /// Fields that have another tag in other versions.
    pub(crate) fields: Vec<Pair>,
    /// Names that are structures up to 2.1, and text in 3.0.
    pub(crate) names: Vec<Name>,
    /// Types of links, and the attributes that they are in 3.0.
    pub(crate) links: Vec<Link>,
    pub(crate) result_reasons: ResultReasons,
    pub(crate) key_formats: Vec<KeyFormat>,
}

/// Attributes under their names, and under their own tags.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AttributeForms {
    /// The versions that write them under their names.
    pub(crate) named: String,
    /// The versions that write them under their own tags.
    pub(crate) tagged: String,
    pub(crate) containers: Vec<Container>,
    /// Attributes one by one, beside a container.
    pub(crate) list: Forms,
    /// The one attribute that a payload is about.
    pub(crate) one: Forms,
    /// References to attributes.
    pub(crate) reference: Forms,
    /// Structures whose forms differ in more than that.
    pub(crate) apart: Vec<String>,
    /// The name that a payload has for its attribute, where it is not the new one.
    pub(crate) called: BTreeMap<String, String>,
    pub(crate) custom: Vec<Custom>,
}

/// A field, by its tag in either form.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Forms {
    pub(crate) named: String,
    pub(crate) tagged: String,
}

/// The content of a field with attributes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Holding {
    Container,
    List,
    One,
    Reference,
}

/// A field with attributes, or references to some, by its tag in either form.
#[derive(Clone, Copy)]
pub(crate) struct FormPair<'s> {
    pub(crate) kind: Holding,
    pub(crate) named: &'s str,
    pub(crate) tagged: &'s str,
}

impl AttributeForms {
    /// All fields that have two forms.
    pub(crate) fn around(&self) -> impl Iterator<Item = FormPair<'_>> {
        let containers = self.containers.iter();
        let containers = containers
            .filter_map(|c| Some(FormPair { kind: Holding::Container, named: c.named.as_deref()?, tagged: &c.tagged }));
        let others = [(Holding::List, &self.list), (Holding::One, &self.one), (Holding::Reference, &self.reference)];
        containers.chain(others.map(|(kind, forms)| FormPair { kind, named: &forms.named, tagged: &forms.tagged }))
    }
}

/// A structure around attributes, by its tag in either form.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Container {
    pub(crate) named: Option<String>,
    pub(crate) tagged: String,
}

/// Custom attributes: their prefix, and their vendor.
///
/// Their names start with the prefix in 1.x; they have the vendor since 2.0.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Custom {
    pub(crate) prefix: String,
    pub(crate) vendor: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct BatchItems {
    /// The versions that count batch items, and give those of several an ID.
    pub(crate) numbered: String,
}

/// The way in which versions write masks in XML and JSON.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Masks {
    /// The versions that let them be numbers.
    pub(crate) numbers: String,
}

/// The way in which versions write the identifiers of objects.
///
/// It is also that of what refers to objects.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Identifiers {
    /// The versions that write them as Text String.
    ///
    /// These versions have one attribute for links of all types.
    pub(crate) text: String,
    /// The versions that have item types for them.
    ///
    /// These versions have an attribute for each type of link.
    pub(crate) typed: String,
    /// The versions that also take other values for an identifier.
    ///
    /// These values are an enumeration, or an index into the batch.
    pub(crate) numbers: String,
}

/// An entry, and the one that stands for it in other versions.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Pair {
    pub(crate) own: String,
    pub(crate) other: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Name {
    pub(crate) name: String,
    pub(crate) value: String,
    #[serde(rename = "type")]
    pub(crate) name_type: String,
    /// The type that a name has where it is text.
    pub(crate) text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Link {
    #[serde(rename = "type")]
    pub(crate) link_type: String,
    pub(crate) attribute: String,
}

/// Result Reasons in versions that lack them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ResultReasons {
    /// The reason that stands for those that have no nearest.
    pub(crate) any_other: String,
    pub(crate) nearest: Vec<Pair>,
}

/// A format of keys for one algorithm, and the one that 1.3 merged it into.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct KeyFormat {
    pub(crate) own: String,
    pub(crate) merged: String,
    pub(crate) algorithm: String,
}
