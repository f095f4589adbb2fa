//! The check of secrets: each value that could be secret is decided, once.
//!
//! Every decision has a reason.

use std::collections::BTreeSet;

use super::Checker;
use crate::schema::{Field, Form};

/// The most letters that a reason has.
const LONGEST: usize = 140;

impl Checker<'_> {
    pub(super) fn secrets(&mut self) {
        let schema = self.schema;
        let secrets = &schema.secrets;
        let decided = || secrets.secret.iter().chain(&secrets.public);
        self.unique(decided().map(|decision| decision.tag.as_str()), "secrets");
        for (what, list) in [("secret", &secrets.secret), ("public", &secrets.public)] {
            let in_order = list.is_sorted_by_key(|decision| &decision.tag);
            self.demand(in_order, || format!("secrets: the {what} tags are not in the order of their names"));
        }
        let around = secrets.around.iter().map(|around| (&around.tag, &around.why));
        for (tag, why) in decided().map(|decision| (&decision.tag, &decision.why)).chain(around) {
            let known = self.tags.contains_key(tag.as_str());
            self.demand(known, || format!("secrets: unknown tag {tag:?}"));
            let is_sentence = why.ends_with('.') && why.len() <= LONGEST && why.starts_with(char::is_uppercase);
            self.demand(is_sentence, || {
                format!("secrets: the reason of {tag} is no sentence, or longer than {LONGEST}")
            });
        }
        for selector in secrets.around.iter().filter_map(|around| around.unless.as_ref()) {
            let selects =
                schema.structures.iter().any(|s| s.selected_by.as_ref().is_some_and(|by| by.field == *selector));
            self.demand(selects, || format!("secrets: {selector:?} selects nothing"));
        }
        let decided: BTreeSet<&str> = decided().map(|decision| decision.tag.as_str()).collect();
        for tag in with_bodies(schema.structures.iter().flat_map(|s| &s.fields).chain(schema.payload_fields())) {
            let has = decided.contains(tag);
            self.demand(has, || format!("secrets: {tag} has bytes or a Big Integer, and is neither secret nor public"));
        }
        let attributes = schema.attributes.iter().filter(|attribute| has_body(&attribute.forms()));
        for tag in attributes.filter_map(|attribute| attribute.tag.as_deref()) {
            let has = decided.contains(tag);
            self.demand(has, || format!("secrets: {tag} has bytes or a Big Integer, and is neither secret nor public"));
        }
    }
}

/// The tags of the fields that have bytes or a Big Integer in some form.
fn with_bodies<'f>(fields: impl Iterator<Item = &'f Field>) -> BTreeSet<&'f str> {
    fields.filter(|field| has_body(&field.forms())).filter_map(|field| field.tag.as_deref()).collect()
}

fn has_body(forms: &[Form]) -> bool {
    forms.iter().any(|form| matches!(form.item_type.as_str(), "Byte String" | "Big Integer"))
}
