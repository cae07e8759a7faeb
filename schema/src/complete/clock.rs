//! The clock.

use crate::Domain;
use crate::domain::clock::{Adjustment, Basis, Offset};

/// Rewrites a clock that is ahead of UTC or local time by seconds as a variable one, which it means.
pub(super) fn rewrite(domain: &mut Domain) {
    let Some(clock) = &mut domain.clock else { return };
    let basis = match clock.offset {
        None | Some(Offset::Utc) => Basis::Utc,
        Some(Offset::Localtime) => Basis::Localtime,
        _ => return,
    };
    if let Some(Adjustment::Seconds(_)) = clock.adjustment {
        clock.offset = Some(Offset::Variable);
        clock.basis = Some(basis);
    }
}
