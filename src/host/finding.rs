//! Findings about placeholders and facts.

use domxml_schema::path::Path;
use domxml_schema::report::{Code, Finding, Related, Severity};

use super::code;
use crate::template::Open;
use crate::template::code::NOT_FILLED_IN;

/// The document of related places that are keys of the host's facts.
const FACTS: &str = "facts";

/// The key of the host's facts that a finding is about, if it is about one that is missing or wrong.
///
/// ```
/// use domxml::host::{self, Facts};
/// use domxml::template::Template;
///
/// let template = Template::parse(
///     "<domain><devices><interface type='bridge'><source bridge='NETWORK:red'/></interface></devices></domain>",
/// )?;
/// let findings = host::resolve(&template, &Facts::default()).unwrap_err();
/// assert_eq!(host::fact(&findings.0[0]), Some("networks.red"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn fact(finding: &Finding) -> Option<&str> {
    finding.related.iter().find(|related| related.document == FACTS).map(|related| &*related.path)
}

/// A finding about a fact.
pub(super) fn with_fact(finding: Finding, fact: &str, message: &str) -> Finding {
    finding.related(Related {
        document: FACTS.to_owned(),
        message: message.to_owned(),
        path: fact.to_owned(),
        ..Related::default()
    })
}

/// An error that is not about one placeholder.
pub(super) fn error(code: Code, path: &Path, message: impl Into<String>, help: &str) -> Finding {
    Finding::new(code, message).path(path.to_string()).help(help)
}

/// A note.
pub(super) fn note(code: Code, path: &Path, message: impl Into<String>) -> Finding {
    Finding::new(code, message).severity(Severity::Note).path(path.to_string())
}

impl Open {
    /// A fact is missing.
    pub(super) fn missing(&self, fact: &str, help: &str) -> Finding {
        let message = format!("`{}` needs the fact `{fact}`, which is missing", self.text());
        with_fact(self.finding(code::MISSING_FACT, message).help(help), fact, "this fact is missing")
    }

    /// The host has no rule for the placeholder.
    pub(super) fn unknown_rule(&self) -> Finding {
        let message = format!("no rule for `{}`", self.text());
        self.finding(NOT_FILLED_IN, message).help("please report this as a bug")
    }

    /// A fact is wrong.
    pub(super) fn wrong(&self, fact: &str, message: &str, help: &str) -> Finding {
        let message = format!("cannot fill in `{}`: {message}", self.text());
        with_fact(self.finding(code::INVALID_FACT, message).help(help), fact, "from this fact")
    }
}
