//! The rules: one file each, in a folder by family, and one static table. A rule is asked about
//! one record at a time with everything known about it; it calls `notice`, `law`, `retention` and
//! `lexicon` through the [`View`], and says what it finds.

mod example;
mod rule;
mod view;

mod criminal_offence;
mod declaration;
mod lawful_basis;
mod pseudonymisation;
mod purpose;
pub mod reading;
mod recipients;
mod retention;
mod special_category;

pub use example::{EXAMPLE_NOTICE, Example};
pub use rule::{Audience, Authority, Check, Family, Rule};
pub use view::{FieldView, Meaning, Options, UseView, View};
pub(crate) use view::meaning;

/// The rule that the summary counts.
pub(crate) const UNDECLARED: &str = declaration::undeclared_field::RULE.id;

/// The rules whose findings are made where declarations are understood.
pub(crate) mod declaration_mistake {
    pub(crate) use super::declaration::declaration_conflict::RULE as CONFLICT;
    pub(crate) use super::declaration::unknown_declaration::RULE as UNKNOWN;
}

/// Every rule, by family. A new rule is a file and a line here.
pub static RULES: &[&Rule] = &[
    &declaration::undeclared_field::RULE,
    &declaration::declaration_conflict::RULE,
    &declaration::unknown_declaration::RULE,
    &retention::over::RULE,
    &special_category::special_without_art9::RULE,
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
    use std::path::Path;

    use super::*;
    use crate::check::{Beside, FileOutcome, Job, check_source, read_sidecar};
    use crate::law::Law;
    use crate::lexicon::Lexicon;
    use crate::notice::{Setting, read};
    use crate::retention::Timeline;
    use crate::text::Source;

    /// The ids of the rules that find fault with an example.
    fn found(example: &Example) -> Vec<&'static str> {
        let law = Law::built_in().unwrap();
        let timeline = Timeline::built_in().unwrap();
        let lexicon = Lexicon::built_in().unwrap();
        let setting = Setting { law: &law, timeline: &timeline };
        let notice = read(Source::new("notice.yaml", EXAMPLE_NOTICE), false, setting).unwrap();
        let options = Options { as_of: jiff::civil::date(2026, 6, 30), strict: false };
        let terms = crate::declaration::Terms { notice: &notice, law: &law, timeline: &timeline };
        let job = Job { root: Path::new("."), terms, lexicon: &lexicon, options: &options };
        let (name, text) = example.files[0];
        let mut rules = Vec::new();
        let sidecar = example.files.get(1).map(|(name, text)| {
            let (sidecar, findings) = read_sidecar(&Source::new(*name, *text));
            rules.extend(findings.iter().map(|finding| finding.rule.id));
            sidecar.expect("the sidecars of examples are well formed")
        });
        let beside = Beside { sidecar: sidecar.as_ref(), named: true, ..Beside::default() };
        match check_source(job, &Source::new(name, text), None, &beside) {
            FileOutcome::Checked { findings, .. } => rules.extend(findings.iter().map(|finding| finding.rule.id)),
            FileOutcome::Unread(finding) => rules.push(finding.rule.id),
            FileOutcome::NoSchema(why) => panic!("{name} is no schema: {why}"),
        }
        rules.extend(sidecar.iter().flat_map(|sidecar| crate::check::unmatched(sidecar)).map(|finding| finding.rule.id));
        rules
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
