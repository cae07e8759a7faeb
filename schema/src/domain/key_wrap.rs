//! Key wrapping of s390 guests: `<keywrap>`.

use crate::types::OnOff;
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// Whether an s390 guest can protect its keys: `<keywrap>`.
///
/// Protected keys are encrypted by a wrapping key that the machine makes for each guest. A guest
/// without this element can use both ciphers.
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
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Whether keys can be wrapped by a cipher: `<cipher>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Cipher {
    /// The cipher.
    #[xml(attr, required)]
    pub name: Option<CipherName>,
    /// Whether they can.
    #[xml(attr, required)]
    pub state: Option<OnOff>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

impl Cipher {
    /// A cipher that is switched on or off.
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
    /// A word that libvirt does not know.
    Other(ThinStr),
}
