use domxml_schema::Keyword;

#[derive(Keyword, Clone, Debug, PartialEq)]
enum Bus {
    #[xml(rename = "virtio")]
    Virtio,
    Other(Box<str>),
}

fn main() {}
