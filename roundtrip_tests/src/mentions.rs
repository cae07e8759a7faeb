//! The places where libvirt's documentation names a release.

use domxml_schema::types::Release;

/// One place in a text that names a release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The heading above it.
    pub section: String,
    /// Its line, from 1.
    pub line: usize,
    /// The release.
    pub release: Release,
    /// The words before it, for messages.
    pub before: String,
}

/// All places of a text in Markdown that name a release of libvirt: three numbers with dots between
/// them, but not in code, not as part of an address, and not behind the name of another product.
pub fn mentions(text: &str) -> Vec<Mention> {
    let mut section = String::new();
    let mut found = Vec::new();
    for (line, content) in text.lines().enumerate() {
        if let Some(heading) = content.strip_prefix('#') {
            heading.trim_start_matches('#').trim().trim_end_matches('¶').clone_into(&mut section);
        } else if !content.starts_with("    ") {
            let releases = releases(content).into_iter().map(|(release, before)| Mention {
                section: section.clone(),
                line: line + 1,
                release,
                before,
            });
            found.extend(releases);
        }
    }
    found
}

/// Products whose versions are named as well.
const OTHERS: [&str; 3] = ["QEMU", "kernel", "virtiofs"];

/// The releases in a line, each with some words before it.
fn releases(line: &str) -> Vec<(Release, String)> {
    const WORDS: usize = 120;
    let part_of_number = |c: char| c.is_ascii_digit() || c == '.';
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = line[at..].find(|c: char| c.is_ascii_digit()).map(|start| at + start) {
        let end = line[start..].find(|c| !part_of_number(c)).map_or(line.len(), |length| start + length);
        at = end;
        let before = &line[..start];
        let other = before.trim_end().rsplit([' ', '(']).next().is_some_and(|word| OTHERS.contains(&word));
        let address = line[end..].starts_with('/');
        if let Ok(release) = line[start..end].trim_end_matches('.').parse()
            && !other
            && !address
        {
            let from = before.char_indices().rev().nth(WORDS).map_or(0, |(from, _)| from);
            found.push((release, before[from..].trim().to_owned()));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn releases_are_told_from_other_numbers() {
        let text = "# Top¶\nSince 9.1.0.\n## Disks¶\n\n    version='1.2.3'\nfoo | 1.0.0 (QEMU 2.0.0), v11.3.0 (Xen)\n\
                    10.0.2.15 and 172.17.2.3 after kernel 2.6.39, 1.2.3/24, 5.1";
        let found = mentions(text);
        let found: Vec<_> = found.iter().map(|it| (it.section.as_str(), it.line, it.release.to_string())).collect();
        let wanted = [("Top", 2, "9.1.0"), ("Disks", 6, "1.0.0"), ("Disks", 6, "11.3.0")];
        assert_eq!(found, wanted.map(|(section, line, release)| (section, line, release.to_owned())));
    }
}
