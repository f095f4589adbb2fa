//! One version of the standard.
//!
//! It is what the tables of the version say, whichever source they are read from.

use std::collections::{BTreeMap, BTreeSet};

/// The versions, oldest first.
pub(crate) const VERSIONS: [&str; 8] = ["1.0", "1.1", "1.2", "1.3", "1.4", "2.0", "2.1", "3.0"];

/// The tables of one version.
#[derive(Clone, Debug, Default)]
pub(crate) struct Edition {
    pub(crate) version: String,
    pub(crate) item_types: Vec<Value>,
    pub(crate) tags: Vec<Tag>,
    /// Numbers of tags that the version keeps free.
    pub(crate) reserved: BTreeSet<String>,
    pub(crate) enumerations: Vec<List>,
    pub(crate) masks: Vec<List>,
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) structures: Vec<Structure>,
    pub(crate) operations: Vec<Operation>,
}

#[derive(Clone, Debug)]
pub(crate) struct Tag {
    pub(crate) name: String,
    pub(crate) value: String,
    pub(crate) forms: Forms,
    pub(crate) deprecated: bool,
    pub(crate) since: Option<String>,
}

/// The forms of an item: its types, and what each of them names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Forms {
    pub(crate) types: BTreeSet<String>,
    pub(crate) enumeration: Option<String>,
    pub(crate) mask: Option<String>,
    /// The structures that it can be, where one of the types is Structure.
    pub(crate) structures: BTreeSet<String>,
}

/// An enumeration or a mask.
#[derive(Clone, Debug)]
pub(crate) struct List {
    pub(crate) name: String,
    pub(crate) section: Option<String>,
    pub(crate) tags: BTreeSet<String>,
    pub(crate) extensions: Option<String>,
    pub(crate) values: Vec<Value>,
}

#[derive(Clone, Debug)]
pub(crate) struct Value {
    pub(crate) name: String,
    pub(crate) value: String,
    pub(crate) deprecated: bool,
    pub(crate) since: Option<String>,
}

#[derive(Clone, Debug)]
pub(crate) struct Attribute {
    pub(crate) name: String,
    pub(crate) tag: Option<String>,
    pub(crate) section: Option<String>,
    pub(crate) forms: Forms,
    pub(crate) multi: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct Structure {
    pub(crate) name: String,
    pub(crate) tag: Option<String>,
    pub(crate) section: Option<String>,
    /// The field and its value that select this structure among those of its tag.
    pub(crate) selected_by: Option<(String, String)>,
    /// The field around, and its value, that ask for this structure.
    ///
    /// Other values ask for other structures of the same tag.
    pub(crate) only_if: Option<(String, String)>,
    pub(crate) fields: Vec<Field>,
}

#[derive(Clone, Debug)]
pub(crate) struct Operation {
    pub(crate) name: String,
    pub(crate) value: String,
    pub(crate) direction: String,
    pub(crate) section: Option<String>,
    pub(crate) request: Vec<Field>,
    pub(crate) response: Vec<Field>,
    /// The payloads when the server sends the request, where they differ.
    pub(crate) server_request: Option<Vec<Field>>,
    pub(crate) server_response: Option<Vec<Field>>,
}

#[derive(Clone, Debug)]
pub(crate) struct Field {
    pub(crate) what: What,
    pub(crate) occurs: String,
    pub(crate) condition: Option<String>,
    pub(crate) since: Option<String>,
}

/// The content of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum What {
    /// An item under this tag.
    Item { tag: String, forms: Forms },
    /// One of several items, each under its own tag.
    Choice(BTreeMap<String, Forms>),
    /// Any attribute of the version, under its own tag.
    AnyAttribute,
    /// Any item.
    Any,
}

impl Field {
    /// The tag, or the word for what has none.
    pub(crate) fn name(&self) -> &str {
        match &self.what {
            What::Item { tag, .. } => tag,
            What::Choice(_) => "one of several",
            What::AnyAttribute => "any attribute",
            What::Any => "any item",
        }
    }
}

impl Operation {
    /// The payloads, by what they are called here.
    pub(crate) fn forms(&self) -> impl Iterator<Item = (&'static str, &Vec<Field>)> {
        let client = [("request", Some(&self.request)), ("response", Some(&self.response))];
        let server =
            [("server request", self.server_request.as_ref()), ("server response", self.server_response.as_ref())];
        client.into_iter().chain(server).filter_map(|(name, fields)| fields.map(|fields| (name, fields)))
    }
}

impl Edition {
    /// The structures that can stand under a tag.
    pub(crate) fn structures_under(&self, tag: &str) -> impl Iterator<Item = &Structure> {
        self.structures.iter().filter(move |structure| structure.tag.as_deref() == Some(tag))
    }

    /// Fills in what a table leaves to the reader.
    ///
    /// It is the structure, enumeration or mask that goes with the tag.
    pub(crate) fn resolve(&mut self) {
        let known = self.clone();
        let complete = |tag: &str, forms: &mut Forms| {
            let carried = |lists: &[List]| lists.iter().find(|l| l.tags.contains(tag)).map(|l| l.name.clone());
            if forms.types.contains("Structure") && forms.structures.is_empty() {
                forms.structures = known.structures_under(tag).map(|s| s.name.clone()).collect();
            }
            if forms.types.contains("Enumeration") && forms.enumeration.is_none() {
                forms.enumeration = carried(&known.enumerations);
            }
            if forms.types.contains("Integer") && forms.mask.is_none() {
                forms.mask = carried(&known.masks);
            }
        };
        for tag in &mut self.tags {
            complete(&tag.name, &mut tag.forms);
        }
        for attribute in &mut self.attributes {
            complete(attribute.tag.as_deref().unwrap_or_default(), &mut attribute.forms);
        }
        let structures = self.structures.iter_mut().map(|s| &mut s.fields);
        let operations = self.operations.iter_mut().flat_map(|o| {
            let server = [&mut o.server_request, &mut o.server_response].into_iter().flatten();
            [&mut o.request, &mut o.response].into_iter().chain(server)
        });
        for field in structures.chain(operations).flatten() {
            match &mut field.what {
                What::Item { tag, forms } => complete(tag, forms),
                What::Choice(members) => members.iter_mut().for_each(|(tag, forms)| complete(tag, forms)),
                What::AnyAttribute | What::Any => {}
            }
        }
    }
}
