//! Counts the allocations of every job.
//!
//! Prints a line for each: key, allocations of a call, bytes allocated.

use clap::Parser;
use kmip_benches::Failure;
use kmip_benches_peers::{Selection, jobs};

#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    selection: Selection,
}

fn main() -> Result<(), Failure> {
    let selection = Arguments::parse().selection;
    for message in &selection.messages {
        for mut job in jobs(message, &selection)? {
            let counted = allocation_counter::measure(|| {
                (job.call)();
            });
            println!("{}\t{}\t{}", job.key(), counted.count_total, counted.bytes_total);
        }
    }
    Ok(())
}
