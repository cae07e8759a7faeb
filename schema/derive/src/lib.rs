//! Derives of `domxml-schema`: a struct is the schema of one XML element, an enum is the schema of
//! a union or of a set of keywords.
//!
//! Both derives emit tables and accessors only; all behaviour (reading, writing, listing,
//! validating) is ordinary code of `domxml-schema` that walks those tables. The words of
//! `#[xml(...)]` are documented in `domxml_schema::xml`.

mod attrs;
mod element;
mod keyword;
mod meaning;
mod union;

use proc_macro::TokenStream;
use syn::{Data, DeriveInput, parse_macro_input};

/// Makes a struct the schema of an element, or an enum the schema of a union of elements.
#[proc_macro_derive(Element, attributes(xml))]
pub fn derive_element(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    let result = match &input.data {
        Data::Struct(data) => element::expand(&input, data),
        Data::Enum(data) => union::expand(&input, data),
        Data::Union(_) => Err(syn::Error::new(input.ident.span(), "a Rust union cannot be an XML element")),
    };
    result.unwrap_or_else(|error| error.to_compile_error()).into()
}

/// Makes an enum an open set of keywords: unit variants, and one `Other(ThinStr)` for the rest.
#[proc_macro_derive(Keyword, attributes(xml))]
pub fn derive_keyword(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    let result = match &input.data {
        Data::Enum(data) => keyword::expand(&input, data),
        _ => Err(syn::Error::new(input.ident.span(), "keywords are the variants of an enum")),
    };
    result.unwrap_or_else(|error| error.to_compile_error()).into()
}
