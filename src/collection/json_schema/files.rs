//! The schema and the files inside the root that it refers to, each read at most once.

use std::cell::{Cell, OnceCell};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::super::Reading;
use super::super::neighbours::{MOST_FILES, Neighbours};
use super::siblings::Siblings;
use crate::document::{Document, Syntax};

/// The number of the schema that is being read, among the files.
pub(super) const MAIN: usize = 0;

/// Keeps documents at a fixed place, so that others can borrow from them while more come in.
#[derive(Default)]
pub(in crate::collection) struct Shelf {
    slots: OnceCell<Box<[OnceCell<Document>]>>,
    used: Cell<usize>,
}

impl Shelf {
    /// Puts a document on the shelf; none where it is full.
    fn put(&self, document: Document) -> Option<&Document> {
        let slots = self.slots.get_or_init(|| (0..MOST_FILES).map(|_| OnceCell::new()).collect());
        let slot = slots.get(self.used.get())?;
        self.used.set(self.used.get() + 1);
        Some(slot.get_or_init(|| document))
    }

    fn is_full(&self) -> bool {
        self.used.get() >= MOST_FILES
    }
}

/// A file that was read.
pub(super) struct File<'d> {
    /// Its tree.
    pub(super) document: &'d Document,
    /// Its absolute path inside the root; none for standard input.
    pub(super) path: Option<PathBuf>,
}

/// The schema and the neighbours opened so far.
pub(super) struct Files<'d> {
    shelf: &'d Shelf,
    neighbours: Neighbours,
    files: Vec<File<'d>>,
    known: HashMap<PathBuf, Result<usize, Rc<str>>>,
    siblings: Siblings,
}

impl<'d> Files<'d> {
    /// The schema alone.
    pub(super) fn new(reading: &Reading<'_>, document: &'d Document, shelf: &'d Shelf) -> Self {
        let path = reading.file.and_then(|file| std::path::absolute(file).ok());
        Self {
            shelf,
            neighbours: Neighbours::new(reading.root),
            files: vec![File { document, path }],
            known: HashMap::new(),
            siblings: Siblings::default(),
        }
    }

    /// A file by its number. Numbers come from [`Files::open`] and [`MAIN`] only.
    pub(super) fn file(&self, number: usize) -> &File<'d> {
        &self.files[number]
    }

    /// Opens a neighbour by its path relative to another file.
    ///
    /// # Errors
    /// Why it cannot be read, as the second half of a sentence about the reference.
    pub(super) fn open(&mut self, from: usize, relative: &str) -> Result<usize, Rc<str>> {
        let Some(path) = &self.files[from].path else {
            return Err("is a file beside this one, and this schema came from standard input".into());
        };
        let joined = self.neighbours.joined(path, relative);
        if let Some(known) = self.known.get(&joined) {
            return known.clone();
        }
        let result = self.read(&joined).map_err(Rc::from);
        self.known.insert(joined, result.clone());
        result
    }

    /// The names of files beside another one that may have an address as their `$id`.
    pub(super) fn beside(&mut self, from: usize, address: &str) -> Vec<String> {
        let folder = self.files[from].path.as_deref().and_then(Path::parent);
        let inside = folder.filter(|folder| folder.starts_with(self.neighbours.root()));
        inside.map(|folder| self.siblings.mentioning(folder, address)).unwrap_or_default()
    }

    fn read(&mut self, path: &Path) -> Result<usize, String> {
        let place = self.neighbours.find(path)?;
        let same = |file: &File<'_>| file.path.as_deref().is_some_and(|path| path == place.path);
        if let Some(number) = self.files.iter().position(same) {
            return Ok(number);
        }
        let Some(syntax) = Syntax::of_path(&place.shown).filter(|&s| s != Syntax::Toml) else {
            return Err("is neither JSON nor YAML".to_owned());
        };
        if self.shelf.is_full() {
            return Err(format!("is one more than the {MOST_FILES} files that are opened for one schema"));
        }
        let source = self.neighbours.load(&place)?;
        let document = Document::parse(source, syntax)
            .map_err(|error| format!("is not well-formed {}: {}", syntax.name(), error.message))?;
        let document = self.shelf.put(document).ok_or("could not be kept")?;
        self.files.push(File { document, path: Some(place.path) });
        Ok(self.files.len() - 1)
    }
}
