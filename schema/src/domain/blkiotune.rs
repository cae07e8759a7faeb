//! Shares and limits of block I/O: `<blkiotune>`.

use crate::Element;
use crate::types::WEIGHT;
use crate::xml::{Datatype, Extra, KeywordDef, Term};

const DEVICE_PATH: Datatype = Datatype {
    name: "blkioDevicePath",
    doc: "An absolute path, or * for all devices.",
    terms: &[
        Term::Keyword(KeywordDef { name: "*", doc: "All devices of the domain.", since: Some("12.3.0"), later: &[] }),
        Term::Pattern(r"(/|[a-zA-Z]:\\).+"),
    ],
};

/// Shares and limits of block I/O, set on the domain's control group: `<blkiotune>`.
///
/// ```xml
/// <blkiotune>
///   <weight>700</weight>
///   <device>
///     <path>/dev/sdc</path>
///     <read_bytes_sec>52428800</read_bytes_sec>
///   </device>
/// </blkiotune>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Blkiotune {
    /// Share of the domain, from 100 to 1000; kernels after 2.6.39 take 10 and up.
    #[xml(value, datatype = WEIGHT)]
    pub weight: Option<u32>,
    /// Shares and limits on single block devices of the host.
    #[xml(children, since = "0.9.8")]
    pub devices: Vec<Device>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Share and limits on one block device of the host: `<device>`.
///
/// They hold for all disks of the domain together that lie on it.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Device {
    /// Path of the device on the host; `*` for all devices of the domain (bhyve).
    #[xml(value, required, datatype = DEVICE_PATH)]
    pub path: Option<String>,
    /// Share on this device, from 100 to 1000; kernels after 2.6.39 take 10 and up.
    #[xml(value, since = "0.9.8", datatype = WEIGHT)]
    pub weight: Option<u32>,
    /// Most reads in a second.
    #[xml(value, since = "1.2.2")]
    pub read_iops_sec: Option<u32>,
    /// Most writes in a second.
    #[xml(value, since = "1.2.2")]
    pub write_iops_sec: Option<u32>,
    /// Most bytes read in a second.
    #[xml(value, since = "1.2.2")]
    pub read_bytes_sec: Option<u64>,
    /// Most bytes written in a second.
    #[xml(value, since = "1.2.2")]
    pub write_bytes_sec: Option<u64>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

impl Device {
    /// The device at a path of the host, without share and limits yet.
    pub fn new(path: impl Into<String>) -> Self {
        Self { path: Some(path.into()), ..Self::default() }
    }

    /// All devices of the domain, without share and limits yet.
    pub fn all() -> Self {
        Self::new("*")
    }
}
