//! The decision against lives made up one by one on a real calendar, with an evaluation of its
//! own: bounds, relations and the meaning of expressions are written here a second time.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where something is not as it should be")]

use std::collections::BTreeMap;

use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use noticelint::retention::{
    Event, Expression, Keep, Life, Period, Point, Timeline, Verdict, YearEnd, parse,
};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

/// The days of a life by event; an event that never happens has none.
type Days = BTreeMap<String, Option<Date>>;

/// An event: its earliest and its latest from birth in years (294 days before birth where
/// `unborn`), and whether it may stay away. Without `latest` there is no limit.
struct Known {
    name: &'static str,
    unborn: bool,
    earliest: i16,
    latest: Option<i16>,
    may_not_happen: bool,
}

const fn known(name: &'static str, unborn: bool, earliest: i16, latest: Option<i16>, may: bool) -> Known {
    Known { name, unborn, earliest, latest, may_not_happen: may }
}

const KNOWN: &[Known] = &[
    known("case-closure", true, 0, Some(25), false),
    known("last-contact", true, 0, Some(25), false),
    known("record-created", true, 0, Some(25), false),
    known("referral", true, 0, Some(18), true),
    known("plan-end", true, 0, Some(18), true),
    known("care-end", false, 0, Some(18), true),
    known("payment", true, 0, Some(25), true),
    known("school-leaving", false, 4, Some(20), true),
    known("ehc-plan-end", false, 0, Some(26), true),
    known("death", false, 0, None, true),
    known("complaint-received", true, 0, None, true),
    known("complaint-closed", true, 0, None, true),
];

const NEVER_LATER: &[(&str, &str)] = &[
    ("referral", "case-closure"),
    ("plan-end", "case-closure"),
    ("care-end", "case-closure"),
    ("record-created", "case-closure"),
    ("complaint-received", "complaint-closed"),
];

fn plus(day: Date, period: Period) -> Date {
    day.checked_add(period.years.years().months(period.months).weeks(period.weeks).days(period.days)).unwrap()
}

fn end_of(day: Date, year: YearEnd) -> Date {
    let (month, last) = match year {
        YearEnd::Financial => (3, 31),
        YearEnd::Academic => (8, 31),
        YearEnd::Calendar => (12, 31),
    };
    let mut end = day;
    while (end.month(), end.day()) != (month, last) {
        end = end.tomorrow().unwrap();
    }
    end
}

fn value(expression: &Expression, life: &Days) -> Option<Date> {
    let start = match &expression.point {
        Point::Event(Event { name, .. }) => life[name],
        Point::Earlier(several) => several.iter().filter_map(|one| value(one, life)).min(),
        Point::Later(several) => several.iter().filter_map(|one| value(one, life)).max(),
        Point::EndOf(year, inner) => value(inner, life).map(|day| end_of(day, *year)),
        Point::If { first, before, then, otherwise } => {
            let Point::Event(Event { name, .. }) = first.as_ref() else { panic!() };
            let comes_first = match (life[name], value(before, life)) {
                (Some(first), Some(limit)) => first < limit,
                (first, _) => first.is_some(),
            };
            value(if comes_first { then } else { otherwise }, life)
        }
        Point::First(_) | Point::Last(_) => panic!("not made here"),
    };
    start.map(|day| expression.periods.iter().fold(day, |day, period| plus(day, *period)))
}

fn satisfies(life: &Days) -> bool {
    let birth = life["birth"].unwrap();
    let bounds = KNOWN.iter().all(|event| {
        let Some(Some(day)) = life.get(event.name) else {
            return event.may_not_happen || !life.contains_key(event.name);
        };
        let earliest = if event.unborn { birth - 294.days() } else { birth + event.earliest.years() };
        earliest <= *day && event.latest.is_none_or(|latest| *day <= birth + latest.years())
    });
    let relations = NEVER_LATER.iter().all(|(before, after)| {
        match (life.get(*before).copied().flatten(), life.get(*after).copied().flatten()) {
            (Some(before), Some(after)) => before <= after,
            _ => true,
        }
    });
    bounds && relations
}

fn days_between(from: Date, to: Date) -> i64 {
    i64::from(from.until(to).unwrap().get_days())
}

fn expression() -> impl Strategy<Value = String> {
    let names: Vec<&'static str> = KNOWN.iter().map(|event| event.name).chain(["birth", "birth"]).collect();
    let event = proptest::sample::select(names);
    let period = prop_oneof![
        12 => (0i32..80).prop_map(|years| format!("P{years}Y")),
        2 => Just("P0D".to_owned()),
        1 => (1i32..40).prop_map(|months| format!("P{months}M")),
        1 => (1i32..3000).prop_map(|days| format!("P{days}D")),
        1 => (1i32..30, 1i32..12, 1i32..30).prop_map(|(years, months, days)| format!("P{years}Y{months}M{days}D")),
    ];
    let periods = proptest::collection::vec(period, 0..3);
    let simple = (event.clone(), periods.clone()).prop_map(|(event, periods)| {
        periods.iter().fold(event.to_owned(), |all, period| format!("{all} + {period}"))
    });
    let year = proptest::sample::select(vec![
        "end-of-financial-year",
        "end-of-academic-year",
        "end-of-calendar-year",
    ]);
    let year_end = (year, simple.clone(), periods.clone()).prop_map(|(year, inner, periods)| {
        periods.iter().fold(format!("{year}({inner})"), |all, period| format!("{all} + {period}"))
    });
    let part = prop_oneof![3 => simple.clone(), 1 => year_end];
    let choice = ("earlier|later", part.clone(), part.clone())
        .prop_map(|(word, one, other)| format!("{word}({one}, {other})"));
    let condition =
        (event, simple.clone(), part.clone(), part.clone()).prop_map(|(first, limit, then, otherwise)| {
            format!("if({first} before {limit}, {then}, {otherwise})")
        });
    prop_oneof![6 => part, 2 => choice, 1 => condition]
}

/// Picks from a stream of numbers.
struct Dice(u64);

impl Dice {
    fn below(&mut self, count: i64) -> i64 {
        // Numbers of a linear congruence: good enough to pick days with.
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from(self.0 >> 33).unwrap() % count
    }

    fn birth(&mut self) -> Date {
        let year = 2000 + i16::try_from(self.below(400)).unwrap();
        match self.below(8) {
            0 => Date::new(year, 2, 29).unwrap_or(date(year, 3, 1)),
            1 => date(year, 2, 28),
            2 => date(year, 3, 31),
            3 => date(year, 8, 31),
            4 => date(year, 12, 20),
            _ => date(year, 1, 1) + self.below(365).days(),
        }
    }

    /// A life with a day for each of some events, however the bounds may be.
    fn life(&mut self, names: &[&str]) -> Days {
        let birth = self.birth();
        let mut life = Days::from([("birth".to_owned(), Some(birth))]);
        for event in KNOWN.iter().filter(|event| names.contains(&event.name)) {
            let earliest = if event.unborn { birth - 294.days() } else { birth + event.earliest.years() };
            let latest = event.latest.map_or(birth + 120.years(), |latest| birth + latest.years());
            let room = days_between(earliest, latest);
            let day = match self.below(8) {
                0 | 1 => earliest,
                2 | 3 => latest,
                4 => life.values().flatten().copied().max().unwrap().clamp(earliest, latest),
                _ => earliest + self.below(room + 1).days(),
            };
            let never = event.may_not_happen && self.below(4) == 0;
            life.insert(event.name.to_owned(), (!never).then_some(day));
        }
        life
    }
}

fn days_of(life: &Life, names: &[&str]) -> Days {
    let mut days: Days = names.iter().map(|name| ((*name).to_owned(), None)).collect();
    days.extend(life.days.iter().map(|day| (day.event.clone(), Some(day.date))));
    days
}

/// Holds a decision against lives; gives how many were over and how many were not.
fn hold(timeline: &Timeline, system: &str, limit: &str, seed: u64) -> (usize, usize) {
    let keep = |written: &str| parse(written).unwrap_or_else(|error| panic!("{written}: {}", error.message));
    let (of_system, of_limit) = (keep(system), keep(limit));
    let (Keep::Until(one), Keep::Until(other)) = (&of_system, &of_limit) else { panic!() };
    let found = timeline.compare(&of_system, &of_limit, &[]);
    let case = format!("{system} against {limit}: {found:?}");
    let all: Vec<&Event> = of_system.events().into_iter().chain(of_limit.events()).collect();
    let names: Vec<&str> = all.iter().map(|event| event.name.as_str()).collect();
    let mut dice = Dice(seed);
    let (mut over, mut within) = (0, 0);
    for _ in 0..120 {
        let life = dice.life(&names);
        if !satisfies(&life) {
            continue;
        }
        let (Some(destroyed), Some(allowed)) = (value(one, &life), value(other, &life)) else { continue };
        let excess = days_between(allowed, destroyed);
        assert!(found.least.is_none_or(|least| least <= excess), "{excess} days in {life:?}, {case}");
        assert!(found.most.is_none_or(|most| excess <= most), "{excess} days in {life:?}, {case}");
        match found.verdict {
            Verdict::Within => assert!(excess <= 0, "{life:?}, {case}"),
            Verdict::Over => assert!(excess > 0, "{life:?}, {case}"),
            _ => {}
        }
        if excess > 0 { over += 1 } else { within += 1 }
    }
    // What is shown is a life, and it shows what is said.
    let check = |life: &Life, says: &dyn Fn(i64) -> bool| {
        let days = days_of(life, &names);
        assert!(satisfies(&days), "{days:?}, {case}");
        assert_eq!(value(one, &days), Some(life.system), "{days:?}, {case}");
        assert_eq!(value(other, &days), Some(life.limit), "{days:?}, {case}");
        assert!(says(life.excess()), "{days:?}, {case}");
    };
    match found.verdict {
        Verdict::CannotTell => {}
        verdict => {
            let (most, least) = (found.most, found.least);
            if verdict != Verdict::Within {
                let worst = found.worst.as_ref().unwrap_or_else(|| panic!("no worst life, {case}"));
                check(worst, &|excess| excess > 0 && most.is_none_or(|most| excess == most));
            }
            let best = timeline.shortest(&of_system, &of_limit, &[]);
            let best = best.as_ref().unwrap_or_else(|| panic!("no shortest life, {case}"));
            check(best, &|excess| least.map_or(excess < 0, |least| excess == least));
            if verdict == Verdict::OverForSome {
                check(best, &|excess| excess <= 0);
            }
        }
    }
    (over, within)
}

/// An event and whole years or days, what most schedules say.
fn plain() -> impl Strategy<Value = String> {
    let names: Vec<&'static str> = KNOWN.iter().map(|event| event.name).chain(["birth", "birth"]).collect();
    let period = prop_oneof![
        8 => (0i32..110).prop_map(|years| format!("P{years}Y")),
        1 => (0i32..40_000).prop_map(|days| format!("P{days}D")),
    ];
    (proptest::sample::select(names), proptest::collection::vec(period, 0..3)).prop_map(|(event, periods)| {
        periods.iter().fold(event.to_owned(), |all, period| format!("{all} + {period}"))
    })
}

#[test]
fn the_decision_on_plain_periods_is_the_one_of_lives() {
    let timeline = Timeline::built_in().unwrap();
    let mut runner = TestRunner::new(ProptestConfig { cases: 4_000, ..ProptestConfig::default() });
    runner
        .run(&(plain(), plain(), any::<u64>()), |(system, limit, seed)| {
            hold(&timeline, &system, &limit, seed);
            Ok(())
        })
        .unwrap();
}

#[test]
fn the_decision_is_the_one_of_lives() {
    let timeline = Timeline::built_in().unwrap();
    let mut runner = TestRunner::new(ProptestConfig { cases: 400, ..ProptestConfig::default() });
    runner
        .run(&(expression(), expression(), any::<u64>()), |(system, limit, seed)| {
            hold(&timeline, &system, &limit, seed);
            Ok(())
        })
        .unwrap();
}

#[test]
fn the_lives_made_here_are_of_both_kinds() {
    let timeline = Timeline::built_in().unwrap();
    let (over, within) = hold(&timeline, "case-closure + P6Y", "birth + P25Y", 1);
    assert!(over > 10 && within > 10, "{over} over, {within} within");
}
