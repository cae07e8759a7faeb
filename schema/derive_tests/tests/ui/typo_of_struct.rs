use domxml_schema::Element;
use domxml_schema::xml::Extra;

#[derive(Element, Default)]
#[xml(nmae = "disk")]
struct Disk {
    #[xml(extra)]
    extra: Extra,
}

fn main() {}
