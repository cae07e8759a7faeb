//! Random number generators: `rng`.

use domxml_schema::device::rng;

use crate::recover::import::state::Import;
use crate::vm::{Rng, RngSource, Words};

pub(super) fn read(import: &mut Import<'_>, rng: &rng::Rng) -> bool {
    let Some(rng::Backend::Random(random)) = &rng.backend else { return false };
    let path = random.path.as_deref().unwrap_or("/dev/urandom");
    let Some(source) = path.strip_prefix("/dev/").and_then(RngSource::from_word) else { return false };
    let narrow = |value: u64| u32::try_from(value).ok();
    let rate = rng.rate.as_ref();
    let found = Rng {
        source,
        bytes: rate.and_then(|rate| rate.bytes).and_then(narrow),
        period: rate.and_then(|rate| rate.period).and_then(narrow),
        ..Rng::default()
    };
    let natural = format!("rng {}", import.vm.rngs.len());
    let rng = import.identified(found, rng.alias.as_ref(), rng.address.as_ref(), &natural);
    import.vm.rngs.push(rng);
    true
}
