//! Does jobs: counted by callgrind, timed, or not at all.

use std::io::Write;
use std::time::{Duration, Instant};

use clap::{Parser, Subcommand};
use kmip_benches::{Call, Encoding, Failure, Job, Sample};
use kmip_benches_peers::{Selection, jobs};

#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Does every job in `driver::measured`, for callgrind to count.
    ///
    /// The first job does nothing. Prints a line for each: key, bytes, calls.
    Count {
        #[command(flatten)]
        selection: Selection,
    },
    /// Prints the keys of the jobs.
    List {
        #[command(flatten)]
        selection: Selection,
    },
    /// Times the jobs, in turn.
    ///
    /// Prints a line for each: key, bytes, nanoseconds of the fastest run.
    Time {
        #[command(flatten)]
        selection: Selection,
        /// The milliseconds that each job gets.
        #[arg(long, default_value_t = 200)]
        budget: u64,
    },
    /// Writes a message to standard output.
    Message {
        /// Its name.
        name: String,
        /// The encoding.
        #[arg(default_value = "ttlv")]
        encoding: Encoding,
    },
}

/// Returns what callgrind counts: it looks for this name.
#[inline(never)]
fn measured(call: &mut Call, calls: u32) -> bool {
    let mut succeeded = true;
    for _ in 0..calls {
        succeeded &= call();
    }
    succeeded
}

/// Returns the number of calls to make under callgrind.
///
/// They are enough to make one that is unlike the others not matter, and take less than a second.
fn calls(job: &Job) -> u32 {
    let calls = (1 << 18) / job.bytes.max(1);
    u32::try_from(calls.clamp(2, 100)).unwrap_or(2)
}

fn count(selection: &Selection) -> Result<(), Failure> {
    let mut nothing: Call = Box::new(|| true);
    measured(&mut nothing, 100);
    println!("nothing\t0\t100");
    for message in &selection.messages {
        for mut job in jobs(message, selection)? {
            let calls = calls(&job);
            measured(&mut job.call, calls);
            println!("{}\t{}\t{calls}", job.key(), job.bytes);
        }
    }
    Ok(())
}

fn list(selection: &Selection) -> Result<(), Failure> {
    for message in &selection.messages {
        for job in jobs(message, selection)? {
            println!("{}", job.key());
        }
    }
    Ok(())
}

/// Times the jobs; those of one message and encoding take turns.
///
/// So what slows the machine down meets all of them.
fn time(selection: &Selection, budget: Duration) -> Result<(), Failure> {
    for message in &selection.messages {
        let mut jobs = jobs(message, selection)?;
        let mut runs: Vec<(u32, Duration)> =
            jobs.iter_mut().map(|job| (length(&mut job.call), Duration::MAX)).collect();
        let start = Instant::now();
        let count = u32::try_from(jobs.len())?;
        while start.elapsed() < budget.saturating_mul(count) {
            for (job, (calls, best)) in jobs.iter_mut().zip(&mut runs) {
                *best = duration(&mut job.call, *calls).min(*best);
            }
        }
        for (job, (calls, best)) in jobs.iter().zip(runs) {
            println!("{}\t{}\t{:.1}", job.key(), job.bytes, best.as_secs_f64() * 1e9 / f64::from(calls));
        }
    }
    Ok(())
}

/// Returns the number of calls that take some ten microseconds.
///
/// That is long to a clock, and short to an interruption.
fn length(call: &mut Call) -> u32 {
    let mut calls = 1;
    while duration(call, calls) < Duration::from_micros(10) {
        calls *= 2;
    }
    calls
}

fn duration(call: &mut Call, calls: u32) -> Duration {
    let start = Instant::now();
    measured(call, calls);
    start.elapsed()
}

fn main() -> Result<(), Failure> {
    match Arguments::parse().command {
        Command::Count { selection } => count(&selection),
        Command::List { selection } => list(&selection),
        Command::Time { selection, budget } => time(&selection, Duration::from_millis(budget)),
        Command::Message { name, encoding } => {
            std::io::stdout().write_all(&Sample::named(&name)?.encode(encoding)?)?;
            Ok(())
        }
    }
}
