//! The lives over which two periods are compared: which events they have, and what holds between
//! the days on which these fall. `policies/timeline.yaml` says what holds.

use jiff::civil::Date;

use super::calendar::Step;
use super::events::BoundChange;
use super::timeline::Timeline;
use super::{Event, Point};

/// Which of several happenings of one event is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Which {
    /// The first.
    First,
    /// The one that the record is about.
    This,
    /// The last.
    Last,
}

/// One happening in a life.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Happening {
    pub(super) event: Event,
    pub(super) which: Which,
    /// Whether the event is by itself the last of several.
    pub(super) last_is_meant: bool,
    /// Whether there are lives without it.
    pub(super) may_not_happen: bool,
}

/// The place of a happening among those of a comparison.
pub(super) type Number = usize;

/// The child's birth, which every life has.
pub(super) const BIRTH: Number = 0;

/// A day, as steps from a happening.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) of: Number,
    pub(super) steps: Vec<Step>,
}

impl Line {
    /// The day of a happening itself.
    pub(super) fn at(of: Number) -> Self {
        Self { of, steps: Vec::new() }
    }

    /// The day, where the happening falls on `day`.
    pub(super) fn from(&self, day: Date) -> Date {
        self.steps.iter().fold(day, |day, step| step.from(day))
    }

    /// The last day of the happening on which the line is no later than `day`.
    pub(super) fn last_to(&self, day: Date) -> Date {
        self.steps.iter().rev().fold(day, |day, step| step.last_to(day))
    }

    /// The first day of the happening on which the line is no earlier than `day`.
    pub(super) fn first_to(&self, day: Date) -> Date {
        self.steps.iter().rev().fold(day, |day, step| step.first_to(day))
    }

    /// The same line and one more step.
    pub(super) fn then(mut self, step: Step) -> Self {
        self.steps.push(step);
        self
    }
}

/// One line is never later than another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NoLater {
    pub(super) before: Line,
    pub(super) after: Line,
}

/// What all lives of a comparison have in common.
#[derive(Debug)]
pub(super) struct Lives {
    pub(super) happenings: Vec<Happening>,
    /// What holds between any two happenings.
    pub(super) always: Vec<NoLater>,
}

impl Lives {
    /// The lives with a birth and every event named by some points.
    pub(super) fn with(timeline: &Timeline, points: [&Point; 2], of_row: &[BoundChange]) -> Self {
        let birth = Event { name: "birth".to_owned(), subject: None };
        let mut lives = Self { happenings: Vec::new(), always: Vec::new() };
        lives.add(timeline, &birth, Which::This, of_row);
        for point in points {
            lives.name(timeline, point, Which::This, of_row);
        }
        lives.bound(timeline, of_row);
        lives.relate(timeline);
        lives
    }

    fn name(&mut self, timeline: &Timeline, point: &Point, which: Which, of_row: &[BoundChange]) {
        let mut each = |expression: &super::Expression| self.name(timeline, &expression.point, which, of_row);
        match point {
            Point::Event(event) => self.add(timeline, event, which, of_row),
            Point::First(inner) => self.name(timeline, inner, Which::First, of_row),
            Point::Last(inner) => self.name(timeline, inner, Which::Last, of_row),
            Point::Earlier(several) | Point::Later(several) => several.iter().for_each(each),
            Point::EndOf(_, expression) => each(expression),
            Point::If { first, before, then, otherwise } => {
                [before, then, otherwise].into_iter().for_each(|expression| each(expression));
                self.name(timeline, first, which, of_row);
            }
        }
    }

    fn add(&mut self, timeline: &Timeline, event: &Event, which: Which, of_row: &[BoundChange]) {
        if self.number(timeline, event, which).is_none() {
            let which = meant(timeline, event, which);
            let event = timeline.canonical(event);
            let may_not_happen = timeline.may_not_happen(&event, of_row);
            let last_is_meant = meant(timeline, &event, Which::This) == Which::Last;
            self.happenings.push(Happening { event, which, last_is_meant, may_not_happen });
        }
    }

    /// The number of a happening.
    pub(super) fn number(&self, timeline: &Timeline, event: &Event, which: Which) -> Option<Number> {
        let which = meant(timeline, event, which);
        let known_as = timeline.known_as(event);
        self.happenings.iter().position(|known| {
            known.which == which && (known.event.name.as_str(), known.event.subject.as_deref()) == known_as
        })
    }

    /// The number that stands for the event of a happening: an event that comes at all has a first
    /// and a last time.
    pub(super) fn event(&self, number: Number) -> Number {
        let event = &self.happenings[number].event;
        self.happenings.iter().position(|known| known.event == *event).unwrap_or(number)
    }

    fn bound(&mut self, timeline: &Timeline, of_row: &[BoundChange]) {
        for (number, happening) in self.happenings.iter().enumerate().skip(1) {
            // Of several births only this child's is what all else is counted from.
            if happening.event == self.happenings[BIRTH].event {
                continue;
            }
            let (earliest, latest) = timeline.bounds(&happening.event, of_row);
            let from_birth = |offset: super::events::Offset| Line::at(BIRTH).then(offset.step());
            if let Some(earliest) = earliest {
                self.always.push(NoLater { before: from_birth(earliest), after: Line::at(number) });
            }
            if let Some(latest) = latest {
                self.always.push(NoLater { before: Line::at(number), after: from_birth(latest) });
            }
        }
    }

    fn relate(&mut self, timeline: &Timeline) {
        for (first, before) in self.happenings.iter().enumerate() {
            for (second, after) in self.happenings.iter().enumerate() {
                let same_life = before.event.subject == after.event.subject;
                let related = if before.event == after.event {
                    before.which < after.which
                } else {
                    same_life
                        && before.which <= after.which
                        && timeline.relates(&before.event.name, &after.event.name)
                };
                if related {
                    self.always.push(NoLater { before: Line::at(first), after: Line::at(second) });
                }
            }
        }
    }
}

/// "This" closure of a case that was opened again is its last.
fn meant(timeline: &Timeline, event: &Event, which: Which) -> Which {
    let last = which == Which::This && timeline.event(&event.name).is_some_and(|facts| facts.last_counts);
    if last { Which::Last } else { which }
}
