//! Non-volatile memory of the host: `memory[@model='nvdimm']`.
//!
//! The guest must see the same size each time: a label at the end describes the partitions, and all data is lost if
//! the guest looks for it elsewhere.

use domxml_schema::device::memory::{Label, Memory, Model, Source, Target};
use domxml_schema::shared::{MemoryAccess, Size};
use domxml_schema::types::{CpuSet, Unit};

use crate::context::HostDeviceFacts;
use crate::generate::common::{address, alias};
use crate::generate::domain::numa;
use crate::generate::input::Input;
use crate::vm::{Architecture, HostDevice};

/// Size of the label, in bytes.
pub(crate) const LABEL: u64 = 128 << 10;

/// The size in bytes that the guest sees of a device, including the label.
///
/// # Errors
///
/// A device that is too small, and an alignment that is incompatible with the guest's.
pub(crate) fn size(architecture: Architecture, device_size: u64, align_size: Option<u64>) -> Result<u64, UnusableSize> {
    let block = block(architecture);
    let align = align_size.filter(|align| *align > 0).unwrap_or(block);
    let whole = device_size / block * block;
    // On POWER the label comes on top; elsewhere it is in the last block.
    let size = if architecture.is_ppc() { whole.saturating_add(LABEL) } else { whole };
    let data = size.saturating_sub(LABEL) / align * align;
    if block.is_multiple_of(align) {
        match size.checked_sub(data % block) {
            Some(size) if whole > 0 && data >= block => Ok(size),
            _ => Err(UnusableSize::TooSmall { block }),
        }
    } else if align.is_multiple_of(block) {
        if data > 0 { Ok(size) } else { Err(UnusableSize::TooSmall { block: align }) }
    } else {
        Err(UnusableSize::Alignment { block })
    }
}

/// The reason why a device cannot be given to the guest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum UnusableSize {
    /// It does not hold a block, in bytes, and a label.
    TooSmall { block: u64 },
    /// Neither its alignment nor the guest's block, in bytes, is a multiple of the other.
    Alignment { block: u64 },
}

/// A module, on the guest's NUMA node that is bound to the device's node of the host, else on the first.
/// Nothing for what the checks refuse.
pub(super) fn device(input: &Input<'_>, device: &HostDevice) -> Option<Memory> {
    let Some(HostDeviceFacts::Nvdimm { device_path, device_size, align_size, numa_node, mode }) =
        input.host_device(device)
    else {
        return None;
    };
    let size = size(input.vm.architecture, *device_size, *align_size).ok()?;
    let kib = |bytes: u64| Size::new(bytes >> 10, Unit::KiB);
    let source = Source {
        alignsize: Some(kib(align_size.filter(|align| *align > 0).unwrap_or_else(|| block(input.vm.architecture)))),
        pmem: matches!(mode.as_deref(), Some("fsdax" | "devdax")),
        ..Source::path(device_path)
    };
    let target = Target {
        size: Some(kib(size)),
        node: Some(node(input, *numa_node)),
        label: Some(Label { size: Some(kib(LABEL)), ..Label::default() }),
        ..Target::default()
    };
    Some(Memory {
        model: Some(Model::Nvdimm),
        access: Some(MemoryAccess::Shared),
        source: Some(Box::new(source)),
        target: Some(Box::new(target)),
        alias: alias(device),
        address: address(device),
        ..Memory::default()
    })
}

/// The guest's NUMA node that is bound to this node of the host alone; else the guest's first, which there
/// is wherever memory can be added.
fn node(input: &Input<'_>, host_node: Option<u32>) -> u32 {
    let nodes = numa::nodes(input);
    let wanted = host_node.map(|node| CpuSet::from_iter([u64::from(node)]));
    let bound = |node: &&numa::Node| node.pinned.as_ref().is_some_and(|(_, nodes)| Some(nodes) == wanted.as_ref());
    nodes.iter().find(bound).or(nodes.first()).map_or(0, |node| node.index)
}

/// The unit in which guests add memory, in bytes.
pub(crate) fn block(architecture: Architecture) -> u64 {
    if architecture.is_ppc() { 256 << 20 } else { 128 << 20 }
}
