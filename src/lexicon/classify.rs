//! Tokens into evidence: the longest phrase wins, its conditions are asked, and every
//! conclusion keeps its reason.

use std::cell::Cell;

use super::asked::{Asked, Texts, is_own_key};
use super::context::{self, Context};
use super::evidence::{Clue, Evidence, Reason};
use super::load::{Concept, ConceptKind, Confidence, Lexicon};
use super::tokens::Tokens;
use crate::collection::{Field, FieldType, Record};

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
    pub fn classify(&self, records: &[Record]) -> Vec<(Context, Vec<Evidence>)> {
        records.iter().map(|record| self.classify_one(record)).collect()
    }

    fn classify_one(&self, record: &Record) -> (Context, Vec<Evidence>) {
        let record_tokens = Tokens::of(&record.name);
        let prefix = common_prefix(&record.fields).unwrap_or(0);
        let texts: Vec<Texts> = record.fields.iter().map(|field| Texts::of(field, prefix)).collect();
        let mut depends = Vec::with_capacity(texts.len());
        let mut evidence: Vec<Evidence> = Vec::with_capacity(texts.len());
        for (field, texts) in record.fields.iter().zip(&texts) {
            let asked = Asked {
                field_type: field.field_type,
                record: &record_tokens,
                person: false,
                withheld: Cell::new(false),
            };
            evidence.push(self.evidence(field, texts, &asked));
            depends.push(asked.withheld.get());
        }
        let context = context::of(self, record, &evidence);
        if context.is_person() {
            // Only what was held back for want of a person is asked again.
            for (at, (field, texts)) in
                record.fields.iter().zip(&texts).enumerate().filter(|(at, _)| depends[*at])
            {
                let asked = Asked {
                    field_type: field.field_type,
                    record: &record_tokens,
                    person: true,
                    withheld: Cell::new(false),
                };
                evidence[at] = self.evidence(field, texts, &asked);
            }
        }
        (context, evidence)
    }

    /// The concepts that a name of someone's or of a person's record stands for, as it goes, each
    /// with the phrase that says so.
    pub fn of_name(&self, name: &str) -> Vec<(&Concept, Confidence, String)> {
        let tokens = Tokens::of(name);
        let asked = Asked {
            field_type: FieldType::Unknown,
            record: &tokens,
            person: true,
            withheld: Cell::new(false),
        };
        let mut found = Vec::new();
        self.phrases(&tokens, &asked, &mut |concept, confidence, phrase| {
            found.push((&self.concepts[concept], confidence, phrase.to_owned()));
        });
        found
    }

    fn evidence(&self, field: &Field, texts: &Texts, asked: &Asked<'_>) -> Evidence {
        let mut clues = Vec::new();
        let mut named = |tokens: &Tokens| {
            let before = clues.len();
            self.phrases(tokens, asked, &mut |concept, confidence, phrase| {
                clues.push(Clue { concept, confidence, reason: Reason::Name(phrase.to_owned()) });
            });
            clues.len() > before
        };
        if !named(&texts.name) && texts.prefixed {
            // What looked like a prefix may be the word itself: `child_id` in `child`.
            named(&Tokens::of(&field.name));
        }
        if let Some(title) = &texts.title {
            self.phrases(title, asked, &mut |concept, confidence, phrase| {
                clues.push(Clue { concept, confidence, reason: Reason::Title(phrase.to_owned()) });
            });
        }
        if let Some(description) = &texts.description {
            self.description(description, asked, &mut clues);
        }
        if !field.allowed.is_empty() {
            // Nobody's name, address or number is one of a few values: it is what kind of one.
            clues.retain(|clue| self.concepts[clue.concept].kind != ConceptKind::Identifier);
        }
        self.values(field, &mut clues);
        self.container(field, asked, &mut clues);
        self.temper(field, &texts.name, asked, &mut clues);
        self.rank(&mut clues);
        Evidence { clues }
    }

    /// Takes back what the name says where the rest of the field says otherwise.
    fn temper(&self, field: &Field, name: &Tokens, asked: &Asked<'_>, clues: &mut Vec<Clue>) {
        // A list of values, a number, a date or a truth value leaves no room for free text.
        let closed = !field.allowed.is_empty()
            || matches!(field.field_type, FieldType::Boolean | FieldType::Number | FieldType::Date);
        clues.retain(|clue| !(closed && self.concepts[clue.concept].kind == ConceptKind::Opaque));
        // `address_id` in a table of addresses is the key of the row, and no address.
        if name.len() > 1 && is_own_key(name, asked.record) {
            clues.retain(|clue| self.concepts[clue.concept].kind <= ConceptKind::Pseudonym);
        }
    }

    /// Walks a name: at each token the longest phrase whose conditions hold.
    fn phrases<'t>(
        &self,
        tokens: &'t Tokens,
        asked: &Asked<'_>,
        found: &mut impl FnMut(usize, Confidence, &'t str),
    ) {
        let mut at = 0;
        let mut any = false;
        while at < tokens.len() {
            let to = (at + self.longest).min(tokens.len());
            let hit = (at + 1..=to).rev().find_map(|to| {
                let phrase = tokens.phrase(at, to);
                let term = self.terms.get(phrase)?.iter().find(|term| asked.meets(term, tokens))?;
                Some((term, phrase, to))
            });
            match hit {
                Some((term, phrase, to)) => {
                    found(usize::from(term.concept), term.confidence, phrase);
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
            let phrase = self.glued.get(glued.as_str()).map_or(glued.as_str(), |phrase| phrase);
            let term =
                self.terms.get(phrase).and_then(|terms| terms.iter().find(|term| asked.meets(term, tokens)));
            if let Some(term) = term {
                found(usize::from(term.concept), term.confidence, tokens.joined.as_str());
            }
        }
    }

    /// A description names more than the field holds, so it counts one step less, and only for
    /// what would be missed without it.
    fn description(&self, tokens: &Tokens, asked: &Asked<'_>, clues: &mut Vec<Clue>) {
        let mut heard = Vec::new();
        self.phrases(tokens, asked, &mut |concept, confidence, phrase| {
            heard.push((concept, confidence, phrase.to_owned()))
        });
        for (concept, confidence, phrase) in heard {
            let kind = self.concepts[concept].kind;
            let telling =
                matches!(kind, ConceptKind::Special | ConceptKind::Offence | ConceptKind::Identifier);
            if telling && !clues.iter().any(|clue| clue.concept == concept) {
                let confidence =
                    if confidence == Confidence::Certain { Confidence::Likely } else { Confidence::Possible };
                clues.push(Clue { concept, confidence, reason: Reason::Description(phrase) });
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
                .filter_map(|form| self.values.get(form.trim().to_lowercase().as_str()))
                .flatten()
            {
                match counts.iter_mut().find(|(known, _)| known == list) {
                    Some((_, values)) if values.last() != Some(&allowed.value) => {
                        values.push(allowed.value.clone())
                    }
                    Some(_) => {}
                    None => counts.push((*list, vec![allowed.value.clone()])),
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
                });
            }
        }
    }

    /// A structure or unlimited text whose contents nobody says.
    fn container(&self, field: &Field, asked: &Asked<'_>, clues: &mut Vec<Clue>) {
        let id = match field.field_type {
            FieldType::Structure => "attachment",
            FieldType::LongText | FieldType::Binary if clues.is_empty() => {
                if !asked.person {
                    asked.withheld.set(true);
                    return;
                }
                "free-text"
            }
            _ => return,
        };
        if let Some(concept) = self.concepts.iter().position(|concept| concept.id == id) {
            let reason = Reason::Type(field.type_text.clone());
            clues.push(Clue { concept, confidence: Confidence::Possible, reason });
        }
    }

    /// Strongest first: what is at least likely before what is only possible, then what the law
    /// protects most, then the surer.
    fn rank(&self, clues: &mut [Clue]) {
        clues.sort_by_key(|clue| {
            let likely = clue.confidence >= Confidence::Likely;
            std::cmp::Reverse((likely, self.concepts[clue.concept].kind, clue.confidence))
        });
    }
}

/// The bytes of a prefix that most fields of a record share (`pers_`, `cine_`): a few letters
/// and an underscore.
fn common_prefix(fields: &[Field]) -> Option<usize> {
    if fields.len() < 4 {
        return None;
    }
    let prefix_of = |field: &Field| {
        let (prefix, rest) = field.name.split_once('_')?;
        ((2..=5).contains(&prefix.len()) && !rest.is_empty() && prefix.is_ascii())
            .then(|| prefix.to_ascii_lowercase())
    };
    let first = fields.iter().find_map(prefix_of)?;
    let sharing = fields.iter().filter(|field| prefix_of(field).as_deref() == Some(first.as_str())).count();
    (sharing == fields.len()).then_some(first.len() + 1)
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
        assert!(!context("user_role", &["user_id", "role"]).is_person());
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
        assert!(context("ethnicity", &["id", "ethnicity_code"]).is_person());
        assert!(context("ethnicity", &["id", "ethnicity_name", "recorded_at"]).is_person());
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
        assert_eq!(common_prefix(&record("p", &names).fields), Some(5));
        assert_eq!(common_prefix(&record("p", &["a_b", "c_d", "e_f", "g_h"]).fields), None);
    }
}
