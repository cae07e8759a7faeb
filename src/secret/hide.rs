//! Single values without their secrets.

use std::borrow::Cow;

use domxml_schema::path::Path;
use domxml_schema::xml::{ElementDef, Extent, FieldDef, FieldKind, Secret};
use domxml_schema::{Domain, Element};

use super::text::hide_text;
use super::{HIDDEN, is_named, metadata, options};

/// The value of a field without its secrets. `name` is the attribute `name` beside the value, which tells some
/// secrets from other values; without it they all count as secrets.
pub(crate) fn hide<'v>(field: &FieldDef, name: Option<&str>, value: &'v str) -> Cow<'v, str> {
    hide_secret(field.meaning.secret, name, value)
}

/// Returns `true` if a name in a path, of an element or attribute with its prefix, says that its values are secrets.
pub(super) fn says_secret(name: &str) -> bool {
    is_named(name.rsplit_once(':').map_or(name, |(_, local)| local))
}

/// A value at a path of a domain without its secrets, as far as the path alone tells: also where the model kept
/// unrecognized content, and in metadata.
pub(crate) fn hide_at<'v>(path: &Path, value: &'v str) -> Cow<'v, str> {
    if metadata::is_secret(path) {
        return Cow::Borrowed(HIDDEN);
    }
    let names: Vec<&str> = path.steps().iter().skip(1).map(|step| &*step.name).chain(path.attribute()).collect();
    match known_at(Domain::DEF, &names) {
        Known::Field(secret) => hide_secret(secret, None, value),
        // Text that nobody knows may be anything.
        Known::Unknown { beside_secrets } => {
            let in_metadata = names.first() == Some(&"metadata");
            // An element that is shown as one has no values.
            let is_text = path.attribute().is_none() && !value.starts_with('<');
            if beside_secrets || names.iter().any(|name| says_secret(name)) || (is_text && !in_metadata) {
                Cow::Borrowed(HIDDEN)
            } else {
                hide_text(value)
            }
        }
    }
}

fn hide_secret<'v>(secret: Option<Secret>, name: Option<&str>, value: &'v str) -> Cow<'v, str> {
    match secret.map(|secret| secret.extent) {
        Some(Extent::Whole) => Cow::Borrowed(HIDDEN),
        Some(Extent::IfNamed) if name.is_none_or(is_named) => Cow::Borrowed(HIDDEN),
        Some(Extent::Options) => match options::hide(value) {
            Cow::Borrowed(value) => hide_text(value),
            Cow::Owned(value) => Cow::Owned(hide_text(&value).into_owned()),
        },
        _ => hide_text(value),
    }
}

/// What the model knows of a value.
enum Known {
    /// It is of a field, which may declare it a secret.
    Field(Option<Secret>),
    /// It is of none.
    Unknown {
        /// The element that it is in has fields that hold secrets.
        beside_secrets: bool,
    },
}

/// What the model knows of the value at names below an element.
fn known_at(def: &'static ElementDef, names: &[&str]) -> Known {
    let found = fields_of(def).find_map(|field| match (names, field.kind) {
        ([], FieldKind::Text(_)) => Some(Known::Field(field.meaning.secret)),
        ([], _) => None,
        ([name, rest @ ..], FieldKind::Choice { def }) => {
            let variant = def().variants.iter().find(|variant| variant.name == *name)?;
            Some(known_at((variant.def)(), rest))
        }
        ([name, ..], _) if field.qualified_name() != *name => None,
        ([_, rest @ ..], FieldKind::Element { def, .. }) => Some(known_at(def(), rest)),
        ([_], _) => Some(Known::Field(field.meaning.secret)),
        _ => None,
    });
    found.unwrap_or_else(|| Known::Unknown { beside_secrets: is_beside_secrets(def) })
}

/// The fields of an element and of its variants.
fn fields_of(def: &'static ElementDef) -> impl Iterator<Item = &'static FieldDef> {
    def.fields.iter().chain(def.variants.iter().flat_map(|variant| (variant.def)().fields))
}

/// Returns `true` if an element has fields that hold secrets: what it has beside them may be a misspelled one.
pub(super) fn is_beside_secrets(def: &'static ElementDef) -> bool {
    fields_of(def).any(|field| field.meaning.secret.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_known_by_their_path() {
        for (path, value, shown) in [
            ("/domain/devices/graphics/@passwd", "a", HIDDEN),
            ("/domain/devices/graphics[@type='vnc']/@port", "1", "1"),
            ("/domain/devices/disk[2]/source/cookies/cookie", "a", HIDDEN),
            ("/domain/devices/disk/backingStore/backingStore/source/cookies/cookie", "a", HIDDEN),
            ("/domain/launchSecurity/dhCert", "a", HIDDEN),
            ("/domain/launchSecurity/session", "a", HIDDEN),
            ("/domain/os/initenv", "a", HIDDEN),
            ("/domain/qemu:commandline/qemu:arg/@value", "secret,data=a", "secret,data=(secret)"),
            ("/domain/qemu:commandline/qemu:env/@value", "a", HIDDEN),
            ("/domain/bhyve:commandline/bhyve:arg/@value", "secret,data=a", "secret,data=(secret)"),
            ("/domain/xen:commandline/xen:arg/@value", "secret,data=a", "secret,data=(secret)"),
            ("/domain/metadata/ovirt-vm:vm/ovirt-vm:device/ovirt-vm:payload/ovirt-vm:file", "a", HIDDEN),
            ("/domain/metadata/ovirt-vm:vm/ovirt-vm:device/ovirt-vm:payload/ovirt-vm:volId", "a", "a"),
            ("/domain/title", "a", "a"),
            ("/domain/title", "a password=b", "a password=(secret)"),
            ("/domain/qemu:commandline/qemu:arg/@typo", "a", HIDDEN),
            ("/domain/qemu:commandline/qemu:arg/@value", "user,id=n,smbpass=a", "user,id=n,smbpass=(secret)"),
            ("/domain/qemu:commandline/qemu:arg/@value", "name=opt/x,string=a", "name=opt/x,string=(secret)"),
            ("/domain/qemu:commandline/qemu:arg/@value", "file=https://u:a@h/x", "file=https://u:(secret)@h/x"),
            ("/domain/devices/graphics/@passwdTypo", "a", HIDDEN),
            ("/domain/devices/chap/@password", "a", HIDDEN),
            ("/domain/devices/chap", "a", HIDDEN),
            ("/domain/devices/odd/@name", "a", "a"),
            ("/domain/metadata/x:note", "a", "a"),
            ("/domain/metadata/x:note/x:password", "a", HIDDEN),
            ("/domain/sysinfo/entry", "a", HIDDEN),
            ("/domain/devices/disk/source/host/@name", "user:a@h", "user:(secret)@h"),
            ("/domain/devices/disk/source/@query", "token=a", "token=(secret)"),
            ("/domain/devices/disk/auth/secret/@uuid", "a", "a"),
        ] {
            assert_eq!(hide_at(&path.parse().expect("it is a path"), value), shown, "{path}");
        }
    }
}
