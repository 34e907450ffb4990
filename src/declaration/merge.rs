//! The nearest wins, key by key, whole values.

use super::model::{Declaration, Mistake, MistakeKind, Said, Understood, Use};
use crate::collection::Layer;

/// Merges what was said of a field, nearest first: its own words, then its record's, the file's,
/// the configuration's. Where the schema and a sidecar say different things of one key, the
/// schema's own word counts and the difference is a mistake.
pub fn merge(nearest_first: &[&Understood], mistakes: &mut Vec<Mistake>) -> Declaration {
    let mut merged = Declaration::default();
    macro_rules! key {
        ($name:ident, $word:literal, $same:expr) => {
            for understood in nearest_first {
                let Some(said) = &understood.plain.$name else { continue };
                match &merged.$name {
                    None => merged.$name = Some(said.clone()),
                    Some(nearer) => conflict($word, nearer, said, understood, nearest_first, $same, mistakes),
                }
            }
        };
    }
    key!(subject, "subject", |a, b| a == b);
    key!(category, "category", |a, b| a == b);
    key!(not_personal, "not-personal", |_, _| true);
    key!(retention, "retention", |a, b| a.class == b.class && a.keep == b.keep);
    key!(policy_document, "policy-document", |a, b| a.reference == b.reference);
    key!(offence_authority, "offence-authority", |a, b| a == b);
    key!(dpia, "dpia", |a, b| a == b);
    key!(source, "source", |a, b| a == b);
    key!(technique, "technique", |a, b| a == b);
    key!(necessity, "necessity", |_, _| true);
    key!(agreement, "agreement", |a, b| a == b);
    settle_what_it_is(&mut merged, mistakes);
    flat_conflicts(nearest_first, mistakes);
    merged.uses = uses(nearest_first);
    merged
}

/// The flat keys of a use, said differently by the schema and by its sidecar on one layer.
fn flat_conflicts(nearest_first: &[&Understood], mistakes: &mut Vec<Mistake>) {
    for beside in nearest_first.iter().filter(|understood| understood.beside) {
        let Some(inline) = nearest_first.iter().find(|other| !other.beside && other.layer == beside.layer)
        else {
            continue;
        };
        differ("purpose", &inline.purposes, &beside.purposes, |a, b| a == b, mistakes);
        differ("lawful-basis", &inline.flat.lawful_basis, &beside.flat.lawful_basis, |a, b| a == b, mistakes);
        differ("condition", &inline.flat.condition, &beside.flat.condition, |a, b| a == b, mistakes);
        differ("schedule-1", &inline.flat.schedule_1, &beside.flat.schedule_1, |a, b| a == b, mistakes);
        differ("recipients", &inline.flat.recipients, &beside.flat.recipients, |a, b| a.id == b.id, mistakes);
    }
}

fn differ<T>(
    word: &str,
    inline: &[Said<T>],
    beside: &[Said<T>],
    same: impl Fn(&T, &T) -> bool,
    mistakes: &mut Vec<Mistake>,
) {
    let (Some(first), Some(second)) = (inline.first(), beside.first()) else { return };
    let all_same = inline.len() == beside.len()
        && inline.iter().all(|one| beside.iter().any(|other| same(&one.value, &other.value)));
    if !all_same {
        mistakes.push(disagreement(word, first, second));
    }
}

fn disagreement<T, U>(word: &str, inline: &Said<T>, beside: &Said<U>) -> Mistake {
    let said = |place: &super::model::Place| {
        place.source.slice(place.span).lines().next().unwrap_or_default().trim().to_owned()
    };
    Mistake {
        kind: MistakeKind::Conflict,
        place: inline.place.clone(),
        message: format!(
            "The schema says `{word}` is `{}` and the sidecar says `{}`. The schema's own word was used. Make them the same, or remove one.",
            said(&inline.place),
            said(&beside.place)
        ),
        other: Some(beside.place.clone()),
    }
}

/// A finding where one layer says two things, once inline and once beside it.
fn conflict<T>(
    word: &str,
    nearer: &Said<T>,
    said: &Said<T>,
    understood: &Understood,
    all: &[&Understood],
    same: impl Fn(&T, &T) -> bool,
    mistakes: &mut Vec<Mistake>,
) {
    let inline_too = all.iter().any(|other| other.layer == understood.layer && !other.beside);
    if understood.beside && inline_too && nearer.layer == said.layer && !same(&nearer.value, &said.value) {
        mistakes.push(disagreement(word, nearer, said));
    }
}

/// A category and "not personal" answer one question: the nearer answer counts.
fn settle_what_it_is(merged: &mut Declaration, mistakes: &mut Vec<Mistake>) {
    let (Some(category), Some(not_personal)) = (&merged.category, &merged.not_personal) else { return };
    match category.layer.cmp(&not_personal.layer) {
        std::cmp::Ordering::Less => merged.not_personal = None,
        std::cmp::Ordering::Greater => merged.category = None,
        std::cmp::Ordering::Equal => {
            mistakes.push(Mistake {
                kind: MistakeKind::Conflict,
                place: category.place.clone(),
                message:
                    "Both a category and `not-personal` are said here. The category was used. Remove one."
                        .to_owned(),
                other: Some(not_personal.place.clone()),
            });
            merged.not_personal = None;
        }
    }
}

/// The uses: the nearest list of them, each completed by flat keys. A flat key nearer than the
/// list replaces that key in each use; one further off fills what a use leaves out.
fn uses(nearest_first: &[&Understood]) -> Vec<Use> {
    let flat = Flat::collect(nearest_first);
    let listed =
        nearest_first.iter().find_map(|understood| Some((understood.uses.as_ref()?, understood.layer?)));
    let purposes = nearest_first.iter().find(|understood| !understood.purposes.is_empty());
    let nearer_purposes = purposes.is_some_and(|understood| match (understood.layer, &listed) {
        (Some(layer), Some((_, of_list))) => layer < *of_list,
        _ => true,
    });
    if let Some((uses, layer)) = listed
        && !(nearer_purposes && purposes.is_some())
    {
        return uses.iter().map(|one| flat.complete(one.clone(), Some(layer))).collect();
    }
    let Some(understood) = purposes else {
        let one = flat.complete(Use::default(), None);
        let said = !(one.misunderstood.is_empty()
            && one.lawful_basis.is_empty()
            && one.condition.is_empty()
            && one.schedule_1.is_empty()
            && one.recipients.is_empty());
        return if said { vec![one] } else { Vec::new() };
    };
    understood
        .purposes
        .iter()
        .map(|purpose| flat.complete(Use { purpose: Some(purpose.clone()), ..Use::default() }, None))
        .collect()
}

/// The nearest flat keys.
#[derive(Default)]
struct Flat {
    one: Use,
}

impl Flat {
    fn collect(nearest_first: &[&Understood]) -> Self {
        let mut one = Use::default();
        for understood in nearest_first {
            take(&mut one.lawful_basis, &understood.flat.lawful_basis);
            take(&mut one.condition, &understood.flat.condition);
            take(&mut one.schedule_1, &understood.flat.schedule_1);
            take(&mut one.recipients, &understood.flat.recipients);
            one.misunderstood.extend_from_slice(&understood.flat.misunderstood);
        }
        Self { one }
    }

    fn complete(&self, mut of: Use, listed_at: Option<Layer>) -> Use {
        fill(&mut of.lawful_basis, &self.one.lawful_basis, listed_at);
        fill(&mut of.condition, &self.one.condition, listed_at);
        fill(&mut of.schedule_1, &self.one.schedule_1, listed_at);
        fill(&mut of.recipients, &self.one.recipients, listed_at);
        of.misunderstood.extend_from_slice(&self.one.misunderstood);
        of
    }
}

fn take<T: Clone>(into: &mut Vec<Said<T>>, from: &[Said<T>]) {
    if into.is_empty() {
        into.extend_from_slice(from);
    }
}

fn fill<T: Clone>(own: &mut Vec<Said<T>>, flat: &[Said<T>], listed_at: Option<Layer>) {
    let nearer = flat.first().zip(listed_at).is_some_and(|(said, listed)| said.layer < listed);
    if own.is_empty() || nearer {
        *own = flat.to_vec();
    }
}
