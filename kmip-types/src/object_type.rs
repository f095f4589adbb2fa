//! The Object Type of an object, in the model and without an allocator.

use crate::{ObjectType, Tag};

/// The type of the object under this tag; 0 for any other tag.
pub(crate) const fn object_type(object: Tag) -> ObjectType {
    match object {
        Tag::CERTIFICATE => ObjectType::CERTIFICATE,
        Tag::CERTIFICATE_REQUEST => ObjectType::CERTIFICATE_REQUEST,
        Tag::DEVICE_CREDENTIAL => ObjectType::DEVICE_CREDENTIAL,
        Tag::HASHED_PASSWORD_CREDENTIAL => ObjectType::HASHED_PASSWORD_CREDENTIAL,
        Tag::OTP_CREDENTIAL => ObjectType::ONE_TIME_PASSWORD_CREDENTIAL,
        Tag::OPAQUE_OBJECT => ObjectType::OPAQUE_OBJECT,
        Tag::PGP_KEY => ObjectType::PGP_KEY,
        Tag::PASSWORD_CREDENTIAL => ObjectType::PASSWORD_CREDENTIAL,
        Tag::PRIVATE_KEY => ObjectType::PRIVATE_KEY,
        Tag::PUBLIC_KEY => ObjectType::PUBLIC_KEY,
        Tag::SECRET_DATA => ObjectType::SECRET_DATA,
        Tag::SPLIT_KEY => ObjectType::SPLIT_KEY,
        Tag::SYMMETRIC_KEY => ObjectType::SYMMETRIC_KEY,
        Tag::TEMPLATE => ObjectType::TEMPLATE,
        _ => ObjectType::new(0),
    }
}
