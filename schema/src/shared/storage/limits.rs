//! I/O limits.

use crate::Element;

/// Limits of throughput and I/O operations, children of `<iotune>` and `<throttlegroup>`.
///
/// 0 is unlimited. A total limit excludes the corresponding read and write limits.
/// Maxima (`_max`) limit bursts, whose duration [`BurstLengths`] limits.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(group)]
pub struct IoLimits {
    /// Total throughput, in bytes per second.
    #[xml(value, dropped = "0", unit = "bytes/s")]
    pub total_bytes_sec: Option<u64>,
    /// Read throughput, in bytes per second.
    #[xml(value, dropped = "0", unit = "bytes/s")]
    pub read_bytes_sec: Option<u64>,
    /// Write throughput, in bytes per second.
    #[xml(value, dropped = "0", unit = "bytes/s")]
    pub write_bytes_sec: Option<u64>,
    /// Total I/O operations per second.
    #[xml(value, dropped = "0", unit = "operations/s")]
    pub total_iops_sec: Option<u64>,
    /// Read operations per second.
    #[xml(value, dropped = "0", unit = "operations/s")]
    pub read_iops_sec: Option<u64>,
    /// Write operations per second.
    #[xml(value, dropped = "0", unit = "operations/s")]
    pub write_iops_sec: Option<u64>,
    /// Maximum total throughput in bursts, in bytes per second.
    #[xml(value, since = "1.2.11", dropped = "0", unit = "bytes/s")]
    pub total_bytes_sec_max: Option<u64>,
    /// Maximum read throughput in bursts, in bytes per second.
    #[xml(value, since = "1.2.11", dropped = "0", unit = "bytes/s")]
    pub read_bytes_sec_max: Option<u64>,
    /// Maximum write throughput in bursts, in bytes per second.
    #[xml(value, since = "1.2.11", dropped = "0", unit = "bytes/s")]
    pub write_bytes_sec_max: Option<u64>,
    /// Maximum total I/O operations per second in bursts.
    #[xml(value, since = "1.2.11", dropped = "0", unit = "operations/s")]
    pub total_iops_sec_max: Option<u64>,
    /// Maximum read operations per second in bursts.
    #[xml(value, since = "1.2.11", dropped = "0", unit = "operations/s")]
    pub read_iops_sec_max: Option<u64>,
    /// Maximum write operations per second in bursts.
    #[xml(value, since = "1.2.11", dropped = "0", unit = "operations/s")]
    pub write_iops_sec_max: Option<u64>,
    /// Size of one I/O operation, in bytes; a larger request counts as several.
    #[xml(value, since = "1.2.11", dropped = "0", unit = "bytes")]
    pub size_iops_sec: Option<u64>,
}

/// Maximum durations of the bursts of [`IoLimits`], children of `<iotune>` and `<throttlegroup>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(group)]
pub struct BurstLengths {
    /// Duration of `total_bytes_sec_max`, in seconds.
    #[xml(value, since = "2.4.0", dropped = "0", unit = "seconds")]
    pub total_bytes_sec_max_length: Option<u64>,
    /// Duration of `read_bytes_sec_max`, in seconds.
    #[xml(value, since = "2.4.0", dropped = "0", unit = "seconds")]
    pub read_bytes_sec_max_length: Option<u64>,
    /// Duration of `write_bytes_sec_max`, in seconds.
    #[xml(value, since = "2.4.0", dropped = "0", unit = "seconds")]
    pub write_bytes_sec_max_length: Option<u64>,
    /// Duration of `total_iops_sec_max`, in seconds.
    #[xml(value, since = "2.4.0", dropped = "0", unit = "seconds")]
    pub total_iops_sec_max_length: Option<u64>,
    /// Duration of `read_iops_sec_max`, in seconds.
    #[xml(value, since = "2.4.0", dropped = "0", unit = "seconds")]
    pub read_iops_sec_max_length: Option<u64>,
    /// Duration of `write_iops_sec_max`, in seconds.
    #[xml(value, since = "2.4.0", dropped = "0", unit = "seconds")]
    pub write_iops_sec_max_length: Option<u64>,
}
