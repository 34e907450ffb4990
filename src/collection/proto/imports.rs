//! Files that a file imports, where they stand inside the root: looked into for what the names of
//! types mean.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use prost_types::FileDescriptorProto;

use super::names::Names;
use super::{places, scan};
use crate::collection::Reading;
use crate::text::read;

/// The most files that are looked into for one.
const MOST_FILES: usize = 64;

/// The most bytes of them.
const MOST_BYTES: usize = 8 << 20;

/// Adds the names of what a file imports. What is not inside the root is left out: the types it
/// has are named as written.
pub(super) fn add(reading: &Reading<'_>, file: &FileDescriptorProto, names: &mut Names) {
    let Some(here) = reading.file.and_then(|file| std::path::absolute(file).ok()) else { return };
    let (Ok(root), Some(folder)) = (reading.root.canonicalize(), here.parent()) else { return };
    let Ok(folder) = folder.canonicalize() else { return };
    // An import counts from a folder that the compiler is told: this one or one around it.
    let folders: Vec<&Path> = folder.ancestors().take_while(|folder| folder.starts_with(&root)).collect();
    let mut open: Vec<String> = file.dependency.iter().rev().cloned().collect();
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut left = MOST_BYTES;
    while let Some(import) = open.pop() {
        if seen.len() >= MOST_FILES || !seen.insert(import.clone()) {
            continue;
        }
        let found = folders.iter().find_map(|folder| inside(&folder.join(&import), &root));
        let Some(source) = found.and_then(|path| read(&path, &import).ok()) else { continue };
        let Some(rest) = left.checked_sub(source.text().len()) else { return };
        left = rest;
        let scanned = scan::scan(source.text(), source.mark_length());
        if scanned.too_deep.is_some() {
            continue;
        }
        let text = places::Text::new(source.text(), source.mark_length(), scanned.edition);
        // A file that cannot be read says so when it is checked itself.
        let Ok(imported) = protox_parse::parse(&import, &text.text) else { continue };
        names.add(&imported, false);
        let public = imported.public_dependency.iter().filter_map(|&at| usize::try_from(at).ok());
        open.extend(public.filter_map(|at| imported.dependency.get(at).cloned()));
    }
}

/// The file, where it is one inside the root and no link out of it.
fn inside(path: &Path, root: &Path) -> Option<PathBuf> {
    let path = path.canonicalize().ok()?;
    (path.starts_with(root) && path.is_file()).then_some(path)
}
