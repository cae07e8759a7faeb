//! Capabilities of the processes in a container.

use crate::shared::State;
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// Capabilities of the processes in a container: `<capabilities>`.
///
/// ```xml
/// <capabilities policy='default'>
///   <mknod state='on'/>
///   <sys_chroot state='off'/>
/// </capabilities>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Capabilities {
    /// What holds for capabilities that are not listed.
    #[xml(attr, required)]
    pub policy: Option<CapabilitiesPolicy>,
    /// Change the rules of auditing.
    #[xml(child)]
    pub audit_control: Option<State>,
    /// Write to the audit log.
    #[xml(child)]
    pub audit_write: Option<State>,
    /// Keep the system from suspending.
    #[xml(child)]
    pub block_suspend: Option<State>,
    /// Change owners of files.
    #[xml(child)]
    pub chown: Option<State>,
    /// Pass over permissions of files.
    #[xml(child)]
    pub dac_override: Option<State>,
    /// Pass over permissions to read files and search folders.
    #[xml(child)]
    pub dac_read_search: Option<State>,
    /// Act as the owner of any file.
    #[xml(child)]
    pub fowner: Option<State>,
    /// Keep set-user and set-group bits of a file that changes.
    #[xml(child)]
    pub fsetid: Option<State>,
    /// Lock memory.
    #[xml(child)]
    pub ipc_lock: Option<State>,
    /// Pass over permissions of System V IPC objects.
    #[xml(child)]
    pub ipc_owner: Option<State>,
    /// Send signals to any process.
    #[xml(child)]
    pub kill: Option<State>,
    /// Take leases on any file.
    #[xml(child)]
    pub lease: Option<State>,
    /// Set the append-only and immutable flags of files.
    #[xml(child)]
    pub linux_immutable: Option<State>,
    /// Change mandatory access control.
    #[xml(child)]
    pub mac_admin: Option<State>,
    /// Pass over mandatory access control.
    #[xml(child)]
    pub mac_override: Option<State>,
    /// Make device nodes.
    #[xml(child)]
    pub mknod: Option<State>,
    /// Configure the network.
    #[xml(child)]
    pub net_admin: Option<State>,
    /// Listen on ports below 1024.
    #[xml(child)]
    pub net_bind_service: Option<State>,
    /// Send broadcasts, listen to multicasts.
    #[xml(child)]
    pub net_broadcast: Option<State>,
    /// Use raw and packet sockets.
    #[xml(child)]
    pub net_raw: Option<State>,
    /// Change group identities.
    #[xml(child)]
    pub setgid: Option<State>,
    /// Give capabilities to files.
    #[xml(child)]
    pub setfcap: Option<State>,
    /// Change the sets of capabilities of processes.
    #[xml(child)]
    pub setpcap: Option<State>,
    /// Change user identities.
    #[xml(child)]
    pub setuid: Option<State>,
    /// Administer the system in many ways.
    #[xml(child)]
    pub sys_admin: Option<State>,
    /// Reboot, and load another kernel.
    #[xml(child)]
    pub sys_boot: Option<State>,
    /// Change the root folder.
    #[xml(child)]
    pub sys_chroot: Option<State>,
    /// Load and unload kernel modules.
    #[xml(child)]
    pub sys_module: Option<State>,
    /// Change priorities and scheduling of processes.
    #[xml(child)]
    pub sys_nice: Option<State>,
    /// Switch process accounting.
    #[xml(child)]
    pub sys_pacct: Option<State>,
    /// Trace any process.
    #[xml(child)]
    pub sys_ptrace: Option<State>,
    /// Access I/O ports and memory directly.
    #[xml(child)]
    pub sys_rawio: Option<State>,
    /// Pass over limits of resources.
    #[xml(child)]
    pub sys_resource: Option<State>,
    /// Set the clock.
    #[xml(child)]
    pub sys_time: Option<State>,
    /// Configure terminals, hang them up.
    #[xml(child)]
    pub sys_tty_config: Option<State>,
    /// Read and control the kernel's log.
    #[xml(child)]
    pub syslog: Option<State>,
    /// Set alarms that wake the system.
    #[xml(child)]
    pub wake_alarm: Option<State>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// What holds for capabilities that are not listed.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum CapabilitiesPolicy {
    /// A safe set is kept.
    Default,
    /// They are kept.
    Allow,
    /// They are dropped.
    Deny,
    /// A word that libvirt does not know.
    Other(ThinStr),
}
