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
    /// Policy for capabilities that are not listed.
    #[xml(attr, required, default = "default")]
    pub policy: Option<CapabilitiesPolicy>,
    /// Changing the audit rules.
    #[xml(child)]
    pub audit_control: Option<State>,
    /// Writing to the audit log.
    #[xml(child)]
    pub audit_write: Option<State>,
    /// Blocking the suspend of the system.
    #[xml(child)]
    pub block_suspend: Option<State>,
    /// Changing the owner of files.
    #[xml(child)]
    pub chown: Option<State>,
    /// Bypassing file permissions.
    #[xml(child)]
    pub dac_override: Option<State>,
    /// Bypassing permissions to read files and search directories.
    #[xml(child)]
    pub dac_read_search: Option<State>,
    /// Acting as the owner of any file.
    #[xml(child)]
    pub fowner: Option<State>,
    /// Keeping the set-user-ID and set-group-ID bits of a modified file.
    #[xml(child)]
    pub fsetid: Option<State>,
    /// Locking memory.
    #[xml(child)]
    pub ipc_lock: Option<State>,
    /// Bypassing permissions of System V IPC objects.
    #[xml(child)]
    pub ipc_owner: Option<State>,
    /// Sending signals to any process.
    #[xml(child)]
    pub kill: Option<State>,
    /// Taking leases on any file.
    #[xml(child)]
    pub lease: Option<State>,
    /// Setting the append-only and immutable flags of files.
    #[xml(child)]
    pub linux_immutable: Option<State>,
    /// Changing mandatory access control.
    #[xml(child)]
    pub mac_admin: Option<State>,
    /// Overriding mandatory access control.
    #[xml(child)]
    pub mac_override: Option<State>,
    /// Creating device nodes.
    #[xml(child)]
    pub mknod: Option<State>,
    /// Administering the network.
    #[xml(child)]
    pub net_admin: Option<State>,
    /// Binding to ports below 1024.
    #[xml(child)]
    pub net_bind_service: Option<State>,
    /// Sending broadcasts and listening to multicasts.
    #[xml(child)]
    pub net_broadcast: Option<State>,
    /// Using raw and packet sockets.
    #[xml(child)]
    pub net_raw: Option<State>,
    /// Changing group ids.
    #[xml(child)]
    pub setgid: Option<State>,
    /// Setting capabilities of files.
    #[xml(child)]
    pub setfcap: Option<State>,
    /// Changing the capability sets of processes.
    #[xml(child)]
    pub setpcap: Option<State>,
    /// Changing user ids.
    #[xml(child)]
    pub setuid: Option<State>,
    /// Administering the system.
    #[xml(child)]
    pub sys_admin: Option<State>,
    /// Rebooting and loading another kernel.
    #[xml(child)]
    pub sys_boot: Option<State>,
    /// Changing the root directory.
    #[xml(child)]
    pub sys_chroot: Option<State>,
    /// Loading and unloading kernel modules.
    #[xml(child)]
    pub sys_module: Option<State>,
    /// Changing priorities and scheduling of processes.
    #[xml(child)]
    pub sys_nice: Option<State>,
    /// Switching process accounting.
    #[xml(child)]
    pub sys_pacct: Option<State>,
    /// Tracing any process.
    #[xml(child)]
    pub sys_ptrace: Option<State>,
    /// Accessing I/O ports and memory directly.
    #[xml(child)]
    pub sys_rawio: Option<State>,
    /// Overriding resource limits.
    #[xml(child)]
    pub sys_resource: Option<State>,
    /// Setting the system clock.
    #[xml(child)]
    pub sys_time: Option<State>,
    /// Configuring and hanging up terminals.
    #[xml(child)]
    pub sys_tty_config: Option<State>,
    /// Reading and controlling the kernel log.
    #[xml(child)]
    pub syslog: Option<State>,
    /// Setting alarms that wake the system.
    #[xml(child)]
    pub wake_alarm: Option<State>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Policy for capabilities that are not listed.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum CapabilitiesPolicy {
    /// A safe default set.
    Default,
    /// All allowed.
    Allow,
    /// All denied.
    Deny,
    /// Any other keyword.
    Other(ThinStr),
}
