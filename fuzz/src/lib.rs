//! The checks of the fuzz targets.
//!
//! Each target calls one function, which panics on a finding.

pub mod agree;
pub mod cbor;
#[path = "../../kmip-cbor/tests/cbor/agree.rs"]
mod cbor_agree;
#[path = "../../kmip-types/tests/support/pieces.rs"]
mod collect;
pub mod cross;
pub mod generated;
mod items;
pub mod json;
pub mod lenient;
mod order;
pub mod pieces;
pub mod ttlv;
#[path = "../../kmip-ttlv/tests/ttlv/agree.rs"]
mod ttlv_agree;
pub mod versions;
pub mod view;
#[path = "../../kmip-types/tests/support/walk.rs"]
mod walk;
mod written;
pub mod xml;
