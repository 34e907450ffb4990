//! Taking an expression apart: in each case it is one line from one happening, or it never comes.
//! `earlier` and `later` are cases by which of their parts counts, `if` by what came first, and an
//! event that need not happen by whether it does.

use super::calendar::{NEXT_DAY, Step};
use super::lives::{Line, Lives, NoLater, Number, Which};
use super::timeline::Timeline;
use super::{Expression, Point};

/// More cases than this are not taken apart.
const MOST: usize = 512;
/// Nor more parts of one choice.
const MOST_PARTS: usize = 64;

/// Why a comparison is not decided although both sides can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Undecided {
    /// Nothing links the two events on either side.
    Unlinked,
    /// No life satisfies the bounds between the events.
    NoLife,
    /// The expressions branch too often.
    TooManyCases,
    /// `first` of what is `later`, or the like: which of the several counts is not said.
    FirstOrLastOfSeveral,
    /// The row gives criteria instead of a period.
    Criteria,
}

/// What an expression comes to in some lives.
#[derive(Debug, Clone)]
pub(super) struct Case {
    /// Which events these lives have and which they lack, by the number of their first happening;
    /// none where either may be.
    pub(super) happens: Vec<Option<bool>>,
    /// What holds in these lives besides what always holds.
    pub(super) only_if: Vec<NoLater>,
    /// The day; none where it never comes.
    pub(super) line: Option<Line>,
}

impl Case {
    /// What holds in both; none where the two cannot be.
    pub(super) fn and(&self, other: &Self, line: Option<Line>) -> Option<Self> {
        let mut happens = self.happens.clone();
        for (known, more) in happens.iter_mut().zip(&other.happens) {
            match (*known, *more) {
                (Some(one), Some(two)) if one != two => return None,
                (None, more) => *known = more,
                _ => {}
            }
        }
        let only_if = self.only_if.iter().chain(&other.only_if).cloned().collect();
        Some(Self { happens, only_if, line })
    }

    fn no_later(mut self, before: Line, after: Line) -> Self {
        self.only_if.push(NoLater { before, after });
        self
    }

    /// Whether these lives have a happening.
    pub(super) fn has(&self, lives: &Lives, number: Number) -> bool {
        self.happens[lives.event(number)].unwrap_or(!lives.happenings[number].may_not_happen)
    }
}

/// The cases of an expression, each in lives of its own, together all lives.
pub(super) fn cases(
    timeline: &Timeline,
    lives: &Lives,
    expression: &Expression,
) -> Result<Vec<Case>, Undecided> {
    Splitter { timeline, lives }.expression(expression, Which::This)
}

struct Splitter<'s> {
    timeline: &'s Timeline,
    lives: &'s Lives,
}

impl Splitter<'_> {
    fn expression(&self, expression: &Expression, which: Which) -> Result<Vec<Case>, Undecided> {
        let steps = expression.periods.iter().map(|period| Step::Plus(*period));
        Ok(onwards(self.point(&expression.point, which)?, steps))
    }

    fn point(&self, point: &Point, which: Which) -> Result<Vec<Case>, Undecided> {
        match point {
            Point::Event(event) => {
                let number = self.lives.number(self.timeline, event, which).unwrap_or_default();
                Ok(self.event(number))
            }
            Point::First(inner) => self.of_several(inner, which, Which::First),
            Point::Last(inner) => self.of_several(inner, which, Which::Last),
            Point::EndOf(year, inner) => Ok(onwards(self.expression(inner, which)?, [Step::EndOf(*year)])),
            Point::Earlier(several) if which != Which::Last => self.choice(several, which, true),
            Point::Later(several) if which != Which::First => self.choice(several, which, false),
            Point::If { first, before, then, otherwise } if which == Which::This => {
                self.condition(first, before, then, otherwise)
            }
            _ => Err(Undecided::FirstOrLastOfSeveral),
        }
    }

    fn of_several(&self, inner: &Point, outer: Which, which: Which) -> Result<Vec<Case>, Undecided> {
        if outer != Which::This && outer != which {
            return Err(Undecided::FirstOrLastOfSeveral);
        }
        self.point(inner, which)
    }

    fn anything(&self) -> Case {
        Case { happens: vec![None; self.lives.happenings.len()], only_if: Vec::new(), line: None }
    }

    fn event(&self, number: Number) -> Vec<Case> {
        let with = |happens: bool| {
            let mut case = self.anything();
            case.happens[self.lives.event(number)] = Some(happens);
            case.line = happens.then(|| Line::at(number));
            case
        };
        if self.lives.happenings[number].may_not_happen {
            vec![with(true), with(false)]
        } else {
            vec![with(true)]
        }
    }

    /// The earliest or the latest of several, those that never come left out.
    fn choice(&self, several: &[Expression], which: Which, earliest: bool) -> Result<Vec<Case>, Undecided> {
        if several.len() > MOST_PARTS {
            return Err(Undecided::TooManyCases);
        }
        // Every way in which the parts can come out together, with the lines that come.
        let mut together: Vec<(Case, Vec<Line>)> = vec![(self.anything(), Vec::new())];
        for part in several {
            let cases = self.expression(part, which)?;
            let mut more = Vec::new();
            for (known, lines) in &together {
                for case in &cases {
                    let Some(both) = known.and(case, None) else { continue };
                    let lines = lines.iter().chain(&case.line).cloned().collect();
                    more.push((both, lines));
                }
            }
            together = few(more)?;
        }
        let mut found = Vec::new();
        for (case, lines) in together {
            if lines.is_empty() {
                found.push(case);
                continue;
            }
            for (at, chosen) in lines.iter().enumerate() {
                let mut case = case.clone();
                case.line = Some(chosen.clone());
                for (_, other) in lines.iter().enumerate().filter(|(other, _)| *other != at) {
                    case = if earliest {
                        case.no_later(chosen.clone(), other.clone())
                    } else {
                        case.no_later(other.clone(), chosen.clone())
                    };
                }
                found.push(case);
            }
        }
        few(found)
    }

    /// What never happens is not before anything; what happens is before what never does.
    fn condition(
        &self,
        first: &Point,
        before: &Expression,
        then: &Expression,
        otherwise: &Expression,
    ) -> Result<Vec<Case>, Undecided> {
        let then = self.expression(then, Which::This)?;
        let otherwise = self.expression(otherwise, Which::This)?;
        let mut found = Vec::new();
        for first in self.point(first, Which::This)? {
            for limit in self.expression(before, Which::This)? {
                let Some(both) = first.and(&limit, None) else { continue };
                let mut branch = |condition: Case, values: &[Case]| {
                    found.extend(values.iter().filter_map(|value| condition.and(value, value.line.clone())));
                };
                match (&first.line, &limit.line) {
                    (Some(first), Some(limit)) => {
                        let day_after = first.clone().then(NEXT_DAY);
                        branch(both.clone().no_later(day_after, limit.clone()), &then);
                        branch(both.no_later(limit.clone(), first.clone()), &otherwise);
                    }
                    (Some(_), None) => branch(both, &then),
                    (None, _) => branch(both, &otherwise),
                }
            }
        }
        few(found)
    }
}

fn onwards(mut cases: Vec<Case>, steps: impl IntoIterator<Item = Step>) -> Vec<Case> {
    let steps: Vec<Step> = steps.into_iter().collect();
    for line in cases.iter_mut().filter_map(|case| case.line.as_mut()) {
        line.steps.extend(steps.iter().copied());
    }
    cases
}

fn few<T>(found: Vec<T>) -> Result<Vec<T>, Undecided> {
    if found.len() > MOST { Err(Undecided::TooManyCases) } else { Ok(found) }
}
