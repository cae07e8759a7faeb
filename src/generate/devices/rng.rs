//! Random number generator: `rng`.

use domxml_schema::device::rng::{self, Backend, Rate};
use domxml_schema::shared::VirtioModel;

use crate::generate::common::alias;
use crate::generate::input::Input;
use crate::vm::{Rng, RngSource};

/// A generator. Its address is always left to libvirt.
pub(super) fn device(input: &Input<'_>, rng: &Rng) -> rng::Rng {
    let path = match rng.source {
        RngSource::Random => "/dev/random",
        RngSource::Urandom => "/dev/urandom",
        RngSource::Hwrng => "/dev/hwrng",
    };
    let rate =
        rng.bytes.map(|bytes| Rate { bytes: Some(bytes.into()), period: rng.period.map(u64::from), ..Rate::default() });
    let model = if input.is_legacy_virtio() { VirtioModel::VirtioTransitional } else { VirtioModel::Virtio };
    rng::Rng {
        model: Some(model),
        rate,
        backend: Some(Backend::random(path)),
        alias: alias(rng),
        ..rng::Rng::default()
    }
}
