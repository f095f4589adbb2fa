//! A field that decides what another one holds gets another value.

use kmip::Versions;
use kmip::items::NodeValue;
use kmip::tables::{Arms, ListTable, Place};

use super::Change;
use super::edit::{Edit, How};
use super::site::Site;
use crate::random::{Random, pick as pick_one};

/// The depth of a decided value: beside the field, or in a structure beside it.
const REACH: usize = 2;

/// Another value of a field, with which what stands behind it cannot be.
pub(super) fn pick<'s, 'm>(sites: &'s [Site<'m>], versions: Versions, random: &mut dyn Random) -> Option<Edit<'s, 'm>> {
    let deciding = sites.iter().filter(|site| site.table().is_some_and(|field| field.selects));
    let fitting: Vec<(&Site<'m>, Vec<u32>)> = deciding
        .filter_map(|site| {
            let list = site.list(versions)?;
            let values = others(site, decided(site, sites)?, list, versions);
            (!values.is_empty()).then_some((site, values))
        })
        .collect();
    let (site, values) = pick_one(random, &fitting)?;
    let value = NodeValue::Enumeration(*pick_one(random, values)?);
    Some(Edit { change: Change::Reselect, site, how: How::Value(value) })
}

/// The item that a field decides on, if it is there.
fn decided<'s, 'm>(site: &Site<'m>, sites: &'s [Site<'m>]) -> Option<&'s Site<'m>> {
    let (_, around) = site.path.split_last()?;
    sites.iter().find(|other| {
        let depth = other.path.len().saturating_sub(around.len());
        let by = other.table().and_then(|field| field.selected).map(|selected| selected.by);
        by == Some(site.node.tag()) && other.path.starts_with(around) && (1..=REACH).contains(&depth)
    })
}

/// Returns the values with which the decided item would have to be another one.
fn others(site: &Site<'_>, decided: &Site<'_>, list: &ListTable, versions: Versions) -> Vec<u32> {
    let NodeValue::Enumeration(own) = site.node.value() else { return Vec::new() };
    let names = list.values.names().iter().filter(|name| name.versions.intersects(versions));
    let values = names.map(|name| name.value).filter(|value| value != own);
    let Some(field) = decided.table() else { return Vec::new() };
    match (field.selected.map(|selected| selected.arms), field.place) {
        (Some(Arms::Structures(arms)), _) => {
            let is_structure = |value: u32| arms.iter().any(|(arm, _)| *arm == value);
            values.filter(|value| is_structure(*value) != is_structure(*own)).collect()
        }
        (Some(Arms::Member), Place::Choice(_)) => values.collect(),
        _ => Vec::new(),
    }
}
