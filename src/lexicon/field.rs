//! One field: its words into evidence. The longest phrase wins, its conditions are asked, the words
//! beside it are heard, and every conclusion keeps its reason.

use std::sync::Arc;

use super::asked::{Asked, Question, Texts, Whose, is_own_key, may_be_own_key, says};
use super::described::Described;
use super::evidence::{Clue, Evidence, Quote, Reason};
use super::grammar::{Company, Housekeeping};
use super::load::{ConceptKind, Confidence, Lexicon, Term};
use super::tokens::Tokens;
use crate::collection::{Field, FieldType};

impl Lexicon {
    pub(super) fn evidence(&self, field: &Field, texts: &Texts, asked: &Asked<'_>) -> Evidence {
        let mut clues = Vec::new();
        if let Some(kept) = self.housekeeping(&texts.name) {
            return Evidence { clues: Arc::new(self.kept(kept, (field, texts), asked)) };
        }
        let mut named = |tokens: &Tokens, start: usize| {
            let before = clues.len();
            let written = &field.name[start..];
            self.places(tokens, asked, &mut |found| {
                let reason = Reason::Name(quote(tokens, written, found.from, found.to));
                clues.push(found.clue(tokens, reason));
            });
            clues.len() > before
        };
        if !named(&texts.name, texts.start)
            && let Some(whole) = &texts.whole
        {
            // What looked like a prefix may be the word itself: `child_id` in `child`. Alone it is none,
            // unless the record is called so too: `phq9_1` in `phq9`.
            let prefix = whole.len().saturating_sub(texts.name.len());
            let alone = (prefix > 0).then(|| whole.phrase(0, prefix).to_owned());
            named(whole, 0);
            let within = |phrase: &str| {
                alone.as_ref().is_some_and(|alone| format!(" {alone} ").contains(&format!(" {phrase} ")))
            };
            clues
                .retain(|clue: &Clue| !within(clue.reason.phrase()) || says(asked.own, clue.reason.phrase()));
        }
        let keyed = clues.iter().any(|clue| self.concepts[clue.concept].kind >= ConceptKind::Pseudonym);
        if let Some((from, to)) = self.somebody_s_key(&texts.name).filter(|_| !keyed)
            && let Some(concept) = self.number_of("pseudonym")
        {
            let reason = Reason::Name(quote(&texts.name, &field.name[texts.start..], from, to));
            clues.push(Clue { concept, confidence: Confidence::Likely, reason, head: true });
        }
        if let Some(kind) = own_type(field).filter(|_| clues.is_empty()) {
            self.phrases(&self.words.of(kind), asked, &mut |concept, confidence, _, head| {
                let confidence = confidence.min(Confidence::Likely);
                clues.push(Clue { concept, confidence, reason: Reason::Type(kind.to_owned()), head });
            });
        }
        if let Some((title, written)) = texts.title.as_ref().zip(field.title.as_deref()) {
            self.places(title, asked, &mut |found| {
                let reason = Reason::Title(quote(title, written, found.from, found.to));
                clues.push(found.clue(title, reason));
            });
        }
        if let Some((described, text)) = texts.description.as_ref().zip(field.description.as_deref()) {
            self.description((described, text), &texts.name, asked, &mut clues);
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
    fn kept(&self, kept: Housekeeping, (field, texts): (&Field, &Texts), asked: &Asked<'_>) -> Vec<Clue> {
        let (id, confidence) = match kept {
            Housekeeping::Moment => ("system", Confidence::Likely),
            // Staff are people; whether the row is about one is for its record to say.
            Housekeeping::User if asked.whose > Whose::Nobody => ("audit-user", Confidence::Possible),
            Housekeeping::User => {
                asked.withheld.set(true);
                ("system", Confidence::Likely)
            }
        };
        let name = &texts.name;
        let reason = Reason::Name(quote(name, &field.name[texts.start..], 0, name.len()));
        let concept = self.number_of(id);
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
        if name.len() > 1 && clues.iter().any(told) && may_be_own_key(self, name) {
            let own = is_own_key(self, name, asked.own, asked.first);
            asked.answers.borrow_mut().push((Question::OwnKey, own));
            if own {
                clues.retain(|clue| !told(clue));
            }
        }
    }

    /// Walks a name and gives the phrases that mean something: concept, confidence, phrase, and
    /// whether it stands last.
    pub(super) fn phrases<'t>(
        &self,
        tokens: &'t Tokens,
        asked: &Asked<'_>,
        found: &mut impl FnMut(usize, Confidence, &'t str, bool),
    ) {
        self.places(tokens, asked, &mut |of| {
            found(of.concept, of.confidence, tokens.phrase(of.from, of.to), of.to == tokens.len());
        });
    }

    /// The same with their places.
    fn places(&self, tokens: &Tokens, asked: &Asked<'_>, found: &mut impl FnMut(Found)) {
        let near = |from, to| Company::of_a_name(tokens, from, to);
        let any = self.walk(tokens, asked, near, &mut |term, company| {
            let concept = usize::from(term.concept);
            let kept = self.in_company(&self.concepts[concept], term.confidence, company, asked.field_type);
            if let Some(confidence) = kept {
                found(Found { concept, confidence, from: company.from, to: company.to });
                self.name_within(concept, company).into_iter().for_each(&mut *found);
            }
        });
        if !any && tokens.len() > 0 {
            // `dateofbirth`, `LAchildID`: a whole name whose words are glued together or split
            // where nobody reads a split.
            let glued = tokens.joined.replace(' ', "");
            let phrase = self.glued.get(&glued).unwrap_or(&glued);
            let whole = near(0, tokens.len());
            let term =
                self.terms.get(phrase).and_then(|terms| terms.iter().find(|term| asked.meets(term, whole)));
            if let Some(Term { concept, confidence, .. }) = term {
                found(Found { concept: usize::from(concept), confidence, from: 0, to: tokens.len() });
            }
        }
    }

    /// The name at the end of a phrase that says more of somebody than their name: `victim name`.
    fn name_within(&self, concept: usize, Company { tokens, from, to, .. }: Company<'_>) -> Option<Found> {
        let personal = matches!(self.concepts[concept].kind, ConceptKind::Personal | ConceptKind::Offence);
        let last = tokens.token(to - 1) == "name" && to - from > 1 && self.is_somebody(tokens.token(to - 2));
        let concept = self.number_of("name").filter(|_| personal && last)?;
        Some(Found { concept, confidence: Confidence::Likely, from: to - 1, to })
    }

    /// Walks words: at each the longest phrase whose conditions hold. Tells whether there was one.
    fn walk<'t>(
        &self,
        tokens: &'t Tokens,
        asked: &Asked<'_>,
        near: impl Fn(usize, usize) -> Company<'t>,
        found: &mut impl FnMut(Term<'_>, Company<'t>),
    ) -> bool {
        let mut at = 0;
        let mut any = false;
        while at < tokens.len() {
            let to = (at + self.longest).min(tokens.len());
            let hit = (at + 1..=to).rev().find_map(|to| {
                let terms = self.terms.get(tokens.phrase(at, to))?;
                let company = near(at, to);
                Some((terms.iter().find(|term| asked.meets(term, company))?, company))
            });
            match hit {
                Some((term, company)) => {
                    found(term, company);
                    any = true;
                    at = company.to;
                }
                None => at += 1,
            }
        }
        any
    }

    /// A description counts only where the name says nothing of its own. Where the name says nothing
    /// at all (`q 12`, `status 1`), or the description asks a question, it counts as the name would;
    /// else, since it names more than the field holds, one step less.
    fn description(
        &self,
        (described, text): (&Described, &str),
        name: &Tokens,
        asked: &Asked<'_>,
        clues: &mut Vec<Clue>,
    ) {
        let grammar = &self.grammar;
        let says = clues.iter().any(|clue| {
            let kind = self.concepts[clue.concept].kind;
            !matches!(kind, ConceptKind::Opaque | ConceptKind::Neutral)
                && clue.confidence >= Confidence::Likely
        });
        let of_a_column = |word: &str| self.is_of_a_column(word) || !self.words.knows(word);
        let row_key = |word: &str| grammar.row_keys.contains(word);
        // The key of a row says nothing; one that points to a list is what the list holds.
        let last_is_key = name.iter().next_back().is_some_and(row_key);
        let generic = name.iter().all(|word| of_a_column(word) || row_key(word));
        let is_key = last_is_key && (!generic || name.len() == 1 || described.speaks_of_a_key(self));
        let general = name.iter().all(|word| {
            of_a_column(word)
                || grammar.describing.contains(word)
                || grammar.moments.contains(word)
                || grammar.keys.contains(word)
        });
        let strong = generic || text.trim_end().ends_with('?');
        if is_key || says || !(strong || general) {
            return;
        }
        let tokens: &Tokens = &described.tokens;
        let near = |from: usize, to: usize| {
            let clause = described.clause(from);
            Company::of_a_name(tokens, from, to).within(clause)
        };
        self.walk(tokens, asked, near, &mut |term, Company { from, to, .. }| {
            let number = usize::from(term.concept);
            let concept = &self.concepts[number];
            let telling = match concept.kind {
                ConceptKind::Special | ConceptKind::Offence | ConceptKind::Identifier => true,
                ConceptKind::Personal | ConceptKind::Hint => generic,
                _ => false,
            };
            if !telling || clues.iter().any(|clue| clue.concept == number) {
                return;
            }
            let said = described.says(self, concept, term.confidence, (from, to), asked.field_type);
            let Some(confidence) = said else { return };
            let confidence = match confidence {
                confidence if strong => confidence.min(Confidence::Likely),
                Confidence::Certain => Confidence::Likely,
                _ => Confidence::Possible,
            };
            let reason = Reason::Description(described.quote(text, from, to));
            clues.push(Clue { concept: number, confidence, reason, head: false });
        });
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
        if let Some(concept) = self.number_of(id) {
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

/// A phrase that means something, and where it stands.
struct Found {
    concept: usize,
    confidence: Confidence,
    from: usize,
    to: usize,
}

impl Found {
    fn clue(self, tokens: &Tokens, reason: Reason) -> Clue {
        let Self { concept, confidence, to, .. } = self;
        Clue { concept, confidence, reason, head: to == tokens.len() }
    }
}

/// Words of a name or a title, as entries have them and as they are written.
fn quote(tokens: &Tokens, written: &str, from: usize, to: usize) -> Quote {
    let (start, end) = tokens.source(from, to);
    Quote::of(tokens.phrase(from, to), written.get(start..end).unwrap_or_default())
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
