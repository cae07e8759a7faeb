//! The release of libvirt that a document requires.
//!
//! The model names the release that brought an element, an attribute or a keyword; a document asks for
//! the newest of them. The rules:
//!
//! - What the model names no release for is as old as what it belongs to.
//! - A thing that came to hypervisors one after another counts as new as it is for the document's own, and
//!   for a document that names none (a single device) as when the first of them had it.
//! - So it is with cases that the document itself shows: the boot order of a USB device came later than
//!   that of others.
//! - What may merely be left out since some release asks for nothing: an older libvirt may still accept
//!   the document.
//! - What the model does not know, no release of libvirt up to the modelled one knows.
//!
//! ```
//! use domxml::requires::Requirements;
//! use domxml::schema::Domain;
//! use domxml::schema::Element;
//!
//! let domain = Domain::parse("<domain type='kvm'><name>web</name><hwuuid>8d39ad13-8a2e-42b7-9b1c-6b0e4d6b3c58</hwuuid></domain>")?;
//! let requirements = Requirements::of(&domain);
//! assert_eq!(requirements.release().to_string(), "11.7.0");
//! assert_eq!(requirements.beyond("9.0.0".parse()?).next().unwrap().path, "/domain/hwuuid");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::cmp::Reverse;

use domxml_schema::parse_any;
use domxml_schema::since::{self, Part};
use domxml_schema::types::Release;
use domxml_schema::xml::{Error, Fields, Limits};
use domxml_schema::{Domain, Element};

/// Requirements of a document on libvirt.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Requirements {
    parts: Vec<Part>,
}

impl Requirements {
    /// Returns the requirements of a domain, or of a part of one. The parts have paths and no positions.
    pub fn of<E: Element>(element: &E) -> Self {
        Self::of_fields(element, element.element_name().unwrap_or(E::DEF.name))
    }

    /// Returns the requirements of a document, a domain or another element that its name determines, with positions.
    ///
    /// # Errors
    ///
    /// As [`parse_any`].
    pub fn read(source: &str, limits: Limits) -> Result<Self, Error> {
        let parsed = parse_any(source, limits)?;
        let mut requirements = Self::of_fields(parsed.value.fields(), parsed.value.name());
        since::locate(&mut requirements.parts, &parsed.source_map);
        requirements.sort();
        Ok(requirements)
    }

    fn of_fields(fields: &dyn Fields, name: &str) -> Self {
        let kind = fields.attribute("type").filter(|_| name == Domain::DEF.name);
        let mut requirements = Self { parts: since::parts(fields, name, kind.and_then(|kind| driver(&kind))) };
        requirements.sort();
        requirements
    }

    /// Unknown parts first, then the newest; those of one release in the order of the document.
    fn sort(&mut self) {
        self.parts.sort_by_key(|part| (part.since.is_some(), Reverse(part.since), part.position.range.start));
    }

    /// The lowest release that knows all of it, but for what the model does not know.
    pub fn release(&self) -> Release {
        self.parts.iter().find_map(|part| part.since).unwrap_or(Release::FIRST)
    }

    /// All parts that the model names a release for or does not know: first what it does not know, then
    /// the newest.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// The parts that the model does not know, and so no release up to [`Release::modelled`].
    pub fn unknown(&self) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(|part| part.since.is_none())
    }

    /// The parts that a release does not know, what the model does not know among them.
    pub fn beyond(&self, release: Release) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(move |part| part.since.is_none_or(|since| since > release))
    }

    /// The parts that [`Requirements::release`] is due to, and those that the model does not know.
    pub fn deciding(&self) -> impl Iterator<Item = &Part> {
        let release = self.release();
        self.parts.iter().filter(move |part| part.since.is_none_or(|since| since == release))
    }
}

/// Returns the parts of a domain that a release of libvirt does not know, the newest first.
///
/// Parts that the model does not know come first; in a template that is also a placeholder in the place
/// of a number or a keyword (its [`Part::since`] is `None`, its [`Part::text`] the placeholder).
pub fn unknown_to(domain: &Domain, release: Release) -> Vec<Part> {
    Requirements::of(domain).beyond(release).cloned().collect()
}

/// The driver of libvirt that runs domains of a type, as the model calls it.
///
/// Cloud Hypervisor runs domains of the types `kvm` and `hyperv`, which do not tell it from others.
fn driver(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "qemu" | "kvm" | "kqemu" | "hvf" => "qemu",
        "xen" => "xen",
        "lxc" => "lxc",
        "openvz" => "openvz",
        "vmware" => "vmware",
        "vbox" => "vbox",
        "bhyve" => "bhyve",
        "vz" | "parallels" => "vz",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use domxml_schema::since::What;

    fn read(source: &str) -> Requirements {
        Requirements::read(source, Limits::default()).unwrap()
    }

    fn lines(requirements: &Requirements) -> Vec<String> {
        let line = |part: &Part| {
            let since = part.since.map_or("-".to_owned(), |since| since.to_string());
            format!("{}:{} {since} {} {}", part.position.line, part.position.column, part.what, part.path)
        };
        requirements.parts().iter().map(line).collect()
    }

    #[test]
    fn parts_are_dated_and_sorted() {
        let requirements = read(
            "<domain type='kvm'>\n <os firmware='efi'>\n  <acpi><table type='msdm'>/t</table></acpi>\n </os>\n \
             <on_crash>preserve-running</on_crash>\n <flux/>\n</domain>",
        );
        assert_eq!(
            lines(&requirements),
            [
                "6:2 - element /domain/flux",
                "5:2 12.6.0 keyword /domain/on_crash",
                "3:16 11.2.0 keyword /domain/os/acpi/table/@type",
                "2:6 5.2.0 attribute /domain/os/@firmware",
                "3:3 1.3.5 element /domain/os/acpi",
            ]
        );
        assert_eq!(requirements.release().to_string(), "12.6.0");
        assert_eq!(requirements.deciding().count(), 2);
        assert_eq!(requirements.beyond("11.2.0".parse().unwrap()).count(), 2);
        assert_eq!(requirements.unknown().map(|part| part.what).collect::<Vec<_>>(), [What::Element]);
    }

    #[test]
    fn what_is_not_known_is_found_wherever_it_stands() {
        let requirements = read(
            "<domain type='warp'>\n <name wide='yes'>a</name>\n <vcpu current='VCPUS'>2</vcpu>stray\n \
             <devices>\n  <disk type='file'><target dev='vda' bus='warp'/><address type='warp' gate='1'/></disk>\n  \
             <engine/>\n  <disk><readonly>x</readonly></disk>\n </devices>\n <metadata><a:x xmlns:a='urn:a'/></metadata>\n \
             <name>b</name>\n</domain>",
        );
        let unknown: Vec<String> =
            requirements.unknown().map(|part| format!("{} {} {}", part.what, part.path, part.text)).collect();
        assert_eq!(
            unknown,
            [
                "value /domain stray",
                "keyword /domain/@type warp",
                "attribute /domain/name/@wide wide",
                "value /domain/vcpu/@current VCPUS",
                "keyword /domain/devices/disk/target/@bus warp",
                "keyword /domain/devices/disk/address/@type warp",
                "attribute /domain/devices/disk/address/@gate gate",
                "element /domain/devices/engine engine",
                "value /domain/devices/disk[2]/readonly x",
                "element /domain/name[2] name",
            ]
        );
    }

    #[test]
    fn hypervisors_have_their_own_releases() {
        let loader =
            |kind: &str| read(&format!("<domain type='{kind}'><os><loader>/l</loader></os></domain>")).release();
        assert_eq!((loader("xen").to_string(), loader("kvm").to_string()), ("0.1.0".to_owned(), "0.9.12".to_owned()));
        let relaxed = "<features><hyperv><relaxed state='on'/></hyperv></features>";
        let relaxed = |kind: &str| read(&format!("<domain type='{kind}'>{relaxed}</domain>")).release().to_string();
        assert_eq!((relaxed("kvm"), relaxed("xen")), ("1.0.0".to_owned(), "11.3.0".to_owned()));
    }

    #[test]
    fn cases_have_their_own_releases() {
        let boot = |kind: &str| {
            let xml = format!("<hostdev mode='subsystem' type='{kind}'><boot order='1'/></hostdev>");
            let requirements = read(&xml);
            let boot = requirements.parts().iter().find(|part| part.path == "/hostdev/boot").unwrap();
            boot.since.unwrap().to_string()
        };
        assert_eq!((boot("pci"), boot("usb")), ("0.8.8".to_owned(), "1.0.1".to_owned()));
        let model = |model: &str| {
            read(&format!("<interface type='user'><model type='{model}'/></interface>")).release().to_string()
        };
        assert_eq!((model("e1000"), model("igb")), ("0.0.3".to_owned(), "9.3.0".to_owned()));
    }

    #[test]
    fn a_single_element_is_as_old_as_its_place() {
        assert_eq!(read("<vsock/>").release().to_string(), "4.4.0");
        assert_eq!(read("<launchSecurity type='tdx'/>").release().to_string(), "11.6.0");
        assert_eq!(read("<domain/>").release(), Release::FIRST);
    }

    #[test]
    fn a_deep_chain_is_no_danger() {
        use domxml_schema::device::disk::BackingStore;
        use domxml_schema::shared::storage::SourceKind;

        let mut chain = BackingStore::default();
        for _ in 0..2_000 {
            chain = BackingStore {
                kind: Some(SourceKind::Nvme),
                backing_store: Some(chain.into()),
                ..BackingStore::default()
            };
        }
        assert_eq!(Requirements::of(&chain).parts().len(), 1 + 2_000);
    }
}
