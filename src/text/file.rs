//! Reading a file whole, or saying why not: the one gate for everything that is read from disk.

use std::fmt;
use std::fs::File;
use std::io::Read as _;
use std::path::Path;
use std::sync::Arc;

use super::{LARGEST_FILE, Source, TextError};

/// Why a file could not be taken as text.
#[derive(Debug)]
pub enum ReadError {
    /// It has more bytes than are read.
    TooLarge(u64),
    /// It is no text.
    Binary,
    /// This line, one-based, is not UTF-8.
    NotUtf8(usize),
    /// It is a workbook that cannot be read: why, and what to do.
    Workbook(String),
    /// It is a folder, a pipe or a device.
    NotAFile,
    /// The system refused, in its own words.
    System(std::io::Error),
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge(bytes) => {
                write!(f, "it has {bytes} bytes, more than the {LARGEST_FILE} that are read")
            }
            Self::Binary => f.write_str("it is no text file"),
            Self::NotUtf8(line) => write!(
                f,
                "line {line} is not UTF-8; save the file as UTF-8, or as UTF-16 with a byte order mark"
            ),
            Self::Workbook(why) => f.write_str(why),
            Self::NotAFile => f.write_str("it is not a file"),
            Self::System(error) if error.kind() == std::io::ErrorKind::NotFound => {
                f.write_str("there is no such file")
            }
            Self::System(error) => error.fmt(f),
        }
    }
}

/// Reads a file, to be printed under the name `shown`.
///
/// # Errors
/// [`ReadError`]. A pipe or a device is refused before it is opened, so that nothing waits.
pub fn read(path: &Path, shown: &str) -> Result<Arc<Source>, ReadError> {
    let metadata = std::fs::metadata(path).map_err(ReadError::System)?;
    if !metadata.is_file() {
        return Err(ReadError::NotAFile);
    }
    if metadata.len() > LARGEST_FILE {
        return Err(ReadError::TooLarge(metadata.len()));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or(0) + 1);
    // A file that grows while it is read is read no further than the limit.
    let file = File::open(path).map_err(ReadError::System)?;
    file.take(LARGEST_FILE + 1).read_to_end(&mut bytes).map_err(ReadError::System)?;
    if bytes.len() as u64 > LARGEST_FILE {
        return Err(ReadError::TooLarge(bytes.len() as u64));
    }
    Source::from_bytes(shown, bytes).map_err(|error| match error {
        TextError::Binary => ReadError::Binary,
        TextError::NotUtf8 { line, .. } => ReadError::NotUtf8(line),
        TextError::Workbook(why) => ReadError::Workbook(why),
    })
}
