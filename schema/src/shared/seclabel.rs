//! Security labels of single devices.

use crate::Element;
use crate::types::YesNo;
use crate::xml::{Datatype, Extra, KeywordDef, Term};

const LABELSKIP: Datatype = Datatype {
    name: "labelskip",
    doc: "The word yes.",
    terms: &[Term::Keyword(KeywordDef { name: "yes", doc: "It was skipped.", since: None, later: &[] })],
};

/// How one source of a device is labelled, other than the domain: `<seclabel>` in a `<source>`.
///
/// ```xml
/// <seclabel model='dac' relabel='no'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "seclabel", one_of("@labelskip", "@relabel"))]
pub struct DeviceSeclabel {
    /// Security model, such as `selinux` or `dac`.
    #[xml(attr)]
    pub model: Option<String>,
    /// Set by libvirt itself where labelling was skipped.
    #[xml(attr, since = "1.1.2", datatype = LABELSKIP)]
    pub labelskip: Option<YesNo>,
    /// Whether the source is relabelled.
    #[xml(attr)]
    pub relabel: Option<YesNo>,
    /// The label to give it.
    #[xml(
        values = "label",
        when("@relabel" = "yes" | "", "@labelskip" = ""),
        required_when("@relabel" = "yes" | "", "@labelskip" = "")
    )]
    pub labels: Vec<String>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}
