use domxml_schema::Element;
use domxml_schema::xml::Extra;

#[derive(Element, Default)]
struct Disk {
    #[xml(attr, when("type" = "file"))]
    device: Option<String>,
    #[xml(extra)]
    extra: Extra,
}

fn main() {}
