//! Tables that are known by their columns, whatever they are called: figures about many people,
//! lists of codes, catalogues, reference books, tables of limits, what machines know of machines.
//! None of them has anybody's key.

use super::evidence::Evidence;
use super::load::{ConceptKind, Lexicon};
use super::naming::{Naming, is_kind};
use super::signs::Signs;
use super::tokens::Tokens;
use crate::collection::{Field, FieldType, Record};

/// A table whose columns are asked what it is.
pub(super) struct Shape<'a> {
    pub(super) lexicon: &'a Lexicon,
    pub(super) record: &'a Record,
    /// The words of its own name, without habits.
    pub(super) own: &'a Tokens,
    pub(super) naming: &'a Naming,
    /// What its fields look like when read without any context.
    pub(super) fields: &'a [Evidence],
    pub(super) signs: &'a Signs,
}

impl Shape<'_> {
    /// The kind of things that it is about, and the reason; nothing where its columns do not say.
    pub(super) fn kind(&self) -> Option<(&'static str, &'static str)> {
        if !self.record.kind.is_table() {
            return None;
        }
        if self.is_technical() {
            return Some(("configuration", "its columns are what machines know of each other"));
        }
        let surely = self.naming.is_surely_somebody(self.lexicon);
        if !surely && self.is_report() {
            return Some(("statistics", "its columns are numbers, and none of them names anybody"));
        }
        if self.signs.key.is_none() && self.are_organisations() {
            return Some((
                "organisation",
                "the name of an organisation stands first in it, and nobody's own",
            ));
        }
        if self.signs.key.is_some_and(|at| !self.is_own_key(at)) || self.signs.identified {
            return None;
        }
        if self.are_figures() {
            return Some(("statistics", "its columns are figures, and none is anybody's key"));
        }
        if surely {
            return None;
        }
        if self.is_prefixed_list() {
            return Some((
                "lookup",
                "its name begins like that of a list, and none of its columns is anybody's key",
            ));
        }
        if self.are_limits() {
            return Some(("lookup", "its columns are limits, and none is anybody's key"));
        }
        if self.is_reference_book() {
            return Some(("product", "it lists what there is, and none of its columns is anybody's key"));
        }
        None
    }

    fn words(&self) -> impl Iterator<Item = std::sync::Arc<Tokens>> {
        self.record.fields.iter().map(|field| self.lexicon.words.of(&field.name))
    }

    /// Whether a column that looks like somebody's key is that of the row.
    fn is_own_key(&self, at: usize) -> bool {
        let name = self.lexicon.words.of(&self.record.fields[at].name);
        at == 0 && name.iter().all(|word| self.own.contains(word) || self.lexicon.grammar.keys.contains(word))
    }

    /// Whether a table holds figures about many people: its name says that it reports, most of its
    /// columns are numbers on what people are like, and none is a key or a name. Numbers alone are no
    /// sign of it: the answers of a questionnaire are coded as numbers too.
    fn is_report(&self) -> bool {
        let reports = self.own.iter().any(|word| word == "report" || self.is_figure(word));
        reports
            && !self.signs.named
            && self.signs.person >= 4
            && self.numbers() * 10 >= self.record.fields.len() * 7
    }

    /// Whether a table counts: its name says of what and by what (`pupils by ward`) or that it holds
    /// figures, or figures stand in it for each of several places or times.
    fn are_figures(&self) -> bool {
        let grammar = &self.lexicon.grammar;
        let numbers = self.counts();
        let last = self.own.len().saturating_sub(1);
        let by = (1..last).any(|at| self.own.token(at) == "by");
        let figure = self.own.len() > 1 && self.own.iter().any(|word| self.is_figure(word));
        // Of a wide table with the figures of a place only its first columns say of which.
        let keys = |field: &&Field| {
            let name = self.lexicon.words.of(&field.name);
            name.iter().any(|word| grammar.dimensions.contains(word))
        };
        let dimension = self.record.fields.iter().take(3).any(|field| keys(&field));
        let someone = self.fields.iter().any(|evidence| {
            evidence.strongest().is_some_and(|clue| {
                matches!(
                    self.lexicon.concepts[clue.concept].id.as_str(),
                    "gender" | "age" | "family" | "free-text"
                )
            })
        });
        numbers > 0 && (by || figure)
            || dimension && !someone && numbers >= 3 && numbers * 10 >= self.record.fields.len() * 6
    }

    fn is_figure(&self, word: &str) -> bool {
        self.lexicon.records.get(word).is_some_and(|word| is_kind(word, "statistics"))
    }

    fn numbers(&self) -> usize {
        self.record.fields.iter().filter(|field| field.field_type == FieldType::Number).count()
    }

    /// The numbers that are no keys and no times.
    fn counts(&self) -> usize {
        let grammar = &self.lexicon.grammar;
        let other = |word: &str| grammar.keys.contains(word) || grammar.dimensions.contains(word);
        let counts = self
            .record
            .fields
            .iter()
            .zip(self.words())
            .filter(|(field, words)| field.field_type == FieldType::Number && !words.iter().any(other));
        counts.count()
    }

    /// Whether a table whose own name says nothing has a row for each organisation: the name of one
    /// stands among its first columns, and every name of a person says what they are to it
    /// (`head_first_name`).
    fn are_organisations(&self) -> bool {
        const FIRST: usize = 6;
        if self.naming.head.is_some() {
            return false;
        }
        let organisation =
            |word: &str| self.lexicon.records.get(word).is_some_and(|word| is_kind(word, "organisation"));
        let naming = |word: &str| self.lexicon.grammar.naming_columns.contains(word);
        let of_one =
            |words: &Tokens| words.len() == 2 && organisation(words.token(0)) && naming(words.token(1));
        let Some(at) = self.words().take(FIRST).position(|words| of_one(&words)) else { return false };
        let plain = |(words, evidence): (std::sync::Arc<Tokens>, &Evidence)| {
            let concept = evidence.strongest().map(|clue| self.lexicon.concepts[clue.concept].id.as_str());
            match concept {
                Some("birth-date") => true,
                Some("name") => words.len() < 3 && !words.iter().any(organisation),
                _ => false,
            }
        };
        self.signs.first.is_none_or(|first| first > at) && !self.words().zip(self.fields).any(plain)
    }

    /// Whether its name begins as that of a list of codes does (`tlkp`), or as that of any table of a
    /// warehouse does (`dim`) and its columns are those of a list.
    fn is_prefixed_list(&self) -> bool {
        let grammar = &self.lexicon.grammar;
        let name = self.lexicon.words.of(super::affixes::own(&self.record.name));
        let first = if name.len() > 1 { name.token(0) } else { "" };
        let naming = |words: &Tokens| words.iter().any(|word| grammar.naming_columns.contains(word));
        grammar.list_prefixes.contains(first)
            || grammar.table_prefixes.contains(first)
                && self.words().any(|words| naming(&words))
                && self.record.fields.iter().zip(self.words()).zip(self.fields).all(
                    |((_, words), evidence)| self.is_system(evidence) || self.is_list_column(&words, &name),
                )
    }

    /// Whether a table lists things that are sold or stocked: a price beside a name, and nobody's key.
    pub(super) fn is_catalogue(&self) -> bool {
        let wares = |words: &Tokens| words.iter().any(|word| self.lexicon.grammar.wares.contains(word));
        self.record.kind.is_table()
            && !self.signs.named
            && self.signs.own == 0
            && self.words().any(|words| wares(&words))
            && self
                .words()
                .any(|words| words.iter().any(|word| matches!(word, "name" | "title" | "label" | "code")))
    }

    /// Whether a table says from where to where something goes: `min_age` beside `max_age`.
    fn are_limits(&self) -> bool {
        let rest = |words: &Tokens, end: &[&str]| {
            let found = words.iter().any(|word| end.contains(&word));
            found.then(|| words.iter().filter(|word| !end.contains(word)).collect::<Vec<_>>().join(" "))
        };
        let columns: Vec<_> = self.words().collect();
        if self.naming.head.is_some() {
            return false;
        }
        let least = columns.iter().filter_map(|words| rest(words, &["min", "minimum", "lower"]));
        let most: Vec<String> =
            columns.iter().filter_map(|words| rest(words, &["max", "maximum", "upper"])).collect();
        least.into_iter().any(|least| most.contains(&least))
    }

    /// Whether a table describes things that are given to people, and not that they were: a drug with
    /// its name and its dose, and no day.
    fn is_reference_book(&self) -> bool {
        let grammar = &self.lexicon.grammar;
        let things = self.own.iter().any(|word| grammar.substances.contains(word));
        let only = |word: &str| grammar.substances.contains(word) || grammar.fillers.contains(word);
        (things && self.own.iter().all(only) || self.are_ailments())
            && self
                .words()
                .any(|words| words.iter().any(|word| word == "code" || grammar.naming_columns.contains(word)))
            && !self.words().zip(self.fields).any(|(words, evidence)| {
                !self.is_system(evidence) && words.iter().any(|word| grammar.moments.contains(word))
            })
    }

    /// Whether a table's name is that of what people can have (`symptom`, `symptom list`), and its rows
    /// have names of their own.
    fn are_ailments(&self) -> bool {
        let Some((super::load::RecordWord::Activity, phrase)) = &self.naming.head else { return false };
        let phrase = self.lexicon.words.of(phrase);
        let grammar = &self.lexicon.grammar;
        let mut health = false;
        self.lexicon.hits(&phrase, &mut |concept, _, _, _| {
            health |= self.lexicon.concepts[concept].head.as_deref() == Some("health");
        });
        let only = |word: &str| phrase.contains(word) || grammar.list_words.contains(word);
        health && self.signs.labelled && self.own.iter().all(only)
    }

    /// Whether a table is one of things that have names, and of which one column alone could be
    /// somebody's: the allergens of a cosmetic.
    pub(super) fn is_thing(&self) -> bool {
        let signs = self.signs;
        self.record.kind.is_table()
            && signs.labelled
            && signs.key.is_none()
            && !signs.identified
            && signs.person > 0
            && user_s(self.lexicon, self.record).is_none()
    }

    /// Whether a table is a list of codes that nothing in its name calls so: `ethnicity` with an id, a
    /// name and a sort order. It has nobody's key, and every column says only what the table's own
    /// name says, or is a code list's furniture.
    pub(super) fn is_code_list(&self) -> bool {
        if !self.record.kind.is_table() {
            return false;
        }
        let own = self.lexicon.words.of(super::affixes::own(&self.record.name));
        let naming = |word: &str| self.lexicon.grammar.naming_columns.contains(word);
        let (mut columns, mut alike) = (0, 0);
        let mut named = false;
        for (words, evidence) in self.words().zip(self.fields) {
            let kind = evidence.strongest().map(|clue| self.lexicon.concepts[clue.concept].kind);
            if matches!(kind, Some(ConceptKind::Pseudonym | ConceptKind::Identifier)) {
                return false;
            }
            if self.is_system(evidence) {
                continue;
            }
            if !self.is_list_column(&words, &own) {
                return false;
            }
            let is_named_alike = words.iter().all(|word| own.contains(word));
            columns += 1;
            alike += usize::from(is_named_alike);
            named |= is_named_alike || words.iter().any(naming);
        }
        // A table that links two things has a column for each of them: `entity_finding`.
        columns >= 2 && alike <= 1 && named
    }

    fn is_list_column(&self, words: &Tokens, own: &Tokens) -> bool {
        words.iter().all(|word| self.lexicon.grammar.list_columns.contains(word) || own.contains(word))
    }

    fn is_system(&self, evidence: &Evidence) -> bool {
        let kind = evidence.strongest().map(|clue| self.lexicon.concepts[clue.concept].kind);
        kind == Some(ConceptKind::System)
    }

    /// Whether it speaks of what machines know of each other (`certificate`, `protocol`): a word for
    /// people in its name means one of them.
    fn is_technical(&self) -> bool {
        let technical =
            |words: &Tokens| words.iter().any(|word| self.lexicon.grammar.technical.contains(word));
        let person = |evidence: &Evidence| {
            evidence.strongest().is_some_and(|clue| {
                let concept = &self.lexicon.concepts[clue.concept];
                let words = self.lexicon.words.of(clue.reason.phrase());
                concept.id == "birth-date"
                    || concept.kind == ConceptKind::Identifier && words.joined != "name"
                    || concept.kind == ConceptKind::Pseudonym
                        && !words.iter().any(|word| self.own.contains(word))
            })
        };
        self.naming.head.as_ref().is_none_or(|_| self.naming.is_doubtful(self.lexicon))
            && !self.fields.iter().any(person)
            && self.words().filter(|words| technical(words)).count() >= 2
    }
}

/// The column that says whose row it is, where it is a user's: `user_id`, and nothing else in it.
pub(super) fn user_s<'r>(lexicon: &Lexicon, record: &'r Record) -> Option<&'r str> {
    // The key of a row's owner stands near its own; one far behind says who did something to it.
    let users = record.fields.iter().take(6).find(|field| {
        let tokens = lexicon.words.of(&field.name);
        let mut words = tokens.iter().filter(|word| !lexicon.grammar.keys.contains(word));
        let owner = words.next().is_some_and(|word| lexicon.grammar.users.contains(word));
        owner && words.next().is_none()
    });
    users.map(|field| field.name.as_str())
}

#[cfg(test)]
mod tests {
    use super::super::testing::kind;

    #[test]
    fn figures_are_nobody_s() {
        assert_eq!(kind("pupils_by_religion", &["term", "religion", "pupils int"]), "statistics");
        assert_eq!(kind("T7", &["lsoa", "muslim int", "hindu int", "jewish int"]), "statistics");
        assert_eq!(kind("absence_totals", &["school", "sessions int"]), "statistics");
        // With somebody's key, or with what somebody answered, they are somebody's.
        assert_eq!(kind("absence_totals", &["pupil_id int", "sessions int"]), "person");
        assert_ne!(
            kind("T7", &["ward", "age int", "gender", "phq1 int", "phq2 int", "phq3 int"]),
            "statistics"
        );
    }

    #[test]
    fn what_things_are_called_and_how_large_they_are_is_nobody_s() {
        assert_eq!(kind("vaccine", &["vaccine_id int", "name", "doses int"]), "product");
        assert_eq!(kind("vaccine", &["person_id int", "name", "given_on date"]), "person");
        assert_eq!(kind("symptom_list", &["id int", "name", "body_part"]), "product");
        assert_eq!(kind("shoe_range", &["sex", "min_age int", "max_age int"]), "lookup");
        assert_eq!(kind("lipstick", &["name", "allergens", "shade"]), "product");
        assert_eq!(kind("client", &["client_id int", "redirect_uri", "secret"]), "configuration");
        assert_ne!(kind("client", &["client_id int", "surname", "secret", "ttl int"]), "configuration");
    }
}
