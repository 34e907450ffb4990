//! Which field was which before: by record and name, the file only telling records of one name
//! apart; then, where one went and one came that are alike, by a guess that says it is one.

use std::collections::BTreeMap;

use super::Fact;

/// A field before and after.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pair<'f> {
    pub(super) before: Option<&'f Fact>,
    pub(super) after: Option<&'f Fact>,
    /// Whether it was guessed that both are the same field.
    pub(super) guessed: bool,
}

/// How alike two names have to be to be taken for one that was changed (Jaro-Winkler, 0 to 1).
const ALIKE: f64 = 0.85;

/// The most fields that came or went and are still compared with each other.
const MOST_GUESSED: usize = 400;

/// Pairs the fields of two states, in the order of the second, then what went.
pub(super) fn pairs<'f>(before: &'f [Fact], after: &'f [Fact]) -> Vec<Pair<'f>> {
    let mut by_name: BTreeMap<(&str, &str), Vec<&'f Fact>> = BTreeMap::new();
    for fact in before {
        by_name.entry((&fact.record, &fact.field)).or_default().push(fact);
    }
    let mut take = |fact: &'f Fact, same_file: bool| {
        let all = by_name.get_mut(&(fact.record.as_str(), fact.field.as_str()))?;
        let fits = |other: &&Fact| !same_file || other.source.path() == fact.source.path();
        Some(all.remove(all.iter().position(fits)?))
    };
    let mut found: Vec<Option<&'f Fact>> = after.iter().map(|fact| take(fact, true)).collect();
    for (fact, found) in after.iter().zip(&mut found) {
        if found.is_none() {
            *found = take(fact, false);
        }
    }
    let mut gone: Vec<&'f Fact> = by_name.into_values().flatten().collect();
    let came = found.iter().filter(|found| found.is_none()).count();
    let guesses =
        if came.max(gone.len()) <= MOST_GUESSED { guesses(&gone, after, &found) } else { Vec::new() };
    let mut pairs: Vec<Pair<'f>> = Vec::new();
    for (at, (fact, found)) in after.iter().zip(found).enumerate() {
        let guess = guesses.iter().find(|(_, to)| *to == at).map(|(from, _)| gone[*from]);
        pairs.push(Pair { before: found.or(guess), after: Some(fact), guessed: guess.is_some() });
    }
    let mut taken: Vec<usize> = guesses.into_iter().map(|(from, _)| from).collect();
    taken.sort_unstable();
    for from in taken.into_iter().rev() {
        gone.remove(from);
    }
    gone.sort_by(|a, b| (a.source.path(), a.span).cmp(&(b.source.path(), b.span)));
    pairs.extend(gone.into_iter().map(|fact| Pair { before: Some(fact), after: None, guessed: false }));
    pairs
}

/// What went and what came, each at most once, the most alike first.
fn guesses(gone: &[&Fact], after: &[Fact], found: &[Option<&Fact>]) -> Vec<(usize, usize)> {
    let mut likely = Vec::new();
    for (to, fact) in after.iter().enumerate().filter(|(to, _)| found[*to].is_none()) {
        for (from, old) in gone.iter().enumerate() {
            if let Some(score) = likeness(old, fact) {
                likely.push((score, from, to));
            }
        }
    }
    likely.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| (a.1, a.2).cmp(&(b.1, b.2))));
    let mut chosen: Vec<(usize, usize)> = Vec::new();
    for (_, from, to) in likely {
        if chosen.iter().all(|(other, another)| *other != from && *another != to) {
            chosen.push((from, to));
        }
    }
    chosen
}

/// How alike two fields are; none where they are not the same data under another name. Data that
/// the law protects are never taken for something else.
fn likeness(old: &Fact, new: &Fact) -> Option<f64> {
    let same_data = old.category == new.category && old.weight() == new.weight();
    if !same_data || old.type_text != new.type_text {
        return None;
    }
    let names = strsim::jaro_winkler(&old.field.to_lowercase(), &new.field.to_lowercase());
    if old.record == new.record {
        // A category that says something is half of the answer.
        return (names >= ALIKE || (!old.category.is_empty() && old.weight() >= 2)).then_some(1.0 + names);
    }
    let records = strsim::jaro_winkler(&old.record.to_lowercase(), &new.record.to_lowercase());
    (old.field == new.field && records >= ALIKE).then_some(records)
}
