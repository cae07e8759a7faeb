//! Searches that take eight bytes at a time, for runs too short to be worth a call of memchr.

/// The text up to a place and the eight bytes behind it: a search that need not look farther stays at home.
#[inline]
pub(super) fn up_to(bytes: &[u8], end: usize) -> &[u8] {
    bytes.get(..end + 8).unwrap_or(bytes)
}

/// Place of the byte that ends a name or its prefix, from a place on: a blank, `=` or `:`. The text's end
/// if there is none.
#[inline]
pub(super) fn name_end(bytes: &[u8], from: usize) -> usize {
    let stops = |eight: u64| below(eight, b' ' + 1) | equal(eight, b'=') | equal(eight, b':');
    search(bytes, from, stops, |byte| byte <= b' ' || byte == b'=' || byte == b':')
}

/// Place of the byte that ends a value or makes it mean something else than it says, from a place on: the
/// quote, `&`, `<` or a control character. The text's end if there is none.
#[inline]
pub(super) fn value_end(bytes: &[u8], from: usize, quote: u8) -> usize {
    let stops = |eight: u64| below(eight, b' ') | equal(eight, quote) | equal(eight, b'&') | equal(eight, b'<');
    search(bytes, from, stops, |byte| byte < b' ' || byte == quote || byte == b'&' || byte == b'<')
}

#[inline]
fn search(bytes: &[u8], from: usize, stops: impl Fn(u64) -> u64, is_stop: impl Fn(u8) -> bool) -> usize {
    let mut at = from;
    while let Some(eight) = bytes.get(at..).and_then(|rest| rest.first_chunk()) {
        let found = stops(u64::from_le_bytes(*eight));
        if found != 0 {
            return at + found.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    while bytes.get(at).is_some_and(|byte| !is_stop(*byte)) {
        at += 1;
    }
    at.min(bytes.len())
}

const LOW: u64 = u64::from_le_bytes([1; 8]);
const HIGH: u64 = u64::from_le_bytes([0x80; 8]);

/// The highest bit of the first byte below a bound of at most 128; what is behind it does not count.
#[inline]
fn below(eight: u64, bound: u8) -> u64 {
    eight.wrapping_sub(LOW * u64::from(bound)) & !eight & HIGH
}

/// The highest bit of the first byte that equals another; what is behind it does not count.
#[inline]
fn equal(eight: u64, byte: u8) -> u64 {
    below(eight ^ (LOW * u64::from(byte)), 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_stop_is_found_wherever_it_stands() {
        for length in 0..20 {
            for stop in [b" ", b"\n", b"=", b":"] {
                let text = ["\u{e9}b>~".repeat(length).as_bytes(), stop, b"= :rest"].concat();
                assert_eq!(name_end(&text, 0), 5 * length);
                assert_eq!(name_end(&text[..=5 * length], 0), 5 * length);
            }
            for stop in [b"'", b"&", b"<", b"\t"] {
                let text = ["\"\u{7f}a ".repeat(length).as_bytes(), stop, b"<'&"].concat();
                assert_eq!(value_end(&text, 0, b'\''), 4 * length);
                assert_eq!(value_end(&text[..4 * length], 0, b'\''), 4 * length);
            }
        }
    }
}
