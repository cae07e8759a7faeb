use domxml_schema::Element;
use domxml_schema::xml::Extra;

#[derive(Element, Default)]
struct Disk {
    #[xml(attribute)]
    device: Option<String>,
    #[xml(extra)]
    extra: Extra,
}

fn main() {}
