//! Typed access to `<metadata>` through yaserde.

use yaserde::{YaDeserialize, YaSerialize};

use super::{Error, ErrorKind, Metadata, merge};
use crate::Domain;
use crate::interop::yaserde::read_document;
use crate::xml::{self, Element, KeptElement, NamespaceDecl, Node, Tree};

/// A type whose values an application stores in `<metadata>`: yaserde's derives, and the name of its element.
///
/// ```
/// use domxml_schema::domain::metadata::Vocabulary;
/// use domxml_schema::{Domain, Element};
/// use yaserde::{YaDeserialize, YaSerialize};
///
/// #[derive(Debug, PartialEq, YaDeserialize, YaSerialize)]
/// #[yaserde(rename = "owner", prefix = "app", namespaces = { "app" = "http://example.org/app" })]
/// struct Owner {
///     #[yaserde(prefix = "app")]
///     team: String,
/// }
///
/// impl Vocabulary for Owner {
///     const NAMESPACE: &'static str = "http://example.org/app";
///     const ELEMENT: &'static str = "owner";
/// }
///
/// let mut domain = Domain::parse(
///     "<domain type='kvm' xmlns:app='http://example.org/app'>
///        <metadata><app:owner><app:team>web</app:team><app:since>2026</app:since></app:owner></metadata>
///      </domain>",
/// )?;
/// let metadata = domain.metadata.get_or_insert_default();
/// let mut owner: Owner = metadata.get()?.unwrap();
/// assert_eq!(owner.team, "web");
///
/// // Content that the type does not cover is preserved.
/// owner.team = "mail".to_owned();
/// metadata.set(&owner)?;
/// assert_eq!(
///     domain.to_xml()?,
///     "<domain type='kvm' xmlns:app='http://example.org/app'>
///   <metadata>
///     <app:owner>
///       <app:team>mail</app:team>
///       <app:since>2026</app:since>
///     </app:owner>
///   </metadata>
/// </domain>
/// "
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait Vocabulary: YaDeserialize + YaSerialize {
    /// URI of the namespace.
    const NAMESPACE: &'static str;
    /// Local name of the element.
    const ELEMENT: &'static str;
    /// Declares that a value covers all content of the element, including whitespace around texts.
    ///
    /// yaserde's derive drops unknown content, so its types do not, and [`Metadata::set`] preserves the rest.
    const COMPLETE: bool = false;
}

impl Metadata {
    /// Returns the value that the owner of a vocabulary stored; `None` if its namespace has no element.
    ///
    /// Prefixes do not matter, wherever they are declared. Content that the type does not cover is left out of the
    /// value ([`Metadata::unknown`] lists it), and preserved when the value is set again. yaserde trims texts.
    ///
    /// # Errors
    /// If there are several elements of the namespace, or one of another name, or its content is not what the type
    /// expects.
    pub fn get<T: Vocabulary>(&self) -> Result<Option<T>, Error> {
        let Some(at) = self.find(T::NAMESPACE, T::ELEMENT)? else { return Ok(None) };
        read(&self.owned(at)?).map(Some)
    }

    /// Stores a value: replaces the existing element of its namespace, or appends one.
    ///
    /// An equal value changes nothing. Content of the existing element that the type does not cover is preserved, and
    /// so is the spelling of unchanged values. Where that is not possible, because the content is within one of several
    /// elements of the same name and this one has changed, nothing is changed.
    ///
    /// # Errors
    /// As [`Metadata::get`]; if content would be lost; if the value cannot be written, or is written as an element
    /// other than its vocabulary's.
    pub fn set<T: Vocabulary>(&mut self, value: &T) -> Result<(), Error> {
        self.set_within(value, &[])
    }

    /// Stores a value in place of all elements of its namespace, and returns them.
    ///
    /// # Errors
    /// If the value cannot be written, or is written as an element other than its vocabulary's.
    pub fn overwrite<T: Vocabulary>(&mut self, value: &T) -> Result<Vec<KeptElement>, Error> {
        let element = self.element(tree(value)?, None, &[])?;
        Ok(self.put(element))
    }

    /// Removes and returns all elements of the vocabulary's namespace.
    pub fn remove<T: Vocabulary>(&mut self) -> Vec<KeptElement> {
        self.remove_namespace(T::NAMESPACE)
    }

    /// Returns the paths of the content that the vocabulary's type does not cover, such as
    /// `/domain/metadata/app:owner/app:since`.
    ///
    /// # Errors
    /// As [`Metadata::get`].
    pub fn unknown<T: Vocabulary>(&self) -> Result<Vec<String>, Error> {
        let Some(at) = self.find(T::NAMESPACE, T::ELEMENT)? else { return Ok(Vec::new()) };
        let owned = self.owned(at)?;
        if T::COMPLETE {
            return Ok(Vec::new());
        }
        let known = tree(&read::<T>(&owned)?)?;
        Ok(merge::unknown(&owned.tree, &known, &owned.path))
    }

    fn set_within<T: Vocabulary>(&mut self, value: &T, outer: &[NamespaceDecl]) -> Result<(), Error> {
        let mut new = tree(value)?;
        let Some(at) = self.find(T::NAMESPACE, T::ELEMENT)? else {
            let element = self.element(new, None, outer)?;
            self.nodes.push(Node::Element(element));
            return Ok(());
        };
        let owned = self.owned(at)?;
        let known = if T::COMPLETE { owned.tree.clone() } else { tree(&read::<T>(&owned)?)? };
        if new == known {
            return Ok(());
        }
        let lost = merge::merge(&owned.tree, &known, &mut new, &owned.path);
        if !lost.is_empty() {
            return Err(Error {
                kind: ErrorKind::WouldLose,
                message: format!(
                    "setting a `{}` would lose content that it does not cover: {}",
                    name::<T>(),
                    lost.join(", ")
                ),
                path: owned.path,
                help: "add fields for it to the type, or use `overwrite`".to_owned(),
            });
        }
        let element = self.element(new, Some(&owned.tree), outer)?;
        self.nodes[at] = Node::Element(element);
        Ok(())
    }

    /// Returns the position of the only element of a namespace.
    fn find(&self, namespace: &str, name: &str) -> Result<Option<usize>, Error> {
        let mut found = self.nodes.iter().enumerate().filter_map(|(at, node)| match node {
            Node::Element(element) if element.namespace().as_deref() == Some(namespace) => Some((at, element)),
            _ => None,
        });
        let Some((at, element)) = found.next() else { return Ok(None) };
        if let Some((second, _)) = found.next() {
            return Err(Error {
                kind: ErrorKind::Duplicate,
                path: self.path(second),
                message: format!("duplicate element of the namespace `{namespace}`"),
                help: "keep one of them; libvirt drops all but the first".to_owned(),
            });
        }
        if element.local_name() != name {
            return Err(Error {
                kind: ErrorKind::OtherElement,
                path: self.path(at),
                message: format!("the element of the namespace `{namespace}` is <{}>, not <{name}>", element.name()),
                help: "each namespace has one element; rename it, or choose another namespace".to_owned(),
            });
        }
        Ok(Some(at))
    }

    fn owned(&self, at: usize) -> Result<Owned, Error> {
        let path = self.path(at);
        let element = match &self.nodes[at] {
            Node::Element(element) => element.to_xml().and_then(|text| Ok((text, element.tree()?))),
            _ => Ok(Default::default()),
        };
        match element {
            Ok((text, tree)) => Ok(Owned { path, text, tree }),
            Err(error) => {
                let diagnostic = error.finding();
                let (message, help) = (diagnostic.message.clone(), diagnostic.help.clone().unwrap_or_default());
                Err(Error { kind: ErrorKind::Unreadable, path, message, help })
            }
        }
    }

    fn path(&self, at: usize) -> String {
        let name = |node: &Node| match node {
            Node::Element(element) => Some(element.name().to_owned()),
            _ => None,
        };
        let own = name(&self.nodes[at]);
        let before = self.nodes[..at].iter().filter(|node| name(node) == own).count();
        let number = if before == 0 { String::new() } else { format!("[{}]", before + 1) };
        format!("{PATH}/{}{number}", own.unwrap_or_default())
    }

    /// The element of a value, with the prefix that its namespace has here.
    fn element(&self, mut new: Tree, old: Option<&Tree>, outer: &[NamespaceDecl]) -> Result<KeptElement, Error> {
        let inner = &self.namespaces.0;
        let declared = |prefix: &str| {
            let decl = inner.iter().chain(outer).find(|decl| *decl.prefix == *prefix);
            decl.map(|decl| &decl.uri)
        };
        let usable = inner.iter().chain(outer).filter(|decl| {
            Some(&decl.uri) == new.namespace.as_ref()
                && !decl.prefix.is_empty()
                && declared(&decl.prefix) == Some(&decl.uri)
        });
        let old = old.map(|old| &old.prefix).filter(|prefix| !prefix.is_empty());
        if let (Some(prefix), Some(namespace)) =
            (old.or(usable.map(|decl| &decl.prefix).next()).cloned(), new.namespace.clone())
        {
            prefix_with(&mut new, &prefix, &namespace);
        }
        new.to_kept(DEPTH).map_err(|error| unwritable(&error))
    }
}

impl Domain {
    /// Returns the value that the owner of a vocabulary stored in `<metadata>`, as [`Metadata::get`] does.
    ///
    /// # Errors
    /// As [`Metadata::get`].
    pub fn metadata_of<T: Vocabulary>(&self) -> Result<Option<T>, Error> {
        self.metadata.as_ref().map_or(Ok(None), Metadata::get)
    }

    /// Stores a value in `<metadata>`, as [`Metadata::set`] does, with the prefix that the domain declares for its
    /// namespace, if any.
    ///
    /// # Errors
    /// As [`Metadata::set`].
    pub fn set_metadata<T: Vocabulary>(&mut self, value: &T) -> Result<(), Error> {
        match &mut self.metadata {
            Some(metadata) => metadata.set_within(value, &self.namespaces.0),
            None => {
                let mut metadata = Metadata::default();
                metadata.set_within(value, &self.namespaces.0)?;
                self.metadata = Some(metadata);
                Ok(())
            }
        }
    }
}

const PATH: &str = "/domain/metadata";

/// Depth of an owner's element.
const DEPTH: usize = 2;

/// An element with its path, as a document and as a tree.
struct Owned {
    path: String,
    text: String,
    tree: Tree,
}

fn read<T: Vocabulary>(owned: &Owned) -> Result<T, Error> {
    read_document(&owned.text, !T::COMPLETE).map_err(|error| {
        let (path, message) = locate(owned, error);
        let help = format!("correct it, or what the type `{}` expects", name::<T>());
        Error { kind: ErrorKind::Unreadable, path, message, help }
    })
}

/// The path of the element that an error of yaserde concerns, as far as known, and the rest of the message.
fn locate(owned: &Owned, mut error: yaserde::Error) -> (String, String) {
    let (mut path, mut tree) = (owned.path.clone(), &owned.tree);
    while let yaserde::Error::Field { name, source } = error {
        if name.starts_with('@') {
            return (format!("{path}/{name}"), source.to_string());
        }
        let Some((steps, element)) = find(tree, &name) else {
            return (path, format!("{name}: {source}"));
        };
        path.push_str(&steps);
        (tree, error) = (element, *source);
    }
    (path, error.to_string())
}

/// The only element of a name below a tree: yaserde does not tell its parent.
fn find<'t>(tree: &'t Tree, name: &str) -> Option<(String, &'t Tree)> {
    if let Some(element) = tree.elements().find(|element| tree.step_to(element) == name) {
        return Some((format!("/{name}"), element));
    }
    let (mut found, mut queue) = (None, vec![(String::new(), tree)]);
    while let Some((path, tree)) = queue.pop() {
        for element in tree.elements() {
            let path = format!("{path}/{}", tree.step_to(element));
            if *element.name == *name && found.replace((path.clone(), element)).is_some() {
                return None;
            }
            queue.push((path, element));
        }
    }
    found
}

/// The element that yaserde writes for a value.
fn tree<T: Vocabulary>(value: &T) -> Result<Tree, Error> {
    let wrong = |message: String, help: &str| Error {
        kind: ErrorKind::Unwritable,
        path: PATH.to_owned(),
        message,
        help: help.to_owned(),
    };
    let text = yaserde::ser::to_string(value)
        .map_err(|error| wrong(error.to_string(), &format!("correct the value of type `{}`", name::<T>())))?;
    let tree = KeptElement::from_xml(&text).and_then(|kept| kept.tree()).map_err(|error| unwritable(&error))?;
    if T::NAMESPACE.is_empty() {
        let message = format!("the vocabulary of `{}` has no namespace", name::<T>());
        return Err(wrong(message, "give it one: libvirt drops elements without a namespace"));
    }
    if !tree.is(Some(T::NAMESPACE), T::ELEMENT) {
        let namespace = tree.namespace.as_deref().unwrap_or_default();
        let message = format!(
            "`{}` is written as <{}> of the namespace `{namespace}`, and not as <{}> of `{}`",
            name::<T>(),
            tree.name,
            T::ELEMENT,
            T::NAMESPACE
        );
        let help = "correct `rename`, `prefix` and `namespaces` of its #[yaserde(...)], or its `Vocabulary`";
        return Err(wrong(message, help));
    }
    Ok(tree)
}

/// Sets the prefix of the elements and attributes of a namespace.
fn prefix_with(tree: &mut Tree, prefix: &str, namespace: &str) {
    tree.declarations.retain(|decl| *decl.uri != *namespace);
    if tree.namespace.as_deref() == Some(namespace) {
        tree.prefix = prefix.into();
    }
    for attribute in tree.attributes.iter_mut().filter(|attribute| attribute.namespace.as_deref() == Some(namespace)) {
        attribute.prefix = prefix.into();
    }
    for node in &mut tree.nodes {
        if let xml::TreeNode::Element(element) = node {
            prefix_with(element, prefix, namespace);
        }
    }
}

fn unwritable(error: &xml::Error) -> Error {
    let diagnostic = error.finding();
    Error {
        kind: ErrorKind::Unwritable,
        path: format!("{PATH}{}", diagnostic.path),
        message: diagnostic.message.clone(),
        help: diagnostic.help.clone().unwrap_or_default(),
    }
}

/// The type's name without its modules.
fn name<T>() -> &'static str {
    let name = std::any::type_name::<T>();
    name.rsplit("::").next().unwrap_or(name)
}
