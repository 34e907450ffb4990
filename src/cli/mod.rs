//! The command line: one file per subcommand. Prints what the other rooms say, and turns it
//! into an exit code.

mod annotate;
mod baseline;
mod check;
mod diff;
mod explain;
mod formats;
mod inventory;
mod notice;
mod output;
mod past;
mod reports;
mod retention;
mod rules;
mod setup;
mod validate;

use std::ffi::OsString;

use clap::{Arg, ArgMatches, Command};

/// Nothing at or above the level that fails.
pub const SUCCESS: u8 = 0;
/// Something at or above that level.
pub const FOUND: u8 = 1;
/// The job could not be done.
pub const FAILED: u8 = 2;

/// A subcommand: how it is called, and what it does.
struct Subcommand {
    name: &'static str,
    command: fn() -> Command,
    run: fn(&ArgMatches) -> u8,
}

/// Every subcommand, in the order of the help.
static SUBCOMMANDS: &[Subcommand] = &[
    Subcommand { name: "check", command: check::command, run: check::run },
    Subcommand { name: "validate", command: validate::command, run: validate::run },
    Subcommand { name: "inventory", command: inventory::command, run: inventory::run },
    Subcommand { name: "annotate", command: annotate::command, run: annotate::run },
    Subcommand { name: "diff", command: diff::command, run: diff::run },
    Subcommand { name: "baseline", command: baseline::command, run: baseline::run },
    Subcommand { name: "explain", command: explain::command, run: explain::run },
    Subcommand { name: "formats", command: formats::command, run: formats::run },
    Subcommand { name: "rules", command: rules::command, run: rules::run },
    Subcommand { name: "notice", command: notice::command, run: notice::run },
    Subcommand { name: "retention", command: retention::command, run: retention::run },
];

/// The whole command line.
pub fn command() -> Command {
    Command::new("noticelint")
        .version(env!("CARGO_PKG_VERSION"))
        .about("Checks data-collection schemas against a published privacy notice")
        .long_about(
            "Reads the schemas of a system (`noticelint formats` lists which) and says, at the line, what the privacy notice \
             does not cover: fields that nobody declared, special category data without a condition, data kept \
             too long. Works offline, from files alone.",
        )
        .after_help("Start with `noticelint check`. `noticelint explain RULE` says what a finding means and shows it put right, `noticelint explain FILE:LINE` why a field is taken for what it is.")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommands(SUBCOMMANDS.iter().map(|subcommand| (subcommand.command)()))
}

/// The `--notice` option.
fn notice_argument() -> Arg {
    Arg::new("notice")
        .long("notice")
        .value_name("ID|FILE")
        .help("The notice to hold the schemas against: the id of a built-in one, or a file")
}

/// Runs the program with the given arguments, the program's name first; gives the exit code.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    let matches = match command().try_get_matches_from(arguments) {
        Ok(matches) => matches,
        Err(error) => {
            // Help and version are no failure; a closed pipe while printing them is none either.
            let _ = error.print();
            return if error.use_stderr() { FAILED } else { SUCCESS };
        }
    };
    let Some((name, matches)) = matches.subcommand() else { return FAILED };
    SUBCOMMANDS
        .iter()
        .find(|subcommand| subcommand.name == name)
        .map_or(FAILED, |subcommand| (subcommand.run)(matches))
}
