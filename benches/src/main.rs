//! Prints how long each variant takes for all documents, beside quick-xml's bare events.
//!
//! The variants take turns and the time is that of the thread, so that other work on the machine
//! counts little and meets all of them alike. With the name of a variant and a number of passes, only
//! that work is done, for a profiler to look at.

use benches::{BASE, Document, SIZES, Variant, Work, documents, parse, peers, synthetic, variants, write};
use cpu_time::ThreadTime;
use domxml::generate;
use domxml::host;
use domxml::recover::{Recovered, recover};
use domxml::vm::Vm;
use roundtrip_tests::entities;

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
            recovery(&documents);
        }
        [id, passes] => {
            let variant = variants().into_iter().find(|variant| variant.id == *id);
            let variant = variant.unwrap_or_else(|| panic!("there is no variant {id}"));
            let passes: usize = passes.parse().unwrap_or(1);
            (0..passes).map(|_| pass(&documents, variant.run)).for_each(|time| println!("{:.3} ms", time * 1e3));
        }
        _ => eprintln!("usage: ratios [VARIANT PASSES]"),
    }
}

fn ratios(documents: &[Document]) {
    let variants = variants();
    let base = variants.iter().find(|variant| variant.id == BASE).map_or(parse as Work, |variant| variant.run);
    let bytes: usize = documents.iter().map(|document| document.text.len()).sum();
    println!("{} documents, {bytes} bytes, one thread; median of {ROUNDS} rounds of {PASSES} passes", documents.len());
    println!();
    let mut rounds: Vec<Vec<(f64, f64)>> = vec![Vec::new(); variants.len()];
    for _ in 0..ROUNDS {
        for (variant, rounds) in variants.iter().zip(&mut rounds) {
            // The base runs anew beside each variant, for the machine is not equally fast all the time.
            let passes = (0..PASSES).map(|_| (pass(documents, variant.run), pass(documents, base)));
            let (times, bases): (Vec<f64>, Vec<f64>) = passes.unzip();
            let (time, base) = (median(times), median(bases));
            rounds.push((time, time / base));
        }
    }
    println!("{:24}{:>10}{:>10}{:>10}{:>10}", "variant", "ms", "MB/s", "ratio", "refused");
    for (Variant { id, note, run }, rounds) in variants.iter().zip(rounds) {
        let refused = documents.iter().filter(|document| !run(document)).count();
        let (times, ratios): (Vec<f64>, Vec<f64>) = rounds.into_iter().unzip();
        let (time, ratio) = (median(times), median(ratios));
        let (ms, rate) = (time * 1e3, bytes as f64 / time / 1e6);
        println!("{}", format!("{id:24}{ms:>10.2}{rate:>10.1}{ratio:>10.2}{refused:>10}  {note}").trim_end());
    }
}

/// Time per byte must not grow with the number of devices.
fn scaling() {
    let works: [Work; 3] = [parse, write, |document| peers::events(&document.text)];
    let domains = SIZES.map(|devices| Document::new(synthetic(devices)));
    let mut times = vec![vec![Vec::new(); works.len()]; domains.len()];
    for _ in 0..ROUNDS {
        for (domain, times) in domains.iter().zip(&mut times) {
            let repeat = PASS_BYTES.div_ceil(domain.text.len());
            for (work, times) in works.iter().zip(times) {
                let start = ThreadTime::now();
                (0..repeat).for_each(|_| assert!(work(domain), "a synthetic domain was refused"));
                times.push(start.elapsed().as_secs_f64() / repeat as f64);
            }
        }
    }
    println!(
        "\n{:>10}{:>14}{:>16}{:>16}{:>16}",
        "devices", "bytes", "parse ns/byte", "write ns/byte", "events ns/byte"
    );
    for ((devices, domain), times) in SIZES.iter().zip(&domains).zip(times) {
        let per_byte = times.into_iter().map(|times| median(times) * 1e9 / domain.text.len() as f64);
        let columns: String = per_byte.map(|time| format!("{time:>16.2}")).collect();
        println!("{devices:>10}{:>14}{columns}", domain.text.len());
    }
}

/// What it costs to make entities of documents that have been parsed, against parsing them: of documents of
/// others, and of those that the generator made.
fn recovery(documents: &[Document]) {
    println!("\n{:>24}{:>12}{:>14}{:>18}", "documents", "parse ms", "recover", "with known VM");
    for (name, documents) in [("of others", documents), ("of the generator", &generated())] {
        let known: Vec<_> = documents.iter().map(|document| recovered(document, None).map(|it| it.vm)).collect();
        let mut rounds: [Vec<f64>; 3] = Default::default();
        for _ in 0..ROUNDS {
            rounds[0].push(pass(documents, parse));
            rounds[1].push(pass(documents, |document| recovered(document, None).is_some()));
            let start = ThreadTime::now();
            for (document, known) in documents.iter().zip(&known) {
                std::hint::black_box(recovered(document, known.as_ref()));
            }
            rounds[2].push(start.elapsed().as_secs_f64());
        }
        let [parse, alone, known] = rounds.map(median);
        println!("{name:>24}{:>12.2}{:>14.2}{:>18.2}", parse * 1e3, alone / parse, known / parse);
    }
}

fn recovered(document: &Document, known: Option<&Vm>) -> Option<Recovered> {
    recover(document.domain.as_ref()?, known).ok()
}

/// What hosts make of the entities of the rows and the samples.
fn generated() -> Vec<Document> {
    let documents = entities::cases().into_iter().filter_map(|case| {
        let template = generate(&case.vm, &case.context).ok()?;
        let resolved = host::resolve(&template, &entities::host_for(&template)).ok()?;
        Some(Document::new(resolved.to_xml().ok()?))
    });
    documents.collect()
}

/// Seconds for all documents.
fn pass(documents: &[Document], work: Work) -> f64 {
    let start = ThreadTime::now();
    for document in documents {
        work(document);
    }
    start.elapsed().as_secs_f64()
}

fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_unstable_by(f64::total_cmp);
    figures[figures.len() / 2]
}
