//! Limits of input and output.

use crate::Element;

/// Limits of throughput and of operations, children of `<iotune>` and `<throttlegroup>`.
///
/// A limit that is absent or 0 does not limit. A total excludes the same limit for reads and writes.
/// A peak (`_max`) may be used for a while, see [`BurstLengths`].
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(group)]
pub struct IoLimits {
    /// Bytes read and written in a second.
    #[xml(value)]
    pub total_bytes_sec: Option<u64>,
    /// Bytes read in a second.
    #[xml(value)]
    pub read_bytes_sec: Option<u64>,
    /// Bytes written in a second.
    #[xml(value)]
    pub write_bytes_sec: Option<u64>,
    /// Operations in a second.
    #[xml(value)]
    pub total_iops_sec: Option<u64>,
    /// Read operations in a second.
    #[xml(value)]
    pub read_iops_sec: Option<u64>,
    /// Write operations in a second.
    #[xml(value)]
    pub write_iops_sec: Option<u64>,
    /// Peak of bytes read and written in a second.
    #[xml(value, since = "1.2.11")]
    pub total_bytes_sec_max: Option<u64>,
    /// Peak of bytes read in a second.
    #[xml(value, since = "1.2.11")]
    pub read_bytes_sec_max: Option<u64>,
    /// Peak of bytes written in a second.
    #[xml(value, since = "1.2.11")]
    pub write_bytes_sec_max: Option<u64>,
    /// Peak of operations in a second.
    #[xml(value, since = "1.2.11")]
    pub total_iops_sec_max: Option<u64>,
    /// Peak of read operations in a second.
    #[xml(value, since = "1.2.11")]
    pub read_iops_sec_max: Option<u64>,
    /// Peak of write operations in a second.
    #[xml(value, since = "1.2.11")]
    pub write_iops_sec_max: Option<u64>,
    /// Bytes that count as one operation; a larger request counts as several.
    #[xml(value, since = "1.2.11")]
    pub size_iops_sec: Option<u64>,
}

/// How many seconds the peaks of [`IoLimits`] may be used, children of `<iotune>` and `<throttlegroup>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(group)]
pub struct BurstLengths {
    /// Seconds of `total_bytes_sec_max`.
    #[xml(value, since = "2.4.0")]
    pub total_bytes_sec_max_length: Option<u64>,
    /// Seconds of `read_bytes_sec_max`.
    #[xml(value, since = "2.4.0")]
    pub read_bytes_sec_max_length: Option<u64>,
    /// Seconds of `write_bytes_sec_max`.
    #[xml(value, since = "2.4.0")]
    pub write_bytes_sec_max_length: Option<u64>,
    /// Seconds of `total_iops_sec_max`.
    #[xml(value, since = "2.4.0")]
    pub total_iops_sec_max_length: Option<u64>,
    /// Seconds of `read_iops_sec_max`.
    #[xml(value, since = "2.4.0")]
    pub read_iops_sec_max_length: Option<u64>,
    /// Seconds of `write_iops_sec_max`.
    #[xml(value, since = "2.4.0")]
    pub write_iops_sec_max_length: Option<u64>,
}
