use domxml_schema::Keyword;

#[derive(Keyword, Clone, Debug, PartialEq)]
enum Bus {
    #[xml(rename = "virtio")]
    Virtio,
    Other(domxml_schema::ThinStr),
}

fn main() {}
