//! Which events a field records by its name, and whether its type leaves room for a date. Whole
//! words count; which of them say what stands in the timeline.

use crate::collection::{Field, FieldType};
use crate::lexicon::Tokens;
use crate::retention::Timeline;

/// The longest phrase of the timeline, in words.
const LONGEST: usize = 6;

/// Words that say that a name speaks of a time, beside words that begin or end with "date".
const WHEN: &[&str] = &[
    "dt",
    "time",
    "timestamp",
    "datetime",
    "epoch",
    "on",
    "at",
    "year",
    "month",
    "day",
    "dob",
    "dod",
    "doa",
    "dol",
    "birthday",
];

/// Whether the type of a field leaves room for a date.
pub(super) fn can_be_date(field: &Field) -> bool {
    /// The shortest text that holds a day: `010120`.
    const SHORTEST: usize = 6;
    let length = || {
        let (_, from) = field.type_text.split_once('(')?;
        from.split(|c: char| !c.is_ascii_digit()).next()?.parse::<usize>().ok()
    };
    match field.field_type {
        FieldType::Date => true,
        FieldType::Text | FieldType::LongText | FieldType::Unknown => {
            field.allowed.is_empty() && length().is_none_or(|length| length >= SHORTEST)
        }
        // A day as a number: seconds, 20260630, the key of a calendar.
        FieldType::Number => field.allowed.is_empty(),
        FieldType::Boolean | FieldType::Structure | FieldType::Binary => false,
    }
}

/// The events that a name records; its record's name may lend it the first words.
pub(super) fn said_by<'t>(
    timeline: &'t Timeline,
    record: &str,
    name: &str,
    field_type: FieldType,
) -> Vec<&'t str> {
    let tokens = Tokens::of(name);
    let is_date = field_type == FieldType::Date;
    let speaks_of_time = is_date || (0..tokens.len()).any(|at| is_when(tokens.token(at)));
    if field_type == FieldType::Number && !speaks_of_time {
        return Vec::new();
    }
    let known = |phrase: &str| timeline.recorded().by(phrase, is_date).next().is_some();
    let mut matches: Vec<(usize, usize, String)> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let longest = (at + LONGEST).min(tokens.len());
        match (at + 1..=longest).rev().find(|to| known(tokens.phrase(at, *to))) {
            Some(to) => {
                matches.push((at, to, tokens.phrase(at, to).to_owned()));
                at = to;
            }
            None => at += 1,
        }
    }
    lend(record, &tokens, known, &mut matches);
    // Without a word for a time in it, a text says when only where it says nothing else.
    matches.retain(|(from, to, _)| {
        let others = (0..tokens.len()).filter(|at| !(*from..*to).contains(at));
        (speaks_of_time || to - from == tokens.len())
            && others.into_iter().all(|at| !is_other(timeline, &tokens, at))
    });
    matches.iter().flat_map(|(.., phrase)| timeline.recorded().by(phrase, is_date)).collect()
}

/// Puts words of the record's name before the first ones of the field's: `end_date` in `placement`.
/// A longer phrase wins over the one that it holds.
fn lend(
    record: &str,
    tokens: &Tokens,
    known: impl Fn(&str) -> bool,
    matches: &mut Vec<(usize, usize, String)>,
) {
    let record = Tokens::of(record);
    for from in record.len().saturating_sub(LONGEST - 1)..record.len() {
        let lent = record.phrase(from, record.len());
        let longest = (LONGEST - (record.len() - from)).min(tokens.len());
        let first = matches.first().filter(|(from, ..)| *from == 0).map(|(_, to, _)| *to);
        let phrase = |to: usize| format!("{lent} {}", tokens.phrase(0, to));
        let found = (first.unwrap_or(1)..=longest).rev().find(|to| known(&phrase(*to)));
        if let Some(to) = found {
            matches.retain(|(from, ..)| *from >= to);
            matches.insert(0, (0, to, phrase(to)));
            return;
        }
    }
}

/// Whether a word of a name speaks of a time.
fn is_when(word: &str) -> bool {
    WHEN.contains(&word) || word.starts_with("date") || word.ends_with("date")
}

/// Whether a word beside a phrase makes the name say something else. The key of a day in a
/// calendar is a day.
fn is_other(timeline: &Timeline, tokens: &Tokens, at: usize) -> bool {
    let word = tokens.token(at);
    let is_key_of_day = matches!(word, "id" | "key") && at > 0 && is_when(tokens.token(at - 1));
    timeline.recorded().is_not_when(word) && !is_key_of_day
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    fn timeline() -> Timeline {
        Timeline::built_in().unwrap()
    }

    #[test]
    fn the_phrases_of_the_timeline_are_written_as_names_are_split() {
        let timeline = timeline();
        for phrase in timeline.events().flat_map(|event| timeline.recorded().words_of(event)) {
            let tokens = Tokens::of(phrase);
            assert_eq!(tokens.joined, *phrase);
            assert!(tokens.len() <= LONGEST, "{phrase}");
        }
    }

    #[test]
    fn names_of_real_systems_record_events() {
        let timeline = timeline();
        for (record, name, field_type, event) in [
            ("person", "DATE_OF_BIRTH", FieldType::Text, "birth"),
            ("person", "childDOB", FieldType::Text, "birth"),
            ("person", "BIRTH_DTTM", FieldType::Date, "birth"),
            ("child_identifiers", "PersonBirthDate", FieldType::Date, "birth"),
            ("child", "birthdate", FieldType::Unknown, "birth"),
            ("child", "dob_date_key", FieldType::Number, "birth"),
            ("person", "deceased_on", FieldType::Date, "death"),
            ("case", "closed_at", FieldType::Number, "case-closure"),
            ("case", "closed", FieldType::Text, "case-closure"),
            ("case", "end_date", FieldType::Date, "case-closure"),
            ("cin", "CINclosureDate", FieldType::Date, "case-closure"),
            ("FACT_REFERRALS", "CLOSURE_DATE", FieldType::Date, "case-closure"),
            ("file", "closure", FieldType::Date, "case-closure"),
            ("cin_details", "CINreferralDate", FieldType::Date, "referral"),
            ("referrals", "date", FieldType::Date, "referral"),
            ("FACT_CP_PLAN", "END_DTTM", FieldType::Date, "plan-end"),
            ("child_protection", "CPPendDate", FieldType::Date, "plan-end"),
            ("episodes", "DEC", FieldType::Text, "care-end"),
            ("placement", "ended_on", FieldType::Date, "placement-end"),
            ("complaint", "closed_on", FieldType::Date, "complaint-closed"),
            ("payment", "date", FieldType::Date, "payment"),
            ("payment", "paid_at", FieldType::Text, "payment"),
            ("roll", "DOL", FieldType::Date, "school-leaving"),
            ("case", "lastContactDate", FieldType::Date, "last-contact"),
            ("case", "updated_at", FieldType::Date, "last-modified"),
            ("case", "created", FieldType::Date, "record-created"),
            ("adoption", "order_date", FieldType::Date, "adoption-order"),
        ] {
            let found = said_by(&timeline, record, name, field_type);
            assert!(found.contains(&event), "{record}.{name}: {found:?}");
        }
    }

    #[test]
    fn names_beside_an_event_record_none() {
        let timeline = timeline();
        for (record, name, field_type) in [
            ("case", "closed_by", FieldType::Text),
            ("case", "closure_reason", FieldType::Text),
            ("case", "closure_reason_date_code", FieldType::Text),
            ("case", "disclosed_on", FieldType::Date),
            ("payment", "payment_amount", FieldType::Number),
            ("payment", "paid", FieldType::Number),
            ("child", "expected_birth_date", FieldType::Date),
            ("child", "date_of_birth_verified", FieldType::Text),
            ("child", "birth_weight", FieldType::Number),
            ("child", "place_of_birth", FieldType::Text),
            ("child", "services_received", FieldType::Text),
            ("child", "referral", FieldType::Text),
            ("panel", "decision", FieldType::Text),
            ("birth_case", "weight", FieldType::Text),
        ] {
            let found = said_by(&timeline, record, name, field_type);
            assert!(found.is_empty(), "{record}.{name}: {found:?}");
        }
    }

    #[test]
    fn the_records_name_lends_words_and_takes_none() {
        let timeline = timeline();
        assert_eq!(said_by(&timeline, "payment", "date_of_birth", FieldType::Date), ["birth"]);
        assert_eq!(said_by(&timeline, "complaint", "closed_on", FieldType::Date), ["complaint-closed"]);
    }

    #[test]
    fn a_code_and_a_mark_hold_no_date() {
        let field = |type_text: &str, field_type: FieldType| Field {
            field_type,
            type_text: type_text.to_owned(),
            ..Field::new("closed", Span::default())
        };
        assert!(can_be_date(&field("varchar(10)", FieldType::Text)));
        assert!(!can_be_date(&field("char(1)", FieldType::Text)));
        assert!(!can_be_date(&field("bit", FieldType::Boolean)));
        let mut coded = field("string", FieldType::Text);
        coded.allowed.push(crate::collection::Allowed { value: "yes".to_owned(), label: None });
        assert!(!can_be_date(&coded));
    }
}
