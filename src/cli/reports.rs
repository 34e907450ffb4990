//! The reports of `check`: which, and where each goes.

use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches};

use super::FAILED;
use super::output::{complain, print};
use super::setup::Place;
use crate::document::did_you_mean;
use crate::report::{FORMATS, Format, Human, Subject};
use crate::text::write_whole;

/// The option, which can be given again and again.
pub(super) fn argument() -> Arg {
    let lines = FORMATS.iter().map(|format| format!("  {:<10} {}", format.name, format.about));
    let list = lines.collect::<Vec<_>>().join("\n");
    Arg::new("format")
        .long("format")
        .value_name("FORMAT[=FILE]")
        .action(ArgAction::Append)
        .help("The form of the report, and the file it goes to instead of standard output; repeatable [default: human]")
        .long_help(format!(
            "The form of the report, and the file it goes to instead of standard output. Repeatable; one report can \
             go to standard output. [default: human]\n\n{list}"
        ))
}

/// The reports that were asked for.
pub(super) struct Reports(Vec<(&'static Format, Option<PathBuf>)>);

impl Reports {
    /// From the arguments; none, with a complaint, where they cannot be followed.
    pub(super) fn of(matches: &ArgMatches) -> Option<Self> {
        let mut reports: Vec<(&'static Format, Option<PathBuf>)> = Vec::new();
        for written in matches.get_many::<String>("format").into_iter().flatten() {
            let (name, file) = match written.split_once('=') {
                Some((name, file)) => (name, Some(file)),
                None => (written.as_str(), None),
            };
            let Some(format) = FORMATS.iter().find(|format| format.name == name) else {
                let near = did_you_mean(name, FORMATS.iter().map(|format| format.name));
                complain(&format!("`--format {written}`: there is no format `{name}`{near}"));
                return None;
            };
            if file.is_some_and(str::is_empty) {
                complain(&format!("`--format {written}` names no file; write FORMAT=FILE, or FORMAT alone"));
                return None;
            }
            if file.is_none() && reports.iter().any(|(_, file)| file.is_none()) {
                complain("only one report can go to standard output; write the others as FORMAT=FILE");
                return None;
            }
            reports.push((format, file.map(PathBuf::from)));
        }
        if reports.is_empty() {
            reports.extend(FORMATS.first().map(|format| (format, None)));
        }
        Some(Self(reports))
    }

    /// Writes them all. A report that cannot be written is a failure of the job; the others are
    /// written nevertheless.
    pub(super) fn write(&self, subject: &Subject<'_>, human: Human, place: &Place, code: u8) -> u8 {
        let mut code = code;
        for (format, file) in &self.0 {
            let text = (format.write)(subject, human);
            match file {
                None => code = code.max(print(&text, code)),
                Some(file) => {
                    if let Err(error) = write_whole(&place.absolute(file), &text) {
                        complain(&format!("{} cannot be written: {error}", file.display()));
                        code = FAILED;
                    }
                }
            }
        }
        code
    }
}
