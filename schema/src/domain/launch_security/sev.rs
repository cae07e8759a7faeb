//! Secure Encrypted Virtualization of AMD.

use crate::Element;
use crate::types::{HEXUINT, YesNo};
use crate::xml::Extra;

/// Secure Encrypted Virtualization of AMD.
///
/// ```xml
/// <launchSecurity type='sev' kernelHashes='yes'>
///   <cbitpos>47</cbitpos>
///   <reducedPhysBits>1</reducedPhysBits>
///   <policy>0x0003</policy>
/// </launchSecurity>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "launchSecurity")]
pub struct Sev {
    /// Whether the measurement covers kernel, initial RAM disk and command line of a direct boot.
    #[xml(attr = "kernelHashes", since = "8.0.0")]
    pub kernel_hashes: Option<YesNo>,
    /// Place of the bit of a page table entry that means encryption; that of the host by default.
    #[xml(value)]
    pub cbitpos: Option<u32>,
    /// By how many bits physical addresses are shorter; as on the host by default.
    #[xml(value = "reducedPhysBits")]
    pub reduced_phys_bits: Option<u32>,
    /// What host and firmware may do to the guest: bits of the SEV API, among them 0 (no debugging),
    /// 1 (no sharing of keys), 2 (encrypted state required), 3 (no migration).
    #[xml(value, required, hex = 4, datatype = HEXUINT)]
    pub policy: Option<u64>,
    /// Handle of the guest in the firmware; libvirt does not write it any more.
    #[xml(value)]
    pub handle: Option<u32>,
    /// Key of the guest's owner for Diffie-Hellman, in base64.
    #[xml(value = "dhCert")]
    pub dh_cert: Option<String>,
    /// Session of the guest's owner, in base64.
    #[xml(value)]
    pub session: Option<String>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Secure Encrypted Virtualization with Secure Nested Paging of AMD.
///
/// ```xml
/// <launchSecurity type='sev-snp' vcek='no'>
///   <policy>0x00030000</policy>
/// </launchSecurity>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "launchSecurity")]
pub struct SevSnp {
    /// Whether the measurement covers kernel, initial RAM disk and command line of a direct boot.
    #[xml(attr = "kernelHashes")]
    pub kernel_hashes: Option<YesNo>,
    /// Whether `idAuth` holds the key of an author.
    #[xml(attr = "authorKey")]
    pub author_key: Option<YesNo>,
    /// Whether the guest may have its reports signed by the key of the chip.
    #[xml(attr)]
    pub vcek: Option<YesNo>,
    /// Place of the bit of a page table entry that means encryption; that of the host by default.
    #[xml(value)]
    pub cbitpos: Option<u32>,
    /// By how many bits physical addresses are shorter; as on the host by default.
    #[xml(value = "reducedPhysBits")]
    pub reduced_phys_bits: Option<u32>,
    /// What host and firmware may do to the guest: bits of the SEV-SNP ABI, among them 16 (simultaneous
    /// multithreading allowed), 19 (debugging allowed), 20 (one socket only). Bit 17 is always set.
    #[xml(value, required, hex = 8, datatype = HEXUINT)]
    pub policy: Option<u64>,
    /// Workarounds of the hypervisor that the guest is told of: 16 bytes in base64.
    #[xml(value = "guestVisibleWorkarounds")]
    pub guest_visible_workarounds: Option<String>,
    /// Identity of the guest: the ID block, 96 bytes in base64.
    #[xml(value = "idBlock")]
    pub id_block: Option<String>,
    /// What proves this identity: 4096 bytes in base64.
    #[xml(value = "idAuth")]
    pub id_auth: Option<String>,
    /// Data of the user for the guest: 32 bytes in base64.
    #[xml(value = "hostData")]
    pub host_data: Option<String>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}
