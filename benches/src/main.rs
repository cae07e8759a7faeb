//! Prints how long each variant takes for all documents, beside quick-xml's bare events.
//!
//! The variants take turns and the time is that of the thread, so that other work on the machine
//! counts little and meets all of them alike. With the name of a variant and a number of passes, only
//! that work is done, for a profiler to look at.

use std::time::Duration;

use benches::{BASE, Document, SIZES, Variant, documents, parse, peers, synthetic, variants, write};
use cpu_time::ThreadTime;

const ROUNDS: usize = 9;
const PASSES: usize = 3;

/// Least bytes of one timed pass over a synthetic domain.
const PASS_BYTES: usize = 1 << 21;

fn main() {
    let documents = documents();
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match &arguments[..] {
        [] => {
            ratios(&documents);
            scaling();
        }
        [id, passes] => {
            let variant = variants().into_iter().find(|variant| variant.id == *id);
            let variant = variant.unwrap_or_else(|| panic!("there is no variant {id}"));
            let passes: usize = passes.parse().unwrap_or(1);
            (0..passes).map(|_| pass(&documents, variant.run)).for_each(|time| println!("{time:?}"));
        }
        _ => eprintln!("usage: ratios [VARIANT PASSES]"),
    }
}

fn ratios(documents: &[Document]) {
    let variants = variants();
    let bytes: usize = documents.iter().map(|document| document.text.len()).sum();
    println!("{} documents, {bytes} bytes, one thread; median of {ROUNDS} rounds of {PASSES} passes", documents.len());
    println!();
    let mut times: Vec<Vec<Duration>> = vec![Vec::new(); variants.len()];
    for _ in 0..ROUNDS {
        for (variant, times) in variants.iter().zip(&mut times) {
            times.push(median((0..PASSES).map(|_| pass(documents, variant.run)).collect()));
        }
    }
    let times: Vec<f64> = times.into_iter().map(|times| median(times).as_secs_f64()).collect();
    let base = variants.iter().position(|variant| variant.id == BASE).map_or(f64::NAN, |at| times[at]);
    println!("{:24}{:>10}{:>10}{:>10}{:>10}  ", "variant", "ms", "MB/s", "ratio", "refused");
    for (Variant { id, note, run }, time) in variants.iter().zip(times) {
        let refused = documents.iter().filter(|document| !run(document)).count();
        let (ms, rate) = (time * 1e3, bytes as f64 / time / 1e6);
        println!("{}", format!("{id:24}{ms:>10.2}{rate:>10.1}{:>10.2}{refused:>10}  {note}", time / base).trim_end());
    }
}

/// Time per byte must not grow with the number of devices.
fn scaling() {
    let works: [fn(&Document) -> bool; 3] = [parse, write, |document| peers::events(&document.text)];
    let domains = SIZES.map(|devices| Document::new(synthetic(devices)));
    let mut times = vec![vec![Vec::new(); works.len()]; domains.len()];
    for _ in 0..ROUNDS {
        for (domain, times) in domains.iter().zip(&mut times) {
            let repeat = PASS_BYTES.div_ceil(domain.text.len());
            for (work, times) in works.iter().zip(times) {
                let start = ThreadTime::now();
                (0..repeat).for_each(|_| assert!(work(domain), "a synthetic domain was refused"));
                times.push(start.elapsed() / repeat as u32);
            }
        }
    }
    println!(
        "\n{:>10}{:>14}{:>16}{:>16}{:>16}",
        "devices", "bytes", "parse ns/byte", "write ns/byte", "events ns/byte"
    );
    for ((devices, domain), times) in SIZES.iter().zip(&domains).zip(times) {
        let per_byte = times.into_iter().map(|times| median(times).as_secs_f64() * 1e9 / domain.text.len() as f64);
        let columns: String = per_byte.map(|time| format!("{time:>16.2}")).collect();
        println!("{devices:>10}{:>14}{columns}", domain.text.len());
    }
}

fn pass(documents: &[Document], run: fn(&Document) -> bool) -> Duration {
    let start = ThreadTime::now();
    for document in documents {
        run(document);
    }
    start.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}
