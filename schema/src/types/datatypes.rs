//! Datatypes, by their names in libvirt's schema.

use crate::xml::{Datatype, Term};

/// A whole number from 0 to 4294967295.
pub const UNSIGNED_INT: Datatype = Datatype {
    name: "unsignedInt",
    doc: "A whole number from 0 to 4294967295.",
    terms: &[Term::Integer { min: Some(0), max: Some(4294967295) }],
};

/// A whole number from 0 to 18446744073709551615.
pub const UNSIGNED_LONG: Datatype = Datatype {
    name: "unsignedLong",
    doc: "A whole number from 0 to 18446744073709551615.",
    terms: &[Term::Integer { min: Some(0), max: Some(18446744073709551615) }],
};

/// A number in lower case hexadecimal, with or without 0x.
pub const HEXUINT: Datatype = Datatype {
    name: "hexuint",
    doc: "A number in lower case hexadecimal, with or without 0x.",
    terms: &[Term::Pattern("(0x)?[0-9a-f]+")],
};

/// A whole number from 1.
pub const POSITIVE_INTEGER: Datatype = Datatype {
    name: "positiveInteger",
    doc: "A whole number from 1.",
    terms: &[Term::Integer { min: Some(1), max: None }],
};

/// File permissions in octal.
pub const OCTAL_MODE: Datatype =
    Datatype { name: "octalMode", doc: "File permissions in octal.", terms: &[Term::Pattern("[0-7]+")] };

/// A number from 0 to 255, in decimal, or in hexadecimal with 0x.
pub const UINT8: Datatype = Datatype {
    name: "uint8",
    doc: "A number from 0 to 255, in decimal, or in hexadecimal with 0x.",
    terms: &[Term::Pattern("0x[0-9a-fA-F]{1,2}"), Term::Integer { min: Some(0), max: Some(255) }],
};

/// A number from 0 to 65535, in decimal or hexadecimal.
pub const UINT16: Datatype = Datatype {
    name: "uint16",
    doc: "A number from 0 to 65535, in decimal or hexadecimal.",
    terms: &[Term::Pattern("(0x)?[0-9a-fA-F]{1,4}"), Term::Integer { min: Some(0), max: Some(65535) }],
};

/// A number from 0 to 16777215, in decimal, or in hexadecimal with 0x.
pub const UINT24: Datatype = Datatype {
    name: "uint24",
    doc: "A number from 0 to 16777215, in decimal, or in hexadecimal with 0x.",
    terms: &[Term::Pattern("0x[0-9a-fA-F]{1,6}"), Term::Integer { min: Some(0), max: Some(16777215) }],
};

/// A number from 0 to 4294967295, in decimal or hexadecimal.
pub const UINT32: Datatype = Datatype {
    name: "uint32",
    doc: "A number from 0 to 4294967295, in decimal or hexadecimal.",
    terms: &[Term::Pattern("(0x)?[0-9a-fA-F]{1,8}"), Term::Integer { min: Some(0), max: Some(4294967295) }],
};

/// A relative distance from 10 (local) to 255 (unreachable).
pub const NUMA_DISTANCE_VALUE: Datatype = Datatype {
    name: "numaDistanceValue",
    doc: "A relative distance from 10 (local) to 255 (unreachable).",
    terms: &[Term::Integer { min: Some(10), max: Some(255) }],
};

/// Six bytes in hexadecimal, separated by colons.
pub const MAC_ADDR: Datatype = Datatype {
    name: "macAddr",
    doc: "Six bytes in hexadecimal, separated by colons.",
    terms: &[Term::Pattern("[a-fA-F0-9]{2}(:[a-fA-F0-9]{2}){5}")],
};

/// A D-Bus address.
pub const DBUS_ADDR: Datatype = Datatype { name: "dbusAddr", doc: "A D-Bus address.", terms: &[Term::Pattern(".+")] };

/// An IPv4 address.
pub const IPV4_ADDR: Datatype = Datatype {
    name: "ipv4Addr",
    doc: "An IPv4 address.",
    terms: &[Term::Pattern(
        r"(((25[0-5])|(2[0-4][0-9])|(1[0-9]{2})|([1-9][0-9])|([0-9]))\.){3}((25[0-5])|(2[0-4][0-9])|(1[0-9]{2})|([1-9][0-9])|([0-9]))",
    )],
};

/// An IPv4 or IPv6 address.
pub const IP_ADDR: Datatype = Datatype {
    name: "ipAddr",
    doc: "An IPv4 or IPv6 address.",
    terms: &[
        Term::Pattern(
            r"(((25[0-5])|(2[0-4][0-9])|(1[0-9]{2})|([1-9][0-9])|([0-9]))\.){3}((25[0-5])|(2[0-4][0-9])|(1[0-9]{2})|([1-9][0-9])|([0-9]))",
        ),
        Term::Pattern(
            r"(([0-9A-Fa-f]{1,4}:){7}[0-9A-Fa-f]{1,4})|(([0-9A-Fa-f]{1,4}:){6}:[0-9A-Fa-f]{1,4})|(([0-9A-Fa-f]{1,4}:){5}:([0-9A-Fa-f]{1,4}:)?[0-9A-Fa-f]{1,4})|(([0-9A-Fa-f]{1,4}:){4}:([0-9A-Fa-f]{1,4}:){0,2}[0-9A-Fa-f]{1,4})|(([0-9A-Fa-f]{1,4}:){3}:([0-9A-Fa-f]{1,4}:){0,3}[0-9A-Fa-f]{1,4})|(([0-9A-Fa-f]{1,4}:){2}:([0-9A-Fa-f]{1,4}:){0,4}[0-9A-Fa-f]{1,4})|(([0-9A-Fa-f]{1,4}:){6}(((25[0-5])|(2[0-4][0-9])|(1[0-9]{2})|([1-9][0-9])|([0-9]))\.){3}((25[0-5])|(2[0-4][0-9])|(1[0-9]{2})|([1-9][0-9])|([0-9])))|(([0-9A-Fa-f]{1,4}:){0,5}:(((25[0-5])|(2[0-4][0-9])|(1[0-9]{2})|([1-9][0-9])|([0-9]))\.){3}((25[0-5])|(2[0-4][0-9])|(1[0-9]{2})|([1-9][0-9])|([0-9])))|(::([0-9A-Fa-f]{1,4}:){0,5}(((25[0-5])|(2[0-4][0-9])|(1[0-9]{2})|([1-9][0-9])|([0-9]))\.){3}((25[0-5])|(2[0-4][0-9])|(1[0-9]{2})|([1-9][0-9])|([0-9])))|([0-9A-Fa-f]{1,4}::([0-9A-Fa-f]{1,4}:){0,5}[0-9A-Fa-f]{1,4})|(::([0-9A-Fa-f]{1,4}:){0,6}[0-9A-Fa-f]{1,4})|(([0-9A-Fa-f]{1,4}:){1,7}:)|(::)",
        ),
    ],
};

/// Length of the network part of an address: up to 32 bits (IPv4) or 128 bits (IPv6).
pub const IP_PREFIX: Datatype = Datatype {
    name: "ipPrefix",
    doc: "Length of the network part of an address: up to 32 bits (IPv4) or 128 bits (IPv6).",
    terms: &[Term::Integer { min: Some(0), max: Some(32) }, Term::Integer { min: Some(0), max: Some(128) }],
};

/// A name on one line.
pub const OBJECT_NAME_WITH_SLASH: Datatype =
    Datatype { name: "objectNameWithSlash", doc: "A name on one line.", terms: &[Term::Pattern(r"[^\n]+")] };

/// A name on one line, without a slash.
pub const OBJECT_NAME: Datatype =
    Datatype { name: "objectName", doc: "A name on one line, without a slash.", terms: &[Term::Pattern(r"[^/\n]+")] };

/// Letters, digits, `_`, `+` and `-`.
pub const GENERIC_NAME: Datatype = Datatype {
    name: "genericName",
    doc: "Letters, digits, `_`, `+` and `-`.",
    terms: &[Term::Pattern(r"[a-zA-Z0-9_\+\-]+")],
};

/// A host name.
pub const DNS_NAME: Datatype =
    Datatype { name: "dnsName", doc: "A host name.", terms: &[Term::Pattern(r"[a-zA-Z0-9\.\-]+")] };

/// Name or path of a device of the host.
pub const DEVICE_NAME: Datatype = Datatype {
    name: "deviceName",
    doc: "Name or path of a device of the host.",
    terms: &[Term::Pattern(r"[a-zA-Z0-9_\.\-\\:/]+")],
};

/// A path.
pub const FILE_PATH: Datatype = Datatype { name: "filePath", doc: "A path.", terms: &[Term::Pattern(".+")] };

/// An absolute path.
pub const ABS_FILE_PATH: Datatype =
    Datatype { name: "absFilePath", doc: "An absolute path.", terms: &[Term::Pattern(r"(/|[a-zA-Z]:\\).+")] };

/// A path in a VMware data store: `[store] path`.
pub const VMWARE_PATH: Datatype = Datatype {
    name: "vmwarePath",
    doc: "A path in a VMware data store: [store] path.",
    terms: &[Term::Pattern(r"\[[^\]]+\] .+")],
};

/// An absolute path of a directory.
pub const ABS_DIR_PATH: Datatype =
    Datatype { name: "absDirPath", doc: "An absolute path of a directory.", terms: &[Term::Pattern("/.*")] };

/// A number from 0 to 31, in decimal or hexadecimal.
pub const PCI_SLOT: Datatype = Datatype {
    name: "pciSlot",
    doc: "A number from 0 to 31, in decimal or hexadecimal.",
    terms: &[Term::Pattern("(0x)?[0-1]?[0-9a-fA-F]"), Term::Integer { min: Some(0), max: Some(31) }],
};

/// A number from 0 to 7, in decimal or hexadecimal.
pub const PCI_FUNC: Datatype = Datatype {
    name: "pciFunc",
    doc: "A number from 0 to 7, in decimal or hexadecimal.",
    terms: &[Term::Pattern("(0x)?[0-7]"), Term::Integer { min: Some(0), max: Some(7) }],
};

/// A USB vendor or product number: up to four hexadecimal digits.
pub const USB_ID: Datatype = Datatype {
    name: "usbId",
    doc: "A USB vendor or product number: up to four hexadecimal digits.",
    terms: &[Term::Pattern("(0x)?[0-9a-fA-F]{1,4}")],
};

/// A version: major and minor number.
pub const USB_VERSION: Datatype = Datatype {
    name: "usbVersion",
    doc: "A version: major and minor number.",
    terms: &[Term::Pattern("[0-9]{1,2}.[0-9]{1,2}")],
};

/// A USB bus or device number: up to three hexadecimal digits.
pub const USB_ADDR: Datatype = Datatype {
    name: "usbAddr",
    doc: "A USB bus or device number: up to three hexadecimal digits.",
    terms: &[Term::Pattern("(0x)?[0-9a-fA-F]{1,3}")],
};

/// A USB class: up to two hexadecimal digits.
pub const USB_CLASS: Datatype = Datatype {
    name: "usbClass",
    doc: "A USB class: up to two hexadecimal digits.",
    terms: &[Term::Pattern("(0x)?[0-9a-fA-F]{1,2}")],
};

/// Up to four port numbers separated by dots.
pub const USB_PORT: Datatype = Datatype {
    name: "usbPort",
    doc: "Up to four port numbers separated by dots.",
    terms: &[Term::Pattern(r"((0x)?[0-9a-fA-F]{1,3}\.){0,3}(0x)?[0-9a-fA-F]{1,3}")],
};

/// A world wide name: 16 hexadecimal digits.
pub const WWN: Datatype = Datatype {
    name: "wwn",
    doc: "A world wide name: 16 hexadecimal digits.",
    terms: &[Term::Pattern("(0x)?[0-9a-fA-F]{16}")],
};

/// A channel subsystem number from 0 to 254, in decimal, or in hexadecimal with 0x.
pub const CCW_CSSID_RANGE: Datatype = Datatype {
    name: "ccwCssidRange",
    doc: "A channel subsystem number from 0 to 254, in decimal, or in hexadecimal with 0x.",
    terms: &[
        Term::Pattern("0x[0-9a-eA-E][0-9a-fA-F]?"),
        Term::Pattern("0x[fF][0-9a-eA-E]?"),
        Term::Integer { min: Some(0), max: Some(254) },
    ],
};

/// A subchannel set number from 0 to 3.
pub const CCW_SSID_RANGE: Datatype = Datatype {
    name: "ccwSsidRange",
    doc: "A subchannel set number from 0 to 3.",
    terms: &[Term::Pattern("(0x)?[0-3]")],
};

/// A device number from 0 to 65535, in decimal, or in hexadecimal with 0x.
pub const CCW_DEVNO_RANGE: Datatype = Datatype {
    name: "ccwDevnoRange",
    doc: "A device number from 0 to 65535, in decimal, or in hexadecimal with 0x.",
    terms: &[Term::Pattern("0x[0-9a-fA-F]{1,4}"), Term::Integer { min: Some(0), max: Some(65535) }],
};

/// Name of a storage volume.
pub const VOL_NAME: Datatype =
    Datatype { name: "volName", doc: "Name of a storage volume.", terms: &[Term::Pattern("[^/]+")] };

/// A port from 0 to 65535, or -1 for an automatic port.
pub const PORT_NUMBER: Datatype = Datatype {
    name: "PortNumber",
    doc: "A port from 0 to 65535, or -1 for an automatic port.",
    terms: &[Term::Integer { min: Some(-1), max: Some(65535) }],
};

/// Name of a disk of the guest, such as vda or sdb.
pub const DISK_TARGET_DEV: Datatype = Datatype {
    name: "diskTargetDev",
    doc: "Name of a disk of the guest, such as vda or sdb.",
    terms: &[
        Term::Pattern("(ioemu:)?(fd|hd|sd|vd|xvd|ubd)[a-zA-Z0-9_]+"),
        Term::Pattern("nvme[0-9]+n[0-9]+(p[0-9]+)?"),
    ],
};

/// Letters, digits, `.`, `-` and `:`.
pub const PROFILE_NAME: Datatype = Datatype {
    name: "profileName",
    doc: "Letters, digits, `.`, `-` and `:`.",
    terms: &[Term::Pattern(r"[A-Za-z0-9.\-:]+")],
};

/// A number of virtual CPUs from 1 to 65535.
pub const COUNT_CPU: Datatype = Datatype {
    name: "countCPU",
    doc: "A number of virtual CPUs from 1 to 65535.",
    terms: &[Term::Integer { min: Some(1), max: Some(65535) }],
};

/// Number of a virtual CPU.
pub const VCPU_ID: Datatype = Datatype {
    name: "vcpuid",
    doc: "Number of a virtual CPU.",
    terms: &[Term::Integer { min: Some(0), max: Some(65535) }],
};

/// Microseconds from 1000 to 1000000.
pub const CPU_PERIOD: Datatype = Datatype {
    name: "cpuperiod",
    doc: "Microseconds from 1000 to 1000000.",
    terms: &[Term::Integer { min: Some(1000), max: Some(1000000) }],
};

/// Microseconds from 1000 on (up to 17592186044415), or a negative number for no limit.
pub const CPU_QUOTA: Datatype = Datatype {
    name: "cpuquota",
    doc: "Microseconds from 1000 on (up to 17592186044415), or a negative number for no limit.",
    terms: &[Term::Integer { min: Some(-1), max: Some(17592186044415) }],
};

/// Milliseconds up to 65535, or -1 for no reboot.
pub const REBOOT_TIMEOUT_DELAY: Datatype = Datatype {
    name: "rebootTimeoutDelay",
    doc: "Milliseconds up to 65535, or -1 for no reboot.",
    terms: &[Term::Integer { min: Some(-1), max: Some(32767) }],
};

/// A weight from 100 to 1000.
pub const WEIGHT: Datatype = Datatype {
    name: "weight",
    doc: "A weight from 100 to 1000.",
    terms: &[Term::Integer { min: Some(100), max: Some(1000) }],
};

/// Letters, digits, `_`, `.`, `+`, `-` and spaces.
pub const DISK_SERIAL: Datatype = Datatype {
    name: "diskSerial",
    doc: "Letters, digits, `_`, `.`, `+`, `-` and spaces.",
    terms: &[Term::Pattern(r"[A-Za-z0-9_\.\+\- ]+")],
};

/// A number of one or two digits.
pub const DRIVE_CONTROLLER: Datatype =
    Datatype { name: "driveController", doc: "A number of one or two digits.", terms: &[Term::Pattern("[0-9]{1,2}")] };

/// A number of one or two digits.
pub const DRIVE_BUS: Datatype =
    Datatype { name: "driveBus", doc: "A number of one or two digits.", terms: &[Term::Pattern("[0-9]{1,2}")] };

/// A number of one or two digits.
pub const DRIVE_TARGET: Datatype =
    Datatype { name: "driveTarget", doc: "A number of one or two digits.", terms: &[Term::Pattern("[0-9]{1,2}")] };

/// A number of up to ten digits.
pub const DRIVE_SCSITARGET: Datatype =
    Datatype { name: "driveSCSITarget", doc: "A number of up to ten digits.", terms: &[Term::Pattern("[0-9]{1,10}")] };

/// A number of up to five digits.
pub const DRIVE_UNIT: Datatype =
    Datatype { name: "driveUnit", doc: "A number of up to five digits.", terms: &[Term::Pattern("[0-9]{1,5}")] };

/// A number of up to twenty digits.
pub const DRIVE_SCSIUNIT: Datatype =
    Datatype { name: "driveSCSIUnit", doc: "A number of up to twenty digits.", terms: &[Term::Pattern("[0-9]{1,20}")] };

/// Name of a time zone.
pub const TIME_ZONE: Datatype =
    Datatype { name: "timeZone", doc: "Name of a time zone.", terms: &[Term::Pattern(r"[a-zA-Z0-9_\.\+\-/]+")] };

/// Seconds, with an optional sign.
pub const TIME_DELTA: Datatype =
    Datatype { name: "timeDelta", doc: "Seconds, with an optional sign.", terms: &[Term::Pattern(r"(-|\+)?[0-9]+")] };

/// A register address: up to eight hexadecimal digits.
pub const SPAPR_VIO_REG: Datatype = Datatype {
    name: "spaprvioReg",
    doc: "A register address: up to eight hexadecimal digits.",
    terms: &[Term::Pattern("(0x)?[0-9a-fA-F]{1,8}")],
};

/// Letters, digits, `_`, `-` and `.`.
pub const ALIAS_NAME: Datatype = Datatype {
    name: "aliasName",
    doc: "Letters, digits, `_`, `-` and `.`.",
    terms: &[Term::Pattern(r"[a-zA-Z0-9_\-.]+")],
};

/// A number of one or two digits.
pub const VIRTIO_SERIAL_PORT: Datatype =
    Datatype { name: "virtioserialPort", doc: "A number of one or two digits.", terms: &[Term::Pattern("[0-9]{1,2}")] };

/// A number of one or two digits.
pub const CCID_SLOT: Datatype =
    Datatype { name: "ccidSlot", doc: "A number of one or two digits.", terms: &[Term::Pattern("[0-9]{1,2}")] };

/// A text of at most 39 characters.
pub const VIRTUAL_PORT_PROFILE_ID: Datatype =
    Datatype { name: "virtualPortProfileID", doc: "A text of at most 39 characters.", terms: &[Term::MaxLength(39)] };

/// Kibibytes per second, from 1.
pub const SPEED: Datatype = Datatype {
    name: "speed",
    doc: "Kibibytes per second, from 1.",
    terms: &[Term::Integer { min: Some(1), max: Some(18014398509481984) }],
};

/// Kibibytes, from 1.
pub const BURST_SIZE: Datatype = Datatype {
    name: "BurstSize",
    doc: "Kibibytes, from 1.",
    terms: &[Term::Integer { min: Some(1), max: Some(4294967295) }],
};

/// A whole number from 0 to 65535.
pub const UNSIGNED_SHORT: Datatype = Datatype {
    name: "unsignedShort",
    doc: "A whole number from 0 to 65535.",
    terms: &[Term::Integer { min: Some(0), max: Some(65535) }],
};

/// Name of a CPU feature.
pub const FEATURE_NAME: Datatype =
    Datatype { name: "featureName", doc: "Name of a CPU feature.", terms: &[Term::Pattern(r"[a-zA-Z0-9\-_\.]+")] };

/// Letters, digits and `_`.
pub const FILTER_PARAM_NAME: Datatype =
    Datatype { name: "filter-param-name", doc: "Letters, digits and `_`.", terms: &[Term::Pattern("[a-zA-Z0-9_]+")] };

/// Letters, digits, `_`, `.` and `:`.
pub const FILTER_PARAM_VALUE: Datatype = Datatype {
    name: "filter-param-value",
    doc: "Letters, digits, `_`, `.` and `:`.",
    terms: &[Term::Pattern(r"[a-zA-Z0-9_\.:]+")],
};

/// File permissions of up to three octal digits, with or without a leading 0.
pub const CREATE_MODE: Datatype = Datatype {
    name: "createMode",
    doc: "File permissions of up to three octal digits, with or without a leading 0.",
    terms: &[Term::Pattern("0[0-7]{3}|[0-7]{1,3}")],
};

/// A date and time, such as 2026-04-09T15:51:00.
pub const DATE_TIME: Datatype =
    Datatype { name: "dateTime", doc: "A date and time, such as 2026-04-09T15:51:00.", terms: &[Term::DateTime] };

/// A name of XML without colon.
pub const NC_NAME: Datatype = Datatype { name: "NCName", doc: "A name without colon.", terms: &[Term::NcName] };
