//! Reading of paths and patterns.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use super::{Path, Predicate, Step};

/// The reason why a text is not a path or a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParsePathError {
    message: String,
    offset: usize,
}

impl ParsePathError {
    /// The byte at which reading stopped.
    pub fn offset(&self) -> usize {
        self.offset
    }
}

impl fmt::Display for ParsePathError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at byte {}", self.message, self.offset)
    }
}

impl std::error::Error for ParsePathError {}

impl FromStr for Path {
    type Err = ParsePathError;

    fn from_str(text: &str) -> Result<Self, ParsePathError> {
        let mut reader = Reader { text, at: 0 };
        if !reader.eat("/") {
            return Err(reader.error("a path begins with `/`"));
        }
        let (steps, attribute) = reader.steps()?;
        if steps.is_empty() {
            return Err(reader.error("a path begins with an element"));
        }
        let wild = |name: &str| name.starts_with('*');
        if steps.iter().any(|step| wild(&step.name)) || attribute.as_deref().is_some_and(wild) {
            return Err(reader.error("a path has no wildcards; a pattern may have them"));
        }
        Ok(Self { steps, attribute })
    }
}

/// Longest text that is read; no document has deeper places.
const LONGEST: usize = 1 << 16;

pub(super) struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// All steps up to the end, and the attribute behind them.
    pub(super) fn steps(&mut self) -> Result<(Vec<Step>, Option<Cow<'static, str>>), ParsePathError> {
        if self.text.len() > LONGEST {
            return Err(self.error("the path is too long"));
        }
        let mut steps = Vec::new();
        loop {
            if self.eat("@") {
                let name = self.name()?;
                return if self.rest().is_empty() {
                    Ok((steps, Some(Cow::Owned(name))))
                } else {
                    Err(self.error("nothing follows an attribute"))
                };
            }
            steps.push(self.step()?);
            if self.rest().is_empty() {
                return Ok((steps, None));
            }
            if !self.eat("/") {
                return Err(self.error("expected `/` or `[`"));
            }
        }
    }

    pub(super) fn eat(&mut self, token: &str) -> bool {
        let found = self.rest().starts_with(token);
        if found {
            self.at += token.len();
        }
        found
    }

    pub(super) fn error(&self, message: &str) -> ParsePathError {
        ParsePathError { message: message.to_owned(), offset: self.at }
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn step(&mut self) -> Result<Step, ParsePathError> {
        let mut step = Step::new(self.name()?);
        while self.eat("[") {
            if step.number.is_some() {
                return Err(self.error("a number is the last of the brackets"));
            }
            let digits = self.rest().bytes().take_while(u8::is_ascii_digit).count();
            if digits > 0 {
                let number = self.rest()[..digits].parse().ok().filter(|number| *number > 0);
                step.number = Some(number.ok_or_else(|| self.error("siblings are counted from 1"))?);
                self.at += digits;
            } else {
                step.predicates.push(self.predicate()?);
            }
            if !self.eat("]") {
                return Err(self.error("expected `]`"));
            }
        }
        step.number = step.number.filter(|number| *number > 1);
        Ok(step)
    }

    fn predicate(&mut self) -> Result<Predicate, ParsePathError> {
        let end = self.rest().find('=').ok_or_else(|| self.error("expected `=` in the brackets"))?;
        let place = &self.rest()[..end];
        let names = place.split('/').enumerate().all(|(at, name)| {
            let last = at == place.matches('/').count();
            let name = name.strip_prefix('@').filter(|_| last).unwrap_or(name);
            !name.is_empty() && name.chars().all(|c| is_name_char(c) || c == '.')
        });
        if !names {
            return Err(self.error("expected the name of a child or attribute"));
        }
        self.at += end + 1;
        let quote = match self.rest().chars().next() {
            Some(quote @ ('\'' | '"')) => quote,
            _ => return Err(self.error("expected a value in quotes")),
        };
        self.at += 1;
        let mut value = String::new();
        loop {
            let Some(end) = self.rest().find(quote) else { return Err(self.error("the value has no end")) };
            value.push_str(&self.rest()[..end]);
            self.at += end + 1;
            // A doubled quote stands for itself.
            if !self.rest().starts_with(quote) {
                return Ok(Predicate { place: Cow::Owned(place.to_owned()), value });
            }
            value.push(quote);
            self.at += 1;
        }
    }

    fn name(&mut self) -> Result<String, ParsePathError> {
        let rest = self.rest();
        let end = rest.find(|c| !is_name_char(c)).unwrap_or(rest.len());
        if end == 0 {
            return Err(self.error("expected a name"));
        }
        let name = &rest[..end];
        if name.contains('*') && !matches!(name, "*" | "**") {
            return Err(self.error("`*` stands alone, for any name"));
        }
        self.at += end;
        Ok(name.to_owned())
    }
}

fn is_name_char(c: char) -> bool {
    !matches!(c, '/' | '[' | ']' | '@' | '=' | '\'' | '"') && !c.is_whitespace() && !c.is_control()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_come_back() {
        for text in [
            "/domain",
            "/domain/@type",
            "/domain/devices/disk[2]/target/@bus",
            "/domain/devices/disk[target/@dev='vda'][3]/source",
            "/domain/qemu:commandline/qemu:arg[7]/@value",
            "/domain/devices/lease[lockspace='a b'][key=\"it's\"]",
            "/domain/devices/lease[key='both '' and \"']/target",
            "/domain/sysinfo/system/entry[@name='a/b]c=d']",
        ] {
            let path: Path = text.parse().unwrap_or_else(|error| panic!("{text}: {error}"));
            assert_eq!(path.to_string(), text);
        }
        assert_eq!("/domain[1]/os[1]".parse::<Path>().map(|path| path.to_string()), Ok("/domain/os".to_owned()));
    }

    #[test]
    fn what_is_no_path_is_refused_with_its_place() {
        for (text, error) in [
            ("", "a path begins with `/` at byte 0"),
            ("domain", "a path begins with `/` at byte 0"),
            ("/", "expected a name at byte 1"),
            ("/@type", "a path begins with an element at byte 6"),
            ("/domain/", "expected a name at byte 8"),
            ("/domain/@a/b", "nothing follows an attribute at byte 10"),
            ("/domain/a[0]", "siblings are counted from 1 at byte 10"),
            ("/domain/a[", "expected `=` in the brackets at byte 10"),
            ("/domain/a[b=c]", "expected a value in quotes at byte 12"),
            ("/domain/a[b='c]", "the value has no end at byte 13"),
            ("/domain/a[b='c'", "expected `]` at byte 15"),
            ("/domain/a[2][b='c']", "a number is the last of the brackets at byte 13"),
            ("/domain/*", "a path has no wildcards; a pattern may have them at byte 9"),
            ("/domain/a*", "`*` stands alone, for any name at byte 8"),
            ("/domain/a[99999999999999999999]", "siblings are counted from 1 at byte 10"),
        ] {
            assert_eq!(text.parse::<Path>().map_err(|error| error.to_string()), Err(error.to_owned()), "{text}");
        }
    }
}
