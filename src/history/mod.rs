//! An earlier state of the repository, as files in a folder of its own: what `git` has at the
//! point where the work left another branch. Asks the `git` of the machine for objects that are
//! there already; it is kept from fetching any, and runs no filter or hook of the repository.

mod git;

use std::fs::{self, DirBuilder};
use std::path::{Component, Path, PathBuf};

use git::{Git, Object};

/// A state of the repository, laid out in a folder that goes when this does.
#[derive(Debug)]
pub struct State {
    folder: PathBuf,
    /// The commit, in full.
    pub commit: String,
}

impl State {
    /// The state that the work is based on: the last commit that HEAD and `reference` share. Only
    /// files that `wanted` asks for, by their path from the root, are laid out.
    ///
    /// # Errors
    /// Why there is no such state here, and what to do, in a sentence or two.
    pub fn before(root: &Path, reference: &str, wanted: impl Fn(&str) -> bool) -> Result<Self, String> {
        let git = Git::of(root)?;
        let commit = git.base(reference)?;
        let state = Self { folder: new_folder()?, commit };
        let files: Vec<Object> = git
            .files(&state.commit)?
            .into_iter()
            .filter(|file| is_plain(&file.path) && wanted(&file.path))
            .collect();
        git.read(&files, |file, bytes| {
            let path = state.folder.join(&file.path);
            let made = path.parent().map_or(Ok(()), fs::create_dir_all);
            made.and_then(|()| fs::write(&path, bytes))
                .map_err(|error| format!("{} cannot be laid out: {error}", file.path))
        })?;
        Ok(state)
    }

    /// The folder that stands for the root.
    pub fn folder(&self) -> &Path {
        &self.folder
    }
}

impl Drop for State {
    fn drop(&mut self) {
        // What stays behind in the system's temporary folder harms nobody.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Whether a path stays inside the folder it is put into.
fn is_plain(path: &str) -> bool {
    let mut parts = Path::new(path).components();
    !path.is_empty() && parts.all(|part| matches!(part, Component::Normal(name) if name != ".git"))
}

/// A folder that did not exist, which only this user can look into.
fn new_folder() -> Result<PathBuf, String> {
    let base = std::env::temp_dir().canonicalize().unwrap_or_else(|_| std::env::temp_dir());
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        builder.mode(0o700);
    }
    for number in 0..1000_u32 {
        let folder = base.join(format!("noticelint-state-{}-{number}", std::process::id()));
        match builder.create(&folder) {
            Ok(()) => return Ok(folder),
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(format!("no folder can be made for the earlier state: {error}")),
        }
    }
    Err("no folder can be made for the earlier state".to_owned())
}
