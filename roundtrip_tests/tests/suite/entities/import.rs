//! A template and what any host makes of it read as one entity: what a host decides is not read, so that what
//! was asked can be told apart from what has changed since.

use domxml::context::PlaceholderSet;
use domxml::entity::{self, Format};
use domxml::generate;
use domxml::host::{self, Facts};
use domxml::recover::{Author, import};
use domxml::template::Template;
use pretty_assertions::assert_eq;
use roundtrip_tests::entities;

#[test]
fn a_template_reads_as_what_a_host_makes_of_it() {
    let mut resolved = 0;
    for case in entities::cases() {
        for set in [PlaceholderSet::Full, PlaceholderSet::Compatible] {
            let mut context = case.context.clone();
            context.cluster.placeholders = set;
            let Ok(template) = generate(&case.vm, &context) else { continue };
            let asked = import(&template.domain, Author::Engine);
            for facts in hosts(&template) {
                // Some hosts cannot run some VMs.
                let Ok(found) = host::resolve(&template, &facts) else { continue };
                resolved += 1;
                assert_eq!(import(&found.domain, Author::Engine), asked, "{}, {set:?}", case.name);
            }
        }
    }
    assert!(resolved > 2000, "only {resolved} documents");
}

/// Hosts that provide storage and networks in all ways.
fn hosts(template: &Template) -> Vec<Facts> {
    let plain = entities::host_for(template);
    let read = |text: &str| -> Facts { entity::read(text, Format::Yaml).expect("the facts can be read") };
    let others = [
        "storage: { mounts: [{ source: { block: '/dev/{domain}/{volume}' } }] }
otherNetworks: { openvswitch: { bridge: ovsbr0, vlan: 7 } }",
        "storage: { mounts: [{ source: { network: { protocol: rbd, name: '{domain}/{volume}' } } }] }
otherNetworks: { libvirt: { network: default, portgroup: slow } }",
        "storage: { mounts: [{ source: { file: '/x/{image}/{volume}' } }] }
otherNetworks: { sriov: { pool: functions } }",
        "storage: { mounts: [{ source: { file: '/x/{image}/{volume}' } }] }
otherNetworks: { sriov: { virtualFunctions: ['0000:3b:10.0', '0000:3b:10.1', '0000:3b:10.2', '0000:3b:10.3'] } }",
    ];
    let of = |text: &str| {
        let Facts { mut storage, networks, other_networks, .. } = read(text);
        storage.lun_directory.clone_from(&plain.storage.lun_directory);
        Facts { storage, networks, other_networks, ..plain.clone() }
    };
    others.into_iter().map(of).chain([plain.clone()]).collect()
}
