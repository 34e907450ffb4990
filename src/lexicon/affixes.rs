//! What the names of a collection begin or end with by habit: `tbl`, `ssd_`, `…Type`. Such words say
//! nothing of one record.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Lexicon;
use super::load::RecordWord;
use super::tokens::Tokens;
use crate::collection::{Field, Record};

/// The least records or fields from which a habit can be read.
const LEAST: usize = 4;

/// The habits of a collection.
#[derive(Debug, Default)]
pub(super) struct Affixes {
    prefix: Option<String>,
    suffix: Option<String>,
}

impl Affixes {
    /// Reads them from the names of the records: what at least three in five share.
    pub(super) fn of(lexicon: &Lexicon, records: &[Record]) -> Self {
        let names: Vec<Arc<Tokens>> =
            records.iter().map(|record| lexicon.words.of(own(&record.name))).collect();
        let several: Vec<&Tokens> = names.iter().map(|name| &**name).filter(|name| name.len() > 1).collect();
        let shared = |word: fn(&Tokens) -> &str| {
            let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
            for name in &several {
                *counts.entry(word(name)).or_default() += 1;
            }
            let most = counts.into_iter().max_by_key(|(_, count)| *count)?;
            (most.1 >= LEAST && most.1 * 5 >= records.len() * 3).then(|| most.0.to_owned())
        };
        let person = |word: &String| {
            matches!(lexicon.records.get(word.as_str()), Some(RecordWord::Person(_) | RecordWord::Activity))
        };
        Self {
            prefix: shared(|name| name.token(0)).filter(|word| !person(word)),
            suffix: shared(|name| name.token(name.len() - 1)).filter(|word| !person(word)),
        }
    }

    /// The words of a record's own name without them.
    pub(super) fn strip(&self, name: &Tokens) -> Tokens {
        let first = usize::from(name.len() > 1 && self.prefix.as_deref() == Some(name.token(0)));
        let last = name.len().saturating_sub(1);
        let end =
            if last > first && self.suffix.as_deref() == Some(name.token(last)) { last } else { name.len() };
        if first == 0 && end == name.len() {
            return name.clone();
        }
        let mut stripped = Tokens::default();
        stripped.add_those(name, first..end);
        stripped
    }
}

/// A record's own name, without those of what it is in.
pub(super) fn own(name: &str) -> &str {
    segments(name).next().unwrap_or(name)
}

/// The names that a record's name is made of, its own first. Of an operation (`POST /children/{id}`)
/// the parts of the path count: not the method, the parameters or the number of a response.
pub(super) fn segments(name: &str) -> impl Iterator<Item = &str> {
    let operation = name.contains(" /");
    let parts = name.rsplit(move |c: char| c == '.' || (operation && (c == '/' || c == ' ')));
    let counts = move |part: &&str| {
        let method = part.len() > 2 && part.bytes().all(|byte| byte.is_ascii_uppercase());
        !operation
            || !(part.is_empty() || part.starts_with(['{', ':']) || method || part.parse::<u32>().is_ok())
    };
    parts.filter(counts)
}

/// The bytes of a prefix that most fields of a record share (`pers_`, `cine_`): a few letters
/// and an underscore.
pub(super) fn common_prefix(fields: &[Field]) -> Option<String> {
    if fields.len() < LEAST {
        return None;
    }
    fn prefix_of(field: &Field) -> Option<&str> {
        // A longer prefix is none, so the rest of a name is not looked at.
        let at = field.name.bytes().take(6).position(|byte| byte == b'_')?;
        let (prefix, rest) = (&field.name[..at], &field.name[at + 1..]);
        ((2..=5).contains(&at) && !rest.is_empty() && prefix.is_ascii()).then_some(prefix)
    }
    // What four in five share stands in the first or in the second of any two that differ: the
    // one that is left when such pairs are taken away is the only one that can be it.
    let (mut left, mut more) = ("", 0_usize);
    for prefix in fields.iter().map(|field| prefix_of(field).unwrap_or_default()) {
        if more == 0 {
            left = prefix;
        }
        more = if left.eq_ignore_ascii_case(prefix) { more + 1 } else { more - 1 };
    }
    let is_left = |field: &&Field| prefix_of(field).is_some_and(|prefix| prefix.eq_ignore_ascii_case(left));
    let count = fields.iter().filter(is_left).count();
    (count >= LEAST && count * 10 >= fields.len() * 8).then(|| left.to_ascii_lowercase())
}

/// How many bytes at the start of most fields' names are the record's own name as the path to them:
/// `Condition.` in a list of elements. In `phq9_1` it is the best word there is, and stays.
pub(super) fn own_prefix(record: &Record) -> Option<usize> {
    let name = own(&record.name);
    let starts = |field: &Field| {
        field.name.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
            && field.name[name.len()..].starts_with('.')
    };
    let many = record.fields.iter().filter(|field| starts(field)).count();
    (name.len() > 2 && many >= LEAST && many * 10 >= record.fields.len() * 8).then_some(name.len())
}

/// A field's name without the prefix of its record.
pub(super) fn without<'n>(name: &'n str, prefix: Option<&str>) -> Option<&'n str> {
    let prefix = prefix?;
    let rest = name.get(prefix.len()..)?.strip_prefix('_')?;
    (name[..prefix.len()].eq_ignore_ascii_case(prefix) && !rest.is_empty()).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{contexts, likely, table};

    #[test]
    fn habits_of_names_say_nothing() {
        let records = [
            table("tblCaseType", &["a"]),
            table("tblChildType", &["a"]),
            table("tblAddressType", &["a"]),
            table("tblPlanType", &["a"]),
            table("tblWardType", &["a"]),
        ];
        // Where every name ends in `Type`, none of them is a list of types.
        assert_eq!(contexts(&records)[1].subject(), Some("child"));
        assert!(!contexts(&records[1..2])[0].is_person());
    }

    #[test]
    fn a_record_s_own_name_before_its_columns_is_a_word_and_a_path_is_none() {
        let columns = ["phq9_1 int", "phq9_2 int", "phq9_3 int", "phq9_4 int"];
        assert_eq!(likely(&[table("phq9", &columns)]), ["health"; 4]);
        let paths = ["Allergy.patient", "Allergy.severity", "Allergy.asserter", "Allergy.encounter"];
        assert_eq!(likely(&[table("Allergy", &paths)])[1], "health");
        assert_ne!(likely(&[table("Allergy", &paths)])[0], "health");
    }

    #[test]
    fn a_prefix_of_columns_is_no_word() {
        let columns = ["dis_id int", "dis_forename", "dis_born date", "dis_sex", "dis_shoe"];
        assert_eq!(likely(&[table("person", &columns)])[4], "");
    }
}
