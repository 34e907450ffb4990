//! Words around the phrase that was found: what they make of it. The lists are the lexicon's.

use std::ops::Range;
use std::sync::Arc;

use super::compile::GRAMMAR;
use super::layers::{Layers, WordList};
use super::load::{Concept, ConceptKind, Confidence, RecordWord};
use super::{Lexicon, tokens::Tokens};
use crate::collection::FieldType;

/// Lists of words that change what a phrase beside them means.
#[derive(Debug)]
pub(super) struct Grammar {
    /// Behind a direct identifier: the field says something of it (`phone type`, `address id`).
    pub(super) of_an_identifier: WordList,
    /// Before a direct identifier: the field says whether (`do not email`, `has phone`).
    pub(super) whether: WordList,
    /// Before `name`: it is still a person's (`first`, `preferred`).
    pub(super) of_a_name: WordList,
    /// Behind what the law protects: the field is about the record keeping (`version`, `rank`).
    pub(super) clerical: WordList,
    /// Behind it: who somebody is rather than what they did or have (`offender name`).
    pub(super) identity: WordList,
    /// Before it: whether somebody agrees (`allow health info`).
    pub(super) permission: WordList,
    /// What is done and dated without saying what was found (`assessment`, `check`).
    pub(super) checks: WordList,
    /// Words for the day or hour of something.
    pub(super) moments: WordList,
    /// Who does it: a head that makes the field about staff or an organisation (`by`, `officer`).
    pub(super) doers: WordList,
    /// What a system does to its rows (`created`, `voided`).
    pub(super) acts: WordList,
    /// Words that may stand beside those (`row`, `last`).
    pub(super) about_acts: WordList,
    /// Words for a key.
    pub(super) keys: WordList,
    /// In a record about one topic: words that say what of it (`severity`, `result`).
    pub(super) describing: WordList,
    /// The same in a record about an offence or a proceeding alone (`bond`).
    pub(super) describing_proceedings: WordList,
    /// Words in the columns of a catalogue (`price`).
    pub(super) wares: WordList,
    /// Words that give a record a topic only where a column of it speaks of that too (`probation`).
    pub(super) doubtful_topics: WordList,
    /// Words for a step against somebody accused that are words for other things too (`charge`).
    pub(super) proceedings: WordList,
    /// Those of the describing words that any record can have (`status`).
    pub(super) general: WordList,
    /// Words that may stand beside them and say nothing (`other`).
    pub(super) fillers: WordList,
    /// Words behind the name of a record that make a column a pointer to it (`child_id`).
    pub(super) links: WordList,
    /// Somebody whose key near the beginning of a record makes it theirs (`user id`).
    pub(super) users: WordList,
    /// Before the name of a list of codes (`tlkp`): with nobody's key the record is one.
    pub(super) list_prefixes: WordList,
    /// Before the name of any table of a warehouse (`dim`): the record is a list of codes where its columns are those of one.
    pub(super) table_prefixes: WordList,
    /// Words in the columns of a list of codes (`code`, `sort`).
    pub(super) list_columns: WordList,
    /// In the name of a list (`symptom list`).
    pub(super) list_words: WordList,
    /// Those of them that say what a code means (`description`).
    pub(super) naming_columns: WordList,
    /// What is given to people, in the name of a table that describes it (`vaccine`): with a name, no day and nobody's key it is a reference book.
    pub(super) substances: WordList,
    /// Words in the columns of what machines know of each other (`certificate`).
    pub(super) technical: WordList,
    /// Words for the place or the time of which a table has figures (`ward`, `quarter`).
    pub(super) dimensions: WordList,
    /// Words that any column can have and that say nothing of what it holds (`field`, `udf`).
    pub(super) columns: WordList,
    /// In a description: what follows in the clause is not meant (`not`, `other than`).
    pub(super) denials: WordList,
    /// In a description: the next word is not meant (`non medical`).
    pub(super) denials_of_the_next: WordList,
    /// Behind a denial: it is about the data, and denies nothing (`not known`).
    pub(super) states: WordList,
    /// Before a denial: it is part of what is asked (`whether it is not`).
    pub(super) asking: WordList,
    /// Words that begin a new clause (`but`).
    pub(super) turns: WordList,
    /// Words between those that belong together (`of`, `which`).
    pub(super) joints: WordList,
    /// Those of them that say whose something is.
    pub(super) belonging: WordList,
    /// Words before the codes that a description lists (`values`).
    pub(super) listing: WordList,
    /// Behind a word for somebody: the field is their key.
    pub(super) pointers: WordList,
    /// Words for the key of a row.
    pub(super) row_keys: WordList,
}

impl Grammar {
    /// The lists by their keys in a lexicon.
    pub(super) fn of(layers: &Arc<Layers>) -> Self {
        let list = |key: &str| WordList::of(layers, GRAMMAR.iter().position(|known| *known == key));
        Self {
            of_an_identifier: list("of-an-identifier"),
            whether: list("whether"),
            of_a_name: list("of-a-name"),
            clerical: list("clerical"),
            identity: list("identity"),
            permission: list("permission"),
            checks: list("checks"),
            moments: list("moments"),
            doers: list("doers"),
            acts: list("acts"),
            about_acts: list("about-acts"),
            keys: list("keys"),
            describing: list("describing"),
            doubtful_topics: list("doubtful-topics"),
            proceedings: list("proceedings"),
            describing_proceedings: list("describing-proceedings"),
            wares: list("wares"),
            general: list("general"),
            fillers: list("fillers"),
            links: list("links"),
            users: list("users"),
            list_prefixes: list("list-prefixes"),
            table_prefixes: list("table-prefixes"),
            list_columns: list("list-columns"),
            naming_columns: list("naming-columns"),
            list_words: list("list-words"),
            substances: list("substances"),
            technical: list("technical"),
            dimensions: list("dimensions"),
            columns: list("columns"),
            denials: list("denials"),
            denials_of_the_next: list("denials-of-the-next"),
            states: list("states"),
            asking: list("asking"),
            turns: list("turns"),
            joints: list("joints"),
            belonging: list("belonging"),
            listing: list("listing"),
            pointers: list("pointers"),
            row_keys: list("row-keys"),
        }
    }

    /// The list of a key of a lexicon.
    #[cfg(test)]
    pub(super) fn list(&self, key: &str) -> Option<&WordList> {
        Some(match key {
            "of-an-identifier" => &self.of_an_identifier,
            "whether" => &self.whether,
            "of-a-name" => &self.of_a_name,
            "clerical" => &self.clerical,
            "identity" => &self.identity,
            "permission" => &self.permission,
            "checks" => &self.checks,
            "moments" => &self.moments,
            "doers" => &self.doers,
            "acts" => &self.acts,
            "about-acts" => &self.about_acts,
            "keys" => &self.keys,
            "describing" => &self.describing,
            "doubtful-topics" => &self.doubtful_topics,
            "proceedings" => &self.proceedings,
            "describing-proceedings" => &self.describing_proceedings,
            "wares" => &self.wares,
            "general" => &self.general,
            "fillers" => &self.fillers,
            "links" => &self.links,
            "users" => &self.users,
            "list-prefixes" => &self.list_prefixes,
            "table-prefixes" => &self.table_prefixes,
            "list-columns" => &self.list_columns,
            "naming-columns" => &self.naming_columns,
            "list-words" => &self.list_words,
            "substances" => &self.substances,
            "technical" => &self.technical,
            "dimensions" => &self.dimensions,
            "columns" => &self.columns,
            "denials" => &self.denials,
            "denials-of-the-next" => &self.denials_of_the_next,
            "states" => &self.states,
            "asking" => &self.asking,
            "turns" => &self.turns,
            "joints" => &self.joints,
            "belonging" => &self.belonging,
            "listing" => &self.listing,
            "pointers" => &self.pointers,
            "row-keys" => &self.row_keys,
            _ => return None,
        })
    }
}

/// How many words on either side of a phrase are heard with it.
const COMPANY: usize = 24;

/// A phrase and the words that are heard with it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Company<'t> {
    pub(super) tokens: &'t Tokens,
    /// The phrase: from this word up to that.
    pub(super) from: usize,
    pub(super) to: usize,
    /// All of them: from this word up to that.
    pub(super) low: usize,
    pub(super) high: usize,
}

impl<'t> Company<'t> {
    /// A phrase of a name.
    pub(super) fn of_a_name(tokens: &'t Tokens, from: usize, to: usize) -> Self {
        let high = (to + COMPANY).min(tokens.len());
        Self { tokens, from, to, low: from.saturating_sub(COMPANY), high }
    }

    /// No more of it than some words, but for the phrase itself.
    pub(super) fn within(self, words: Range<usize>) -> Self {
        let (low, high) = (self.low.max(words.start), self.high.min(words.end));
        Self { low: low.min(self.from), high: high.max(self.to), ..self }
    }

    /// The phrase as entries have it.
    pub(super) fn phrase(&self) -> &'t str {
        self.tokens.phrase(self.from, self.to)
    }
}

/// What a system notes of its own rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Housekeeping {
    /// When.
    Moment,
    /// Which user.
    User,
}

impl Lexicon {
    /// Whether a name says when, or by whom, a row was made or changed: nothing but such words.
    pub(super) fn housekeeping(&self, name: &Tokens) -> Option<Housekeeping> {
        let grammar = &self.grammar;
        if name.len() == 0 || !name.iter().any(|word| grammar.acts.contains(word)) {
            return None;
        }
        let mut user = false;
        let mut moment = false;
        for word in name.iter() {
            if grammar.acts.contains(word) || grammar.about_acts.contains(word) {
                continue;
            }
            if grammar.moments.contains(word) {
                moment = true;
            } else if grammar.keys.contains(word) || word == "name" {
                // `created_by_id`
                continue;
            } else if word == "by" || self.is_staff(word) {
                user = true;
            } else {
                return None;
            }
        }
        match (user, moment) {
            (true, _) => Some(Housekeeping::User),
            (false, true) => Some(Housekeeping::Moment),
            (false, false) => None,
        }
    }

    /// Whether a word stands for staff or a user.
    pub(super) fn is_staff(&self, word: &str) -> bool {
        matches!(self.records.get(word), Some(RecordWord::Person(kind)) if &**kind == "professional")
    }

    /// Whether a word stands for a person of any kind.
    pub(super) fn is_somebody(&self, word: &str) -> bool {
        matches!(self.records.get(word), Some(RecordWord::Person(_))) || self.field_people.contains_key(word)
    }

    /// Whether a name is the key of somebody: a word for a person that is a word for nothing else,
    /// and a word for a key behind it. Gives their places.
    pub(super) fn somebody_s_key(&self, name: &Tokens) -> Option<(usize, usize)> {
        let last = name.len().checked_sub(1).filter(|last| *last > 0)?;
        let pointer = self.grammar.pointers.contains(name.token(last));
        let somebody = name.token(last - 1);
        let sure = self.is_somebody(somebody) && !self.ambiguous.contains(somebody);
        (pointer && sure).then_some((last - 1, last + 1))
    }

    /// Whether a word stands for an organisation, whose address is nobody's own.
    pub(super) fn is_organisation(&self, word: &str) -> bool {
        matches!(self.records.get(word), Some(RecordWord::NotPerson(kind)) if &**kind == "organisation")
    }

    /// Whether a word is one that any column can have: a number, a letter, `udf`.
    pub(super) fn is_of_a_column(&self, word: &str) -> bool {
        word.len() == 1
            || word.bytes().all(|byte| byte.is_ascii_digit())
            || self.grammar.columns.contains(word)
            || self.grammar.fillers.contains(word)
    }

    /// What a phrase still means in the company of the other words; nothing where they take it away.
    pub(super) fn in_company(
        &self,
        concept: &Concept,
        confidence: Confidence,
        company: Company<'_>,
        field_type: FieldType,
    ) -> Option<Confidence> {
        let grammar = &self.grammar;
        let Company { tokens: name, from, to, low, high } = company;
        let mut before = (low..from).map(|at| name.token(at));
        let mut behind = (to..high).map(|at| name.token(at));
        match concept.kind {
            ConceptKind::Identifier => {
                let is_whether = |word: &str| grammar.whether.contains(word);
                if matches!(field_type, FieldType::Boolean | FieldType::Date)
                    || before.clone().any(|word| is_whether(word) || self.is_organisation(word))
                    || behind.clone().next().is_some_and(|word| self.is_organisation(word))
                    || behind.any(|word| grammar.of_an_identifier.contains(word))
                {
                    return None;
                }
                if company.phrase() != "name" {
                    return Some(confidence);
                }
                // The name of what stands before it, which has to be somebody.
                let numbered = |word: &&str| !word.bytes().all(|byte| byte.is_ascii_digit());
                match before.rfind(numbered) {
                    None => Some(confidence),
                    Some(word) if grammar.of_a_name.contains(word) || self.is_somebody(word) => {
                        Some(confidence.max(Confidence::Likely))
                    }
                    Some(_) => None,
                }
            }
            ConceptKind::Pseudonym => {
                let of_it =
                    |word: &str| grammar.of_an_identifier.contains(word) && !grammar.keys.contains(word);
                (!behind.any(of_it)).then_some(confidence)
            }
            ConceptKind::Special | ConceptKind::Offence => {
                // Who the accused is, and whether somebody agrees that it is shared, is not the thing itself.
                if behind
                    .clone()
                    .any(|word| grammar.clerical.contains(word) || grammar.identity.contains(word))
                    || before.clone().any(|word| grammar.permission.contains(word))
                {
                    return None;
                }
                // `prisoner_id` stands for somebody, and says nothing of them.
                let keys =
                    behind.clone().next().is_some() && behind.clone().all(|word| grammar.keys.contains(word));
                if keys && (from..to).all(|at| self.is_somebody(name.token(at))) {
                    return None;
                }
                // The last word that is no key, code or name says whom or what it is about.
                let tail = |word: &&str| !grammar.keys.contains(word) && *word != "name";
                if behind
                    .clone()
                    .rfind(tail)
                    .is_some_and(|word| grammar.doers.contains(word) || self.is_staff(word))
                {
                    return None;
                }
                let dated = field_type == FieldType::Date
                    || behind.clone().any(|word| grammar.moments.contains(word))
                    || before.any(|word| grammar.moments.contains(word));
                let checked = (from..high).any(|at| grammar.checks.contains(name.token(at)));
                Some(if dated && checked { Confidence::Possible } else { confidence })
            }
            _ => Some(confidence),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Lexicon;
    use super::super::testing::{likely, table};
    use super::Housekeeping;

    #[test]
    fn what_a_system_notes_of_its_rows_is_known_by_its_words() {
        let lexicon = Lexicon::built_in().unwrap();
        let kept = |name: &str| lexicon.housekeeping(&lexicon.words.of(name));
        for name in ["created_at", "DateLastEdited", "date_voided", "ROW_UPDATED_DTTM", "record_loaded_on"] {
            assert_eq!(kept(name), Some(Housekeeping::Moment), "{name}");
        }
        for name in ["created_by", "LastModifiedUserId", "edited_by_staff"] {
            assert_eq!(kept(name), Some(Housekeeping::User), "{name}");
        }
        for name in ["entered_care_on", "date_of_birth", "updated_address", "created"] {
            assert_eq!(kept(name), None, "{name}");
        }
    }

    #[test]
    fn the_words_beside_an_identifier_say_what_of_it() {
        let columns = [
            "email",
            "email_verified",
            "phone_type",
            "do_not_phone",
            "school_address",
            "postcode",
            "has_passport bit",
        ];
        assert_eq!(
            likely(&[table("child", &columns)])
                .iter()
                .map(|entry| entry == "contact" || entry == "address")
                .collect::<Vec<_>>(),
            [true, false, false, false, false, true, false]
        );
    }

    #[test]
    fn a_name_is_that_of_what_stands_before_it() {
        let columns = ["name", "carer_name", "contact_1_name", "cluster_name", "pseudo_nhs_number"];
        let found = likely(&[table("child", &columns)]);
        assert_eq!(found[..4], ["name", "name", "name", ""]);
        assert_ne!(found[4], "official-number");
    }

    #[test]
    fn who_treats_is_no_diagnosis() {
        let columns =
            ["diagnosis", "diagnosis_version", "diagnosed_by", "offender_name", "allow_medical_data"];
        let found = likely(&[table("child", &columns)]);
        assert_eq!(found[0], "health");
        assert!(found[1..].iter().all(|entry| entry != "health" && entry != "criminal-offence"), "{found:?}");
    }

    #[test]
    fn the_name_of_somebody_is_a_name_whatever_they_did() {
        let columns =
            ["victim_name", "witness_name", "abuser_name", "perpetrator_name", "name_school", "crime_name"];
        let found = likely(&[table("child", &columns)]);
        assert_eq!(found[..4], ["name"; 4]);
        assert!(found[4..].iter().all(|entry| entry != "name"), "{found:?}");
    }

    #[test]
    fn a_number_is_a_number_and_an_allegation_is_one_of_a_crime_where_it_says_so() {
        let columns = [
            "dbs_no",
            "dbs_certificate_number",
            "pnc_id",
            "chi",
            "chi_number",
            "nat_ins",
            "rhif_yswiriant_gwladol",
        ];
        assert_eq!(likely(&[table("child", &columns)]), ["official-number"; 7]);
        assert_eq!(likely(&[table("child", &["hospital_number"])]), ["pseudonym"]);
        let columns = ["UNISON_MEMBER", "UNION_SUBS", "trade_union", "neu_rep"];
        assert_eq!(likely(&[table("member", &columns)]), ["trade-union-membership"; 4]);
        let hints =
            ["allegation", "alleged_abuse", "LADO_REF", "pan", "political_asylum", "credit_union_subs"];
        let offences = ["alleged_offence", "alleged_assault", "theft_allegation"];
        let found = likely(&[table("child", &hints)]);
        assert!(
            found.iter().all(|entry| !["criminal-offence", "official-number", "political-opinions"]
                .contains(&entry.as_str())
                && entry != "trade-union-membership"),
            "{found:?}"
        );
        assert_eq!(likely(&[table("child", &offences)]), ["criminal-offence"; 3]);
    }

    #[test]
    fn welsh_words_are_read_as_english_ones() {
        let columns =
            ["enw", "cyfenw", "dyddiad_geni", "cod_post", "crefydd", "ethnigrwydd", "anabledd", "euogfarn"];
        assert_eq!(
            likely(&[table("plentyn", &columns)]),
            [
                "name",
                "name",
                "birth-date",
                "address",
                "religious-or-philosophical-beliefs",
                "racial-or-ethnic-origin",
                "health",
                "criminal-offence"
            ]
        );
        assert_eq!(likely(&[table("plentyn", &["rhif_ffôn", "e-bost", "enw_ysgol"])])[..2], ["contact"; 2]);
        assert_ne!(likely(&[table("plentyn", &["enw_ysgol"])])[0], "name");
    }
}
