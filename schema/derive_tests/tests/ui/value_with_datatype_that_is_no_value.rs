use domxml_schema::Element;
use domxml_schema::types::FILE_PATH;
use domxml_schema::xml::Extra;

#[derive(Element, Default)]
struct Os {
    #[xml(values, datatype = FILE_PATH)]
    paths: Vec<std::path::PathBuf>,
    #[xml(extra)]
    extra: Extra,
}

fn main() {}
