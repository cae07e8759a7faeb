//! Disks: the place of their data.

use domxml_schema::device::Disk;
use domxml_schema::device::disk;
use domxml_schema::domain::Device;
use domxml_schema::report::Finding;
use domxml_schema::shared::DeviceSeclabel;
use domxml_schema::shared::storage::{SourceKind, StorageFormat};
use domxml_schema::types::YesNo;
use domxml_schema::xml::Keyword;

use super::facts::{Located, is_below};
use super::finding::{error, with_fact};
use super::resolve::Resolution;
use super::{code, metadata};
use crate::template::{Open, PlaceholderKind};

impl Resolution<'_> {
    /// Fills in the source of a disk.
    pub(super) fn fill_disk(&mut self, open: &Open) {
        let Some(index) = open.device() else { return };
        match self.located(open, index) {
            Ok(located) => {
                if let Some(Device::Disk(disk)) = self.device(index) {
                    edit(disk, located);
                }
            }
            Err(finding) => self.errors.0.push(finding),
        }
    }

    fn located(&mut self, open: &Open, index: usize) -> Result<Located, Finding> {
        let storage = &self.facts.storage;
        let kind = open.placeholder().kind();
        let located = match (kind, open.placeholder().arguments()) {
            (PlaceholderKind::DiskPath, [pool, domain, image, volume]) => {
                match storage.locate(pool, domain, image, volume) {
                    Some(located) => located.map_err(|message| open.wrong("storage", &message, "correct `storage`"))?,
                    None => {
                        let help = "add the storage domain to `storage.mounts`, or the volume to `storage.volumes`";
                        return Err(open.missing("storage", help));
                    }
                }
            }
            (PlaceholderKind::LunPath, [lun]) => {
                let fact = "storage.lunDirectory";
                let located =
                    storage.locate_lun(lun).ok_or_else(|| open.missing(fact, "add it, such as `/dev/mapper`"))?;
                located.map_err(|message| open.wrong(fact, &message, "correct the id of the LUN"))?
            }
            _ => return self.payload(open, index),
        };
        for path in [&located.source.file, &located.source.dev].into_iter().flatten() {
            self.absolute(open, kind.fact(), path.clone())?;
        }
        Ok(located)
    }

    /// The medium of a payload: the path from the engine, else the one from the facts.
    fn payload(&mut self, open: &Open, index: usize) -> Result<Located, Finding> {
        let Some(Device::Disk(disk)) = self.device(index) else { return Err(open.unknown_rule()) };
        let disk = disk.clone();
        let entry = self
            .metadata
            .disk(&disk)
            .map_err(|message| open.finding(code::INVALID_METADATA, message).help("name each disk once"))?;
        let target = disk.target_dev().unwrap_or_default();
        let path = match entry.and_then(metadata::path) {
            Some(path) => self.of_metadata(open, path)?,
            None => {
                let payloads = &self.facts.payloads;
                let (pattern, fact) = match disk.device_or_default() {
                    disk::Device::Floppy => (payloads.floppy.as_ref(), "payloads.floppy"),
                    _ => (payloads.cdrom.as_ref(), "payloads.cdrom"),
                };
                self.pattern(open, pattern, fact, &[("target", target)])?
            }
        };
        let source = disk::Source { file: Some(path), ..disk::Source::default() };
        Ok(Located { kind: SourceKind::File, source, format: None })
    }

    /// The path of a medium in the metadata, if it is where the facts have media.
    fn of_metadata(&self, open: &Open, path: String) -> Result<String, Finding> {
        let payloads = &self.facts.payloads;
        if [&payloads.cdrom, &payloads.floppy].into_iter().flatten().any(|media| is_below(&path, media.directory())) {
            return Ok(path);
        }
        let message = format!("the path `{path}` in the metadata is not below a directory of the fact `payloads`");
        let help = "add the directory of the media to `payloads.cdrom` or `payloads.floppy`, if the path is right";
        Err(open.wrong("payloads", &message, help))
    }

    /// Corrects a disk whose path an engine predicted: the metadata says which volume it is, and the facts where
    /// that is.
    pub(super) fn correct_disk(&mut self, index: usize) {
        let Some(Device::Disk(disk)) = self.device(index) else { return };
        remove_empty_values(disk);
        let disk = disk.clone();
        let entry = match self.metadata.disk(&disk) {
            Ok(Some(entry)) => entry,
            Ok(None) => return,
            Err(message) => {
                let finding = error(code::INVALID_METADATA, &self.path(index), message, "name each disk once");
                return self.errors.0.push(finding);
            }
        };
        let storage = &self.facts.storage;
        let located = match (metadata::volume(entry), metadata::lun(entry)) {
            (Some(id), _) => storage.locate(id.pool, id.domain, id.image, id.volume),
            (None, Some(lun)) => storage.locate_lun(lun),
            (None, None) => return,
        };
        match located {
            Some(Ok(located)) => self.move_to(index, located),
            Some(Err(message)) => {
                let message = format!("cannot correct the disk: {message}");
                let finding = error(code::INVALID_FACT, &self.path(index), message, "correct `storage`");
                self.errors.0.push(with_fact(finding, "storage", "from this fact"));
            }
            None => {
                let path = self.path(index);
                self.note(code::NOT_CORRECTED, &path, "the path is left as it is: no fact locates the volume");
            }
        }
    }

    /// Moves a disk to where its volume is.
    fn move_to(&mut self, index: usize, located: Located) {
        let Some(Device::Disk(disk)) = self.device(index) else { return };
        let before = describe(disk);
        edit(disk, located);
        let after = describe(disk);
        if before != after {
            let path = self.path(index);
            self.note(code::CORRECTED, &path, format!("changed from {before} to {after}"));
        }
    }
}

/// Removes what engines write for hosts that want everything explicit, and what libvirt's schema refuses although it
/// means nothing: the empty path of an empty drive, and "label as usual" without a label.
fn remove_empty_values(disk: &mut Disk) {
    let Some(source) = &mut disk.source else { return };
    if source.file.as_deref() == Some("") {
        source.file = None;
    }
    source.seclabels.retain(|label| label.relabel != Some(YesNo::Yes) || !label.labels.is_empty());
    if **source == disk::Source::default() {
        disk.source = None;
    }
}

/// Changes where the data of a disk is, and nothing else.
fn edit(disk: &mut Disk, located: Located) {
    let Located { kind, source: new, format } = located;
    let source = disk.source.get_or_insert_default();
    if disk.device == Some(disk::Device::Floppy) {
        source.file = new.file.or(new.dev);
        return;
    }
    (source.file, source.dev, source.name, source.protocol) = (new.file, new.dev, new.name, new.protocol);
    source.hosts = new.hosts;
    if kind != SourceKind::Block {
        source.reservations = None;
    }
    if kind == SourceKind::Network {
        // Nothing of this host is opened: neither may be missing, nor has it an owner.
        source.startup_policy = None;
        source.seclabels.clear();
    } else if source.seclabels.is_empty() {
        // The image belongs to the host's storage, and libvirt must not change its owner.
        let (model, relabel) = (Some("dac".to_owned()), Some(YesNo::No));
        source.seclabels.push(DeviceSeclabel { model, relabel, ..DeviceSeclabel::default() });
    }
    disk.kind = Some(kind);
    if let Some(format) = format {
        match &mut disk.driver {
            Some(driver) => driver.kind = Some(format),
            None => disk.driver = Some(Box::new(disk::Driver::qemu(format))),
        }
    }
}

/// Type, place and format of a disk, for people.
fn describe(disk: &Disk) -> String {
    let kind = disk.kind.as_ref().map_or("file", Keyword::as_str);
    let source = disk.source.as_ref();
    let place = source.and_then(|source| [&source.file, &source.dev, &source.name].into_iter().flatten().next());
    let format = disk.driver.as_ref().and_then(|driver| driver.kind.as_ref()).map(StorageFormat::as_str);
    let place = place.map_or("", String::as_str);
    format!("{kind} `{place}`{}", format.map(|format| format!(" ({format})")).unwrap_or_default())
}
