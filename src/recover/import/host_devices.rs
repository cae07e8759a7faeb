use super::Import;

pub(super) fn read(_: &mut Import<'_>) {}
