//! Words for the values of enums: the names by which libvirt, hosts and the engine's metadata know them.

use super::{
    Architecture, ConsoleType, ControllerType, DisplayType, GraphicsType, NicModel, NumaTuneMode, PayloadDevice,
    ResumeBehavior, RngSource, Sgio, VolumeFormat, WatchdogAction,
};

/// An enum each of whose values has a word.
pub trait Words: Copy + 'static {
    /// All values.
    const ALL: &'static [Self];

    /// The words of all values, in the same order.
    const WORDS: &'static [&'static str];

    /// The word of a value.
    fn as_str(self) -> &'static str;

    /// The value of a word.
    fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|value| value.as_str() == word)
    }
}

/// Gives enums their words: the only table of them.
macro_rules! words {
    ($($name:ident { $($variant:ident = $word:literal,)+ })+) => {$(
        impl $name {
            /// The word by which libvirt, hosts and the engine's metadata know it.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }
        }

        impl Words for $name {
            const ALL: &'static [Self] = &[$(Self::$variant),+];
            const WORDS: &'static [&'static str] = &[$($word),+];

            fn as_str(self) -> &'static str {
                Self::as_str(self)
            }
        }
    )+};
}

words! {
    Architecture {
        X86_64 = "x86_64",
        Ppc64 = "ppc64",
        Ppc64le = "ppc64le",
        S390x = "s390x",
        Aarch64 = "aarch64",
        Alpha = "alpha",
        Armv6l = "armv6l",
        Armv7b = "armv7b",
        Armv7l = "armv7l",
        Cris = "cris",
        I686 = "i686",
        Ia64 = "ia64",
        Lm32 = "lm32",
        Loongarch64 = "loongarch64",
        M68k = "m68k",
        Microblaze = "microblaze",
        Microblazeel = "microblazeel",
        Mips = "mips",
        Mipsel = "mipsel",
        Mips64 = "mips64",
        Mips64el = "mips64el",
        Openrisc = "openrisc",
        Parisc = "parisc",
        Parisc64 = "parisc64",
        Ppc = "ppc",
        Ppcemb = "ppcemb",
        Riscv32 = "riscv32",
        Riscv64 = "riscv64",
        S390 = "s390",
        Sh4 = "sh4",
        Sh4eb = "sh4eb",
        Sparc = "sparc",
        Sparc64 = "sparc64",
        Unicore32 = "unicore32",
        Xtensa = "xtensa",
        Xtensaeb = "xtensaeb",
    }

    ConsoleType {
        Virtio = "virtio",
        Serial = "serial",
        Sclp = "sclp",
    }

    ControllerType {
        VirtioScsi = "virtio-scsi",
        VirtioSerial = "virtio-serial",
        Usb = "usb",
        Ide = "ide",
        Sata = "sata",
        Scsi = "scsi",
        Pci = "pci",
    }

    DisplayType {
        Cirrus = "cirrus",
        Qxl = "qxl",
        Vga = "vga",
        Bochs = "bochs",
        Virtio = "virtio",
        None = "none",
    }

    GraphicsType {
        Vnc = "vnc",
        Spice = "spice",
    }

    NicModel {
        Pv = "pv",
        Rtl8139Pv = "rtl8139_pv",
        Rtl8139 = "rtl8139",
        E1000 = "e1000",
        E1000e = "e1000e",
        SpaprVlan = "spapr-vlan",
        PciPassthrough = "pci_passthrough",
    }

    NumaTuneMode {
        Strict = "strict",
        Interleave = "interleave",
        Preferred = "preferred",
    }

    PayloadDevice {
        Cdrom = "cdrom",
        Floppy = "floppy",
    }

    ResumeBehavior {
        AutoResume = "auto_resume",
        LeavePaused = "leave_paused",
        Kill = "kill",
    }

    RngSource {
        Random = "random",
        Urandom = "urandom",
        Hwrng = "hwrng",
    }

    Sgio {
        Filtered = "filtered",
        Unfiltered = "unfiltered",
    }

    VolumeFormat {
        Cow = "cow",
        Raw = "raw",
    }

    WatchdogAction {
        None = "none",
        Reset = "reset",
        Poweroff = "poweroff",
        Dump = "dump",
        Pause = "pause",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words_are_distinct_and_read_back<W: Words + PartialEq + std::fmt::Debug>() {
        for (value, word) in W::ALL.iter().zip(W::WORDS) {
            assert_eq!((value.as_str(), W::from_word(word)), (*word, Some(*value)));
        }
        assert_eq!(W::from_word(""), None);
    }

    #[test]
    fn every_word_stands_for_its_value() {
        words_are_distinct_and_read_back::<Architecture>();
        words_are_distinct_and_read_back::<ConsoleType>();
        words_are_distinct_and_read_back::<ControllerType>();
        words_are_distinct_and_read_back::<DisplayType>();
        words_are_distinct_and_read_back::<GraphicsType>();
        words_are_distinct_and_read_back::<NicModel>();
        words_are_distinct_and_read_back::<NumaTuneMode>();
        words_are_distinct_and_read_back::<PayloadDevice>();
        words_are_distinct_and_read_back::<ResumeBehavior>();
        words_are_distinct_and_read_back::<RngSource>();
        words_are_distinct_and_read_back::<Sgio>();
        words_are_distinct_and_read_back::<VolumeFormat>();
        words_are_distinct_and_read_back::<WatchdogAction>();
    }
}
