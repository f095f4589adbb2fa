//! Times every job on the five messages.
//!
//! It is run by `cargo bench -p kmip-benches -- [FILTER]`.

use std::time::Duration;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use kmip_benches::{Encoding, Failure, Sample, jobs};

/// Measures everything: bytes a second, and messages (elements) a second.
fn measure(criterion: &mut Criterion) -> Result<(), Failure> {
    for name in Sample::NAMES {
        let sample = Sample::named(name)?;
        for &encoding in Encoding::ALL {
            for mut job in jobs(&sample, encoding)? {
                if !(job.call)() {
                    return Err(format!("{} fails", job.key()).into());
                }
                let mut group = criterion.benchmark_group(format!("{encoding}/{}", job.name));
                let bytes = u64::try_from(job.bytes)?;
                group.throughput(Throughput::ElementsAndBytes { elements: 1, bytes });
                group.bench_function(name, |bencher| bencher.iter(|| (job.call)()));
                group.finish();
            }
        }
    }
    Ok(())
}

fn all(criterion: &mut Criterion) {
    if let Err(failure) = measure(criterion) {
        eprintln!("{failure}");
    }
}

criterion_group! {
    name = group;
    config = Criterion::default()
        .warm_up_time(Duration::from_millis(200))
        .measurement_time(Duration::from_millis(800))
        .sample_size(20);
    targets = all
}
criterion_main!(group);
