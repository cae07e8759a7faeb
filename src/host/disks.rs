//! Disks: where their data is.

use domxml_schema::device::Disk;
use domxml_schema::device::disk;
use domxml_schema::domain::Device;
use domxml_schema::shared::DeviceSeclabel;
use domxml_schema::shared::storage::{SourceKind, StorageFormat};
use domxml_schema::types::YesNo;
use domxml_schema::xml::Keyword;

use super::facts::Located;
use super::metadata;
use super::resolve::{Run, mistake};
use crate::template::{Error, Found, Placeholder};

impl Run<'_> {
    /// Fills in the source of a disk.
    pub(super) fn fill_disk(&mut self, found: &Found) {
        let Some(index) = found.place.device() else { return };
        match self.located(found, index) {
            Ok(located) => {
                if let Some(Device::Disk(disk)) = self.device(index) {
                    edit(disk, located);
                }
            }
            Err(error) => self.errors.0.push(error),
        }
    }

    fn located(&mut self, found: &Found, index: usize) -> Result<Located, Error> {
        let storage = &self.facts.storage;
        let located = match &found.placeholder {
            Placeholder::DiskPath { storage_pool, storage_domain, image, volume } => {
                match storage.locate(storage_pool, storage_domain, image, volume) {
                    Some(located) => {
                        located.map_err(|message| found.wrong("storage", &message, "correct `storage`"))?
                    }
                    None => {
                        let remedy = "add the storage domain to `storage.mounts`, or the volume to `storage.volumes`";
                        return Err(found.missing("storage", remedy));
                    }
                }
            }
            Placeholder::LunPath { lun } => storage
                .locate_lun(lun)
                .ok_or_else(|| found.missing("storage.lunDirectory", "add it, such as `/dev/mapper`"))?,
            _ => return self.payload(found, index),
        };
        for path in [&located.source.file, &located.source.dev].into_iter().flatten() {
            self.absolute(found, found.placeholder.kind().fact(), path.clone())?;
        }
        Ok(located)
    }

    /// The medium of a payload: where the engine put it, else where the host does.
    fn payload(&mut self, found: &Found, index: usize) -> Result<Located, Error> {
        let Some(Device::Disk(disk)) = self.device(index) else {
            return Err(found.place.error("is not in a disk", "report it"));
        };
        let disk = disk.clone();
        let entry = self.metadata.disk(&disk).map_err(|message| found.place.error(&message, "name each disk once"))?;
        let target = disk.target_dev().unwrap_or_default();
        let path = match entry.and_then(metadata::path) {
            Some(path) => path,
            None => {
                let payloads = &self.facts.payloads;
                let (pattern, fact) = match disk.device_or_default() {
                    disk::Device::Floppy => (payloads.floppy.as_ref(), "payloads.floppy"),
                    _ => (payloads.cdrom.as_ref(), "payloads.cdrom"),
                };
                self.pattern(found, pattern, fact, &[("target", target)])?
            }
        };
        let source = disk::Source { file: Some(path), ..disk::Source::default() };
        Ok(Located { kind: SourceKind::File, source, format: None })
    }

    /// A disk whose path an engine predicted: the metadata says which volume it is, and the facts where
    /// that is.
    pub(super) fn correct_disk(&mut self, index: usize) {
        let Some(Device::Disk(disk)) = self.device(index) else { return };
        take_out_empty_words(disk);
        let disk = disk.clone();
        let path = self.path(index);
        let entry = match self.metadata.disk(&disk) {
            Ok(Some(entry)) => entry,
            Ok(None) => return,
            Err(message) => return self.errors.0.push(mistake(&path, &message, "name each disk once")),
        };
        let storage = &self.facts.storage;
        let located = match (metadata::volume(entry), metadata::lun(entry)) {
            (Some(id), _) => storage.locate(id.pool, id.domain, id.image, id.volume),
            (None, Some(lun)) => storage.locate_lun(lun).map(Ok),
            (None, None) => return,
        };
        match located {
            Some(Ok(located)) => self.move_to(index, located),
            Some(Err(message)) => {
                let error = mistake(&path, &message, "correct `storage`");
                self.errors.0.push(Error { fact: Some("storage".to_owned()), ..error });
            }
            None => self.note(path, "stays where it is: no fact says where its volume is".to_owned()),
        }
    }

    /// Moves a disk to where its volume is.
    fn move_to(&mut self, index: usize, located: Located) {
        let path = self.path(index);
        let Some(Device::Disk(disk)) = self.device(index) else { return };
        let before = describe(disk);
        edit(disk, located);
        let after = describe(disk);
        if before != after {
            self.note(path, format!("was {before}, is {after}"));
        }
    }
}

/// Takes out what engines write for hosts that want every word said, and what libvirt's schema refuses
/// although it says nothing: the empty path of an empty drive, and "label as usual" without a label.
fn take_out_empty_words(disk: &mut Disk) {
    let Some(source) = &mut disk.source else { return };
    if source.file.as_deref() == Some("") {
        source.file = None;
    }
    source.seclabels.retain(|label| label.relabel != Some(YesNo::Yes) || !label.labels.is_empty());
    if **source == disk::Source::default() {
        disk.source = None;
    }
}

/// Changes what says where the data of a disk is, and nothing else.
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
