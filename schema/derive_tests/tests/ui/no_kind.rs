use domxml_schema::Element;
use domxml_schema::xml::Extra;

#[derive(Element, Default)]
struct Disk {
    #[xml(since = "1.0.0")]
    device: Option<String>,
    #[xml(extra)]
    extra: Extra,
}

fn main() {}
