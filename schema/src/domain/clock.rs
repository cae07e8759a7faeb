//! How time is kept: `<clock>`.

mod timer;

pub use timer::{Catchup, TickPolicy, Timer, TimerMode, TimerName, TimerTrack};

use crate::types::TIME_ZONE;
use crate::xml::{Datatype, Extra, Format, KeywordDef, Term, Value};
use crate::{Element, Keyword, ThinStr};

/// How time is kept: `<clock>`.
///
/// ```xml
/// <clock offset='utc'>
///   <timer name='rtc' tickpolicy='catchup'/>
///   <timer name='hpet' present='no'/>
/// </clock>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Clock {
    /// What the guest's clock starts from.
    #[xml(attr, required)]
    pub offset: Option<Offset>,
    /// Seconds that the clock is off, or whether it is set right at each start.
    #[xml(
        attr,
        since = "0.7.7",
        when("@offset" = "utc" | "localtime" | "variable"),
        later("0.9.11", "@offset" = "utc" | "localtime")
    )]
    pub adjustment: Option<Adjustment>,
    /// What the seconds of `variable` are counted from; `utc` if it is not said.
    #[xml(attr, since = "0.9.11", when("@offset" = "variable"))]
    pub basis: Option<Basis>,
    /// Time of the clock at start, in seconds since 1970.
    #[xml(attr, since = "8.4.0", when("@offset" = "absolute"), required_when("@offset" = "absolute"))]
    pub start: Option<u64>,
    /// Name of the time zone, such as `Europe/Paris`.
    #[xml(attr, since = "0.7.7", when("@offset" = "timezone"), datatype = TIME_ZONE)]
    pub timezone: Option<String>,
    /// Timers of the guest.
    #[xml(children, since = "0.8.0")]
    pub timers: Vec<Timer>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

impl Clock {
    /// A clock that starts from a time and has no timers listed.
    pub fn new(offset: Offset) -> Self {
        Self { offset: Some(offset), ..Self::default() }
    }

    /// A timer by its name.
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

/// What a guest's clock starts from.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Offset {
    /// Universal time.
    Utc,
    /// The host's local time, as Windows expects it.
    Localtime,
    /// Local time of a named time zone.
    #[xml(since = "0.7.7")]
    Timezone,
    /// A number of seconds beside the basis, which follows what the guest sets.
    #[xml(since = "0.7.7")]
    Variable,
    /// A fixed time.
    #[xml(since = "8.4.0")]
    Absolute,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// What the seconds of a variable clock are counted from.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Basis {
    /// Universal time.
    Utc,
    /// The host's local time.
    Localtime,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// How far a clock is off; `utc` and `localtime` with a number become `variable`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Adjustment {
    /// Nothing, at each start.
    Reset,
    /// So many seconds.
    Seconds(i64),
}

impl Value for Adjustment {
    const DATATYPE: &'static Datatype = &Datatype {
        name: "adjustment",
        doc: "Seconds, with an optional sign, or reset.",
        terms: &[
            Term::Keyword(KeywordDef {
                name: "reset",
                doc: "The clock is set right at each start; not with `variable`.",
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
