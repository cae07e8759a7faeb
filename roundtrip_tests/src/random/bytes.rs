//! Damage to the bytes of a document.

use super::Choices;

/// Pieces that matter to XML, to be put anywhere.
const PIECES: &[&str] = &[
    " ",
    "<",
    ">",
    "&",
    ";",
    "\"",
    "'",
    "=",
    ":",
    "/",
    "]]>",
    "<!--",
    "-->",
    "--",
    "<![CDATA[",
    "<?",
    "?>",
    "<?xml version='1.0'?>",
    "&#",
    "&#x",
    "&amp;",
    "&lt;",
    "&#0;",
    "&#x110000;",
    "&#xD;",
    "&#65;",
    "&nbsp;",
    "xmlns:",
    "xmlns=''",
    " xmlns:a='urn:a'",
    " a:b='c'",
    "xml:",
    " xml:lang='en'",
    "<a:b/>",
    "<name/>",
    "<x>",
    "</x>",
    "</name>",
    "</domain>",
    "<domain>",
    "<!DOCTYPE a>",
    "<!ENTITY a 'b'>",
    "\r\n",
    "\r",
    "\t",
    "\n",
    "-",
    ".",
    "0",
    "é",
    "\u{fffe}",
    "\u{feff}",
    "\u{1}",
    "\u{85}",
    "\u{2028}",
    "\u{301}",
    "\u{10400}",
    "=\"",
    "=''",
    "\u{7f}",
    "%",
    "#",
    "<>",
    "</",
    "/>",
    "<?x?>",
    "<?xml?>",
    "<!",
    "xmlns",
];

/// Breaks a document in a few places.
pub fn damage(source: &[u8], choices: &mut Choices<'_>) -> Vec<u8> {
    let mut bytes = source.to_vec();
    for _ in 0..=choices.below(4) {
        let at = choices.below(bytes.len() + 1);
        let end = (at + choices.below(24)).min(bytes.len());
        match choices.below(8) {
            0 | 1 => drop(bytes.splice(at..at, choices.pick(PIECES).bytes())),
            2 => drop(bytes.splice(at..end, choices.pick(PIECES).bytes())),
            3 => drop(bytes.drain(at..end)),
            4 => {
                let piece = bytes[at..end].to_vec();
                let to = choices.below(bytes.len() + 1);
                drop(bytes.splice(to..to, piece));
            }
            5 => {
                let bit = 1 << choices.below(8);
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= bit;
                }
            }
            6 => {
                let byte = choices.below(256) as u8;
                if let Some(old) = bytes.get_mut(at) {
                    *old = byte;
                }
            }
            _ if choices.once_in(4) => bytes.truncate(at),
            _ => bytes[at..end].reverse(),
        }
    }
    bytes
}
