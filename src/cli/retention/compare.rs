//! `noticelint retention compare SYSTEM LIMIT` and `… SYSTEM --class ROW`

use clap::{Arg, ArgMatches, Command};
use serde_json::{Value, json};

use super::setting;
use crate::cli::output::{complain, complain_at_length, look, print};
use crate::cli::{FAILED, FOUND, SUCCESS};
use crate::document::{Problem, did_you_mean};
use crate::finding::NOTICE_ENDS;
use crate::law::Law;
use crate::notice::{Limit, Notice, Row, RowPeriod, Then, unknown_event};
use crate::report::{Look, Problems, picture, wrap};
use crate::retention::{
    BoundChange, Comparison, Keep, Life, Ruling, Timeline, Verdict, length, over_by, over_by_up_to, parse,
    place_of, range, why, words, worst,
};
use crate::text::{Source, Span};

pub(super) fn command() -> Command {
    Command::new("compare")
        .about("Decide whether a system keeps longer than a notice allows, and show the child for whom")
        .after_help(
            "Examples:\n  noticelint retention compare 'case-closure + P6Y' 'birth + P25Y'\n  noticelint retention compare 'birth + P30Y' --class ROW\n\nExit code: 0 within, 1 any other verdict, 2 an expression or a row that is not known.",
        )
        .arg(
            Arg::new("system")
                .value_name("SYSTEM")
                .required(true)
                .help("What the system does: an event and ISO 8601 periods, such as 'case-closure + P6Y'"),
        )
        .arg(
            Arg::new("limit")
                .value_name("LIMIT")
                .required_unless_present("class")
                .conflicts_with("class")
                .help("What is allowed, as an expression"),
        )
        .arg(Arg::new("class").long("class").value_name("ROW").help("What is allowed, as a row of the notice, under each of its readings"))
        .arg(
            Arg::new("format")
                .long("format")
                .value_name("FORMAT")
                .value_parser(["human", "json"])
                .default_value("human")
                .help("For people or for programs"),
        )
}

/// What a comparison was asked of, and what came of it.
struct Asked<'a> {
    notice: &'a Notice,
    law: &'a Law,
    timeline: &'a Timeline,
    system: &'a Keep,
    row: Option<&'a Row>,
    readings: &'a [Keep],
    bounds: &'a [BoundChange],
    ruling: Ruling,
}

pub(super) fn run(matches: &ArgMatches) -> u8 {
    let Some((notice, law, timeline)) = setting(matches) else { return FAILED };
    let text = |name: &str| matches.get_one::<String>(name).map(String::as_str);
    let Some(system) = read("SYSTEM", text("system").unwrap_or_default(), &timeline) else { return FAILED };
    let mut row = None;
    let readings: Vec<Keep> = match (text("class"), text("limit")) {
        (Some(class), _) => {
            let Some(found) = notice.row(class) else {
                let rows = notice.retention.iter().map(|row| row.clause.id.as_str());
                complain(&format!(
                    "the notice {} has no retention row `{class}`{}; `noticelint retention schedule` lists them",
                    notice.id,
                    did_you_mean(class, rows)
                ));
                return FAILED;
            };
            row = Some(found);
            found.longest()
        }
        (None, limit) => match read("LIMIT", limit.unwrap_or_default(), &timeline) {
            Some(limit) => vec![limit],
            None => return FAILED,
        },
    };
    let bounds = row.map(|row| row.bounds.as_slice()).unwrap_or_default();
    let asked = Asked {
        notice: &notice,
        law: &law,
        timeline: &timeline,
        ruling: timeline.rule(&system, &readings, bounds),
        system: &system,
        row,
        readings: &readings,
        bounds,
    };
    let text = if text("format") == Some("json") { asked.json() } else { asked.human(look()) };
    print(&text, if asked.word() == "within" { SUCCESS } else { FOUND })
}

/// An expression of the command line; complains at its place where it cannot be used.
fn read(name: &str, text: &str, timeline: &Timeline) -> Option<Keep> {
    let (range, message) = match parse(text) {
        Err(error) => (error.range, error.message),
        Ok(keep) => match unknown_event(&keep.events(), timeline, &[]) {
            Some((event, message)) => (place_of(text, &event), message),
            None => return Some(keep),
        },
    };
    complain(&format!("{name} is no retention expression; nothing was compared"));
    let problem = Problem::new(Span::new(range.start, range.end), message);
    let source = Source::new(name, text);
    complain_at_length(&Problems { source: &source, problems: &[problem] }.write(look()));
    None
}

impl Asked<'_> {
    /// Whether the row sets a shortest period, which nothing is kept too long for.
    fn is_shortest(&self) -> bool {
        self.row.is_some_and(|row| row.limit == Limit::AtLeast)
    }

    /// A verdict in one word, under what the row sets.
    fn word_of(&self, verdict: Verdict) -> &'static str {
        if self.is_shortest() && verdict != Verdict::CannotTell {
            Verdict::Within.word()
        } else {
            verdict.word()
        }
    }

    /// The verdict in one word.
    fn word(&self) -> &'static str {
        match self.ruling.verdict() {
            Some(verdict) => self.word_of(verdict),
            None if self.is_shortest() => Verdict::Within.word(),
            None => self.ruling.word(),
        }
    }

    /// The child for whom it is too long by most.
    fn worst(&self) -> Option<&Life> {
        let furthest = self.ruling.furthest().filter(|_| !self.is_shortest());
        furthest.and_then(|comparison| comparison.worst.as_deref())
    }

    fn flips(&self) -> bool {
        !self.is_shortest() && self.timeline.flips_with_lag(self.system, self.readings, self.bounds)
    }

    fn json(&self) -> String {
        let (least, most) = self.ruling.excess();
        let each = self.ruling.each.iter();
        let value = json!({
            "verdict": self.word(),
            "excess_days": { "least": least, "most": most },
            "readings": each
                .map(|(keep, comparison)| json!({ "keep": keep.to_string(), "verdict": self.word_of(comparison.verdict) }))
                .collect::<Vec<Value>>(),
            "worst_case": self.worst().map(life),
            "flips_with_lag": self.flips(),
            "edge": self.ruling.agreed.as_ref().is_some_and(|agreed| agreed.edge),
        });
        format!("{value:#}\n")
    }

    fn human(&self, look: Look) -> String {
        let mut page = Page { out: String::new(), look };
        page.line("system  ", &format!("{}: {}", self.system, words(self.system)));
        match self.row {
            None => self
                .readings
                .iter()
                .for_each(|limit| page.line("limit   ", &format!("{limit}: {}", words(limit)))),
            Some(row) => self.row(row, &mut page),
        }
        page.out.push('\n');
        match &self.ruling.agreed {
            _ if self.is_shortest() && self.word() == "within" => self.shortest(&mut page),
            Some(agreed) => self.agreed(agreed, &mut page),
            None => {
                page.line("", "ambiguous-notice: the verdict depends on how the row is read.");
                for (reading, comparison) in &self.ruling.each {
                    let word = comparison.verdict.word();
                    page.line("  - ", &format!("{reading}: {word}, {}", verdict(comparison)));
                }
            }
        }
        if self.flips() {
            page.line("", "If cases may close a year later than the bounds say, the verdict is another one.");
        }
        let never = |limit: &&Keep| self.timeline.may_never_come(self.system, limit, self.bounds);
        if self.readings.iter().any(|limit| never(&limit)) {
            page.line("", "What the system counts from may never come; then nothing destroys the record. A longest date is missing.");
        }
        if let Some(life) = self.worst() {
            page.out.push('\n');
            let unlimited = self.ruling.each.iter().any(|(_, one)| one.worst.is_some() && one.most.is_none());
            let which = if unlimited { "For example" } else { "Worst case" };
            page.line("", &format!("{which}: {}.", worst(life)));
            page.out.push_str(&picture(life, NOTICE_ENDS, look));
        }
        self.statutes(self.law, &mut page);
        self.bounds(&mut page);
        if !matches!(self.word(), "within" | "cannot-tell") {
            page.out.push('\n');
            page.line("", "Check holds, claims and precedence before destroying anything.");
        }
        page.out
    }

    fn row(&self, row: &Row, page: &mut Page) {
        let written = row.as_written.as_ref().map_or_else(String::new, |written| format!(", “{written}”"));
        page.line(
            "row     ",
            &format!("{}: {}{written} ({})", row.clause.id, row.clause.label, self.notice.title),
        );
        match &row.period {
            RowPeriod::Keep(keep) => page.line("limit   ", &format!("{keep}: {}", words(keep))),
            RowPeriod::Adopted(keep) => {
                let adopted = row.adoption.as_ref().map_or_else(String::new, |adoption| {
                    format!(", adopted by {} on {}", adoption.by, adoption.on)
                });
                page.line("limit   ", &format!("{keep}: {}{adopted}", words(keep)));
            }
            RowPeriod::Readings(readings) => {
                for reading in readings {
                    page.line("reading ", &format!("{reading}: {}", words(reading)));
                }
            }
            RowPeriod::Criteria => page.line("limit   ", "the row gives criteria and no period"),
        }
        if let Some(extension) = &row.extension {
            let counted = if row.extended.is_some() { "counted in" } else { "not counted in" };
            page.line("        ", &format!("may be extended: {extension} ({counted})"));
        }
        if row.then != Then::Destroy {
            page.line("        ", &format!("then: {}", row.then.word()));
        }
    }

    /// What statutes need of records that count from the same events.
    fn statutes(&self, law: &Law, page: &mut Page) {
        let named = self.readings.iter().flat_map(Keep::events).chain(self.system.events());
        let named: Vec<String> = named.map(ToString::to_string).collect();
        for minimum in &law.minimums {
            let mut events = minimum.keep.events().into_iter().map(ToString::to_string);
            let of_nation =
                [self.notice.nation.as_str(), "united-kingdom"].contains(&minimum.nation.as_str());
            let tells = minimum.keep.events().iter().any(|event| !event.is_birth());
            if !of_nation || !tells || !events.all(|event| named.contains(&event)) {
                continue;
            }
            let short = |keep: &Keep| {
                let compared = self.timeline.compare(keep, &minimum.keep, self.bounds);
                compared.verdict != Verdict::CannotTell && compared.least.is_some_and(|least| least < 0)
            };
            let verdict = match (self.readings.iter().any(short), short(self.system)) {
                (true, false) => "the limit is shorter, so the notice has to change; destroy nothing",
                (true, true) => "both are shorter, for some records at least",
                (false, true) => "the system is shorter, for some records at least",
                (false, false) => continue,
            };
            page.out.push('\n');
            page.line(
                "",
                &format!(
                    "{} ({}): the law needs {}. If these are such records, {verdict}.",
                    minimum.label,
                    minimum.cite,
                    words(&minimum.keep)
                ),
            );
        }
    }

    /// What is said under a row that sets a shortest period.
    fn shortest(&self, page: &mut Page) {
        let (least, most) = self.ruling.excess();
        let early = match (least, most) {
            (Some(least), Some(most)) if most < 0 => {
                format!("every record goes before its end, by {}", range(least, most))
            }
            (Some(least), _) if least < 0 => {
                format!("some records go before its end, by up to {}", length(least))
            }
            (None, _) => "some records go before its end, without limit".to_owned(),
            _ => "no record goes before its end".to_owned(),
        };
        page.line("", &format!("within: the row sets a shortest period and no longest; {early}."));
    }

    fn agreed(&self, agreed: &Comparison, page: &mut Page) {
        let word = self.word();
        let all = if self.readings.len() > 1 { ", under every reading" } else { "" };
        let mut sentence = format!("{word}: {}{all}.", verdict(agreed));
        if agreed.edge {
            sentence.push_str(" All of it is a few days that leap years or the ends of months make.");
        }
        page.line("", &sentence);
    }

    /// What the days of the events were taken to be.
    fn bounds(&self, page: &mut Page) {
        let events = self.readings.iter().flat_map(Keep::events).chain(self.system.events());
        let mut lines: Vec<String> =
            events.filter_map(|event| self.timeline.bounds_words(event, self.bounds)).collect();
        lines.sort_unstable();
        lines.dedup();
        if lines.is_empty() {
            return;
        }
        page.out.push('\n');
        page.line("", "Taken as given:");
        lines.iter().for_each(|line| page.line("  - ", line));
    }
}

/// A verdict in words.
fn verdict(comparison: &Comparison) -> String {
    match (comparison.verdict, comparison.least, comparison.most) {
        (Verdict::Over, ..) => format!("every record is kept longer than allowed, {}", over_by(comparison)),
        (Verdict::OverForSome, least, _) => {
            let others = match least {
                Some(0) => "others go on the day that is allowed".to_owned(),
                Some(least) => format!("others go up to {} before", length(least)),
                None => "others go before, without limit".to_owned(),
            };
            format!("some records are kept longer than allowed, {}; {others}", over_by_up_to(comparison))
        }
        (Verdict::Within, Some(0), Some(0)) => "every record goes on the day that is allowed".to_owned(),
        (Verdict::Within, Some(least), Some(0)) => {
            format!("no record is kept longer than allowed; some go up to {} before", length(least))
        }
        (Verdict::Within, Some(least), Some(most)) => {
            format!("every record goes before that, by {}: shorter than allowed", range(least, most))
        }
        (Verdict::Within, None, Some(most)) if most < 0 => {
            format!("every record goes before that, by {} and more", length(most))
        }
        (Verdict::Within, ..) => "no record is kept longer than allowed".to_owned(),
        (Verdict::CannotTell, ..) => why(comparison.undecided).to_owned(),
    }
}

fn life(life: &Life) -> Value {
    json!({
        "events": life
            .days
            .iter()
            .map(|day| json!({ "event": day.event, "date": day.date.to_string() }))
            .collect::<Vec<Value>>(),
        "system_ends": life.system.to_string(),
        "notice_ends": life.limit.to_string(),
        "excess_days": life.excess(),
    })
}

struct Page {
    out: String,
    look: Look,
}

impl Page {
    fn line(&mut self, head: &str, text: &str) {
        wrap(head, &self.look.text(text), self.look.width, &mut self.out);
    }
}
