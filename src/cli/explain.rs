//! `noticelint explain RULE`

use std::fmt::Write as _;

use clap::{Arg, ArgMatches, Command};

use super::output::{complain, look, print};
use super::{FAILED, SUCCESS};
use crate::configuration::unknown_rule;
use crate::report::wrap;
use crate::rules::{self, Example, Rule};

pub(super) fn command() -> Command {
    Command::new("explain")
        .about("Say what a rule checks, why, and how to put it right")
        .after_help("Example:\n  noticelint explain special-without-art9")
        .arg(
            Arg::new("rule")
                .value_name("RULE")
                .required(true)
                .help("The id of a rule, as `noticelint rules` lists them"),
        )
}

pub(super) fn run(matches: &ArgMatches) -> u8 {
    let id = matches.get_one::<String>("rule").map_or("", String::as_str);
    match rules::find(id) {
        Some(rule) => print(&page(rule, look().width), SUCCESS),
        None => {
            complain(&format!("{}; `noticelint rules` lists them all", unknown_rule(id)));
            FAILED
        }
    }
}

/// A rule's page.
fn page(rule: &Rule, width: usize) -> String {
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
