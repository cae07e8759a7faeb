//! `#[derive(Element)]` on an enum: a union told apart by an attribute (`tag`) or by the element's
//! name (`choice`).

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DataEnum, DeriveInput, Fields, Result, Type};

use crate::attrs;

const LEGAL: &[&str] = &["tag", "choice", "name"];
const LEGAL_VARIANT: &[&str] = &["name", "since", "later", "single", "other"];

pub(crate) fn expand(input: &DeriveInput, data: &DataEnum) -> Result<TokenStream> {
    let ty = &input.ident;
    let (mut tag, mut choice, mut name) = (None, false, String::new());
    for word in attrs::words(&input.attrs)? {
        match word.ident.to_string().as_str() {
            "tag" => tag = Some(word.text()?),
            "choice" => choice = true,
            "name" => name = word.text()?,
            _ => return Err(word.illegal(LEGAL)),
        }
    }
    if tag.is_some() == choice {
        return Err(attrs::error(ty.span(), "a union has either `tag = \"attribute\"` or `choice`"));
    }
    let (mut idents, mut names, mut types, mut defs, mut other) = (vec![], vec![], vec![], vec![], None);
    for variant in &data.variants {
        let Fields::Unnamed(fields) = &variant.fields else {
            return Err(attrs::error(variant.ident.span(), "a variant of a union holds one struct"));
        };
        let [field] = fields.unnamed.iter().collect::<Vec<_>>()[..] else {
            return Err(attrs::error(variant.ident.span(), "a variant of a union holds one struct"));
        };
        let mut variant_name = variant.ident.to_string().to_lowercase();
        let (mut single, mut is_other) = (false, false);
        let words = attrs::words(&variant.attrs)?;
        for word in &words {
            match word.ident.to_string().as_str() {
                "name" => variant_name = word.text()?,
                "since" | "later" => {}
                "single" => single = true,
                "other" => is_other = true,
                _ => return Err(word.illegal(LEGAL_VARIANT)),
            }
        }
        let inner = unboxed(&field.ty);
        if is_other {
            other = Some((&variant.ident, inner));
            continue;
        }
        let (doc, releases) = (attrs::doc(&variant.attrs), attrs::releases(&words)?);
        defs.push(
            quote!(x::Variant { name: #variant_name, doc: #doc, #releases, single: #single, def: || <#inner as x::Element>::DEF }),
        );
        idents.push(&variant.ident);
        names.push(variant_name);
        types.push(inner);
    }
    let Some((other, other_type)) = other else {
        return Err(attrs::error(ty.span(), "a union is open: mark the variant for the rest with #[xml(other)]"));
    };
    let all: Vec<_> = idents.iter().copied().chain([other]).collect();
    let (type_name, doc) = (ty.to_string(), attrs::doc(&input.attrs));
    let union = tag.is_some();
    let tag_tokens = attrs::option(tag.as_deref());
    let selector = match &tag {
        Some(tag) => quote!(&*start.attribute(#tag).unwrap_or_default()),
        None => quote!(start.name),
    };
    let name_of_self = if choice {
        quote!(match self { #(Self::#idents(_) => Some(#names),)* Self::#other(_) => None })
    } else {
        quote!(None)
    };
    let tag_of_self = if choice {
        quote!(None)
    } else {
        quote!(match self { #(Self::#idents(_) => Some((#tag, #names)),)* Self::#other(_) => None })
    };
    let conversions =
        idents.iter().zip(&types).filter(|(_, inner)| types.iter().filter(|other| *other == *inner).count() == 1);
    let conversions = conversions.map(|(ident, inner)| {
        quote! {
            impl ::core::convert::From<#inner> for #ty {
                fn from(value: #inner) -> Self { Self::#ident(value.into()) }
            }
        }
    });
    Ok(quote! {
        const _: () = {
            use ::domxml_schema::xml::derive as x;

            impl x::Element for #ty {
                const DEF: &'static x::ElementDef = &x::ElementDef {
                    type_name: #type_name,
                    module: ::core::module_path!(),
                    name: #name,
                    namespace: None,
                    doc: #doc,
                    fields: &[],
                    index: &x::Index::EMPTY,
                    tag: #tag_tokens,
                    variants: &[#(#defs),*],
                    other: Some(|| <#other_type as x::Element>::DEF),
                    exclusive: &[],
                    together: &[],
                    never: &[],
                    identities: &[],
                    pairing: x::Pairing::OnlyOne,
                    reordered: false,
                    expanded: &[],
                    layout: false,
                    declares: false,
                    verbatim: false,
                    create: |start| ::std::boxed::Box::new(<Self as x::Element>::begin(start)),
                };

                const UNION: bool = #union;

                fn begin(start: &x::StartView<'_>) -> Self {
                    match #selector {
                        #(#names => Self::#idents(::core::default::Default::default()),)*
                        _ => Self::#other(::core::default::Default::default()),
                    }
                }
            }

            impl x::Fields for #ty {
                fn def(&self) -> &'static x::ElementDef {
                    match self { #(Self::#all(inner) => x::Fields::def(inner),)* }
                }

                fn element_name(&self) -> Option<&'static str> { #name_of_self }

                fn tag(&self) -> Option<(&'static str, &'static str)> { #tag_of_self }

                fn present<'a>(&'a self, base: usize, held: &mut ::std::vec::Vec<x::Held<'a>>) {
                    match self { #(Self::#all(inner) => x::Fields::present(inner, base, held),)* }
                }

                fn slot(&self, index: usize) -> x::Slot<'_> {
                    match self { #(Self::#all(inner) => x::Fields::slot(inner, index),)* }
                }

                fn slot_mut(&mut self, index: usize) -> x::SlotMut<'_> {
                    match self { #(Self::#all(inner) => x::Fields::slot_mut(inner, index),)* }
                }

                fn extra(&self) -> Option<&x::Extra> {
                    match self { #(Self::#all(inner) => x::Fields::extra(inner),)* }
                }

                fn extra_mut(&mut self) -> Option<&mut x::Extra> {
                    match self { #(Self::#all(inner) => x::Fields::extra_mut(inner),)* }
                }

                fn inner(&self) -> &dyn x::Fields {
                    match self { #(Self::#all(inner) => x::Fields::inner(inner),)* }
                }

                fn inner_mut(&mut self) -> &mut dyn x::Fields {
                    match self { #(Self::#all(inner) => x::Fields::inner_mut(inner),)* }
                }

                fn kept(&self) -> Option<&x::KeptElement> {
                    match self { #(Self::#all(inner) => x::Fields::kept(inner),)* }
                }

                fn kept_mut(&mut self) -> Option<&mut x::KeptElement> {
                    match self { #(Self::#all(inner) => x::Fields::kept_mut(inner),)* }
                }
            }

            #(#conversions)*

            x::interop!(#ty);
        };
    })
}

/// `T` of `Box<T>`, and `T` of `T`.
fn unboxed(ty: &Type) -> &Type {
    if let Type::Path(path) = ty
        && let Some(last) = path.path.segments.last()
        && last.ident == "Box"
        && let syn::PathArguments::AngleBracketed(args) = &last.arguments
        && let Some(syn::GenericArgument::Type(inner)) = args.args.first()
    {
        return inner;
    }
    ty
}
