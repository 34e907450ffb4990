//! What is put right once it is known whom a record is about: its topic and the lists that it points
//! to say more of a field than its name, and the record itself makes something of nothing.

use std::sync::Arc;

use super::Lexicon;
use super::affixes::own;
use super::asked::{Texts, is_own_key};
use super::classify::Reading;
use super::context::Context;
use super::evidence::{Clue, Evidence, Reason};
use super::links::Link;
use super::load::{ConceptKind, Confidence};
use super::tokens::Tokens;
use super::topic::Topic;
use crate::collection::{Field, FieldType};

impl Lexicon {
    /// What follows for the fields of a record from its topic, and from what they point to.
    pub(super) fn on_topic(
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
    pub(super) fn by_list(&self, reading: &mut Reading<'_>, contexts: &[Context], links: &[Link]) {
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

    /// What the record itself makes of its fields.
    pub(super) fn revise(&self, reading: &mut Reading<'_>, context: &Context) {
        self.versions(reading);
        if context.is_person() {
            self.row_keys(reading);
            self.not_nothing(reading);
            self.plain_text(reading);
        }
    }

    /// A type that only numbers the versions of a row, whatever the column is called.
    fn versions(&self, reading: &mut Reading<'_>) {
        let Some(concept) = self.concepts.iter().position(|concept| concept.id == "system") else { return };
        for (field, evidence) in reading.record.fields.iter().zip(&mut reading.evidence) {
            if is_version(field) {
                let reason = Reason::Type(field.type_text.clone());
                let clue = Clue { concept, confidence: Confidence::Likely, reason, head: true };
                *evidence = Evidence { clues: Arc::new(vec![clue]) };
            }
        }
    }

    /// Where nearly every text of a record is a `text`, that is the ordinary type there, and says nothing.
    fn plain_text(&self, reading: &mut Reading<'_>) {
        let fields = &reading.record.fields;
        let is_plain = |field: &Field| field.type_text.eq_ignore_ascii_case("text");
        let plain = fields.iter().filter(|field| is_plain(field)).count();
        let texts = fields
            .iter()
            .filter(|field| matches!(field.field_type, FieldType::Text | FieldType::LongText))
            .count();
        if plain < 3 || plain * 3 < texts * 2 {
            return;
        }
        for (field, evidence) in fields.iter().zip(&mut reading.evidence) {
            let by_type = |clue: &Clue| {
                matches!(clue.reason, Reason::Type(_))
                    && self.concepts[clue.concept].kind == ConceptKind::Opaque
            };
            if is_plain(field) && evidence.strongest().is_some_and(by_type) {
                Arc::make_mut(&mut evidence.clues).retain(|clue| !by_type(clue));
            }
        }
    }

    /// The key of a row of an event stands for the event (`assessment_id`), and for nobody but through
    /// the rest of the row.
    fn row_keys(&self, reading: &mut Reading<'_>) {
        let Some(concept) = self.concepts.iter().position(|concept| concept.id == "row-key") else { return };
        for (at, (texts, evidence)) in reading.texts.iter().zip(&mut reading.evidence).enumerate() {
            let name = &texts.name;
            let stands = evidence.strongest().filter(|clue| {
                self.concepts[clue.concept].kind == ConceptKind::Pseudonym && clue.concept != concept
            });
            let Some(clue) = stands else { continue };
            if is_own_key(self, name, &reading.name, at == 0)
                && !name.iter().any(|word| self.is_somebody(word))
            {
                let reason = clue.reason.clone();
                let clue = Clue { concept, confidence: Confidence::Possible, reason, head: true };
                let clues = Arc::make_mut(&mut evidence.clues);
                clues.retain(|clue| self.concepts[clue.concept].kind != ConceptKind::Pseudonym);
                clues.push(clue);
                self.rank(clues);
            }
        }
    }

    /// What an entry says to be nothing, because the words mostly mean a thing, may still be something
    /// in a record with somebody's key: a `health check` there is somebody's.
    fn not_nothing(&self, reading: &mut Reading<'_>) {
        let keyed = |texts: &Arc<Texts>| self.somebody_s_key(&texts.name).is_some();
        if !reading.texts.iter().any(keyed) {
            return;
        }
        for evidence in &mut reading.evidence {
            let Some(neutral) = evidence.strongest() else { continue };
            let Reason::Name(_) = &neutral.reason else { continue };
            if self.concepts[neutral.concept].kind != ConceptKind::Neutral {
                continue;
            }
            let Some(concept) = self.hidden(&self.words.of(neutral.reason.phrase())) else { continue };
            let reason = neutral.reason.clone();
            let clues = Arc::make_mut(&mut evidence.clues);
            for clue in clues.iter_mut() {
                clue.confidence = clue.confidence.min(Confidence::Possible);
            }
            clues.push(Clue { concept, confidence: Confidence::Possible, reason, head: true });
            self.rank(clues);
        }
    }

    /// What the law protects most of what the words within a phrase stand for.
    fn hidden(&self, phrase: &Tokens) -> Option<usize> {
        let whole = phrase.len();
        let parts = (0..whole).flat_map(|from| (from + 1..=whole).map(move |to| (from, to)));
        parts
            .filter(|(from, to)| to - from < whole)
            .filter_map(|(from, to)| self.terms.get(phrase.phrase(from, to)))
            .flat_map(|terms| terms.iter())
            .filter(|term| term.asks_record().is_none())
            .map(|term| usize::from(term.concept))
            .filter(|concept| self.concepts[*concept].kind >= ConceptKind::Special)
            .max_by_key(|concept| (self.concepts[*concept].kind, std::cmp::Reverse(*concept)))
    }
}

/// Whether a field numbers the versions of its row: `rowversion`, and the `timestamp` of SQL Server,
/// which is read as a number.
fn is_version(field: &Field) -> bool {
    let text = field.type_text.to_ascii_lowercase();
    text == "rowversion" || text == "timestamp" && field.field_type == FieldType::Number
}

#[cfg(test)]
mod tests {
    use super::super::Lexicon;
    use super::super::testing::{likely, table};
    use crate::collection::FieldType;

    #[test]
    fn the_key_of_an_event_s_row_is_no_key_of_somebody_s() {
        let found = likely(&[table("assessment", &["assessment_id int", "child_id int", "case_id int"])]);
        assert_eq!(found[..2], ["", "pseudonym"]);
        assert_eq!(likely(&[table("child", &["child_id int"])]), ["pseudonym"]);
    }

    #[test]
    fn an_ordinary_text_is_no_free_text_and_notes_are() {
        let opaque = |columns: &[&str]| -> Vec<bool> {
            let mut record = table("child", columns);
            for field in record.fields.iter_mut().filter(|field| field.type_text == "text") {
                field.field_type = FieldType::LongText;
            }
            let lexicon = Lexicon::built_in().unwrap();
            let (_, evidence) = lexicon.classify(&[record]).remove(0);
            let is_opaque = |evidence: &super::Evidence| {
                evidence
                    .strongest()
                    .is_some_and(|clue| lexicon.concept(clue).kind == super::ConceptKind::Opaque)
            };
            evidence.iter().map(is_opaque).collect()
        };
        assert_eq!(
            opaque(&["zeta text", "eta text", "notes text", "theta text"]),
            [false, false, true, false]
        );
        assert_eq!(opaque(&["zeta text", "eta", "theta", "iota"]), [true, false, false, false]);
    }

    #[test]
    fn the_version_of_a_row_is_the_system_s_own() {
        let mut record =
            table("child", &["surname", "ethnicity rowversion", "stamp timestamp", "seen timestamp"]);
        record.fields[2].field_type = FieldType::Number;
        record.fields[3].field_type = FieldType::Date;
        let lexicon = Lexicon::built_in().unwrap();
        let (_, evidence) = lexicon.classify(&[record]).remove(0);
        let system =
            |at: usize| lexicon.likely(&evidence[at]).is_some_and(|(concept, _)| concept.id == "system");
        assert_eq!([0, 1, 2, 3].map(system), [false, true, true, false]);
    }
}
