//! One field: its words into evidence. The longest phrase wins, its conditions are asked, the words
//! beside it are heard, and every conclusion keeps its reason.

use std::sync::Arc;

use super::asked::{Asked, Question, Texts, Whose, is_own_key, may_be_own_key, says};
use super::evidence::{Clue, Evidence, Reason};
use super::grammar::Housekeeping;
use super::load::{ConceptKind, Confidence, Lexicon};
use super::tokens::Tokens;
use crate::collection::{Field, FieldType};

impl Lexicon {
    pub(super) fn evidence(&self, field: &Field, texts: &Texts, asked: &Asked<'_>) -> Evidence {
        let mut clues = Vec::new();
        if let Some(kept) = self.housekeeping(&texts.name) {
            return Evidence { clues: Arc::new(self.kept(kept, &texts.name, asked)) };
        }
        let mut named = |tokens: &Tokens| {
            let before = clues.len();
            self.phrases(tokens, asked, &mut |concept, confidence, phrase, head| {
                clues.push(Clue { concept, confidence, reason: Reason::Name(phrase.to_owned()), head });
            });
            clues.len() > before
        };
        if !named(&texts.name)
            && let Some(whole) = &texts.whole
        {
            // What looked like a prefix may be the word itself: `child_id` in `child`. Alone it is none,
            // unless the record is called so too: `phq9_1` in `phq9`.
            let prefix = whole.len().saturating_sub(texts.name.len());
            let alone = (prefix > 0).then(|| whole.phrase(0, prefix).to_owned());
            named(whole);
            let within = |phrase: &str| {
                alone.as_ref().is_some_and(|alone| format!(" {alone} ").contains(&format!(" {phrase} ")))
            };
            clues
                .retain(|clue: &Clue| !within(clue.reason.phrase()) || says(asked.own, clue.reason.phrase()));
        }
        let keyed = clues.iter().any(|clue| self.concepts[clue.concept].kind >= ConceptKind::Pseudonym);
        if let Some(phrase) = self.somebody_s_key(&texts.name).filter(|_| !keyed)
            && let Some(concept) = self.concepts.iter().position(|concept| concept.id == "pseudonym")
        {
            let reason = Reason::Name(phrase.to_owned());
            clues.push(Clue { concept, confidence: Confidence::Likely, reason, head: true });
        }
        if let Some(kind) = own_type(field).filter(|_| clues.is_empty()) {
            self.phrases(&self.words.of(kind), asked, &mut |concept, confidence, _, head| {
                let confidence = confidence.min(Confidence::Likely);
                clues.push(Clue { concept, confidence, reason: Reason::Type(kind.to_owned()), head });
            });
        }
        if let Some(title) = &texts.title {
            self.phrases(title, asked, &mut |concept, confidence, phrase, head| {
                clues.push(Clue { concept, confidence, reason: Reason::Title(phrase.to_owned()), head });
            });
        }
        if let Some(description) = &texts.description {
            let question = field.description.as_deref().is_some_and(|text| text.trim_end().ends_with('?'));
            self.description(description, (&texts.name, question), asked, &mut clues);
        }
        if !field.allowed.is_empty() {
            // Nobody's name, address or number is one of a few values: it is what kind of one.
            clues.retain(|clue| self.concepts[clue.concept].kind != ConceptKind::Identifier);
        }
        self.values(field, &mut clues);
        self.container(field, asked, &mut clues);
        self.temper(field, &texts.name, asked, &mut clues);
        self.rank(&mut clues);
        Evidence { clues: Arc::new(clues) }
    }

    /// What follows where a name says when or by whom a row was made or changed.
    fn kept(&self, kept: Housekeeping, name: &Tokens, asked: &Asked<'_>) -> Vec<Clue> {
        let (id, confidence) = match kept {
            Housekeeping::Moment => ("system", Confidence::Likely),
            // Staff are people; whether the row is about one is for its record to say.
            Housekeeping::User if asked.whose > Whose::Nobody => ("audit-user", Confidence::Possible),
            Housekeeping::User => {
                asked.withheld.set(true);
                ("system", Confidence::Likely)
            }
        };
        let concept = self.concepts.iter().position(|concept| concept.id == id);
        let reason = Reason::Name(name.joined.clone());
        concept.map(|concept| Clue { concept, confidence, reason, head: true }).into_iter().collect()
    }

    /// Takes back what the name says where the rest of the field says otherwise.
    fn temper(&self, field: &Field, name: &Tokens, asked: &Asked<'_>, clues: &mut Vec<Clue>) {
        // A list of values, a number, a date or a truth value leaves no room for free text.
        let closed = !field.allowed.is_empty()
            || matches!(field.field_type, FieldType::Boolean | FieldType::Number | FieldType::Date);
        clues.retain(|clue| !(closed && self.concepts[clue.concept].kind == ConceptKind::Opaque));
        // `address_id` in a table of addresses is the key of the row, and no address.
        let told = |clue: &Clue| self.concepts[clue.concept].kind > ConceptKind::Pseudonym;
        if name.len() > 1 && clues.iter().any(told) && may_be_own_key(name) {
            let own = is_own_key(name, asked.own, asked.first);
            asked.answers.borrow_mut().push((Question::OwnKey, own));
            if own {
                clues.retain(|clue| !told(clue));
            }
        }
    }

    /// Walks a name: at each token the longest phrase whose conditions hold, and which the words
    /// beside it do not take back. Tells whether it stands last.
    pub(super) fn phrases<'t>(
        &self,
        tokens: &'t Tokens,
        asked: &Asked<'_>,
        found: &mut impl FnMut(usize, Confidence, &'t str, bool),
    ) {
        let mut at = 0;
        let mut any = false;
        while at < tokens.len() {
            let to = (at + self.longest).min(tokens.len());
            let hit = (at + 1..=to).rev().find_map(|to| {
                let phrase = tokens.phrase(at, to);
                let term = self.terms.get(phrase)?.iter().find(|term| asked.meets(term, phrase, tokens))?;
                Some((term, phrase, to))
            });
            match hit {
                Some((term, phrase, to)) => {
                    let concept = &self.concepts[usize::from(term.concept)];
                    let place = (tokens, at, to);
                    let confidence = self.in_company(concept, term.confidence, place, asked.field_type);
                    if let Some(confidence) = confidence {
                        found(usize::from(term.concept), confidence, phrase, to == tokens.len());
                    }
                    any = true;
                    at = to;
                }
                None => at += 1,
            }
        }
        if !any && tokens.len() > 0 {
            // `dateofbirth`, `LAchildID`: a whole name whose words are glued together or split
            // where nobody reads a split.
            let glued = tokens.joined.replace(' ', "");
            let phrase = self.glued.get(&glued).unwrap_or(&glued);
            let term = self
                .terms
                .get(phrase)
                .and_then(|terms| terms.iter().find(|term| asked.meets(term, &tokens.joined, tokens)));
            if let Some(term) = term {
                found(usize::from(term.concept), term.confidence, tokens.joined.as_str(), true);
            }
        }
    }

    /// A description names more than the field holds, so it counts one step less, and only where
    /// the name says nothing of its own.
    fn description(
        &self,
        tokens: &Tokens,
        (name, question): (&Tokens, bool),
        asked: &Asked<'_>,
        clues: &mut Vec<Clue>,
    ) {
        let is_key = name.iter().next_back().is_some_and(|word| self.grammar.keys.contains(word));
        let says = clues.iter().any(|clue| {
            let kind = self.concepts[clue.concept].kind;
            !matches!(kind, ConceptKind::Opaque | ConceptKind::Neutral)
                && clue.confidence >= Confidence::Likely
        });
        // A name that is only a number (`q 12`), and a question, leave it to these words to say what
        // is asked. Else the name has to be as general as a column's can be (`code`, `value 2`).
        let grammar = &self.grammar;
        let coded = question || !name.iter().any(|word| word.len() > 1 && self.words.knows(word));
        let general = name.iter().all(|word| {
            grammar.describing.contains(word)
                || grammar.fillers.contains(word)
                || grammar.moments.contains(word)
                || !self.words.knows(word)
        });
        if is_key || says || !(coded || general) {
            return;
        }
        let mut heard = Vec::new();
        self.phrases(tokens, asked, &mut |concept, confidence, phrase, _| {
            heard.push((concept, confidence, phrase.to_owned()))
        });
        for (concept, confidence, phrase) in heard {
            let kind = self.concepts[concept].kind;
            let telling =
                matches!(kind, ConceptKind::Special | ConceptKind::Offence | ConceptKind::Identifier);
            if telling && !clues.iter().any(|clue| clue.concept == concept) {
                let confidence = match confidence {
                    _ if coded => confidence.min(Confidence::Likely),
                    Confidence::Certain => Confidence::Likely,
                    _ => Confidence::Possible,
                };
                clues.push(Clue { concept, confidence, reason: Reason::Description(phrase), head: false });
            }
        }
    }

    /// Allowed values that are from a list of codes.
    fn values(&self, field: &Field, clues: &mut Vec<Clue>) {
        if field.allowed.is_empty() {
            return;
        }
        let mut counts: Vec<(u16, Vec<String>)> = Vec::new();
        for allowed in &field.allowed {
            let forms = [Some(allowed.value.as_str()), allowed.label.as_deref()];
            for list in forms
                .into_iter()
                .flatten()
                .flat_map(|form| self.values.get(&form.trim().to_lowercase()).collect::<Vec<_>>())
            {
                match counts.iter_mut().find(|(known, _)| *known == list) {
                    Some((_, values)) if values.last() != Some(&allowed.value) => {
                        values.push(allowed.value.clone())
                    }
                    Some(_) => {}
                    None => counts.push((list, vec![allowed.value.clone()])),
                }
            }
        }
        for (list, mut values) in counts {
            let list = &self.code_lists[usize::from(list)];
            if values.len() >= list.at_least {
                values.truncate(3);
                let reason = Reason::Values(values, list.label.clone());
                clues.push(Clue {
                    concept: usize::from(list.concept),
                    confidence: Confidence::Likely,
                    reason,
                    head: true,
                });
            }
        }
    }

    /// A structure or unlimited text whose contents nobody says.
    fn container(&self, field: &Field, asked: &Asked<'_>, clues: &mut Vec<Clue>) {
        let id = match field.field_type {
            FieldType::Structure => "attachment",
            FieldType::LongText | FieldType::Binary if clues.is_empty() => {
                if asked.whose == Whose::Nobody {
                    asked.withheld.set(true);
                    return;
                }
                "free-text"
            }
            _ => return,
        };
        if let Some(concept) = self.concepts.iter().position(|concept| concept.id == id) {
            let reason = Reason::Type(field.type_text.clone());
            clues.push(Clue { concept, confidence: Confidence::Possible, reason, head: true });
        }
    }

    /// Strongest first: what is at least likely before what is only possible, then what the law
    /// protects most, then the surer.
    pub(super) fn rank(&self, clues: &mut [Clue]) {
        clues.sort_by_key(|clue| {
            let likely = clue.confidence >= Confidence::Likely;
            std::cmp::Reverse((likely, self.concepts[clue.concept].kind, clue.confidence))
        });
    }
}

/// The type of a field where it is one that the schema made up, whose name says something: `Vaccine`,
/// not `String`, `varchar` or a list of something.
fn own_type(field: &Field) -> Option<&str> {
    let text = field.type_text.as_str();
    let word = text.len() > 4 && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let made_up =
        field.field_type == FieldType::Unknown && text.starts_with(|c: char| c.is_ascii_uppercase());
    let mixed = text.bytes().any(|byte| byte.is_ascii_lowercase());
    (word && made_up && mixed).then_some(text)
}
