//! Reading of `#[xml(...)]`: words with optional arguments, each mistake at the offending word.

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, ExprLit, Ident, Lit, LitInt, LitStr, Meta, Path, Result, Token, parenthesized};

/// One word of `#[xml(...)]` with its arguments.
pub(crate) struct Word {
    pub(crate) ident: Ident,
    pub(crate) args: Args,
}

/// Arguments of a word.
pub(crate) enum Args {
    None,
    Str(LitStr),
    Int(LitInt),
    Path(Path),
    /// `("name", "other", "@attr" = "a" | "b")`: names first, then conditions.
    List(Vec<LitStr>, Vec<Condition>),
}

/// The location of a condition that looks at the domain's hypervisor.
const HYPERVISOR: &str = "hypervisor";

/// `"../@type" = "file" | "block"`; an empty string among the values means absence.
pub(crate) struct Condition {
    location: LitStr,
    values: Vec<LitStr>,
}

impl Parse for Word {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let ident: Ident = input.parse()?;
        let args = if input.peek(Token![=]) {
            input.parse::<Token![=]>()?;
            if input.peek(LitStr) {
                Args::Str(input.parse()?)
            } else if input.peek(LitInt) {
                Args::Int(input.parse()?)
            } else {
                Args::Path(input.parse()?)
            }
        } else if input.peek(syn::token::Paren) {
            let content;
            parenthesized!(content in input);
            let (mut names, mut conditions) = (Vec::new(), Vec::new());
            while !content.is_empty() {
                let text: LitStr = content.parse()?;
                if content.peek(Token![=]) {
                    content.parse::<Token![=]>()?;
                    conditions.push(Condition::parse_values(text, &content)?);
                } else {
                    names.push(text);
                }
                if !content.is_empty() {
                    content.parse::<Token![,]>()?;
                }
            }
            Args::List(names, conditions)
        } else {
            Args::None
        };
        Ok(Self { ident, args })
    }
}

impl Condition {
    fn parse_values(location: LitStr, input: ParseStream<'_>) -> Result<Self> {
        let values = Punctuated::<LitStr, Token![|]>::parse_separated_nonempty(input)?.into_iter().collect();
        Ok(Self { location, values })
    }

    /// Refuses what is not an attribute of the element or of one around it.
    fn of_attribute(&self) -> Result<()> {
        match self.location.value().trim_start_matches("../").strip_prefix('@') {
            Some(name) if !name.is_empty() => Ok(()),
            _ => Err(syn::Error::new(
                self.location.span(),
                "a condition names an attribute: \"@type\", \"../@type\", ...",
            )),
        }
    }

    fn is_hypervisor(&self) -> bool {
        self.location.value() == HYPERVISOR
    }

    fn tokens(&self) -> TokenStream {
        let text = self.location.value();
        let attribute = text.trim_start_matches("../").trim_start_matches('@').to_owned();
        let up = u8::try_from(text.matches("../").count()).unwrap_or(u8::MAX);
        let values = &self.values;
        quote!(x::Condition { up: #up, attribute: #attribute, values: &[#(#values),*] })
    }

    /// As a condition of a meaning, which may look at any place and at the environment.
    fn given(&self) -> Result<TokenStream> {
        let text = self.location.value();
        let path = text.trim_start_matches("../");
        let subject = match text.as_str() {
            HYPERVISOR => quote!(x::Subject::Hypervisor),
            "arch" => quote!(x::Subject::Architecture),
            "machine" => quote!(x::Subject::Machine),
            _ if path.is_empty() || path.contains("//") || path.ends_with(['/', '@']) => {
                let message = "a condition names a place (\"@type\", \"../source/@file\", \"model\"), `hypervisor`, `arch` or `machine`";
                return Err(syn::Error::new(self.location.span(), message));
            }
            _ => {
                let path = path.strip_prefix("./").unwrap_or(path);
                let up = u8::try_from(text.matches("../").count()).unwrap_or(u8::MAX);
                quote!(x::Subject::Place { up: #up, path: #path })
            }
        };
        let values = &self.values;
        Ok(quote!(x::Given { subject: #subject, values: &[#(#values),*] }))
    }
}

/// Several conditions of a meaning that hold together.
pub(crate) fn circumstance(conditions: &[Condition]) -> Result<TokenStream> {
    let given: Vec<_> = conditions.iter().map(Condition::given).collect::<Result<_>>()?;
    Ok(quote!(x::Circumstance(&[#(#given),*])))
}

/// Several conditions that hold together.
pub(crate) fn case(conditions: &[Condition]) -> TokenStream {
    let conditions = conditions.iter().map(Condition::tokens);
    quote!(x::Case(&[#(#conditions),*]))
}

impl Word {
    /// The string argument, or the default if the word has no argument.
    pub(crate) fn name_or(&self, default: &str) -> Result<String> {
        match &self.args {
            Args::None => Ok(default.to_owned()),
            Args::Str(text) => Ok(text.value()),
            _ => Err(self.wrong("takes a name: `= \"...\"`, or nothing")),
        }
    }

    pub(crate) fn text(&self) -> Result<String> {
        match &self.args {
            Args::Str(text) => Ok(text.value()),
            _ => Err(self.wrong("takes a text: `= \"...\"`")),
        }
    }

    pub(crate) fn path(&self) -> Result<&Path> {
        match &self.args {
            Args::Path(path) => Ok(path),
            _ => Err(self.wrong("takes a name of a constant: `= NAME`")),
        }
    }

    pub(crate) fn width(&self) -> Result<u8> {
        match &self.args {
            Args::None => Ok(0),
            Args::Int(width) => width.base10_parse(),
            _ => Err(self.wrong("takes the least number of digits: `= 4`, or nothing")),
        }
    }

    pub(crate) fn list(&self) -> Result<(&[LitStr], &[Condition])> {
        match &self.args {
            Args::List(_, conditions) if conditions.iter().any(Condition::is_hypervisor) => {
                Err(self.wrong("takes conditions on attributes only; `hypervisor` is allowed in `later`"))
            }
            Args::List(names, conditions) => {
                conditions.iter().try_for_each(Condition::of_attribute)?;
                Ok((names, conditions))
            }
            _ => Err(self.wrong("takes a list: `(\"...\", ...)`")),
        }
    }

    /// One text and the conditions of a meaning: `= "..."`, or `("...", "@type" = "a", "arch" = "s390x")`.
    pub(crate) fn meant(&self) -> Result<(&LitStr, TokenStream)> {
        match &self.args {
            Args::Str(text) => Ok((text, circumstance(&[])?)),
            Args::List(names, conditions) if names.len() == 1 => Ok((&names[0], circumstance(conditions)?)),
            _ => {
                Err(self
                    .wrong("takes a text, and conditions if need be: `= \"...\"` or `(\"...\", \"@type\" = \"...\")`"))
            }
        }
    }

    /// A release of libvirt.
    pub(crate) fn release(&self) -> Result<String> {
        let text = self.text()?;
        if is_release(&text) { Ok(text) } else { Err(self.wrong("takes a release of libvirt: `= \"9.1.0\"`")) }
    }

    /// A later release and what came with it: `("9.1.0", "what", "@type" = "a", "hypervisor" = "xen")`.
    fn later(&self) -> Result<TokenStream> {
        let Args::List(names, conditions) = &self.args else {
            return Err(self.wrong("takes a release, what came with it, and conditions: `(\"9.1.0\", ...)`"));
        };
        let (since, what) = match names.as_slice() {
            [since] if !conditions.is_empty() => (since, quote!("")),
            [since, what] => (since, quote!(#what)),
            _ => return Err(self.wrong("takes a release and what came with it: `(\"9.1.0\", \"may be absent\")`")),
        };
        if !is_release(&since.value()) {
            return Err(self.wrong("takes a release of libvirt first: `(\"9.1.0\", ...)`"));
        }
        let attributes = conditions.iter().filter(|condition| !condition.is_hypervisor());
        attributes.clone().try_for_each(Condition::of_attribute)?;
        let hypervisors = conditions.iter().filter(|condition| condition.is_hypervisor());
        let hypervisors = hypervisors.flat_map(|condition| &condition.values);
        let when = attributes.map(Condition::tokens);
        Ok(quote!(x::Later {
            since: #since,
            what: #what,
            hypervisors: &[#(#hypervisors),*],
            when: x::Case(&[#(#when),*]),
        }))
    }

    pub(crate) fn wrong(&self, what: &str) -> syn::Error {
        syn::Error::new(self.ident.span(), format!("`{}` {what}", self.ident))
    }

    pub(crate) fn illegal(&self, legal: &[&str]) -> syn::Error {
        let legal = legal.join("`, `");
        syn::Error::new(self.ident.span(), format!("unknown word `{}`; expected one of `{legal}`", self.ident))
    }
}

/// All words of all `#[xml(...)]` of an item.
pub(crate) fn words(attrs: &[Attribute]) -> Result<Vec<Word>> {
    let mut words = Vec::new();
    for attr in attrs.iter().filter(|attr| attr.path().is_ident("xml")) {
        words.extend(attr.parse_args_with(Punctuated::<Word, Token![,]>::parse_terminated)?);
    }
    Ok(words)
}

/// The documentation of an item as one text.
pub(crate) fn doc(attrs: &[Attribute]) -> String {
    let mut lines = Vec::new();
    for attr in attrs {
        if let Meta::NameValue(meta) = &attr.meta
            && meta.path.is_ident("doc")
            && let Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) = &meta.value
        {
            let line = text.value();
            lines.push(line.strip_prefix(' ').unwrap_or(&line).trim_end().to_owned());
        }
    }
    lines.join("\n").trim().to_owned()
}

/// `since` and `later` of an item, as the tables hold them.
pub(crate) fn releases(words: &[Word]) -> Result<TokenStream> {
    let since = words.iter().find(|word| word.ident == "since").map(Word::release).transpose()?;
    let since = option(since.as_deref());
    let later: Vec<_> = words.iter().filter(|word| word.ident == "later").map(Word::later).collect::<Result<_>>()?;
    Ok(quote!(since: #since, later: &[#(#later),*]))
}

fn is_release(text: &str) -> bool {
    let parts: Vec<&str> = text.split('.').collect();
    parts.len() == 3 && parts.iter().all(|part| part.parse::<u16>().is_ok_and(|number| number.to_string() == *part))
}

/// `Some("...")` or `None`.
pub(crate) fn option(text: Option<&str>) -> TokenStream {
    match text {
        Some(text) => quote!(Some(#text)),
        None => quote!(None),
    }
}

/// An error at a place that has no word of its own.
pub(crate) fn error(span: Span, message: impl std::fmt::Display) -> syn::Error {
    syn::Error::new(span, message)
}
