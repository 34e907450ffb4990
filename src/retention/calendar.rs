//! Steps on the calendar, forwards and back. Every step keeps the order of days, so each has a
//! last day that it takes no further than a given one, and a first day that it takes as far.
//! The calendar itself is the library's.

use jiff::SignedDuration;
use jiff::civil::{Date, date};

use super::{Period, YearEnd};

/// One step from a day to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Step {
    /// A period later, clamped to the end of the month.
    Plus(Period),
    /// A period earlier, clamped to the end of the month.
    Minus(Period),
    /// On to the last day of the year that holds it.
    EndOf(YearEnd),
}

/// The day after: what "before" allows for.
pub(super) const NEXT_DAY: Step = Step::Plus(Period { years: 0, months: 0, weeks: 0, days: 1 });

impl Step {
    /// Where it leads from a day; the calendar's last or first day where it would lead beyond.
    pub(super) fn from(self, day: Date) -> Date {
        match self {
            Self::Plus(period) => plus(day, period),
            Self::Minus(period) => minus(day, period),
            Self::EndOf(year) => end_of(day, year),
        }
    }

    /// The last day from which it leads no later than `day`.
    pub(super) fn last_to(self, day: Date) -> Date {
        match self {
            Self::Plus(period) if is_days(period) || Self::is_exact(period, day) => minus(day, period),
            Self::Minus(period) if is_days(period) || Self::is_exact(period, day) => plus(day, period),
            Self::Plus(period) => self.last_near(minus(day, period), day),
            Self::Minus(period) => self.last_near(plus(day, period), day),
            Self::EndOf(year) => {
                let end = end_of(day, year);
                if end == day { day } else { minus(end, ONE_YEAR) }
            }
        }
    }

    /// The first day from which it leads no earlier than `day`.
    pub(super) fn first_to(self, day: Date) -> Date {
        match self {
            Self::Plus(period) if is_days(period) || Self::is_exact(period, day) => minus(day, period),
            Self::Minus(period) if is_days(period) || Self::is_exact(period, day) => plus(day, period),
            Self::Plus(period) => self.first_near(minus(day, period), day),
            Self::Minus(period) => self.first_near(plus(day, period), day),
            Self::EndOf(year) => after(minus(end_of(day, year), ONE_YEAR)),
        }
    }

    /// By how many days at most it leads further from one day than from another: leap days make
    /// two, and the ends of months two more.
    pub(super) fn play(self) -> i64 {
        match self {
            Self::EndOf(_) => 366,
            Self::Plus(period) | Self::Minus(period) if is_days(period) => 0,
            Self::Plus(period) | Self::Minus(period) if period.months == 0 => 3,
            Self::Plus(_) | Self::Minus(_) => 6,
        }
    }

    /// Whether going back the same way is exact: by years and months from a day that every month has.
    fn is_exact(period: Period, day: Date) -> bool {
        period.weeks == 0 && period.days == 0 && day.day() < 28
    }

    /// Months differ in length, so going back the same way can miss by a few days.
    fn last_near(self, guess: Date, day: Date) -> Date {
        let mut last = guess;
        while self.from(last) > day && last > Date::MIN {
            last = last.yesterday().unwrap_or(Date::MIN);
        }
        while last < Date::MAX && self.from(after(last)) <= day {
            last = after(last);
        }
        last
    }

    fn first_near(self, guess: Date, day: Date) -> Date {
        let mut first = guess;
        while self.from(first) < day && first < Date::MAX {
            first = after(first);
        }
        while let Ok(before) = first.yesterday() {
            if self.from(before) < day {
                break;
            }
            first = before;
        }
        first
    }
}

/// Whole days from one day to another, negative where the other comes first.
pub(super) fn days_between(from: Date, to: Date) -> i64 {
    // Two civil dates are at most the calendar's length apart, so counting in days cannot fail.
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}

const ONE_YEAR: Period = Period { years: 1, months: 0, weeks: 0, days: 0 };

fn is_days(period: Period) -> bool {
    period.years == 0 && period.months == 0
}

fn after(day: Date) -> Date {
    day.tomorrow().unwrap_or(Date::MAX)
}

fn plus(day: Date, period: Period) -> Date {
    if let Some(found) = in_year(day, period, i32::from(day.year()) + period.years) {
        return found;
    }
    if is_days(period) {
        return shifted(day, i64::from(period.weeks) * 7 + i64::from(period.days));
    }
    day.checked_add(period.span()).unwrap_or(Date::MAX)
}

fn minus(day: Date, period: Period) -> Date {
    if let Some(found) = in_year(day, period, i32::from(day.year()) - period.years) {
        return found;
    }
    if is_days(period) {
        return shifted(day, -i64::from(period.weeks) * 7 - i64::from(period.days));
    }
    day.checked_sub(period.span()).unwrap_or(Date::MIN)
}

/// A day some days later, or earlier where negative.
pub(super) fn shifted(day: Date, days: i64) -> Date {
    let end = if days < 0 { Date::MIN } else { Date::MAX };
    day.checked_add(SignedDuration::from_hours(24 * days)).unwrap_or(end)
}

/// The same day of another year, where the period is of years alone and that day exists for sure.
fn in_year(day: Date, period: Period, year: i32) -> Option<Date> {
    let counted = period.months != 0 || period.weeks != 0 || period.days != 0;
    if counted || (day.month() == 2 && day.day() == 29) {
        return None;
    }
    Date::new(i16::try_from(year).ok()?, day.month(), day.day()).ok()
}

fn end_of(day: Date, year: YearEnd) -> Date {
    let (month, last) = match year {
        YearEnd::Financial => (3, 31),
        YearEnd::Academic => (8, 31),
        YearEnd::Calendar => (12, 31),
    };
    let end = date(day.year(), month, last);
    if day <= end { end } else { plus(end, ONE_YEAR) }
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan as _;

    use super::*;

    fn period(written: &str) -> Period {
        let super::super::Keep::Until(expression) =
            super::super::parse(&format!("birth + {written}")).unwrap()
        else {
            panic!("{written}")
        };
        expression.periods[0]
    }

    #[test]
    fn years_end_on_their_last_day_and_not_a_day_later() {
        assert_eq!(end_of(date(2023, 3, 31), YearEnd::Financial), date(2023, 3, 31));
        assert_eq!(end_of(date(2023, 4, 1), YearEnd::Financial), date(2024, 3, 31));
        assert_eq!(end_of(date(2023, 9, 1), YearEnd::Academic), date(2024, 8, 31));
        assert_eq!(end_of(date(2023, 12, 31), YearEnd::Calendar), date(2023, 12, 31));
    }

    #[test]
    fn a_leap_day_is_clamped_and_found_again() {
        let three = Step::Plus(period("P3Y"));
        assert_eq!(three.from(date(2024, 2, 29)), date(2027, 2, 28));
        assert_eq!(three.last_to(date(2027, 2, 28)), date(2024, 2, 29));
        assert_eq!(three.first_to(date(2027, 2, 28)), date(2024, 2, 28));
    }

    proptest::proptest! {
        #[test]
        fn going_back_finds_the_last_and_the_first_day(
            offset in 0i32..146_097, years in 0i32..40, months in 0i32..15, days in 0i32..40, which in 0usize..5,
        ) {
            let period = Period { years, months, weeks: 0, days };
            let step = [
                Step::Plus(period),
                Step::Minus(period),
                Step::EndOf(YearEnd::Financial),
                Step::EndOf(YearEnd::Academic),
                Step::EndOf(YearEnd::Calendar),
            ][which];
            let day = date(2000, 1, 1).checked_add(offset.days()).unwrap();
            let last = step.last_to(day);
            proptest::prop_assert!(step.from(last) <= day && step.from(after(last)) > day);
            let first = step.first_to(day);
            proptest::prop_assert!(step.from(first) >= day && step.from(first.yesterday().unwrap()) < day);
        }
    }
}
