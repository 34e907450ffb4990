//! The schema and what it includes, imports or redefines; what a qualified name means in them.

use std::cell::{Cell, OnceCell};
use std::collections::{BTreeSet, HashMap};
use std::path::PathBuf;
use std::sync::Arc;

use super::super::Reading;
use super::super::neighbours::{MOST_FILES, Neighbours};
use super::NAMESPACE;
use crate::document::{Element, Markup, parse_markup};
use crate::text::Source;

/// The number of the schema that is being read, among the files.
pub(super) const MAIN: usize = 0;

/// What a name can be the name of; each kind has names of its own.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    Element,
    Attribute,
    Type,
    Group,
    AttributeGroup,
}

impl Kind {
    /// The kind of a component by its element's name.
    pub(super) fn of(tag: &str) -> Option<Self> {
        Some(match tag {
            "element" => Self::Element,
            "attribute" => Self::Attribute,
            "complexType" | "simpleType" => Self::Type,
            "group" => Self::Group,
            "attributeGroup" => Self::AttributeGroup,
            _ => return None,
        })
    }
}

/// Keeps texts and their trees at a fixed place, so that others can borrow from them while more
/// come in.
#[derive(Default)]
pub(super) struct Shelf<'d> {
    slots: OnceCell<Box<[Slot<'d>]>>,
    used: Cell<usize>,
}

#[derive(Default)]
struct Slot<'d> {
    source: OnceCell<Arc<Source>>,
    markup: OnceCell<Markup<'d>>,
}

impl<'d> Shelf<'d> {
    /// Puts a text on the shelf and reads it.
    fn put(&'d self, source: Arc<Source>) -> Result<&'d Markup<'d>, String> {
        let slots = self.slots.get_or_init(|| (0..MOST_FILES).map(|_| Slot::default()).collect());
        let Some(slot) = slots.get(self.used.get()) else {
            return Err(format!("is one more than the {MOST_FILES} files that are opened for one schema"));
        };
        self.used.set(self.used.get() + 1);
        let source = slot.source.get_or_init(|| source);
        let markup =
            parse_markup(source).map_err(|error| format!("is not well-formed XML: {}", error.message))?;
        Ok(slot.markup.get_or_init(|| markup))
    }
}

/// A file that was read.
struct File<'d> {
    source: Arc<Source>,
    path: Option<PathBuf>,
    namespace: &'d str,
    globals: HashMap<(Kind, &'d str), Element<'d>>,
}

/// A component and the file it stands in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Component<'d> {
    pub(super) file: usize,
    pub(super) node: Element<'d>,
}

/// What a name means.
#[derive(Clone, Copy)]
pub(super) enum Meaning<'d> {
    /// A type of XML Schema itself, or a name of XML's own such as `xml:lang`.
    BuiltIn(&'d str),
    /// A component.
    Component(Component<'d>),
    /// Nothing that is known here.
    Unknown,
}

/// The schema and the files opened so far.
pub(super) struct Files<'d> {
    shelf: &'d Shelf<'d>,
    neighbours: Neighbours,
    files: Vec<File<'d>>,
    /// Files that are referred to and not opened yet.
    waiting: Vec<PathBuf>,
    seen: BTreeSet<PathBuf>,
    /// Files that the main one refers to by themselves.
    pub(super) references: BTreeSet<PathBuf>,
    /// Places in the main file that refer to what cannot be opened, with the reason.
    pub(super) troubles: Vec<(Element<'d>, String)>,
}

impl<'d> Files<'d> {
    /// The schema, and a look at what it refers to.
    pub(super) fn new(reading: &Reading<'_>, markup: &'d Markup<'d>, shelf: &'d Shelf<'d>) -> Self {
        let path = reading.file.and_then(|file| std::path::absolute(file).ok());
        let mut files = Self {
            shelf,
            neighbours: Neighbours::new(reading.root),
            files: Vec::new(),
            waiting: Vec::new(),
            seen: path.iter().cloned().collect(),
            references: BTreeSet::new(),
            troubles: Vec::new(),
        };
        files.add(Arc::clone(reading.source), path, markup);
        files.waiting.reverse();
        files
    }

    /// The text of a file.
    pub(super) fn source(&self, file: usize) -> &Arc<Source> {
        &self.files[file].source
    }

    /// Every element of the main schema that holds components: itself, and what it redefines.
    pub(super) fn homes(root: Element<'d>) -> Vec<Element<'d>> {
        let inner = root.children().filter(|node| is(*node, "redefine") || is(*node, "override"));
        std::iter::once(root).chain(inner).collect()
    }

    fn add(&mut self, source: Arc<Source>, path: Option<PathBuf>, markup: &'d Markup<'d>) {
        let root = markup.root_element();
        let (main, mut globals) = (self.files.is_empty(), HashMap::new());
        for home in Self::homes(root) {
            for node in home.children().filter(|node| is_of_schema(*node)) {
                if let (Some(kind), Some(name)) = (Kind::of(node.tag_name().name()), node.attribute("name")) {
                    globals.entry((kind, name)).or_insert(node);
                }
            }
        }
        for node in root.children().filter(|node| is_of_schema(*node)) {
            let refers = matches!(node.tag_name().name(), "include" | "import" | "redefine" | "override");
            let Some(location) = node.attribute("schemaLocation").map(str::trim).filter(|_| refers) else {
                continue;
            };
            let found = self.neighbour(path.as_ref(), location);
            match found {
                Ok(Some(path)) => {
                    if main {
                        self.references.insert(path.clone());
                    }
                    if self.seen.insert(path.clone()) {
                        self.waiting.push(path);
                    }
                }
                Ok(None) => {}
                Err(why) if main => self.troubles.push((node, why)),
                Err(_) => {}
            }
        }
        let namespace = root.attribute("targetNamespace").unwrap_or_default();
        self.files.push(File { source, path, namespace, globals });
    }

    /// The path of a file that is referred to; none for an address, which is never fetched and is
    /// missed only where something in it is.
    fn neighbour(&self, from: Option<&PathBuf>, location: &str) -> Result<Option<PathBuf>, String> {
        if location.is_empty() || location.contains("://") || location.starts_with("urn:") {
            return Ok(None);
        }
        let Some(from) = from else {
            return Err("is a file beside this one, and this schema came from standard input".to_owned());
        };
        let joined = self.neighbours.joined(from, &location.replace("%20", " "));
        self.neighbours.find(&joined).map(|place| Some(place.path))
    }

    /// Opens the next file that waits. What cannot be read is said where it is checked itself.
    fn open_next(&mut self) -> bool {
        let Some(path) = self.waiting.pop() else { return false };
        let before = self.waiting.len();
        let read = self.neighbours.find(&path).and_then(|place| self.neighbours.load(&place));
        if let Ok(source) = read
            && let Ok(markup) = self.shelf.put(Arc::clone(&source))
            && is_schema(markup.root_element())
        {
            self.add(source, Some(path), markup);
            // The nearest first: those that this one refers to come after the others.
            let later = self.waiting.split_off(before);
            self.waiting.splice(0..0, later.into_iter().rev());
        }
        true
    }

    /// What a name in an attribute means. `except` is a component that it cannot mean: a type that
    /// is redefined names itself.
    pub(super) fn meaning(
        &mut self,
        kind: Kind,
        from: Component<'d>,
        name: &'d str,
        except: Option<Component<'d>>,
    ) -> Meaning<'d> {
        let (prefix, local) = name.trim().split_once(':').map_or((None, name.trim()), |(p, l)| (Some(p), l));
        let uri = from.node.lookup_namespace_uri(prefix);
        if uri == Some(NAMESPACE) && kind == Kind::Type {
            return Meaning::BuiltIn(local);
        }
        if prefix == Some("xml") && kind != Kind::Type {
            return Meaning::BuiltIn(local);
        }
        let of = |files: &[File<'d>], file: usize, strict: bool| {
            let known = &files[file];
            let fits = known.namespace == uri.unwrap_or_default() || (!strict && known.namespace.is_empty());
            let node = *known.globals.get(&(kind, local)).filter(|_| fits || (!strict && uri.is_none()))?;
            Some(Component { file, node }).filter(|found| Some(*found) != except)
        };
        let mut file = 0;
        if let Some(found) = of(&self.files, from.file, true) {
            return Meaning::Component(found);
        }
        loop {
            while file < self.files.len() {
                if let Some(found) = of(&self.files, file, true) {
                    return Meaning::Component(found);
                }
                file += 1;
            }
            if !self.open_next() {
                break;
            }
        }
        // A schema without a namespace takes that of the one that includes it.
        if let Some(found) = (0..self.files.len()).find_map(|file| of(&self.files, file, false)) {
            return Meaning::Component(found);
        }
        let own = kind == Kind::Type && super::types::built_in(local).is_some();
        if own && uri.is_none() { Meaning::BuiltIn(local) } else { Meaning::Unknown }
    }

    /// The path of a file as it is printed.
    pub(super) fn path(&self, file: usize) -> Option<&PathBuf> {
        self.files[file].path.as_ref()
    }
}

/// Whether an element is one of XML Schema's.
pub(super) fn is_of_schema(node: Element<'_>) -> bool {
    node.is_element() && node.tag_name().namespace() == Some(NAMESPACE)
}

/// Whether an element is one of XML Schema's with this name.
pub(super) fn is(node: Element<'_>, name: &str) -> bool {
    node.tag_name().name() == name && is_of_schema(node)
}

fn is_schema(node: Element<'_>) -> bool {
    is(node, "schema")
}
