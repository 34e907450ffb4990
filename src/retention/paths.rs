//! The ways along the conditions of a plain problem, one in which only whole years and whole days
//! are counted and nothing holds but what always holds. There the room of a happening is known
//! from the ways that lead to it, without settling all the others.

use jiff::civil::Date;

use super::calendar::Step;
use super::lives::{Line, Number};
use super::search::Problem;

/// A step of a way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Move {
    Onwards(Step),
    LastTo(Step),
    FirstTo(Step),
}

impl Move {
    fn from(self, day: Date) -> Date {
        match self {
            Self::Onwards(step) => step.from(day),
            Self::LastTo(step) => step.last_to(day),
            Self::FirstTo(step) => step.first_to(day),
        }
    }
}

/// The ways from the limit's happening to the system's.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Paths {
    up: Vec<Vec<Move>>,
    down: Vec<Vec<Move>>,
}

impl Paths {
    /// Every way that passes no happening twice.
    pub(super) fn of(problem: &Problem<'_>) -> Self {
        let find = |up| {
            let mut walk = Walk { problem, up, passed: vec![problem.limit.of], found: Vec::new() };
            walk.on(problem.limit.of, &mut Vec::new());
            walk.found
        };
        Self { up: find(true), down: find(false) }
    }

    /// The last day that the system can count from; none where there is no limit.
    pub(super) fn last(&self, day: Date) -> Option<Date> {
        self.up.iter().map(|path| path.iter().fold(day, |day, step| step.from(day))).min()
    }

    /// The first day that the system can count from; none where there is no limit.
    pub(super) fn first(&self, day: Date) -> Option<Date> {
        self.down.iter().map(|path| path.iter().fold(day, |day, step| step.from(day))).max()
    }

    /// For the last days, and for the first: by how many days a day has been moved, beside whole
    /// years, where years are counted from it; and whether years are counted back anywhere.
    pub(super) fn shifts(&self, problem: &Problem<'_>) -> [(Vec<i32>, bool); 2] {
        [&self.up, &self.down].map(|paths| {
            let mut shifts = Vec::new();
            let mut back = along(&[], problem.limit, &mut shifts);
            for path in paths {
                back |= along(path, problem.system, &mut shifts);
            }
            shifts.sort_unstable();
            shifts.dedup();
            (shifts, back)
        })
    }

    /// For the last days, and for the first: the years that the ways from a day pass.
    pub(super) fn years(&self, problem: &Problem<'_>, from: Date) -> [Vec<i16>; 2] {
        [&self.up, &self.down].map(|paths| {
            let mut years = vec![from.year()];
            let mut pass = |day: Date, steps: &[Move]| {
                steps.iter().fold(day, |day, step| {
                    let day = step.from(day);
                    years.push(day.year());
                    day
                })
            };
            let onwards =
                |line: &Line| line.steps.iter().map(|step| Move::Onwards(*step)).collect::<Vec<Move>>();
            pass(from, &onwards(problem.limit));
            let system = onwards(problem.system);
            for path in paths {
                let at = pass(from, path);
                pass(at, &system);
            }
            years
        })
    }
}

/// Follows a path and then a line.
fn along(path: &[Move], line: &Line, shifts: &mut Vec<i32>) -> bool {
    let (mut shift, mut back) = (0, false);
    for step in path.iter().copied().chain(line.steps.iter().map(|step| Move::Onwards(*step))) {
        let (Move::Onwards(inner) | Move::LastTo(inner) | Move::FirstTo(inner)) = step;
        let (Step::Plus(period) | Step::Minus(period)) = inner else { continue };
        if period.years != 0 {
            shifts.push(shift);
            back |= !matches!(step, Move::Onwards(_));
        }
        let days = period.weeks * 7 + period.days;
        let onwards = matches!(inner, Step::Plus(_)) == matches!(step, Move::Onwards(_));
        shift += if onwards { days } else { -days };
    }
    back
}

struct Walk<'w, 'p> {
    problem: &'w Problem<'p>,
    up: bool,
    passed: Vec<Number>,
    found: Vec<Vec<Move>>,
}

impl Walk<'_, '_> {
    fn on(&mut self, at: Number, path: &mut Vec<Move>) {
        if at == self.problem.system.of {
            self.found.push(path.clone());
            return;
        }
        for condition in &self.problem.conditions {
            let (from, to) = if self.up {
                (&condition.after, &condition.before)
            } else {
                (&condition.before, &condition.after)
            };
            if from.of != at || self.passed.contains(&to.of) {
                continue;
            }
            let length = path.len();
            path.extend(from.steps.iter().map(|step| Move::Onwards(*step)));
            let back = |step: &Step| if self.up { Move::LastTo(*step) } else { Move::FirstTo(*step) };
            path.extend(to.steps.iter().rev().map(back));
            self.passed.push(to.of);
            self.on(to.of, path);
            self.passed.pop();
            path.truncate(length);
        }
    }
}
