//! What became of each field, as sentences.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Fact;
use super::pair::{Pair, pairs};
use crate::retention::{Timeline, Verdict, words};
use crate::text::{Source, Span};

/// What a change is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    /// What is collected.
    Collects,
    /// What the data are said to be.
    Category,
    /// Whether they are said to be no personal data.
    NotPersonal,
    /// Who is told.
    Shares,
    /// What they are used for.
    Uses,
    /// What each use rests on.
    Grounds,
    /// How long they are kept.
    Keeps,
    /// What is done to say less.
    Technique,
    /// Which values there can be.
    Values,
    /// What they are called.
    Name,
}

impl Topic {
    /// Its name in reports.
    pub fn word(self) -> &'static str {
        match self {
            Self::Collects => "collects",
            Self::Category => "category",
            Self::NotPersonal => "not-personal",
            Self::Shares => "shares",
            Self::Uses => "uses",
            Self::Grounds => "grounds",
            Self::Keeps => "keeps",
            Self::Technique => "technique",
            Self::Values => "values",
            Self::Name => "name",
        }
    }
}

/// Whether more is asked of people than before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    /// More: collected, shared, kept, used.
    Widens,
    /// Another, of which nobody can say that it is less.
    Differs,
    /// Less.
    Narrows,
}

impl Direction {
    /// Its name in reports.
    pub fn word(self) -> &'static str {
        match self {
            Self::Widens => "widens",
            Self::Differs => "differs",
            Self::Narrows => "narrows",
        }
    }
}

/// One change of one field.
#[derive(Debug, Clone)]
pub struct Change {
    /// What it is about.
    pub topic: Topic,
    /// Which way it goes.
    pub direction: Direction,
    /// How grave the data are, from 0 to 3 as in [`Fact::weight`].
    pub weight: u8,
    /// The record.
    pub record: String,
    /// The field.
    pub field: String,
    /// In words, from the verb on: "starts to collect: religion (special category data) in `a.b`".
    pub text: String,
    /// The file: of the state after, or, of what went, before.
    pub source: Arc<Source>,
    /// The place in it.
    pub span: Span,
}

/// Every change from one state to another, the gravest first. Periods are compared over the lives
/// of the timeline.
pub fn changes(before: &[Fact], after: &[Fact], timeline: &Timeline) -> Vec<Change> {
    let mut changes: Vec<Change> =
        pairs(before, after).iter().flat_map(|pair| of_pair(pair, timeline)).collect();
    changes.sort_by(|a, b| {
        let rank = |change: &Change| (change.direction, std::cmp::Reverse(change.weight), change.topic);
        rank(a)
            .cmp(&rank(b))
            .then_with(|| (a.source.path(), a.span, &a.text).cmp(&(b.source.path(), b.span, &b.text)))
    });
    changes
}

fn of_pair(pair: &Pair<'_>, timeline: &Timeline) -> Vec<Change> {
    match (pair.before, pair.after) {
        (None, Some(after)) => came(after),
        (Some(before), None) => went(before),
        (Some(before), Some(after)) => {
            let mut all = Vec::new();
            renamed(before, after, pair.guessed, &mut all);
            became(before, after, &mut all);
            if before.weight().max(after.weight()) > 0 {
                shared(before, after, &mut all);
                kept(before, after, timeline, &mut all);
                reduced(before, after, &mut all);
                valued(before, after, &mut all);
            }
            all
        }
        (None, None) => Vec::new(),
    }
}

fn change(fact: &Fact, topic: Topic, direction: Direction, text: String) -> Change {
    Change {
        topic,
        direction,
        weight: fact.weight(),
        record: fact.record.clone(),
        field: fact.field.clone(),
        text,
        source: Arc::clone(&fact.source),
        span: fact.span,
    }
}

/// The data and where they are: "religion (special category data) in `referral.child`".
fn data(fact: &Fact) -> String {
    let sure = if fact.declared { "" } else { ", which nobody has declared" };
    format!("{}{} in `{}`{sure}", fact.what, fact.law(), fact.path())
}

fn came(fact: &Fact) -> Vec<Change> {
    if fact.weight() == 0 {
        return Vec::new();
    }
    let mut all =
        vec![change(fact, Topic::Collects, Direction::Widens, format!("starts to collect: {}", data(fact)))];
    if !fact.recipients.is_empty() {
        let text = format!("shares `{}` with {}", fact.path(), list(&fact.recipients));
        all.push(change(fact, Topic::Shares, Direction::Widens, text));
    }
    if let Some(keep) = &fact.keep {
        let text = format!("keeps `{}` {}", fact.path(), words(keep));
        all.push(change(fact, Topic::Keeps, Direction::Widens, text));
    }
    all
}

fn went(fact: &Fact) -> Vec<Change> {
    if fact.weight() == 0 {
        return Vec::new();
    }
    vec![change(fact, Topic::Collects, Direction::Narrows, format!("no longer collects: {}", data(fact)))]
}

fn renamed(before: &Fact, after: &Fact, guessed: bool, all: &mut Vec<Change>) {
    if guessed && after.weight() > 0 {
        let text =
            format!("renames `{}` to `{}` (a guess: same type, same data)", before.path(), after.path());
        all.push(change(after, Topic::Name, Direction::Differs, text));
    }
}

/// What the data are, or are said to be.
fn became(before: &Fact, after: &Fact, all: &mut Vec<Change>) {
    let path = after.path();
    if let (None, Some(reason)) = (&before.not_personal, &after.not_personal) {
        let was = if before.weight() == 0 { String::new() } else { format!("; it was {}", before.what) };
        let text = format!("declares `{path}` to be no personal data, because “{reason}”{was}");
        all.push(Change {
            weight: before.weight(),
            ..change(after, Topic::NotPersonal, Direction::Differs, text)
        });
        return;
    }
    if before.weight() == 0 && after.weight() > 0 {
        all.push(change(
            after,
            Topic::Collects,
            Direction::Widens,
            format!("starts to collect: {}", data(after)),
        ));
    } else if before.weight() > 0 && after.weight() == 0 {
        let text = format!("no longer holds {}{} in `{path}`", before.what, before.law());
        all.push(Change {
            weight: before.weight(),
            ..change(after, Topic::Collects, Direction::Narrows, text)
        });
    } else if before.category != after.category && before.what != after.what {
        let text = format!(
            "calls `{path}` {}{}, no longer {}{}",
            after.what,
            after.law(),
            before.what,
            before.law()
        );
        let direction = if after.weight() > before.weight() { Direction::Widens } else { Direction::Differs };
        let weight = before.weight().max(after.weight());
        all.push(Change { weight, ..change(after, Topic::Category, direction, text) });
    }
}

fn shared(before: &Fact, after: &Fact, all: &mut Vec<Change>) {
    let path = after.path();
    let mut set = |topic, old: &BTreeSet<String>, new: &BTreeSet<String>, more: &str, less: &str| {
        let added: BTreeSet<String> = new.difference(old).cloned().collect();
        let gone: BTreeSet<String> = old.difference(new).cloned().collect();
        if !added.is_empty() {
            let text = more.replace("{}", &path) + " " + &list(&added);
            all.push(change(after, topic, Direction::Widens, text));
        }
        if !gone.is_empty() {
            let text = less.replace("{}", &path) + " " + &list(&gone);
            all.push(change(after, topic, Direction::Narrows, text));
        }
    };
    set(
        Topic::Shares,
        &before.recipients,
        &after.recipients,
        "shares `{}` with",
        "no longer shares `{}` with",
    );
    set(Topic::Uses, &before.purposes, &after.purposes, "uses `{}` for", "no longer uses `{}` for");
    if before.grounds != after.grounds {
        let of = |grounds: &BTreeSet<String>| {
            if grounds.is_empty() { "nothing".to_owned() } else { plain(grounds) }
        };
        let text = format!("rests `{path}` on {}, no longer on {}", of(&after.grounds), of(&before.grounds));
        all.push(change(after, Topic::Grounds, Direction::Differs, text));
    }
}

fn kept(before: &Fact, after: &Fact, timeline: &Timeline, all: &mut Vec<Change>) {
    let path = after.path();
    let (direction, text) = match (&before.keep, &after.keep) {
        (Some(old), Some(new)) if old != new => {
            let longer = timeline.compare(new, old, &[]).verdict;
            let shorter = timeline.compare(old, new, &[]).verdict;
            let (direction, how) = match (longer, shorter) {
                (Verdict::Within, Verdict::Within) => return,
                (Verdict::Over, _) => (Direction::Widens, "longer"),
                (Verdict::OverForSome, Verdict::Within) => (Direction::Widens, "longer for some"),
                (Verdict::Within, _) => (Direction::Narrows, "less long"),
                (Verdict::OverForSome, _) => (Direction::Widens, "longer for some, less long for others"),
                (Verdict::CannotTell, _) => (Direction::Differs, "by another rule"),
            };
            (direction, format!("keeps `{path}` {how}: {}, no longer {}", words(new), words(old)))
        }
        (Some(old), None) => {
            (Direction::Widens, format!("no longer says how long it keeps `{path}`; it was {}", words(old)))
        }
        (None, Some(new)) => (Direction::Narrows, format!("says how long it keeps `{path}`: {}", words(new))),
        _ => return,
    };
    all.push(change(after, Topic::Keeps, direction, text));
}

fn reduced(before: &Fact, after: &Fact, all: &mut Vec<Change>) {
    let path = after.path();
    let done = |technique: &Option<String>| technique.clone().filter(|technique| technique != "none");
    let (direction, text) = match (done(&before.technique), done(&after.technique)) {
        (Some(old), None) => (Direction::Widens, format!("no longer has `{path}` {old}")),
        (None, Some(new)) => (Direction::Narrows, format!("has `{path}` {new}")),
        (Some(old), Some(new)) if old != new => {
            (Direction::Differs, format!("has `{path}` {new}, no longer {old}"))
        }
        _ => return,
    };
    all.push(change(after, Topic::Technique, direction, text));
}

fn valued(before: &Fact, after: &Fact, all: &mut Vec<Change>) {
    let path = after.path();
    let added: BTreeSet<String> = after.allowed.difference(&before.allowed).cloned().collect();
    let gone: BTreeSet<String> = before.allowed.difference(&after.allowed).cloned().collect();
    let (direction, text) = match (before.allowed.is_empty(), after.allowed.is_empty()) {
        (false, true) => {
            (Direction::Widens, format!("lets `{path}` take any value, no longer only those of a list"))
        }
        (true, false) => (Direction::Narrows, format!("lets `{path}` take only the values of a list")),
        _ if !added.is_empty() => (Direction::Widens, format!("lets `{path}` also be {}", list(&added))),
        _ if !gone.is_empty() => (Direction::Narrows, format!("no longer lets `{path}` be {}", list(&gone))),
        _ => return,
    };
    all.push(change(after, Topic::Values, direction, text));
}

/// `a`, `b` and `c`; of a long list the first and how many more.
fn list(names: &BTreeSet<String>) -> String {
    crate::rules::some_of(names.iter().map(String::as_str))
}

fn plain(names: &BTreeSet<String>) -> String {
    names.iter().map(String::as_str).collect::<Vec<_>>().join(", ")
}
