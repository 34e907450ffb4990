//! Tokens into evidence: the longest phrase wins, its conditions are asked, the words beside it
//! are heard, and every conclusion keeps its reason.

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use super::affixes::{Affixes, common_prefix, own, own_prefix};
use super::asked::{Asked, Question, Texts, Whose, is_own_key, may_be_own_key, says};
use super::context::{self, Context};
use super::evidence::{Clue, Evidence, Reason};
use super::grammar::Housekeeping;
use super::links::{Link, links, settle};
use super::load::{Concept, ConceptKind, Confidence, Lexicon};
use super::tokens::Tokens;
use super::topic::Topic;
use crate::collection::{Field, FieldType, Record};

/// What a field was taken for.
#[derive(Debug, Clone)]
pub(super) struct Met {
    texts: Arc<Texts>,
    evidence: Evidence,
    /// Whether the evidence would be other in a record about a person.
    depends: bool,
    /// What was asked of its record, with the answers: where they are the same, so is the evidence.
    answers: Arc<[(Question, bool)]>,
}

/// The most ways in which a name is remembered, by the answers of its records.
const MOST_ANSWERS: usize = 8;

/// A record on its way to being classified.
struct Reading<'r> {
    record: &'r Record,
    /// The words of its name, those of the names around it included.
    whole: Arc<Tokens>,
    /// The words of its own name without the habits of the collection.
    name: Tokens,
    /// What most of its fields' names begin with.
    prefix: Option<String>,
    /// How many bytes of them are the record's own name.
    own_prefix: Option<usize>,
    texts: Vec<Arc<Texts>>,
    evidence: Vec<Evidence>,
    /// Whether the evidence would be other in a record about a person.
    depends: Vec<bool>,
}

impl Lexicon {
    /// The concept that a clue is about.
    pub fn concept(&self, clue: &Clue) -> &Concept {
        &self.concepts[clue.concept]
    }

    /// The concept and the confidence of the strongest conclusion, if it is at least likely.
    pub fn likely<'l>(&'l self, evidence: &Evidence) -> Option<(&'l Concept, Confidence)> {
        let clue = evidence.strongest().filter(|clue| clue.confidence >= Confidence::Likely)?;
        Some((&self.concepts[clue.concept], clue.confidence))
    }

    /// What each record of a collection is about, and what each of its fields is likely to hold.
    /// A record is read in the light of the others: of the habits of their names, and of what it
    /// points to.
    pub fn classify(&self, records: &[Record]) -> Vec<(Context, Vec<Evidence>)> {
        let affixes = Affixes::of(self, records);
        let mut readings: Vec<Reading<'_>> =
            records.iter().map(|record| self.read_record(record, &affixes)).collect();
        let mut contexts: Vec<Context> = readings
            .iter()
            .map(|reading| context::of(self, reading.record, &reading.name, &reading.evidence))
            .collect();
        let names: Vec<Tokens> = readings.iter().map(|reading| reading.name.clone()).collect();
        let links = links(self, records, &names);
        settle(self, records, &names, &links, &mut contexts);
        for (reading, context) in readings.iter_mut().zip(&contexts) {
            self.in_context(reading, context);
        }
        let mut topics: Vec<Option<Topic>> = readings
            .iter()
            .zip(&contexts)
            .map(|(reading, context)| self.topic(reading.record, &reading.name, context, &reading.evidence))
            .collect();
        // From what is known so far, whatever the order of the records.
        let further: Vec<Option<Topic>> = (0..topics.len())
            .map(|at| match topics[at] {
                None => self.step(&readings[at].name, &contexts[at], &links[at], &topics),
                Some(_) => None,
            })
            .collect();
        for (topic, step) in topics.iter_mut().zip(further) {
            if step.is_some() {
                *topic = step;
            }
        }
        for (at, reading) in readings.iter_mut().enumerate() {
            self.on_topic(reading, topics[at].as_ref(), &contexts, &links[at]);
            if !matches!(contexts[at], Context::NotPerson { .. }) {
                self.by_list(reading, &contexts, &links[at]);
            }
        }
        contexts.into_iter().zip(readings).map(|(context, reading)| (context, reading.evidence)).collect()
    }

    /// Reads a record as if nothing were known of whom it is about.
    fn read_record<'r>(&self, record: &'r Record, affixes: &Affixes) -> Reading<'r> {
        let whole = self.words.of(&record.name);
        let name = affixes.strip(&self.words.of(own(&record.name)));
        let prefix = common_prefix(&record.fields);
        let count = record.fields.len();
        let mut reading = Reading {
            record,
            whole,
            name,
            prefix,
            own_prefix: own_prefix(record),
            texts: Vec::with_capacity(count),
            evidence: Vec::with_capacity(count),
            depends: Vec::with_capacity(count),
        };
        for at in 0..count {
            let met = self.meet(&reading, at, Whose::Nobody);
            reading.texts.push(met.texts);
            reading.evidence.push(met.evidence);
            reading.depends.push(met.depends);
        }
        reading
    }

    /// Asks what a field is taken for, unless one like it was met before.
    fn meet(&self, reading: &Reading<'_>, at: usize, whose: Whose) -> Met {
        let field = &reading.record.fields[at];
        // What is said of it beside its name is seldom said twice.
        let plain = field.title.is_none()
            && field.description.is_none()
            && field.allowed.is_empty()
            && ![&field.name, &field.type_text].iter().any(|text| text.contains('\n'));
        let mut key = String::new();
        let mut known: Option<Arc<Vec<Met>>> = None;
        if plain {
            let prefix = reading.prefix.as_deref().unwrap_or_default();
            key.reserve(160);
            key.push(char::from(b'0' + field.field_type as u8));
            key.push(char::from(b'0' + whose as u8));
            if let Some(own) = reading.own_prefix {
                key.push_str(&own.to_string());
            }
            for part in ["\n", prefix, "\n", &field.type_text, "\n", &field.name] {
                key.push_str(part);
            }
            known = self.met.get(&key);
            let same = |met: &&Met| self.answers_alike(met, reading, at);
            if let Some(met) = known.iter().flat_map(|known| known.iter()).find(same) {
                return met.clone();
            }
        }
        let texts = match reading.texts.get(at) {
            Some(texts) => Arc::clone(texts),
            None => Arc::new(Texts::of(&self.words, field, reading.prefix.as_deref(), reading.own_prefix)),
        };
        let met = self.ask(reading, at, texts, whose);
        if plain {
            let mut known = known.map(Arc::unwrap_or_clone).unwrap_or_default();
            known.truncate(MOST_ANSWERS - 1);
            known.insert(0, met.clone());
            self.met.keep(&key, Arc::new(known));
        }
        met
    }

    /// Whether a record answers what was asked where the field was met as that one did.
    fn answers_alike(&self, met: &Met, reading: &Reading<'_>, at: usize) -> bool {
        met.answers.iter().all(|(question, answer)| {
            *answer
                == match question {
                    Question::Fits(place) => self.terms.fits(*place, &reading.whole),
                    Question::OwnKey => is_own_key(&met.texts.name, &reading.name, at == 0),
                }
        })
    }

    fn ask(&self, reading: &Reading<'_>, at: usize, texts: Arc<Texts>, whose: Whose) -> Met {
        let field = &reading.record.fields[at];
        let asked = Asked {
            field_type: field.field_type,
            record: &reading.whole,
            own: &reading.name,
            whose,
            first: at == 0,
            withheld: Cell::new(false),
            answers: RefCell::default(),
        };
        let evidence = self.evidence(field, &texts, &asked);
        Met { texts, evidence, depends: asked.withheld.get(), answers: asked.answers.into_inner().into() }
    }

    /// Reads a record again, now that it is known whom it is about.
    fn in_context(&self, reading: &mut Reading<'_>, context: &Context) {
        let whose = match context {
            Context::Person { .. } if self.is_somebody_s(&reading.name) => Whose::Somebody,
            Context::Person { .. } => Whose::Event,
            _ => return,
        };
        // Only what was held back for want of a person is asked again.
        for field in 0..reading.texts.len() {
            if reading.depends[field] {
                reading.evidence[field] = self.meet(reading, field, whose).evidence;
            }
        }
    }

    /// What follows for the fields of a record from its topic, and from what they point to.
    fn on_topic(
        &self,
        reading: &mut Reading<'_>,
        topic: Option<&Topic>,
        contexts: &[Context],
        links: &[Link],
    ) {
        for (at, field) in reading.record.fields.iter().enumerate() {
            let name = &reading.texts[at].name;
            let clue = topic.and_then(|topic| {
                self.by_topic(topic, field, name, (&reading.name, at == 0), &reading.evidence[at])
            });
            if let Some(clue) = clue {
                let clues = Arc::make_mut(&mut reading.evidence[at].clues);
                clues.push(clue);
                self.rank(clues);
            }
        }
        for link in links.iter().filter(|link| contexts[link.to].is_person()) {
            // The key of an offence's record is a key; what stands in the other record is said there.
            let clues = &mut reading.evidence[link.field].clues;
            let keyed = reading.texts[link.field].name.iter().next_back();
            let protected = |clue: &Clue| self.concepts[clue.concept].kind >= ConceptKind::Special;
            if clues.iter().any(protected) && keyed.is_some_and(|word| self.grammar.keys.contains(word)) {
                Arc::make_mut(clues).retain(|clue| !protected(clue));
            }
        }
    }

    /// A column that points to a list of ethnic groups holds an ethnic group, whatever it is called.
    fn by_list(&self, reading: &mut Reading<'_>, contexts: &[Context], links: &[Link]) {
        for (at, field) in reading.record.fields.iter().enumerate() {
            let Some(target) = field.refers_to.as_deref() else { continue };
            let target = target.split(['(', ' ']).next().unwrap_or(target);
            // What points to somebody's record is a key; what stands in it is said there.
            if links.iter().any(|link| link.field == at && contexts[link.to].is_person()) {
                continue;
            }
            let mut found = Vec::new();
            self.hits(&self.words.of(own(target)), &mut |concept, confidence, _, _| {
                let protected = self.concepts[concept].kind >= ConceptKind::Special;
                if protected && confidence >= Confidence::Likely {
                    found.push(concept);
                }
            });
            for concept in found {
                if reading.evidence[at].clues.iter().all(|clue| clue.concept != concept) {
                    let reason = Reason::Points(target.to_owned());
                    let clue = Clue { concept, confidence: Confidence::Likely, reason, head: true };
                    let clues = Arc::make_mut(&mut reading.evidence[at].clues);
                    clues.push(clue);
                    self.rank(clues);
                }
            }
        }
    }

    /// Whether a record's name is that of somebody: `child`, `tenant`, not `referral`.
    pub(super) fn is_somebody_s(&self, name: &Tokens) -> bool {
        matches!(context::by_words(self, name), Some(super::load::RecordWord::Person(_)))
    }

    /// The words of a name as entries have them: in lower case and the singular, short forms written
    /// out, separated by spaces.
    pub fn words_of(&self, name: &str) -> String {
        self.words.of(name).joined.clone()
    }

    /// The concepts that a name of someone's or of a person's record stands for, as it goes, each
    /// with the phrase that says so.
    pub fn of_name(&self, name: &str) -> Vec<(&Concept, Confidence, String)> {
        let tokens = self.words.of(name);
        let mut found = Vec::new();
        self.hits(&tokens, &mut |concept, confidence, phrase, _| {
            found.push((&self.concepts[concept], confidence, phrase.to_owned()));
        });
        found
    }

    /// Walks the name of a record about a person.
    pub(super) fn hits<'t>(
        &self,
        tokens: &'t Tokens,
        found: &mut impl FnMut(usize, Confidence, &'t str, bool),
    ) {
        let asked = Asked {
            field_type: FieldType::Unknown,
            record: tokens,
            own: tokens,
            whose: Whose::Somebody,
            first: false,
            withheld: Cell::new(false),
            answers: RefCell::default(),
        };
        self.phrases(tokens, &asked, found);
    }

    fn evidence(&self, field: &Field, texts: &Texts, asked: &Asked<'_>) -> Evidence {
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
    fn phrases<'t>(
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collection::{Allowed, RecordKind};
    use crate::text::Span;

    fn record(name: &str, fields: &[&str]) -> Record {
        Record {
            name: name.to_owned(),
            kind: RecordKind::Table,
            span: Span::default(),
            description: None,
            spoken: Vec::new(),
            fields: fields
                .iter()
                .map(|field| Field { field_type: FieldType::Text, ..Field::new(*field, Span::default()) })
                .collect(),
            users: Vec::new(),
        }
    }

    fn concept(name: &str, field: &str) -> String {
        let lexicon = Lexicon::built_in().unwrap();
        let classified = lexicon.classify(&[record(name, &[field])]);
        classified[0].1[0].strongest().map(|clue| lexicon.concept(clue).id.clone()).unwrap_or_default()
    }

    #[test]
    fn whole_tokens_count_and_substrings_do_not() {
        assert_eq!(concept("child", "religion"), "religious-or-philosophical-beliefs");
        assert_eq!(concept("child", "ethnic_group_code"), "racial-or-ethnic-origin");
        assert_eq!(concept("child", "dateofbirth"), "birth-date");
        assert_ne!(concept("child", "terrace"), "racial-or-ethnic-origin");
        assert_ne!(concept("child", "essex_area"), "gender");
        assert_ne!(concept("batch", "surcharge"), "criminal-offence");
    }

    #[test]
    fn a_record_is_about_a_person_by_its_name_or_by_its_fields() {
        let lexicon = Lexicon::built_in().unwrap();
        let context = |name: &str, fields: &[&str]| lexicon.classify(&[record(name, fields)]).remove(0).0;
        assert_eq!(context("child", &["x"]).subject(), Some("child"));
        assert!(context("T1", &["date_of_birth"]).is_person());
        assert!(matches!(context("lookup_ethnicity", &["code", "description"]), Context::NotPerson { .. }));
        assert!(matches!(context("feature_flag", &["name", "value"]), Context::NotPerson { .. }));
        assert_eq!(context("gizmo_x1", &["a"]), Context::Unknown);
    }

    #[test]
    fn a_person_s_place_or_school_is_about_the_person() {
        let lexicon = Lexicon::built_in().unwrap();
        let context = |name: &str, fields: &[&str]| lexicon.classify(&[record(name, fields)]).remove(0).0;
        assert!(context("staff_school_info", &["staff_id", "job_title"]).is_person());
        assert!(!context("staff_school_info", &["id", "title"]).is_person());
        assert!(!context("school", &["student_id", "title"]).is_person());
        assert!(context("user_role", &["user_id", "role"]).is_person());
        assert!(!context("role", &["user_id", "role"]).is_person());
    }

    #[test]
    fn a_list_of_codes_is_known_by_its_columns() {
        let lexicon = Lexicon::built_in().unwrap();
        let context = |name: &str, fields: &[&str]| lexicon.classify(&[record(name, fields)]).remove(0).0;
        assert!(matches!(
            context("ethnicity", &["ethnicity_id", "ethnicity_name", "sort_order", "last_updated"]),
            Context::NotPerson { .. }
        ));
        assert!(matches!(
            context("tblGender", &["Code", "Gender", "AltLanguage"]),
            Context::NotPerson { .. }
        ));
        assert!(context("ethnicity", &["person_id", "ethnicity_code", "description"]).is_person());
        for fields in [&["id", "ethnicity_code"][..], &["id", "ethnicity_name", "recorded_at"]] {
            assert_eq!(context("ethnicity", fields), Context::Unknown);
        }
    }

    #[test]
    fn what_has_allowed_values_identifies_nobody() {
        let lexicon = Lexicon::built_in().unwrap();
        let mut table = record("child", &["home_address"]);
        table.fields[0].allowed =
            ["current", "former"].map(|value| Allowed { value: value.to_owned(), label: None }).to_vec();
        let classified = lexicon.classify(std::slice::from_ref(&table));
        let evidence = &classified[0].1;
        assert_eq!(evidence[0].strongest(), None);
    }

    #[test]
    fn values_say_more_than_a_name() {
        let lexicon = Lexicon::built_in().unwrap();
        let mut table = record("episode", &["status_code"]);
        table.fields[0].allowed =
            ["C1", "J1", "J2"].map(|value| Allowed { value: value.to_owned(), label: None }).to_vec();
        let classified = lexicon.classify(std::slice::from_ref(&table));
        let evidence = &classified[0].1;
        assert_eq!(lexicon.concept(evidence[0].strongest().unwrap()).id, "criminal-offence");
    }

    #[test]
    fn what_points_to_a_list_holds_what_the_list_names() {
        let lexicon = Lexicon::built_in().unwrap();
        let list = record("lkp_ethnicity", &["code", "description"]);
        let mut child = record("child", &["surname", "grp_code", "zeta"]);
        child.fields[1].refers_to = Some("lkp_ethnicity".to_owned());
        child.fields[2].refers_to = Some("dbo.ref_religion(id)".to_owned());
        let classified = lexicon.classify(&[list, child]);
        let said = |at: usize| {
            classified[1].1[at].strongest().map(|clue| lexicon.concept(clue).id.as_str()).unwrap_or_default()
        };
        assert_eq!(said(1), "racial-or-ethnic-origin");
        assert_eq!(said(2), "religious-or-philosophical-beliefs");
    }

    #[test]
    fn a_name_alone_can_be_asked() {
        let lexicon = Lexicon::built_in().unwrap();
        let said = |name: &str| {
            lexicon.of_name(name).iter().map(|(concept, _, _)| concept.id.clone()).collect::<Vec<_>>()
        };
        assert_eq!(said("dbo.CP_Conference"), ["child-protection"]);
        assert_eq!(said("child-witness"), ["victim-or-witness"]);
        assert!(said("gizmo").is_empty());
    }

    #[test]
    fn a_prefix_that_every_field_has_is_no_part_of_the_name() {
        let names = ["pers_id", "pers_sex", "pers_ethnicity", "pers_forename"];
        assert_eq!(common_prefix(&record("p", &names).fields), Some("pers".to_owned()));
        assert_eq!(common_prefix(&record("p", &["a_b", "c_d", "e_f", "g_h"]).fields), None);
    }
}
