//! The last lines of the human report: the notice, what was read, what was skipped, what was found.

use std::fmt::Write as _;

use super::Subject;
use crate::finding::Severity;
use crate::text::printable;

/// Writes the summary.
pub(super) fn write(subject: &Subject<'_>, out: &mut String) {
    let notice = subject.notice;
    let origin = if notice.built_in { "built in" } else { notice.source.path() };
    let version = notice
        .version
        .as_ref()
        .map_or_else(String::new, |version| format!(", version {}", printable(version)));
    line(
        out,
        "Notice",
        &format!(
            "{}, {} ({}, {}{version})",
            printable(&notice.title),
            printable(&notice.controller),
            notice.id,
            printable(origin)
        ),
    );
    let counts = &subject.outcome.counts;
    if counts.schemas > 0 {
        let formats: Vec<String> =
            subject.outcome.formats.iter().map(|(format, count)| format!("{count} {format}")).collect();
        line(
            out,
            "Read",
            &format!(
                "{} ({}), {}, {}",
                many(counts.schemas, "schema"),
                formats.join(", "),
                many(counts.records, "record"),
                many(counts.fields, "field")
            ),
        );
        let parts = [
            (counts.declared, "declared"),
            (counts.by_default, "declared by default only"),
            (counts.not_personal, "declared not personal"),
            (counts.undeclared, "undeclared"),
            (counts.not_about_a_person, "in records that are not about a person"),
            (counts.no_sign, "without a sign of a person"),
        ];
        let parts: Vec<String> = parts
            .iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, word)| format!("{count} {word}"))
            .collect();
        if !parts.is_empty() {
            line(out, "Fields", &parts.join(", "));
        }
    }
    for together in &subject.outcome.together {
        let folder = if together.folder.is_empty() { "." } else { &together.folder };
        let mut text = format!(
            "{} of {}, read as one in the order of their numbers",
            many(together.scripts, "script"),
            printable(folder)
        );
        if together.asked < together.scripts {
            let _ = write!(text, "; reported is what stands in {}", together.asked);
        }
        line(out, "Together", &text);
    }
    for (reason, endings) in &subject.outcome.skipped.by_reason {
        let total: usize = endings.values().sum();
        let mut by_count: Vec<_> = endings.iter().collect();
        by_count.sort_by_key(|(ending, count)| (std::cmp::Reverse(**count), (*ending).clone()));
        let mut words: Vec<String> =
            by_count.iter().take(5).map(|(ending, count)| format!("{count} {}", printable(ending))).collect();
        if by_count.len() > 5 {
            words.push("others".to_owned());
        }
        line(out, "Skipped", &format!("{}, {reason} ({})", many(total, "file"), words.join(", ")));
    }
    known(subject, out);
    if !subject.outcome.silenced.is_empty() {
        line(
            out,
            "Silenced",
            &format!("{}, each with a reason", many(subject.outcome.silenced.len(), "finding")),
        );
    }
    let found = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Note, "note")];
    let found: Vec<String> = found
        .iter()
        .map(|(severity, word)| (subject.outcome.count(*severity), word))
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| many(count, word))
        .collect();
    let found =
        if found.is_empty() { "nothing that the notice does not cover".to_owned() } else { found.join(", ") };
    line(out, "Found", &found);
}

/// What the baseline knows, by age, and what of it is fixed.
fn known(subject: &Subject<'_>, out: &mut String) {
    let outcome = subject.outcome;
    let ages: Vec<String> = outcome
        .known_by_age(subject.as_of)
        .iter()
        .filter(|(_, count)| *count > 0)
        .map(|(age, count)| format!("{count} {}", age.replace('-', " ")))
        .collect();
    if !ages.is_empty() {
        let known = many(outcome.known.len(), "finding");
        line(out, "Known", &format!("{known} of the baseline ({})", ages.join(", ")));
    }
    if outcome.fixed > 0 {
        let fixed = many(outcome.fixed, "finding");
        line(out, "Fixed", &format!("{fixed} of the baseline; `noticelint baseline prune` takes them out"));
    }
}

fn line(out: &mut String, head: &str, text: &str) {
    let _ = writeln!(out, "{head:<8} {text}");
}

/// "1 file", "2 files".
pub fn many(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}
