//! Lists every disk with `cache='unsafe'` below a directory: `cargo run --example audit -- DIRECTORY`.

use domxml::schema::path::Pattern;
use domxml::schema::{Domain, Element};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let pattern: Pattern = "devices/disk/driver/@cache".parse()?;
    let directory = std::env::args().nth(1).ok_or("usage: audit DIRECTORY")?;
    let mut files: Vec<_> = std::fs::read_dir(directory)?.flatten().map(|entry| entry.path()).collect();
    files.sort();
    for file in files {
        let Ok(domain) = Domain::parse(&std::fs::read_to_string(&file).unwrap_or_default()) else { continue };
        for node in pattern.find(&domain).filter(|node| node.text() == "unsafe") {
            println!("{}: {}", file.display(), node.path());
        }
    }
    Ok(())
}
