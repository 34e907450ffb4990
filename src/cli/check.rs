//! `noticelint check`

use clap::{Arg, ArgAction, ArgMatches, Command};

use super::FAILED;
use super::output::{complain, look};
use super::reports::Reports;
use super::setup::{Ready, arguments};
use crate::check::Task;
use crate::configuration::unknown_rule;
use crate::finding::Severity;
use crate::report::{Human, Subject};
use crate::rules::{self, Options};

pub(super) fn command() -> Command {
    let severities = ["error", "warning", "note"];
    Command::new("check")
        .about("Check schemas against the notice")
        .long_about(
            "Checks each schema under the given paths: whether its fields are declared, and whether what is declared \
             is covered by the notice and the law. Files are recognised by their content; .gitignore is honoured. \
             Declarations are read from the schema (x-gdpr, -- @gdpr), from a sidecar beside it (NAME.gdpr.yaml) and \
             from noticelint.toml.\n\n\
             Exit code: 0 nothing at or above --fail-on, 1 something, 2 something could not be read.",
        )
        .after_help(
            "Examples:\n  noticelint check\n  noticelint check schemas/referral.schema.json --strict\n  \
             noticelint check --notice policies/our-notice.yaml --format json > report.json\n  \
             noticelint check --format human --format sarif=noticelint.sarif\n  \
             noticelint check --severity no-justification=note --fail-on warning",
        )
        .args(arguments("Files and folders to check [default: .]"))
        .arg(Arg::new("strict").long("strict").action(ArgAction::SetTrue).help("Report every undeclared field as an error, but in lookups, configuration, logs and the like"))
        .arg(Arg::new("fail-on").long("fail-on").value_name("LEVEL").value_parser(severities).help("The least severity that makes the exit code 1 [default: error]"))
        .arg(Arg::new("severity").long("severity").value_name("RULE=LEVEL").action(ArgAction::Append).help("Give a rule another severity; repeatable"))
        .arg(Arg::new("as-of").long("as-of").value_name("DATE").help("The day on which dates are judged, such as 2026-06-30 [default: today]"))
        .arg(super::reports::argument())
        .arg(Arg::new("all").long("all").action(ArgAction::SetTrue).help("Show every finding whole, not the first of each kind"))
}

pub(super) fn run(matches: &ArgMatches) -> u8 {
    let Some(ready) = Ready::of(matches) else { return FAILED };
    let configuration = ready.configuration.as_ref();
    let Some(severities) = severities(matches, configuration.map(|c| c.severities.as_slice())) else {
        return FAILED;
    };
    let Some(as_of) = as_of(matches) else { return FAILED };
    let options = Options { as_of, strict: matches.get_flag("strict") };
    let Some(reports) = Reports::of(matches) else { return FAILED };
    let Some(baseline) = super::baseline::load(&ready.place) else { return FAILED };
    let mut outcome = ready.run(Task::Check, &options, &severities);
    if let Some(baseline) = baseline {
        outcome.set_aside(&baseline, |file| ready.looks_at(file));
    }
    let fail_on = matches
        .get_one::<String>("fail-on")
        .and_then(|word| Severity::of(word))
        .or(configuration.and_then(|c| c.fail_on))
        .unwrap_or(Severity::Error);
    let subject = Subject { outcome: &outcome, notice: &ready.notice, as_of, fail_on };
    let human = Human { look: look(), all: matches.get_flag("all") };
    reports.write(&subject, human, &ready.place, outcome.exit_code(fail_on))
}

/// The severities of the configuration, then those of the command line.
fn severities(
    matches: &ArgMatches,
    configured: Option<&[(&'static str, Severity)]>,
) -> Option<Vec<(&'static str, Severity)>> {
    let mut severities = configured.unwrap_or_default().to_vec();
    for written in matches.get_many::<String>("severity").into_iter().flatten() {
        let Some((rule, level)) = written.split_once('=') else {
            complain(&format!(
                "`--severity {written}` needs the form RULE=LEVEL, such as opaque-container=note"
            ));
            return None;
        };
        let Some(rule) = rules::find(rule) else {
            complain(&format!("`--severity {written}`: {}", unknown_rule(rule)));
            return None;
        };
        let Some(level) = Severity::of(level) else {
            complain(&format!("`--severity {written}`: `{level}` is not one of error, warning, note"));
            return None;
        };
        severities.push((rule.id, level));
    }
    Some(severities)
}

pub(super) fn as_of(matches: &ArgMatches) -> Option<jiff::civil::Date> {
    match matches.get_one::<String>("as-of") {
        None => Some(jiff::ZonedDateTime::now().date()),
        Some(written) => match written.parse() {
            Ok(date) => Some(date),
            Err(_) => {
                complain(&format!("`--as-of {written}` is no date; write it like 2026-06-30"));
                None
            }
        },
    }
}
