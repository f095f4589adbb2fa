//! The selection of the jobs that are wanted.

use clap::Args;
use kmip_benches::{Encoding, Failure, Job, Sample};

use crate::{floor, nlnet};

/// The selection of the jobs that are wanted.
///
/// All are wanted, unless something is named.
#[derive(Args, Clone, Debug)]
pub struct Selection {
    /// Messages: `a` to `e`, or of a series, as `identifiers-1000` and `items-1000`.
    #[arg(long, value_delimiter = ',', default_values = Sample::NAMES)]
    pub messages: Vec<String>,
    /// Encodings: `ttlv`, `xml`, `json`, `cbor`.
    #[arg(long, value_delimiter = ',')]
    pub encodings: Vec<Encoding>,
    /// The names of jobs.
    ///
    /// They are `walk`, `scan`, `decode`, `decode-owned`, `encode`, `encode-vec`, `to-xml` …, `copy`.
    #[arg(long, value_delimiter = ',')]
    pub jobs: Vec<String>,
    /// The names of those that do the jobs: `ours`, `floor`, `nlnet`.
    #[arg(long, value_delimiter = ',')]
    pub who: Vec<String>,
}

impl Selection {
    fn has(&self, job: &Job) -> bool {
        (self.jobs.is_empty() || self.jobs.iter().any(|it| it == job.name))
            && (self.who.is_empty() || self.who.iter().any(|it| it == job.who))
    }
}

/// Prepares the jobs on one message, and does each of them twice.
///
/// A job has to succeed, and after it caches are warm.
///
/// # Errors
/// There is no such message, or one of the jobs fails.
pub fn jobs(message: &str, selection: &Selection) -> Result<Vec<Job>, Failure> {
    let sample = Sample::named(message)?;
    let mut jobs = Vec::new();
    for &encoding in Encoding::ALL {
        if selection.encodings.is_empty() || selection.encodings.contains(&encoding) {
            jobs.extend(kmip_benches::jobs(&sample, encoding)?);
            jobs.extend(floor::floors(&sample, encoding)?);
            jobs.extend(nlnet::jobs(&sample, encoding)?);
        }
    }
    jobs.retain(|job| selection.has(job));
    for job in &mut jobs {
        if !(job.call)() || !(job.call)() {
            return Err(format!("{} fails", job.key()).into());
        }
    }
    Ok(jobs)
}
