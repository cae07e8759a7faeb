//! Throttle groups: `<throttlegroups>`.

use crate::Element;
use crate::shared::storage::{BurstLengths, IoLimits};
use crate::xml::Extra;

/// Named sets of I/O limits that disks refer to: `<throttlegroups>`.
///
/// ```xml
/// <throttlegroups>
///   <throttlegroup>
///     <total_iops_sec>500</total_iops_sec>
///     <group_name>tenant-a</group_name>
///   </throttlegroup>
/// </throttlegroups>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "throttlegroups")]
pub struct ThrottleGroups {
    /// The groups.
    #[xml(children)]
    pub throttlegroups: Vec<ThrottleGroup>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Named set of I/O limits: `<throttlegroup>`; the disks that refer to it share them.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(
    name = "throttlegroup",
    one_of("total_bytes_sec", "read_bytes_sec"),
    one_of("total_bytes_sec", "write_bytes_sec"),
    one_of("total_iops_sec", "read_iops_sec"),
    one_of("total_iops_sec", "write_iops_sec"),
    one_of("total_bytes_sec_max", "read_bytes_sec_max"),
    one_of("total_bytes_sec_max", "write_bytes_sec_max"),
    one_of("total_iops_sec_max", "read_iops_sec_max"),
    one_of("total_iops_sec_max", "write_iops_sec_max"),
    one_of("total_bytes_sec_max_length", "read_bytes_sec_max_length"),
    one_of("total_bytes_sec_max_length", "write_bytes_sec_max_length"),
    one_of("total_iops_sec_max_length", "read_iops_sec_max_length"),
    one_of("total_iops_sec_max_length", "write_iops_sec_max_length"),
    identity("name", "group_name")
)]
pub struct ThrottleGroup {
    /// The limits.
    #[xml(group)]
    pub limits: IoLimits,
    /// Durations of bursts.
    #[xml(group)]
    pub burst_lengths: BurstLengths,
    /// Name of the group; libvirt requires it.
    #[xml(value)]
    pub group_name: Option<String>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

impl ThrottleGroups {
    /// Returns a group by its name.
    pub fn get(&self, name: &str) -> Option<&ThrottleGroup> {
        self.throttlegroups.iter().find(|group| group.group_name.as_deref() == Some(name))
    }
}
