//! `noticelint notice show`

use std::fmt::Write as _;
use std::path::PathBuf;

use clap::{Arg, ArgMatches, Command, value_parser};

use super::output::{look, print};
use super::setup::{Known, Place, configuration, notice};
use super::{FAILED, SUCCESS, notice_argument};
use crate::notice::{Clause, Notice, RowPeriod};
use crate::report::Look;

pub(super) fn command() -> Command {
    Command::new("notice").about("Look at the notice").subcommand_required(true).arg_required_else_help(true).subcommand(
        Command::new("show")
            .about("Show what a notice promises: purposes, categories, bases, recipients, retention")
            .after_help("Examples:\n  noticelint notice show\n  noticelint notice show --notice policies/our-notice.yaml")
            .arg(notice_argument())
            .arg(Arg::new("config").long("config").value_name("FILE").value_parser(value_parser!(PathBuf)).help("The configuration that names the notice")),
    )
}

pub(super) fn run(matches: &ArgMatches) -> u8 {
    let Some(("show", matches)) = matches.subcommand() else { return FAILED };
    let Some(place) = Place::find() else { return FAILED };
    let Ok(configuration) =
        configuration(&place, matches.get_one::<PathBuf>("config").map(PathBuf::as_path), &[])
    else {
        return FAILED;
    };
    let Some(known) = Known::load(configuration.as_ref()) else { return FAILED };
    let named = matches.get_one::<String>("notice").map(String::as_str);
    let Some(notice) = notice(&place, named, configuration.as_ref(), &known) else { return FAILED };
    print(&show(&notice, look()), SUCCESS)
}

/// A notice for people.
fn show(notice: &Notice, look: Look) -> String {
    let mut page = Page { out: String::new(), look };
    let origin = if notice.built_in { "built in".to_owned() } else { notice.source.path().to_owned() };
    page.line(&format!("{} ({}, {origin})", notice.title, notice.id));
    page.line(&notice.controller);
    let unfinished =
        |list: &str| if notice.is_open(list) { " (the page calls this list unfinished)" } else { "" };
    page.head(&format!("Purposes{}", unfinished("purposes")));
    notice.purposes.iter().for_each(|purpose| page.clause(&purpose.clause, ""));
    page.head(&format!("Categories{}", unfinished("categories")));
    for category in &notice.categories {
        let head = category.head.as_ref().map_or_else(String::new, |head| format!(", {head}"));
        page.clause(&category.clause, &format!(" [{}{head}]", category.kind.words()));
    }
    page.head("Lawful bases, UK GDPR Article 6(1)");
    notice.article_6.iter().for_each(|basis| page.clause(&basis.clause, ""));
    page.head("Conditions, UK GDPR Article 9(2)");
    for condition in &notice.article_9 {
        let paragraphs: Vec<String> = condition.schedule_1.iter().map(u32::to_string).collect();
        let beside = if paragraphs.is_empty() {
            String::new()
        } else {
            format!(" [Schedule 1 paragraphs {}]", paragraphs.join(", "))
        };
        page.clause(&condition.clause, &beside);
    }
    page.head("Authority for criminal offence data, UK GDPR Article 10");
    page.line(if notice.article_10 == 0 { "  none is named" } else { "  named" });
    page.head("Consent");
    notice.consent.iter().for_each(|(clause, ..)| page.clause(clause, ""));
    page.head("Sharing without consent");
    notice.sharing.iter().for_each(|(clause, _)| page.clause(clause, ""));
    page.head(&format!("Recipients{}", unfinished("recipients")));
    for recipient in &notice.recipients {
        let group = recipient.group.as_ref().map_or_else(String::new, |group| format!(" [{group}]"));
        page.clause(&recipient.clause, &group);
    }
    page.head("Commitments");
    notice.commitments.iter().for_each(|(clause, _)| page.clause(clause, ""));
    page.head("Statutes named");
    notice.statutes.iter().for_each(|clause| page.clause(clause, ""));
    page.head("Retention");
    for row in &notice.retention {
        let period = match &row.period {
            RowPeriod::Keep(keep) => keep.to_string(),
            RowPeriod::Adopted(keep) => format!("{keep} (adopted reading)"),
            RowPeriod::Readings(readings) => {
                let readings: Vec<String> = readings.iter().map(ToString::to_string).collect();
                format!(
                    "ambiguous, “{}”: {}",
                    row.as_written.as_deref().unwrap_or_default(),
                    readings.join(" | ")
                )
            }
            RowPeriod::Criteria => "criteria, no period".to_owned(),
        };
        page.clause(&row.clause, &format!("\n      {period}"));
    }
    page.out
}

struct Page {
    out: String,
    look: Look,
}

impl Page {
    fn line(&mut self, text: &str) {
        for part in text.split('\n') {
            let _ = writeln!(self.out, "{}", self.look.text(part));
        }
    }

    fn head(&mut self, text: &str) {
        self.out.push('\n');
        self.line(text);
    }

    fn clause(&mut self, clause: &Clause, more: &str) {
        let label = if clause.label == clause.id { String::new() } else { format!(": {}", clause.label) };
        let place = clause.place.as_ref().map_or_else(String::new, |place| format!(" ({place})"));
        self.line(&format!("  {}{label}{place}{more}", clause.id));
    }
}
