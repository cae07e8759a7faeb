//! The words that say what libvirt means by a field or an element.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Result;

use crate::attrs::{Args, Word, circumstance};

/// The meaning that the words of a field declare.
pub(crate) fn of_field(kind: &str, words: &[Word]) -> Result<TokenStream> {
    let (mut defaults, mut assigned, mut volatile) = (Vec::new(), Vec::new(), Vec::new());
    let (mut unit, mut secret, mut merge) = (None, None, None);
    for word in words {
        match word.ident.to_string().as_str() {
            "default" => defaults.push(default(kind, word, quote!(Written))?),
            "implied" => defaults.push(default(kind, word, quote!(Implied))?),
            "dropped" => defaults.push(default(kind, word, quote!(Dropped))?),
            "unit" => unit = Some(measure(word)?),
            "secret" => secret = Some(self::secret(word)?),
            "assigned" => {
                let (stage, when) = one_of(word, &[("definition", quote!(Definition)), ("start", quote!(Start))])?;
                assigned.push(quote!(x::Assigned { stage: x::Stage::#stage, when: #when }));
            }
            "volatile" => {
                let changers = [("guest", quote!(Guest)), ("host", quote!(Host)), ("libvirt", quote!(Libvirt))];
                let (by, when) = one_of(word, &changers)?;
                volatile.push(quote!(x::Volatile { by: x::Changer::#by, when: #when }));
            }
            "merge" => {
                let ways = [
                    ("children", quote!(Children)),
                    ("last-children", quote!(LastChildren)),
                    ("first", quote!(First)),
                    ("first-children", quote!(FirstChildren)),
                    ("anywhere", quote!(Anywhere)),
                    ("all", quote!(All)),
                    ("refused", quote!(Refused)),
                ];
                let (way, _) = one_of(word, &ways)?;
                merge = Some(quote!(x::Merge::#way));
            }
            _ => {}
        }
    }
    if defaults.is_empty()
        && assigned.is_empty()
        && volatile.is_empty()
        && unit.is_none()
        && secret.is_none()
        && merge.is_none()
    {
        return Ok(quote!(&x::Meaning::NONE));
    }
    let (unit, secret, merge) = (option(unit), option(secret), option(merge));
    Ok(quote! {
        &x::Meaning {
            defaults: &[#(#defaults),*],
            unit: #unit,
            secret: #secret,
            assigned: &[#(#assigned),*],
            volatile: &[#(#volatile),*],
            merge: #merge,
        }
    })
}

/// `identity("target", "target/@dev")` and `similar(...)`: the word for it, then the places.
pub(crate) fn identity(word: &Word) -> Result<TokenStream> {
    let sure = word.ident == "identity";
    match word.list()? {
        ([by, paths @ ..], []) if !paths.is_empty() => {
            Ok(quote!(x::Identity { by: #by, paths: &[#(#paths),*], sure: #sure }))
        }
        _ => Err(word.wrong("takes a word for reports and places: `(\"mac\", \"mac/@address\")`")),
    }
}

/// `pairing = "order"`.
pub(crate) fn pairing(word: &Word) -> Result<TokenStream> {
    let ways = [("only-one", quote!(OnlyOne)), ("order", quote!(Order)), ("identity", quote!(Identity))];
    let (way, _) = one_of(word, &ways)?;
    Ok(quote!(x::Pairing::#way))
}

/// A default: a text, a place (`@other`, `../place`, `./place`), or, for an element, its own defaults.
fn default(kind: &str, word: &Word, form: TokenStream) -> Result<TokenStream> {
    let is_child = matches!(kind, "child" | "children" | "flag");
    let (source, when) = match &word.args {
        Args::None if is_child => (quote!(Contents), circumstance(&[])?),
        Args::List(names, conditions) if is_child && names.is_empty() => (quote!(Contents), circumstance(conditions)?),
        _ => {
            let (text, when) = word.meant()?;
            let is_place = ["@", "./", "../"].iter().any(|start| text.value().starts_with(start));
            (if is_place { quote!(Place(#text)) } else { quote!(Text(#text)) }, when)
        }
    };
    Ok(quote!(x::DefaultValue { source: x::DefaultSource::#source, form: x::DefaultForm::#form, when: #when }))
}

fn measure(word: &Word) -> Result<TokenStream> {
    let measures = [
        ("bytes", quote!(Bytes)),
        ("KiB", quote!(KiB)),
        ("MiB", quote!(MiB)),
        ("KiB/s", quote!(KiBPerSecond)),
        ("bytes/s", quote!(BytesPerSecond)),
        ("operations/s", quote!(OperationsPerSecond)),
        ("nanoseconds", quote!(Nanoseconds)),
        ("microseconds", quote!(Microseconds)),
        ("milliseconds", quote!(Milliseconds)),
        ("seconds", quote!(Seconds)),
        ("Hz", quote!(Hertz)),
        ("revolutions/min", quote!(RevolutionsPerMinute)),
        ("percent", quote!(Percent)),
        ("sectors", quote!(Sectors)),
        ("frames", quote!(Frames)),
        ("pixels", quote!(Pixels)),
    ];
    let (measure, _) = one_of(word, &measures)?;
    Ok(quote!(x::Measure::#measure))
}

/// `secret`, or `secret("options")`, `secret("named")`, each with `"guarded"` behind it if need be.
fn secret(word: &Word) -> Result<TokenStream> {
    let (mut extent, mut guarded) = (quote!(Whole), false);
    let names = match &word.args {
        Args::None => &[][..],
        _ => word.list()?.0,
    };
    for name in names {
        match name.value().as_str() {
            "options" => extent = quote!(Options),
            "named" => extent = quote!(IfNamed),
            "guarded" => guarded = true,
            _ => return Err(word.wrong("takes `options`, `named` and `guarded`")),
        }
    }
    Ok(quote!(x::Secret { extent: x::Extent::#extent, guarded: #guarded }))
}

/// The variant for a word's text, and the conditions behind it.
fn one_of(word: &Word, known: &[(&str, TokenStream)]) -> Result<(TokenStream, TokenStream)> {
    let (text, when) = word.meant()?;
    match known.iter().find(|(name, _)| *name == text.value()) {
        Some((_, variant)) => Ok((variant.clone(), when)),
        None => {
            let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
            Err(word.wrong(&format!("is one of `{}`", names.join("`, `"))))
        }
    }
}

fn option(tokens: Option<TokenStream>) -> TokenStream {
    tokens.map_or_else(|| quote!(None), |tokens| quote!(Some(#tokens)))
}
