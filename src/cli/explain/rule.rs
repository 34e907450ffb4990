//! A rule's page.

use std::fmt::Write as _;

use crate::report::wrap;
use crate::rules::{Example, Rule};

/// A rule's page.
pub(super) fn page(rule: &Rule, width: usize) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{}", rule.id);
    let _ = writeln!(out, "{}\n", "=".repeat(rule.id.len()));
    wrap("", rule.summary, width, &mut out);
    out.push('\n');
    wrap("", rule.explanation, width, &mut out);
    let _ = writeln!(out, "\nFamily     {}", rule.family.title());
    let _ = writeln!(out, "Severity   {}", rule.severity.word());
    let _ = writeln!(out, "Rests on   {}: {}", rule.authority.word(), rule.source);
    let _ = writeln!(out, "Can act    {}", rule.audience.word().replace('-', " "));
    example("Found fault with", &rule.bad, &mut out);
    example("Put right", &rule.good, &mut out);
    out.push_str("\nThe examples are held against the notice of an invented council.\n");
    out
}

fn example(title: &str, example: &Example, out: &mut String) {
    for (at, (name, text)) in example.files.iter().enumerate() {
        let title = if at == 0 { title } else { "beside it" };
        let _ = writeln!(out, "\n{title}: {name}\n");
        for line in text.lines() {
            // A few examples are long by their nature; their beginning shows them.
            let shown: String = line.chars().take(160).collect();
            let more = if shown.len() < line.len() { " ..." } else { "" };
            let _ = writeln!(out, "    {shown}{more}");
        }
    }
}
