//! Is this record about a person, and whose is it?

use super::evidence::Evidence;
use super::load::{Lexicon, RecordWord};
use super::naming::{Naming, goes_with};
use super::shapes::{Shape, user_s};
use super::signs::{Signs, field_name};
use super::tokens::Tokens;
use crate::collection::Record;

/// Whose a record is, in the lexicon's words: `child`, `parent`, `carer`, `professional`, `other`.
pub type Subject = Box<str>;

/// What a record is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Context {
    /// A person.
    Person {
        /// Whose record it is, where its name says.
        subject: Option<Subject>,
        /// Why, in words.
        because: String,
    },
    /// Not a person: `lookup`, `configuration`, `log`, `organisation`, `product`, `place`.
    NotPerson {
        /// Which of these.
        kind: Box<str>,
        /// Why, in words.
        because: String,
    },
    /// Nothing says either.
    Unknown,
}

impl Context {
    /// Whether the record is about a person.
    pub fn is_person(&self) -> bool {
        matches!(self, Self::Person { .. })
    }

    /// Whose record it is, where its name says.
    pub fn subject(&self) -> Option<&str> {
        match self {
            Self::Person { subject, .. } => subject.as_deref(),
            _ => None,
        }
    }
}

/// Decides what a record is about, from its name and from what its fields look like when read
/// without any context. `own` are the words of its own name.
pub(super) fn of(lexicon: &Lexicon, record: &Record, own: &Tokens, fields: &[Evidence]) -> Context {
    let naming = Naming::of(lexicon, &record.name, own);
    let signs = Signs::count(lexicon, record, own, fields);
    let shape = Shape { lexicon, record, own, naming: &naming, fields, signs: &signs };
    if let Some((kind, because)) = shape.kind() {
        return not_person(kind, because);
    }
    let in_name = |phrase: &str| format!("`{phrase}` in its name");
    match &naming.head {
        Some((RecordWord::NotPerson(kind), phrase)) => {
            somebody_s_all_the_same(lexicon, record, &naming, &signs, kind)
                .unwrap_or_else(|| Context::NotPerson { because: in_name(phrase), kind: kind.clone() })
        }
        Some((word @ (RecordWord::Person(_) | RecordWord::Activity), _))
            if naming.is_doubtful(lexicon)
                && (signs.any == 0 || matches!(word, RecordWord::Person(_)) && signs.person == 0) =>
        {
            Context::Unknown
        }
        Some((RecordWord::Person(subject), phrase)) => {
            Context::Person { because: in_name(phrase), subject: Some(subject.clone()) }
        }
        Some((RecordWord::Activity, _)) if shape.is_catalogue() => {
            not_person("product", "its columns are those of a catalogue, and none is anybody's key")
        }
        Some((RecordWord::Activity, _)) | None if shape.is_code_list() => {
            not_person("lookup", "its columns are those of a code list")
        }
        Some((RecordWord::Activity, phrase)) => Context::Person { because: in_name(phrase), subject: None },
        // A lesson has a teacher, and is nobody's record for that.
        None if signs.are_somebody_s()
            || signs.person - signs.staff > signs.health.max(1)
            || signs.health >= 4 =>
        {
            Context::Person { subject: None, because: signs.words(record) }
        }
        None if shape.is_thing() => {
            not_person("product", "it has a name of its own, and none of its columns is anybody's")
        }
        None if user_s(lexicon, record).is_some() => {
            let field = user_s(lexicon, record).unwrap_or_default();
            Context::Person { subject: None, because: format!("its field `{field}`, whose row it is") }
        }
        None => by_description(lexicon, record).unwrap_or(Context::Unknown),
    }
}

fn not_person(kind: &str, because: &str) -> Context {
    Context::NotPerson { kind: kind.into(), because: because.to_owned() }
}

/// Where the key of a row's owner stands at the latest.
const NEAR: usize = 4;

/// A record whose name is that of a thing, a list or a setting can be somebody's: `user_preference`,
/// `person_codes` with a person's key, a log with the key of a user.
fn somebody_s_all_the_same(
    lexicon: &Lexicon,
    record: &Record,
    naming: &Naming,
    signs: &Signs,
    kind: &str,
) -> Option<Context> {
    if let Some(before) = naming.before.as_deref()
        && signs.key.is_some()
        && goes_with(lexicon, before, kind)
    {
        // `staff_school_info`, `user_preference`: with someone's key in it, it says who goes where.
        let because = format!("`{before}` in its name and its field `{}`", field_name(record, signs.key));
        return Some(Context::Person { subject: None, because });
    }
    // People belong to an organisation that has the key of one of them, and settings say for whom they
    // hold; a place, a list or a thing with it is that person's. A key far behind says who did something to it.
    let list_of_people = || signs.namesake.filter(|_| kind == "lookup" && naming.before.is_some());
    let near = |at: &usize| *at < NEAR && !matches!(kind, "organisation" | "configuration");
    let owner = signs.owner.filter(near).or_else(list_of_people);
    if owner.is_some() {
        let because = format!("its field `{}`, whose row it is", field_name(record, owner));
        return Some(Context::Person { subject: None, because });
    }
    if kind == "log"
        && let Some(field) = user_s(lexicon, record)
        && lexicon.words.of(field).iter().any(|word| lexicon.is_staff(word))
    {
        let because = format!("its field `{field}`, who did it");
        return Some(Context::Person { subject: None, because });
    }
    // A name can mislead: three signs of a person outweigh it, and a list of codes with two columns
    // is still a list of codes. A log that copies what the law protects, or an official number,
    // holds it like any other.
    let enough = if kind == "lookup" { 4 } else { 3 };
    // Figures about many people name nobody, whatever their columns; a key does.
    let counted = kind == "statistics" && signs.key.is_none();
    let outweighed = !counted && signs.person >= enough && (signs.named || signs.own > 0)
        || kind == "log" && signs.grave > 0 && (signs.key.is_some() || signs.identified);
    outweighed.then(|| Context::Person { subject: None, because: signs.words(record) })
}

/// What a record's comment says that it is about, where it speaks of somebody first.
fn by_description(lexicon: &Lexicon, record: &Record) -> Option<Context> {
    let sentence = record.description.as_deref()?.split(['.', ';', '\n']).next()?;
    let tokens = lexicon.words.of(sentence);
    for at in 0..tokens.len() {
        match lexicon.records.get(tokens.token(at)) {
            Some(RecordWord::Person(subject)) => {
                return Some(Context::Person {
                    subject: Some(subject.clone()),
                    because: format!("`{}` in its description", tokens.token(at)),
                });
            }
            Some(RecordWord::NotPerson(_)) => return None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::testing::{kind, likely, table};

    #[test]
    fn a_person_s_key_beside_a_word_for_a_list_or_a_thing_makes_it_theirs() {
        for (name, columns) in [
            ("patient_codes", &["patient_id int", "code"][..]),
            ("teacher_lookup", &["teacher_no", "name", "room"]),
            ("ref_resident", &["resident_id int", "nhs_number"]),
            ("locker", &["locker_no", "pupil_id int"]),
            ("access_log", &["user_id int", "path"]),
        ] {
            assert_eq!(kind(name, columns), "person", "{name}");
        }
        // What stands far behind did something; the row above in a tree is nobody's parent.
        let far = ["alarm_id int", "severity", "raised date", "cleared date", "place", "assignee_id int"];
        assert_ne!(kind("alarm", &far), "person");
        assert_eq!(kind("lkp_need", &["code", "parent_id int", "description"]), "lookup");
        assert_eq!(kind("lkp_status", &["client_status_code", "description"]), "lookup");
    }

    #[test]
    fn a_list_is_known_by_what_its_name_begins_with() {
        for name in ["tlkpReligion", "lu_sexuality", "cfg_offence", "xref_diagnosis", "ref_ethnic_group"] {
            assert_eq!(kind(name, &["code", "meaning", "valid_from date"]), "lookup", "{name}");
        }
        assert_eq!(kind("dim_religion", &["religion_key int", "religion_code", "religion_desc"]), "lookup");
        assert_eq!(kind("dim_child", &["child_key int", "forename", "religion"]), "person");
        assert_eq!(kind("lu_resident", &["resident_id int", "surname"]), "person");
    }

    #[test]
    fn a_register_of_organisations_is_known_by_the_name_that_stands_first() {
        let register = ["urn", "EstablishmentName", "HeadFirstName", "HeadLastName", "Street", "Gender"];
        assert_eq!(kind("download", &register), "organisation");
        let pupils = ["urn", "EstablishmentName", "upn", "surname", "forename", "dob date"];
        assert_eq!(kind("download", &pupils), "person");
        assert_eq!(kind("download", &["school name", "forename", "street"]), "person");
    }

    #[test]
    fn a_queue_holds_the_addresses_of_those_to_whom_it_goes() {
        let queue = table("sms_queue", &["id int", "mobile_number", "attempts int"]);
        let lexicon = super::super::Lexicon::built_in().unwrap();
        let (context, evidence) = lexicon.classify(std::slice::from_ref(&queue)).remove(0);
        let direct =
            |at: usize| lexicon.holding(&context, &queue.fields[at].name, &evidence[at]).direct_identifier;
        assert_eq!([direct(0), direct(1), direct(2)], [false, true, false]);
    }

    #[test]
    fn words_that_mostly_mean_a_thing_may_mean_somebody_s_in_somebody_s_record() {
        let lexicon = super::super::Lexicon::built_in().unwrap();
        let strongest = |name: &str| {
            let record = table(name, &["person_id int", "health_check date", "server_name"]);
            let (_, evidence) = lexicon.classify(&[record]).remove(0);
            let said = |at: usize| {
                let clue: &super::super::Clue = evidence[at].strongest().unwrap();
                (lexicon.concept(clue).id.clone(), clue.confidence.word())
            };
            [said(1), said(2)]
        };
        let [check, server] = strongest("placement");
        assert_eq!(check, ("health".to_owned(), "possible"));
        assert_eq!(server.0, "neutral");
        // Without anybody's key the words are those of a machine.
        assert_ne!(likely(&[table("cluster", &["node", "health_check"])])[1], "health");
    }
}
