#![doc = include_str!("../README.md")]

mod audit;
mod names;
mod placement;
mod rebalance;
mod tier;

pub use audit::Audit;
pub use names::{HOUSE_CIPHER, NAMES, REBALANCE, VENDOR, tags};
pub use placement::Placement;
pub use rebalance::{RebalanceRequest, RebalanceResponse};
pub use tier::Tier;
