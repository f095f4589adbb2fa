//! Objects: made, registered, found and fetched.

use kmip::{
    Attribute, Attributes, CheckRequest, CheckResponse, CreateKeyPairRequest, CreateKeyPairResponse, CreateRequest,
    CreateResponse, CryptographicAlgorithm, DeriveKeyRequest, DeriveKeyResponse, EncodingOption, GetRequest,
    GetResponse, KeyBlock, KeyFormatType, KeyMaterial, KeyValueStructure, KeyWrappingData, KeyWrappingSpecification,
    LinkType, LocateRequest, LocateResponse, ManagedObject, ObjectType, PrivateKey, PublicKey, ReKeyRequest,
    ReKeyResponse, RegisterRequest, RegisterResponse, ResultReason, SymmetricKey, Tag, WrappingMethod,
};

use super::batch::Batch;
use super::cryptography::{self, random};
use super::refused::{Refused, Result};
use super::store::identifier;

/// The attributes of a request, kept longer than it.
fn owned(attributes: kmip::AttributeList<'_, '_>) -> Result<Attributes<'static>> {
    Ok(attributes.to_attributes()?.into_owned())
}

/// Returns how long a key is to be, in bits: as asked for, or as is usual.
fn length(attributes: &Attributes<'_>) -> Result<i32> {
    let length = attributes.cryptographic_length().unwrap_or(256);
    if length <= 0 || length % 8 != 0 || length > 4096 {
        return Err(Refused::new(ResultReason::INVALID_FIELD, "no length of a key"));
    }
    Ok(length)
}

fn symmetric_key(key: Vec<u8>, algorithm: CryptographicAlgorithm, length: i32) -> ManagedObject<'static> {
    SymmetricKey::new(KeyBlock::raw(key, algorithm, length)).into()
}

pub(crate) fn create(batch: &mut Batch<'_>, asked: &CreateRequest<'_>) -> Result<CreateResponse<'static>> {
    if asked.object_type != ObjectType::SYMMETRIC_KEY {
        return Err(Refused::new(ResultReason::INVALID_FIELD, "Create makes symmetric keys"));
    }
    let attributes = owned(asked.attributes())?;
    let length = length(&attributes)?;
    let algorithm = attributes.cryptographic_algorithm().unwrap_or(CryptographicAlgorithm::AES);
    let object = symmetric_key(random(length)?, algorithm, length);
    let id = batch.store.add(object, attributes);
    batch.placeholder = Some(id.clone());
    Ok(CreateResponse::new(ObjectType::SYMMETRIC_KEY, id))
}

/// A pair on the curve P-256; whatever else is asked for, the server does not have.
pub(crate) fn create_key_pair(
    batch: &mut Batch<'_>,
    asked: &CreateKeyPairRequest<'_>,
) -> Result<CreateKeyPairResponse<'static>> {
    let common = owned(asked.common_attributes())?;
    let with = |own: kmip::AttributeList<'_, '_>| -> Result<Attributes<'static>> {
        let mut all = common.clone();
        all.extend(owned(own)?);
        Ok(all)
    };
    let (private, public) = (with(asked.private_key_attributes())?, with(asked.public_key_attributes())?);
    let algorithm = private.cryptographic_algorithm().unwrap_or(CryptographicAlgorithm::ECDSA);
    if algorithm != CryptographicAlgorithm::ECDSA {
        let text = "key pairs are made for ECDSA on P-256 only";
        return Err(Refused::new(ResultReason::UNSUPPORTED_CRYPTOGRAPHIC_PARAMETERS, text));
    }
    let (private_key, public_key) = cryptography::key_pair()?;
    let private_key = KeyBlock::pkcs_8(private_key).with_algorithm(algorithm, 256);
    let public_key = KeyBlock::x_509(public_key).with_algorithm(algorithm, 256);
    let private = batch.store.add(PrivateKey::new(private_key).into(), private);
    let public = batch.store.add(PublicKey::new(public_key).into(), public);
    batch.store.get_mut(&private)?.attributes.push(link(LinkType::PUBLIC_KEY_LINK, &public));
    batch.store.get_mut(&public)?.attributes.push(link(LinkType::PRIVATE_KEY_LINK, &private));
    batch.placeholder = Some(private.clone());
    Ok(CreateKeyPairResponse::new(private, public))
}

/// A link to another object, as versions before 3.0 have it.
fn link(kind: LinkType, id: &str) -> Attribute<'static> {
    Attribute::Link(kmip::Link::new(kind, id.to_owned()))
}

pub(crate) fn register(batch: &mut Batch<'_>, asked: &RegisterRequest<'_>) -> Result<RegisterResponse<'static>> {
    let attributes = owned(asked.attributes())?;
    let Some(object) = asked.managed_object.clone() else {
        return Err(Refused::new(ResultReason::MISSING_DATA, "Register without an object"));
    };
    if object.object_type() != asked.object_type {
        return Err(Refused::new(ResultReason::INVALID_FIELD, "the object is not of the type that is named"));
    }
    let id = batch.store.add(object.into_owned(), attributes);
    batch.placeholder = Some(id.clone());
    Ok(RegisterResponse::new(id))
}

/// A new key in place of another one, whose attributes it gets.
pub(crate) fn re_key(batch: &mut Batch<'_>, asked: &ReKeyRequest<'_>) -> Result<ReKeyResponse<'static>> {
    let id = batch.id(asked.unique_identifier.as_ref())?;
    let old = batch.store.get(&id)?;
    let mut attributes = old.attributes.clone();
    let length = length(&attributes)?;
    let algorithm = attributes.cryptographic_algorithm().unwrap_or(CryptographicAlgorithm::AES);
    for attribute in owned(asked.attributes())? {
        attributes.set(attribute);
    }
    attributes.retain(|attribute| !matches!(attribute.tag(), Tag::ACTIVATION_DATE | Tag::LINK));
    attributes.push(link(LinkType::REPLACED_OBJECT_LINK, &id));
    let new = batch.store.add(symmetric_key(random(length)?, algorithm, length), attributes);
    let old = batch.store.get_mut(&id)?;
    old.attributes.push(link(LinkType::REPLACEMENT_OBJECT_LINK, &new));
    // The name goes with the new key.
    old.attributes.remove(Tag::NAME);
    batch.placeholder = Some(new.clone());
    Ok(ReKeyResponse::new(new))
}

/// Derivation by HMAC with SHA-256: the key over the derivation data.
pub(crate) fn derive_key(batch: &mut Batch<'_>, asked: &DeriveKeyRequest<'_>) -> Result<DeriveKeyResponse<'static>> {
    let attributes = owned(asked.attributes())?;
    let length = length(&attributes)?;
    let id = batch.id(asked.unique_identifiers.first())?;
    let derived = cryptography::derive(batch.store.get(&id)?.key()?, asked, length)?;
    let algorithm = attributes.cryptographic_algorithm().unwrap_or(CryptographicAlgorithm::AES);
    let mut attributes = attributes;
    attributes.push(link(LinkType::DERIVATION_BASE_OBJECT_LINK, &id));
    let id = batch.store.add(symmetric_key(derived, algorithm, length), attributes);
    batch.placeholder = Some(id.clone());
    Ok(DeriveKeyResponse::new(id))
}

pub(crate) fn get(batch: &Batch<'_>, asked: &GetRequest<'_>) -> Result<GetResponse<'static>> {
    let id = batch.id(asked.unique_identifier.as_ref())?;
    let stored = batch.store.get(&id)?;
    let mut object = stored.object.clone();
    if let Some(block) = object.key_block_mut() {
        if asked.key_format_type.is_some_and(|format| format != block.key_format_type) {
            return Err(Refused::new(ResultReason::KEY_FORMAT_TYPE_NOT_SUPPORTED, "keys are not reformatted"));
        }
        if let Some(how) = &asked.key_wrapping_specification {
            wrap(batch, block, how)?;
        }
    }
    Ok(GetResponse::new(object.object_type(), identifier(&id), object))
}

/// Wraps the key material alone ("No Encoding") by the NIST key wrap.
fn wrap(batch: &Batch<'_>, block: &mut KeyBlock<'static>, how: &KeyWrappingSpecification<'_>) -> Result<()> {
    let with = how.encryption_key_information.as_ref();
    let is_known = how.wrapping_method == WrappingMethod::ENCRYPT
        && how.encoding_option == Some(EncodingOption::NO_ENCODING)
        && block.key_format_type == KeyFormatType::RAW;
    let Some(with) = with.filter(|_| is_known) else {
        let text = "keys are wrapped by Encrypt with No Encoding only";
        return Err(Refused::new(ResultReason::ENCODING_OPTION_ERROR, text));
    };
    let wrapping_key = batch.store.get(&batch.id(Some(&with.unique_identifier))?)?;
    let key = block.key_bytes().ok_or_else(|| Refused::new(ResultReason::ENCODING_OPTION_ERROR, "already wrapped"))?;
    let wrapped = cryptography::wrap(wrapping_key.key()?, key.expose())?;
    block.key_value = Some(KeyValueStructure::new(KeyMaterial::from(kmip::Bytes::from(wrapped))).into());
    let data = KeyWrappingData::new(how.wrapping_method)
        .with_encryption_key_information(with.clone().into_owned())
        .with_encoding_option(EncodingOption::NO_ENCODING);
    block.key_wrapping_data = Some(Box::new(data));
    Ok(())
}

/// Finds the objects that have all of these attributes, the newest first.
///
/// Names are compared as names, in any form.
pub(crate) fn locate(batch: &mut Batch<'_>, asked: &LocateRequest<'_>) -> Result<LocateResponse<'static>> {
    let wanted = owned(asked.attributes())?;
    let mut found: Vec<String> = Vec::new();
    for (id, stored) in batch.store.iter() {
        if wanted.iter().all(|attribute| stored.attributes.iter().any(|own| same(own, attribute))) {
            found.push(id);
        }
    }
    found.reverse();
    let all = found.len();
    let number = |count: Option<i32>| count.and_then(|count| usize::try_from(count).ok());
    let offset = number(asked.offset_items).unwrap_or(0);
    let most = number(asked.maximum_items).unwrap_or(usize::MAX);
    let told = found.iter().skip(offset).take(most).map(|id| identifier(id));
    let mut response = LocateResponse::default().with_unique_identifiers(told);
    if batch.version >= kmip::Version::V1_3 {
        response.located_items = i32::try_from(all).ok();
    }
    // The ID Placeholder is set by a search that finds one object.
    batch.placeholder = match found.as_slice() {
        [one] => Some(one.clone()),
        _ => None,
    };
    Ok(response)
}

/// Returns whether a search for this attribute finds that one.
fn same(own: &Attribute<'_>, wanted: &Attribute<'_>) -> bool {
    match (own, wanted) {
        (Attribute::Name(own), Attribute::Name(wanted)) => own.as_text() == wanted.as_text(),
        (Attribute::CryptographicUsageMask(own), Attribute::CryptographicUsageMask(wanted)) => own.contains(*wanted),
        _ => own == wanted,
    }
}

/// Checks if a key may be used as a client wants to.
///
/// The response names what the key may not be used for.
pub(crate) fn check(batch: &Batch<'_>, asked: &CheckRequest<'_>) -> Result<CheckResponse<'static>> {
    let id = batch.id(asked.unique_identifier.as_ref())?;
    let allowed = batch.store.get(&id)?.attributes.cryptographic_usage_mask().unwrap_or_default();
    let mut response = CheckResponse::default().with_unique_identifier(identifier(&id));
    let wanted = asked.cryptographic_usage_mask.unwrap_or_default();
    if !allowed.contains(wanted) {
        response.cryptographic_usage_mask = Some(wanted);
    }
    Ok(response)
}
