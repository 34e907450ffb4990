//! Periods, events and excesses in words, for people.

use jiff::civil::Date;

use super::{Comparison, Event, Expression, Keep, Life, Period, Point, Undecided, YearEnd};

/// A period in words: "35 years after case closure".
pub fn words(keep: &Keep) -> String {
    match keep {
        Keep::Permanent => "for ever".to_owned(),
        Keep::Until(expression) if expression.periods.is_empty() => {
            format!("until {}", point_words(&expression.point))
        }
        Keep::Until(expression) => expression_words(expression),
    }
}

fn expression_words(expression: &Expression) -> String {
    let point = point_words(&expression.point);
    if expression.periods.is_empty() {
        return point;
    }
    let periods: Vec<String> = expression.periods.iter().map(|period| period_words(*period)).collect();
    format!("{} after {point}", periods.join(" and then "))
}

fn point_words(point: &Point) -> String {
    let each = |several: &[Expression]| several.iter().map(expression_words).collect::<Vec<_>>();
    match point {
        Point::Event(event) => event_words(event),
        Point::First(inner) => format!("the first {}", bare(&point_words(inner))),
        Point::Last(inner) => format!("the last {}", bare(&point_words(inner))),
        Point::Earlier(several) => format!("the earliest of {}", listed(&each(several))),
        Point::Later(several) => format!("the latest of {}", listed(&each(several))),
        Point::EndOf(year, inner) => {
            let kind = match year {
                YearEnd::Financial => "financial",
                YearEnd::Academic => "academic",
                YearEnd::Calendar => "calendar",
            };
            format!("the end of the {kind} year of {}", expression_words(inner))
        }
        Point::If { first, before, then, otherwise } => format!(
            "{} if {} comes before {}, else {}",
            expression_words(then),
            point_words(first),
            expression_words(before),
            expression_words(otherwise),
        ),
    }
}

/// Without what a "the first" stands for.
fn bare(words: &str) -> &str {
    words.strip_prefix("the ").or_else(|| words.strip_prefix("last ")).unwrap_or(words)
}

fn listed(each: &[String]) -> String {
    match each {
        [all @ .., last] if !all.is_empty() => format!("{} and {last}", all.join(", ")),
        _ => each.join(", "),
    }
}

/// An event as it reads after "after": "birth", "the allegation", "the end of care".
pub fn event_words(event: &Event) -> String {
    let name = match event.name.as_str() {
        // What happens once in a life or a case needs no article.
        name @ ("birth" | "death" | "adoption" | "retirement" | "case-closure" | "last-contact") => {
            name.replace('-', " ")
        }
        "school-leaving" => "leaving school".to_owned(),
        "setting-leaving" => "leaving the setting".to_owned(),
        "superseded" => "being superseded".to_owned(),
        "record-created" => "creation of the record".to_owned(),
        "last-modified" => "the last change".to_owned(),
        "entry-date" => "the date of entry".to_owned(),
        "review-completed" => "completion of the review".to_owned(),
        "review-published" => "publication of the review".to_owned(),
        "complaint-received" => "receipt of the complaint".to_owned(),
        "complaint-closed" => "closure of the complaint".to_owned(),
        "permit-issued" => "issue of the permit".to_owned(),
        "care-end" => "the end of care".to_owned(),
        "approval-end" => "the end of approval".to_owned(),
        "registration-end" => "the end of registration".to_owned(),
        "ehc-plan-end" => "the end of the EHC plan".to_owned(),
        name => match name.strip_suffix("-end") {
            Some(what) => format!("the end of the {}", what.replace('-', " ")),
            None => format!("the {}", name.replace('-', " ")),
        },
    };
    match &event.subject {
        Some(subject) => format!("{name} of the {}", subject.replace('-', " ")),
        None => name,
    }
}

fn period_words(period: Period) -> String {
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

/// A number of days in words: in years and tenths from two years on, where single days no longer matter.
pub fn length(days: i64) -> String {
    let days = days.abs();
    match tenths(days) {
        None => plural(days, "day"),
        Some(tenths) => format!("{} years", decimal(tenths)),
    }
}

/// Tenths of a year, from two years on.
fn tenths(days: i64) -> Option<i64> {
    // 400 years have 146,097 days.
    (days >= 730).then(|| (days * 4_000 + 73_048) / 146_097)
}

fn decimal(tenths: i64) -> String {
    let fraction = if tenths % 10 == 0 { String::new() } else { format!(".{}", tenths % 10) };
    format!("{}{fraction}", tenths / 10)
}

/// A range of lengths: "4.2 to 30 years", "5 days to 2.5 years".
pub fn range(least: i64, most: i64) -> String {
    let (least, most) = (least.abs().min(most.abs()), least.abs().max(most.abs()));
    let (low, high) = (length(least), length(most));
    if low == high {
        return high;
    }
    match (tenths(least), tenths(most)) {
        (Some(least), Some(_)) => format!("{} to {high}", decimal(least)),
        (None, None) => format!("{least} to {high}"),
        _ => format!("{low} to {high}"),
    }
}

/// By how much every life is over: "by 4.2 to 30 years", or for ever.
pub fn over_by(comparison: &Comparison) -> String {
    match (comparison.least, comparison.most) {
        (Some(least), Some(most)) => format!("by {}", range(least, most)),
        (Some(least), None) => format!("by {} and more, without limit", length(least)),
        _ => "for ever".to_owned(),
    }
}

/// By how much some lives are over: "by up to 6 years".
pub fn over_by_up_to(comparison: &Comparison) -> String {
    comparison.most.map_or_else(|| "without limit".to_owned(), |most| format!("by up to {}", length(most)))
}

/// The worst case in a sentence's words: "case closure at 25, kept to 31, 6 years over".
pub fn worst(life: &Life) -> String {
    let birth = life.birth();
    let at = |date: Date| birth.map_or_else(|| date.to_string(), |birth| age(birth, date));
    let happens: Vec<String> = life
        .days
        .iter()
        .filter(|day| day.id.name != "birth" || Some(day.date) != birth)
        .map(|day| {
            let words = event_words(&day.id);
            let which =
                day.which.map_or_else(|| words.clone(), |which| format!("the {which} {}", bare(&words)));
            format!("{which} {}", preposition(birth, day.date, &at(day.date)))
        })
        .collect();
    let events = if happens.is_empty() { String::new() } else { format!("{}, ", happens.join(", ")) };
    let kept = match birth {
        Some(birth) if life.system < birth => "kept to before birth".to_owned(),
        _ => format!("kept to {}", at(life.system)),
    };
    format!("{events}{kept}, {} over", length(life.excess()))
}

fn preposition(birth: Option<Date>, date: Date, at: &str) -> String {
    match birth {
        Some(birth) if date < birth => "before birth".to_owned(),
        Some(_) => format!("at {at}"),
        None => format!("on {at}"),
    }
}

/// Whole years from a birth, as periods count them: who is born on 29 February is a year older on
/// the 28th where there is no 29th.
pub fn age(birth: Date, date: Date) -> String {
    let years = date.year() - birth.year();
    let birthday = birth.checked_add(jiff::Span::new().years(years));
    let reached = birthday.is_ok_and(|birthday| birthday <= date);
    (if reached { years } else { years - 1 }).to_string()
}

/// Why a comparison cannot tell.
pub fn why(undecided: Option<Undecided>) -> &'static str {
    match undecided {
        Some(Undecided::NoLife) => "no life fits the bounds between these events",
        Some(Undecided::TooManyCases) => "the expressions branch too often to be taken apart",
        Some(Undecided::FirstOrLastOfSeveral) => {
            "`first` or `last` of what is itself chosen among several says not which"
        }
        Some(Undecided::Criteria) => "the row gives criteria and no period",
        Some(Undecided::Unlinked) | None => "nothing links the two events",
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;

    #[test]
    fn events_read_as_people_say_them() {
        let said = |keep: &str| words(&parse(keep).unwrap());
        assert_eq!(said("birth + P25Y"), "25 years after birth");
        assert_eq!(said("case-closure + P35Y"), "35 years after case closure");
        assert_eq!(said("allegation + P70Y"), "70 years after the allegation");
        assert_eq!(said("adoption-order + P100Y"), "100 years after the adoption order");
        assert_eq!(said("birth(person-alleged) + P70Y"), "70 years after birth of the person alleged");
        assert_eq!(said("approval-end(carer) + P10Y"), "10 years after the end of approval of the carer");
        assert_eq!(said("plan-end + P1Y"), "1 year after the end of the plan");
        assert_eq!(said("course-end(adult) + P2Y"), "2 years after the end of the course of the adult");
        assert_eq!(said("case-closure"), "until case closure");
        assert_eq!(said("permanent"), "for ever");
    }

    #[test]
    fn whole_expressions_read_as_sentences_do() {
        let said = |keep: &str| words(&parse(keep).unwrap());
        assert_eq!(
            said("end-of-financial-year(payment) + P6Y"),
            "6 years after the end of the financial year of the payment"
        );
        assert_eq!(
            said("later(retirement(worker), allegation + P10Y)"),
            "until the latest of retirement of the worker and 10 years after the allegation"
        );
        assert_eq!(
            said("if(death before birth + P18Y, death + P15Y, birth + P75Y)"),
            "until 15 years after death if death comes before 18 years after birth, else 75 years after birth"
        );
        assert_eq!(said("birth + P18Y + P3Y"), "18 years and then 3 years after birth");
        assert_eq!(said("last(last-contact) + P35Y"), "35 years after the last contact");
    }

    #[test]
    fn a_leap_day_child_is_as_old_as_periods_say() {
        use jiff::civil::date;
        assert_eq!(age(date(2008, 2, 29), date(2033, 2, 28)), "25");
        assert_eq!(age(date(2008, 2, 29), date(2033, 2, 27)), "24");
        assert_eq!(age(date(2008, 3, 1), date(2033, 2, 28)), "24");
    }

    #[test]
    fn lengths_are_in_days_and_then_in_years() {
        assert_eq!(length(1), "1 day");
        assert_eq!(length(-366), "366 days");
        assert_eq!(length(730), "2 years");
        assert_eq!(length(1_532), "4.2 years");
        assert_eq!(length(10_957), "30 years");
        assert_eq!(range(1_532, 10_958), "4.2 to 30 years");
        assert_eq!(range(-366, -1), "1 to 366 days");
        assert_eq!(range(1_826, 1_827), "5 years");
        assert_eq!(range(5, 913), "5 days to 2.5 years");
    }
}
