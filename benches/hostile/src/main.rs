//! Calls every entry point with hostile inputs, and measures each call.
//!
//! The inputs have every shape, in every format; it tells what each call takes.
//!
//! `benches/hostile.py` runs it, compares what it prints with the bounds, and makes the table of SECURITY.md.

mod entries;
mod input;
mod shapes;
mod sink;

use std::io::Write as _;
use std::thread;
use std::time::Duration;

use clap::{Parser, Subcommand};
use kmip::encoding::Encoding;
use rustix::time::{ClockId, clock_gettime};

use crate::entries::Entry;
use crate::input::{Input, Outcome};
use crate::shapes::Shape;

type Failure = Box<dyn std::error::Error + Send + Sync>;

#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// The sizes of the inputs, in KiB.
    #[arg(long, global = true, value_delimiter = ',', default_value = "16,64,256,1024")]
    sizes: Vec<usize>,
    /// Only these entry points.
    #[arg(long, global = true)]
    entry: Vec<String>,
    /// Only these shapes.
    #[arg(long, global = true)]
    shape: Vec<String>,
    /// Only these formats.
    #[arg(long, global = true, value_delimiter = ',')]
    formats: Vec<Encoding>,
}

#[derive(Clone, Copy, Subcommand)]
enum Command {
    /// Prints a line for each entry point: its name and its group.
    Entries,
    /// Prints a line for each shape and format: their names.
    Shapes,
    /// Prints a line for each call.
    ///
    /// It has the entry point, format, shape, size in KiB, bytes of the input in its format or in TTLV, whichever is
    /// more, most bytes of heap held at a time, nanoseconds, bytes written, and whether it succeeded.
    Measure,
    /// Makes each call in `kmip_hostile::measured`, for callgrind to count.
    ///
    /// Prints a line for each call as `measure` does.
    Count,
    /// Makes all calls in a thread whose stack has so many KiB.
    Stack {
        /// The size of the stack, in KiB.
        kib: usize,
    },
}

/// The time that this thread has had so far.
fn now() -> Duration {
    clock_gettime(ClockId::ThreadCPUTime).try_into().unwrap_or_default()
}

/// Returns what callgrind counts: it looks for this name.
#[inline(never)]
fn measured(call: fn(Input<'_>) -> Outcome, input: Input<'_>) -> Outcome {
    std::hint::black_box(call)(std::hint::black_box(input))
}

/// One call to be made.
struct Call<'c> {
    entry: &'c Entry,
    shape: &'c Shape,
    kib: usize,
    input: Input<'c>,
    /// The bytes of the inputs in their format or in TTLV, whichever is more.
    size: usize,
}

impl Arguments {
    /// Does something with every call that is asked for.
    fn each(&self, mut make: impl FnMut(&Call<'_>) -> Result<(), Failure>) -> Result<(), Failure> {
        let is_asked = |asked: &[String], name: &str| asked.is_empty() || asked.iter().any(|asked| asked == name);
        let entries: Vec<_> = Entry::all().filter(|entry| is_asked(&self.entry, entry.name)).collect();
        for shape in Shape::all().iter().filter(|shape| is_asked(&self.shape, shape.name)) {
            for encoding in Encoding::ALL.iter().filter(|it| self.formats.is_empty() || self.formats.contains(it)) {
                for kib in &self.sizes {
                    let made = shape.input(*encoding, kib.saturating_mul(1 << 10));
                    let made = made.map_err(|error| format!("{} in {encoding}: {error}", shape.name))?;
                    let Some(bytes) = made else { continue };
                    let input = Input { encoding: *encoding, bytes: &bytes };
                    let size = input.size();
                    for entry in entries.iter().filter(|entry| (entry.has)(*encoding)) {
                        make(&Call { entry, shape, kib: *kib, input, size: size.saturating_mul(entry.inputs) })?;
                    }
                }
            }
        }
        Ok(())
    }
}

impl Call<'_> {
    fn make(&self) -> Outcome {
        measured(self.entry.call, self.input)
    }

    fn print(&self, heap: u64, time: Duration, outcome: Outcome) -> Result<(), Failure> {
        let Self { kib, size, .. } = self;
        let Outcome { done, written } = outcome;
        let names = [self.entry.name, self.input.encoding.name(), self.shape.name].join("\t");
        Ok(writeln!(std::io::stdout(), "{names}\t{kib}\t{size}\t{heap}\t{}\t{written}\t{done}", time.as_nanos())?)
    }

    /// Measures the heap of one run and the time of a second one.
    ///
    /// The time only tells which calls are worth counting.
    fn measure(&self) -> Result<(u64, Duration, Outcome), Failure> {
        let mut outcome = Outcome::default();
        let counted = allocation_counter::measure(|| outcome = self.make());
        if counted.bytes_current != 0 {
            return Err(format!("{} keeps {} bytes", self.entry.name, counted.bytes_current).into());
        }
        let start = now();
        self.make();
        Ok((counted.bytes_max, now().saturating_sub(start), outcome))
    }

    fn on_stack(&self, kib: usize) -> Result<(), Failure> {
        thread::scope(|scope| {
            let builder = thread::Builder::new().stack_size(kib.saturating_mul(1 << 10));
            builder.spawn_scoped(scope, || self.make())?.join().map(drop).map_err(|_| Failure::from("a call panicked"))
        })
    }
}

fn main() -> Result<(), Failure> {
    let arguments = Arguments::parse();
    match arguments.command {
        Command::Entries => {
            for entry in Entry::all() {
                writeln!(std::io::stdout(), "{}\t{:?}", entry.name, entry.group)?;
            }
            Ok(())
        }
        Command::Shapes => {
            for (shape, encoding) in
                Shape::all().iter().flat_map(|shape| Encoding::ALL.iter().map(move |it| (shape, it)))
            {
                if shape.is_of(*encoding) {
                    writeln!(std::io::stdout(), "{}\t{encoding}", shape.name)?;
                }
            }
            Ok(())
        }
        Command::Measure => arguments.each(|call| {
            let (heap, time, outcome) = call.measure()?;
            call.print(heap, time, outcome)
        }),
        Command::Count => arguments.each(|call| call.print(0, Duration::ZERO, call.make())),
        Command::Stack { kib } => arguments.each(|call| call.on_stack(kib)),
    }
}
