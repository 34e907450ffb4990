//! `safeguarding-with-consent`

use crate::finding::{Finding, LabelRole, Severity};
use crate::rules::affected::by_fault;
use crate::rules::consent::{place_of_consent, rests_on_consent};
use crate::rules::legal_words::paragraph as titled;
use crate::rules::view::{View, push_all};
use crate::rules::{Audience, Authority, Check, Example, Family, Rule};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "safeguarding-with-consent",
    family: Family::SpecialCategory,
    severity: Severity::Error,
    audience: Audience::DataProtectionOfficer,
    authority: Authority::Statute,
    source: "Data Protection Act 2018 Schedule 1 paragraph 18(1)(c), and its like in other paragraphs: the data are used without the person's consent, for a listed reason.",
    summary: "One use rests on consent and on a Schedule 1 paragraph that applies only without it.",
    explanation: "Safeguarding (paragraph 18) and several other paragraphs of Schedule 1 are for what has to be done without consent: it cannot be given, cannot be expected, or asking for it would do harm. Beside consent such a paragraph is not met, and the consent is not free. Other uses of the same field may rest on consent. Reported once per record, use and paragraph.",
    bad: Example {
        files: &[(
            "child.sql",
            "CREATE TABLE child (\n  allergies varchar(80) -- @gdpr category=wellbeing purpose=keeping-safe lawful-basis=consent condition=9(2)(g) schedule-1=18 policy-document=\"Policy document 3\"\n);\n",
        )],
    },
    good: Example {
        files: &[(
            "child.sql",
            "CREATE TABLE child (\n  allergies varchar(80) -- @gdpr category=wellbeing purpose=keeping-safe lawful-basis=public-task condition=9(2)(g) schedule-1=18 policy-document=\"Policy document 3\"\n);\n",
        )],
    },
    check: Check::Record(check),
};

fn check(view: &View<'_>, out: &mut Vec<Finding>) {
    let law = view.law();
    for one in view.uses() {
        let both = by_fault(&one, |field, of| {
            let numbers = of.schedule_1.iter().map(|said| said.value).filter(|_| rests_on_consent(field, of));
            numbers
                .filter(|number| law.numbered(*number).is_some_and(|paragraph| paragraph.requires_no_consent))
                .collect()
        });
        for (number, affected) in both {
            let Some(paragraph) = law.numbered(number) else { continue };
            let message = format!(
                "{} in `{}` {} used{} on consent and under {}, which applies only without consent.",
                affected.names(),
                view.record.name,
                affected.number("is", "are"),
                one.words(),
                titled(paragraph),
            );
            let limit =
                paragraph.limit.as_deref().unwrap_or("The data are used without the person's consent.");
            let mut builder = view
                .at_field(&RULE, affected.first, message)
                .because(format!("Data Protection Act 2018 Schedule 1 paragraph {number}, in short: {limit}"))
                .fix("Keep the paragraph and name another basis than consent; or, if the person is truly free to refuse, keep consent and drop the paragraph. An agreement to a service is not consent: declare it as `agreement`.")
                .group(format!("Schedule 1 paragraph {number}"), 3);
            if let Some(place) = affected.place_of_paragraph(number) {
                builder = builder.label(LabelRole::Declaration, place, "the paragraph");
            }
            if let Some(place) = place_of_consent(&affected) {
                builder = builder.label(LabelRole::Declaration, place, "the consent");
            }
            push_all(out, [builder]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::of;

    fn found(declared: &str) -> Vec<Finding> {
        of(
            &RULE,
            &format!("properties:\n  faith: {{ type: string, x-gdpr: {{ category: faith, {declared} }} }}\n"),
        )
    }

    #[test]
    fn consent_of_either_article_counts() {
        assert_eq!(found("purpose: keeping-safe, lawful-basis: a, condition: g, schedule-1: 18").len(), 1);
        assert_eq!(
            found("purpose: keeping-safe, lawful-basis: e, condition: [a, g], schedule-1: 18").len(),
            1
        );
        assert_eq!(found("purpose: keeping-safe, lawful-basis: a, condition: g, schedule-1: 6").len(), 0);
    }

    #[test]
    fn other_paragraphs_that_bar_consent_are_named_by_their_title() {
        let found = found("purpose: keeping-safe, lawful-basis: a, condition: g, schedule-1: 10");
        assert!(
            found[0].message.contains("paragraph 10 (Preventing or detecting unlawful acts)"),
            "{}",
            found[0].message
        );
    }

    #[test]
    fn consent_for_another_use_does_no_harm() {
        let uses = "uses: [ { purpose: keeping-safe, lawful-basis: e, condition: g, schedule-1: 18 }, { purpose: holiday-club, lawful-basis: a, condition: a } ]";
        assert!(found(uses).is_empty());
    }
}
