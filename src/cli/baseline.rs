//! `noticelint baseline`

use std::path::PathBuf;

use clap::{Arg, ArgMatches, Command};

use super::check::as_of;
use super::output::{complain, complain_at_length, look, print};
use super::setup::{Place, Ready, arguments};
use super::{FAILED, SUCCESS};
use crate::check::Task;
use crate::finding::Severity;
use crate::finding::baseline::{Baseline, FILE_NAME, Matched};
use crate::report::{Problems, many};
use crate::rules::Options;
use crate::run::shown;
use crate::text::{read, write_whole};

pub(super) fn command() -> Command {
    let sub = |name: &'static str, about: &'static str| {
        let day = Arg::new("as-of").long("as-of").value_name("DATE");
        Command::new(name)
            .about(about)
            .args(arguments("Files and folders to check [default: the root of the repository]"))
            .arg(day.help("The day to write down, and on which dates are judged [default: today]"))
    };
    Command::new("baseline")
        .about("Write down what is known, so that the check fails only on what is new")
        .long_about(format!(
            "Writes the findings of today into {FILE_NAME} at the root of the repository. `noticelint check` reads it: \
             what is in it is counted and does not fail. A finding is known by its rule, record and field, so it \
             stays known when files are renamed and columns move. What could not be read is never known."
        ))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand(sub("create", "Write a first baseline of everything that is found"))
        .subcommand(sub("update", "Add what is new and take out what is fixed"))
        .subcommand(sub("prune", "Take out what is fixed, and add nothing"))
}

pub(super) fn run(matches: &ArgMatches) -> u8 {
    let Some((what, matches)) = matches.subcommand() else { return FAILED };
    change(what, matches).unwrap_or(FAILED)
}

fn change(what: &str, matches: &ArgMatches) -> Option<u8> {
    let place = Place::find()?;
    let path = place.root.join(FILE_NAME);
    let name = shown(&path, &place.root);
    let known = load(&place)?;
    match (&known, what) {
        (Some(_), "create") => {
            complain(&format!("{name} is there already; `noticelint baseline update` brings it up to date"));
            return None;
        }
        (None, "update" | "prune") => {
            complain(&format!("there is no {name}; `noticelint baseline create` writes the first"));
            return None;
        }
        _ => {}
    }
    let whole = matches.get_many::<PathBuf>("path").is_none();
    let ready = if whole { Ready::of_root(matches)? } else { Ready::of(matches)? };
    let day = as_of(matches)?;
    let severities = ready.configuration.as_ref().map(|c| c.severities.clone()).unwrap_or_default();
    let outcome = ready.run(Task::Check, &Options { as_of: day, strict: false }, &severities);
    let known = known.unwrap_or_default();
    let matched = known.hold(outcome.findings);
    let new_since = (what != "prune").then_some(day);
    let mut next = Baseline::after(&matched, new_since);
    // What was not looked at is as it was.
    let (fixed, unseen): (Vec<_>, Vec<_>) =
        matched.fixed.entries.iter().cloned().partition(|entry| ready.looks_at(&entry.file));
    next.join(unseen);
    if let Err(error) = write_whole(&path, &next.write()) {
        complain(&format!("{name} cannot be written: {error}"));
        return None;
    }
    let fixed: usize = fixed.iter().map(|entry| entry.count).sum();
    Some(print(&told(&name, what, &matched, fixed, &next), SUCCESS))
}

/// What was done, in one or two lines.
fn told(name: &str, what: &str, matched: &Matched, fixed: usize, next: &Baseline) -> String {
    let mut out = format!("{name}: {} known", many(next.count(), "finding"));
    let changes = [
        (if what == "update" { next.count().saturating_sub(matched.known.len()) } else { 0 }, "added"),
        (if what == "create" { 0 } else { fixed }, "fixed and taken out"),
    ];
    for (count, word) in changes.into_iter().filter(|(count, _)| *count > 0) {
        out.push_str(&format!(", {count} {word}"));
    }
    out.push_str(".\n");
    let errors = matched.new.iter().filter(|finding| finding.severity == Severity::Error).count();
    if what == "prune" && !matched.new.is_empty() {
        out.push_str(&format!(
            "{} ({}) not in it; `noticelint check` shows them.\n",
            many(matched.new.len(), "finding"),
            many(errors, "error")
        ));
    }
    out
}

/// The baseline of a repository; no outer value, with a complaint, where there is one that cannot
/// be used.
pub(super) fn load(place: &Place) -> Option<Option<Baseline>> {
    let path = place.root.join(FILE_NAME);
    if std::fs::symlink_metadata(&path).is_err() {
        return Some(None);
    }
    let name = shown(&path, &place.root);
    let source = match read(&path, &name) {
        Ok(source) => source,
        Err(error) => {
            complain(&format!("the baseline {name} cannot be read: {error}"));
            return None;
        }
    };
    match Baseline::read(source.clone()) {
        Ok(baseline) => Some(Some(baseline)),
        Err(problems) => {
            complain_at_length(&Problems { source: &source, problems: &problems }.write(look()));
            complain(&format!("the baseline {name} is not valid, so nothing was checked"));
            None
        }
    }
}
