//! What asks for less than before: exceptions, severities, the notice itself. A change of schemas
//! that also moves the goalposts is told apart from one that does not.

use std::collections::{BTreeMap, BTreeSet};

use super::{Change, Topic};
use crate::finding::baseline::Baseline;
use crate::finding::suppression::Silenced;
use crate::finding::{Key, Severity};
use crate::notice::Notice;
use crate::retention::{Timeline, Verdict, words};
use crate::rules::RULES;

/// What guards a state: its notice, its exceptions, its severities.
pub struct Guard<'g> {
    /// The notice.
    pub notice: &'g Notice,
    /// What is silenced.
    pub silenced: &'g [Silenced],
    /// What the baseline knows.
    pub baseline: Option<&'g Baseline>,
    /// Severities other than the rules' own, the last word last.
    pub severities: &'g [(&'static str, Severity)],
    /// The least severity that fails.
    pub fail_on: Severity,
}

/// Something that asks for less than before.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Weakening {
    /// What kind: `suppression`, `baseline`, `severity`, `not-personal`, `notice`.
    pub kind: &'static str,
    /// In words, from the verb on.
    pub text: String,
}

/// Everything that asks for less in the state after, sorted.
pub fn weakenings(
    before: &Guard<'_>,
    after: &Guard<'_>,
    changes: &[Change],
    timeline: &Timeline,
) -> Vec<Weakening> {
    let mut all = Vec::new();
    silenced(before, after, &mut all);
    known(before, after, &mut all);
    severities(before, after, &mut all);
    let not_personal = changes.iter().filter(|change| change.topic == Topic::NotPersonal);
    all.extend(not_personal.map(|change| Weakening { kind: "not-personal", text: change.text.clone() }));
    notice(before.notice, after.notice, timeline, &mut all);
    all.sort();
    all
}

fn silenced(before: &Guard<'_>, after: &Guard<'_>, all: &mut Vec<Weakening>) {
    let mut known: BTreeMap<Key, usize> = BTreeMap::new();
    for one in before.silenced {
        *known.entry(Key::of(&one.finding)).or_default() += 1;
    }
    for one in after.silenced {
        let key = Key::of(&one.finding);
        if let Some(left) = known.get_mut(&key).filter(|left| **left > 0) {
            *left -= 1;
            continue;
        }
        let until = one.until.map_or_else(String::new, |day| format!(" until {day}"));
        let place = key.place();
        let text = format!("silences `{}` at `{place}`{until}, because “{}”", key.rule, one.reason);
        all.push(Weakening { kind: "suppression", text });
    }
}

fn known(before: &Guard<'_>, after: &Guard<'_>, all: &mut Vec<Weakening>) {
    let counts = |baseline: Option<&Baseline>| {
        let mut counts: BTreeMap<Key, usize> = BTreeMap::new();
        for entry in baseline.into_iter().flat_map(|baseline| &baseline.entries) {
            *counts.entry(entry.key.clone()).or_default() += entry.count;
        }
        counts
    };
    let old = counts(before.baseline);
    for (key, count) in counts(after.baseline) {
        let added = count.saturating_sub(old.get(&key).copied().unwrap_or_default());
        if added > 0 {
            let place = key.place();
            all.push(Weakening {
                kind: "baseline",
                text: format!("adds `{}` at `{place}` to the baseline", key.rule),
            });
        }
    }
}

fn severities(before: &Guard<'_>, after: &Guard<'_>, all: &mut Vec<Weakening>) {
    let of = |guard: &Guard<'_>, id: &str, own: Severity| {
        guard.severities.iter().rev().find(|(rule, _)| *rule == id).map_or(own, |(_, severity)| *severity)
    };
    for rule in RULES {
        let (old, new) = (of(before, rule.id, rule.severity), of(after, rule.id, rule.severity));
        if new < old {
            let text = format!("makes `{}` a {}, no longer a {}", rule.id, new.word(), old.word());
            all.push(Weakening { kind: "severity", text: text.replace("a error", "an error") });
        }
    }
    if after.fail_on > before.fail_on {
        let text =
            format!("fails from {} on, no longer from {} on", after.fail_on.word(), before.fail_on.word());
        all.push(Weakening { kind: "severity", text });
    }
}

/// What the notice promises by its clauses: each with what it says.
fn promises(notice: &Notice) -> BTreeMap<(&'static str, String), String> {
    let mut all = BTreeMap::new();
    let mut add = |list: &'static str, id: &str, says: String| all.insert((list, id.to_owned()), says);
    for purpose in &notice.purposes {
        add("purpose", &purpose.clause.id, String::new());
    }
    for category in &notice.categories {
        let covers: BTreeSet<&str> = category.covers.iter().map(String::as_str).collect();
        add("category", &category.clause.id, format!("{}{covers:?}", category.kind.words()));
    }
    for basis in &notice.article_6 {
        add("lawful basis", &basis.clause.id, String::new());
    }
    for condition in &notice.article_9 {
        add("condition", &condition.clause.id, format!("{:?}", condition.schedule_1));
    }
    for recipient in &notice.recipients {
        add("recipient", &recipient.clause.id, String::new());
    }
    for (clause, kind) in &notice.commitments {
        add("commitment", &clause.id, kind.clone());
    }
    for list in &notice.open {
        add("open list", list, String::new());
    }
    for row in &notice.retention {
        add(
            "retention row",
            &row.clause.id,
            row.longest().iter().map(words).collect::<Vec<_>>().join(" or "),
        );
    }
    all
}

/// Any edit of the notice can make right what was wrong before, so each is told; a retention row
/// that allows more is told as that.
fn notice(before: &Notice, after: &Notice, timeline: &Timeline, all: &mut Vec<Weakening>) {
    let (old, new) = (promises(before), promises(after));
    let mut push = |text: String| all.push(Weakening { kind: "notice", text });
    for ((list, id), says) in &new {
        match old.get(&(*list, id.clone())) {
            None => push(format!("adds the {list} `{id}` to the notice")),
            Some(said) if said != says && *list == "retention row" => {
                let longest =
                    |notice: &Notice| notice.row(id).map(crate::notice::Row::longest).unwrap_or_default();
                let more = longest(after).iter().any(|new| {
                    longest(before)
                        .iter()
                        .all(|old| timeline.compare(new, old, &[]).verdict != Verdict::Within)
                });
                let how = if more { "allows longer by" } else { "changes" };
                push(format!("{how} the retention row `{id}` of the notice: {says}, no longer {said}"));
            }
            Some(said) if said != says => push(format!("changes the {list} `{id}` of the notice")),
            Some(_) => {}
        }
    }
    for (list, id) in old.keys().filter(|key| !new.contains_key(*key)) {
        push(format!("takes the {list} `{id}` out of the notice"));
    }
    if before.id != after.id {
        push(format!("holds the schemas against the notice `{}`, no longer `{}`", after.id, before.id));
    }
}
