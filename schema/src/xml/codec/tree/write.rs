//! Trees become kept elements, in the style that libvirt gives to `<metadata>`.

use super::{Tree, TreeNode};
use crate::report::{Code, Finding};
use crate::xml::codec::extra::{KeptElement, NamespaceDecl};
use crate::xml::text::chars::{is_char, is_instruction, is_nc_name};
use crate::xml::text::error::Error;
use crate::xml::text::token::{Limits, XML_URI};

impl Tree {
    /// Converts the tree into a preserved element, indented for a depth (an element of
    /// `<metadata>` at 2).
    ///
    /// Prefixes are bound from outside: where the element is put, a declaration of the same prefix and
    /// URI is used, and a missing one is made on the element.
    ///
    /// # Errors
    /// If a name is no name of XML, a text holds what XML cannot carry, a prefix is bound to two name
    /// spaces on one element, or the tree is deeper than [`Limits::MAX_DEPTH`].
    pub fn to_kept(&self, depth: usize) -> Result<KeptElement, Error> {
        let mut writer = Writer { out: String::new(), scope: Vec::new(), bindings: Vec::new(), path: Vec::new() };
        writer.element(self, Some(depth))?;
        Ok(KeptElement { text: writer.out.into(), bindings: writer.bindings })
    }
}

struct Writer<'t> {
    out: String,
    /// Declarations written so far that are in scope.
    scope: Vec<NamespaceDecl>,
    /// Declarations that are left to the place where the element is put.
    bindings: Vec<NamespaceDecl>,
    /// Elements that are open.
    path: Vec<&'t Tree>,
}

impl<'t> Writer<'t> {
    /// Writes an element; without depth on the current line.
    fn element(&mut self, tree: &'t Tree, depth: Option<usize>) -> Result<(), Error> {
        let root = self.path.is_empty();
        self.path.push(tree);
        if self.path.len() > Limits::MAX_DEPTH {
            let message = format!("elements are nested deeper than the limit of {}", Limits::MAX_DEPTH);
            return Err(self.error(Code::TOO_DEEP, message, "keep the content flat"));
        }
        let outer = self.scope.len();
        self.declare(tree, root)?;
        let name = self.name(&tree.prefix, &tree.name)?;
        self.out.push('<');
        self.out.push_str(&name);
        for at in outer..self.scope.len() {
            let NamespaceDecl { prefix, uri } = self.scope[at].clone();
            let name = if prefix.is_empty() { "xmlns".to_owned() } else { format!("xmlns:{prefix}") };
            self.attribute(&name, &uri)?;
        }
        for attribute in &tree.attributes {
            let name = self.name(&attribute.prefix, &attribute.name)?;
            self.attribute(&name, &attribute.value)?;
        }
        if tree.nodes.is_empty() {
            self.out.push_str("/>");
        } else {
            self.out.push('>');
            self.content(tree, depth)?;
            self.out.push_str("</");
            self.out.push_str(&name);
            self.out.push('>');
        }
        self.scope.truncate(outer);
        self.path.pop();
        Ok(())
    }

    fn content(&mut self, tree: &'t Tree, depth: Option<usize>) -> Result<(), Error> {
        // A line break beside text would be text, too.
        let mixed = tree.nodes.iter().any(|node| matches!(node, TreeNode::Text(_)));
        let lines = depth.filter(|_| !mixed);
        let inner = lines.map(|depth| depth + 1);
        for node in &tree.nodes {
            self.line(inner);
            match node {
                TreeNode::Element(element) => self.element(element, inner)?,
                TreeNode::Text(text) => self.escaped(text, false)?,
                TreeNode::Comment(text) if !text.contains("--") && !text.ends_with('-') => {
                    self.raw("<!--", text, "-->")?;
                }
                TreeNode::Comment(_) => {
                    let message = "comment contains `--` or ends in `-`".to_owned();
                    return Err(self.error(Code::NOT_WRITABLE, message, "separate the hyphens"));
                }
                TreeNode::ProcessingInstruction(text) => {
                    if !is_instruction(text) {
                        let message = "invalid processing instruction".to_owned();
                        return Err(self.error(
                            Code::NOT_WRITABLE,
                            message,
                            "it begins with a name and contains no `?>`",
                        ));
                    }
                    self.raw("<?", text, "?>")?;
                }
            }
        }
        self.line(lines);
        Ok(())
    }

    fn line(&mut self, depth: Option<usize>) {
        if let Some(depth) = depth {
            self.out.push('\n');
            self.out.extend(std::iter::repeat_n("  ", depth));
        }
    }

    /// Brings the declarations of an element into scope, with those that its names need besides.
    fn declare(&mut self, tree: &'t Tree, root: bool) -> Result<(), Error> {
        let attributes = tree.attributes.iter().filter(|attribute| attribute.namespace.is_some());
        let attributes = attributes.map(|attribute| (&*attribute.prefix, attribute.namespace.as_deref()));
        let mut needed: Vec<(&str, &str)> = Vec::new();
        for (prefix, uri) in [(&*tree.prefix, tree.namespace.as_deref())].into_iter().chain(attributes) {
            let uri = uri.unwrap_or_default();
            if prefix.is_empty() && !needed.is_empty() {
                let message = "attribute of a namespace has no prefix".to_owned();
                return Err(self.error(Code::NOT_WRITABLE, message, "give it a prefix"));
            }
            let reserved = prefix == "xmlns" || (prefix == "xml") != (uri == XML_URI);
            if reserved || (!prefix.is_empty() && uri.is_empty()) {
                let message = format!("prefix `{prefix}` cannot be bound to the namespace `{uri}`");
                return Err(self.error(Code::NOT_WRITABLE, message, "choose another prefix, or a URI"));
            }
            if needed.iter().any(|(other, meaning)| *other == prefix && *meaning != uri) {
                let message = format!("prefix `{prefix}` is bound to two namespaces on one element");
                return Err(self.error(Code::NOT_WRITABLE, message, "choose another prefix for one of them"));
            }
            needed.push((prefix, uri));
        }
        let outer = self.scope.len();
        for decl in tree.declarations.iter().filter(|decl| *decl.prefix != *"xml") {
            let contradicted = needed.iter().any(|(prefix, uri)| **prefix == *decl.prefix && **uri != *decl.uri);
            let own = if root && !decl.prefix.is_empty() { &self.bindings[..] } else { &self.scope[outer..] };
            if contradicted || own.iter().any(|other| other.prefix == decl.prefix) {
                continue;
            }
            if decl.prefix.is_empty() {
                self.scope.push(decl.clone());
                continue;
            }
            self.check_name(&decl.prefix)?;
            if root { self.bindings.push(decl.clone()) } else { self.scope.push(decl.clone()) }
        }
        for (prefix, uri) in needed.into_iter().filter(|(prefix, _)| *prefix != "xml") {
            let decl = || NamespaceDecl { prefix: prefix.into(), uri: uri.into() };
            match self.bound(prefix) {
                Some(bound) if *bound == *uri => {}
                None if !prefix.is_empty() => self.bindings.push(decl()),
                _ => {
                    self.scope.push(decl());
                }
            }
        }
        Ok(())
    }

    /// The namespace that a prefix is bound to here.
    fn bound(&self, prefix: &str) -> Option<&str> {
        let inner = self.scope.iter().rev().chain(&self.bindings).find(|decl| *decl.prefix == *prefix);
        inner.map(|decl| &*decl.uri).or_else(|| prefix.is_empty().then_some(""))
    }

    fn name(&self, prefix: &str, name: &str) -> Result<String, Error> {
        self.check_name(name)?;
        if prefix.is_empty() {
            return Ok(name.to_owned());
        }
        self.check_name(prefix)?;
        Ok(format!("{prefix}:{name}"))
    }

    fn check_name(&self, name: &str) -> Result<(), Error> {
        if is_nc_name(name) {
            return Ok(());
        }
        let help = "names begin with a letter or `_` and hold letters, digits, `_`, `-` and `.`";
        Err(self.error(Code::NOT_WRITABLE, format!("invalid XML name `{name}`"), help))
    }

    fn attribute(&mut self, name: &str, value: &str) -> Result<(), Error> {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        self.escaped(value, true)?;
        self.out.push('"');
        Ok(())
    }

    fn raw(&mut self, start: &str, text: &str, end: &str) -> Result<(), Error> {
        self.check(text)?;
        self.out.extend([start, text, end]);
        Ok(())
    }

    fn escaped(&mut self, text: &str, attribute: bool) -> Result<(), Error> {
        self.check(text)?;
        for c in text.chars() {
            match c {
                '&' => self.out.push_str("&amp;"),
                '<' => self.out.push_str("&lt;"),
                '>' => self.out.push_str("&gt;"),
                '\r' => self.out.push_str("&#13;"),
                '"' if attribute => self.out.push_str("&quot;"),
                '\n' if attribute => self.out.push_str("&#10;"),
                '\t' if attribute => self.out.push_str("&#9;"),
                c => self.out.push(c),
            }
        }
        Ok(())
    }

    fn check(&self, text: &str) -> Result<(), Error> {
        match text.chars().find(|c| !is_char(*c)) {
            None => Ok(()),
            Some(c) => {
                let message = format!("character U+{:04X} is not allowed in XML", u32::from(c));
                Err(self.error(Code::NOT_WRITABLE, message, "remove the character, or encode the value"))
            }
        }
    }

    fn error(&self, code: Code, message: String, help: &str) -> Error {
        let root = self.path.first().map(|root| format!("/{}", root.qualified_name())).unwrap_or_default();
        let steps = self.path.windows(2).map(|pair| format!("/{}", pair[0].step_to(pair[1])));
        let path: String = std::iter::once(root).chain(steps).collect();
        Error::new(Finding::new(code, message).help(help).path(path))
    }
}
