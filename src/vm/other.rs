//! Devices that entities have no word of their own for.

use domxml_schema::Element as _;
use domxml_schema::domain::{Device, Devices};
use domxml_schema::shared::Alias;
use domxml_schema::shared::address::Address;
use domxml_schema::xml::{KeptElement, Tree, TreeNode};

use super::VmDevice as _;
use super::device::vm_device;

vm_device! {
    /// A device of a kind that entities have no word for, such as a shared folder: it was made by somebody
    /// else, and is given back as it was found.
    OtherDevice {
        /// The device in libvirt's words, without alias and address.
        xml: String,
    }
}

impl OtherDevice {
    /// What is said of a device, taken from its alias and its address.
    pub(crate) fn of(device: &Device) -> Option<(Self, Option<Alias>, Option<Address>)> {
        let devices = Devices { list: vec![device.clone()], ..Devices::default() };
        let whole = KeptElement::from_xml(&devices.to_xml().ok()?).ok()?.tree().ok()?;
        let mut tree = whole.elements().next()?.clone();
        let mut own = |name: &str| {
            let is = |node: &TreeNode| matches!(node, TreeNode::Element(element) if element.is(None, name));
            let at = tree.nodes.iter().position(is)?;
            match tree.nodes.remove(at) {
                TreeNode::Element(element) => Some(element),
                _ => None,
            }
        };
        let alias = own("alias").and_then(|alias| Alias::parse(&text(&alias)?).ok());
        let address = own("address").and_then(|address| Address::parse(&text(&address)?).ok());
        Some((Self { xml: text(&tree)?, ..Self::default() }, alias, address))
    }

    /// The device, with its alias if the engine made it, and its address.
    ///
    /// # Errors
    ///
    /// What is wrong with its XML.
    pub(crate) fn device(&self) -> Result<Device, String> {
        let mut tree =
            KeptElement::from_xml(&self.xml).and_then(|kept| kept.tree()).map_err(|error| error.to_string())?;
        let alias = self.managed.then(|| Alias { name: Some(self.user_alias()), ..Alias::default() });
        let alias = alias.map(|alias| alias.to_xml());
        let address = self.address.as_ref().map(|address| address.0.to_xml());
        for child in [alias, address].into_iter().flatten() {
            let child = child.and_then(|child| KeptElement::from_xml(child.trim())?.tree());
            tree.nodes.push(TreeNode::Element(child.map_err(|error| error.to_string())?));
        }
        let mut devices = Tree::new("devices");
        devices.nodes.push(TreeNode::Element(tree));
        let source = text(&devices).ok_or("it cannot be written")?;
        let read = Devices::read(&source).map_err(|error| error.to_string())?;
        if let Some(finding) = read.diagnostics.first() {
            return Err(finding.message.clone());
        }
        read.value.list.into_iter().next().ok_or_else(|| "it is empty".to_owned())
    }
}

fn text(tree: &Tree) -> Option<String> {
    tree.to_kept(0).ok()?.to_xml().ok()
}
