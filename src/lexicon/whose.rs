//! Whose a record is, where its name does not say: by a person of whom the name speaks beside, by
//! the key of its owner, by the record that it points to.

use super::classify::Reading;
use super::context::Context;
use super::links::Link;
use super::load::Lexicon;
use super::signs::field_name;

/// The most times that what is known is passed on.
const ROUNDS: usize = 4;

/// Says whose records about a person are, as far as their keys and links tell.
pub(super) fn settle_subjects(
    lexicon: &Lexicon,
    readings: &[Reading<'_>],
    links: &[Vec<Link>],
    contexts: &mut [Context],
) {
    let mut known: Vec<Option<super::Subject>> = readings
        .iter()
        .zip(contexts.iter())
        .map(|(reading, context)| {
            let whose = || by_name(lexicon, reading).or_else(|| by_key(lexicon, reading));
            context.is_person().then(whose).flatten()
        })
        .collect();
    for _ in 0..ROUNDS {
        let mut changed = false;
        for (at, links) in links.iter().enumerate().filter(|(at, _)| contexts[*at].is_person()) {
            if known[at].is_some() {
                continue;
            }
            // Staff to whom a record points do something in it; whom it is about is somebody else.
            let whose = links.iter().find_map(|link| {
                let field = field_name(readings[at].record, Some(link.field));
                let kept = lexicon.housekeeping(&lexicon.words.of(field)).is_some();
                known[link.to].clone().filter(|subject| !kept && &**subject != "professional")
            });
            changed |= whose.is_some();
            known[at] = whose;
        }
        if !changed {
            break;
        }
    }
    for (context, whose) in contexts.iter_mut().zip(known) {
        if let (Some(open), Some(whose)) = (open(context), whose) {
            *open = Some(whose);
        }
    }
}

/// The subject of a record about a person of whom nothing is known but that.
fn open(context: &mut Context) -> Option<&mut Option<super::Subject>> {
    match context {
        Context::Person { subject, .. } if subject.as_deref().is_none_or(|subject| subject == "other") => {
            Some(subject)
        }
        _ => None,
    }
}

/// The kind of people for whom a phrase stands and means nothing else. A user can be anybody.
fn kind(lexicon: &Lexicon, phrase: &str) -> Option<super::Subject> {
    let kind = lexicon.field_people.get(phrase)?.of.clone()?;
    (!lexicon.ambiguous.contains(phrase) && !lexicon.grammar.users.contains(phrase)).then_some(kind)
}

/// By a word of its name that is not its head: `cla` of `cla_episode`.
fn by_name(lexicon: &Lexicon, reading: &Reading<'_>) -> Option<super::Subject> {
    let name = &reading.name;
    let phrases = (1..=name.len()).rev().flat_map(|to| (0..to).map(move |from| (from, to)));
    phrases.map(|(from, to)| name.phrase(from, to)).find_map(|phrase| kind(lexicon, phrase))
}

/// By the first key that stands for somebody who is not staff.
fn by_key(lexicon: &Lexicon, reading: &Reading<'_>) -> Option<super::Subject> {
    reading.record.fields.iter().find_map(|field| {
        let name = lexicon.words.of(&field.name);
        lexicon.somebody_s_key(&name)?;
        let somebody = name.len().checked_sub(2).map(|at| name.token(at))?;
        // The row above in a tree is nobody's parent.
        let whose = kind(lexicon, somebody).filter(|kind| &**kind != "professional");
        whose.filter(|_| name.len() > 2 || somebody != "parent")
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::{contexts, table};

    #[test]
    fn whose_a_record_is_is_read_from_its_name_its_key_and_what_it_points_to() {
        let records = [
            table("visit", &["visit_id int", "worker_id int", "pupil_id int", "outcome"]),
            table("foster_carer_check", &["id int", "result"]),
            table("visit_note", &["note_id int", "visit_id int", "text"]),
            table("person", &["person_id int", "surname"]),
        ];
        let contexts = contexts(&records);
        let whose: Vec<Option<&str>> = contexts.iter().map(|context| context.subject()).collect();
        assert_eq!(whose[..3], [Some("child"), Some("carer"), Some("child")]);
        assert!(matches!(whose[3], None | Some("other")));
    }
}
