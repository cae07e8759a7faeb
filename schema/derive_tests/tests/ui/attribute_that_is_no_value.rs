use std::time::Duration;

use domxml_schema::Element;
use domxml_schema::xml::Extra;

#[derive(Element, Default)]
struct Timer {
    #[xml(attr)]
    delay: Option<Duration>,
    #[xml(extra)]
    extra: Extra,
}

fn main() {}
