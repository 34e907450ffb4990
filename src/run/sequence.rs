//! Migrations: scripts of one folder that run one after the other. Their names decide.
//!
//! Two or more files of one folder make a sequence when their names start with a number:
//! `001_child.sql`, `V1_2__child.sql`, `20240131093000_child.up.sql`, or `2024…_child/migration.sql`
//! and `2024…_child/up.sql`, where the folders are numbered. They run in the order of the numbers;
//! `R__views.sql` runs behind all of them. What goes back (`.down.sql`, `down.sql`, `U1__child.sql`)
//! is not read.

use std::path::{Path, PathBuf};

/// What a name says about when a script runs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    /// At a number.
    At(Vec<u128>),
    /// After all numbers, in the order of the names.
    Last,
    /// Only when somebody goes back.
    Back,
}

/// A script of a sequence.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Script {
    step: Step,
    /// Where it is.
    pub(super) path: PathBuf,
}

impl Script {
    /// The folder whose scripts it runs with.
    pub(super) fn folder(&self) -> &Path {
        let nested = step_of(&self.path).is_some_and(|(_, nested)| nested);
        self.path.ancestors().nth(if nested { 2 } else { 1 }).unwrap_or(&self.path)
    }

    /// Whether it only takes back what others do.
    pub(super) fn goes_back(&self) -> bool {
        self.step == Step::Back
    }
}

/// The folder whose scripts a script runs with, by its name alone.
pub(super) fn folder_of(path: &Path) -> Option<PathBuf> {
    let (_, nested) = step_of(path)?;
    let folder = path.parent()?;
    if nested { folder.parent().map(Path::to_path_buf) } else { Some(folder.to_path_buf()) }
}

/// The scripts of a folder in the order in which they run; none where they are no sequence.
pub(super) fn scripts_of(folder: &Path) -> Vec<Script> {
    let mut scripts = Vec::new();
    for path in files_in(folder) {
        if path.is_dir() {
            // Of two names in one numbered folder one goes back.
            let inner = ["migration.sql", "up.sql", "down.sql"].map(|name| path.join(name));
            scripts.extend(inner.into_iter().filter(|path| is_file(path)).filter_map(script));
        } else {
            scripts.extend(script(path).filter(|script| is_file(&script.path)));
        }
    }
    let forward = scripts.iter().filter(|script| !script.goes_back()).count();
    // A script that is only ever run again is a sequence with what it stands beside.
    if forward < 2 && forward == scripts.len() {
        return Vec::new();
    }
    scripts.sort();
    scripts
}

fn files_in(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = folder.read_dir() else { return Vec::new() };
    entries.flatten().map(|entry| entry.path()).collect()
}

/// A file that stands there itself; links are not followed.
fn is_file(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|metadata| metadata.is_file())
}

fn script(path: PathBuf) -> Option<Script> {
    let (step, _) = step_of(&path)?;
    Some(Script { step, path })
}

/// When a script runs, and whether its folder's name says so.
fn step_of(path: &Path) -> Option<(Step, bool)> {
    let name = path.file_name()?.to_str()?;
    let lower = name.to_ascii_lowercase();
    let stem = lower.strip_suffix(".sql")?;
    if matches!(stem, "migration" | "up" | "down") {
        let folder = path.parent()?.file_name()?.to_str()?.to_ascii_lowercase();
        let step = numbered(&folder)?;
        return Some((if stem == "down" { Step::Back } else { step }, true));
    }
    if let Some(rest) = stem.strip_prefix("r__") {
        return (!rest.is_empty()).then_some((Step::Last, false));
    }
    if let Some(rest) = stem.strip_prefix('u')
        && rest.contains("__")
        && numbered(rest).is_some()
    {
        return Some((Step::Back, false));
    }
    let step = numbered(stem)?;
    let back =
        [".down", ".undo", ".rollback", "_down", "_rollback", "-down"].iter().any(|end| stem.ends_with(end));
    Some((if back { Step::Back } else { step }, false))
}

/// The number at the start of a name: `V1_2__x`, `001-x`, `2024_01_31_093000_x`, `12`.
fn numbered(stem: &str) -> Option<Step> {
    let mut rest = stem.strip_prefix('v').unwrap_or(stem);
    let mut numbers = Vec::new();
    loop {
        let length = rest.bytes().take_while(u8::is_ascii_digit).count();
        if length == 0 {
            break;
        }
        // A longer number is a name.
        numbers.push(rest[..length].parse().ok()?);
        rest = &rest[length..];
        let next =
            rest.strip_prefix(['_', '.', '-']).filter(|next| next.starts_with(|c: char| c.is_ascii_digit()));
        match next {
            Some(next) => rest = next,
            None => break,
        }
    }
    let ends = rest.is_empty() || rest.starts_with(['_', '-', ' ', '.']);
    (!numbers.is_empty() && ends).then_some(Step::At(numbers))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(path: &str) -> Option<Step> {
        step_of(Path::new(path)).map(|(step, _)| step)
    }

    #[test]
    fn names_say_when_a_script_runs() {
        for (path, numbers) in [
            ("V1__a.sql", vec![1]),
            ("V1_2__a.sql", vec![1, 2]),
            ("v1.2.3__a.sql", vec![1, 2, 3]),
            ("001_a.sql", vec![1]),
            ("12.sql", vec![12]),
            ("3-a b.SQL", vec![3]),
            ("2024-01-31-a.sql", vec![2024, 1, 31]),
            ("20240131093000_a.up.sql", vec![20_240_131_093_000]),
            ("20240131093000_a/migration.sql", vec![20_240_131_093_000]),
            ("00000000000000_a/up.sql", vec![0]),
        ] {
            assert_eq!(step(path), Some(Step::At(numbers)), "{path}");
        }
        assert_eq!(step("R__views.sql"), Some(Step::Last));
        for path in ["001_a.down.sql", "U1__a.sql", "1_a/down.sql", "001_a.undo.sql"] {
            assert_eq!(step(path), Some(Step::Back), "{path}");
        }
        for path in
            ["a.sql", "a/migration.sql", "up.sql", "1a.sql", "V__a.sql", "users__a.sql", "1_a.txt", "R__.sql"]
        {
            assert_eq!(step(path), None, "{path}");
        }
    }

    #[test]
    fn scripts_run_in_the_order_of_their_numbers() {
        let script = |path: &str| script(PathBuf::from(path)).unwrap();
        let mut scripts = ["R__z.sql", "V10__a.sql", "V2__b.sql", "V2_1__c.sql", "U2__b.sql"].map(script);
        scripts.sort();
        let order = scripts.map(|script| script.path.to_string_lossy().into_owned());
        assert_eq!(order, ["V2__b.sql", "V2_1__c.sql", "V10__a.sql", "R__z.sql", "U2__b.sql"]);
    }
}
