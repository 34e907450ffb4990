//! The rules: one file each, in a folder by family, and one static table. A rule is asked about
//! one record at a time with everything known about it; it calls `notice`, `law`, `retention` and
//! `lexicon` through the [`View`], and says what it finds.

mod affected;
mod consent;
mod example;
mod legal_words;
mod offer;
mod rule;
#[cfg(test)]
mod testing;
mod view;
mod words;

mod criminal_offence;
mod declaration;
mod lawful_basis;
mod pseudonymisation;
mod purpose;
pub mod reading;
mod recipients;
mod retention;
mod special_category;
pub(crate) mod suppression;

pub use example::{EXAMPLE_NOTICE, Example};
pub use rule::{Audience, Authority, Check, Family, Rule};
pub(crate) use view::meaning;
pub use view::{FieldView, Meaning, Options, UseView, View};

/// The rule that the summary counts.
pub(crate) const UNDECLARED: &str = declaration::undeclared_field::RULE.id;

/// The rules whose findings are made where declarations are understood.
pub(crate) mod declaration_mistake {
    pub(crate) use super::declaration::declaration_conflict::RULE as CONFLICT;
    pub(crate) use super::declaration::unknown_declaration::RULE as UNKNOWN;
}

/// What one record records may answer what another asks, in the same file or another of the run.
pub(crate) mod across {
    pub(crate) use super::retention::recorded::all as recorded;
    pub(crate) use super::retention::trigger_not_recorded::is_settled;
}

/// Every rule, by family. A new rule is a file and a line here.
pub static RULES: &[&Rule] = &[
    &declaration::undeclared_field::RULE,
    &declaration::declaration_conflict::RULE,
    &declaration::draft_declaration::RULE,
    &declaration::unknown_declaration::RULE,
    &declaration::category_not_in_notice::RULE,
    &declaration::name_contradicts_category::RULE,
    &declaration::opaque_container::RULE,
    &declaration::subject_not_declared::RULE,
    &declaration::code_list_changes_category::RULE,
    &declaration::protected_link::RULE,
    &retention::missing::RULE,
    &retention::over::RULE,
    &retention::over_some::RULE,
    &retention::cannot_tell::RULE,
    &retention::notice_ambiguous::RULE,
    &retention::below_floor::RULE,
    &retention::notice_below_floor::RULE,
    &retention::under_published::RULE,
    &retention::open_trigger::RULE,
    &retention::review_not_destruction::RULE,
    &retention::mixed_classes::RULE,
    &retention::adult_without_row::RULE,
    &retention::hold_without_review::RULE,
    &retention::trigger_not_recorded::RULE,
    &special_category::special_without_art9::RULE,
    &special_category::art9_not_in_notice::RULE,
    &special_category::sch1_missing::RULE,
    &special_category::sch1_wrong_part::RULE,
    &special_category::policy_document_missing::RULE,
    &special_category::policy_document_stale::RULE,
    &special_category::safeguarding_with_consent::RULE,
    &special_category::equality_used_for_decisions::RULE,
    &special_category::paragraph_unavailable_to_council::RULE,
    &criminal_offence::offence_as_special_category::RULE,
    &criminal_offence::offence_without_authority::RULE,
    &criminal_offence::victim_filed_as_offence::RULE,
    &lawful_basis::art6_missing_or_unlisted::RULE,
    &lawful_basis::consent_not_withdrawable::RULE,
    &lawful_basis::consent_for_statutory_duty::RULE,
    &purpose::missing::RULE,
    &purpose::not_in_notice::RULE,
    &purpose::no_justification::RULE,
    &purpose::sold_data::RULE,
    &purpose::dpia_missing::RULE,
    &recipients::not_in_notice::RULE,
    &recipients::optional_service_needs_consent::RULE,
    &recipients::processor_role_missing::RULE,
    &recipients::non_uk_recipient::RULE,
    &pseudonymisation::analysis_with_identifiers::RULE,
    &suppression::UNUSED,
    &suppression::EXPIRED,
    &suppression::WITHOUT_REASON,
    &reading::unreadable_input::RULE,
    &reading::unread_statement::RULE,
    &reading::duplicate_key::RULE,
    &reading::limit_reached::RULE,
    &reading::unmatched_configuration::RULE,
];

/// A rule by its id.
pub fn find(id: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The ids of the rules that find fault with an example.
    fn found(example: &Example) -> Vec<&'static str> {
        testing::check(EXAMPLE_NOTICE, example.files).iter().map(|finding| finding.rule.id).collect()
    }

    #[test]
    fn every_bad_example_is_found_and_every_good_one_is_not() {
        for rule in RULES {
            let bad = found(&rule.bad);
            assert!(bad.contains(&rule.id), "the bad example of {} gives {bad:?}", rule.id);
            let good = found(&rule.good);
            assert!(!good.contains(&rule.id), "the good example of {} gives {good:?}", rule.id);
        }
    }

    #[test]
    fn ids_are_unique_and_kebab_case() {
        let mut ids: Vec<&str> = RULES.iter().map(|rule| rule.id).collect();
        for id in &ids {
            assert!(id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'), "{id}");
        }
        ids.sort_unstable();
        let all = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), all);
    }

    #[test]
    fn every_rule_says_what_why_and_what_it_rests_on() {
        for rule in RULES {
            for text in [rule.summary, rule.explanation, rule.source] {
                assert!(text.ends_with('.'), "{}: {text}", rule.id);
            }
        }
    }
}
