use domxml_schema::Element;

#[derive(Element, Default)]
struct Disk {
    #[xml(attr)]
    device: Option<String>,
}

fn main() {}
