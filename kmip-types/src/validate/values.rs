//! Values: enumerations, masks, names of attributes.

use super::finding::Finding;
use super::kind::{FindingKind, Severity};
use super::machine::{At, Machine, Report};
use super::open_structure::Named;
use crate::generated::conversions::NAMED_ATTRIBUTES;
use crate::names::{attribute_tag, custom_attribute};
use crate::tables::{self, Arms, Holds, ListTable, StructureTable};
use crate::{ItemType, Tag, Versions};

impl Machine {
    /// Returns what the value of an item holds; returns the table of a structure.
    pub(super) fn holds(&self, at: At<'_>, holds: Holds, report: Report<'_>) -> Option<&'static StructureTable> {
        match holds {
            Holds::Plain => None,
            Holds::Structure(table) => Some(table),
            Holds::Enumeration(list) => {
                if let Some(value) = at.item.as_enumeration() {
                    self.value(at, list, value, report);
                    self.reference(at, value, report);
                }
                None
            }
            Holds::Mask(list) => {
                if let Some(value) = at.item.as_integer() {
                    self.mask(at, list, value.cast_unsigned(), report);
                }
                None
            }
        }
    }

    /// A value of an enumeration.
    fn value(&self, at: At<'_>, list: &'static ListTable, value: u32, report: Report<'_>) {
        if let Some(kind) = self.foreign(list, value) {
            report(self.listed(at, list, kind).with_allowed(list.versions_of(value)).described(list.sections));
        }
    }

    /// Checks the bits of a mask.
    ///
    /// Those that are wrong are reported together, and those of vendors together.
    fn mask(&self, at: At<'_>, list: &'static ListTable, mask: u32, report: Report<'_>) {
        for kind in [FindingKind::UnknownValue, FindingKind::Extension] {
            let each = (0..u32::BITS).filter_map(|place| 1_u32.checked_shl(place)).filter(|bit| mask & bit != 0);
            let own = each.filter(|bit| self.foreign(list, *bit) == Some(kind));
            let (bits, allowed) =
                own.fold((0, Versions::ALL), |(bits, allowed), bit| (bits | bit, allowed & list.versions_of(bit)));
            if bits != 0 {
                let finding = self.listed(at, list, kind).with_bits(bits).with_allowed(allowed);
                report(finding.described(list.sections));
            }
        }
    }

    /// Returns the kind of finding for a value or bit that the version does not have.
    ///
    /// `Extension` if it is a vendor's.
    fn foreign(&self, list: &'static ListTable, value: u32) -> Option<FindingKind> {
        if list.versions_of(value).intersects(self.versions) {
            return None;
        }
        let left = list.extension_versions(value).intersects(self.versions);
        Some(if left { FindingKind::Extension } else { FindingKind::UnknownValue })
    }

    fn listed(&self, at: At<'_>, list: &'static ListTable, kind: FindingKind) -> Finding<'_> {
        self.finding(at, kind).about(Some(list.name))
    }

    /// An Attribute Reference holds the tag of an attribute.
    fn reference(&self, at: At<'_>, value: u32, report: Report<'_>) {
        let tag = Tag::new(value);
        if at.tag != Tag::ATTRIBUTE_REFERENCE || tag.is_extension() || tables::tag(tag).is_none() {
            return;
        }
        match tables::attribute_by_tag(tag) {
            None => report(self.finding(at, FindingKind::UnknownAttribute)),
            Some(attribute) => self.attribute_version(at, attribute, report),
        }
    }

    fn attribute_version(&self, at: At<'_>, attribute: &'static tables::AttributeTable, report: Report<'_>) {
        if !attribute.versions.intersects(self.versions) {
            let finding = self.finding(at, FindingKind::NotInVersion).about(Some(attribute.name));
            report(finding.with_allowed(attribute.versions).described(attribute.sections));
        }
    }

    /// Checks the name of an attribute, if the item is one.
    ///
    /// The name can decide what stands behind it.
    pub(super) fn attribute_name(&mut self, at: At<'_>, table: &'static StructureTable, report: Report<'_>) {
        if at.tag != Tag::ATTRIBUTE_NAME || at.item.item_type() != ItemType::TEXT_STRING {
            return;
        }
        let decides = |arms: Arms| matches!(arms, Arms::Attribute);
        let decides = table.fields.iter().any(|field| field.selected.is_some_and(|selected| decides(selected.arms)));
        // Since 2.0 the names are those of vendors.
        if !decides && !NAMED_ATTRIBUTES.is_superset(self.versions) {
            return;
        }
        let Ok(name) = core::str::from_utf8(at.body) else { return };
        let attribute = self.named(at, name, report);
        let named = attribute.map_or(Named::Custom, Named::Known);
        if let (true, Some(structure)) = (decides, self.innermost()) {
            structure.named = named;
            if let Named::Known(attribute) = named {
                self.another(at, attribute, 1, report);
            }
        }
    }

    /// The attribute with this name; reports one that the version has not.
    fn named(&self, at: At<'_>, name: &str, report: Report<'_>) -> Option<&'static tables::AttributeTable> {
        let known = tables::attribute_by_name(name).filter(|attribute| attribute.tag != Some(Tag::ATTRIBUTE));
        if let Some(attribute) = known {
            if attribute.tag.is_none() {
                report(misspelt(self.finding(at, FindingKind::Contradiction), attribute).about(Some(OF_A_KIND)));
            }
            self.attribute_version(at, attribute, report);
            return Some(attribute);
        }
        if custom_attribute(name).is_some() {
            return None;
        }
        let finding = self.finding(at, FindingKind::UnknownAttribute);
        // A name that differs in blanks or case is not the name, but it can be told what is meant.
        let meant = attribute_tag(name).and_then(tables::attribute_by_tag);
        report(match meant {
            Some(attribute) => misspelt(finding, attribute),
            None => finding,
        });
        meant
    }
}

/// The text for an attribute with the common name of a kind.
///
/// Each attribute of such a kind has a name of its own.
const OF_A_KIND: &str = "is the name of a kind of attributes, of which each has a name of its own";

fn misspelt<'f>(finding: Finding<'f>, attribute: &'static tables::AttributeTable) -> Finding<'f> {
    finding.with_severity(Severity::Warning).about(Some(attribute.name)).described(attribute.sections)
}
