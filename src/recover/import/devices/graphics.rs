//! Graphics: `graphics`.

use domxml_schema::Keyword;
use domxml_schema::device::graphics::{self, Listen};
use domxml_schema::types::YesNo;

use crate::context::Network;
use crate::recover::import::state::Import;
use crate::vm::{Graphics, GraphicsType, Words};

/// libvirt's schema gives it no alias, so that its type and position identify it.
pub(super) fn read(import: &mut Import<'_>, graphics: &graphics::Graphics) -> bool {
    let kind = graphics.kind.as_ref().map(Keyword::as_str);
    let Some(graphics_type) = kind.and_then(GraphicsType::from_word) else { return false };
    let display = &mut import.vm.display;
    if graphics_type == GraphicsType::Spice {
        let no = Some(YesNo::No);
        display.spice_file_transfer_enabled =
            graphics.filetransfer.as_ref().is_none_or(|transfer| transfer.enable != no);
        display.spice_copy_paste_enabled =
            graphics.clipboard.as_ref().is_none_or(|clipboard| clipboard.copypaste != no);
    } else {
        display.vnc_keyboard_layout.clone_from(&graphics.keymap);
    }
    // `0` is every address, which is the default; of a network libvirt notes the address that it has
    // there.
    let display_ip = match graphics.listens.first() {
        Some(Listen::Network(listen)) => {
            let network = listen.network.as_deref().filter(|_| !import.has_record);
            let name = network.map(|name| name.strip_prefix("vdsm-").unwrap_or(name).to_owned());
            import.context.networks.extend(name.iter().map(|name| (name.clone(), Network::default())));
            import.context.cluster.display_network = name;
            None
        }
        listen => listen.and_then(Listen::as_address).filter(|address| *address != "0").map(str::to_owned),
    };
    let natural = format!("graphics {graphics_type:?} {}", import.vm.graphics.len());
    let found = Graphics { graphics_type, display_ip, managed: import.has_record, ..Graphics::default() };
    let graphics = Graphics { id: import.vm.role_id(&natural), ..found };
    import.vm.graphics.push(graphics);
    true
}
