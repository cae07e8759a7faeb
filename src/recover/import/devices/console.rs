//! Consoles: `console`.

use domxml_schema::Keyword;
use domxml_schema::device::console;

use crate::recover::import::state::Import;
use crate::vm::{Console, ConsoleType, Words};

pub(super) fn read(import: &mut Import<'_>, console: &console::Console) -> bool {
    let kind = console.target.as_ref().and_then(|target| target.kind.as_ref()).map_or("serial", Keyword::as_str);
    let Some(console_type) = ConsoleType::from_word(kind) else { return false };
    let enable_socket = console.chardev.kind.as_ref().is_some_and(|kind| kind.as_str() == "unix");
    let found = Console { console_type: Some(console_type), enable_socket, ..Console::default() };
    let natural = format!("console {}", import.vm.consoles.len());
    // It is known by its number; an address is that of the port that it is another name of.
    let console = import.identified(found, console.alias.as_ref(), None, &natural);
    import.vm.consoles.push(console);
    true
}
