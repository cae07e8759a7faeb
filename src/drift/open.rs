//! Place-holders: what the host may have put in their place.

use crate::template::Placeholder;

/// Whether a text fits a placeholder.
pub(super) fn fits(placeholder: &Placeholder, text: &str) -> bool {
    match placeholder {
        Placeholder::DiskPath { image, volume, .. } => match volume_of(text) {
            Some((found, of)) => (found, of) == (image.as_str(), volume.as_str()),
            None => !text.is_empty(),
        },
        Placeholder::LeaseOffset { .. } => text.parse::<u64>().is_ok(),
        Placeholder::LeasePath { .. }
        | Placeholder::Payload
        | Placeholder::LunPath { .. }
        | Placeholder::ChannelPath { .. }
        | Placeholder::ConsolePath
        | Placeholder::LoaderPath { .. }
        | Placeholder::NvramTemplate { .. }
        | Placeholder::NvramPath => text.starts_with('/'),
        Placeholder::OsName | Placeholder::OsVersion | Placeholder::HostSerial => !text.is_empty(),
        Placeholder::Network { .. } | Placeholder::DisplayNetwork { .. } => !text.is_empty(),
    }
}

/// Image and volume that a path in a storage domain names: `.../images/<image>/<volume>`.
fn volume_of(path: &str) -> Option<(&str, &str)> {
    let (above, volume) = path.rsplit_once('/')?;
    let (above, image) = above.rsplit_once('/')?;
    above.ends_with("/images").then_some((image, volume))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_volume_is_the_desired_one() {
        let placeholder: Placeholder = "DISK-PATH:pool:sd:image:volume".parse().expect("it is one");
        assert!(fits(&placeholder, "/rhev/data-center/pool/sd/images/image/volume"));
        assert!(!fits(&placeholder, "/rhev/data-center/pool/sd/images/image/other"));
        assert!(fits(&placeholder, "/dev/mapper/managed"), "hosts may keep volumes elsewhere");
    }
}
