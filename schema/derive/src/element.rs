//! `#[derive(Element)]` on a struct.

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{DataStruct, DeriveInput, Field, Ident, Result, Type};

use crate::attrs::{self, Args, Word};
use crate::meaning;

const LEGAL: &[&str] = &[
    "name", "ns", "group", "one_of", "together", "never", "expanded", "layout", "verbatim", "identity", "similar",
    "pairing",
];
const KINDS: &[&str] =
    &["attr", "text", "value", "values", "flag", "child", "children", "choice", "any", "group", "namespaces", "extra"];
const OPTIONS: &[&str] = &[
    "ns",
    "since",
    "later",
    "required",
    "required_when",
    "when",
    "datatype",
    "hex",
    "octal",
    "letter",
    "decimal_when",
    "precedes",
    "default",
    "implied",
    "dropped",
    "unit",
    "secret",
    "assigned",
    "volatile",
    "merge",
];

pub(crate) fn expand(input: &DeriveInput, data: &DataStruct) -> Result<TokenStream> {
    let ty = &input.ident;
    let (mut name, mut namespace, mut exclusive) = (lower_camel(ty), quote!(None), Vec::new());
    let (mut group, mut layout, mut verbatim, mut expanded) = (false, false, false, Vec::new());
    let (mut together, mut never) = (Vec::new(), Vec::new());
    let (mut identities, mut pairing) = (Vec::new(), quote!(x::Pairing::OnlyOne));
    for word in attrs::words(&input.attrs)? {
        match word.ident.to_string().as_str() {
            "name" => name = word.text()?,
            "ns" => {
                let path = word.path()?;
                namespace = quote!(Some(&#path));
            }
            "group" => group = true,
            "layout" => layout = true,
            "verbatim" => verbatim = true,
            "expanded" => expanded.push(match &word.args {
                Args::None => attrs::case(&[]),
                _ => attrs::case(word.list()?.1),
            }),
            "together" => together.push(word.list()?.0.to_vec()),
            "never" => never.push(attrs::case(word.list()?.1)),
            "one_of" => exclusive.push(word.list()?.0.to_vec()),
            "identity" | "similar" => identities.push(meaning::identity(&word)?),
            "pairing" => pairing = meaning::pairing(&word)?,
            _ => return Err(word.illegal(LEGAL)),
        }
    }

    let mut fields = Vec::new();
    let (mut extra, mut namespaces) = (None, None);
    for field in &data.fields {
        let parsed = Parsed::new(field)?;
        match parsed.kind.as_str() {
            "extra" => extra = Some(parsed.ident),
            "namespaces" => namespaces = Some(parsed.ident),
            _ => fields.push(parsed),
        }
    }
    if extra.is_none() && !group {
        let message = "an element preserves unrecognized content: the last field is `#[xml(extra)] pub extra: Extra`";
        return Err(attrs::error(ty.span(), message));
    }

    let tables: Vec<_> = fields.iter().map(Parsed::table).collect::<Result<_>>()?;
    let reordered = fields.iter().any(|field| field.words.iter().any(|word| word.ident == "precedes"));
    let starts: Vec<_> = (0..=fields.len()).map(|i| format_ident!("AT{i}")).collect();
    let places = fields.iter().zip(starts.windows(2)).map(|(field, at)| {
        let (here, next, len) = (&at[0], &at[1], field.len());
        quote!(const #next: usize = #here + #len;)
    });
    let slots = fields.iter().zip(&starts).map(|(field, at)| field.slot(at, false));
    let slots_mut = fields.iter().zip(&starts).map(|(field, at)| field.slot(at, true));
    let present = fields.iter().zip(&starts).map(|(field, at)| field.present(at));
    let (type_name, doc) = (ty.to_string(), attrs::doc(&input.attrs));
    let count = &starts[fields.len()];
    let extra_methods = match &extra {
        Some(extra) => quote! {
            fn extra(&self) -> Option<&x::Extra> { Some(&self.#extra) }
            fn extra_mut(&mut self) -> Option<&mut x::Extra> { Some(&mut self.#extra) }
        },
        None => quote!(),
    };
    let declares = namespaces.is_some();
    let namespace_methods = namespaces.map(|field| {
        quote! {
            fn namespaces(&self) -> Option<&x::Namespaces> { Some(&self.#field) }
            fn namespaces_mut(&mut self) -> Option<&mut x::Namespaces> { Some(&mut self.#field) }
        }
    });

    let interop = (!group).then(|| quote!(x::interop!(#ty);));
    Ok(quote! {
        const _: () = {
            use ::domxml_schema::xml::derive as x;

            const AT0: usize = 0;
            #(#places)*
            static FIELDS: [x::FieldDef; #count] = x::concat(&[#(#tables),*]);
            static KEYS: [u32; #count] = x::keys(&FIELDS);
            static ROWS: [x::Row; #count] = x::rows(&FIELDS);
            static INDEX: x::Index = x::Index::new(&KEYS, &ROWS);

            impl x::Element for #ty {
                const DEF: &'static x::ElementDef = &x::ElementDef {
                    type_name: #type_name,
                    module: ::core::module_path!(),
                    name: #name,
                    namespace: #namespace,
                    doc: #doc,
                    fields: &FIELDS,
                    index: &INDEX,
                    tag: None,
                    variants: &[],
                    other: None,
                    exclusive: &[#(&[#(#exclusive),*]),*],
                    together: &[#(&[#(#together),*]),*],
                    never: &[#(#never),*],
                    identities: &[#(#identities),*],
                    pairing: #pairing,
                    reordered: #reordered,
                    expanded: &[#(#expanded),*],
                    layout: #layout,
                    declares: #declares,
                    verbatim: #verbatim,
                    create: |start| ::std::boxed::Box::new(<Self as x::Element>::begin(start)),
                };

                fn begin(_: &x::StartView<'_>) -> Self {
                    ::core::default::Default::default()
                }
            }

            impl x::Fields for #ty {
                fn def(&self) -> &'static x::ElementDef { <Self as x::Element>::DEF }

                fn present<'a>(&'a self, base: usize, held: &mut ::std::vec::Vec<x::Held<'a>>) {
                    #(#present)*
                }

                fn slot(&self, index: usize) -> x::Slot<'_> {
                    match index { #(#slots,)* _ => x::Slot::None }
                }

                fn slot_mut(&mut self, index: usize) -> x::SlotMut<'_> {
                    match index { #(#slots_mut,)* _ => x::SlotMut::None }
                }

                fn inner(&self) -> &dyn x::Fields { self }

                fn inner_mut(&mut self) -> &mut dyn x::Fields { self }

                #extra_methods
                #namespace_methods
            }

            #interop
        };
    })
}

/// `BackingStore` is `backingStore` unless `name` says otherwise.
fn lower_camel(ident: &Ident) -> String {
    let text = ident.to_string();
    let mut chars = text.chars();
    chars.next().map(|first| first.to_ascii_lowercase()).into_iter().chain(chars).collect()
}

/// A field with its words understood.
struct Parsed<'a> {
    ident: &'a Ident,
    ty: &'a Type,
    kind: String,
    words: Vec<Word>,
    doc: String,
}

impl<'a> Parsed<'a> {
    fn new(field: &'a Field) -> Result<Self> {
        let ident =
            field.ident.as_ref().ok_or_else(|| attrs::error(field.span(), "fields of an element have names"))?;
        let words = attrs::words(&field.attrs)?;
        for word in &words {
            let text = word.ident.to_string();
            if !KINDS.contains(&text.as_str()) && !OPTIONS.contains(&text.as_str()) {
                return Err(word.illegal(&[KINDS, OPTIONS].concat()));
            }
        }
        let mut kinds = words.iter().filter(|word| KINDS.contains(&word.ident.to_string().as_str()));
        let Some(kind) = kinds.next() else {
            return Err(attrs::error(
                ident.span(),
                format!("the field has no kind; expected one of `{}`", KINDS.join("`, `")),
            ));
        };
        if let Some(second) = kinds.next() {
            return Err(second.wrong("conflicts with the word before it: a field has one kind"));
        }
        let kind = kind.ident.to_string();
        Ok(Self { ident, ty: &field.ty, kind, words, doc: attrs::doc(&field.attrs) })
    }

    fn word(&self, name: &str) -> Option<&Word> {
        self.words.iter().find(|word| word.ident == name)
    }

    /// The XML name: as written, else the field's name (`kind` is `type`, plural children lose their `s`).
    fn name(&self) -> Result<String> {
        let rust = self.ident.to_string();
        let mut default = match rust.as_str() {
            "kind" => "type",
            other => other.trim_end_matches('_').trim_start_matches("r#"),
        };
        if matches!(self.kind.as_str(), "children" | "values") {
            default = default.strip_suffix('s').unwrap_or(default);
        }
        match self.word(&self.kind) {
            Some(word) => word.name_or(default),
            None => Ok(default.to_owned()),
        }
    }

    /// The number of rows of the table that the field takes.
    fn len(&self) -> TokenStream {
        let ty = self.ty;
        match self.kind.as_str() {
            "group" => quote!(<#ty as x::Element>::DEF.fields.len()),
            _ => quote!(1),
        }
    }

    /// Adds the field to a list if it holds something.
    fn present(&self, at: &Ident) -> TokenStream {
        let ident = self.ident;
        let (present, slot) = match self.kind.as_str() {
            "group" => return quote!(x::Fields::present(&self.#ident, base + #at, held);),
            "any" => (quote!(!self.#ident.is_empty()), quote!(x::Slot::Nodes(&self.#ident))),
            _ => {
                let typed = self.typed();
                (quote!(#typed::is_present(&self.#ident)), quote!(#typed::slot(&self.#ident)))
            }
        };
        quote!(if #present { held.push(x::Held { row: base + #at, slot: #slot }); })
    }

    fn slot(&self, at: &Ident, mutable: bool) -> TokenStream {
        let ident = self.ident;
        let (slot, method, borrow) = match mutable {
            true => (quote!(x::SlotMut), format_ident!("slot_mut"), quote!(&mut self.#ident)),
            false => (quote!(x::Slot), format_ident!("slot"), quote!(&self.#ident)),
        };
        match self.kind.as_str() {
            "group" => {
                let len = self.len();
                quote!(index if index >= #at && index < #at + #len => x::Fields::#method(#borrow, index - #at))
            }
            "any" => quote!(#at => #slot::Nodes(#borrow)),
            _ => {
                let typed = self.typed();
                quote!(#at => #typed::#method(#borrow))
            }
        }
    }

    /// The field's type as what its kind demands: whatever is wrong with it is one error, for all that
    /// goes this way is reported alike at the same place.
    fn typed(&self) -> TokenStream {
        let ty = self.ty;
        match self.kind.as_str() {
            "attr" | "text" | "value" | "values" => quote_spanned!(ty.span()=> <#ty as x::TypedSlot>),
            "flag" => quote_spanned!(ty.span()=> <#ty as x::TypedFlag>),
            _ => quote_spanned!(ty.span()=> <#ty as x::TypedElements>),
        }
    }

    /// The field's part of the table: a slice of rows.
    fn table(&self) -> Result<TokenStream> {
        let ty = self.ty;
        if self.kind == "group" {
            return Ok(quote!(<#ty as x::Element>::DEF.fields));
        }
        let typed = self.typed();
        let datatype = match self.word("datatype") {
            Some(word) => {
                let path = word.path()?;
                quote!(&#path)
            }
            None => quote!(#typed::DATATYPE),
        };
        let (def, union) = (quote!(|| #typed::schema()), quote!(#typed::UNION));
        let kind = match self.kind.as_str() {
            "attr" => quote!(x::FieldKind::Attribute(#datatype)),
            "text" => quote!(x::FieldKind::Text(#datatype)),
            "value" => quote!(x::FieldKind::Value { datatype: #datatype, repeated: false }),
            "values" => quote!(x::FieldKind::Value { datatype: #datatype, repeated: true }),
            "flag" => quote!(x::FieldKind::Flag),
            "any" => quote!(x::FieldKind::Any),
            "child" => quote!(x::FieldKind::Element { union: #union, def: #def, repeated: false }),
            "children" => quote!(x::FieldKind::Element { union: #union, def: #def, repeated: true }),
            _ => quote!(x::FieldKind::Choice { def: #def }),
        };
        let (rust_name, name, doc) = (self.ident.to_string(), self.name()?, &self.doc);
        let releases = attrs::releases(&self.words)?;
        let namespace = match self.word("ns") {
            Some(word) => {
                let path = word.path()?;
                quote!(Some(&#path))
            }
            None => quote!(None),
        };
        let format = match (self.word("hex"), self.word("octal")) {
            (Some(word), _) => {
                let width = word.width()?;
                quote!(x::Format::Hex(#width))
            }
            (None, Some(word)) => {
                let width = word.width()?;
                quote!(x::Format::Octal(#width))
            }
            (None, None) if self.word("letter").is_some() => quote!(x::Format::Letter),
            (None, None) => quote!(x::Format::Plain),
        };
        let required = self.word("required").is_some();
        let cases = |name: &str| -> Result<Vec<TokenStream>> {
            let words = self.words.iter().filter(|word| word.ident == name);
            words.map(|word| Ok(attrs::case(word.list()?.1))).collect()
        };
        let (required_when, when, decimal_when) = (cases("required_when")?, cases("when")?, cases("decimal_when")?);
        let precedes = match self.word("precedes") {
            Some(word) => {
                let (names, conditions) = word.list()?;
                let Some(other) = names.first() else {
                    return Err(word.wrong("takes the name of a sibling, then conditions"));
                };
                let case = attrs::case(conditions);
                quote!(Some((#other, #case)))
            }
            None => quote!(None),
        };
        let meaning = meaning::of_field(&self.kind, &self.words)?;
        Ok(quote! {
            &[x::FieldDef {
                rust_name: #rust_name,
                name: #name,
                namespace: #namespace,
                kind: #kind,
                doc: #doc,
                #releases,
                required: #required,
                required_when: &[#(#required_when),*],
                when: &[#(#when),*],
                format: #format,
                decimal_when: &[#(#decimal_when),*],
                precedes: #precedes,
                meaning: #meaning,
            }]
        })
    }
}
