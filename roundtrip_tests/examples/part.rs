//! Checks one part of the model against the oracle and the corpora: counts, then the first findings.

use std::path::Path;

use domxml_schema::Element;
use domxml_schema::xml::shape_of;
use roundtrip_tests::{compare, fragments, oracle};

fn part<T: Element>(path: &str) -> std::io::Result<()> {
    let reference = std::env::var("DOMXML_REFERENCE").unwrap_or_else(|_| "../shared".to_owned());
    let reference = Path::new(&reference);
    let oracle = oracle::read(&reference.join("schema/libvirt-12.8.0"), "domain.rng").map_err(std::io::Error::other)?;
    let lines = compare::differences(&shape_of(T::DEF, path), &oracle, path);
    println!("== {path}: {} oracle differences", lines.len());
    lines.iter().take(30).for_each(|line| println!("  {line}"));
    for corpus in ["libvirt-11.3.0", "generated-12.8.0", "canonical-12.8.0"] {
        let (count, untyped, different) = fragments::check::<T>(&reference.join("corpus").join(corpus), path)?;
        let canonical = corpus.starts_with("canonical");
        println!("   {corpus}: {count} elements, {} untyped, {} written differently", untyped.len(), different.len());
        untyped.iter().take(15).for_each(|line| println!("  {line}"));
        if canonical {
            different.iter().take(15).for_each(|line| println!("  {line}"));
        }
    }
    Ok(())
}

fn main() -> std::io::Result<()> {
    part::<domxml_schema::device::Watchdog>("domain/devices/watchdog")
}
