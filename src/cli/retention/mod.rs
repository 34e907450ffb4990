//! `noticelint retention`: periods without a schema at hand.

mod compare;
mod schedule;

use std::path::PathBuf;

use clap::{Arg, ArgMatches, Command, value_parser};

use super::setup::{Known, Place, configuration, notice};
use super::{FAILED, notice_argument};
use crate::law::Law;
use crate::notice::Notice;
use crate::retention::Timeline;

pub(super) fn command() -> Command {
    Command::new("retention")
        .about("Compare periods, and look at the notice's schedule")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommands([compare::command(), schedule::command()].map(|command| {
            command.arg(notice_argument()).arg(
                Arg::new("config")
                    .long("config")
                    .value_name("FILE")
                    .value_parser(value_parser!(PathBuf))
                    .help("The configuration that names the notice and its events"),
            )
        }))
}

pub(super) fn run(matches: &ArgMatches) -> u8 {
    match matches.subcommand() {
        Some(("compare", matches)) => compare::run(matches),
        Some(("schedule", matches)) => schedule::run(matches),
        _ => FAILED,
    }
}

/// The notice, the law and the events under the notice; none, with a complaint, where they cannot be read.
fn setting(matches: &ArgMatches) -> Option<(Notice, Law, Timeline)> {
    let place = Place::find()?;
    let named = matches.get_one::<PathBuf>("config").map(PathBuf::as_path);
    let configuration = configuration(&place, named, &[]).ok()?;
    let known = Known::load(configuration.as_ref())?;
    let named = matches.get_one::<String>("notice").map(String::as_str);
    let notice = notice(&place, named, configuration.as_ref(), &known)?;
    let timeline = known.timeline(&notice, configuration.as_ref());
    Some((notice, known.law, timeline))
}
