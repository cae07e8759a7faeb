//! Random texts of a type of the model.

use domxml_schema::xml::{Datatype, Term};
use regex_syntax::hir::{Class, Hir, HirKind};

use super::Choices;

/// Characters that texts are made of, where the type allows them.
const PALETTE: &[char] = &[
    'a',
    '0',
    '1',
    'B',
    '-',
    '.',
    '_',
    ' ',
    '9',
    'f',
    'z',
    'Z',
    '8',
    '7',
    '/',
    ':',
    ',',
    '+',
    '<',
    '>',
    '&',
    '\'',
    '"',
    ']',
    '=',
    '#',
    '%',
    '\\',
    '~',
    '|',
    '!',
    '\t',
    '\n',
    'é',
    '東',
    '\u{10400}',
    '\u{fffd}',
];

/// Repetitions without an upper bound end this far above the lower one.
const MORE: u32 = 6;

/// A text of the type, of one of its terms; nothing if the type has no terms.
pub fn of(datatype: &Datatype, choices: &mut Choices<'_>) -> String {
    let term = choices.below(datatype.terms.len());
    datatype.terms.get(term).map(|term| of_term(term, choices)).unwrap_or_default()
}

/// A text of a term.
///
/// # Panics
/// If a pattern is not a regular expression.
pub fn of_term(term: &Term, choices: &mut Choices<'_>) -> String {
    match term {
        Term::Empty => String::new(),
        Term::Keyword(keyword) => keyword.name.to_owned(),
        Term::Integer { min, max } => integer(*min, *max, choices).to_string(),
        Term::Text => free(choices, 12),
        Term::MaxLength(max) => free(choices, *max as usize),
        Term::NcName => {
            let start = choices.pick(&['a', '_', 'Z', 'é', '東']);
            let rest = (0..choices.below(6)).map(|_| choices.pick(&['a', '0', '-', '.', '_', 'é']));
            [start].into_iter().chain(rest).collect()
        }
        Term::DateTime => {
            let (month, day) = (1 + choices.below(12), 1 + choices.below(28));
            let (hour, minute) = (choices.below(24), choices.below(60));
            let zone = choices.pick(&["", "Z", "+02:00"]);
            format!("2026-{month:02}-{day:02}T{hour:02}:{minute:02}:00{zone}")
        }
        Term::Pattern(pattern) => {
            let hir = regex_syntax::parse(pattern).unwrap_or_else(|error| panic!("{pattern}: {error}"));
            let mut out = String::new();
            matching(&hir, choices, &mut out);
            out
        }
    }
}

fn free(choices: &mut Choices<'_>, longest: usize) -> String {
    let length = choices.below(longest + 1);
    (0..length).map(|_| choices.pick(PALETTE)).collect()
}

fn integer(min: Option<i128>, max: Option<i128>, choices: &mut Choices<'_>) -> i128 {
    // Without bounds the type is larger than what the model holds.
    let top = if min.is_some() { u64::MAX.into() } else { i64::MAX.into() };
    let (min, max) = (min.unwrap_or_else(|| i64::MIN.into()), max.unwrap_or(top));
    let small = min.max(choices.below(100) as i128).min(max);
    let anywhere = (0..4).fold(0_i128, |number, _| (number << 31) | choices.below(1 << 31) as i128);
    let anywhere = min + anywhere.rem_euclid(max.saturating_sub(min).saturating_add(1));
    choices.pick(&[min, max, small, anywhere, max - 1, min + 1]).clamp(min, max)
}

/// A text that the expression matches as a whole; an alternation has no preferred side.
fn matching(hir: &Hir, choices: &mut Choices<'_>, out: &mut String) {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => out.push_str(&String::from_utf8_lossy(&literal.0)),
        HirKind::Class(class) => out.push(member(class, choices)),
        HirKind::Capture(capture) => matching(&capture.sub, choices, out),
        HirKind::Concat(parts) => parts.iter().for_each(|part| matching(part, choices, out)),
        HirKind::Alternation(parts) => matching(&parts[choices.below(parts.len())], choices, out),
        HirKind::Repetition(repetition) => {
            let most = repetition.max.unwrap_or(repetition.min + MORE);
            let count = repetition.min as usize + choices.below((most - repetition.min) as usize + 1);
            (0..count).for_each(|_| matching(&repetition.sub, choices, out));
        }
    }
}

fn member(class: &Class, choices: &mut Choices<'_>) -> char {
    let Class::Unicode(class) = class else {
        return 'a';
    };
    let inside = |c: char| class.ranges().iter().any(|range| range.start() <= c && c <= range.end());
    let ascii = (' '..='~').chain(['\t', '\n']).filter(|c| inside(*c));
    let known: Vec<char> = PALETTE.iter().copied().filter(|c| inside(*c)).chain(ascii).collect();
    choices.pick(&known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ended_list_gives_the_shortest_text() {
        let text = |pattern| of_term(&Term::Pattern(pattern), &mut Choices::new(&[]));
        assert_eq!(text("(0x)?[0-9]{2,}|b"), "00");
        assert_eq!(text(r"[^/\n]+"), "a");
        assert_eq!(of_term(&Term::Integer { min: Some(3), max: None }, &mut Choices::new(&[])), "3");
    }

    #[test]
    fn numbers_stay_within_their_bounds() {
        for seed in 0..200_u32 {
            let numbers: Vec<u32> = (0..8).map(|i| seed.wrapping_mul(2_654_435_761).rotate_left(i * 4)).collect();
            let number = integer(Some(-1), Some(17), &mut Choices::new(&numbers));
            assert!((-1..=17).contains(&number), "{number}");
        }
    }
}
