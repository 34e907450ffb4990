//! Is this record about a person, and whose is it?

use super::evidence::Evidence;
use super::load::{ConceptKind, Confidence, Lexicon, RecordWord};
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
    let (named, before) = by_name(lexicon, &record.name, own);
    let signs = Signs::count(lexicon, record, own, fields);
    if !matches!(named, Some((RecordWord::Person(_), _))) && is_statistics(lexicon, record, own, &signs) {
        return Context::NotPerson {
            because: "its columns are numbers, and none of them names anybody".to_owned(),
            kind: "statistics".into(),
        };
    }
    match named {
        Some((RecordWord::NotPerson(kind), _))
            if signs.key.is_some()
                && before.as_ref().is_some_and(|before| goes_with(lexicon, before, &kind)) =>
        {
            // `staff_school_info`, `user_preference`: with someone's key in it, it says who goes where.
            let phrase = before.unwrap_or_default();
            Context::Person {
                subject: None,
                because: format!("`{phrase}` in its name and its field `{}`", field_name(record, signs.key)),
            }
        }
        Some((RecordWord::NotPerson(kind), phrase)) => {
            // A name can mislead: three signs of a person outweigh it, and a list of codes with
            // two columns is still a list of codes.
            // A log that copies what the law protects, or an official number, holds it like any other.
            let enough = if &*kind == "lookup" { 4 } else { 3 };
            // Figures about many people name nobody, whatever their columns; a key does.
            let counted = &*kind == "statistics" && signs.key.is_none();
            if !counted && signs.person >= enough && (signs.named || signs.own > 0)
                || (&*kind == "log" && signs.grave > 0)
            {
                Context::Person { subject: None, because: signs.words(record) }
            } else {
                Context::NotPerson { because: format!("`{phrase}` in its name"), kind }
            }
        }
        Some((ref word @ (RecordWord::Person(_) | RecordWord::Activity), ref phrase))
            if is_doubtful(lexicon, phrase, before.as_deref())
                && (signs.any == 0 || matches!(word, RecordWord::Person(_)) && signs.person == 0) =>
        {
            Context::Unknown
        }
        Some((RecordWord::Person(subject), phrase)) => {
            Context::Person { because: format!("`{phrase}` in its name"), subject: Some(subject) }
        }
        Some((RecordWord::Activity, _)) if is_catalogue(lexicon, record, &signs) => Context::NotPerson {
            because: "its columns are those of a catalogue, and none is anybody's key".to_owned(),
            kind: "product".into(),
        },
        Some((RecordWord::Activity, _)) if is_code_list(lexicon, record, fields) => Context::NotPerson {
            because: "its columns are those of a code list".to_owned(),
            kind: "lookup".into(),
        },
        Some((RecordWord::Activity, phrase)) => {
            Context::Person { because: format!("`{phrase}` in its name"), subject: None }
        }
        None if is_code_list(lexicon, record, fields) => Context::NotPerson {
            because: "its columns are those of a code list".to_owned(),
            kind: "lookup".into(),
        },
        // A lesson has a teacher, and is nobody's record for that.
        None if signs.own >= 1 || signs.person - signs.staff > signs.health.max(1) || signs.health >= 4 => {
            Context::Person { subject: None, because: signs.words(record) }
        }
        None if user_s(lexicon, record).is_some() => {
            let field = user_s(lexicon, record).unwrap_or_default();
            Context::Person { subject: None, because: format!("its field `{field}`, whose row it is") }
        }
        None => by_description(lexicon, record).unwrap_or(Context::Unknown),
    }
}

/// Whether a table holds figures about many people: its name says that it reports, most of its columns
/// are numbers on what people are like, and none is a key or a name. Numbers alone are no sign of it:
/// the answers of a questionnaire are coded as numbers too.
fn is_statistics(lexicon: &Lexicon, record: &Record, own: &Tokens, signs: &Signs) -> bool {
    let reports = own.iter().any(|word| {
        word == "report"
            || matches!(lexicon.records.get(word), Some(RecordWord::NotPerson(kind)) if &**kind == "statistics")
    });
    let numbers =
        record.fields.iter().filter(|field| field.field_type == crate::collection::FieldType::Number).count();
    reports
        && record.kind.is_table()
        && !signs.named
        && signs.person >= 4
        && numbers * 10 >= record.fields.len() * 7
}

/// Whether a table lists things that are sold or stocked: a price beside a name, and nobody's key.
fn is_catalogue(lexicon: &Lexicon, record: &Record, signs: &Signs) -> bool {
    let says = |test: &dyn Fn(&str) -> bool| {
        record.fields.iter().any(|field| lexicon.words.of(&field.name).iter().any(test))
    };
    record.kind.is_table()
        && !signs.named
        && signs.own == 0
        && says(&|word| lexicon.grammar.wares.contains(word))
        && says(&|word| matches!(word, "name" | "title" | "label" | "code"))
}

/// The column that says whose row it is, where it is a user's: `user_id`, and nothing else in it.
fn user_s<'r>(lexicon: &Lexicon, record: &'r Record) -> Option<&'r str> {
    // The key of a row's owner stands near its own; one far behind says who did something to it.
    let users = record.fields.iter().take(6).find(|field| {
        let tokens = lexicon.words.of(&field.name);
        let mut words = tokens.iter().filter(|word| !lexicon.grammar.keys.contains(word));
        matches!((words.next(), words.next()), (Some("user" | "member" | "account" | "customer"), None))
    });
    users.map(|field| field.name.as_str())
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

/// What the words of a record's own name make it.
pub(super) fn by_words(lexicon: &Lexicon, own: &Tokens) -> Option<RecordWord> {
    by_segment(lexicon, own).0.map(|(word, _)| word)
}

/// Whether a word for people or for what is done to them can mean something else, and no other word
/// before it says what is meant.
fn is_doubtful(lexicon: &Lexicon, phrase: &str, before: Option<&str>) -> bool {
    lexicon.ambiguous.contains(phrase) && before.is_none_or(|before| lexicon.ambiguous.contains(before))
}

/// Whether a word before that for a thing or a setting makes it somebody's: anyone's school, the
/// preferences of a user, but not the template of a registration.
fn goes_with(lexicon: &Lexicon, before: &str, kind: &str) -> bool {
    let somebody = matches!(lexicon.records.get(before), Some(RecordWord::Person(_)));
    is_thing(kind) || (somebody && kind == "configuration")
}

/// Kinds of things that people are linked to.
fn is_thing(kind: &str) -> bool {
    matches!(kind, "organisation" | "product" | "place")
}

/// Whether a table is a list of codes that nothing in its name calls so: `ethnicity` with an id, a
/// name and a sort order. It has nobody's key, and every column says only what the table's own
/// name says, or is a code list's furniture.
fn is_code_list(lexicon: &Lexicon, record: &Record, fields: &[Evidence]) -> bool {
    const FURNITURE: &[&str] = &[
        "id",
        "code",
        "key",
        "name",
        "title",
        "label",
        "short",
        "long",
        "desc",
        "description",
        "text",
        "abbreviation",
        "order",
        "sort",
        "sequence",
        "position",
        "active",
        "alt",
        "language",
    ];
    const NAMING: &[&str] = &["name", "title", "label", "desc", "description"];
    if !record.kind.is_table() {
        return false;
    }
    let own = lexicon.words.of(record.name.rsplit('.').next().unwrap_or(&record.name));
    let (mut columns, mut alike) = (0, 0);
    let mut named = false;
    for (field, evidence) in record.fields.iter().zip(fields) {
        let kind = evidence.strongest().map(|clue| lexicon.concepts[clue.concept].kind);
        let tokens = lexicon.words.of(&field.name);
        let words = || (0..tokens.len()).map(|at| tokens.token(at));
        if matches!(kind, Some(ConceptKind::Pseudonym | ConceptKind::Identifier)) {
            return false;
        }
        if kind == Some(ConceptKind::System) {
            continue;
        }
        if !words().all(|word| FURNITURE.contains(&word) || own.contains(word)) {
            return false;
        }
        let is_named_alike = words().all(|word| own.contains(word));
        columns += 1;
        alike += usize::from(is_named_alike);
        named |= is_named_alike || words().any(|word| NAMING.contains(&word));
    }
    // A table that links two things has a column for each of them: `entity_finding`.
    columns >= 2 && alike <= 1 && named
}

/// The phrase that makes a record what it is: of its own name, else of the names around it; and
/// the phrase before it that speaks of a person.
fn by_name(lexicon: &Lexicon, name: &str, own: &Tokens) -> (Option<(RecordWord, String)>, Option<String>) {
    let around = name.rsplit('.').skip(1).map(|segment| by_segment(lexicon, &lexicon.words.of(segment)));
    let mut segments = std::iter::once(by_segment(lexicon, own)).chain(around);
    let Some((head, mut before)) = segments.find(|(head, _)| head.is_some()) else { return (None, None) };
    // `student.course`: somebody stands before it all the same.
    before = before.or_else(|| {
        segments.find_map(|(head, _)| match head {
            Some((RecordWord::Person(_) | RecordWord::Activity, phrase)) => Some(phrase),
            _ => None,
        })
    });
    (head, before)
}

/// English puts the head last: `school_child` is a child, `child_school` a school. A word for a
/// list of codes counts wherever it stands.
fn by_segment(lexicon: &Lexicon, tokens: &Tokens) -> (Option<(RecordWord, String)>, Option<String>) {
    let mut head = None;
    let mut before = None;
    let mut at = 0;
    while at < tokens.len() {
        let longest = (at + lexicon.longest_record).min(tokens.len());
        let found = (at + 1..=longest).rev().find_map(|to| {
            let phrase = tokens.phrase(at, to);
            lexicon.records.get(phrase).map(|word| (word, phrase, to))
        });
        let Some((word, phrase, to)) = found else {
            at += 1;
            continue;
        };
        if tokens.len() == 1 && matches!(word, RecordWord::NotPerson(kind) if &**kind == "statistics") {
            // A `count` alone is one of a charge sheet; one of something is a figure.
            break;
        }
        let is_lookup = matches!(word, RecordWord::NotPerson(kind) if &**kind == "lookup");
        let plain_edge = at == 0 || to == tokens.len();
        if is_lookup && (plain_edge || phrase.contains("lookup")) {
            return (Some((word.clone(), phrase.to_owned())), None);
        }
        if !is_lookup {
            if let Some((RecordWord::Person(_) | RecordWord::Activity, earlier)) = head.take() {
                // Of several the one that can mean nothing else.
                let plain = |phrase: &String| !lexicon.ambiguous.contains(phrase.as_str());
                before = before.filter(plain).or(Some(earlier));
            }
            head = Some((word.clone(), phrase.to_owned()));
        }
        at = to;
    }
    (head, before)
}

/// Signs among the fields that a record is about a person.
struct Signs {
    /// All of them.
    person: usize,
    /// Those that nothing but a person has.
    own: usize,
    /// Whatever else is more usual of people than of things.
    any: usize,
    grave: usize,
    /// Those that are the keys of staff.
    staff: usize,
    /// Those about health, which lists of drugs and diseases have too.
    health: usize,
    /// Whether one is a key, a name, a number or a date of birth.
    named: bool,
    first: Option<usize>,
    /// The first that is someone's key.
    key: Option<usize>,
}

impl Signs {
    fn count(lexicon: &Lexicon, of: &Record, record: &Tokens, fields: &[Evidence]) -> Self {
        let mut signs = Self {
            person: 0,
            own: 0,
            any: 0,
            grave: 0,
            staff: 0,
            health: 0,
            named: false,
            first: None,
            key: None,
        };
        for (at, evidence) in fields.iter().enumerate() {
            // A question that says "you" is put to somebody.
            let asked =
                |text: &str| lexicon.words.of(text).iter().any(|word| matches!(word, "you" | "your" | "my"));
            if [Some(of.fields[at].name.as_str()), of.fields[at].title.as_deref()]
                .into_iter()
                .flatten()
                .any(asked)
            {
                signs.own += 1;
                signs.any += 1;
                signs.first.get_or_insert(at);
            }
            let Some(clue) = evidence.strongest() else { continue };
            let concept = &lexicon.concepts[clue.concept];
            let phrase = lexicon.words.of(clue.reason.phrase());
            // What only repeats the record's own name says no more than that does.
            let repeats = phrase.len() > 0
                && phrase.iter().all(|word| {
                    record.contains(word) || word == "name" || lexicon.grammar.keys.contains(word)
                });
            let listed = matches!(clue.reason, super::evidence::Reason::Values(..));
            let (telling, own) = match concept.kind {
                ConceptKind::Special => {
                    (true, !matches!(concept.head.as_deref(), Some("health" | "genetic")))
                }
                ConceptKind::Offence => (true, false),
                ConceptKind::Pseudonym => (
                    true,
                    phrase.iter().any(|word| {
                        lexicon.is_somebody(word)
                            && !lexicon.is_staff(word)
                            && !lexicon.ambiguous.contains(word)
                    }),
                ),
                ConceptKind::Identifier => (
                    concept.id != "address" && concept.id != "contact",
                    concept.id == "official-number" || clue.confidence == Confidence::Certain,
                ),
                ConceptKind::Personal => match concept.id.as_str() {
                    "birth-date" => (true, true),
                    "gender" | "death" | "family" => (true, false),
                    _ => (false, false),
                },
                _ => (false, false),
            };
            if clue.confidence < Confidence::Likely {
                continue;
            }
            signs.named |= matches!(concept.kind, ConceptKind::Pseudonym | ConceptKind::Identifier)
                || concept.id == "birth-date";
            let usual = concept.kind >= ConceptKind::Personal || concept.kind == ConceptKind::Hint;
            signs.any += usize::from(usual && !repeats && phrase.joined != "name");
            if !telling {
                continue;
            }
            if matches!(concept.kind, ConceptKind::Pseudonym) || concept.id == "official-number" {
                signs.key.get_or_insert(at);
            }
            if repeats || listed {
                continue;
            }
            signs.person += 1;
            let staff =
                concept.kind == ConceptKind::Pseudonym && phrase.iter().any(|word| lexicon.is_staff(word));
            signs.staff += usize::from(staff);
            signs.health += usize::from(matches!(concept.head.as_deref(), Some("health" | "genetic")));
            signs.own += usize::from(own);
            let grave = matches!(concept.kind, ConceptKind::Special | ConceptKind::Offence)
                || concept.id == "official-number";
            signs.grave += usize::from(grave);
            signs.first.get_or_insert(at);
        }
        signs
    }

    fn words(&self, record: &Record) -> String {
        format!("its field `{}`", field_name(record, self.first))
    }
}

fn field_name(record: &Record, at: Option<usize>) -> &str {
    at.and_then(|at| record.fields.get(at)).map_or("", |field| field.name.as_str())
}
