//! The rules of the tables by which a mutant is legal.
//!
//! If a validator does not find a mutant, one of these rules must allow it.

use kmip::items::{Node, NodeValue};
use kmip::tables::{self, FieldTable, Forms, Holds, Place};
use kmip::{ItemType, Tag, Versions};

use super::edit::{Edit, How};
use super::site::field_of;
use super::{Change, Site};

/// The rule of the tables by which the mutant is legal; `None` if there is none.
pub(super) fn rule(edit: &Edit<'_, '_>, versions: Versions) -> Option<&'static str> {
    let site = edit.site;
    match &edit.how {
        _ if edit.change == Change::Reselect => None,
        How::Value(_) if is_vendors(site) => Some("a vendor's item has any type"),
        How::Value(_) if is_any(site) => Some("where any item can stand it has any type"),
        How::Value(_) if site.forms.is_empty() => {
            is_own_attribute(site).then_some("the value of an own attribute (x-, y-) has any type")
        }
        How::Value(value) => {
            has_form(site.forms, value, versions).then_some("the field has this type as well in the version")
        }
        How::Swap if is_vendors(site) || next_is_vendors(site) => Some("a vendor's item stands anywhere"),
        How::Swap if is_any(site) => Some("where any item can stand there is no order"),
        How::Swap => is_attribute(site).then_some("attributes under their own tags have no order"),
        How::Tag(_) if is_any(site) => Some("where any item can stand its tag can mean anything"),
        How::Tag(_) if can_be_any(site, versions) => {
            Some("where any item can stand behind the fields it is one of them")
        }
        How::Tag(tag) if is_attribute(site) => {
            is_other_attribute(site, *tag, versions).then_some("the tag is that of another attribute of this type")
        }
        How::Tag(tag) => {
            is_other_field(site, *tag, versions).then_some("the tag is that of another field that can stand here")
        }
        How::Remove | How::Repeat => None,
    }
}

/// A value of 1.x whose name is a client's or a server's.
fn is_own_attribute(site: &Site<'_>) -> bool {
    let name = match site.parent.child(Tag::ATTRIBUTE_NAME).map(Node::value) {
        Some(NodeValue::TextString(name)) => name,
        _ => return false,
    };
    site.node.tag() == Tag::ATTRIBUTE_VALUE && (name.starts_with("x-") || name.starts_with("y-"))
}

/// A vendor's item, where any can stand or among the fields of a structure.
fn is_vendors(site: &Site<'_>) -> bool {
    site.node.tag().is_extension()
}

fn next_is_vendors(site: &Site<'_>) -> bool {
    site.next().is_some_and(|next| next.tag().is_extension())
}

fn is_attribute(site: &Site<'_>) -> bool {
    site.table().is_some_and(|field| matches!(field.place, Place::Attribute))
}

fn is_any(site: &Site<'_>) -> bool {
    site.table().is_some_and(is_place_of_any)
}

/// Returns whether the last field is optional and any item can stand behind it.
fn can_be_any(site: &Site<'_>, versions: Versions) -> bool {
    let (Some(around), Some(own)) = (site.around, site.table()) else { return false };
    let is_any = |tag| field_of(around, tag).and_then(|place| around.fields.get(place)).is_some_and(is_place_of_any);
    around.fields.iter().any(is_place_of_any)
        && (!own.required.is_superset(versions) || site.siblings() > 1)
        && site.next().is_none_or(|next| is_any(next.tag()))
}

fn is_place_of_any(field: &FieldTable) -> bool {
    matches!(field.place, Place::Any)
}

/// Returns whether one of the forms takes this value.
fn has_form(forms: Forms, value: &NodeValue<'_>, versions: Versions) -> bool {
    let item_type = Node::new(Tag::COMMENT, value.clone()).item_type();
    forms.iter().filter(|form| form.versions.intersects(versions)).any(|form| match form.item_type {
        None => true,
        Some(own) => own == item_type && holds(form.holds, value, versions),
    })
}

fn holds(holds: Holds, value: &NodeValue<'_>, versions: Versions) -> bool {
    match (holds, value) {
        (Holds::Enumeration(list), NodeValue::Enumeration(value)) => {
            (list.versions_of(*value) | list.extension_versions(*value)).intersects(versions)
        }
        (Holds::Mask(list), NodeValue::Integer(mask)) => {
            let bits = (0..u32::BITS).map(|bit| 1_u32 << bit).filter(|bit| mask.cast_unsigned() & bit != 0);
            bits.into_iter().all(|bit| (list.versions_of(bit) | list.extension_versions(bit)).intersects(versions))
        }
        (Holds::Structure(_), _) => false,
        _ => true,
    }
}

/// Returns whether the tag is that of another attribute that can stand here.
///
/// The version has the attribute, which takes the value. There is none of it yet, or there can be several.
fn is_other_attribute(site: &Site<'_>, tag: Tag, versions: Versions) -> bool {
    let Some(attribute) = tables::attribute_by_tag(tag) else { return false };
    let is_free = site.parent.child(tag).is_none() || attribute.multiple.intersects(versions);
    attribute.versions.intersects(versions) && is_free && fits(attribute.forms, site, versions)
}

/// Returns whether the tag is that of another field that can stand here.
///
/// It is a field of the same structure that can stand between the neighbours and take the value. The field that was
/// there is not required.
fn is_other_field(site: &Site<'_>, tag: Tag, versions: Versions) -> bool {
    let Some(around) = site.around else { return false };
    let Some(place) = around.fields.iter().position(|field| field.place.is(tag)) else { return false };
    let Some(field) = around.fields.get(place) else { return false };
    let neighbour = |step: Option<usize>| step.and_then(|at| site.parent.children().get(at));
    let at = site.path.last().copied();
    let before = neighbour(at.and_then(|at| at.checked_sub(1))).and_then(|node| field_of(around, node.tag()));
    let after = neighbour(at.and_then(|at| at.checked_add(1))).and_then(|node| field_of(around, node.tag()));
    let in_order = before.is_none_or(|before| before <= place) && after.is_none_or(|after| place <= after);
    let is_free = field.repeated.intersects(versions) || site.parent.child(tag).is_none();
    let can_go = site.table().is_none_or(|own| !own.required.is_superset(versions)) || site.siblings() > 1;
    field.allowed.intersects(versions) && in_order && is_free && can_go && fits(field.forms, site, versions)
}

/// Returns whether one of the forms takes the value that is there.
///
/// A structure must be the same structure.
fn fits(forms: Forms, site: &Site<'_>, versions: Versions) -> bool {
    if site.node.item_type() != ItemType::STRUCTURE {
        return has_form(forms, site.node.value(), versions);
    }
    let names = |forms: Forms| {
        let own = forms.iter().filter(move |form| form.versions.intersects(versions));
        own.filter_map(|form| match form.holds {
            Holds::Structure(table) => Some(table.fields.len()).filter(|_| !table.fields.is_empty()),
            _ => None,
        })
    };
    let fields = names(site.forms).next();
    fields.is_some() && names(forms).next() == fields
}
