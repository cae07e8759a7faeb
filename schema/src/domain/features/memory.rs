//! Features that concern memory.

use crate::shared::Size;
use crate::types::{OnOff, YesNo};
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// System Management Mode of x86: `<smm>`.
///
/// ```xml
/// <smm state='on'>
///   <tseg unit='MiB'>48</tseg>
/// </smm>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Smm {
    /// Switches System Management Mode.
    #[xml(attr, default = "on")]
    pub state: Option<OnOff>,
    /// Size of the extended TSEG, the memory reserved for it; 0 disables it. A guest with many CPUs or much memory
    /// needs more to boot.
    #[xml(child, since = "4.5.0", unit = "MiB")]
    pub tseg: Option<Size>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Hash page table of pSeries guests: `<hpt>`.
///
/// ```xml
/// <hpt resizing='required'>
///   <maxpagesize unit='MiB'>16</maxpagesize>
/// </hpt>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Hpt {
    /// Resizing of the table by the guest.
    #[xml(attr)]
    pub resizing: Option<HptResizing>,
    /// Largest page size of the guest: 64 KiB, 16 MiB or 16 GiB.
    #[xml(child, since = "4.5.0", unit = "KiB")]
    pub maxpagesize: Option<Size>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Resizing of the hash page table by the guest.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum HptResizing {
    /// Allowed if guest and host support it.
    Enabled,
    /// Not allowed.
    Disabled,
    /// Required: the guest does not start unless guest and host support it.
    Required,
    /// Any other keyword.
    Other(ThinStr),
}

/// TCG, QEMU's emulation of CPUs: `<tcg>`.
///
/// ```xml
/// <tcg>
///   <tb-cache unit='MiB'>128</tb-cache>
/// </tcg>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Tcg {
    /// Size of the translation block cache, a multiple of 1 MiB.
    #[xml(child = "tb-cache", since = "8.0.0", unit = "KiB")]
    pub tb_cache: Option<Size>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Asynchronous teardown of the guest's memory: `<async-teardown>`.
///
/// ```xml
/// <async-teardown enabled='yes'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "async-teardown")]
pub struct AsyncTeardown {
    /// Enables a separate process that releases the memory when the domain terminates.
    #[xml(attr, default = "yes")]
    pub enabled: Option<YesNo>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}
