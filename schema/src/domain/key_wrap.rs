//! Key wrapping of s390 guests: `<keywrap>`.

use crate::types::OnOff;
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// Protected key operations of s390 guests: `<keywrap>`.
///
/// Protected keys are encrypted by a wrapping key that the machine generates for each guest. A guest without this
/// element can use both ciphers.
///
/// ```xml
/// <keywrap>
///   <cipher name='aes' state='off'/>
/// </keywrap>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "keywrap")]
pub struct KeyWrap {
    /// The ciphers.
    #[xml(children, required)]
    pub ciphers: Vec<Cipher>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Key wrapping with a cipher: `<cipher>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(identity("name", "@name"))]
pub struct Cipher {
    /// Name of the cipher.
    #[xml(attr, required)]
    pub name: Option<CipherName>,
    /// Switches key wrapping with the cipher.
    #[xml(attr, required)]
    pub state: Option<OnOff>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

impl Cipher {
    /// Creates a cipher that is on or off.
    pub fn new(name: CipherName, on: bool) -> Self {
        Self { name: Some(name), state: Some(on.into()), ..Self::default() }
    }
}

/// Cipher of a wrapping key.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum CipherName {
    /// AES.
    Aes,
    /// DEA and TDEA, also known as DES.
    Dea,
    /// Any other keyword.
    Other(ThinStr),
}
