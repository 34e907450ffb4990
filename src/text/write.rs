//! Writing a file whole or not at all.

use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// Writes a text to a file, in place of what was there: into a new file of the same folder, which
/// then takes the name. Whoever reads the file meanwhile reads the old text or the new one.
///
/// # Errors
/// Those of the system; the file is as it was, and nothing is left beside it.
pub fn write_whole(path: &Path, text: &str) -> io::Result<()> {
    let (mut file, beside) = new_file_beside(path)?;
    let written = (|| {
        file.write_all(text.as_bytes())?;
        if let Ok(metadata) = std::fs::metadata(path) {
            file.set_permissions(metadata.permissions())?;
        }
        file.sync_all()?;
        std::fs::rename(&beside, path)
    })();
    if written.is_err() {
        // The first failure is the one to report.
        let _ = std::fs::remove_file(&beside);
    }
    written
}

/// A file that did not exist, in the folder of another.
fn new_file_beside(path: &Path) -> io::Result<(File, PathBuf)> {
    let mut number = 0_u32;
    loop {
        let beside = path.with_file_name(format!(".noticelint-{}-{number}.tmp", std::process::id()));
        match OpenOptions::new().write(true).create_new(true).open(&beside) {
            Ok(file) => return Ok((file, beside)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && number < 100 => number += 1,
            Err(error) => return Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_and_nothing_is_left_beside_it() {
        let folder = std::env::temp_dir().join(format!("noticelint-write-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let file = folder.join("a.yaml");
        write_whole(&file, "one").unwrap();
        write_whole(&file, "two").unwrap();
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "two");
        // A folder cannot be replaced by a file.
        std::fs::create_dir(folder.join("b.yaml")).unwrap();
        assert!(write_whole(&folder.join("b.yaml"), "three").is_err());
        let mut names: Vec<_> = folder.read_dir().unwrap().map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        assert_eq!(names, ["a.yaml", "b.yaml"]);
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
