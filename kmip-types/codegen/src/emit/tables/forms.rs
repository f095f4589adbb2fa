//! The item types that a field, an attribute or a tag can have.
//!
//! Each says what a value of it names or contains.

use crate::names::{constant, structure_table};
use crate::schema::{Form, Schema, Structure};
use crate::versions::Versions;

/// Prints the item types of entries.
pub(in crate::emit) struct Forms<'s> {
    schema: &'s Schema,
}

/// An item type, the versions that have it, and what a value names or contains.
///
/// The last is nothing, or such as `Structure KEY_BLOCK`.
type Resolved = (String, Versions, String);

impl<'s> Forms<'s> {
    pub(in crate::emit) const fn new(schema: &'s Schema) -> Self {
        Self { schema }
    }

    /// The item types of an entry where they are not those of its tag: ` as { … }`.
    pub(in crate::emit) fn own(
        &self,
        tag: &str,
        forms: &[Form],
        owner: Versions,
        selected: bool,
    ) -> Result<String, String> {
        let own = self.resolved(tag, forms, owner, selected)?;
        if let Some(entry) = self.schema.tag(tag) {
            let all = self.resolved(tag, &entry.forms(), Versions::parse(&entry.versions)?, false)?;
            let within = |(item_type, versions, holds): Resolved| {
                let versions = versions.intersection(owner);
                (versions != Versions::default()).then_some((item_type, versions, holds))
            };
            if all.into_iter().filter_map(within).collect::<Vec<_>>() == own {
                return Ok(String::new());
            }
        }
        Ok(format!(" as {}", listed(&own, owner)))
    }

    /// All item types of an entry; `selected` if another field says what is inside.
    pub(in crate::emit) fn listed(
        &self,
        tag: &str,
        forms: &[Form],
        owner: Versions,
        selected: bool,
    ) -> Result<String, String> {
        Ok(listed(&self.resolved(tag, forms, owner, selected)?, owner))
    }

    fn resolved(&self, tag: &str, forms: &[Form], owner: Versions, selected: bool) -> Result<Vec<Resolved>, String> {
        let mut all = Vec::new();
        for form in forms {
            let versions = form.versions.as_deref().map_or(Ok(owner), Versions::parse)?.intersection(owner);
            for (versions, holds) in self.holds(tag, form, versions, selected)? {
                all.push((constant(&form.item_type), versions, holds));
            }
        }
        Ok(all)
    }

    /// Returns what the value holds, with the versions.
    ///
    /// For a structure its tag tells that, version by version.
    fn holds(
        &self,
        tag: &str,
        form: &Form,
        versions: Versions,
        selected: bool,
    ) -> Result<Vec<(Versions, String)>, String> {
        if let Some(name) = &form.enumeration {
            return Ok(vec![(versions, format!(" Enumeration {}", constant(name)))]);
        }
        if let Some(name) = &form.mask {
            return Ok(vec![(versions, format!(" Mask {}", constant(name)))]);
        }
        let structure = |name: &str| format!(" Structure {}", structure_table(name));
        if let Some(name) = &form.structure {
            let mut all = vec![(versions, structure(name))];
            // Those under the same tag that another field asks for.
            let asked = |s: &&Structure| s.tag.as_deref() == Some(tag) && s.only_if.is_some();
            for other in self.schema.structures.iter().filter(asked) {
                let own = Versions::parse(&other.versions)?.intersection(versions);
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
                let own = Versions::parse(&named.versions)?.intersection(left);
                if own != Versions::default() {
                    left = left.without(own);
                    all.push((own, structure(&named.name)));
                }
            }
        }
        if left != Versions::default() {
            all.push((left, String::new()));
        }
        Ok(all)
    }
}

/// Prints the forms as a list; no versions where all of the owner's have a form.
///
/// An example is `{TEXT_STRING [..=V2_1]; ENUMERATION [] Enumeration STATE;}`.
fn listed(forms: &[Resolved], owner: Versions) -> String {
    let lines: Vec<String> = forms
        .iter()
        .map(|(item_type, versions, holds)| {
            let versions = if *versions == owner { "[]".to_owned() } else { versions.code() };
            format!("{item_type} {versions}{holds};")
        })
        .collect();
    format!("{{{}}}", lines.join(" "))
}
