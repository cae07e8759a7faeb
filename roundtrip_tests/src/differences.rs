//! Differences between two texts, for reports.

/// The first lines in which two texts differ.
pub fn first_difference(wanted: &str, got: &str) -> String {
    let end = std::iter::repeat("<end>");
    let longest = wanted.lines().count().max(got.lines().count());
    let pairs = wanted.lines().chain(end.clone()).zip(got.lines().chain(end)).take(longest);
    match pairs.enumerate().find(|(_, (a, b))| a != b) {
        Some((line, (wanted, got))) => format!("line {}\n  wanted {wanted}\n  got    {got}", line + 1),
        None => "only blanks at the end differ".to_owned(),
    }
}
