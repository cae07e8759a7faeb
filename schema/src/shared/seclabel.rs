//! Security labels of devices.

use crate::Element;
use crate::types::YesNo;
use crate::xml::{Datatype, Extra, KeywordDef, Term};

const LABELSKIP: Datatype = Datatype {
    name: "labelskip",
    doc: "The word yes.",
    terms: &[Term::Keyword(KeywordDef { name: "yes", doc: "Labeling was skipped.", since: None, later: &[] })],
};

/// Security label of a source, which overrides that of the domain: `<seclabel>` in a `<source>`.
///
/// ```xml
/// <seclabel model='dac' relabel='no'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "seclabel", one_of("@labelskip", "@relabel"), identity("name", "@model"))]
pub struct DeviceSeclabel {
    /// Security model, such as `selinux` or `dac`.
    #[xml(attr)]
    pub model: Option<String>,
    /// Marks a source whose labeling was skipped; output only.
    #[xml(attr, since = "1.1.2", datatype = LABELSKIP, assigned = "start")]
    pub labelskip: Option<YesNo>,
    /// Enables relabeling of the source.
    #[xml(attr, default("yes", "label" = "!"))]
    pub relabel: Option<YesNo>,
    /// Label of the source.
    #[xml(
        values = "label",
        when("@relabel" = "yes" | "", "@labelskip" = ""),
        required_when("@relabel" = "yes" | "", "@labelskip" = "")
    )]
    pub labels: Vec<String>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}
