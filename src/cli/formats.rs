//! `noticelint formats`

use std::fmt::Write as _;

use clap::{Arg, ArgMatches, Command};

use super::output::{complain, print};
use super::{FAILED, SUCCESS};
use crate::collection::{READERS, Reader};
use crate::document::did_you_mean;
use crate::text::Source;

pub(super) fn command() -> Command {
    Command::new("formats")
        .about("List every format that is read, the sign it is recognised by and where declarations go")
        .arg(
            Arg::new("format")
                .value_name("FORMAT")
                .help("Only this format, with an example of a schema and its declaration"),
        )
}

pub(super) fn run(matches: &ArgMatches) -> u8 {
    let Some(wanted) = matches.get_one::<String>("format") else {
        let lines = READERS.iter().map(summary).collect::<Vec<_>>().join("\n");
        return print(&format!("{lines}\n`noticelint formats FORMAT` shows an example.\n"), SUCCESS);
    };
    if let Some(reader) = READERS.iter().find(|reader| reader.format == wanted) {
        return print(&whole(reader), SUCCESS);
    }
    let near = did_you_mean(wanted, READERS.iter().map(|reader| reader.format));
    complain(&format!("there is no format `{wanted}`{near}; `noticelint formats` lists them all"));
    FAILED
}

fn summary(reader: &Reader) -> String {
    let endings = reader.endings.iter().map(|ending| format!(".{ending}")).collect::<Vec<_>>().join(" ");
    let mut out = format!("{}\n", reader.format);
    let lines = [
        ("what", reader.title),
        ("files", &endings),
        ("sign", reader.sign),
        ("declare", reader.declarations),
    ];
    for (word, text) in lines {
        let _ = writeln!(out, "  {word:<8} {text}");
    }
    out
}

/// The lines of the summary, then every file of the example.
fn whole(reader: &Reader) -> String {
    let mut out = summary(reader);
    for (name, bytes) in reader.example.files {
        // A workbook is shown as it is read: a line for each row.
        let Ok(source) = Source::from_bytes(*name, bytes.to_vec()) else { continue };
        let _ = writeln!(out, "\n{name}");
        for line in source.text().lines() {
            let _ = writeln!(out, "  {line}");
        }
    }
    out
}
