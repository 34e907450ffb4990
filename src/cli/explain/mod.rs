//! `noticelint explain RULE` and `noticelint explain FILE:LINE`

mod place;
mod rule;

use std::path::PathBuf;

use clap::{Arg, ArgMatches, Command, value_parser};

use super::output::{complain, look, print};
use super::{FAILED, SUCCESS, notice_argument};
use crate::configuration::{FILE_NAME, unknown_rule};
use crate::rules;

pub(super) fn command() -> Command {
    Command::new("explain")
        .about("Say what a rule checks, or why a field is taken for what it is")
        .long_about(
            "With the id of a rule: what it checks, why, and how to put it right. With a place in a schema: what \
             the field that stands there is taken to hold, every reason for it, what is declared of it, and the \
             lines that settle it.\n\n\
             Exit code: 0 said, 2 there is no such rule, or no field at that place.",
        )
        .after_help(
            "Examples:\n  noticelint explain special-without-art9\n  noticelint explain db/schema.sql:30\n  \
             noticelint explain referral.schema.json:12:9",
        )
        .arg(
            Arg::new("what")
                .value_name("RULE|FILE:LINE[:COLUMN]")
                .required(true)
                .help("The id of a rule, as `noticelint rules` lists them, or the place of a field"),
        )
        .arg(notice_argument())
        .arg(
            Arg::new("config")
                .long("config")
                .value_name("FILE")
                .value_parser(value_parser!(PathBuf))
                .help(format!("The configuration [default: the nearest {FILE_NAME} upwards from the file]")),
        )
}

pub(super) fn run(matches: &ArgMatches) -> u8 {
    let what = matches.get_one::<String>("what").map_or("", String::as_str);
    if let Some(rule) = rules::find(what) {
        return print(&rule::page(rule, look().width), SUCCESS);
    }
    if let Some(place) = place::Asked::of(what) {
        return place::run(&place, matches);
    }
    if what.contains(['/', '\\', '.']) || std::path::Path::new(what).exists() {
        complain(&format!("say which line of `{what}`, as in `noticelint explain {what}:12`"));
    } else {
        complain(&format!("{}; `noticelint rules` lists them all", unknown_rule(what)));
    }
    FAILED
}
