//! The neighbours of a schema: files inside the root that it refers to. What lies outside, is no
//! plain file or is too large is not opened; nothing is fetched.

use std::cell::OnceCell;
use std::io::Read as _;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use crate::text::{LARGEST_FILE, Source, TextError};

/// The most neighbours that are opened for one schema.
pub(super) const MOST_FILES: usize = 256;

/// The most bytes that are read from neighbours for one schema.
const MOST_BYTES: u64 = 2 * LARGEST_FILE;

/// Opens files inside one root for one schema. Whoever asks keeps what was opened.
pub(super) struct Neighbours {
    root: PathBuf,
    canonical_root: OnceCell<Option<PathBuf>>,
    left: u64,
}

/// A file inside the root, found and not yet read.
pub(super) struct Place {
    /// Its absolute path inside the root, by which it is known.
    pub(super) path: PathBuf,
    /// Its path relative to the root.
    pub(super) shown: String,
    real: PathBuf,
}

impl Neighbours {
    /// Nothing opened yet.
    pub(super) fn new(root: &Path) -> Self {
        Self {
            root: std::path::absolute(root).unwrap_or_else(|_| root.to_owned()),
            canonical_root: OnceCell::new(),
            left: MOST_BYTES,
        }
    }

    /// The folder that is not left.
    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// The path of a neighbour by its path relative to a file, by their words alone.
    pub(super) fn joined(&self, from: &Path, relative: &str) -> PathBuf {
        lexical(&from.parent().unwrap_or(&self.root).join(relative))
    }

    /// Finds a file by a path that [`Neighbours::joined`] gave.
    ///
    /// # Errors
    /// Why it cannot be read, as the second half of a sentence about the reference.
    pub(super) fn find(&self, path: &Path) -> Result<Place, String> {
        const OUTSIDE: &str = "lies outside the folder that is checked";
        if !path.starts_with(&self.root) {
            return Err(OUTSIDE.to_owned());
        }
        let Ok(real) = path.canonicalize() else {
            return Err("does not exist".to_owned());
        };
        let root = self.canonical_root.get_or_init(|| self.root.canonicalize().ok());
        let Some(inside) = root.as_deref().and_then(|root| real.strip_prefix(root).ok()) else {
            return Err(OUTSIDE.to_owned());
        };
        let shown = inside.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
        Ok(Place { path: self.root.join(inside), shown, real })
    }

    /// Reads a file that was found.
    ///
    /// # Errors
    /// Why it cannot be read, as the second half of a sentence about the reference.
    pub(super) fn load(&mut self, place: &Place) -> Result<Arc<Source>, String> {
        // Only plain files: opening a pipe would wait for ever.
        if !place.real.metadata().is_ok_and(|data| data.is_file()) {
            return Err("is not a file".to_owned());
        }
        let limit = self.left.min(LARGEST_FILE);
        let mut bytes = Vec::new();
        std::fs::File::open(&place.real)
            .and_then(|file| file.take(limit + 1).read_to_end(&mut bytes))
            .map_err(|error| format!("could not be read ({})", error.kind()))?;
        let length = bytes.len() as u64;
        if length > limit {
            return Err("is larger than what is read for one schema".to_owned());
        }
        self.left -= length;
        Source::from_bytes(place.shown.as_str(), bytes).map_err(|error| match error {
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
