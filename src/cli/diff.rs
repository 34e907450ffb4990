//! `noticelint diff REF`

use clap::{Arg, ArgMatches, Command};

use super::baseline::load;
use super::check::as_of;
use super::output::{complain, look, print};
use super::past::Past;
use super::setup::{Ready, arguments};
use super::{FAILED, SUCCESS};
use crate::check::Task;
use crate::difference::{Guard, changes, weakenings};
use crate::finding::Severity;
use crate::report::difference::{self, Told};
use crate::rules::Options;
use crate::run::Outcome;

pub(super) fn command() -> Command {
    let [paths, notice, config] = arguments("Files and folders to compare [default: .]");
    Command::new("diff")
        .about("Say in plain words what the work collects, shares or keeps beyond another branch")
        .long_about(
            "Compares the schemas as they are with the last commit that HEAD shares with REF, and says what changes for \
             people: what is collected, shared, used and kept in addition, what no longer is, and what asks for \
             less than before (silenced findings, entries of the baseline, lowered severities, edits of the notice). \
             Each side is judged under its own notice and configuration.\n\n\
             Exit code: 0 compared, 2 something could not be read or is not there.",
        )
        .after_help("Examples:\n  noticelint diff main\n  noticelint diff origin/main --format markdown > comment.md")
        .arg(Arg::new("reference").value_name("REF").required(true).help("A branch, a tag or a commit"))
        .arg(paths)
        .arg(notice)
        .arg(config)
        .arg(
            Arg::new("format")
                .long("format")
                .value_name("FORMAT")
                .value_parser(["text", "markdown", "json"])
                .default_value("text")
                .help("The form: for people, for a comment on a pull request, for programs"),
        )
        .arg(Arg::new("as-of").long("as-of").value_name("DATE").help("The day on which dates are judged [default: today]"))
}

pub(super) fn run(matches: &ArgMatches) -> u8 {
    compare(matches).unwrap_or(FAILED)
}

fn compare(matches: &ArgMatches) -> Option<u8> {
    let reference = matches.get_one::<String>("reference")?;
    let ready = Ready::of(matches)?;
    let options = Options { as_of: as_of(matches)?, strict: false };
    let past = Past::of(matches, &ready, reference, &options)?;
    let baseline = load(&ready.place)?;
    let severities = ready.configuration.as_ref().map(|c| c.severities.clone()).unwrap_or_default();
    let outcome = ready.run(Task::Difference, &options, &severities);
    let timeline = ready.timeline();
    let changes = changes(&past.outcome.facts, &outcome.facts, &timeline);
    let before = guard(&past.ready, &past.outcome, past.baseline.as_ref());
    let after = guard(&ready, &outcome, baseline.as_ref());
    let weakenings = weakenings(&before, &after, &changes, &timeline);
    let told = Told { reference, commit: &past.commit, changes: &changes, weakenings: &weakenings };
    let text = match matches.get_one::<String>("format").map(String::as_str) {
        Some("markdown") => difference::markdown(&told),
        Some("json") => difference::json(&told),
        _ => difference::text(&told, look()),
    };
    let unread = unread(&past.outcome, " in the earlier state") | unread(&outcome, "");
    Some(print(&text, if unread { FAILED } else { SUCCESS }))
}

fn guard<'g>(
    ready: &'g Ready,
    outcome: &'g Outcome,
    baseline: Option<&'g crate::finding::baseline::Baseline>,
) -> Guard<'g> {
    let configuration = ready.configuration.as_ref();
    Guard {
        notice: &ready.notice,
        silenced: &outcome.silenced,
        baseline,
        severities: configuration.map(|c| c.severities.as_slice()).unwrap_or_default(),
        fail_on: configuration.and_then(|c| c.fail_on).unwrap_or(Severity::Error),
    }
}

/// Says what could not be read, and so is missing from the comparison.
fn unread(outcome: &Outcome, when: &str) -> bool {
    let mut any = false;
    for finding in outcome.unread() {
        let place = finding.primary.source.position(finding.primary.span.start);
        complain(&format!("{}:{}{when}: {}", finding.primary.source.path(), place.line, finding.message));
        any = true;
    }
    any
}
