//! One imagined child with real dates: what a verdict rests on, made from the room that a search
//! leaves to every happening.

use jiff::civil::Date;

use super::Event;
use super::calendar::days_between;
use super::lives::{BIRTH, Lives, Which};
use super::search::{Found, Problem, Reach, Room};

/// An event of a life, and its day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    /// What happens; for one of several as `first(case-closure)`.
    pub event: String,
    /// The event.
    pub id: Event,
    /// Whether the first or the last of several is meant, where that is said.
    pub which: Option<&'static str>,
    /// When.
    pub date: Date,
}

/// One imagined child with real dates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Life {
    /// The birth and every event that happens, in the order of their days.
    pub days: Vec<Day>,
    /// When the system destroys.
    pub system: Date,
    /// Until when the notice allows.
    pub limit: Date,
}

impl Life {
    /// The birth that ages are counted from: the child's, else the only other one.
    pub fn birth(&self) -> Option<Date> {
        let births = || self.days.iter().filter(|day| day.id.name == "birth" && day.which.is_none());
        let childs = births().find(|day| day.id.is_birth());
        let only = || births().next().filter(|_| births().count() == 1);
        childs.or_else(only).map(|day| day.date)
    }

    /// By how many days the system is after the notice; negative where it is before.
    pub fn excess(&self) -> i64 {
        days_between(self.limit, self.system)
    }
}

impl Problem<'_> {
    /// Of two lives with the same two days, the one with fewer events before birth: what nothing
    /// depends on is shown as it mostly is.
    fn plainest(&self, lives: &Lives, room: Room) -> Vec<Date> {
        let unborn = |days: &[Date]| {
            let childs = (0..days.len())
                .filter(|number| self.present[*number] && lives.happenings[*number].event.subject.is_none());
            childs.filter(|number| days[*number] < days[BIRTH]).count()
        };
        if unborn(&room.first) < unborn(&room.last) { room.first } else { room.last }
    }

    /// The life in which every happening falls as late, or as early, as it can.
    pub(super) fn life(&self, lives: &Lives, found: Found, latest: bool) -> Option<Life> {
        let day = found.day;
        // Where there is no limit, a life that could be lived is shown.
        let reachable = |years: i16| {
            let away = jiff::Span::new().years(years);
            let (past, future) = (day.checked_sub(away).ok()?, day.checked_add(away).ok()?);
            let Room { last, first } = self.settle(day, past, future).ok()?;
            let days = if latest { last } else { first };
            let (system, limit) = (self.system.from(days[self.system.of]), self.limit.from(day));
            let shows = match found.reach {
                Reach::Days(excess) => days_between(limit, system) == excess,
                Reach::Above => system > limit,
                Reach::Below => system < limit,
            };
            let room = self.settle_both(day, days[self.system.of], past, future);
            let days = room.map_or(days, |room| self.plainest(lives, room));
            shows.then_some((days, system, limit))
        };
        let (dates, system, limit) = [1, 5, 20, 65, 100, 300, 900].into_iter().find_map(reachable)?;
        // A birth that nothing counts from is no part of the story.
        let lines = self.conditions.iter().flat_map(|condition| [&condition.before, &condition.after]);
        let counts_from_birth = lines.chain([self.system, self.limit]).any(|line| line.of == BIRTH);
        let mut days: Vec<Day> = Vec::new();
        for (number, happening) in lives.happenings.iter().enumerate().filter(|(at, _)| self.present[*at]) {
            if number == BIRTH && !counts_from_birth {
                continue;
            }
            let which = match happening.which {
                Which::First => Some("first"),
                Which::Last if !happening.last_is_meant => Some("last"),
                _ => None,
            };
            let name = happening.event.to_string();
            let event = which.map_or_else(|| name.clone(), |which| format!("{which}({name})"));
            days.push(Day { event, id: happening.event.clone(), which, date: dates[number] });
        }
        days.sort_by_key(|day| day.date);
        Some(Life { days, system, limit })
    }
}
