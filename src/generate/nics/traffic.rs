//! Filters and limits of the traffic of a NIC: `filterref`, `tune`, `bandwidth`.

use domxml_schema::device::interface::{FilterRef, Parameter, Tune};
use domxml_schema::shared::network::{Bandwidth, Rate};

use crate::context::{NetworkQos, QosLimit, VnicProfile};
use crate::generate::input::Input;
use crate::vm::Nic;

/// The custom property with the size of the host's send buffers, in bytes.
pub(crate) const SNDBUF_PROPERTY: &str = "sndbuf";
/// Kilobytes a second that one Mbit a second is.
pub(crate) const RATE_KB: u64 = 125;
/// Kilobytes that one megabyte is.
pub(crate) const BURST_KB: u64 = 1000;

/// The filter of a profile, with the NIC's values for it in their order.
pub(super) fn filter(nic: &Nic, profile: Option<&VnicProfile>) -> Option<FilterRef> {
    let filter = profile?.network_filter.clone()?;
    let parameters = nic.filter_parameters.iter().map(|parameter| Parameter {
        name: Some(parameter.name.clone()),
        value: Some(parameter.value.clone()),
        ..Parameter::default()
    });
    Some(FilterRef { filter: Some(filter), parameters: parameters.collect(), ..FilterRef::default() })
}

/// Buffers of the host, the same for all NICs of a VM.
pub(super) fn tune(input: &Input<'_>) -> Option<Tune> {
    let sndbuf = input.vm.custom_properties.get(SNDBUF_PROPERTY)?.parse().ok();
    Some(Tune { sndbuf, ..Tune::default() })
}

/// Limits of speed. Without any the element is empty: it tells hosts that limits of before are gone.
pub(super) fn bandwidth(qos: Option<&NetworkQos>) -> Bandwidth {
    let limit = |direction: fn(&NetworkQos) -> Option<QosLimit>| qos.and_then(direction).and_then(rate);
    Bandwidth { inbound: limit(|qos| qos.inbound), outbound: limit(|qos| qos.outbound), ..Bandwidth::default() }
}

/// One direction; none if there is no average, by which all else is measured.
fn rate(limit: QosLimit) -> Option<Rate> {
    let speed = |mbit: u64| mbit.checked_mul(RATE_KB).filter(|kb| *kb > 0);
    let burst = limit.burst.checked_mul(BURST_KB).filter(|kb| *kb > 0).and_then(|kb| u32::try_from(kb).ok());
    let average = Some(speed(limit.average)?);
    Some(Rate { average, peak: speed(limit.peak), burst, ..Rate::default() })
}
