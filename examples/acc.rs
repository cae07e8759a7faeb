use domxml::schema::{Domain, Element};
use std::collections::BTreeMap;
fn main() {
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    let (mut bad, mut n) = (BTreeMap::<String, usize>::new(), 0);
    let verbose = std::env::var("V").is_ok();
    let mut tot = (0., 0.);
    for path in std::env::args().skip(1) {
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let Ok(domain) = Domain::parse(&text) else { continue };
        n += 1;
        match domxml::recover::account(&domain) {
            Ok(account) => {
                let drift = account.drift;
                for p in &account.refused {
                    *bad.entry(p.field.clone() + " " + &p.message).or_default() += 1;
                }
                let t = drift.accounts.total().elements as f64;
                let r = drift.accounts.reported().elements as f64;
                tot.0 += t;
                tot.1 += r;
                println!("{path}: {:.1}% of {t}", drift.accounts.explained_percent());
                for finding in &drift.findings {
                    if verbose {
                        println!("   {finding}");
                    }
                    *kinds.entry(finding.kind()).or_default() += 1;
                }
            }
            Err(problems) => {
                println!("{path}: PROBLEMS {}", problems.to_string().lines().next().unwrap_or(""));
                for line in problems.to_string().lines() {
                    let l = line.split(':').next().unwrap_or("").to_owned()
                        + &line.split('`').nth(2).unwrap_or("").to_owned();
                    *bad.entry(l).or_default() += 1;
                }
            }
        }
    }
    let mut kinds: Vec<_> = kinds.into_iter().collect();
    kinds.sort_by_key(|k| std::cmp::Reverse(k.1));
    for (kind, count) in kinds.iter().take(60) {
        println!("{count:5} {kind}");
    }
    let mut bad: Vec<_> = bad.into_iter().collect();
    bad.sort_by_key(|k| std::cmp::Reverse(k.1));
    for (kind, count) in bad.iter().take(40) {
        println!("BAD {count:5} {kind}");
    }
    println!("{n} documents, {:.1}%", 100. * (1. - tot.1 / tot.0));
}
