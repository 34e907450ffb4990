//! Periods, events and excesses in words.

use crate::notice::{Row, RowPeriod};
use crate::retention::{Comparison, Event, Keep, Period, Point, compare};

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
        Keep::Until(expression) => match (&expression.point, expression.periods.as_slice()) {
            (Point::Event(event), []) => format!("until {}", event_words(event)),
            (Point::Event(event), [one]) => format!("{} after {}", period(*one), event_words(event)),
            _ => keep.to_string(),
        },
    }
}

/// An event as it reads after "after": "birth", "the allegation", "the end of care".
fn event_words(event: &Event) -> String {
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

/// An excess in words, over every period that the row may mean: whole years where two sums of
/// years differ, else days. None where there is no end to it.
pub(super) fn excess(system: &Keep, limits: &[Keep], comparison: &Comparison) -> Option<String> {
    let (least, most) = (comparison.least?, comparison.most?);
    let of_years = years(system)
        .zip(limits.iter().map(years).collect::<Option<Vec<i32>>>())
        .map(|(system, limits)| limits.iter().map(|limit| i64::from(system - limit).abs()).collect());
    let days = || vec![least.abs(), most.abs()];
    let (figures, unit): (Vec<i64>, &str) = of_years.map_or_else(|| (days(), "day"), |years| (years, "year"));
    let (least, most) = (figures.iter().min().copied()?, figures.iter().max().copied()?);
    Some(if least == most {
        plural(least, unit)
    } else {
        format!("{least} to {}{}", plural(most, unit), by_reading(limits))
    })
}

/// What some records are over by, at most: "by up to 2 days".
pub(super) fn up_to(system: &Keep, limits: &[Keep]) -> Option<String> {
    let mosts = limits.iter().map(|limit| compare(system, limit).most).collect::<Option<Vec<i64>>>()?;
    let (least, most) = (length(*mosts.iter().min()?), length(*mosts.iter().max()?));
    Some(if least == most {
        format!("by up to {most}")
    } else {
        format!("by up to {least} or up to {most}{}", by_reading(limits))
    })
}

/// How a range comes about where the row can be read in several ways.
fn by_reading(limits: &[Keep]) -> &'static str {
    if limits.len() > 1 { ", depending on how the notice is read" } else { "" }
}

/// ", by 5 years", or for how long where there is no end to it.
pub(super) fn by(excess: Option<String>) -> String {
    excess.map_or_else(|| ", for ever".to_owned(), |excess| format!(", by {excess}"))
}

/// The years of a period that counts in years alone.
fn years(keep: &Keep) -> Option<i32> {
    match keep {
        Keep::Until(expression)
            if expression.periods.iter().all(|p| p.months == 0 && p.weeks == 0 && p.days == 0) =>
        {
            Some(expression.periods.iter().map(|p| p.years).sum())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::retention::parse;

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
    fn several_readings_make_a_range() {
        let keep = |written: &str| parse(written).unwrap();
        let two = [keep("birth + P25Y"), keep("birth + P20Y")];
        let system = keep("birth + P30Y");
        let each = compare(&system, &two[0]);
        assert_eq!(excess(&system, &two[..1], &each).unwrap(), "5 years");
        assert_eq!(
            excess(&system, &two, &each).unwrap(),
            "5 to 10 years, depending on how the notice is read"
        );
        assert_eq!(by(excess(&Keep::Permanent, &two, &compare(&Keep::Permanent, &two[0]))), ", for ever");
        let days = [keep("birth + P1Y"), keep("birth + P365D")];
        assert_eq!(up_to(&keep("birth + P366D"), &days[..1]).unwrap(), "by up to 1 day");
    }
}
