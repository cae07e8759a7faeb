use domxml_schema::Element;
use domxml_schema::xml::Extra;

#[derive(Element, Default)]
struct Disk {
    #[xml(attr, since = "9.1")]
    name: Option<String>,
    #[xml(extra)]
    extra: Extra,
}

fn main() {}
