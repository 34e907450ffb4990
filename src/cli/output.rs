//! Where text goes, and what the terminal can show.

use std::io::{self, IsTerminal as _, Write as _};

use crate::report::Look;

/// Prints to standard output at once. A reader that closed the pipe has seen enough; any other
/// failure to write is a failure of the job.
pub(super) fn print(text: &str, code: u8) -> u8 {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Ok(()) => code,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => code,
        Err(error) => {
            complain(&format!("standard output cannot be written: {error}"));
            super::FAILED
        }
    }
}

/// Prints an error line to standard error.
pub(super) fn complain(message: &str) {
    let _ = writeln!(io::stderr().lock(), "noticelint: {}", crate::text::printable(message));
}

/// Prints what was already laid out to standard error.
pub(super) fn complain_at_length(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// How standard output can be written to: its width, and what it shows.
pub(super) fn look() -> Look {
    let set = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let locale = set("LC_ALL")
        .or_else(|| set("LC_CTYPE"))
        .or_else(|| set("LANG"))
        .unwrap_or_default()
        .to_ascii_lowercase();
    let terminal = io::stdout().is_terminal();
    let width = terminal_size::terminal_size_of(io::stdout())
        .map(|(width, _)| usize::from(width.0))
        .or_else(|| set("COLUMNS")?.parse().ok())
        .unwrap_or(100);
    Look {
        width: width.clamp(40, 120),
        colour: terminal
            && set("NO_COLOR").is_none()
            && std::env::var("TERM").is_ok_and(|term| term != "dumb"),
        unicode: locale.contains("utf-8") || locale.contains("utf8"),
    }
}
