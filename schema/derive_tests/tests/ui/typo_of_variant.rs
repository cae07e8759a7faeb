use domxml_schema::Element;
use domxml_schema::xml::{Extra, KeptElement};

#[derive(Element, Default)]
struct Disk {
    #[xml(extra)]
    extra: Extra,
}

#[derive(Element)]
#[xml(choice)]
enum Device {
    #[xml(names = "disk")]
    Disk(Disk),
    #[xml(other)]
    Other(KeptElement),
}

fn main() {}
