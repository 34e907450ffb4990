//! Workflow commands of GitHub Actions. A step shows at most ten annotations of each level, so
//! findings of one kind share one, the gravest come first, and what is left over is counted.

use std::fmt::Write as _;

use super::line::{message, range, subject as name};
use super::summary::{self, many};
use super::{Human, Subject, group};
use crate::finding::{Finding, Severity};
use crate::text::printable;

/// How many annotations of a level a step may show.
const MOST: usize = 10;

/// Writes the report.
pub(super) fn write(subject: &Subject<'_>, _: Human) -> String {
    let mut out = String::new();
    let groups = group::by_kind(&subject.outcome.findings);
    for (severity, command) in
        [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Note, "notice")]
    {
        let of_level: Vec<&Vec<&Finding>> =
            groups.iter().filter(|group| group[0].severity == severity).collect();
        // The last line is for what does not fit.
        let room = if of_level.len() > MOST { MOST - 1 } else { MOST };
        for group in of_level.iter().take(room) {
            annotate(command, group, &mut out);
        }
        let left: usize = of_level.iter().skip(room).map(|group| group.len()).sum();
        if left > 0 {
            let text =
                format!("{} of other kinds; the log of this step counts them.", many(left, "more finding"));
            let _ = writeln!(out, "::{command} title=noticelint::{}", data(&text));
        }
    }
    let mut last = String::new();
    summary::write(subject, &mut last);
    for line in last.lines() {
        // A line of the log must not be taken for a command.
        let _ = writeln!(out, "{}", printable(line));
    }
    out
}

fn annotate(command: &str, group: &[&Finding], out: &mut String) {
    let first = group[0];
    let (start, end) = range(&first.primary);
    let mut text = message(first);
    if group.len() > 1 {
        let _ = write!(text, " And {} like it:", many(group.len() - 1, "more finding"));
        for other in group.iter().skip(1).take(5) {
            let at = range(&other.primary).0;
            let name = name(other).map_or_else(String::new, |name| format!(" {name}"));
            let _ = write!(text, "\n{}:{}{}", other.primary.source.path(), at.line, name);
        }
    }
    // Columns count within one line only.
    let columns = if start.line == end.line {
        format!(",col={},endColumn={}", start.column, end.column)
    } else {
        String::new()
    };
    let _ = writeln!(
        out,
        "::{command} file={},line={},endLine={}{columns},title={}::{}",
        property(first.primary.source.path()),
        start.line,
        end.line,
        property(first.rule.id),
        data(&text)
    );
}

/// The text of a command: line breaks of its own are kept as `%0A`, all else is made safe.
fn data(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(|line| printable(line).replace('%', "%25")).collect();
    lines.join("%0A")
}

/// A property of a command.
fn property(text: &str) -> String {
    printable(text).replace('%', "%25").replace(':', "%3A").replace(',', "%2C")
}
