//! Running the program as a process, in a folder of its own and a clean environment.

#![allow(dead_code, reason = "each test file uses its own part")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::Value;

/// A folder that is removed when it is dropped. It is a root of its own.
pub struct Folder(PathBuf);

static COUNT: AtomicUsize = AtomicUsize::new(0);

impl Folder {
    /// A folder with these files.
    pub fn with(files: &[(&str, &str)]) -> Self {
        let bytes: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
        Self::with_bytes(&bytes)
    }

    /// A folder with these files, not all of them text.
    pub fn with_bytes(files: &[(&str, &[u8])]) -> Self {
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("noticelint-test-{}-{number}", std::process::id()));
        fs::create_dir_all(path.join(".git")).unwrap();
        let path = path.canonicalize().unwrap();
        for (name, bytes) in files {
            let file = path.join(name);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, bytes).unwrap();
        }
        Self(path)
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Runs the program in the folder.
    pub fn run(&self, arguments: &[&str]) -> Ran {
        run_in(&self.0, arguments, &[])
    }

    /// Runs `check --format json` and reads its report.
    pub fn report(&self, arguments: &[&str]) -> (Value, i32) {
        let mut all = vec!["check", "--format", "json", "--as-of", "2026-06-30"];
        all.extend(arguments);
        let ran = self.run(&all);
        (
            serde_json::from_str(&ran.out)
                .unwrap_or_else(|error| panic!("{error}: {}\n{}", ran.out, ran.err)),
            ran.code,
        )
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// What a run printed, and its exit code.
pub struct Ran {
    pub out: String,
    pub err: String,
    pub code: i32,
}

/// Runs the program with nothing in its environment but what is given.
pub fn run_in(folder: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> Ran {
    let output = Command::new(env!("CARGO_BIN_EXE_noticelint"))
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .envs(environment.iter().copied())
        .output()
        .unwrap();
    Ran {
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
        code: output.status.code().expect("the program ends by itself"),
    }
}

/// The findings of a report as `rule path:line:column`.
pub fn places(report: &Value) -> Vec<String> {
    report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| {
            let at = &finding["location"];
            let text = |value: &Value| value.as_str().unwrap().to_owned();
            format!(
                "{} {}:{}:{}",
                text(&finding["rule"]),
                text(&at["path"]),
                at["start"]["line"],
                at["start"]["column"]
            )
        })
        .collect()
}
