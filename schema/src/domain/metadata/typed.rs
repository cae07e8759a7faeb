//! `<metadata>` as values of its owners' types, through yaserde.

use yaserde::{YaDeserialize, YaSerialize};

use super::{Error, ErrorKind, Metadata, merge};
use crate::Domain;
use crate::interop::yaserde::read_document;
use crate::xml::{self, Element, KeptElement, NamespaceDecl, Node, Tree};

/// A type whose values one application stores in `<metadata>`: what yaserde derives for it, and where
/// its element is to be found.
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
/// // What the type does not know stays.
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
    /// URI of the name space.
    const NAMESPACE: &'static str;
    /// Local name of the element.
    const ELEMENT: &'static str;
    /// Whether a value holds whatever the element holds, blanks around texts included.
    ///
    /// yaserde's derive drops what it does not know, so its types say no, and [`Metadata::set`] looks
    /// after the rest.
    const COMPLETE: bool = false;
}

impl Metadata {
    /// The value that the owner of a vocabulary stored; nothing if its name space has no element.
    ///
    /// Prefixes do not matter, wherever they are declared. What the type does not know is left out of
    /// the value ([`Metadata::unknown`] lists it), and stays when the value is set again. yaserde trims
    /// texts.
    ///
    /// # Errors
    /// If there are several elements of the name space, or one of another name, or if it does not hold
    /// what the type expects.
    pub fn get<T: Vocabulary>(&self) -> Result<Option<T>, Error> {
        let Some(at) = self.find(T::NAMESPACE, T::ELEMENT)? else { return Ok(None) };
        read(&self.owned(at)?).map(Some)
    }

    /// Stores a value: in place of the one that stands there, else behind all others.
    ///
    /// A value that is as before changes nothing. What the type does not know of the element that stands
    /// there stays in it, and so does the spelling of what is as before. Where that is not possible, because it is within one of
    /// several elements of one name and this one is another now, nothing is changed.
    ///
    /// # Errors
    /// As [`Metadata::get`]; if something would be lost; if the value cannot be written, or is written
    /// as another element than its vocabulary says.
    pub fn set<T: Vocabulary>(&mut self, value: &T) -> Result<(), Error> {
        self.set_within(value, &[])
    }

    /// Stores a value in place of all elements of its name space, whatever they hold.
    ///
    /// # Errors
    /// If the value cannot be written, or is written as another element than its vocabulary says.
    pub fn overwrite<T: Vocabulary>(&mut self, value: &T) -> Result<Vec<KeptElement>, Error> {
        let element = self.element(tree(value)?, None, &[])?;
        Ok(self.put(element))
    }

    /// Takes out all elements of the vocabulary's name space.
    pub fn remove<T: Vocabulary>(&mut self) -> Vec<KeptElement> {
        self.remove_namespace(T::NAMESPACE)
    }

    /// The paths of what the vocabulary's type does not know of its element, such as
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
                message: format!("setting a `{}` would lose what it does not know: {}", name::<T>(), lost.join(", ")),
                path: owned.path,
                help: "give the type fields for it, or use `overwrite`".to_owned(),
            });
        }
        let element = self.element(new, Some(&owned.tree), outer)?;
        self.nodes[at] = Node::Element(element);
        Ok(())
    }

    /// Which node is the one element of a name space.
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
                message: format!("a second element of the name space `{namespace}`, where one may stand"),
                help: "keep one of them; libvirt itself drops all but the first".to_owned(),
            });
        }
        if element.local_name() != name {
            return Err(Error {
                kind: ErrorKind::OtherElement,
                path: self.path(at),
                message: format!("the element of the name space `{namespace}` is <{}>, not <{name}>", element.name()),
                help: "each name space has one element; rename it, or choose another name space".to_owned(),
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
                let diagnostic = error.diagnostic();
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

    /// A value as it is to be kept, with the prefix that its name space has here.
    fn element(&self, mut new: Tree, old: Option<&Tree>, outer: &[NamespaceDecl]) -> Result<KeptElement, Error> {
        let inner = self.extra.namespaces();
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
    /// The value that the owner of a vocabulary stored in `<metadata>`, as [`Metadata::get`] gives it.
    ///
    /// # Errors
    /// As [`Metadata::get`].
    pub fn metadata_of<T: Vocabulary>(&self) -> Result<Option<T>, Error> {
        self.metadata.as_ref().map_or(Ok(None), Metadata::get)
    }

    /// Stores a value in `<metadata>`, as [`Metadata::set`] does, under the prefix that the domain
    /// declares for its name space if it declares one.
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

/// Depth at which an owner's element stands.
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

/// The path of the element that an error of yaserde is about, as far as it says, and the rest of it.
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

/// The element of a name, if there is just one below a tree: yaserde does not say within which.
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

/// What yaserde writes of a value.
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
        let message = format!("the vocabulary of `{}` has no name space", name::<T>());
        return Err(wrong(message, "give it one: libvirt drops elements without name space"));
    }
    if !tree.is(Some(T::NAMESPACE), T::ELEMENT) {
        let namespace = tree.namespace.as_deref().unwrap_or_default();
        let message = format!(
            "`{}` is written as <{}> of the name space `{namespace}`, and not as <{}> of `{}`",
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

/// Gives the elements and attributes of a name space one prefix.
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
    let diagnostic = error.diagnostic();
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
