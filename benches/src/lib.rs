#![doc = include_str!("../README.md")]

mod encoding;
mod job;
mod ours;
mod sample;
mod series;
mod transcode;

pub use encoding::Encoding;
pub use job::{Call, Failure, Job};
pub use ours::jobs;
pub use sample::{Kind, Sample};
pub use series::Series;
