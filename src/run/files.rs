//! Which files a run reads: what was named, and what is found under folders that were named,
//! leaving out what `.gitignore` leaves out. Links are not followed.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use ignore::gitignore::{Gitignore, GitignoreBuilder};
use walkdir::WalkDir;

use crate::collection::{NOT_READ, READERS};

/// A file to read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// Where it is.
    pub path: PathBuf,
    /// Whether it was named, rather than found in a folder.
    pub named: bool,
}

/// The root: the nearest folder upwards that is a git work tree, else the folder itself.
pub fn find_root(from: &Path) -> PathBuf {
    from.ancestors().find(|folder| folder.join(".git").exists()).unwrap_or(from).to_path_buf()
}

/// A path to print: relative to the root, with forward slashes; outside the root as it is.
pub fn shown(path: &Path, root: &Path) -> String {
    let relative = path.strip_prefix(root).unwrap_or(path);
    let text = relative.to_string_lossy().replace('\\', "/");
    if text.is_empty() { ".".to_owned() } else { text }
}

/// Whether a file found in a folder can be a schema by its name; any other is skipped unread. A
/// file that was named is read whatever its name.
pub(super) fn can_be_schema(path: &Path) -> bool {
    path.extension().and_then(OsStr::to_str).is_some_and(|ending| {
        let ending = ending.to_ascii_lowercase();
        READERS.iter().flat_map(|reader| reader.endings).chain(NOT_READ).any(|known| *known == ending)
    })
}

/// Gathers the files under the paths, in a fixed order, each once. What cannot be listed comes
/// back as a path with the reason, and so does a named path that is a link out of the root; links
/// met in a folder come back by themselves.
pub fn gather(paths: &[PathBuf], root: &Path) -> (Vec<Found>, Vec<PathBuf>, Vec<(PathBuf, String)>) {
    let mut files = Vec::new();
    let mut links = Vec::new();
    let mut troubles = Vec::new();
    for path in paths {
        if leads_out(path, root) {
            troubles.push((path.clone(), "it is a link out of the repository".to_owned()));
            continue;
        }
        match std::fs::metadata(path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                troubles.push((path.clone(), "there is no such file or folder".to_owned()))
            }
            Err(error) => troubles.push((path.clone(), error.to_string())),
            Ok(metadata) if metadata.is_dir() => walk(path, root, &mut files, &mut links, &mut troubles),
            Ok(metadata) if metadata.is_file() => files.push(Found { path: path.clone(), named: true }),
            Ok(_) => troubles.push((path.clone(), "it is neither a file nor a folder".to_owned())),
        }
    }
    // A file both named and found counts as named.
    files.sort_by(|a, b| a.path.cmp(&b.path).then(b.named.cmp(&a.named)));
    files.dedup_by(|later, earlier| later.path == earlier.path);
    (files, links, troubles)
}

/// Whether a path inside the root is, or goes through, a link to somewhere outside it.
fn leads_out(path: &Path, root: &Path) -> bool {
    let (Ok(real), Ok(real_root)) = (path.canonicalize(), root.canonicalize()) else { return false };
    path.starts_with(root) && !real.starts_with(real_root)
}

fn walk(
    folder: &Path,
    root: &Path,
    files: &mut Vec<Found>,
    links: &mut Vec<PathBuf>,
    troubles: &mut Vec<(PathBuf, String)>,
) {
    let mut rules = IgnoreRules::above(folder, root);
    let mut entries = WalkDir::new(folder).follow_links(false).sort_by_file_name().into_iter();
    while let Some(next) = entries.next() {
        let entry = match next {
            Ok(entry) => entry,
            Err(error) => {
                let path = error.path().unwrap_or(folder).to_path_buf();
                troubles.push((
                    path,
                    error.io_error().map_or_else(|| "it cannot be listed".to_owned(), ToString::to_string),
                ));
                continue;
            }
        };
        let is_folder = entry.file_type().is_dir();
        rules.leave_to(entry.path());
        if entry.depth() > 0 && (entry.file_name() == ".git" || rules.ignored(entry.path(), is_folder)) {
            if is_folder {
                entries.skip_current_dir();
            }
            continue;
        }
        if is_folder {
            rules.enter(entry.path());
        } else if entry.file_type().is_file() {
            files.push(Found { path: entry.into_path(), named: false });
        } else if entry.file_type().is_symlink() {
            links.push(entry.into_path());
        } else if can_be_schema(entry.path()) {
            troubles.push((entry.into_path(), "it is neither a file nor a folder".to_owned()));
        }
    }
}

/// The `.gitignore` files that apply where a walk is, outermost first.
struct IgnoreRules {
    stack: Vec<(PathBuf, Gitignore)>,
}

impl IgnoreRules {
    fn above(folder: &Path, root: &Path) -> Self {
        let mut rules = Self { stack: Vec::new() };
        let mut above: Vec<&Path> =
            folder.ancestors().skip(1).take_while(|path| path.starts_with(root)).collect();
        above.reverse();
        above.into_iter().for_each(|path| rules.enter(path));
        rules
    }

    /// Reads the rules of a folder that is entered. A line that is no pattern is passed over, as
    /// git passes over it.
    fn enter(&mut self, folder: &Path) {
        let file = folder.join(".gitignore");
        let exclude = folder.join(".git").join("info").join("exclude");
        let mut builder = GitignoreBuilder::new(folder);
        let mut any = false;
        for file in [exclude, file].iter().filter(|file| file.is_file()) {
            any = true;
            builder.add(file);
        }
        if any && let Ok(rules) = builder.build() {
            self.stack.push((folder.to_path_buf(), rules));
        }
    }

    /// Forgets the rules of folders that were left.
    fn leave_to(&mut self, path: &Path) {
        while self.stack.last().is_some_and(|(folder, _)| !path.starts_with(folder)) {
            self.stack.pop();
        }
    }

    /// Whether the nearest rule that speaks of a path leaves it out.
    fn ignored(&self, path: &Path, is_folder: bool) -> bool {
        self.stack
            .iter()
            .rev()
            .map(|(_, rules)| rules.matched(path, is_folder))
            .find(|matched| !matched.is_none())
            .is_some_and(|matched| matched.is_ignore())
    }
}
