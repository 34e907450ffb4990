//! From the text of a `$ref` to the schema it leads to: JSON Pointers, anchors, `$id`s, and
//! files beside this one.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::rc::Rc;

use super::address::{decoded, has_scheme, joined, split, unescaped, way};
use super::files::Files;
use super::identity::{ByIdentity, Identity, identity};
use crate::document::{Kind, NodeRef};

/// Where a schema lives: its file, and the nearest schema with an `$id` around it, from which
/// `#/…` is counted.
#[derive(Clone, Copy)]
pub(super) struct Home<'d> {
    /// The number of the file.
    pub(super) file: usize,
    /// The resource.
    pub(super) resource: NodeRef<'d>,
}

/// A schema that a reference leads to.
#[derive(Clone, Copy)]
pub(super) struct Target<'d> {
    /// Where it lives.
    pub(super) home: Home<'d>,
    /// The schema.
    pub(super) node: NodeRef<'d>,
}

/// The anchors and ids of one file.
#[derive(Default)]
struct Index<'d> {
    ids: HashMap<String, NodeRef<'d>>,
    anchors: HashMap<(Identity, &'d str), NodeRef<'d>>,
    anywhere: HashMap<&'d str, NodeRef<'d>>,
}

/// Mappings with more members than this are looked up through a table.
const FEW: usize = 16;

/// Answers references. Each answer is worked out once.
pub(super) struct Resolver<'d> {
    /// The schema and its neighbours.
    pub(super) files: Files<'d>,
    /// By resource, then by the text of the reference.
    answers: ByIdentity<HashMap<&'d str, Result<Target<'d>, Rc<str>>>>,
    tables: ByIdentity<HashMap<&'d str, NodeRef<'d>>>,
    indexes: HashMap<usize, Index<'d>>,
}

impl<'d> Resolver<'d> {
    /// A resolver that has answered nothing yet.
    pub(super) fn new(files: Files<'d>) -> Self {
        Self { files, answers: ByIdentity::default(), tables: ByIdentity::default(), indexes: HashMap::new() }
    }

    /// The outermost schema of a file.
    pub(super) fn root(&self, file: usize) -> NodeRef<'d> {
        self.files.file(file).document.root()
    }

    /// Where a reference leads.
    ///
    /// # Errors
    /// What is wrong, as the second half of a sentence about the reference.
    pub(super) fn resolve(&mut self, home: Home<'d>, reference: &'d str) -> Result<Target<'d>, Rc<str>> {
        let resource = identity(home.resource);
        if let Some(answer) = self.answers.get(&resource).and_then(|answers| answers.get(reference)) {
            return answer.clone();
        }
        let answer = self.work_out(home, reference);
        self.answers.entry(resource).or_default().insert(reference, answer.clone());
        answer
    }

    fn work_out(&mut self, home: Home<'d>, reference: &'d str) -> Result<Target<'d>, Rc<str>> {
        let (address, fragment) = split(reference);
        let resource = if address.is_empty() { home } else { self.resource(home, address)? };
        let fragment = decoded(fragment).ok_or("is not UTF-8 once `%` is decoded")?;
        let whole = self.root(resource.file);
        // Many files give every property an `$id` that was never meant as a base: what is not
        // found from the nearest one is looked for from the outermost schema.
        let node = self
            .fragment(resource, &fragment)
            .or_else(|| self.fragment(Home { resource: whole, ..resource }, &fragment))
            .ok_or("leads to nothing: there is no such place")?;
        if !node.is_object() && node.as_bool().is_none() {
            return Err("leads to a value that is no schema".into());
        }
        Ok(Target { home: resource, node })
    }

    /// The resource with an address: one inside the same file by its `$id`, or another file.
    fn resource(&mut self, home: Home<'d>, address: &str) -> Result<Home<'d>, Rc<str>> {
        let base = self.base(home);
        let full = joined(&base, address);
        if let Some(&resource) = self.index(home.file).ids.get(full.as_ref()) {
            return Ok(Home { file: home.file, resource });
        }
        if !has_scheme(address) {
            if address.starts_with('/') {
                return Err("is an address from the root of a site, and nothing is fetched".into());
            }
            let path = decoded(address).ok_or("is not UTF-8 once `%` is decoded")?;
            let file = self.files.open(home.file, &path)?;
            return Ok(Home { file, resource: self.root(file) });
        }
        // The address of a file that is also a neighbour here, and says that it is: where the
        // site has it, or beside this one.
        let way = way(&base, address);
        for path in way.into_iter().chain(self.files.beside(home.file, address)) {
            if let Ok(file) = self.files.open(home.file, &path)
                && own_id(self.root(file)).is_some_and(|id| split(id).0 == address)
            {
                return Ok(Home { file, resource: self.root(file) });
            }
        }
        Err("is not a file in this repository, and nothing is fetched".into())
    }

    /// The address that relative ones are joined to.
    fn base(&self, home: Home<'d>) -> String {
        let root = self.root(home.file);
        let base = own_id(root).map_or("", |id| split(id).0);
        if identity(root) == identity(home.resource) {
            return base.to_owned();
        }
        own_id(home.resource).map_or(base.into(), |id| joined(base, split(id).0)).into_owned()
    }

    fn fragment(&mut self, home: Home<'d>, fragment: &str) -> Option<NodeRef<'d>> {
        if fragment.is_empty() {
            return Some(home.resource);
        }
        if !fragment.starts_with('/') {
            let index = self.index(home.file);
            // The key lives only for this look-up, so the anchor is found by name first.
            let (&name, &anywhere) = index.anywhere.get_key_value(fragment)?;
            let near = index.anchors.get(&(identity(home.resource), name));
            return Some(near.copied().unwrap_or(anywhere));
        }
        let mut here = home.resource;
        for part in fragment.split('/').skip(1) {
            here = self.step(here, &unescaped(part))?;
        }
        Some(here)
    }

    fn step(&mut self, node: NodeRef<'d>, key: &str) -> Option<NodeRef<'d>> {
        match &node.node().kind {
            Kind::Array(_) => node.items().nth(key.parse().ok()?),
            Kind::Object(members) if members.len() > FEW => {
                let table = self
                    .tables
                    .entry(identity(node))
                    .or_insert_with(|| node.members().map(|(key, value)| (key.text, value)).collect());
                table.get(key).copied()
            }
            _ => node.get(key),
        }
    }

    fn index(&mut self, file: usize) -> &Index<'d> {
        let root = self.root(file);
        match self.indexes.entry(file) {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => entry.insert(Index::of(root)),
        }
    }
}

/// The `$id` of a schema, or draft 04's `id`.
fn own_id(schema: NodeRef<'_>) -> Option<&str> {
    schema.get_str("$id").or_else(|| schema.get_str("id"))
}

impl<'d> Index<'d> {
    /// Walks a whole document. What only looks like a schema (`enum`, `default`) is left out.
    fn of(root: NodeRef<'d>) -> Self {
        let mut index = Self::default();
        let base = own_id(root).map_or("", |id| split(id).0);
        if !base.is_empty() {
            index.ids.insert(base.to_owned(), root);
        }
        let mut open = vec![(root, root)];
        while let Some((node, mut resource)) = open.pop() {
            let mut names: [Option<&'d str>; 3] = [None; 3];
            for (key, value) in node.members() {
                match (key.text, value.as_str()) {
                    ("$id" | "id", Some(id)) if id.starts_with('#') => names[0] = Some(&id[1..]),
                    ("$id" | "id", Some(id)) if identity(node) != identity(root) => {
                        resource = node;
                        index.ids.entry(joined(base, split(id).0).into_owned()).or_insert(node);
                    }
                    ("$anchor", Some(name)) => names[1] = Some(name),
                    ("$dynamicAnchor", Some(name)) => names[2] = Some(name),
                    _ => {}
                }
            }
            for name in names.into_iter().flatten() {
                index.anchors.entry((identity(resource), name)).or_insert(node);
                index.anywhere.entry(name).or_insert(node);
            }
            for (key, value) in node.members() {
                if !matches!(key.text, "enum" | "const" | "default" | "examples" | "example" | "x-gdpr") {
                    open.push((value, resource));
                }
            }
            open.extend(node.items().map(|item| (item, resource)));
        }
        index
    }
}
