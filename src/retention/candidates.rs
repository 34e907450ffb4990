//! On which days of the 400-year cycle a search has to look.
//!
//! Every line is a day moved along. How far it moves changes only where the day, on its way,
//! passes a leap day, the end of a month or the end of a year. Between two such days the
//! difference of two lines runs straight, so looking at both sides of each is enough. And of the
//! 400 years only those have to be looked at in which a day on the way passes a century without a
//! leap day, with a few beside them: all others are like one of these.

use jiff::ToSpan as _;
use jiff::civil::{Date, date};

use super::calendar::{Step, days_between, shifted};
use super::lives::Line;
use super::paths::Paths;
use super::search::Problem;

/// The century years of the cycle that have no leap day.
const WITHOUT_LEAP_DAY: [i16; 3] = [2100, 2200, 2300];
const CENTURY: i16 = 100;
/// The years around a crossing that have to be looked at: a leap year comes every four, and beyond
/// that the year of a day on its way can be known but for one, and a shifted mark be in the year
/// before.
const EXACT: [i16; 2] = [0, 4];
const NEARBY: [i16; 2] = [-1, 5];
/// Years near our time, so that a life to be shown is likely one of today.
const TODAY: std::ops::Range<i16> = 2007..2011;
/// A day of a common year, to see how far the lines reach.
const SAMPLES: [Date; 3] = [date(2001, 6, 15), date(2001, 1, 15), date(2001, 11, 15)];
/// Where at least so many days are left, no calendar closes the gap.
const WIDE: i64 = 60;
/// With more shifts than this, every day is looked at.
const FEW: usize = 16;

/// The ways of a plain problem; none where it is another.
pub(super) fn plain(problem: &Problem<'_>) -> Option<Paths> {
    let is_plain = !problem.special && Units::of(problem).plain && is_wide(problem);
    is_plain.then(|| Paths::of(problem))
}

/// The days to look at in a plain problem: for the last day that the system can count from, and
/// for the first.
pub(super) fn of_plain(problem: &Problem<'_>, paths: &Paths) -> [Vec<Date>; 2] {
    let years = paths.years(problem, SAMPLES[0]);
    let mut sides = paths.shifts(problem).into_iter().zip(years);
    let mut days = || {
        let ((mut shifts, back), passed) = sides.next().unwrap_or_default();
        let marks: &[(i8, i8)] = if back { &[(2, 28), (2, 29), (3, 1)] } else { &[(2, 29), (3, 1)] };
        if shifts.is_empty() {
            // Only days are counted, and they are the same in every year.
            shifts.push(0);
        }
        let offsets = passed.iter().map(|year| year - SAMPLES[0].year());
        // Where no day is moved within its year, its year is known for certain.
        let around = if shifts == [0] { EXACT } else { NEARBY };
        marked_days(&crossing(offsets, around), marks, &shifts, 0)
    };
    [days(), days()]
}

/// The days to look at in any problem.
pub(super) fn of_any(problem: &Problem<'_>) -> Vec<Date> {
    let years = years(problem);
    let mut units = Units::of(problem).with_sums(problem);
    if units.months {
        // All months end between the 28th and the first, and what is near is looked at with it.
        units.marks.extend((1..=12).flat_map(|month| [(month, 28), (month, 1)]));
    }
    let mut days = if units.shifts.len() > FEW {
        every_day(&years)
    } else {
        marked_days(&years, &units.marks, &units.shifts, 3)
    };
    days.sort_unstable();
    days.dedup();
    days
}

/// What the steps of a problem count in.
#[derive(Debug)]
struct Units {
    /// Only whole years and whole days.
    plain: bool,
    months: bool,
    /// Days of the year at which something changes: the leap day, and the ends of years.
    marks: Vec<(i8, i8)>,
    /// By how many days a line moves a day within the year.
    days: Vec<i32>,
    /// By how many days a day on the way can be away from its place in the year.
    shifts: Vec<i32>,
}

impl Units {
    fn of(problem: &Problem<'_>) -> Self {
        let marks = vec![(2, 29), (3, 1)];
        let mut units = Self { plain: true, months: false, marks, days: Vec::new(), shifts: vec![0] };
        for line in lines(problem) {
            let mut sum = 0;
            for step in &line.steps {
                match step {
                    Step::EndOf(_) => {
                        let end = step.from(SAMPLES[0]);
                        let after = end.tomorrow().unwrap_or(end);
                        units.marks.extend([(end.month(), end.day()), (after.month(), after.day())]);
                        units.plain = false;
                    }
                    Step::Plus(period) | Step::Minus(period) => {
                        units.months |= period.months != 0;
                        let length = period.weeks * 7 + period.days;
                        sum += if matches!(step, Step::Plus(_)) { length } else { -length };
                        units.days.extend([in_year(sum), in_year(-sum)]);
                    }
                }
            }
        }
        units.plain &= !units.months;
        units
    }

    /// With every shift that several lines can add up to.
    fn with_sums(self, problem: &Problem<'_>) -> Self {
        let mut units = self;
        units.days.retain(|day| *day != 0);
        units.days.sort_unstable();
        units.days.dedup();
        // A way passes each happening once, so as many sums can add up.
        for _ in 0..problem.present.iter().filter(|present| **present).count() {
            if units.shifts.len() > FEW {
                break;
            }
            let known = units.shifts.clone();
            let more = known.iter().flat_map(|shift| units.days.iter().map(move |day| in_year(shift + day)));
            let more: Vec<i32> = more.collect();
            units.shifts.extend(more);
            units.shifts.sort_unstable();
            // What is near is looked at with it.
            units.shifts.dedup_by(|next, known| *next - *known <= 1);
        }
        units
    }
}

/// What a number of days leaves of a year, in whole days: 400 years have 146,097.
fn in_year(days: i32) -> i32 {
    i32::try_from((i64::from(days) * 400).rem_euclid(146_097) / 400).unwrap_or_default()
}

fn lines<'l>(problem: &'l Problem<'_>) -> impl Iterator<Item = &'l Line> {
    let of_conditions = problem.conditions.iter().flat_map(|condition| [&condition.before, &condition.after]);
    of_conditions.chain([problem.system, problem.limit])
}

fn is_wide(problem: &Problem<'_>) -> bool {
    problem.open(SAMPLES[0]).is_ok_and(|room| {
        let mut each = room.last.iter().zip(&room.first).enumerate();
        each.all(|(number, (last, first))| {
            number == problem.limit.of || !problem.present[number] || days_between(*first, *last) >= WIDE
        })
    })
}

/// The years of the cycle to look at in a problem that is not plain.
fn years(problem: &Problem<'_>) -> Vec<i16> {
    let mut offsets = vec![0];
    for sample in SAMPLES {
        let Ok(room) = problem.open(sample) else { return (2000..2400).collect() };
        let mut passing = |line: &Line, day: Date| {
            let mut day = day;
            offsets.push(day.year() - sample.year());
            for step in &line.steps {
                day = step.from(day);
                offsets.push(day.year() - sample.year());
            }
        };
        passing(problem.limit, sample);
        for side in [&room.first, &room.last] {
            passing(problem.system, side[problem.system.of]);
            for condition in &problem.conditions {
                passing(&condition.before, side[condition.before.of]);
                passing(&condition.after, side[condition.after.of]);
            }
        }
    }
    // The end of a year can bring a day to the next.
    let nearby: Vec<i16> = offsets.into_iter().flat_map(|offset| [offset, offset + 1]).collect();
    crossing(nearby.into_iter(), NEARBY)
}

/// The years around each in which a day on the way, so many years off, passes one of the
/// centuries: all that its place among the leap years can be.
fn crossing(offsets: impl Iterator<Item = i16>, around: [i16; 2]) -> Vec<i16> {
    let mut offsets: Vec<i16> = offsets.filter(|offset| offset.abs() < 5000).collect();
    offsets.sort_unstable();
    offsets.dedup();
    let span = offsets.last().zip(offsets.first()).map_or(0, |(last, first)| last - first);
    // All three are alike to whoever sees only one of them.
    let centuries = if span < CENTURY - 10 { &WITHOUT_LEAP_DAY[..1] } else { &WITHOUT_LEAP_DAY[..] };
    let mut wanted = [false; 400];
    let mut want = |year: i16| wanted[usize::from(year.rem_euclid(400).unsigned_abs())] = true;
    TODAY.for_each(&mut want);
    for offset in offsets {
        for century in centuries {
            let crossing = century - offset;
            (crossing + around[0]..=crossing + around[1]).for_each(&mut want);
        }
    }
    (2000..2400).zip(wanted).filter(|(_, wanted)| *wanted).map(|(year, _)| year).collect()
}

fn every_day(years: &[i16]) -> Vec<Date> {
    let days = |year: &i16| {
        let first = date(*year, 1, 1);
        first.series(1.day()).take(usize::from(first.days_in_year().unsigned_abs()))
    };
    years.iter().flat_map(days).collect()
}

/// Of each year the days that some way brings to a mark, and some days around them.
fn marked_days(years: &[i16], marks: &[(i8, i8)], shifts: &[i32], around: i32) -> Vec<Date> {
    let mut days = Vec::with_capacity(years.len() * marks.len() * shifts.len());
    for shift in shifts {
        // A shift of many years counts as what it leaves of a year, and the mark lies that far on.
        let moved = i64::from(*shift) * 400 / 146_097;
        for year in years {
            let year = year.saturating_add(i16::try_from(moved).unwrap_or_default());
            let leap = date(year, 1, 1).in_leap_year();
            let marks = marks.iter().filter(|mark| leap || **mark != (2, 29));
            for mark in marks.filter_map(|(month, day)| Date::new(year, *month, *day).ok()) {
                for near in shift - around..=shift + around {
                    days.push(if near == 0 { mark } else { shifted(mark, -i64::from(near)) });
                }
            }
        }
    }
    days
}
