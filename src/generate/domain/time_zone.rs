//! Time zones: the offset of the guest's clock from UTC.

use jiff::Timestamp;
use jiff::tz::{TimeZone, TimeZoneDatabase};

use super::windows_zones;
use crate::context::Config;
use crate::generate::input::Input;
use crate::generate::problem::did_you_mean;
use crate::vm::Vm;

/// Timestamps in winter and in summer, of a year with the newest rules of the zones.
const WINTER_AND_SUMMER: [i64; 2] = [2_114_380_800, 2_130_019_200];

/// The name of the VM's time zone.
pub(in crate::generate) fn name<'a>(input: &Input<'a>) -> &'a str {
    of(input.vm, input.os.is_windows(), input.context.config)
}

/// The name of a VM's time zone: its own, else the engine's default for such guests.
pub(in crate::generate) fn of<'a>(vm: &'a Vm, windows: bool, config: &'a Config) -> &'a str {
    let default = if windows { &config.default_windows_time_zone } else { &config.default_time_zone };
    vm.time_zone.as_deref().filter(|name| !name.is_empty()).unwrap_or(default)
}

/// Seconds that the VM's time zone is ahead of UTC at the time of generation; 0 for an unknown zone.
pub(in crate::generate) fn current(input: &Input<'_>) -> i32 {
    input.context.daylight_saving.unwrap_or_else(|| offset(name(input), None).unwrap_or_default())
}

/// Seconds that a zone is ahead of UTC: at a timestamp, else without daylight saving time.
///
/// The zones are those that the program was built with, so that all hosts of an engine give the same.
///
/// # Errors
///
/// The help for a name that is neither Windows' nor IANA's.
pub(in crate::generate) fn offset(name: &str, at: Option<Timestamp>) -> Result<i32, String> {
    let zone = zone(name).ok_or_else(|| help(name))?;
    let seconds = |at| zone.to_offset(at).seconds();
    Ok(match at {
        Some(at) => seconds(at),
        None => {
            let moments =
                WINTER_AND_SUMMER.map(|second| Timestamp::from_second(second).unwrap_or(Timestamp::UNIX_EPOCH));
            moments.into_iter().map(seconds).min().unwrap_or_default()
        }
    })
}

fn zone(name: &str) -> Option<TimeZone> {
    TimeZoneDatabase::bundled().get(windows_zones::iana_name(name).unwrap_or(name)).ok()
}

fn help(name: &str) -> String {
    let bundled = TimeZoneDatabase::bundled();
    let zones: Vec<_> = bundled.available().collect();
    let mut names: Vec<&str> = zones.iter().map(|zone| zone.as_str()).collect();
    names.extend(windows_zones::names());
    did_you_mean(name, names, "use a Windows or IANA name, such as `Romance Standard Time` or `Europe/Paris`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_zone_of_windows_is_known() {
        for name in windows_zones::names() {
            assert!(zone(name).is_some(), "{name}");
        }
    }

    #[test]
    fn daylight_saving_needs_a_timestamp() {
        let summer = "2026-07-01T00:00:00Z".parse().ok();
        assert_eq!((offset("Europe/Paris", None), offset("Europe/Paris", summer)), (Ok(3600), Ok(7200)));
        assert_eq!((offset("Europe/Dublin", None), offset("Europe/Dublin", summer)), (Ok(0), Ok(3600)));
        let winter = "2026-07-01T00:00:00Z".parse().ok();
        assert_eq!(offset("AUS Eastern Standard Time", winter), Ok(36_000));
        assert_eq!(offset("AUS Eastern Standard Time", None), Ok(36_000));
        assert_eq!(offset("India Standard Time", None), Ok(19_800));
    }

    #[test]
    fn an_unknown_zone_names_the_nearest() {
        assert_eq!(offset("Europe/Pariss", None), Err("did you mean `Europe/Paris`?".to_owned()));
        assert_eq!(offset("Romanse Standard Time", None), Err("did you mean `Romance Standard Time`?".to_owned()));
        assert!(offset("the moon", None).is_err_and(|help| help.starts_with("use a Windows or IANA name")));
    }
}
