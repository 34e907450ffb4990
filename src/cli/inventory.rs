//! `noticelint inventory [PATH…]`

use clap::{Arg, ArgMatches, Command};

use super::FAILED;
use super::output::{complain, look, print};
use super::setup::{Ready, arguments};
use crate::check::Task;
use crate::finding::Severity;
use crate::report::inventory;
use crate::rules::Options;

pub(super) fn command() -> Command {
    Command::new("inventory")
        .about("List every field, with what it is taken to hold and what is declared of it")
        .long_about(
            "Lists every field that is read, one row each: what it is taken to hold, how sure that is and why, and \
             whether somebody declared it. This is the material for a record of processing (UK GDPR Article 30). \
             What is taken from names, types, values and descriptions is evidence, not a decision.",
        )
        .after_help(
            "Examples:\n  noticelint inventory db/schema.sql\n  noticelint inventory --format csv . > inventory.csv\n  \
             noticelint inventory --format json warehouse-columns.csv",
        )
        .args(arguments("Files and folders to list [default: .]"))
        .arg(
            Arg::new("format")
                .long("format")
                .value_name("FORMAT")
                .value_parser(["table", "csv", "json"])
                .default_value("table")
                .help("The form of the list"),
        )
}

pub(super) fn run(matches: &ArgMatches) -> u8 {
    let Some(ready) = Ready::of(matches) else { return FAILED };
    let outcome = ready.run(Task::Inventory, &Options { as_of: jiff::civil::Date::MIN, strict: false }, &[]);
    // What could not be read is missing from the list, so it is said beside it.
    for finding in &outcome.findings {
        let place = finding.primary.source.position(finding.primary.span.start);
        complain(&format!("{}:{}: {}", finding.primary.source.path(), place.line, finding.message));
    }
    let text = match matches.get_one::<String>("format").map(String::as_str) {
        Some("csv") => inventory::csv(&outcome.inventory),
        Some("json") => inventory::json(&outcome.inventory),
        _ => inventory::table(&outcome.inventory, look()),
    };
    print(&text, outcome.exit_code(Severity::Error))
}
