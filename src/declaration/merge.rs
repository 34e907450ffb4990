//! The nearest wins, key by key, whole values.
//!
//! A condition and a paragraph belong to a use, so the keys of a use are merged use by use:
//!
//! - Which purposes there are, the nearest declaration that names any says alone.
//! - Each of its uses takes what it leaves out from the use of the same purpose further off.
//! - Flat keys of a declaration that names no purpose are said of every purpose: nearer than a
//!   use they replace its keys, beside it or further off they fill what it leaves out.
//! - Flat keys beside a purpose belong to that purpose, as if they stood in `uses`. A condition, a
//!   paragraph or a recipient of another purpose is never taken over.
//! - `lawful-basis` is the exception: a controller's basis is commonly general. Where nothing
//!   above says one, the nearest declaration further off whose uses all rest on one basis gives
//!   it, whatever their purposes are.

use super::model::{
    Declaration, Mistake, MistakeKind, Place, PolicyDocument, RecipientSaid, RetentionSaid, Said, Understood,
    Use,
};

/// Merges what was said of a field, nearest first: its own words, then its record's, the file's,
/// the configuration's. Where the schema and a sidecar say different things of one key, the
/// schema's own word counts and the difference is a mistake.
pub fn merge(nearest_first: &[&Understood], mistakes: &mut Vec<Mistake>) -> Declaration {
    let mut merged = Declaration::default();
    macro_rules! key {
        ($name:ident, $word:literal, $same:expr) => {
            merged.$name = nearest_first.iter().find_map(|understood| understood.plain.$name.clone());
            for (beside, inline) in pairs(nearest_first) {
                let inline = inline.iter().find_map(|understood| understood.plain.$name.as_ref());
                if let (Some(inline), Some(beside)) = (inline, &beside.plain.$name)
                    && !same_value(&inline.value, &beside.value, $same)
                {
                    disagree($word, inline, beside, mistakes);
                }
            }
        };
    }
    key!(subject, "subject", |a, b| a == b);
    key!(category, "category", |a, b| a == b);
    key!(not_personal, "not-personal", |_, _| true);
    key!(retention, "retention", same_retention);
    key!(hold, "hold", |a, b| a == b);
    key!(policy_document, "policy-document", same_document);
    key!(offence_authority, "offence-authority", |a, b| a == b);
    key!(dpia, "dpia", |a, b| a == b);
    key!(source, "source", |a, b| a == b);
    key!(technique, "technique", |a, b| a == b);
    key!(necessity, "necessity", |_, _| true);
    key!(agreement, "agreement", |a, b| a == b);
    merged.draft = draft(nearest_first);
    let spoke = nearest_first.iter().find(|understood| understood.plain.category.is_some());
    merged.by_convention = spoke.is_some_and(|understood| understood.plain.by_convention);
    merged.vague =
        nearest_first.iter().flat_map(|understood| understood.plain.vague.iter().cloned()).collect();
    settle_what_it_is(&mut merged, mistakes);
    let statements: Vec<Statement<'_>> =
        nearest_first.iter().map(|understood| Statement::of(understood)).collect();
    merged.uses = uses(&statements);
    for (beside, inline) in pairs(nearest_first) {
        let inline: Vec<Statement<'_>> = inline.iter().map(|understood| Statement::of(understood)).collect();
        compare_uses(&uses(&inline), &uses(&[Statement::of(beside)]), mistakes);
    }
    merged
}

/// Each declaration of a sidecar, with those of the schema that speak of the same thing: they
/// stand before it, on the same layer.
fn pairs<'u>(
    nearest_first: &[&'u Understood],
) -> impl Iterator<Item = (&'u Understood, Vec<&'u Understood>)> {
    nearest_first.iter().enumerate().filter(|(_, beside)| beside.beside).filter_map(|(at, beside)| {
        let inline: Vec<&Understood> = nearest_first[..at]
            .iter()
            .filter(|other| !other.beside && other.layer == beside.layer)
            .copied()
            .collect();
        (!inline.is_empty()).then_some((*beside, inline))
    })
}

/// Calls `same`, so that the types of a closure's arguments are known.
fn same_value<T>(inline: &T, beside: &T, same: impl Fn(&T, &T) -> bool) -> bool {
    same(inline, beside)
}

/// The row and the period are the same, and no place of record that the sidecar says is left unused.
fn same_retention(inline: &RetentionSaid, beside: &RetentionSaid) -> bool {
    inline.class == beside.class
        && inline.keep == beside.keep
        && (beside.recorded_in.is_none() || inline.recorded_in == beside.recorded_in)
}

/// The reference is the same, and no review date that the sidecar says is left unused.
fn same_document(inline: &PolicyDocument, beside: &PolicyDocument) -> bool {
    inline.reference == beside.reference && (beside.review.is_none() || inline.review == beside.review)
}

/// The same recipient, and nothing that both say of it is different.
fn same_recipient(a: &RecipientSaid, b: &RecipientSaid) -> bool {
    let same = |a: &Option<String>, b: &Option<String>| a.is_none() || b.is_none() || a == b;
    a.id == b.id
        && same(&a.role, &b.role)
        && same(&a.group, &b.group)
        && same(&a.country, &b.country)
        && same(&a.ground, &b.ground)
}

/// The uses that the schema and its sidecar declare on one layer, said differently: the purposes,
/// and for each purpose key by key. What is said of no purpose is said of each.
fn compare_uses(inline: &[Use], beside: &[Use], mistakes: &mut Vec<Mistake>) {
    let purposes = |uses: &[Use]| uses.iter().filter_map(|one| one.purpose.clone()).collect::<Vec<_>>();
    let (of_inline, of_beside) = (purposes(inline), purposes(beside));
    differ("purpose", &of_inline, &of_beside, |a, b| a == b, mistakes);
    compare_key("lawful-basis", inline, beside, |one| &one.lawful_basis, |a, b| a == b, mistakes);
    compare_key("condition", inline, beside, |one| &one.condition, |a, b| a == b, mistakes);
    compare_key("schedule-1", inline, beside, |one| &one.schedule_1, |a, b| a == b, mistakes);
    compare_key("recipients", inline, beside, |one| &one.recipients, same_recipient, mistakes);
}

/// One key of uses: a use that says it and agrees with none of the other side's uses of its
/// purpose that say it too.
fn compare_key<T>(
    word: &str,
    inline: &[Use],
    beside: &[Use],
    key: impl Fn(&Use) -> &[Said<T>],
    same: impl Fn(&T, &T) -> bool + Copy,
    mistakes: &mut Vec<Mistake>,
) {
    let against = |one: &Use, other: &Use| {
        let (a, b) = (&one.purpose, &other.purpose);
        let same_purpose = a.as_ref().zip(b.as_ref()).is_none_or(|(a, b)| a.value == b.value);
        same_purpose && !key(one).is_empty() && !key(other).is_empty()
    };
    let agree = |one: &Use, other: &Use| same_list(key(one), key(other), same);
    let alone = |one: &Use, others: &[Use]| {
        let others = || others.iter().filter(|other| against(one, other));
        if others().any(|other| agree(one, other)) { None } else { others().next().cloned() }
    };
    for one in inline {
        if let Some(other) = alone(one, beside) {
            differ(word, key(one), key(&other), same, mistakes);
        }
    }
    for other in beside {
        if let Some(one) = alone(other, inline) {
            differ(word, key(&one), key(other), same, mistakes);
        }
    }
}

/// Whether two lists hold the same values, in whatever order.
fn same_list<T>(a: &[Said<T>], b: &[Said<T>], same: impl Fn(&T, &T) -> bool) -> bool {
    odd(a, b, &same).is_none() && odd(b, a, &same).is_none()
}

/// The first value that the other list does not have.
fn odd<'s, T>(list: &'s [Said<T>], other: &[Said<T>], same: impl Fn(&T, &T) -> bool) -> Option<&'s Said<T>> {
    list.iter().find(|one| !other.iter().any(|other| same(&one.value, &other.value)))
}

fn differ<T>(
    word: &str,
    inline: &[Said<T>],
    beside: &[Said<T>],
    same: impl Fn(&T, &T) -> bool,
    mistakes: &mut Vec<Mistake>,
) {
    let (Some(first), Some(second)) = (inline.first(), beside.first()) else { return };
    let (of_inline, of_beside) = (odd(inline, beside, &same), odd(beside, inline, &same));
    if of_inline.is_some() || of_beside.is_some() {
        disagree(word, of_inline.unwrap_or(first), of_beside.unwrap_or(second), mistakes);
    }
}

/// One mistake for one difference, however many fields and uses it is met through.
fn disagree<T>(word: &str, inline: &Said<T>, beside: &Said<T>, mistakes: &mut Vec<Mistake>) {
    let said = |place: &Place| {
        place
            .source
            .slice(place.span)
            .lines()
            .next()
            .unwrap_or_default()
            .trim()
            .trim_matches(['"', '\''])
            .to_owned()
    };
    let message = format!(
        "The schema says `{word}` is `{}` and the sidecar says `{}`. The schema's own word was used. Make them the same, or remove one.",
        said(&inline.place),
        said(&beside.place)
    );
    let known = mistakes.iter().any(|mistake| {
        mistake.message == message
            && mistake.place.span == inline.place.span
            && mistake.place.source.path() == inline.place.source.path()
    });
    if !known {
        mistakes.push(Mistake {
            kind: MistakeKind::Conflict,
            place: inline.place.clone(),
            message,
            other: Some(beside.place.clone()),
        });
    }
}

/// Whether what counts is a draft: nearer than it, nobody has said what the field is.
fn draft(nearest_first: &[&Understood]) -> Option<Said<bool>> {
    let speaks =
        |understood: &&&Understood| understood.plain.draft.is_some() || !understood.plain.is_silent();
    let nearest = nearest_first.iter().find(speaks)?;
    nearest.plain.draft.clone().filter(|draft| draft.value)
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

/// What one declaration says of uses: of a purpose each, and of every purpose.
#[derive(Default)]
struct Statement<'u> {
    named: Vec<(Option<&'u Said<String>>, &'u Use)>,
    general: Vec<&'u Use>,
}

impl<'u> Statement<'u> {
    fn of(understood: &'u Understood) -> Self {
        let mut statement = Self::default();
        match understood.uses.as_deref() {
            // One use of no purpose says what the flat keys would.
            Some([only]) if only.purpose.is_none() => statement.general.push(only),
            listed => statement
                .named
                .extend(listed.unwrap_or_default().iter().map(|one| (one.purpose.as_ref(), one))),
        }
        statement.named.extend(understood.purposes.iter().map(|purpose| (Some(purpose), &understood.flat)));
        if understood.purposes.is_empty() {
            statement.general.push(&understood.flat);
        }
        statement
    }

    /// Its uses of a purpose.
    fn of_purpose(&self, purpose: Option<&Said<String>>) -> Vec<&'u Use> {
        let Some(purpose) = purpose else { return Vec::new() };
        let same = |said: Option<&Said<String>>| said.is_some_and(|said| said.value == purpose.value);
        self.named.iter().filter(|(said, _)| same(*said)).map(|(_, one)| *one).collect()
    }
}

/// The uses, by what the module says of them.
fn uses(nearest_first: &[Statement<'_>]) -> Vec<Use> {
    let naming = nearest_first.iter().position(|statement| !statement.named.is_empty());
    let Some(naming) = naming else {
        let mut one = Use::default();
        nearest_first.iter().flat_map(|statement| &statement.general).for_each(|keys| fill(&mut one, keys));
        return if is_silent(&one) { Vec::new() } else { vec![one] };
    };
    let (nearer, from) = nearest_first.split_at(naming);
    let mut uses = Vec::new();
    for (purpose, own) in &from[0].named {
        let mut one = Use { purpose: purpose.cloned(), ..Use::default() };
        nearer.iter().flat_map(|statement| &statement.general).for_each(|keys| fill(&mut one, keys));
        fill(&mut one, own);
        from[0].general.iter().for_each(|keys| fill(&mut one, keys));
        let mut of_purpose = vec![one];
        // Several uses further off may have this one purpose; each of them is a base then, once.
        let mut several = from[0].of_purpose(*purpose).len() > 1;
        for statement in &from[1..] {
            let bases = statement.of_purpose(*purpose);
            if bases.len() > 1 && !several {
                several = true;
                of_purpose = on_each(&of_purpose[0], &bases);
            } else {
                for one in &mut of_purpose {
                    let base = bases.iter().find(|base| fits(one, base)).or(bases.first());
                    base.into_iter().for_each(|base| fill(one, base));
                }
            }
            for one in &mut of_purpose {
                statement.general.iter().for_each(|keys| fill(one, keys));
            }
        }
        uses.extend(of_purpose);
    }
    for one in uses.iter_mut().filter(|one| one.lawful_basis.is_empty()) {
        general_basis(one, &from[1..]);
    }
    uses
}

/// A use on each base that it does not contradict, or on all where it contradicts each.
fn on_each(one: &Use, bases: &[&Use]) -> Vec<Use> {
    let fitting: Vec<&Use> = bases.iter().copied().filter(|base| fits(one, base)).collect();
    let bases = if fitting.is_empty() { bases } else { &fitting };
    let on = |base: &&Use| {
        let mut one = one.clone();
        fill(&mut one, base);
        one
    };
    bases.iter().map(on).collect()
}

/// Whether two uses say nothing different.
fn fits(one: &Use, base: &Use) -> bool {
    fn agree<T>(a: &[Said<T>], b: &[Said<T>], same: impl Fn(&T, &T) -> bool) -> bool {
        a.is_empty() || b.is_empty() || same_list(a, b, same)
    }
    agree(&one.lawful_basis, &base.lawful_basis, |a, b| a == b)
        && agree(&one.condition, &base.condition, |a, b| a == b)
        && agree(&one.schedule_1, &base.schedule_1, |a, b| a == b)
        && agree(&one.recipients, &base.recipients, same_recipient)
}

/// Fills what a use leaves out.
fn fill(into: &mut Use, from: &Use) {
    fn take<T: Clone>(into: &mut Vec<Said<T>>, from: &[Said<T>]) {
        if into.is_empty() {
            into.extend_from_slice(from);
        }
    }
    take(&mut into.lawful_basis, &from.lawful_basis);
    take(&mut into.condition, &from.condition);
    take(&mut into.schedule_1, &from.schedule_1);
    take(&mut into.recipients, &from.recipients);
    for key in &from.misunderstood {
        misunderstood(into, key);
    }
}

/// The basis of other purposes, where they all have one and the same.
fn general_basis(into: &mut Use, further_off: &[Statement<'_>]) {
    const KEY: &str = "lawful-basis";
    for statement in further_off {
        if statement.named.iter().any(|(_, one)| one.misunderstood(KEY)) {
            misunderstood(into, KEY);
        }
        let mut said =
            statement.named.iter().map(|(_, one)| &one.lawful_basis).filter(|said| !said.is_empty());
        if let Some(first) = said.next()
            && said.all(|other| same_list(first, other, |a, b| a == b))
        {
            into.lawful_basis.clone_from(first);
            return;
        }
    }
}

fn misunderstood(into: &mut Use, key: &'static str) {
    if !into.misunderstood(key) {
        into.misunderstood.push(key);
    }
}

fn is_silent(one: &Use) -> bool {
    one.misunderstood.is_empty()
        && one.lawful_basis.is_empty()
        && one.condition.is_empty()
        && one.schedule_1.is_empty()
        && one.recipients.is_empty()
}

#[cfg(test)]
mod tests;
