//! I/O limits of a disk.

use crate::Element;
use crate::shared::storage::{BurstLengths, IoLimits};
use crate::xml::Extra;

/// I/O limits of a disk: `<iotune>`.
///
/// ```xml
/// <iotune>
///   <total_bytes_sec>50000000</total_bytes_sec>
///   <read_iops_sec>2000</read_iops_sec>
/// </iotune>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(
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
    one_of("total_iops_sec_max_length", "write_iops_sec_max_length")
)]
pub struct Iotune {
    /// Limits.
    #[xml(group)]
    pub limits: IoLimits,
    /// Name of the group of disks that share the limits.
    #[xml(value, since = "3.0.0")]
    pub group_name: Option<String>,
    /// Maximum durations of bursts.
    #[xml(group)]
    pub burst_lengths: BurstLengths,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Throttle groups of the domain that limit a disk, in order: `<throttlefilters>`.
///
/// ```xml
/// <throttlefilters>
///   <throttlefilter group='tenant-a'/>
///   <throttlefilter group='all-disks'/>
/// </throttlefilters>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "throttlefilters")]
pub struct ThrottleFilters {
    /// References to the groups.
    #[xml(children)]
    pub throttlefilters: Vec<ThrottleFilter>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Reference to a throttle group that limits a disk: `<throttlefilter>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "throttlefilter", identity("name", "@group"))]
pub struct ThrottleFilter {
    /// Name of the group, one of the domain's `<throttlegroups>`.
    #[xml(attr, required)]
    pub group: Option<String>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

impl ThrottleFilters {
    /// Creates the references to groups by name.
    pub fn new<S: Into<String>>(groups: impl IntoIterator<Item = S>) -> Self {
        let filter = |group: S| ThrottleFilter { group: Some(group.into()), ..ThrottleFilter::default() };
        Self { throttlefilters: groups.into_iter().map(filter).collect(), ..Self::default() }
    }
}
