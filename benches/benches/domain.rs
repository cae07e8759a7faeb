//! The variants and the synthetic domains under criterion: `cargo bench -p benches`.

use std::time::Duration;

use benches::{Document, SIZES, Work, documents, parse, synthetic, variants, write};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};

fn corpus(criterion: &mut Criterion) {
    let documents = documents();
    let bytes: usize = documents.iter().map(|document| document.text.len()).sum();
    for variant in variants() {
        let (group, name) = variant.id.split_once('/').unwrap_or(("", variant.id));
        let mut group = criterion.benchmark_group(group);
        group.throughput(Throughput::Bytes(bytes as u64)).sample_size(20);
        group.bench_function(name, |bencher| {
            bencher.iter(|| documents.iter().filter(|document| (variant.run)(document)).count());
        });
        group.finish();
    }
}

/// Time per byte must not grow with the number of devices.
fn scaling(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("scaling");
    for devices in SIZES {
        let document = Document::new(synthetic(devices));
        group.throughput(Throughput::Bytes(document.text.len() as u64)).sample_size(10);
        for (name, work) in [("parse", parse as Work), ("write", write)] {
            group.bench_function(BenchmarkId::new(name, devices), |bencher| bencher.iter(|| work(&document)));
        }
    }
    group.finish();
}

criterion_group! {
    name = domain;
    config = Criterion::default().warm_up_time(Duration::from_secs(1)).measurement_time(Duration::from_secs(4));
    targets = corpus, scaling
}
criterion_main!(domain);
