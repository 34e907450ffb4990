//! Files beside a schema, found by the `$id` that they give themselves: `urn:components` may be
//! `components.json` next door.

use std::collections::HashMap;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use crate::document::Syntax;

/// The most files of a folder that are looked into. In a larger folder none is, so that a check
/// of many schemas does not look into every file for every file.
const MOST_SIBLINGS: usize = 100;

/// How much of a file is looked at: `$id` stands among the first keys.
const BEGINNING: u64 = 4096;

/// The beginnings of the files in the folders looked into so far.
#[derive(Default)]
pub(super) struct Siblings {
    folders: HashMap<PathBuf, Vec<(String, Vec<u8>)>>,
}

impl Siblings {
    /// The names of the files in a folder that mention an address where an `$id` would stand.
    pub(super) fn mentioning(&mut self, folder: &Path, address: &str) -> Vec<String> {
        if !self.folders.contains_key(folder) {
            self.folders.insert(folder.to_owned(), beginnings(folder));
        }
        let files = self.folders.get(folder).map_or(&[][..], Vec::as_slice);
        let mentions =
            |start: &[u8]| start.windows(address.len().max(1)).any(|part| part == address.as_bytes());
        files.iter().filter(|(_, start)| mentions(start)).map(|(name, _)| name.clone()).collect()
    }
}

fn beginnings(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut names = Vec::new();
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_document = Syntax::of_path(&name).is_some_and(|syntax| syntax != Syntax::Toml);
        if is_document && entry.file_type().is_ok_and(|kind| kind.is_file()) {
            names.push(name);
        }
        if names.len() > MOST_SIBLINGS {
            return Vec::new();
        }
    }
    // The order of a folder is the file system's; the answer must not be.
    names.sort();
    let read = |name: String| {
        let mut start = Vec::new();
        std::fs::File::open(folder.join(&name)).ok()?.take(BEGINNING).read_to_end(&mut start).ok()?;
        Some((name, start))
    };
    names.into_iter().filter_map(read).collect()
}
