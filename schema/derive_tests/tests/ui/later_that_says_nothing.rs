use domxml_schema::Element;
use domxml_schema::xml::Extra;

#[derive(Element, Default)]
struct Disk {
    #[xml(attr, later("9.1.0"))]
    name: Option<String>,
    #[xml(extra)]
    extra: Extra,
}

fn main() {}
