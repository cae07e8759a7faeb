//! Devices that have little to say.

use domxml_schema::types::Uuid;
use serde_json::{Map, Value};

use super::{Device, common};
use crate::properties::key::Home::Vm;
use crate::properties::key::{Row, at};
use crate::properties::kind::{Kind, scalar};
use crate::properties::state::{Read as _, State, display, flag, number, text};
use crate::vm::{
    Balloon, Console, ConsoleType, Lease, Redir, Rng, RngSource, Smartcard, Sound, Tpm, Watchdog, WatchdogAction,
};

/// The list of a VM that devices of this kind are added to, and taken from.
macro_rules! list {
    ($list:ident) => {
        fn all(state: &State) -> Vec<Self> {
            state.vm.$list.clone()
        }

        fn add(self, state: &mut State) -> Result<Uuid, &'static str> {
            let id = self.id;
            state.vm.$list.push(self);
            Ok(id)
        }
    };
}

/// The model `none`: there is no such device.
pub(super) const NONE: &str = "none";

/// The model that a balloon has if nobody says another.
const VIRTIO: &str = "virtio";

/// How smart cards get into the guest if nobody says otherwise, and what carries them.
const PASSTHROUGH: &str = "passthrough";
const SPICEVMC: &str = "spicevmc";

impl Device for Balloon {
    const TYPE: &'static str = "balloon";

    /// That there is none is said with a device, too.
    fn fits(map: &Map<String, Value>) -> bool {
        at(map, "specParams.model").and_then(scalar).as_deref() != Some(NONE)
    }

    fn rows() -> Vec<Row<Self>> {
        let mut rows = common::rows(common::constant("`memballoon`", |_, _| Some("memballoon".into())));
        rows.extend([
            Row::new(
                "specParams.model",
                Kind::Text,
                "its model; `none`: there is no balloon",
                Vm("model"),
                |d: &mut Self, s, v| {
                    s.vm.memory.ballooning_enabled = true;
                    d.model = v.filled().filter(|model| model != VIRTIO);
                },
                |d, _| Some(d.model.as_deref().unwrap_or(VIRTIO).into()),
            )
            .default(VIRTIO),
            common::custom_kept(),
        ]);
        rows
    }

    list!(balloons);
}

impl Device for Console {
    const TYPE: &'static str = "console";

    fn rows() -> Vec<Row<Self>> {
        let mut rows = common::rows(common::constant("`console`", |_, _| Some("console".into())));
        rows.extend([
            Row::new(
                "specParams.enableSocket",
                Kind::Flag,
                "the host shows it on a socket",
                Vm("enableSocket"),
                |d: &mut Self, _, v| d.enable_socket = v.flag(),
                |d, _| Some(flag(d.enable_socket)),
            )
            .default("false"),
            Row::new(
                "specParams.consoleType",
                Kind::Word(&[&["virtio"], &["serial"], &["sclp"]]),
                "what the guest sees",
                Vm("consoleType"),
                |d: &mut Self, _, v| {
                    d.console_type = Some(match v.as_str() {
                        Some("serial") => ConsoleType::Serial,
                        Some("sclp") => ConsoleType::Sclp,
                        _ => ConsoleType::Virtio,
                    });
                },
                |d, s| {
                    Some(match s.effective.console_types.get(&d.id)? {
                        ConsoleType::Virtio => "virtio".into(),
                        ConsoleType::Serial => "serial".into(),
                        ConsoleType::Sclp => "sclp".into(),
                    })
                },
            )
            .default("virtio"),
            common::custom_kept(),
        ]);
        rows
    }

    list!(consoles);
}

impl Device for Lease {
    const TYPE: &'static str = "lease";

    fn rows() -> Vec<Row<Self>> {
        let mut rows = common::rows(common::constant("`lease`", |_, _| Some("lease".into())));
        rows.extend([
            Row::made("lease_id", Kind::Id, "what is leased", "the VM", |_, s| Some(display(s.vm.id))),
            Row::new(
                "sd_id",
                Kind::Id,
                "the storage domain that it is on",
                Vm("storageDomainId"),
                |d: &mut Self, _, v| d.storage_domain_id = v.parsed().unwrap_or_default(),
                |d, _| Some(display(d.storage_domain_id)),
            ),
            Row::new(
                "path",
                Kind::Text,
                "the leased file or device; else the host looks it up",
                Vm("path"),
                |d: &mut Self, _, v| d.path = v.filled(),
                |d, _| text(d.path.as_deref()),
            ),
            Row::new(
                "offset",
                Kind::Number { unit: "bytes", most: u64::MAX },
                "where in it",
                Vm("offset"),
                |d: &mut Self, _, v| d.offset = Some(v.number()),
                |d, _| d.offset.map(number),
            ),
        ]);
        rows
    }

    fn all(state: &State) -> Vec<Self> {
        state.vm.lease.iter().cloned().collect()
    }

    fn add(self, state: &mut State) -> Result<Uuid, &'static str> {
        if state.vm.lease.is_some() {
            return Err("a second lease, which a VM has no place for");
        }
        let id = self.id;
        state.vm.lease = Some(self);
        Ok(id)
    }
}

impl Device for Redir {
    const TYPE: &'static str = "redir";

    fn rows() -> Vec<Row<Self>> {
        let mut rows = common::rows(common::constant("`spicevmc`", |_, _| Some("spicevmc".into())));
        rows.push(Row::made("bus", Kind::Text, "what it is on", "`usb`", |_, _| Some("usb".into())));
        rows.push(common::custom_kept());
        rows
    }

    list!(redirs);
}

impl Device for Rng {
    const TYPE: &'static str = "rng";

    fn rows() -> Vec<Row<Self>> {
        let mut rows = common::rows(common::constant("`virtio`", |_, _| Some("virtio".into())));
        rows.extend([
            Row::made("model", Kind::Text, "its model", "`virtio`", |_, _| Some("virtio".into())),
            Row::new(
                "specParams.source",
                Kind::Word(&[&["random"], &["urandom"], &["hwrng"]]),
                "what the host gives",
                Vm("source"),
                |d: &mut Self, _, v| {
                    d.source = match v.as_str() {
                        Some("random") => RngSource::Random,
                        Some("hwrng") => RngSource::Hwrng,
                        _ => RngSource::Urandom,
                    };
                },
                |d, _| {
                    Some(match d.source {
                        RngSource::Random => "random".into(),
                        RngSource::Urandom => "urandom".into(),
                        RngSource::Hwrng => "hwrng".into(),
                    })
                },
            ),
            Row::new(
                "specParams.bytes",
                Kind::Number { unit: "bytes", most: u32::MAX as u64 },
                "most in a period",
                Vm("bytes"),
                |d: &mut Self, _, v| d.bytes = Some(v.number()),
                |d, _| d.bytes.map(number),
            ),
            Row::new(
                "specParams.period",
                Kind::Number { unit: "ms", most: u32::MAX as u64 },
                "that period",
                Vm("period"),
                |d: &mut Self, _, v| d.period = Some(v.number()),
                |d, _| d.period.map(number),
            ),
            common::custom_kept(),
        ]);
        rows
    }

    list!(rngs);
}

impl Device for Smartcard {
    const TYPE: &'static str = "smartcard";

    fn rows() -> Vec<Row<Self>> {
        let mut rows = common::rows(common::constant("`smartcard`", |_, _| Some("smartcard".into())));
        rows.extend([
            Row::new(
                "specParams.mode",
                Kind::Text,
                "how cards get in",
                Vm("mode"),
                |d: &mut Self, _, v| d.mode = v.filled().filter(|mode| mode != PASSTHROUGH),
                |d, _| Some(d.mode.as_deref().unwrap_or(PASSTHROUGH).into()),
            )
            .default(PASSTHROUGH),
            Row::new(
                "specParams.type",
                Kind::Text,
                "what carries them",
                Vm("smartcardType"),
                |d: &mut Self, _, v| d.smartcard_type = v.filled().filter(|kind| kind != SPICEVMC),
                |d, _| Some(d.smartcard_type.as_deref().unwrap_or(SPICEVMC).into()),
            )
            .default(SPICEVMC),
            common::custom_kept(),
        ]);
        rows
    }

    list!(smartcards);
}

impl Device for Sound {
    const TYPE: &'static str = "sound";

    fn rows() -> Vec<Row<Self>> {
        let mut rows = common::rows(Row::new(
            "device",
            Kind::Text,
            "its model",
            Vm("model"),
            |d: &mut Self, _, v| d.model = v.filled(),
            |d, s| text(d.model.as_deref().or(s.effective.sound.as_deref())),
        ));
        rows.push(common::custom_kept());
        rows
    }

    list!(sounds);
}

impl Device for Tpm {
    const TYPE: &'static str = "tpm";

    fn rows() -> Vec<Row<Self>> {
        let mut rows = common::rows(common::constant("`tpm`", |_, _| Some("tpm".into())));
        rows.extend([
            Row::kept("specParams.model", Kind::Text, "its model"),
            Row::kept("specParams.mode", Kind::Text, "whether it is the host's"),
            Row::kept("specParams.path", Kind::Text, "the host's device"),
            common::custom_kept(),
        ]);
        rows
    }

    list!(tpms);
}

impl Device for Watchdog {
    const TYPE: &'static str = "watchdog";

    fn rows() -> Vec<Row<Self>> {
        let mut rows = common::rows(common::constant("`watchdog`", |_, _| Some("watchdog".into())));
        rows.extend([
            Row::new(
                "specParams.model",
                Kind::Text,
                "its model; else `i6300esb`",
                Vm("model"),
                |d: &mut Self, _, v| d.model = v.filled(),
                |d, _| text(d.model.as_deref()),
            ),
            Row::new(
                "specParams.action",
                Kind::Word(&[&["none"], &["reset"], &["poweroff"], &["dump"], &["pause"]]),
                "what happens when the guest hangs",
                Vm("action"),
                |d: &mut Self, _, v| d.action = action(&v.text()),
                |d, _| Some(action_word(d.action).into()),
            )
            .default("none"),
            common::custom_kept(),
        ]);
        rows
    }

    list!(watchdogs);
}

const ACTIONS: [(&str, WatchdogAction); 5] = [
    ("none", WatchdogAction::None),
    ("reset", WatchdogAction::Reset),
    ("poweroff", WatchdogAction::Poweroff),
    ("dump", WatchdogAction::Dump),
    ("pause", WatchdogAction::Pause),
];

fn action(word: &str) -> WatchdogAction {
    ACTIONS.iter().find(|action| action.0 == word).map(|action| action.1).unwrap_or_default()
}

fn action_word(action: WatchdogAction) -> &'static str {
    ACTIONS.iter().find(|known| known.1 == action).map_or("none", |known| known.0)
}
