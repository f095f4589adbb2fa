//! What the fuzz targets check. Each target calls one function, which panics on a finding.

pub mod cbor;
#[path = "../../kmip-cbor/tests/cbor/agree.rs"]
mod cbor_agree;
pub mod cross;
mod items;
pub mod json;
mod order;
pub mod ttlv;
#[path = "../../kmip-ttlv/tests/ttlv/agree.rs"]
mod ttlv_agree;
pub mod versions;
pub mod view;
#[path = "../../kmip-types/tests/support/walk.rs"]
mod walk;
pub mod xml;
