//! The model inside of structs that other XML crates derive.
//!
//! With the feature `strong-xml` every element of the model implements that crate's `XmlRead` and
//! `XmlWrite`, with the feature `yaserde` that crate's `YaDeserialize` and `YaSerialize`. So does
//! [`KeptElement`](crate::xml::KeptElement), which holds any element. An element is handed over as text,
//! to the model's own reader and from its own writer: what the model keeps is kept here, too.

#[cfg(feature = "strong-xml")]
pub mod strong_xml;
#[cfg(feature = "yaserde")]
pub mod yaserde;

/// The implementations for one element: `#[derive(Element)]` calls it.
#[doc(hidden)]
#[macro_export]
macro_rules! __interop {
    ($element:ty) => {
        $crate::__interop_strong_xml!($element);
        $crate::__interop_yaserde!($element);
    };
}

#[cfg(not(feature = "strong-xml"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __interop_strong_xml {
    ($element:ty) => {};
}

#[cfg(not(feature = "yaserde"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __interop_yaserde {
    ($element:ty) => {};
}
