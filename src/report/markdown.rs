//! Markdown, for a comment on a pull request: the gravest kinds first, the rest folded away.

use std::fmt::Write as _;

use super::line::{range, subject as name};
use super::summary::{self, many};
use super::{Human, Subject, group};
use crate::finding::{Finding, Severity};
use crate::text::printable;

/// How many groups are shown before the rest are folded away.
const SHOWN: usize = 10;
/// How many groups there are at most: a comment holds 65,536 characters.
const MOST: usize = 60;
/// How many places of a group are listed.
const PLACES: usize = 10;

/// Writes the report.
pub(super) fn write(subject: &Subject<'_>, _: Human) -> String {
    let outcome = subject.outcome;
    let mut out = String::new();
    let counts: Vec<String> =
        [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Note, "note")]
            .into_iter()
            .map(|(severity, word)| (outcome.count(severity), word))
            .filter(|(count, _)| *count > 0)
            .map(|(count, word)| many(count, word))
            .collect();
    let found = if counts.is_empty() {
        "nothing that the notice does not cover".to_owned()
    } else {
        counts.join(", ")
    };
    let _ = writeln!(out, "### Noticelint: {found}\n");
    let groups = group::by_kind(&outcome.findings);
    for group in groups.iter().take(SHOWN) {
        write_group(group, &mut out);
    }
    if groups.len() > SHOWN {
        let _ = writeln!(out, "<details><summary>{}</summary>\n", many(groups.len() - SHOWN, "more kind"));
        for group in groups.iter().skip(SHOWN).take(MOST - SHOWN) {
            write_group(group, &mut out);
        }
        if groups.len() > MOST {
            let _ = writeln!(out, "And {}.\n", many(groups.len() - MOST, "more kind"));
        }
        out.push_str("</details>\n\n");
    }
    let mut last = String::new();
    summary::write(subject, &mut last);
    for line in last.lines() {
        let _ = writeln!(out, "> {}  ", plain(line));
    }
    out
}

fn write_group(group: &[&Finding], out: &mut String) {
    let first = group[0];
    let _ =
        writeln!(out, "**{}** {}: {}\n", first.severity.word(), code(first.rule.id), prose(&first.message));
    let _ = writeln!(out, "{}\n", prose(&first.fix));
    for finding in group.iter().take(PLACES) {
        let at = range(&finding.primary).0;
        let name = name(finding).map_or_else(String::new, |name| format!(" {}", code(&name)));
        let _ = writeln!(out, "- {}{name}", code(&format!("{}:{}", finding.primary.source.path(), at.line)));
    }
    if group.len() > PLACES {
        let _ = writeln!(out, "- and {} more", group.len() - PLACES);
    }
    out.push('\n');
}

/// A span of code that no backtick inside can end.
pub(super) fn code(text: &str) -> String {
    let text = printable(text);
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if longest > 0 { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// A sentence in which names stand between backticks, as messages have them; all else is made plain.
pub(super) fn prose(text: &str) -> String {
    let mut out = String::new();
    for (number, part) in text.split('`').enumerate() {
        if number % 2 == 1 {
            out.push_str(&code(part));
        } else {
            out.push_str(&plain(part));
        }
    }
    out
}

/// Text without anything that Markdown or HTML would take for markup.
fn plain(text: &str) -> String {
    let mut out = String::new();
    for character in printable(text).chars() {
        if matches!(character, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '!' | '&') {
            out.push('\\');
        }
        out.push(character);
        if character == '@' {
            // Nobody is to be called by a name in a schema.
            out.push_str("<!-- -->");
        }
    }
    out
}
