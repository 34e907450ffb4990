//! What a record's declared retention is, which rows of the notice it falls under, and what the
//! comparison says. The retention rules share it and each words one outcome.

use crate::declaration::{RetentionSaid, Said};
use crate::finding::{Builder, LabelRole};
use crate::notice::{Row, RowPeriod};
use crate::retention::{Comparison, Keep, Period, Point, Verdict, compare};
use crate::rules::Rule;
use crate::rules::view::{FieldView, View, some_of};

/// What a row of the notice says of a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Ruling {
    /// One verdict, under every reading.
    One(Comparison),
    /// The row can be read in several ways, and the verdict depends on which.
    Depends(Vec<(Keep, Comparison)>),
}

impl Ruling {
    /// How strict it is; the strictest of several rows counts.
    fn strictness(&self) -> u8 {
        match self {
            Self::One(comparison) => match comparison.verdict {
                Verdict::Over => 4,
                Verdict::OverForSome => 3,
                Verdict::CannotTell => 1,
                Verdict::Within => 0,
            },
            Self::Depends(_) => 2,
        }
    }
}

/// One declared period of a record, against the strictest row that it falls under.
#[derive(Debug)]
pub(super) struct Judgement<'v> {
    /// What was declared.
    pub said: &'v Said<RetentionSaid>,
    /// The fields it is declared for; at least one.
    pub fields: Vec<&'v FieldView<'v>>,
    /// What the system does.
    pub system: &'v Keep,
    /// The row.
    pub row: &'v Row,
    /// How many rows were compared.
    pub compared: usize,
    /// What it says.
    pub ruling: Ruling,
}

impl Judgement<'_> {
    /// Whether the period is that of the whole record.
    fn is_whole(&self, view: &View<'_>) -> bool {
        self.fields.len() == view.declared().count()
    }

    /// "`help` is", or the fields where others of the record are kept otherwise.
    pub(super) fn what_is(&self, view: &View<'_>) -> String {
        if self.is_whole(view) {
            return format!("`{}` is", view.record.name);
        }
        let names = some_of(self.fields.iter().map(|field| field.field.name.as_str()));
        format!("{names} in `{}` {}", view.record.name, if self.fields.len() == 1 { "is" } else { "are" })
    }
}

/// Every declared period of a record with its judgement; those that fall under no row are left out.
pub(super) fn judgements<'v>(view: &View<'v>) -> Vec<Judgement<'v>> {
    let mut groups: Vec<(&Said<RetentionSaid>, Vec<&FieldView<'v>>)> = Vec::new();
    for field in view.declared() {
        let Some(said) = &field.declaration.retention else { continue };
        match groups
            .iter_mut()
            .find(|(known, _)| known.value.class == said.value.class && known.value.keep == said.value.keep)
        {
            Some((_, fields)) => fields.push(field),
            None => groups.push((said, vec![field])),
        }
    }
    groups
        .into_iter()
        .filter_map(|(said, fields)| {
            let system = said.value.keep.as_ref()?;
            let rows = rows(view, &said.value, &fields);
            let compared = rows.len();
            let (row, ruling) = rows
                .into_iter()
                .map(|row| (row, ruling(system, row)))
                .reduce(|best, next| if next.1.strictness() > best.1.strictness() { next } else { best })?;
            Some(Judgement { said, fields, system, row, compared, ruling })
        })
        .collect()
}

/// The rows a record falls under: the one it names, else those that cover its categories, else
/// the one that takes everything.
pub(super) fn rows<'v>(view: &View<'v>, said: &RetentionSaid, fields: &[&FieldView<'v>]) -> Vec<&'v Row> {
    let notice = view.notice();
    if let Some(class) = &said.class {
        return notice.row(class).into_iter().collect();
    }
    let categories: Vec<&str> = fields
        .iter()
        .filter_map(|field| match field.meaning {
            crate::rules::Meaning::Category { clause: Some(category), .. } => {
                Some(category.clause.id.as_str())
            }
            _ => None,
        })
        .collect();
    let covering: Vec<&Row> = notice
        .retention
        .iter()
        .filter(|row| row.categories.iter().any(|category| categories.contains(&category.as_str())))
        .collect();
    if !covering.is_empty() {
        return covering;
    }
    let subject = subject(view, fields);
    notice.retention.iter().filter(|row| row.catch_all.as_deref() == Some(subject)).collect()
}

/// Whose retention it is: the declared subject, else whose record it is by its name. A record of
/// "a person" counts as a child's, as the schedule of a children's service does.
pub(super) fn subject<'v>(view: &View<'v>, fields: &[&FieldView<'v>]) -> &'v str {
    let of = |field: &&FieldView<'v>| field.declaration.subject.as_ref().map(|said| said.value.as_str());
    // One field about a professional does not make the record a professional's.
    let shared =
        fields.first().and_then(of).filter(|first| fields.iter().all(|field| of(field) == Some(*first)));
    let declared = shared.or(view.declaration.subject.as_ref().map(|said| said.value.as_str()));
    match declared.or(view.context.subject()) {
        None | Some("young-person" | "other" | "person") => "child",
        Some(subject) => subject,
    }
}

fn ruling(system: &Keep, row: &Row) -> Ruling {
    match &row.period {
        RowPeriod::Keep(limit) | RowPeriod::Adopted(limit) => Ruling::One(compare(system, limit)),
        RowPeriod::Criteria => {
            Ruling::One(Comparison { verdict: Verdict::CannotTell, least: None, most: None })
        }
        RowPeriod::Readings(readings) => {
            let each: Vec<(Keep, Comparison)> =
                readings.iter().map(|reading| (reading.clone(), compare(system, reading))).collect();
            match each.first() {
                Some((_, first)) if each.iter().all(|(_, other)| other.verdict == first.verdict) => {
                    Ruling::One(*first)
                }
                _ => Ruling::Depends(each),
            }
        }
    }
}

/// What every finding about too long a period ends with: a linter sees no hold and no claim.
pub(super) const BEFORE_DESTROYING: &str = "Check holds, claims and precedence before destroying anything.";

/// A finding about a judgement, at the record, with what the system does and what the notice says.
pub(super) fn finding(
    view: &View<'_>,
    rule: &'static Rule,
    judged: &Judgement<'_>,
    message: String,
) -> Builder {
    let builder = match judged.fields.first() {
        Some(first) if !judged.is_whole(view) => view.at_field(rule, first, message),
        _ => view.at_record(rule, message),
    };
    builder
        .group(judged.row.clause.id.as_str(), 3)
        .label(LabelRole::Declaration, &judged.said.place, "what the system does")
        .clause(&view.notice().source, &judged.row.clause, "what the notice says")
}

/// "`help` is kept 10 years after case closure; the notice allows 6 years after case closure
/// (Family help files, the strictest of 2 rows)."
pub(super) fn opening(view: &View<'_>, judged: &Judgement<'_>) -> String {
    let of = if judged.compared > 1 {
        format!(", the strictest of {} rows", judged.compared)
    } else {
        String::new()
    };
    format!(
        "{} kept {}; the notice allows {} ({}{of}).",
        judged.what_is(view),
        words(judged.system),
        allowance(judged.row),
        judged.row.clause.label,
    )
}

/// What a row allows, in words.
pub(super) fn allowance(row: &Row) -> String {
    let written = || row.as_written.as_ref().map_or_else(String::new, |written| format!(" (“{written}”)"));
    match &row.period {
        RowPeriod::Keep(keep) | RowPeriod::Adopted(keep) => words(keep),
        RowPeriod::Readings(readings) => {
            let each: Vec<String> = readings.iter().map(words).collect();
            format!("{}{}", each.join(", or "), written())
        }
        RowPeriod::Criteria => format!("what its criteria say{}", written()),
    }
}

/// A number of days in words: in years from two years on, where the days no longer matter.
pub(super) fn length(days: i64) -> String {
    let days = days.abs();
    if days < 731 {
        plural(days, "day")
    } else {
        format!("about {}", plural((days * 4 + 730) / 1461, "year"))
    }
}

/// A period in words: "35 years after case closure".
pub(super) fn words(keep: &Keep) -> String {
    match keep {
        Keep::Permanent => "for ever".to_owned(),
        Keep::Until(expression) => match &expression.point {
            Point::Event(event) if expression.periods.len() == 1 => {
                let whose = event
                    .subject
                    .as_ref()
                    .map_or_else(String::new, |subject| format!(" of the {}", subject.replace('-', " ")));
                format!("{} after {}{whose}", period(expression.periods[0]), event.name.replace('-', " "))
            }
            _ => keep.to_string(),
        },
    }
}

fn period(period: Period) -> String {
    let units =
        [(period.years, "year"), (period.months, "month"), (period.weeks, "week"), (period.days, "day")];
    let parts: Vec<String> = units
        .iter()
        .filter(|(count, _)| *count != 0)
        .map(|(count, unit)| plural(i64::from(*count), unit))
        .collect();
    if parts.is_empty() { "no time".to_owned() } else { parts.join(" and ") }
}

fn plural(count: i64, unit: &str) -> String {
    format!("{count} {unit}{}", if count == 1 { "" } else { "s" })
}

/// An excess in words: whole years where two sums of years differ, else days.
pub(super) fn excess(system: &Keep, limit: Option<&Keep>, comparison: &Comparison) -> String {
    let years = |keep: &Keep| match keep {
        Keep::Until(expression)
            if expression.periods.iter().all(|p| p.months == 0 && p.weeks == 0 && p.days == 0) =>
        {
            Some(expression.periods.iter().map(|p| p.years).sum::<i32>())
        }
        _ => None,
    };
    if let (Some(system), Some(limit)) = (years(system), limit.and_then(years)) {
        return plural(i64::from(system - limit).abs(), "year");
    }
    match (comparison.least, comparison.most) {
        (Some(least), Some(most)) if least == most => plural(least.abs(), "day"),
        (Some(least), Some(most)) => {
            format!("{} to {}", least.abs().min(most.abs()), plural(least.abs().max(most.abs()), "day"))
        }
        _ => "without end".to_owned(),
    }
}

/// The period that a row's single ruling was made against.
pub(super) fn limit(row: &Row) -> Option<&Keep> {
    limits(row).first()
}

/// Every period that a row may mean.
pub(super) fn limits(row: &Row) -> &[Keep] {
    match &row.period {
        RowPeriod::Keep(keep) | RowPeriod::Adopted(keep) => std::slice::from_ref(keep),
        RowPeriod::Readings(readings) => readings,
        RowPeriod::Criteria => &[],
    }
}
