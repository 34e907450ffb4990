//! Questions to `git`.

use std::ffi::OsStr;
use std::io::{BufReader, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::text::LARGEST_FILE;

/// A file of a commit.
#[derive(Debug)]
pub(super) struct Object {
    id: String,
    /// Its path from the root, with forward slashes.
    pub(super) path: String,
}

/// The repository of a root.
pub(super) struct Git {
    root: PathBuf,
}

impl Git {
    /// The repository whose work tree has this root.
    pub(super) fn of(root: &Path) -> Result<Self, String> {
        let git = Self { root: root.to_owned() };
        git.ask(["rev-parse", "--git-dir"]).map_err(|error| match error {
            Asked::NoGit(why) => {
                format!("`git` cannot be started ({why}), and the earlier state comes from it")
            }
            Asked::Said(said) => format!("{} is no git work tree that can be read: {said}", root.display()),
        })?;
        Ok(git)
    }

    /// A command that fetches nothing, asks nobody and speaks English.
    fn command(&self) -> Command {
        let mut command = Command::new("git");
        command.arg("-C").arg(&self.root);
        for (key, value) in [
            ("GIT_NO_LAZY_FETCH", "1"),
            ("GIT_ALLOW_PROTOCOL", "none"),
            ("GIT_TERMINAL_PROMPT", "0"),
            ("GIT_OPTIONAL_LOCKS", "0"),
            ("LC_ALL", "C"),
        ] {
            command.env(key, value);
        }
        command.stdin(Stdio::null());
        command
    }

    fn ask<S: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = S>) -> Result<Vec<u8>, Asked> {
        let output =
            self.command().args(arguments).output().map_err(|error| Asked::NoGit(error.to_string()))?;
        if output.status.success() {
            return Ok(output.stdout);
        }
        let said = String::from_utf8_lossy(&output.stderr);
        Err(Asked::Said(said.lines().next().unwrap_or("git says nothing").trim().to_owned()))
    }

    fn line(&self, arguments: &[&str]) -> Option<String> {
        let out = self.ask(arguments).ok()?;
        Some(String::from_utf8_lossy(&out).trim().to_owned()).filter(|line| !line.is_empty())
    }

    /// The last commit that HEAD shares with another.
    pub(super) fn base(&self, reference: &str) -> Result<String, String> {
        let shallow = self.line(&["rev-parse", "--is-shallow-repository"]).as_deref() == Some("true");
        let commit = |name: &str| {
            self.line(&[
                "rev-parse",
                "--verify",
                "--quiet",
                "--end-of-options",
                &format!("{name}^{{commit}}"),
            ])
        };
        let Some(other) = commit(reference) else {
            let hint = if shallow {
                format!(
                    " This clone is shallow: fetch it first, with `git fetch --depth=1 origin {reference}`, and compare with FETCH_HEAD."
                )
            } else {
                " `git branch --all` and `git tag` list what there is.".to_owned()
            };
            return Err(format!("there is no commit `{reference}` here.{hint}"));
        };
        let Some(head) = commit("HEAD") else {
            return Err("nothing is committed here yet, so there is nothing to compare with".to_owned());
        };
        self.line(&["merge-base", &other, &head]).ok_or_else(|| {
            if shallow {
                format!("this clone is shallow, and what HEAD and `{reference}` share is not in it. Fetch more, with `git fetch --unshallow` (in CI, a fetch depth of 0).")
            } else {
                format!("HEAD and `{reference}` share no commit")
            }
        })
    }

    /// The plain files of a commit; links and submodules are none.
    pub(super) fn files(&self, commit: &str) -> Result<Vec<Object>, String> {
        let out = self.ask(["ls-tree", "-r", "-z", "--full-tree", commit]).map_err(Asked::words)?;
        let one = |entry: &[u8]| {
            let entry = std::str::from_utf8(entry).ok()?;
            let (about, path) = entry.split_once('\t')?;
            let mut about = about.split(' ');
            let is_file = about.next()?.starts_with("100") && about.next()? == "blob";
            is_file.then_some(())?;
            Some(Object { id: about.next()?.to_owned(), path: path.to_owned() })
        };
        Ok(out.split(|byte| *byte == 0).filter_map(one).collect())
    }

    /// Reads files, in their order.
    pub(super) fn read(
        &self,
        files: &[Object],
        mut take: impl FnMut(&Object, &[u8]) -> Result<(), String>,
    ) -> Result<(), String> {
        let broken = |error: std::io::Error| format!("`git` could not be asked for files: {error}");
        let mut child = self
            .command()
            .args(["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(broken)?;
        let (Some(mut questions), Some(answers)) = (child.stdin.take(), child.stdout.take()) else {
            return Err("`git` could not be asked for files".to_owned());
        };
        let mut answers = BufReader::new(answers);
        let mut result = Ok(());
        for file in files {
            result = Self::one(file, &mut questions, &mut answers, &mut take);
            if result.is_err() {
                break;
            }
        }
        drop(questions);
        drop(answers);
        // It ends by itself once nobody asks; what it answered is what counts.
        let _ = child.wait();
        result
    }

    fn one(
        file: &Object,
        questions: &mut impl std::io::Write,
        answers: &mut impl std::io::BufRead,
        take: &mut impl FnMut(&Object, &[u8]) -> Result<(), String>,
    ) -> Result<(), String> {
        let broken = |error: std::io::Error| format!("`git` could not be asked for files: {error}");
        writeln!(questions, "{}", file.id).and_then(|()| questions.flush()).map_err(broken)?;
        let mut head = String::new();
        answers.read_line(&mut head).map_err(broken)?;
        let Some(length) = head.trim_end().rsplit(' ').next().and_then(|length| length.parse::<u64>().ok())
        else {
            return Err(format!(
                "{} is in the earlier state and its content is not in this clone; fetch it first",
                file.path
            ));
        };
        // A file beyond what is read is cut one byte beyond it, and then refused like any such file.
        let kept = length.min(LARGEST_FILE + 1);
        let mut bytes = Vec::new();
        answers.by_ref().take(kept).read_to_end(&mut bytes).map_err(broken)?;
        std::io::copy(&mut answers.by_ref().take(length - kept + 1), &mut std::io::sink()).map_err(broken)?;
        take(file, &bytes)
    }
}

/// Why a question had no answer.
enum Asked {
    NoGit(String),
    Said(String),
}

impl Asked {
    fn words(self) -> String {
        match self {
            Self::NoGit(why) => format!("`git` cannot be started: {why}"),
            Self::Said(said) => format!("`git` says: {said}"),
        }
    }
}
