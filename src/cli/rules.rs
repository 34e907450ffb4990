//! `noticelint rules`

use std::fmt::Write as _;

use clap::{ArgMatches, Command};

use super::SUCCESS;
use super::output::print;
use crate::rules::RULES;

pub(super) fn command() -> Command {
    Command::new("rules").about("List every rule with its severity, what it rests on and who can act")
}

pub(super) fn run(_: &ArgMatches) -> u8 {
    let mut out = String::new();
    let widest = RULES.iter().map(|rule| rule.id.len()).max().unwrap_or(0);
    let mut family = None;
    for rule in RULES {
        if family != Some(rule.family) {
            let blank = if family.is_some() { "\n" } else { "" };
            let _ = writeln!(out, "{blank}{}", rule.family.title());
            family = Some(rule.family);
        }
        let _ = writeln!(
            out,
            "  {:<widest$}  {:<7}  {:<8}  {:<23}  {}",
            rule.id,
            rule.severity.word(),
            rule.authority.word(),
            rule.audience.word(),
            rule.summary
        );
    }
    print(&out, SUCCESS)
}
