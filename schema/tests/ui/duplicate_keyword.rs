use domxml_schema::Keyword;

#[derive(Keyword, Clone, Debug, PartialEq)]
enum Bus {
    Virtio,
    #[xml(name = "virtio")]
    Sata,
    Other(domxml_schema::ThinStr),
}

fn main() {}
