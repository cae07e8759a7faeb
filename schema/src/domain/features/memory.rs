//! Features about memory.

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
    /// Whether the guest has it; on by default.
    #[xml(attr)]
    pub state: Option<OnOff>,
    /// Memory set aside for it beyond the usual sizes, in MiB without a unit; 0 offers none. A guest
    /// with very many CPUs or very much memory needs it to boot.
    #[xml(child, since = "4.5.0")]
    pub tseg: Option<Size>,
    /// What the model does not know.
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
    /// Whether the guest can change its size.
    #[xml(attr)]
    pub resizing: Option<HptResizing>,
    /// Largest page that the guest can use: 64 KiB, 16 MiB or 16 GiB; in KiB without a unit.
    #[xml(child, since = "4.5.0")]
    pub maxpagesize: Option<Size>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Whether a guest can change the size of its hash page table.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum HptResizing {
    /// If guest and host are able to.
    Enabled,
    /// Never.
    Disabled,
    /// Always: the guest does not start unless both are able to.
    Required,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// QEMU's emulation of CPUs: `<tcg>`.
///
/// ```xml
/// <tcg>
///   <tb-cache unit='MiB'>128</tb-cache>
/// </tcg>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Tcg {
    /// Size of the cache of translated code, a multiple of 1 MiB; in KiB without a unit.
    #[xml(child = "tb-cache", since = "8.0.0")]
    pub tb_cache: Option<Size>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Whether a process of its own gives the memory back when the domain ends: `<async-teardown>`.
///
/// ```xml
/// <async-teardown enabled='yes'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "async-teardown")]
pub struct AsyncTeardown {
    /// Whether it does.
    #[xml(attr)]
    pub enabled: Option<YesNo>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}
