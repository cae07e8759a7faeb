//! Redirected USB devices: `redirdev`.

use domxml_schema::Keyword;
use domxml_schema::device::redirdev::Redirdev;

use crate::recover::import::state::Import;
use crate::vm::Redir;

pub(super) fn read(import: &mut Import<'_>, redir: &Redirdev) -> bool {
    if redir.chardev.kind.as_ref().is_none_or(|kind| kind.as_str() != "spicevmc") {
        return false;
    }
    let natural = format!("redirdev {}", import.vm.redirs.len());
    let redir = import.identified(Redir::default(), redir.alias.as_ref(), redir.address.as_ref(), &natural);
    import.vm.redirs.push(redir);
    true
}
