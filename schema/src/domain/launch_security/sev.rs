//! AMD Secure Encrypted Virtualization (SEV).

use crate::Element;
use crate::types::{HEXUINT, YesNo};
use crate::xml::Extra;

/// AMD Secure Encrypted Virtualization (SEV).
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
    /// Includes kernel, initial RAM disk and command line of a direct boot in the measurement.
    #[xml(attr = "kernelHashes", since = "8.0.0")]
    pub kernel_hashes: Option<YesNo>,
    /// Position of the encryption bit in page table entries; that of the host if absent.
    #[xml(value)]
    pub cbitpos: Option<u32>,
    /// Number of physical address bits lost to encryption; that of the host if absent.
    #[xml(value = "reducedPhysBits")]
    pub reduced_phys_bits: Option<u32>,
    /// Guest policy: bits of the SEV API, among them 0 (no debugging), 1 (no key sharing), 2 (encrypted state
    /// required), 3 (no migration).
    #[xml(value, required, hex = 4, datatype = HEXUINT)]
    pub policy: Option<u64>,
    /// Handle of the guest in the firmware; libvirt no longer writes it.
    #[xml(value)]
    pub handle: Option<u32>,
    /// Diffie-Hellman key of the guest owner, base64.
    #[xml(value = "dhCert", secret)]
    pub dh_cert: Option<String>,
    /// Session blob of the guest owner, base64.
    #[xml(value, secret)]
    pub session: Option<String>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// AMD SEV with Secure Nested Paging (SEV-SNP).
///
/// ```xml
/// <launchSecurity type='sev-snp' vcek='no'>
///   <policy>0x00030000</policy>
/// </launchSecurity>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "launchSecurity")]
pub struct SevSnp {
    /// Includes kernel, initial RAM disk and command line of a direct boot in the measurement.
    #[xml(attr = "kernelHashes")]
    pub kernel_hashes: Option<YesNo>,
    /// Declares that `idAuth` holds an author key.
    #[xml(attr = "authorKey")]
    pub author_key: Option<YesNo>,
    /// Allows the guest to request reports signed by the chip's key (VCEK).
    #[xml(attr)]
    pub vcek: Option<YesNo>,
    /// Position of the encryption bit in page table entries; that of the host if absent.
    #[xml(value)]
    pub cbitpos: Option<u32>,
    /// Number of physical address bits lost to encryption; that of the host if absent.
    #[xml(value = "reducedPhysBits")]
    pub reduced_phys_bits: Option<u32>,
    /// Guest policy: bits of the SEV-SNP ABI, among them 16 (simultaneous multithreading allowed), 19 (debugging
    /// allowed), 20 (single socket only). Bit 17 is always set.
    #[xml(value, required, hex = 8, datatype = HEXUINT)]
    pub policy: Option<u64>,
    /// Workarounds of the hypervisor that are visible to the guest: 16 bytes, base64.
    #[xml(value = "guestVisibleWorkarounds")]
    pub guest_visible_workarounds: Option<String>,
    /// ID block, the identity of the guest: 96 bytes, base64.
    #[xml(value = "idBlock")]
    pub id_block: Option<String>,
    /// ID authentication information for the ID block: 4096 bytes, base64.
    #[xml(value = "idAuth")]
    pub id_auth: Option<String>,
    /// Host data, supplied by the user to the guest: 32 bytes, base64.
    #[xml(value = "hostData")]
    pub host_data: Option<String>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}
