use domxml_schema::Element;
use domxml_schema::xml::Extra;

#[derive(Element, Default)]
struct Pci {
    #[xml(extra)]
    extra: Extra,
}

#[derive(Element)]
#[xml(tag = "type")]
enum Address {
    Pci(Pci),
}

fn main() {}
