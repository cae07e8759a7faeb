use domxml_schema::xml::*;
use domxml_schema::*;
use std::collections::{BTreeMap, BTreeSet};
#[test]
fn names() {
    let mut found: BTreeMap<(&str, &str), (BTreeSet<&str>, &str)> = BTreeMap::new();
    let mut q = vec![Domain::DEF];
    while let Some(d) = q.pop() {
        for f in d.fields {
            let named: Vec<_> = match f.kind {
                FieldKind::Element { def, .. } => vec![(f.name, def())],
                FieldKind::Choice { def } => def().variants.iter().map(|v| (v.name, (v.def)())).collect(),
                _ => vec![],
            };
            for (n, def) in named {
                let new = !found.contains_key(&(def.module, def.type_name));
                found.entry((def.module, def.type_name)).or_insert((BTreeSet::new(), def.name)).0.insert(n);
                if new {
                    q.push(def);
                    for v in def.variants {
                        q.push((v.def)());
                    }
                }
            }
        }
    }
    println!("{} types", found.len());
    for ((m, t), (names, name)) in &found {
        if !names.contains(name) || names.len() > 1 {
            println!("{m}::{t} def={name} names={names:?}");
        }
    }
}
