//! Messages, and the jobs that are measured on them.
//!
//! `README.md` beside this tells what for.
//!
//! ```
//! use kmip_benches::{Encoding, Sample, jobs};
//!
//! let sample = Sample::named("b")?;
//! for mut job in jobs(&sample, Encoding::Xml)? {
//!     assert!((job.call)(), "{} succeeds", job.key());
//! }
//! # Ok::<(), kmip_benches::Failure>(())
//! ```

mod job;
mod look_up;
mod options;
mod ours;
mod sample;
mod series;
mod transcode;

pub use job::{Call, Failure, Job};
pub use kmip::encoding::Encoding;
pub use ours::jobs;
pub use sample::{Kind, Sample};
pub use series::Series;
