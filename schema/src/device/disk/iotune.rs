//! Limits of a disk's input and output.

use crate::Element;
use crate::shared::storage::{BurstLengths, IoLimits};
use crate::xml::Extra;

/// Limits of a disk's input and output: `<iotune>`.
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
    /// The limits.
    #[xml(group)]
    pub limits: IoLimits,
    /// Name of a group of disks that share the limits.
    #[xml(value, since = "3.0.0")]
    pub group_name: Option<String>,
    /// How long the peaks may be used.
    #[xml(group)]
    pub burst_lengths: BurstLengths,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// The throttle groups of the domain that limit a disk, one behind the other: `<throttlefilters>`.
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
    /// The groups.
    #[xml(children)]
    pub throttlefilters: Vec<ThrottleFilter>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// A throttle group that limits a disk: `<throttlefilter>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "throttlefilter")]
pub struct ThrottleFilter {
    /// Name of the group, one of the domain's `<throttlegroups>`.
    #[xml(attr, required)]
    pub group: Option<String>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

impl ThrottleFilters {
    /// The groups of these names.
    pub fn new<S: Into<String>>(groups: impl IntoIterator<Item = S>) -> Self {
        let filter = |group: S| ThrottleFilter { group: Some(group.into()), ..ThrottleFilter::default() };
        Self { throttlefilters: groups.into_iter().map(filter).collect(), ..Self::default() }
    }
}
