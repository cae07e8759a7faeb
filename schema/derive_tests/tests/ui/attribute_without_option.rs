use domxml_schema::Element;
use domxml_schema::xml::Extra;

#[derive(Element, Default)]
struct Timer {
    #[xml(attr)]
    name: String,
    #[xml(extra)]
    extra: Extra,
}

fn main() {}
