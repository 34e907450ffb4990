//! The neighbours of a schema: files inside the root that it refers to, each read at most once.

use std::cell::{Cell, OnceCell};
use std::collections::HashMap;
use std::io::Read as _;
use std::path::{Component, Path, PathBuf};
use std::rc::Rc;

use super::super::Reading;
use super::siblings::Siblings;
use crate::document::{Document, Syntax};
use crate::text::{LARGEST_FILE, Source, TextError};

/// The most neighbours that are opened for one schema.
const MOST_FILES: usize = 256;

/// The most bytes that are read from neighbours for one schema.
const MOST_BYTES: u64 = 2 * LARGEST_FILE;

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
    root: PathBuf,
    canonical_root: OnceCell<Option<PathBuf>>,
    files: Vec<File<'d>>,
    known: HashMap<PathBuf, Result<usize, Rc<str>>>,
    siblings: Siblings,
    left: u64,
}

impl<'d> Files<'d> {
    /// The schema alone.
    pub(super) fn new(reading: &Reading<'_>, document: &'d Document, shelf: &'d Shelf) -> Self {
        let path = reading.file.and_then(|file| std::path::absolute(file).ok());
        Self {
            shelf,
            root: std::path::absolute(reading.root).unwrap_or_else(|_| reading.root.to_owned()),
            canonical_root: OnceCell::new(),
            files: vec![File { document, path }],
            known: HashMap::new(),
            siblings: Siblings::default(),
            left: MOST_BYTES,
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
        let joined = lexical(&path.parent().unwrap_or(&self.root).join(relative));
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
        let inside = folder.filter(|folder| folder.starts_with(&self.root));
        inside.map(|folder| self.siblings.mentioning(folder, address)).unwrap_or_default()
    }

    fn read(&mut self, path: &Path) -> Result<usize, String> {
        const OUTSIDE: &str = "lies outside the folder that is checked";
        if !path.starts_with(&self.root) {
            return Err(OUTSIDE.to_owned());
        }
        let Ok(canonical) = path.canonicalize() else {
            return Err("does not exist".to_owned());
        };
        let root = self.canonical_root.get_or_init(|| self.root.canonicalize().ok());
        let Some(inside) = root.as_deref().and_then(|root| canonical.strip_prefix(root).ok()) else {
            return Err(OUTSIDE.to_owned());
        };
        let inside_root = self.root.join(inside);
        let same = |file: &File<'_>| file.path.as_deref().is_some_and(|path| path == inside_root);
        if let Some(number) = self.files.iter().position(same) {
            return Ok(number);
        }
        let Some(syntax) = Syntax::of_path(&inside.to_string_lossy()).filter(|&s| s != Syntax::Toml) else {
            return Err("is neither JSON nor YAML".to_owned());
        };
        if self.shelf.is_full() {
            return Err(format!("is one more than the {MOST_FILES} files that are opened for one schema"));
        }
        let display = inside.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
        let source = self.load(&canonical, display)?;
        let document = Document::parse(source, syntax)
            .map_err(|error| format!("is not well-formed {}: {}", syntax.name(), error.message))?;
        let document = self.shelf.put(document).ok_or("could not be kept")?;
        self.files.push(File { document, path: Some(inside_root) });
        Ok(self.files.len() - 1)
    }

    fn load(&mut self, path: &Path, display: String) -> Result<std::sync::Arc<Source>, String> {
        // Only plain files: opening a pipe would wait for ever.
        if !path.metadata().is_ok_and(|data| data.is_file()) {
            return Err("is not a file".to_owned());
        }
        let limit = self.left.min(LARGEST_FILE);
        let mut bytes = Vec::new();
        std::fs::File::open(path)
            .and_then(|file| file.take(limit + 1).read_to_end(&mut bytes))
            .map_err(|error| format!("could not be read ({})", error.kind()))?;
        let length = bytes.len() as u64;
        if length > limit {
            return Err("is larger than what is read for one schema".to_owned());
        }
        self.left -= length;
        Source::from_bytes(display, bytes).map_err(|error| match error {
            TextError::Binary => "is not text".to_owned(),
            TextError::NotUtf8 { line, .. } => format!("is not UTF-8 (line {line})"),
            TextError::Workbook(_) => "is a workbook".to_owned(),
        })
    }
}

/// A path without `.` and `..`, by its words alone.
fn lexical(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                out.pop();
            }
            part => out.push(part),
        }
    }
    out
}
