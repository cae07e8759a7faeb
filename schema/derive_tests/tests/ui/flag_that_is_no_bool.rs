use domxml_schema::Element;
use domxml_schema::xml::Extra;

#[derive(Element, Default)]
struct Disk {
    #[xml(flag)]
    readonly: Option<bool>,
    #[xml(extra)]
    extra: Extra,
}

fn main() {}
