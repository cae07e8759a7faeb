use domxml_schema::Keyword;

#[derive(Keyword, Clone, Debug, PartialEq)]
enum Bus {
    Virtio,
    Sata,
}

fn main() {}
