//! The choice of what is boxed.
//!
//! Large optional fields and arms are boxed, so that small messages stay small in memory.

use crate::model::{Case, Count, Field, Model};
use crate::names::type_name;
use crate::schema::{Arms, BySelector};
use crate::types::Type;

/// Optional values larger than this many bytes are boxed, as are the arms of enums.
const INLINE: usize = 64;

/// The bound of [`INLINE`] for the arms of a choice by tag: a key is not boxed.
const CHOICE: usize = 200;

/// As [`INLINE`], of the payloads of requests.
///
/// Every batch item has room for the largest that is not boxed; a box beside that room is what the shortest items of a
/// message could be made to cost most with, so all payloads of today are below.
const REQUEST: usize = 420;

/// As [`REQUEST`], of responses: those of a few rare operations are boxed.
///
/// The shortest item of a response, which has no payload, is shorter than that of a request, so there is less room;
/// one with a payload is longer, and can have a box beside it.
const RESPONSE: usize = 240;

/// Structures are not nested deeper than this; what would be is not counted.
const DEEP: usize = 12;

impl Model {
    pub(super) fn mark_boxes(&mut self) {
        // Arms first: the size of what holds them depends on it. Those of payloads last, which hold others.
        let attributes = self.large(&self.attributes, INLINE);
        mark(&mut self.attributes, attributes);
        // The shortest attributes are eight bytes, and a list can have many: one without fields takes no box.
        let empty: Vec<bool> =
            self.attributes.iter().map(|case| case.boxed && self.can_be_empty(&case.value)).collect();
        self.attributes.iter_mut().zip(empty).for_each(|(case, lazy)| case.lazy = lazy);
        self.mark_selected(|arms| (arms == Arms::Structures).then_some(INLINE));
        let by_tag: Vec<Vec<bool>> = self.by_tag.iter().map(|(_, cases)| self.large(cases, CHOICE)).collect();
        for ((_, cases), large) in self.by_tag.iter_mut().zip(by_tag) {
            mark(cases, large);
        }
        self.mark_selected(|arms| match arms {
            Arms::Request => Some(REQUEST),
            Arms::Response => Some(RESPONSE),
            _ => None,
        });
        let fields: Vec<Vec<bool>> = self
            .structures
            .iter()
            .map(|s| {
                let boxed =
                    |f: &Field| f.count == Count::Optional && self.can_box(&f.value) && self.size(&f.value, 0) > INLINE;
                s.fields.iter().map(boxed).collect()
            })
            .collect();
        for (structure, boxes) in self.structures.iter_mut().zip(fields) {
            structure.fields.iter_mut().zip(boxes).for_each(|(field, boxed)| field.boxed = boxed);
        }
    }

    /// Boxes the arms by selector that take more than `most` says of such arms.
    fn mark_selected(&mut self, most: fn(Arms) -> Option<usize>) {
        let large = |(selection, cases): &(BySelector, Vec<Case>)| Some(self.large(cases, most(selection.arms)?));
        let selected: Vec<Option<Vec<bool>>> = self.by_selector.iter().map(large).collect();
        for ((_, cases), large) in self.by_selector.iter_mut().zip(selected) {
            large.into_iter().for_each(|large| mark(cases, large));
        }
    }

    /// Returns whether an optional value of this type is boxed where it is large.
    fn can_box(&self, value: &Type) -> bool {
        match value {
            Type::Structure(_) => true,
            Type::Varying { name, .. } => !self.by_type.iter().any(|v| v.rust == *name && v.inline),
            _ => false,
        }
    }

    /// Returns whether a structure can have no fields at all.
    fn can_be_empty(&self, value: &Type) -> bool {
        let Type::Structure(name) = value else { return false };
        let structure = self.structures.iter().find(|s| s.rust == *name);
        structure.is_some_and(|s| s.fields.iter().all(|f| f.count != Count::One && !f.required))
    }

    /// Returns which of the cases take more than so many bytes.
    fn large(&self, cases: &[Case], most: usize) -> Vec<bool> {
        cases.iter().map(|case| self.size(&case.value, 0) > most).collect()
    }

    /// Returns about how many bytes a value takes in memory.
    ///
    /// Boxes below are not counted as such, which errs on the large side.
    fn size(&self, value: &Type, depth: usize) -> usize {
        if depth > DEEP {
            return 0;
        }
        let next = depth + 1;
        match value {
            Type::Plain { size, .. } => *size,
            Type::Body { .. } => 24,
            Type::Node => 56,
            // One that is written by hand is a list.
            Type::Structure(name) => self.structures.iter().find(|s| s.rust == *name).map_or(24, |s| {
                let fields = s.fields.iter().map(|field| match (field.count, &field.value) {
                    (Count::Many, _) => 24,
                    (Count::Optional, Type::Plain { optional_size, .. }) => *optional_size,
                    (Count::Optional, value) if self.can_box(value) => {
                        let size = self.size(value, next);
                        if size > INLINE { 8 } else { size }
                    }
                    (_, value) => self.size(value, next),
                });
                fields.sum::<usize>() + 8
            }),
            Type::Varying { name, .. } => {
                let variant = self.by_type.iter().find(|v| v.rust == *name);
                variant.into_iter().flat_map(|v| &v.arms).map(|arm| self.size(&arm.value, next)).max().unwrap_or(0) + 8
            }
            Type::Chosen(name) => {
                let by_selector = self.by_selector.iter().map(|(s, cases)| (&s.name, cases));
                let by_tag = self.by_tag.iter().map(|(name, cases)| (name, cases));
                let mut lists = by_selector.chain(by_tag);
                let cases = lists.find(|(known, _)| type_name(known) == *name).map_or(&self.attributes, |(_, c)| c);
                let arm = |case: &Case| if case.boxed { 8 } else { self.size(&case.value, next) };
                cases.iter().map(arm).max().unwrap_or(0).max(56) + 8
            }
        }
    }
}

fn mark(cases: &mut [Case], large: Vec<bool>) {
    cases.iter_mut().zip(large).for_each(|(case, boxed)| case.boxed = boxed);
}
