//! The order of the lists of an entity has no meaning: whatever it is, generation gives the same bytes.

use domxml::context::Context;
use domxml::entity::{self, Format};
use domxml::generate;
use domxml::vm::Vm;
use domxml_schema::types::Uuid;
use pretty_assertions::assert_eq;
use roundtrip_tests::entities;
use roundtrip_tests::random::{Choices, cases, numbers};

#[test]
fn order_without_meaning_changes_nothing() {
    let mut samples = entities::cases();
    samples.retain(|case| case.name.starts_with("samples/"));
    assert!(samples.len() >= 6, "only {} samples", samples.len());
    for sample in &mut samples {
        // More of one kind, with names that sort in another order than ids.
        for at in 1..4_u128 {
            let Some(mut disk) = sample.vm.disks.first().cloned() else { continue };
            disk.id = Uuid::from_u128(0x1000 - at);
            disk.name = format!("more-{at}");
            disk.storage = entity::read(&format!("lun: {{ lunId: '3600{at}' }}"), Format::Yaml).expect("a disk");
            sample.vm.disks.push(disk);
        }
    }
    let wanted: Vec<String> = samples.iter().map(|sample| xml(&sample.vm, &sample.context)).collect();
    for round in 0..cases(1000) as usize {
        let (sample, wanted) = (&samples[round % samples.len()], &wanted[round % samples.len()]);
        let mut vm = sample.vm.clone();
        let numbers = numbers(round as u64, 200);
        let mut choices = Choices::new(&numbers);
        choices.shuffle(&mut vm.disks);
        choices.shuffle(&mut vm.nics);
        choices.shuffle(&mut vm.controllers);
        choices.shuffle(&mut vm.numa_nodes);
        choices.shuffle(&mut vm.redirs);
        choices.shuffle(&mut vm.vgpus);
        choices.shuffle(&mut vm.host_devices);
        choices.shuffle(&mut vm.graphics);
        assert_eq!(&xml(&vm, &sample.context), wanted, "{}", sample.name);
    }
}

fn xml(vm: &Vm, context: &Context) -> String {
    generate(vm, context).unwrap_or_else(|problems| panic!("{problems}")).to_xml().expect("it can be written")
}
