//! How two texts differ, for reports.

/// The first lines in which two texts differ.
pub fn first_difference(wanted: &str, got: &str) -> String {
    let pair = wanted.lines().zip(got.lines().chain(std::iter::repeat(""))).find(|(a, b)| a != b);
    let (wanted, got) = pair.unwrap_or(("<end>", got.lines().last().unwrap_or_default()));
    format!("  wanted {}\n  got    {}", wanted.trim_end(), got.trim_end())
}
