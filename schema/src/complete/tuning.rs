//! Limits and pins.

use crate::Domain;
use crate::device::disk::Iotune;
use crate::domain::blkiotune;

/// Completes the limits of disks in a group, and drops what limits nothing.
pub(super) fn complete(domain: &mut Domain) {
    share_limits(domain);
    if let Some(blkiotune) = &mut domain.blkiotune {
        blkiotune.devices.retain(|device| {
            let blkiotune::Device {
                path: _,
                weight,
                read_iops_sec,
                write_iops_sec,
                read_bytes_sec,
                write_bytes_sec,
                ..
            } = device;
            weight.or(*read_iops_sec).or(*write_iops_sec).is_some() || read_bytes_sec.or(*write_bytes_sec).is_some()
        });
    }
    let vcpus = domain.vcpu.as_ref().and_then(|vcpu| vcpu.count).unwrap_or(1);
    if let Some(cputune) = &mut domain.cputune {
        cputune.vcpupins.retain(|pin| pin.vcpu.is_none_or(|vcpu| vcpu < vcpus));
    }
}

/// A disk that names nothing but its group has the limits of the first disk in the group.
fn share_limits(domain: &mut Domain) {
    let limits = |iotune: &&Iotune| !names_only_group(iotune);
    let groups: Vec<Iotune> =
        domain.disks().filter_map(|disk| disk.iotune.as_deref().filter(limits)).cloned().collect();
    for iotune in domain.disks_mut().filter_map(|disk| disk.iotune.as_deref_mut()) {
        if names_only_group(iotune)
            && let Some(first) = groups.iter().find(|first| first.group_name == iotune.group_name)
        {
            (iotune.limits, iotune.burst_lengths) = (first.limits.clone(), first.burst_lengths.clone());
        }
    }
}

fn names_only_group(iotune: &Iotune) -> bool {
    let Iotune { limits, group_name, burst_lengths, .. } = iotune;
    group_name.is_some() && *limits == Default::default() && *burst_lengths == Default::default()
}
