//! The words of a declaration. `schemas/declaration.schema.json` describes them for editors; a
//! test keeps the two the same.

/// Every key that a declaration may have.
pub const KEYS: &[&str] = &[
    "subject",
    "category",
    "not-personal",
    "uses",
    "purpose",
    "purposes",
    "lawful-basis",
    "condition",
    "schedule-1",
    "recipients",
    "retention",
    "hold",
    "policy-document",
    "offence-authority",
    "dpia",
    "source",
    "technique",
    "necessity",
    "agreement",
    "draft",
];

/// The keys of one use.
pub const USE_KEYS: &[&str] =
    &["purpose", "purposes", "lawful-basis", "condition", "schedule-1", "recipients"];

/// What can have been done to a value so that it says less.
pub const TECHNIQUES: &[&str] = &[
    "none",
    "keyed-pseudonym",
    "pseudonymised",
    "hashed",
    "tokenised",
    "anonymised",
    "aggregated",
    "generalised",
    "month-of-birth",
    "year-of-birth",
    "postcode-sector",
    "truncated",
    "masked",
    "redacted",
    "encrypted",
];

/// The known word that `word` is a slip of the pen of: one letter off, two in a longer word.
pub fn misspelt<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let wanted = word.to_ascii_lowercase().replace(['_', ' '], "-");
    let allowed = if wanted.len() >= 6 { 2 } else { 1 };
    known
        .into_iter()
        .map(|candidate| (strsim::osa_distance(&wanted, candidate), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min()
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_pen_is_recognised_and_another_word_is_not() {
        assert_eq!(misspelt("ethnicty", ["ethnicity", "health"]), Some("ethnicity"));
        assert_eq!(misspelt("Public_Task", ["public-task"]), Some("public-task"));
        assert_eq!(misspelt("financial", ["family", "ethnicity"]), None);
    }

    #[test]
    fn the_published_vocabulary_is_this_one() {
        let schema = crate::schemas::DECLARATION.value();
        let mut published: Vec<&str> =
            schema["properties"].as_object().unwrap().keys().map(String::as_str).collect();
        let mut known = KEYS.to_vec();
        published.sort_unstable();
        known.sort_unstable();
        assert_eq!(published, known);
        let mut published: Vec<&str> = schema["properties"]["technique"]["enum"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(serde_json::Value::as_str)
            .collect();
        let mut known = TECHNIQUES.to_vec();
        published.sort_unstable();
        known.sort_unstable();
        assert_eq!(published, known);
    }
}
