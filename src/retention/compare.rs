//! What a system keeps against what a notice allows, in whole days over lives.
//!
//! A life gives a day to the child's birth and to every event that the two expressions name, such
//! that every bound and relation of the timeline holds. An event that may not happen can be
//! missing where both expressions still come to a day. Lives are the meaning; [`super::search`]
//! finds the furthest ones.

use std::rc::Rc;
use std::sync::Arc;

use super::cases::{Case, Undecided, cases};
use super::events::BoundChange;
use super::life::Life;
use super::lives::Lives;
use super::search::{Extremes, Found, Problem, Reach};
use super::timeline::Timeline;
use super::{Event, Expression, Keep, Offset, Period};

/// The result of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// No life is kept longer than allowed.
    Within,
    /// Every life is.
    Over,
    /// Some lives are.
    OverForSome,
    /// Nothing links the two.
    CannotTell,
}

impl Verdict {
    /// Its name in reports.
    pub fn word(self) -> &'static str {
        match self {
            Self::Within => "within",
            Self::Over => "over",
            Self::OverForSome => "over-for-some",
            Self::CannotTell => "cannot-tell",
        }
    }
}

/// A verdict, and by how much the system's day is after the notice's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// The verdict.
    pub verdict: Verdict,
    /// The least excess in days; negative where the system destroys first. None where there is no limit.
    pub least: Option<i64>,
    /// The most excess in days. None where there is no limit.
    pub most: Option<i64>,
    /// The life that is over by most, or where there is no limit by much; none where none is over
    /// or the system keeps for ever.
    pub worst: Option<Arc<Life>>,
    /// Whether the whole excess is a few days that leap years or the ends of months make.
    pub edge: bool,
    /// Why nothing could be told.
    pub undecided: Option<Undecided>,
}

impl Comparison {
    /// A verdict without a figure.
    pub fn without_figure(verdict: Verdict, undecided: Option<Undecided>) -> Self {
        Self { verdict, least: None, most: None, worst: None, edge: false, undecided }
    }
}

/// More days than leap years and ends of months alone can make.
const FEW_DAYS: i64 = 4;

/// More pairs of cases than this are not searched, nor more conditions looked at than the budget:
/// a schema comes from strangers, and nobody waits minutes for one period.
const MOST_PAIRS: usize = 1_024;
const BUDGET: u64 = 12_000_000;

/// How long after a case could have closed at the latest its closure may be recorded.
const LAG: Period = Period { years: 1, months: 0, weeks: 0, days: 0 };

impl Timeline {
    /// Compares what a system keeps with what a notice allows, under the bounds that the notice's
    /// row has of its own.
    pub fn compare(&self, system: &Keep, limit: &Keep, of_row: &[BoundChange]) -> Comparison {
        match (system, limit) {
            (Keep::Permanent, Keep::Permanent) => Comparison {
                least: Some(0),
                most: Some(0),
                ..Comparison::without_figure(Verdict::Within, None)
            },
            (Keep::Permanent, Keep::Until(_)) => Comparison::without_figure(Verdict::Over, None),
            (Keep::Until(_), Keep::Permanent) => Comparison::without_figure(Verdict::Within, None),
            (Keep::Until(of_system), Keep::Until(of_limit)) => {
                let pair = (system.clone(), limit.clone(), of_row.to_vec());
                self.decided.pair(pair, || decide(self, of_system, of_limit, of_row))
            }
        }
    }

    /// The life that is kept shortest against a limit; none where that cannot be told.
    pub fn shortest(&self, system: &Keep, limit: &Keep, of_row: &[BoundChange]) -> Option<Life> {
        let (Keep::Until(system), Keep::Until(limit)) = (system, limit) else { return None };
        over_lives(self, [system, limit], of_row, |furthest, lives| {
            let (problem, found) = &furthest.least;
            problem.life(lives, *found, false)
        })
        .ok()?
    }

    /// Whether the verdict over all readings is another one if a case can close a year later than
    /// the bounds say.
    pub fn flips_with_lag(&self, system: &Keep, readings: &[Keep], of_row: &[BoundChange]) -> bool {
        let closure = Event { name: "case-closure".to_owned(), subject: None };
        let mut events = system.events().into_iter().chain(readings.iter().flat_map(Keep::events));
        let (_, Some(latest)) = self.bounds(&closure, of_row) else { return false };
        if !events.any(|event| self.canonical(event) == closure) || latest.before {
            return false;
        }
        let period = Period { years: latest.period.years + LAG.years, ..latest.period };
        let later =
            BoundChange { latest: Some(Offset { period, before: false }), ..BoundChange::of(closure) };
        let with_lag: Vec<BoundChange> = of_row.iter().cloned().chain([later]).collect();
        self.rule(system, readings, of_row).word() != self.rule(system, readings, &with_lag).word()
    }

    /// Whether an event need not come about.
    pub fn event_may_not_happen(&self, event: &Event, of_row: &[BoundChange]) -> bool {
        self.may_not_happen(&self.canonical(event), of_row)
    }

    /// Whether there are lives in which what the system waits for never comes, although the limit does.
    pub fn may_never_come(&self, system: &Keep, limit: &Keep, of_row: &[BoundChange]) -> bool {
        let (Keep::Until(system), Keep::Until(limit)) = (system, limit) else { return false };
        let lives = Lives::with(self, [&system.point, &limit.point], of_row);
        let (Ok(of_system), Ok(of_limit)) = (cases(self, &lives, system), cases(self, &lives, limit)) else {
            return false;
        };
        of_system
            .iter()
            .filter(|case| case.line.is_none())
            .any(|never| of_limit.iter().any(|case| case.line.is_some() && never.and(case, None).is_some()))
    }
}

fn decide(
    timeline: &Timeline,
    system: &Expression,
    limit: &Expression,
    of_row: &[BoundChange],
) -> Comparison {
    let found = over_lives(timeline, [system, limit], of_row, |furthest, lives| furthest.comparison(lives));
    found.unwrap_or_else(|why| Comparison::without_figure(Verdict::CannotTell, Some(why)))
}

/// Searches every case of two expressions, and makes something of the furthest.
fn over_lives<T>(
    timeline: &Timeline,
    [system, limit]: [&Expression; 2],
    of_row: &[BoundChange],
    make: impl FnOnce(&Furthest<'_>, &Lives) -> T,
) -> Result<T, Undecided> {
    let lives = Lives::with(timeline, [&system.point, &limit.point], of_row);
    let (of_system, of_limit) = (cases(timeline, &lives, system)?, cases(timeline, &lives, limit)?);
    let together: Vec<(&Case, &Case, Case)> = of_system
        .iter()
        .flat_map(|one| of_limit.iter().map(move |other| (one, other)))
        .filter(|(one, other)| one.line.is_some() && other.line.is_some())
        .filter_map(|(one, other)| Some((one, other, one.and(other, None)?)))
        .collect();
    if together.len() > MOST_PAIRS {
        return Err(Undecided::TooManyCases);
    }
    let problems = together.iter().filter_map(|(of_system, of_limit, both)| {
        let problem = problem(&lives, of_system, of_limit, both)?;
        problem.estimate().map(|estimate| (problem, estimate))
    });
    // What seems furthest comes first, so that the others need not be searched.
    let mut problems: Vec<(Problem<'_>, (Reach, Reach))> = problems.collect();
    problems.sort_by_key(|(_, (_, most))| std::cmp::Reverse(*most));
    if let Some(lowest) = (0..problems.len()).min_by_key(|at| problems[*at].1.0) {
        let lowest = problems.remove(lowest);
        problems.insert(0, lowest);
    }
    let mut budget = BUDGET;
    let mut furthest: Option<Furthest<'_>> = None;
    for (problem, estimate) in problems {
        let known = furthest.as_ref().map(Furthest::extremes);
        let found = problem.search(&timeline.decided, estimate, known.as_ref(), &mut budget)?;
        let Some(found) = found else { continue };
        furthest = Some(match furthest {
            None => Furthest::new(problem, found),
            Some(known) => known.with(problem, found),
        });
    }
    furthest.map(|furthest| make(&furthest, &lives)).ok_or(Undecided::NoLife)
}

fn problem<'p>(
    lives: &'p Lives,
    of_system: &'p Case,
    of_limit: &'p Case,
    both: &'p Case,
) -> Option<Problem<'p>> {
    let present: Vec<bool> = (0..lives.happenings.len()).map(|number| both.has(lives, number)).collect();
    let holds =
        |condition: &&super::lives::NoLater| present[condition.before.of] && present[condition.after.of];
    let conditions = lives.always.iter().filter(holds).chain(&both.only_if).collect();
    Some(Problem {
        conditions,
        special: !both.only_if.is_empty(),
        system: of_system.line.as_ref()?,
        limit: of_limit.line.as_ref()?,
        present,
    })
}

/// The furthest of all cases, each with the case that it is in.
struct Furthest<'p> {
    most: (Rc<Problem<'p>>, Found),
    least: (Rc<Problem<'p>>, Found),
    steady: Reach,
}

impl<'p> Furthest<'p> {
    fn new(problem: Problem<'p>, found: Extremes) -> Self {
        let problem = Rc::new(problem);
        Self { most: (problem.clone(), found.most), least: (problem, found.least), steady: found.steady }
    }

    fn with(self, problem: Problem<'p>, found: Extremes) -> Self {
        let next = Self::new(problem, found);
        let over = next.most.1.reach > self.most.1.reach;
        Self {
            steady: if over { next.steady } else { self.steady },
            most: if over { next.most } else { self.most },
            least: if next.least.1.reach < self.least.1.reach { next.least } else { self.least },
        }
    }

    fn extremes(&self) -> Extremes {
        Extremes { most: self.most.1, least: self.least.1, steady: self.steady }
    }

    fn comparison(&self, lives: &Lives) -> Comparison {
        let (most, least) = (self.most.1.reach, self.least.1.reach);
        let days = |reach| if let Reach::Days(days) = reach { Some(days) } else { None };
        if (least, most) == (Reach::Below, Reach::Above) {
            return Comparison::without_figure(Verdict::CannotTell, Some(Undecided::Unlinked));
        }
        let verdict = if least > Reach::Days(0) {
            Verdict::Over
        } else if most > Reach::Days(0) {
            Verdict::OverForSome
        } else {
            Verdict::Within
        };
        let few = matches!(most, Reach::Days(days) if (1..=FEW_DAYS).contains(&days));
        Comparison {
            verdict,
            least: days(least),
            most: days(most),
            worst: (verdict != Verdict::Within)
                .then(|| self.most.0.life(lives, self.most.1, true).map(Arc::new))
                .flatten(),
            edge: few && self.steady <= Reach::Days(0),
            undecided: None,
        }
    }
}
