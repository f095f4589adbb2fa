//! The fields that the decoder has to note.
//!
//! It notes a field if what a later one holds depends on it.

use crate::model::{Model, Structure};
use crate::names::type_name;
use crate::schema::Schema;
use crate::types::Type;

/// The most structures between a selector and what it selects.
///
/// They are Key Block, Key Value and Key Material.
const DISTANCE: usize = 2;

impl Model {
    /// A field selects if one of its own structure, or of a structure inside, says so.
    pub(super) fn mark_selectors(&mut self, schema: &Schema) {
        let mut marks = Vec::new();
        for (s, structure) in self.structures.iter().enumerate() {
            for (f, field) in structure.fields.iter().enumerate() {
                let by_selector = schema.types.by_selector.iter().filter(|x| x.selector == field.name);
                let targets: Vec<String> = by_selector.map(|x| type_name(&x.name)).collect();
                if targets.iter().any(|target| self.contains(structure, target, DISTANCE)) {
                    marks.push((s, f));
                }
            }
        }
        for (s, f) in marks {
            if let Some(field) = self.structures.get_mut(s).and_then(|x| x.fields.get_mut(f)) {
                field.selects = true;
            }
        }
    }

    fn contains(&self, structure: &Structure, target: &str, depth: usize) -> bool {
        structure.fields.iter().any(|field| match &field.value {
            Type::Chosen(name) => name == target,
            Type::Structure(name) if depth > 0 => self.named_contains(name, target, depth - 1),
            Type::Varying { name, .. } if depth > 0 => {
                let variant = self.by_type.iter().find(|v| v.rust == *name);
                variant.into_iter().flat_map(|v| &v.arms).any(|arm| match &arm.value {
                    Type::Structure(inner) => self.named_contains(inner, target, depth - 1),
                    _ => false,
                })
            }
            _ => false,
        })
    }

    fn named_contains(&self, name: &str, target: &str, depth: usize) -> bool {
        self.structures.iter().find(|s| s.rust == name).is_some_and(|s| self.contains(s, target, depth))
    }
}
