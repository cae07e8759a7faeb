use std::collections::BTreeMap;
use domxml::drift::Drift;
use domxml::schema::{Domain, Element};

fn read(path: &str) -> Option<Domain> {
    Domain::parse(&std::fs::read_to_string(path).ok()?).ok()
}

#[test]
fn survey() {
    let list = std::fs::read_to_string("/tmp/drift-pairs.txt").unwrap();
    let mut kinds: BTreeMap<String, (usize, Vec<String>)> = BTreeMap::new();
    let (mut clean, mut all, mut skipped) = (0, 0, 0);
    let mut accounts = domxml::drift::Accounts::default();
    for line in list.lines() {
        let (a, b) = line.split_once(' ').unwrap();
        let (Some(asked), Some(running)) = (read(a), read(b)) else { skipped += 1; continue };
        let mut running = running;
        if std::env::var_os("SAME_UUID").is_some() { running.uuid = asked.uuid; }
        let Ok(drift) = Drift::between(&asked, &running) else { skipped += 1; continue };
        all += 1;
        clean += usize::from(drift.is_none());
        accounts += &drift.accounts;
        for finding in &drift.findings {
            let entry = kinds.entry(finding.kind()).or_default();
            entry.0 += 1;
            if entry.1.len() < 4 { entry.1.push(format!("{} {finding}", b.rsplit('/').next().unwrap())); }
        }
    }
    println!("clean {clean} of {all}, skipped {skipped}");
    println!("{accounts}");
    let mut kinds: Vec<_> = kinds.into_iter().collect();
    kinds.sort_by_key(|(_, (n, _))| std::cmp::Reverse(*n));
    for (kind, (n, samples)) in kinds {
        println!("{n:5} {kind}");
        for s in samples { println!("        {}", s.chars().take(230).collect::<String>()); }
    }
}
