//! What is said of an event: its bounds from the child's birth, whether it need not come about, and
//! what a notice, a row or a configuration changes of that.

use std::fmt;

use super::calendar::Step;
use super::{Event, Period};
use crate::document::{NodeRef, Problem};

/// A signed length of time from the child's birth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Offset {
    /// How long.
    pub period: Period,
    /// Whether it lies before the birth.
    pub before: bool,
}

impl Offset {
    /// The step from the birth.
    pub(super) fn step(self) -> Step {
        if self.before { Step::Minus(self.period) } else { Step::Plus(self.period) }
    }

    /// As it is added to a birth: `+ P25Y`, `- P294D`.
    pub(super) fn beside_birth(self) -> String {
        format!("{} {}", if self.before { "-" } else { "+" }, self.period)
    }

    /// Reads `P25Y` or `-P294D`.
    ///
    /// # Errors
    /// A [`Problem`] where it is no length of time.
    pub fn read(node: NodeRef<'_>) -> Result<Self, Problem> {
        let written = node.scalar().unwrap_or_default();
        let (before, rest) = written.strip_prefix('-').map_or((false, written), |rest| (true, rest));
        super::parse::period(rest)
            .map(|period| Self { period, before })
            .map_err(|error| Problem::new(node.span(), error.message))
    }
}

impl fmt::Display for Offset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", if self.before { "-" } else { "" }, self.period)
    }
}

/// What is known of one event.
#[derive(Debug, Clone)]
pub struct EventFacts {
    /// Its id.
    pub id: String,
    /// What it is, for people.
    pub label: String,
    /// Whether it belongs to the child's life, so that its bounds hold.
    pub of_child: bool,
    /// The earliest it can fall.
    pub earliest: Option<Offset>,
    /// The latest it can fall; none where there is no limit.
    pub latest: Option<Offset>,
    /// Whether it need not come about.
    pub may_not_happen: bool,
    /// Where it can come about more than once: whether the last time is meant.
    pub last_counts: bool,
    /// What its bounds rest on: definition, fact, law, notice, assumption.
    pub rests_on: Vec<String>,
    /// Other words for it.
    pub also_written: Vec<String>,
}

impl EventFacts {
    /// Decodes an event of a timeline, a notice or a configuration that is valid against its schema.
    ///
    /// # Errors
    /// A [`Problem`] where a bound is no length of time.
    pub fn read(node: NodeRef<'_>) -> Result<Self, Problem> {
        let flag = |key: &str| node.get(key).and_then(NodeRef::as_bool).unwrap_or(false);
        let id = node.get_str("id").unwrap_or_default().to_owned();
        Ok(Self {
            label: node.get_str("label").map_or_else(|| id.replace('-', " "), str::to_owned),
            of_child: node.get_str("of").is_none_or(|of| of == "child"),
            earliest: node.get("earliest").map(Offset::read).transpose()?,
            latest: node.get("latest").map(Offset::read).transpose()?,
            may_not_happen: flag("may-not-happen"),
            last_counts: node.get_str("counts") == Some("last"),
            rests_on: strings(node, "rests-on"),
            also_written: strings(node, "also-written"),
            id,
        })
    }
}

/// A tighter or wider bound of an event that is known already.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct BoundChange {
    /// The event, with whose it is.
    pub event: Event,
    /// The earliest, where it changes.
    pub earliest: Option<Offset>,
    /// The latest, where it changes.
    pub latest: Option<Offset>,
    /// Whether it need not come about, where that changes.
    pub may_not_happen: Option<bool>,
    /// What the change rests on.
    pub rests_on: Vec<String>,
}

impl fmt::Display for BoundChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.event)?;
        if let Some(earliest) = self.earliest {
            write!(f, ", at the earliest birth {}", earliest.beside_birth())?;
        }
        if let Some(latest) = self.latest {
            write!(f, ", at the latest birth {}", latest.beside_birth())?;
        }
        match self.may_not_happen {
            Some(true) => f.write_str(", may not happen")?,
            Some(false) => f.write_str(", always happens")?,
            None => {}
        }
        if self.rests_on.is_empty() { Ok(()) } else { write!(f, " ({})", self.rests_on.join(", ")) }
    }
}

impl BoundChange {
    /// No change of an event.
    pub fn of(event: Event) -> Self {
        Self { event, earliest: None, latest: None, may_not_happen: None, rests_on: Vec::new() }
    }

    /// Decodes one entry of `bounds`.
    ///
    /// # Errors
    /// A [`Problem`] where a bound is no length of time.
    pub fn read(name: &str, node: NodeRef<'_>) -> Result<Self, Problem> {
        let (name, subject) = match name.split_once('(') {
            Some((name, subject)) => (name, Some(subject.trim_end_matches(')').to_owned())),
            None => (name, None),
        };
        Ok(Self {
            event: Event { name: name.to_owned(), subject: subject.filter(|subject| subject != "child") },
            earliest: node.get("earliest").map(Offset::read).transpose()?,
            latest: node.get("latest").map(Offset::read).transpose()?,
            may_not_happen: node.get("may-not-happen").and_then(NodeRef::as_bool),
            rests_on: strings(node, "rests-on"),
        })
    }
}

fn strings(node: NodeRef<'_>, key: &str) -> Vec<String> {
    let listed = node.get(key).map(NodeRef::one_or_more).unwrap_or_default();
    listed.into_iter().filter_map(NodeRef::scalar).map(str::to_owned).collect()
}
