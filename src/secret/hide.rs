//! Single values without their secrets.

use std::borrow::Cow;

use domxml_schema::path::Path;
use domxml_schema::xml::{ElementDef, Extent, FieldDef, FieldKind, Secret};
use domxml_schema::{Domain, Element};

use super::{HIDDEN, is_named, metadata, options};

/// The value of a field without its secrets. `name` is the attribute `name` beside the value, which tells some
/// secrets from other values; without it they all count as secrets.
pub(crate) fn hide<'v>(field: &FieldDef, name: Option<&str>, value: &'v str) -> Cow<'v, str> {
    hide_secret(field.meaning.secret, name, value)
}

/// A value at a path of a domain without its secrets, as far as the path alone tells: also where the model kept
/// unrecognized content, and in metadata.
pub(crate) fn hide_at<'v>(path: &Path, value: &'v str) -> Cow<'v, str> {
    if metadata::is_secret(path) {
        return Cow::Borrowed(HIDDEN);
    }
    let names: Vec<&str> = path.steps().iter().skip(1).map(|step| &*step.name).chain(path.attribute()).collect();
    hide_secret(secret_at(Domain::DEF, &names), None, value)
}

fn hide_secret<'v>(secret: Option<Secret>, name: Option<&str>, value: &'v str) -> Cow<'v, str> {
    match secret.map(|secret| secret.extent) {
        Some(Extent::Whole) => Cow::Borrowed(HIDDEN),
        Some(Extent::IfNamed) if name.is_none_or(is_named) => Cow::Borrowed(HIDDEN),
        Some(Extent::Options) => options::hide(value),
        _ => Cow::Borrowed(value),
    }
}

/// The secret that the model declares at the names below an element.
fn secret_at(def: &'static ElementDef, names: &[&str]) -> Option<Secret> {
    let variants = def.variants.iter().flat_map(|variant| (variant.def)().fields);
    def.fields.iter().chain(variants).find_map(|field| match (names, field.kind) {
        ([], FieldKind::Text(_)) => field.meaning.secret,
        ([], _) => None,
        ([name, rest @ ..], FieldKind::Choice { def }) => {
            let variant = def().variants.iter().find(|variant| variant.name == *name)?;
            secret_at((variant.def)(), rest)
        }
        ([name, ..], _) if field.qualified_name() != *name => None,
        ([_, rest @ ..], FieldKind::Element { def, .. }) => secret_at(def(), rest),
        ([_], FieldKind::Attribute(_) | FieldKind::Value { .. }) => field.meaning.secret,
        _ => None,
    })
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
        ] {
            assert_eq!(hide_at(&path.parse().expect("it is a path"), value), shown, "{path}");
        }
    }
}
