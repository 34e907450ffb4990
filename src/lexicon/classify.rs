//! A collection into evidence: its records are read as if nothing were known, then in the light of
//! each other and of what they are about.

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use super::affixes::{Affixes, common_prefix, own, own_prefix};
use super::asked::{Asked, Question, Texts, Whose, is_own_key};
use super::context::{self, Context};
use super::evidence::{Clue, Evidence};
use super::links::{links, settle};
use super::load::{Concept, Confidence, Lexicon};
use super::naming::{by_words, is_list_of_people};
use super::tokens::Tokens;
use super::topic::Topic;
use super::whose::settle_subjects;
use crate::collection::{FieldType, Record};

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
pub(super) struct Reading<'r> {
    pub(super) record: &'r Record,
    /// The words of its name, those of the names around it included.
    whole: Arc<Tokens>,
    /// The words of its own name without the habits of the collection.
    pub(super) name: Tokens,
    /// What most of its fields' names begin with.
    prefix: Option<String>,
    /// How many bytes of them are the record's own name.
    own_prefix: Option<usize>,
    pub(super) texts: Vec<Arc<Texts>>,
    pub(super) evidence: Vec<Evidence>,
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
        settle_subjects(self, &readings, &links, &mut contexts);
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
            self.revise(reading, &contexts[at]);
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
            None => Arc::new(Texts::of(self, field, reading.prefix.as_deref(), reading.own_prefix)),
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
                    Question::OwnKey => is_own_key(self, &met.texts.name, &reading.name, at == 0),
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
            Context::Person { .. }
                if self.is_somebody_s(&reading.name) || is_list_of_people(self, &reading.name) =>
            {
                Whose::Somebody
            }
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

    /// Whether a record's name is that of somebody: `child`, `tenant`, not `referral`.
    pub(super) fn is_somebody_s(&self, name: &Tokens) -> bool {
        matches!(by_words(self, name), Some(super::load::RecordWord::Person(_)))
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
}

#[cfg(test)]
mod tests {
    use super::super::testing::table as record;
    use super::*;
    use crate::collection::Allowed;

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
