//! The keys that hosts report for running VMs.

use crate::properties::key::Key;

pub(super) fn keys() -> Vec<Key<()>> {
    vec![
        Key::runtime("status", "state of the VM"),
        Key::runtime("statusTime", "time of the report"),
        Key::runtime("displayPort", "port of the display"),
        Key::runtime("displaySecurePort", "TLS port of the display"),
        Key::runtime("displayIp", "address of the display"),
        Key::runtime("clientIp", "address of the display client"),
        Key::runtime("guestDiskMapping", "names of disks in the guest"),
        Key::runtime("pid", "process id"),
        Key::runtime("hash", "hash of the devices"),
        Key::runtime("elapsedTime", "uptime"),
        Key::runtime("pauseCode", "reason for the pause"),
        Key::runtime("exitCode", "exit code"),
        Key::runtime("exitReason", "exit reason"),
        Key::runtime("exitMessage", "exit message"),
    ]
}
