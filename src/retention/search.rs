//! The most and the least days by which one line is after another, over all lives of a case.
//!
//! The calendar repeats after 400 years, so it is enough to put the day that the limit counts from
//! on every day of one such cycle. For each, what has to hold leaves every other happening a last
//! and a first possible day. All last days together are one life, and so are all first days:
//! every condition says that one line, which keeps the order of days, is never after another. The
//! life of the last days is over by most, that of the first days by least.

use jiff::civil::{Date, date};

use super::calendar::days_between;
use super::candidates::candidates;
use super::lives::{Line, NoLater, Number};

/// Days beyond which a happening has no limit. No expression reaches so far from a day of the cycle.
const FUTURE: Date = date(8000, 1, 1);
const PAST: Date = date(-8000, 1, 1);
const BEYOND: i16 = 5500;

/// More rounds than any conditions need that can be met.
const ROUNDS: usize = 64;

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
    /// The least of what is most on any one day: how much of it the calendar alone makes.
    pub(super) steady: Reach,
}

/// The possible days of each happening: its last, and its first.
#[derive(Debug, Clone)]
pub(super) struct Room {
    pub(super) last: Vec<Date>,
    pub(super) first: Vec<Date>,
}

impl Problem<'_> {
    fn anchor(&self) -> Number {
        self.limit.of
    }

    /// The room that is left where the limit counts from `day`.
    ///
    /// # Errors
    /// None where no life has that; the day that it would have to be, as far as that is known.
    pub(super) fn settle(&self, day: Date, past: Date, future: Date) -> Result<Room, Option<Date>> {
        let anchor = self.anchor();
        let mut room = Room { last: vec![future; self.present.len()], first: vec![past; self.present.len()] };
        room.last[anchor] = day;
        room.first[anchor] = day;
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
                return Ok(room);
            }
        }
        Err(None)
    }

    /// The room without any limit but what holds.
    pub(super) fn open(&self, day: Date) -> Result<Room, Option<Date>> {
        self.settle(day, PAST, FUTURE)
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
    fn at(&self, day: Date) -> Result<(Reach, Reach), Option<Date>> {
        let room = self.open(day)?;
        let system = self.system.of;
        Ok((self.reach(day, room.first[system]), self.reach(day, room.last[system])))
    }

    /// The extremes over all lives; none where there is no life.
    pub(super) fn search(&self) -> Option<Extremes> {
        let candidates = candidates(self);
        let mut extremes = None;
        if let Some(paths) = candidates.paths {
            for day in candidates.days {
                let of = |path: Option<Date>, without| path.map_or(without, |of| self.reach(day, of));
                let least = of(paths.first(day), Reach::Below);
                let most = of(paths.last(day), Reach::Above);
                take(&mut extremes, day, least, most);
            }
            return extremes;
        }
        let mut hinted = None;
        for day in candidates.days {
            match self.at(day) {
                Ok((least, most)) => take(&mut extremes, day, least, most),
                // The nearest day that can be is where a stretch of days begins or ends.
                Err(Some(hint)) if hinted != Some(hint) => {
                    hinted = Some(hint);
                    if let Ok((least, most)) = self.at(hint) {
                        take(&mut extremes, hint, least, most);
                    }
                }
                Err(_) => {}
            }
        }
        extremes
    }
}

/// Keeps what is further, and of two that are as far the one nearer to our time.
fn take(extremes: &mut Option<Extremes>, day: Date, least: Reach, most: Reach) {
    let nearer = |known: Date| day.year().abs_diff(NEAR) < known.year().abs_diff(NEAR);
    let Some(known) = extremes else {
        let found = |reach| Found { day, reach };
        *extremes = Some(Extremes { most: found(most), least: found(least), steady: most });
        return;
    };
    if most > known.most.reach || (most == known.most.reach && nearer(known.most.day)) {
        known.most = Found { day, reach: most };
    }
    if least < known.least.reach || (least == known.least.reach && nearer(known.least.day)) {
        known.least = Found { day, reach: least };
    }
    known.steady = known.steady.min(most);
}
