//! Round trips of single elements taken out of whole documents.

use std::path::Path;

use domxml_schema::Element;

/// Reads every element at `path` (`domain/devices/disk`) of the documents of a folder on its own.
///
/// Returns how many there were, what was found untyped, and those that were written differently.
pub fn check<T: Element>(folder: &Path, path: &str) -> std::io::Result<(usize, Vec<String>, Vec<String>)> {
    let (mut count, mut untyped, mut different) = (0, Vec::new(), Vec::new());
    let mut files: Vec<_> = std::fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    files.sort_by_key(std::fs::DirEntry::path);
    for file in files {
        let file = file.path();
        let text = std::fs::read_to_string(&file)?;
        let Ok(document) = roxmltree::Document::parse(&text) else { continue };
        let mut nodes = vec![document.root()];
        for name in path.split('/') {
            let local = name.rsplit(':').next().unwrap_or(name);
            nodes =
                nodes.iter().flat_map(|node| node.children()).filter(|node| node.tag_name().name() == local).collect();
        }
        for node in nodes {
            count += 1;
            let source = outdented(&text, node.range());
            let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
            match T::read(&source) {
                Err(error) => untyped.push(format!("{name}: {error}")),
                Ok(parsed) => {
                    untyped.extend(parsed.diagnostics.iter().map(|diagnostic| format!("{name}: {diagnostic}")));
                    match parsed.value.to_xml() {
                        Ok(written) if written.trim_end() == source => {}
                        Ok(written) => different.push(format!("{name}:\n{}", first_difference(&source, &written))),
                        Err(error) => different.push(format!("{name}: {error}")),
                    }
                }
            }
        }
    }
    Ok((count, untyped, different))
}

fn outdented(text: &str, range: std::ops::Range<usize>) -> String {
    let line = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
    let indent = format!("\n{}", " ".repeat(range.start - line));
    text[range].replace(&indent, "\n")
}

/// The first lines in which two texts differ.
pub fn first_difference(wanted: &str, got: &str) -> String {
    let pair = wanted.lines().zip(got.lines().chain(std::iter::repeat(""))).find(|(a, b)| a != b);
    let (wanted, got) = pair.unwrap_or(("<end>", got.lines().last().unwrap_or_default()));
    format!("  wanted {}\n  got    {}", wanted.trim_end(), got.trim_end())
}
