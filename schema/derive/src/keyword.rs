//! `#[derive(Keyword)]`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DataEnum, DeriveInput, Fields, Ident, Result};

use crate::attrs;

const LEGAL: &[&str] = &["name", "since", "later"];

pub(crate) fn expand(input: &DeriveInput, data: &DataEnum) -> Result<TokenStream> {
    let ty = &input.ident;
    let ty_name = ty.to_string();
    let ty_doc = attrs::doc(&input.attrs);
    let (mut names, mut idents, mut terms) = (Vec::<String>::new(), Vec::<&Ident>::new(), Vec::new());
    let mut has_other = false;
    for variant in &data.variants {
        if variant.ident == "Other" && matches!(variant.fields, Fields::Unnamed(_)) {
            has_other = true;
            continue;
        }
        if !matches!(variant.fields, Fields::Unit) {
            return Err(attrs::error(
                variant.ident.span(),
                "a keyword is a unit variant; the open rest is `Other(ThinStr)`",
            ));
        }
        let mut name = kebab(&variant.ident);
        let words = attrs::words(&variant.attrs)?;
        for word in &words {
            match word.ident.to_string().as_str() {
                "name" => name = word.text()?,
                "since" | "later" => {}
                _ => return Err(word.illegal(LEGAL)),
            }
        }
        if names.contains(&name) {
            return Err(attrs::error(variant.ident.span(), format!("duplicate keyword `{name}`")));
        }
        let doc = attrs::doc(&variant.attrs);
        let releases = attrs::releases(&words)?;
        terms.push(quote!(x::Term::Keyword(x::KeywordDef { name: #name, doc: #doc, #releases })));
        names.push(name);
        idents.push(&variant.ident);
    }
    if !has_other {
        return Err(attrs::error(ty.span(), "keywords are open: add the variant `Other(ThinStr)`"));
    }
    Ok(quote! {
        const _: () = {
            use ::domxml_schema::xml::derive as x;

            impl x::Keyword for #ty {
                const ALL: &'static [Self] = &[#(Self::#idents),*];

                fn as_str(&self) -> &str {
                    match self {
                        #(Self::#idents => #names,)*
                        Self::Other(text) => text,
                    }
                }

                fn is_other(&self) -> bool {
                    ::core::matches!(self, Self::Other(_))
                }
            }

            impl x::Value for #ty {
                const DATATYPE: &'static x::Datatype =
                    &x::Datatype { name: #ty_name, doc: #ty_doc, terms: &[#(#terms),*] };
                const EXACT: bool = true;
                const PLAIN: bool = true;

                fn read(text: &str) -> Option<Self> {
                    Some(Self::from(text))
                }

                fn write(&self, out: &mut ::std::string::String, _: x::Format) {
                    out.push_str(x::Keyword::as_str(self));
                }

                fn is_other(&self) -> bool {
                    x::Keyword::is_other(self)
                }
            }

            impl ::core::convert::From<&str> for #ty {
                fn from(text: &str) -> Self {
                    match text {
                        #(#names => Self::#idents,)*
                        other => Self::Other(other.into()),
                    }
                }
            }

            impl ::core::fmt::Display for #ty {
                fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                    f.write_str(x::Keyword::as_str(self))
                }
            }
        };
    })
}

/// `VirtioScsi` is `virtio-scsi` unless `name` says otherwise.
fn kebab(ident: &Ident) -> String {
    let mut out = String::new();
    for (i, c) in ident.to_string().chars().enumerate() {
        if c.is_ascii_uppercase() && i > 0 {
            out.push('-');
        }
        out.push(c.to_ascii_lowercase());
    }
    out
}
