//! Clock and timers: `<clock>`.

mod timer;

pub use timer::{Catchup, TickPolicy, Timer, TimerMode, TimerName, TimerTrack};

use crate::types::TIME_ZONE;
use crate::xml::{Datatype, Extra, Format, KeywordDef, Term, Value};
use crate::{Element, Keyword, ThinStr};

/// Clock and timers: `<clock>`.
///
/// ```xml
/// <clock offset='utc'>
///   <timer name='rtc' tickpolicy='catchup'/>
///   <timer name='hpet' present='no'/>
/// </clock>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Clock {
    /// Initial time of the guest's clock.
    #[xml(attr, required, default = "utc")]
    pub offset: Option<Offset>,
    /// Offset of the clock from its basis, or `reset`; a guest that sets its clock changes it.
    #[xml(
        attr,
        since = "0.7.7",
        when("@offset" = "utc" | "localtime" | "variable"),
        later("0.9.11", "@offset" = "utc" | "localtime"),
        default("0", "@offset" = "variable"),
        unit = "seconds",
        volatile("guest", "@offset" = "variable")
    )]
    pub adjustment: Option<Adjustment>,
    /// Basis of the adjustment.
    #[xml(
        attr,
        since = "0.9.11",
        when("@offset" = "variable"),
        default("utc", "@offset" = "variable"),
        assigned("start", "@offset" = "variable")
    )]
    pub basis: Option<Basis>,
    /// Time of the clock at start, since the Unix epoch.
    #[xml(attr, since = "8.4.0", when("@offset" = "absolute"), required_when("@offset" = "absolute"), unit = "seconds")]
    pub start: Option<u64>,
    /// Name of the time zone, such as `Europe/Paris`.
    #[xml(attr, since = "0.7.7", when("@offset" = "timezone"), datatype = TIME_ZONE)]
    pub timezone: Option<String>,
    /// Timers of the guest.
    #[xml(children, since = "0.8.0")]
    pub timers: Vec<Timer>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

impl Clock {
    /// Creates a clock with an offset and without timers.
    pub fn new(offset: Offset) -> Self {
        Self { offset: Some(offset), ..Self::default() }
    }

    /// Returns a timer by its name.
    ///
    /// ```
    /// use domxml_schema::Element;
    /// use domxml_schema::domain::clock::{Clock, TimerName};
    /// use domxml_schema::types::YesNo;
    ///
    /// let clock = Clock::parse("<clock offset='utc'><timer name='hpet' present='no'/></clock>")?;
    /// assert_eq!(clock.timer(&TimerName::Hpet).and_then(|timer| timer.present.clone()), Some(YesNo::No));
    /// # Ok::<(), domxml_schema::xml::Error>(())
    /// ```
    pub fn timer(&self, name: &TimerName) -> Option<&Timer> {
        self.timers.iter().find(|timer| timer.name.as_ref() == Some(name))
    }
}

/// Initial time of a guest's clock.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Offset {
    /// UTC.
    Utc,
    /// The host's local time, as Windows expects it.
    Localtime,
    /// Local time of a time zone.
    #[xml(since = "0.7.7")]
    Timezone,
    /// Basis plus an adjustment, which follows what the guest sets.
    #[xml(since = "0.7.7")]
    Variable,
    /// A fixed time.
    #[xml(since = "8.4.0")]
    Absolute,
    /// Any other keyword.
    Other(ThinStr),
}

/// Basis of the adjustment of a variable clock.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Basis {
    /// UTC.
    Utc,
    /// The host's local time.
    Localtime,
    /// Any other keyword.
    Other(ThinStr),
}

/// Adjustment of a clock; libvirt turns `utc` and `localtime` with a number into `variable`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Adjustment {
    /// Reset of the clock at each start; not with `variable`.
    Reset,
    /// Seconds from the basis.
    Seconds(i64),
}

impl Value for Adjustment {
    const DATATYPE: &'static Datatype = &Datatype {
        name: "adjustment",
        doc: "Seconds, with an optional sign, or reset.",
        terms: &[
            Term::Keyword(KeywordDef {
                name: "reset",
                doc: "Resets the clock at each start; not with `variable`.",
                since: Some("0.9.11"),
                later: &[],
            }),
            Term::Pattern(r"(-|\+)?[0-9]+"),
        ],
    };

    fn read(text: &str) -> Option<Self> {
        if text == "reset" { Some(Self::Reset) } else { i64::read(text).map(Self::Seconds) }
    }

    fn write(&self, out: &mut String, format: Format) {
        match self {
            Self::Reset => out.push_str("reset"),
            Self::Seconds(seconds) => seconds.write(out, format),
        }
    }
}
