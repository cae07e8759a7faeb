//! Values that rules derive from a VM, for other forms of it than XML.

use domxml_schema::report::Findings;
use std::collections::BTreeMap;

use domxml_schema::types::Uuid;

use super::boot_order::BootOrder;
use super::common::plugged;
use super::devices::sound;
use super::disks;
use super::domain::time_zone;
use super::input::Input;
use super::relevant::Relevant;
use super::{check, machine, vcpu};
use crate::context::Context;
use crate::vm::{ConsoleType, CpuPinning, DiskInterface, Payload, Vm};

/// Values that rules derive from a VM in its context.
#[derive(Clone, Debug, Default)]
pub(crate) struct Effective {
    /// The VM as it runs this time.
    pub(crate) vm: Vm,
    /// Machine type.
    pub(crate) machine: String,
    /// Model and flags of the processor, of the VM or its cluster.
    pub(crate) cpu_name: Option<String>,
    /// Processors at start.
    pub(crate) current_cpus: u32,
    /// Processors that the VM may grow to.
    pub(crate) maximum_cpus: u32,
    /// The CPU pinning of this run.
    pub(crate) pinning: Option<CpuPinning>,
    /// Seconds that the guest's clock is ahead of UTC.
    pub(crate) time_offset: i64,
    /// The guest gets Hyper-V enlightenments.
    pub(crate) hyperv: bool,
    /// The interface of CD drives.
    pub(crate) cd_interface: Option<DiskInterface>,
    /// The medium with initialization data for the guest.
    pub(crate) payload: Option<Payload>,
    /// Places in the boot order, of disks, CD drives and NICs.
    pub(crate) boot_order: BTreeMap<Uuid, u64>,
    /// Model of sound cards without a model of their own.
    pub(crate) sound: Option<String>,
    /// The types of consoles.
    pub(crate) console_types: BTreeMap<Uuid, ConsoleType>,
}

impl Effective {
    /// Derives the values of a VM in its context.
    ///
    /// # Errors
    ///
    /// An unknown guest OS.
    pub(crate) fn new(vm: &Vm, context: &Context) -> Result<Self, Findings> {
        let relevant = Relevant::new(vm, context);
        let input = Input::new(&relevant);
        check::guest_os(&input)?;
        let order = BootOrder::new(&input);
        let place = |boot: Option<domxml_schema::shared::Boot>| boot.and_then(|boot| boot.order);
        let disks = plugged(&input.vm.disks).map(|disk| (disk.id, place(order.disk(disk.id))));
        let cdroms = plugged(&input.vm.cdroms).enumerate().map(|(at, drive)| (drive.id, place(order.cdrom(at))));
        let nics = plugged(&input.vm.nics).map(|nic| (nic.id, place(order.nic(nic.id))));
        let boot_order = disks.chain(cdroms).chain(nics).filter_map(|(id, place)| Some((id, place?))).collect();
        let payload = disks::payload(&input).map(|payload| Payload {
            device: payload.device,
            volume_id: payload.volume_id.map(str::to_owned),
            files: payload.files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect(),
        });
        Ok(Self {
            machine: machine::machine(&input).into_owned(),
            cpu_name: input.cpu_name().map(str::to_owned),
            current_cpus: vcpu::current(&input),
            maximum_cpus: vcpu::maximum(&input),
            pinning: input.pinning().cloned(),
            time_offset: time_zone::current(&input).into(),
            hyperv: input.is_hyperv(),
            cd_interface: Some(disks::cd_interface(&input)),
            payload,
            boot_order,
            sound: sound::default_model(&input).map(str::to_owned),
            console_types: input.vm.consoles.iter().map(|one| (one.id, input.console_type(one))).collect(),
            vm: input.vm.clone(),
        })
    }
}
