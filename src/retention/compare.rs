//! What a system keeps against what a notice allows, where both count from the same event.
//!
//! The comparison is over days of the calendar: the system's date is later than the notice's on
//! every starting day, on some, or on none. Where the two count from different events this
//! version does not decide.

use jiff::civil::{Date, date};

use super::{Expression, Keep, Period};

/// The result of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// Never kept longer than allowed.
    Within,
    /// Always kept longer than allowed.
    Over,
    /// Kept longer for some.
    OverForSome,
    /// Not decided.
    CannotTell,
}

/// A verdict, and by how much the system's date is after the notice's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Comparison {
    /// The verdict.
    pub verdict: Verdict,
    /// The least excess in days; negative where the system destroys first. None where there is no limit.
    pub least: Option<i64>,
    /// The most excess in days. None where there is no limit.
    pub most: Option<i64>,
}

/// Compares what a system keeps with what a notice allows.
pub fn compare(system: &Keep, limit: &Keep) -> Comparison {
    let unlimited = |verdict| Comparison { verdict, least: None, most: None };
    match (system, limit) {
        (Keep::Permanent, Keep::Permanent) => {
            Comparison { verdict: Verdict::Within, least: Some(0), most: Some(0) }
        }
        (Keep::Permanent, Keep::Until(_)) => unlimited(Verdict::Over),
        (Keep::Until(_), Keep::Permanent) => unlimited(Verdict::Within),
        (Keep::Until(system), Keep::Until(limit)) if system.point == limit.point => same_event(system, limit),
        _ => unlimited(Verdict::CannotTell),
    }
}

fn same_event(system: &Expression, limit: &Expression) -> Comparison {
    let (least, most) = if system.periods == limit.periods {
        (0, 0)
    } else {
        range_of_difference(&system.periods, &limit.periods)
    };
    let verdict = match (least > 0, most > 0) {
        (true, _) => Verdict::Over,
        (false, true) => Verdict::OverForSome,
        (false, false) => Verdict::Within,
    };
    Comparison { verdict, least: Some(least), most: Some(most) }
}

/// The least and the most days between the two sums, over every starting day of the 400 years
/// after which the calendar repeats. Sums of years alone repeat after a few leap years, so the
/// days around the ends of February and of the months of eight years, a skipped leap year among
/// them, stand for all.
fn range_of_difference(system: &[Period], limit: &[Period]) -> (i64, i64) {
    let years_only = |periods: &[Period]| {
        periods.len() <= 1 && periods.iter().all(|p| p.months == 0 && p.weeks == 0 && p.days == 0)
    };
    let (first, days) = if years_only(system) && years_only(limit) {
        // Two sums of whole years differ by leap days only. Which leap days fall between the two
        // depends on the starting year modulo 400; one day either side of each 29 February tells.
        (date(2000, 1, 1), None)
    } else {
        (date(2000, 1, 1), Some(146_097))
    };
    let mut least = i64::MAX;
    let mut most = i64::MIN;
    let mut look = |start: Date| {
        if let (Some(kept), Some(allowed)) = (add(start, system), add(start, limit)) {
            let days = i64::from(days_between(allowed, kept));
            least = least.min(days);
            most = most.max(days);
        }
    };
    match days {
        Some(count) => first.series(jiff::Span::new().days(1)).take(count).for_each(look),
        None => {
            for year in 2000..2400 {
                look(date(year, 2, 28));
                look(date(year, 3, 1));
                if let Ok(leap) = Date::new(year, 2, 29) {
                    look(leap);
                }
            }
        }
    }
    (least, most)
}

fn days_between(from: Date, to: Date) -> i32 {
    // Two civil dates are at most the calendar's length apart, so counting in days cannot fail.
    from.until(to).map_or(0, |span| span.get_days())
}

/// Adds periods one after the other, clamped to the end of the month; none past the calendar's end.
fn add(start: Date, periods: &[Period]) -> Option<Date> {
    periods.iter().try_fold(start, |day, period| day.checked_add(period.span()).ok())
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;

    fn verdict(system: &str, limit: &str) -> (Verdict, Option<i64>, Option<i64>) {
        let result = compare(&parse(system).unwrap(), &parse(limit).unwrap());
        (result.verdict, result.least, result.most)
    }

    #[test]
    fn years_from_one_event() {
        assert_eq!(verdict("case-closure + P30Y", "case-closure + P35Y").0, Verdict::Within);
        assert_eq!(verdict("birth + P25Y", "birth + P25Y"), (Verdict::Within, Some(0), Some(0)));
        let (verdict, least, most) = verdict("birth + P35Y", "birth + P25Y");
        assert_eq!((verdict, least, most), (Verdict::Over, Some(3651), Some(3653)));
    }

    #[test]
    fn days_against_years_differ_by_leap_days() {
        assert_eq!(verdict("birth + P12784D", "birth + P35Y").0, Verdict::OverForSome);
        assert_eq!(verdict("birth + P12782D", "birth + P35Y").0, Verdict::Within);
    }

    #[test]
    fn chains_are_added_left_to_right() {
        // 31 August + 6 months, twice, is 28 August.
        assert_eq!(verdict("decision + P6M + P6M", "decision + P12M").0, Verdict::Within);
        assert_eq!(verdict("decision + P12M", "decision + P6M + P6M").0, Verdict::OverForSome);
        assert_eq!(verdict("birth + P18Y + P6Y", "birth + P24Y").0, Verdict::Within);
        assert_eq!(verdict("birth + P24Y", "birth + P18Y + P6Y").0, Verdict::OverForSome);
    }

    #[test]
    fn different_events_are_not_decided_here() {
        assert_eq!(verdict("case-closure + P6Y", "birth + P25Y").0, Verdict::CannotTell);
        assert_eq!(verdict("birth + P1Y", "birth(carer) + P1Y").0, Verdict::CannotTell);
    }

    #[test]
    fn permanent_is_over_every_limit() {
        assert_eq!(verdict("permanent", "birth + P25Y").0, Verdict::Over);
        assert_eq!(verdict("birth + P25Y", "permanent").0, Verdict::Within);
        assert_eq!(verdict("permanent", "permanent").0, Verdict::Within);
    }

    proptest::proptest! {
        #[test]
        fn the_short_way_for_years_agrees_with_every_day(system in 0i32..120, limit in 0i32..120) {
            let years = |years| [Period { years, ..Period::default() }];
            let short = range_of_difference(&years(system), &years(limit));
            let mut least = i64::MAX;
            let mut most = i64::MIN;
            for start in date(2000, 1, 1).series(jiff::Span::new().days(1)).take(1_462).chain(
                date(2096, 1, 1).series(jiff::Span::new().days(1)).take(1_462)) {
                let days = i64::from(days_between(add(start, &years(limit)).unwrap(), add(start, &years(system)).unwrap()));
                least = least.min(days);
                most = most.max(days);
            }
            proptest::prop_assert!(short.0 <= least && most <= short.1);
            proptest::prop_assert_eq!(short.0 > 0, system > limit);
        }
    }
}
