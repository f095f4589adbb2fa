//! Lists that many entries have in common: item types and sections, each printed once.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::structures::symbol;
use crate::names::constant;
use crate::schema::{Form, Schema, Structure};
use crate::versions::Versions;

/// The lists met so far, each with its number.
pub(super) struct Pools<'s> {
    schema: &'s Schema,
    forms: BTreeMap<String, usize>,
    sections: BTreeMap<String, usize>,
}

fn numbered(pool: &mut BTreeMap<String, usize>, code: String) -> usize {
    let next = pool.len();
    *pool.entry(code).or_insert(next)
}

/// The entries of a pool in the order of their numbers.
fn listed(pool: &BTreeMap<String, usize>) -> impl Iterator<Item = (usize, &str)> {
    let mut all: Vec<(usize, &str)> = pool.iter().map(|(code, number)| (*number, code.as_str())).collect();
    all.sort_unstable();
    all.into_iter()
}

impl<'s> Pools<'s> {
    pub(super) const fn new(schema: &'s Schema) -> Self {
        Self { schema, forms: BTreeMap::new(), sections: BTreeMap::new() }
    }

    /// The expression for these sections.
    pub(super) fn section(&mut self, sections: &BTreeMap<String, String>) -> Result<String, String> {
        let mut code = String::new();
        for (range, section) in sections {
            let _ = write!(code, "({}, {section:?}), ", Versions::parse(range)?.code());
        }
        Ok(format!("SECTIONS_{}", numbered(&mut self.sections, code)))
    }

    /// The expression for the forms of an item under this tag; `selected` if another field says what is inside.
    pub(super) fn form(
        &mut self,
        tag: &str,
        forms: &[Form],
        owner: Versions,
        selected: bool,
    ) -> Result<String, String> {
        let mut code = String::new();
        for form in forms {
            let versions =
                form.versions.as_deref().map_or(Ok(owner), Versions::parse)?.without(Versions::ALL.without(owner));
            for (versions, holds) in self.holds(tag, form, versions, selected)? {
                let item_type = match form.item_type.as_str() {
                    "Any" => "None".to_owned(),
                    other => format!("Some(ItemType::{})", constant(other)),
                };
                let _ =
                    write!(code, "Form {{ item_type: {item_type}, versions: {}, holds: {holds} }}, ", versions.code());
            }
        }
        Ok(format!("FORMS_{}", numbered(&mut self.forms, code)))
    }

    /// What the value holds; of a structure that is told by its tag, version by version.
    fn holds(
        &self,
        tag: &str,
        form: &Form,
        versions: Versions,
        selected: bool,
    ) -> Result<Vec<(Versions, String)>, String> {
        let plain = || "Holds::Plain".to_owned();
        if let Some(name) = &form.enumeration {
            return Ok(vec![(versions, format!("Holds::Enumeration(&{})", constant(name)))]);
        }
        if let Some(name) = &form.mask {
            return Ok(vec![(versions, format!("Holds::Mask(&{})", constant(name)))]);
        }
        let structure = |name: &str| format!("Holds::Structure(&{})", symbol(name));
        if let Some(name) = &form.structure {
            let mut all = vec![(versions, structure(name))];
            // Those under the same tag that another field asks for.
            let asked = |s: &&Structure| s.tag.as_deref() == Some(tag) && s.only_if.is_some();
            for other in self.schema.structures.iter().filter(asked) {
                let own = Versions::parse(&other.versions)?.without(Versions::ALL.without(versions));
                if own != Versions::default() {
                    all.push((own, structure(&other.name)));
                }
            }
            return Ok(all);
        }
        let mut left = versions;
        let mut all = Vec::new();
        if form.item_type == "Structure" && !selected {
            let those =
                self.schema.structures.iter().filter(|s| s.tag.as_deref() == Some(tag) && s.selected_by.is_none());
            for named in those {
                let own = Versions::parse(&named.versions)?;
                let own = own.without(Versions::ALL.without(left));
                if own != Versions::default() {
                    left = left.without(own);
                    all.push((own, structure(&named.name)));
                }
            }
        }
        if left != Versions::default() {
            all.push((left, plain()));
        }
        Ok(all)
    }

    pub(super) fn forms(&self) -> String {
        let mut code = String::new();
        for (number, entries) in listed(&self.forms) {
            let _ = writeln!(code, "pub(super) static FORMS_{number}: &[Form] = &[{entries}];");
        }
        code
    }

    pub(super) fn sections(&self) -> String {
        let mut code = String::new();
        for (number, entries) in listed(&self.sections) {
            let _ = writeln!(code, "pub(super) const SECTIONS_{number}: Sections = Sections(&[{entries}]);");
        }
        code
    }
}
