//! The attributes of an object, in the forms of 1.x and of 2.0 on.
//!
//! They are read, added, changed and deleted.

use kmip::{
    AddAttributeRequest, AddAttributeResponse, Attribute, AttributeReference, Attributes, DeleteAttributeRequest,
    DeleteAttributeResponse, GetAttributeListRequest, GetAttributeListResponse, GetAttributesRequest,
    GetAttributesResponse, ModifyAttributeRequest, ModifyAttributeResponse, ResultReason, SetAttributeRequest,
    SetAttributeResponse, Tag, Version,
};

use super::batch::Batch;
use super::refused::{Refused, Result};
use super::store::{Stored, identifier};

/// The attributes that only the server sets.
const READ_ONLY: [Tag; 6] = [
    Tag::UNIQUE_IDENTIFIER,
    Tag::OBJECT_TYPE,
    Tag::STATE,
    Tag::INITIAL_DATE,
    Tag::LAST_CHANGE_DATE,
    Tag::CRYPTOGRAPHIC_LENGTH,
];

/// Returns the attributes that this version has.
///
/// One that is newer than the client is not shown to it.
fn known(stored: &Stored, version: Version) -> impl Iterator<Item = &Attribute<'static>> {
    stored.attributes.iter().filter(move |attribute| {
        let versions = kmip::names::attribute_versions(attribute.tag());
        versions.is_empty() || versions.contains(version)
    })
}

/// Returns a reference by tag for one by name to an attribute of the standard.
///
/// Some clients send such a reference without a vendor.
fn meant(reference: AttributeReference<'_>) -> Result<AttributeReference<'static>> {
    match reference {
        AttributeReference::Structure(named) if named.vendor_identification.is_empty() => {
            Ok(AttributeReference::from_name(&named.attribute_name)?)
        }
        other => Ok(other.into_owned()),
    }
}

/// Returns whether a reference stands for this attribute.
///
/// It does so by its tag, or as a vendor's.
fn names(reference: &AttributeReference<'_>, attribute: &Attribute<'_>) -> bool {
    match (reference, attribute) {
        (AttributeReference::Enumeration(tag), _) => attribute.tag() == *tag,
        (AttributeReference::Structure(vendor), Attribute::VendorAttribute(own)) => {
            own.is(&vendor.vendor_identification, &vendor.attribute_name)
        }
        _ => false,
    }
}

pub(crate) fn get(batch: &Batch<'_>, asked: &GetAttributesRequest<'_>) -> Result<GetAttributesResponse<'static>> {
    let id = batch.id(asked.unique_identifier.as_ref())?;
    let stored = batch.store.get(&id)?;
    let mut wanted = Vec::new();
    for reference in asked.attribute_references() {
        wanted.push(meant(reference?)?);
    }
    let is_wanted =
        |attribute: &&Attribute<'_>| wanted.is_empty() || wanted.iter().any(|reference| names(reference, attribute));
    let found: Attributes<'static> = known(stored, batch.version).filter(is_wanted).cloned().collect();
    Ok(GetAttributesResponse::new(identifier(&id)).with_attributes(found))
}

pub(crate) fn list(
    batch: &Batch<'_>,
    asked: &GetAttributeListRequest<'_>,
) -> Result<GetAttributeListResponse<'static>> {
    let id = batch.id(asked.unique_identifier.as_ref())?;
    let mut references: Vec<AttributeReference<'static>> = Vec::new();
    for attribute in known(batch.store.get(&id)?, batch.version) {
        let reference = match attribute {
            Attribute::VendorAttribute(own) => {
                AttributeReference::vendor(own.vendor_identification.clone(), own.attribute_name.clone())
            }
            _ => attribute.tag().into(),
        };
        if !references.contains(&reference) {
            references.push(reference);
        }
    }
    Ok(GetAttributeListResponse::new(identifier(&id)).with_attribute_references(references))
}

/// The one attribute that a request is about.
fn one(attributes: kmip::AttributeList<'_, '_>) -> Result<Attribute<'static>> {
    let mut attributes = attributes.to_attributes()?.into_owned().into_iter();
    let one = attributes.next().ok_or_else(|| Refused::new(ResultReason::MISSING_DATA, "no attribute"))?;
    if READ_ONLY.contains(&one.tag()) {
        return Err(Refused::new(ResultReason::ATTRIBUTE_READ_ONLY, "only the server sets this attribute"));
    }
    Ok(one)
}

pub(crate) fn add(batch: &mut Batch<'_>, asked: &AddAttributeRequest<'_>) -> Result<AddAttributeResponse<'static>> {
    let id = batch.id(asked.unique_identifier.as_ref())?;
    let attribute = one(asked.new_attribute())?;
    batch.store.get_mut(&id)?.attributes.push(attribute.clone());
    Ok(AddAttributeResponse::new(identifier(&id)).with_attribute(attribute))
}

pub(crate) fn modify(
    batch: &mut Batch<'_>,
    asked: &ModifyAttributeRequest<'_>,
) -> Result<ModifyAttributeResponse<'static>> {
    let id = batch.id(asked.unique_identifier.as_ref())?;
    let attribute = one(asked.new_attribute())?;
    let stored = batch.store.get_mut(&id)?;
    if !stored.has(attribute.tag()) {
        return Err(Refused::new(ResultReason::ATTRIBUTE_NOT_FOUND, "the object does not have this attribute"));
    }
    stored.attributes.set(attribute.clone());
    Ok(ModifyAttributeResponse::new(identifier(&id)).with_attribute(attribute))
}

pub(crate) fn set(batch: &mut Batch<'_>, asked: &SetAttributeRequest<'_>) -> Result<SetAttributeResponse<'static>> {
    let id = batch.id(asked.unique_identifier.as_ref())?;
    let attribute = one(asked.new_attribute.view())?;
    batch.store.get_mut(&id)?.attributes.set(attribute);
    Ok(SetAttributeResponse::new(identifier(&id)))
}

pub(crate) fn delete(
    batch: &mut Batch<'_>,
    asked: &DeleteAttributeRequest<'_>,
) -> Result<DeleteAttributeResponse<'static>> {
    let id = batch.id(asked.unique_identifier.as_ref())?;
    let reference = match (&asked.attribute_name, &asked.attribute_reference, &asked.current_attribute) {
        (Some(name), ..) => AttributeReference::from_name(name)?,
        (_, Some(reference), _) => meant(reference.clone())?,
        (.., Some(current)) => one(current.view())?.tag().into(),
        _ => return Err(Refused::new(ResultReason::MISSING_DATA, "no attribute is named")),
    };
    let index = asked.attribute_index.and_then(|index| usize::try_from(index).ok());
    let stored = batch.store.get_mut(&id)?;
    // In 1.x one instance, by default the first; from 2.0 on all of them.
    let only = (batch.version < Version::V2_0).then(|| index.unwrap_or(0));
    let (mut place, mut deleted) = (0, None);
    stored.attributes.retain(|own| {
        let is_named = names(&reference, own);
        let goes = is_named && only.is_none_or(|only| only == place);
        place += usize::from(is_named);
        if goes && deleted.is_none() {
            deleted = Some(own.clone());
        }
        !goes
    });
    let none = || Refused::new(ResultReason::ATTRIBUTE_NOT_FOUND, "the object does not have this attribute");
    let deleted = deleted.ok_or_else(none)?;
    Ok(DeleteAttributeResponse::new(identifier(&id)).with_attribute(deleted))
}
