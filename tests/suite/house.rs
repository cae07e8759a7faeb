//! The order of the rooms: a module at the root of a package imports those below it, never one above.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The rooms of `src`, from low to high.
const ENGINE: &[&str] = &[
    "entity",      // reading and writing entities, whatever their types
    "requires",    // the libvirt that a document needs
    "vm",          // the business entity: data
    "context",     // its surroundings: data
    "metadata",    // vocabularies in `<metadata>`
    "template",    // placeholders, and the documents that have them
    "secret",      // passwords and keys in documents
    "generate",    // rules: entity and context -> domain
    "host",        // facts of a host, and filling them into templates
    "fingerprint", // digests of everything that rules are given
    "drift",       // the desired domain against the actual one
    "recover",     // domain -> entity
    "engine",      // generation with its records
    "current",     // whether a generated domain is up to date
    "account",     // how far a recovered entity represents its domain
    "properties",  // maps of legacy properties
    "cli",         // the command
];

/// The rooms of `schema/src`, from low to high.
const SCHEMA: &[&str] = &[
    "report",   // findings
    "release",  // releases of libvirt
    "path",     // places as values
    "xml",      // reading, writing and describing elements
    "visit",    // the one walk over values
    "types",    // values
    "interop",  // the traits of other crates
    "shared",   // elements that several others use
    "device",   // devices
    "domain",   // the domain
    "complete", // the normal form of domains
    "any",      // documents of any element
    "since",    // releases that parts of a document need
    "json",     // the form in JSON
];

#[test]
fn rooms_import_only_rooms_below_them() {
    let mut wrong = Vec::new();
    for (tree, order) in [("src", ENGINE), ("schema/src", SCHEMA)] {
        for (room, imports) in imports(tree) {
            let Some(height) = order.iter().position(|known| *known == room) else {
                wrong.push(format!("{tree}: the room `{room}` has no place in the order"));
                continue;
            };
            for (name, place) in imports {
                let Some(other) = order.iter().position(|known| *known == name) else {
                    wrong.push(format!("{place} imports `{name}`, which has no place in the order"));
                    continue;
                };
                if other > height {
                    wrong.push(format!("{place} imports `{name}`, which is above `{room}`"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The rooms below a folder, each with the rooms that it imports and one place of each import.
fn imports(tree: &str) -> BTreeMap<String, BTreeMap<String, String>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(tree);
    let mut rooms: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for file in sources(&root) {
        let place = file.strip_prefix(&root).expect("it is below the folder").to_string_lossy().into_owned();
        let room = place.split('/').next().unwrap_or_default().trim_end_matches(".rs").to_owned();
        if matches!(&*room, "lib" | "main") {
            continue;
        }
        let text = std::fs::read_to_string(&file).expect("a source can be read");
        let imports = rooms.entry(room.clone()).or_default();
        for name in names(&text).filter(|name| *name != room) {
            imports.entry(name).or_insert_with(|| format!("{tree}/{place}"));
        }
    }
    rooms
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder can be listed") {
            let path = entry.expect("a folder can be listed").path();
            match path.extension() {
                _ if path.is_dir() => open.push(path),
                Some(ending) if ending == "rs" && path.file_name() != Some("tests.rs".as_ref()) => found.push(path),
                _ => {}
            }
        }
    }
    found
}

/// The rooms that a source names behind `crate::` or, in the command, `domxml::`; its tests may name any.
fn names(text: &str) -> impl Iterator<Item = String> {
    let text = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    let code: Vec<&str> = text.lines().map(|line| line.split("//").next().unwrap_or_default()).collect();
    let code = code.join("\n");
    let mut names = BTreeSet::new();
    for root in ["crate::", "domxml::"] {
        for (at, _) in code.match_indices(root) {
            let inside_a_word = code[..at].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
            if !inside_a_word {
                names.extend(first_names(&code[at + root.len()..]));
            }
        }
    }
    // What the root itself has: types, macros, the schema's crate.
    let is_room = |name: &String| name.starts_with(|c: char| c.is_ascii_lowercase()) && name != "schema";
    names.into_iter().map(|name| if name == "Domain" { "domain".to_owned() } else { name }).filter(is_room)
}

/// The names that a path begins with: one, or those of a group.
fn first_names(path: &str) -> Vec<String> {
    let name = |text: &str| text.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect::<String>();
    let Some(group) = path.strip_prefix('{') else { return vec![name(path)] };
    let mut names = vec![name(group.trim_start())];
    let mut depth = 0;
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => names.push(name(group[at + 1..].trim_start())),
            _ => {}
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

#[test]
fn paths_and_groups_are_read() {
    let read = |text: &str| names(text).collect::<Vec<_>>();
    assert_eq!(
        read("use crate::{a::{b, c}, d};\nuse crate::e::f; // crate::g\nuse crate::Domain;"),
        ["domain", "a", "d", "e"]
    );
    assert_eq!(read("use domxml_schema::h;\n#[cfg(test)]\nmod tests {\n    use crate::i;\n}"), [""; 0]);
}
