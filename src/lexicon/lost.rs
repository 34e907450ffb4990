//! What the words of a name could stand for as well: entries that a longer phrase, the words beside
//! them, the record or the type kept from counting. Only `explain` asks.

use super::evidence::Evidence;
use super::load::{Concept, ConceptKind, Lexicon};

/// An entry that did not count, with its phrase, and what it lost against where a longer phrase won.
pub type LostEntry<'l> = (&'l Concept, String, Option<(&'l Concept, String)>);

impl Lexicon {
    /// The entries of parts of a name that are not among its evidence, each with its longest phrase,
    /// in the order of their words.
    pub fn lost<'l>(&'l self, name: &str, evidence: &Evidence) -> Vec<LostEntry<'l>> {
        let tokens = self.words.of(name);
        let mut found: Vec<(usize, LostEntry<'l>)> = Vec::new();
        let ranges =
            (0..tokens.len()).flat_map(|from| (from + 1..=tokens.len()).rev().map(move |to| (from, to)));
        for phrase in ranges.map(|(from, to)| tokens.phrase(from, to)) {
            let Some(terms) = self.terms.get(phrase) else { continue };
            for concept in terms.iter().map(|term| usize::from(term.concept)) {
                let known = evidence.clues().iter().any(|clue| clue.concept == concept)
                    || found.iter().any(|(other, _)| *other == concept);
                if known || self.concepts[concept].kind <= ConceptKind::System {
                    continue;
                }
                let longer = evidence.clues().iter().find_map(|clue| {
                    let whole = clue.reason.phrase();
                    let within =
                        whole.len() > phrase.len() && super::asked::says(&self.words.of(whole), phrase);
                    within.then(|| (&self.concepts[clue.concept], whole.to_owned()))
                });
                found.push((concept, (&self.concepts[concept], phrase.to_owned(), longer)));
            }
        }
        found.into_iter().map(|(_, lost)| lost).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::Lexicon;
    use super::super::testing::table;

    #[test]
    fn what_lost_is_said_with_what_it_lost_against() {
        let lexicon = Lexicon::built_in().unwrap();
        let record = table("child", &["phone_type", "ethnicity"]);
        let (_, evidence) = lexicon.classify(&[record]).remove(0);
        let lost = lexicon.lost("phone_type", &evidence[0]);
        assert!(
            lost.iter().any(|(concept, phrase, _)| concept.id == "contact" && phrase == "phone"),
            "{lost:?}"
        );
        assert!(lexicon.lost("ethnicity", &evidence[1]).is_empty());
    }
}
