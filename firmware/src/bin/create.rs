//! Writes a Create request for an AES key with a name and a vendor's attribute.

#![no_std]
#![no_main]

#[path = "../no_panic.rs"]
mod no_panic;

use kmip_firmware::Bench;
use kmip_firmware::format::kmip_types::items::Value;
use kmip_firmware::format::kmip_types::no_alloc::{
    Attribute, Attributes, CreateRequest, RequestMessage, VendorAttribute,
};
use kmip_firmware::format::kmip_types::{CryptographicAlgorithm, CryptographicUsageMask, ObjectType, Version};
use kmip_firmware::format::to_slice;

fn run(bench: &mut Bench<'_>) -> Option<usize> {
    let bay = VendorAttribute::new("x", "bay").with_attribute_value(Value::TextString("7"));
    let attributes = [
        Attribute::cryptographic_algorithm(CryptographicAlgorithm::AES),
        Attribute::cryptographic_length(256),
        Attribute::cryptographic_usage_mask(CryptographicUsageMask::ENCRYPT | CryptographicUsageMask::DECRYPT),
        Attribute::name("disk 7"),
        Attribute::vendor(&bay),
    ];
    let create = CreateRequest::new(ObjectType::SYMMETRIC_KEY).with_attributes(Attributes(&attributes));
    to_slice(&RequestMessage::new(Version::V1_4, &[&create]), bench.sent).ok()
}

kmip_firmware::firmware!(run);
