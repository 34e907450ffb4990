//! The most and the least days by which one line is after another, over all lives of a case.
//!
//! The calendar repeats after 400 years, so it is enough to put the day that the limit counts from
//! on every day of one such cycle. For each, what has to hold leaves every other happening a last
//! and a first possible day. All last days together are one life, and so are all first days:
//! every condition says that one line, which keeps the order of days, is never after another. The
//! life of the last days is over by most, that of the first days by least.

use jiff::civil::{Date, date};

use super::calendar::days_between;
use super::candidates;
use super::cases::Undecided;
use super::decided::Decided;
use super::lives::{Line, NoLater, Number};
use super::paths::Paths;

/// Days beyond which a happening has no limit. No expression reaches so far from a day of the cycle.
const FUTURE: Date = date(8000, 1, 1);
const PAST: Date = date(-8000, 1, 1);
const BEYOND: i16 = 5500;

/// More rounds than any conditions need that can be met.
const ROUNDS: usize = 64;

/// Days from which a life is looked for, and how often a day is moved on before none is there.
const SAMPLES: [Date; 3] = [date(2001, 6, 15), date(2096, 2, 29), date(2210, 11, 30)];
const STEPS: usize = 12;

/// The year that lives to be shown are near to, where nothing else decides.
const NEAR: i16 = 2008;

/// One case of a comparison.
#[derive(Debug)]
pub(super) struct Problem<'p> {
    /// Which happenings these lives have.
    pub(super) present: Vec<bool>,
    /// What holds.
    pub(super) conditions: Vec<&'p NoLater>,
    /// Whether some of it holds in this case only.
    pub(super) special: bool,
    /// When the system destroys.
    pub(super) system: &'p Line,
    /// Until when the notice allows.
    pub(super) limit: &'p Line,
}

/// A number of days, or no limit to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reach {
    Below,
    Days(i64),
    Above,
}

/// The day that the limit counts from, and how far the system is after the limit then.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    pub(super) day: Date,
    pub(super) reach: Reach,
}

/// What a search found.
#[derive(Debug, Clone, Copy)]
pub(super) struct Extremes {
    pub(super) most: Found,
    pub(super) least: Found,
    /// The least of what is most on any one day: where that is nothing, the calendar alone makes the rest.
    pub(super) steady: Reach,
}

/// The possible days of each happening: its last, and its first.
#[derive(Debug, Clone, Default)]
pub(super) struct Room {
    pub(super) last: Vec<Date>,
    pub(super) first: Vec<Date>,
}

impl Room {
    /// All the room that there is for so many happenings.
    fn open(&mut self, count: usize, past: Date, future: Date) {
        for (days, open) in [(&mut self.last, future), (&mut self.first, past)] {
            days.clear();
            days.resize(count, open);
        }
    }

    /// Whether some happening has no day.
    fn is_empty(&self) -> bool {
        self.last.iter().zip(&self.first).any(|(last, first)| last < first)
    }

    /// One day for a happening.
    fn fix(&mut self, number: Number, day: Date) {
        self.last[number] = day;
        self.first[number] = day;
    }
}

impl Problem<'_> {
    /// The room that is left where the limit counts from `day`.
    ///
    /// # Errors
    /// None where no life has that; the day that it would have to be, as far as that is known.
    pub(super) fn settle(&self, day: Date, past: Date, future: Date) -> Result<Room, Option<Date>> {
        let mut room = Room::default();
        room.open(self.present.len(), past, future);
        room.fix(self.limit.of, day);
        self.narrow(&mut room, day)?;
        // Between a past and a future that are near, there can be no room for some happening.
        if room.is_empty() { Err(None) } else { Ok(room) }
    }

    /// The room that is left where, besides, the system counts from a day that it can count from.
    pub(super) fn settle_both(&self, day: Date, system: Date, past: Date, future: Date) -> Option<Room> {
        let mut room = Room::default();
        room.open(self.present.len(), past, future);
        room.fix(self.limit.of, day);
        room.fix(self.system.of, system);
        self.narrow(&mut room, day).ok()?;
        (!room.is_empty()).then_some(room)
    }

    /// Takes from a room what the conditions do not leave.
    fn narrow(&self, room: &mut Room, day: Date) -> Result<(), Option<Date>> {
        let anchor = self.limit.of;
        for _ in 0..ROUNDS {
            let mut changed = false;
            for condition in &self.conditions {
                let (before, after) = (&condition.before, &condition.after);
                let last = before.last_to(after.from(room.last[after.of]));
                if last < room.last[before.of] {
                    room.last[before.of] = last;
                    changed = true;
                }
                let first = after.first_to(before.from(room.first[before.of]));
                if first > room.first[after.of] {
                    room.first[after.of] = first;
                    changed = true;
                }
            }
            if room.last[anchor] < day {
                return Err(Some(room.last[anchor]));
            }
            if room.first[anchor] > day {
                return Err(Some(room.first[anchor]));
            }
            if !changed {
                return Ok(());
            }
        }
        Err(None)
    }

    /// The room without any limit but what holds.
    pub(super) fn open(&self, day: Date) -> Result<Room, Option<Date>> {
        self.settle(day, PAST, FUTURE)
    }

    /// A day on which there is a life; none where there is none at all. Where one day cannot be, the
    /// nearest that it would have to be is tried in its place, and so on: conditions that can be met
    /// somewhere meet after a few years, and those that cannot move the day on for ever.
    fn possible_day(&self) -> Option<Date> {
        SAMPLES.iter().find_map(|sample| {
            let mut day = *sample;
            for _ in 0..STEPS {
                match self.open(day) {
                    Ok(_) => return Some(day),
                    Err(Some(hint)) => day = hint,
                    Err(None) => return None,
                }
            }
            None
        })
    }

    /// The least and the most on some day; none where there is no life.
    pub(super) fn estimate(&self) -> Option<(Reach, Reach)> {
        let day = self.possible_day()?;
        self.at(&mut Room::default(), day).ok()
    }

    /// Whether some day could be further than what is known, by an estimate of another. From one day
    /// to another all lines move alike, but for what leap days, months and ends of years make on the way.
    fn can_be_further(&self, (least, most): (Reach, Reach), known: &Extremes) -> bool {
        let lines = self.conditions.iter().flat_map(|condition| [&condition.before, &condition.after]);
        let steps = lines.chain([self.system, self.limit]).flat_map(|line| &line.steps);
        let play: i64 = steps.map(|step| step.play()).sum();
        let further = match (most, known.most.reach) {
            (Reach::Days(here), Reach::Days(known)) => here + play >= known,
            (here, known) => here >= known && known != Reach::Above,
        };
        further
            || match (least, known.least.reach) {
                (Reach::Days(here), Reach::Days(known)) => here - play <= known,
                (here, known) => here <= known && known != Reach::Below,
            }
    }

    fn reach(&self, day: Date, of_system: Date) -> Reach {
        if of_system.year() > BEYOND {
            Reach::Above
        } else if of_system.year() < -BEYOND {
            Reach::Below
        } else {
            Reach::Days(days_between(self.limit.from(day), self.system.from(of_system)))
        }
    }

    /// The least and the most where the limit counts from `day`.
    fn at(&self, room: &mut Room, day: Date) -> Result<(Reach, Reach), Option<Date>> {
        room.open(self.present.len(), PAST, FUTURE);
        room.fix(self.limit.of, day);
        self.narrow(room, day)?;
        let system = self.system.of;
        Ok((self.reach(day, room.first[system]), self.reach(day, room.last[system])))
    }

    /// The extremes over all lives; none where there is no life, or none that goes beyond what is
    /// known. Takes from `budget` what it costs.
    ///
    /// # Errors
    /// [`Undecided::TooManyCases`] where that is not enough.
    pub(super) fn search(
        &self,
        decided: &Decided,
        estimate: (Reach, Reach),
        known: Option<&Extremes>,
        budget: &mut u64,
    ) -> Result<Option<Extremes>, Undecided> {
        let steps = self
            .conditions
            .iter()
            .map(|condition| condition.before.steps.len() + condition.after.steps.len());
        let cost = steps.map(|steps| steps as u64 + 1).sum::<u64>();
        let mut spend = |days: usize| {
            *budget = budget.checked_sub(cost * days as u64)?;
            Some(())
        };
        if known.is_some_and(|known| !self.can_be_further(estimate, known)) {
            return Ok(None);
        }
        if let Some(paths) = candidates::plain(self) {
            let shape = (paths.clone(), self.system.steps.clone(), self.limit.steps.clone());
            return Ok(decided.shape(shape, || self.search_plain(&paths)));
        }
        let days = candidates::of_any(self);
        spend(days.len()).ok_or(Undecided::TooManyCases)?;
        Ok(self.search_days(&days))
    }

    fn search_plain(&self, paths: &Paths) -> Option<Extremes> {
        let [for_last, for_first] = candidates::of_plain(self, paths);
        let mut extremes = None;
        for day in for_last {
            let most = paths.last(day).map_or(Reach::Above, |of| self.reach(day, of));
            take_most(&mut extremes, day, most);
        }
        for day in for_first {
            let least = paths.first(day).map_or(Reach::Below, |of| self.reach(day, of));
            take_least(&mut extremes, day, least);
        }
        extremes
    }

    fn search_days(&self, days: &[Date]) -> Option<Extremes> {
        let mut extremes = None;
        let mut hinted = None;
        let mut room = Room::default();
        let mut take = |day, (least, most)| {
            take_most(&mut extremes, day, most);
            take_least(&mut extremes, day, least);
        };
        for day in days {
            match self.at(&mut room, *day) {
                Ok(reached) => take(*day, reached),
                // The nearest day that can be is where a stretch of days begins or ends.
                Err(Some(hint)) if hinted != Some(hint) => {
                    hinted = Some(hint);
                    if let Ok(reached) = self.at(&mut room, hint) {
                        take(hint, reached);
                    }
                }
                Err(_) => {}
            }
        }
        extremes
    }
}

/// Keeps what is further, and of two that are as far the one nearer to our time.
fn take_most(extremes: &mut Option<Extremes>, day: Date, most: Reach) {
    let known = extremes.get_or_insert_with(|| Extremes::only(day, most));
    known.steady = known.steady.min(most);
    if most > known.most.reach || (most == known.most.reach && is_nearer(day, known.most.day)) {
        known.most = Found { day, reach: most };
    }
}

fn take_least(extremes: &mut Option<Extremes>, day: Date, least: Reach) {
    let known = extremes.get_or_insert_with(|| Extremes::only(day, least));
    if least < known.least.reach || (least == known.least.reach && is_nearer(day, known.least.day)) {
        known.least = Found { day, reach: least };
    }
}

fn is_nearer(day: Date, known: Date) -> bool {
    day.year().abs_diff(NEAR) < known.year().abs_diff(NEAR)
}

impl Extremes {
    fn only(day: Date, reach: Reach) -> Self {
        let found = Found { day, reach };
        Self { most: found, least: found, steady: reach }
    }
}
