//! `noticelint retention schedule`

use clap::{ArgMatches, Command};

use super::setting;
use crate::cli::output::{look, print};
use crate::cli::{FAILED, SUCCESS};
use crate::notice::{Limit, Notice, Row, RowPeriod, Then};
use crate::report::{Look, wrap};
use crate::retention::words;

pub(super) fn command() -> Command {
    Command::new("schedule")
        .about("Show the notice's retention schedule as a table, with its ambiguities")
        .after_help("Examples:\n  noticelint retention schedule\n  noticelint retention schedule --notice policies/our-notice.yaml")
}

pub(super) fn run(matches: &ArgMatches) -> u8 {
    let Some((notice, ..)) = setting(matches) else { return FAILED };
    print(&table(&notice, look()), SUCCESS)
}

/// The narrowest that the second column may be.
const NARROWEST: usize = 30;

/// The schedule: a row of the table for each row of the notice, a line of it for each thing said.
fn table(notice: &Notice, look: Look) -> String {
    let mut out = String::new();
    let mut line = |head: &str, text: &str| wrap(head, &look.text(text), look.width, &mut out);
    let origin = if notice.built_in { "built in" } else { notice.source.path() };
    line("", &format!("{} ({}, {origin})", notice.title, notice.id));
    let rows = &notice.retention;
    let count = |is: fn(&RowPeriod) -> bool| rows.iter().filter(|row| is(&row.period)).count();
    let ambiguous = count(|period| matches!(period, RowPeriod::Readings(readings) if readings.len() > 1));
    let criteria = count(|period| matches!(period, RowPeriod::Criteria));
    line(
        "",
        &format!(
            "{} rows: {} with one period, {ambiguous} that can be read in more than one way (marked ?), {criteria} with criteria only",
            rows.len(),
            rows.len() - ambiguous - criteria
        ),
    );
    let widest = rows.iter().map(|row| row.clause.id.chars().count()).max().unwrap_or(0);
    let column = widest.min(look.width.saturating_sub(NARROWEST + 4));
    for row in rows {
        let mark = if matches!(&row.period, RowPeriod::Readings(readings) if readings.len() > 1) {
            "?"
        } else {
            " "
        };
        let id = &row.clause.id;
        out.push('\n');
        let mut head = format!("{mark} {id:column$}  ");
        // A name wider than the column has a line of its own.
        if id.chars().count() > column {
            out.push_str(&format!("{mark} {}\n", look.text(id)));
            head = " ".repeat(column + 4);
        }
        for text in said(row) {
            wrap(&head, &look.text(&text), look.width, &mut out);
            head = " ".repeat(column + 4);
        }
    }
    out
}

/// Everything that a row says, a line each.
fn said(row: &Row) -> Vec<String> {
    let written =
        row.as_written.as_ref().map_or_else(String::new, |written| format!(", as written “{written}”"));
    let mut said = vec![format!("{}{written}", row.clause.label)];
    let limit = match row.limit {
        Limit::Exactly => "",
        Limit::AtMost => "at most ",
        Limit::AtLeast => "at least ",
    };
    match &row.period {
        RowPeriod::Keep(keep) => said.push(format!("{limit}{}: {keep}", words(keep))),
        RowPeriod::Adopted(keep) => {
            let by = row.adoption.as_ref().map_or_else(String::new, |adoption| {
                let reason =
                    adoption.reason.as_ref().map_or_else(String::new, |reason| format!(": {reason}"));
                format!(", adopted by {} on {}{reason}", adoption.by, adoption.on)
            });
            said.push(format!("{limit}{}: {keep}{by}", words(keep)));
        }
        RowPeriod::Readings(readings) => {
            said.extend(readings.iter().map(|reading| format!("- {limit}{}: {reading}", words(reading))));
        }
        RowPeriod::Criteria => said.push("criteria and no period: never compared".to_owned()),
    }
    if row.then != Then::Destroy {
        said.push(format!("then: {}", row.then.word()));
    }
    let mut more = |key: &str, value: &str| said.push(format!("{key}: {value}"));
    let each = |key: &str, values: &[String], more: &mut dyn FnMut(&str, &str)| {
        if !values.is_empty() {
            more(key, &values.join(", "));
        }
    };
    let texts = [
        ("about", &row.subject),
        ("when", &row.when),
        ("takes everything else about", &row.catch_all),
        ("extension", &row.extension),
    ];
    for (key, value) in texts {
        if let Some(value) = value {
            more(key, value);
        }
    }
    each("categories", &row.categories, &mut more);
    each("gives way to", &row.yields_to, &mut more);
    each("unless", &row.unless, &mut more);
    each("see", &row.see, &mut more);
    if let Some(until) = &row.use_until {
        more("used", &words(until));
    }
    for change in &row.bounds {
        more("bounds", &change.to_string());
    }
    for (keep, reason) in &row.rejected {
        let reason = reason.as_ref().map_or_else(String::new, |reason| format!(" ({reason})"));
        more("not meant", &format!("{}{reason}", words(keep)));
    }
    if let Some(note) = &row.note {
        more("note", note);
    }
    said
}
