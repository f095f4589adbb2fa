//! What the fuzz targets check. Each target calls one function, which panics on a finding.

pub mod cbor;
pub mod cross;
mod items;
pub mod json;
mod order;
pub mod ttlv;
pub mod xml;
