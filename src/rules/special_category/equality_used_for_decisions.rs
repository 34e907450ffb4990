//! `equality-used-for-decisions`

use crate::finding::{Finding, LabelRole, Severity};
use crate::notice::About;
use crate::rules::affected::by_fault;
use crate::rules::legal_words::{other_paragraphs, paragraph as titled};
use crate::rules::view::{View, push_all, some_of};
use crate::rules::{Audience, Authority, Check, Example, Family, Rule};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "equality-used-for-decisions",
    family: Family::SpecialCategory,
    severity: Severity::Error,
    audience: Audience::DataProtectionOfficer,
    authority: Authority::Statute,
    source: "Data Protection Act 2018 Schedule 1 paragraph 8(3), and its like in other paragraphs: never for measures or decisions about one person.",
    summary: "A Schedule 1 paragraph that bars decisions about one person serves a purpose about one person.",
    explanation: "Equality monitoring (paragraph 8) is a ground for looking at many people as a whole. It does not carry the care of one person or a decision about one, for which the same field needs another paragraph in a use of its own. Whether a purpose is about one person, the notice says. Reported once per record, use and paragraph.",
    bad: Example {
        files: &[(
            "child.sql",
            "CREATE TABLE child (\n  heritage varchar(20) -- @gdpr category=heritage purpose=family-help lawful-basis=public-task condition=9(2)(g) schedule-1=8 policy-document=\"Policy document 3\"\n);\n",
        )],
    },
    good: Example {
        files: &[(
            "child.sql",
            "CREATE TABLE child (\n  heritage varchar(20) -- @gdpr category=heritage purpose=yearly-figures lawful-basis=public-task condition=9(2)(g) schedule-1=8 policy-document=\"Policy document 3\"\n);\n",
        )],
    },
    check: Check::Record(check),
};

fn check(view: &View<'_>, out: &mut Vec<Finding>) {
    let (law, notice) = (view.law(), view.notice());
    for one in view.uses() {
        let Some(purpose) = one.purpose.and_then(|purpose| notice.purpose(purpose)) else { continue };
        if purpose.about != Some(About::Person) {
            continue;
        }
        let barred = by_fault(&one, |_, of| {
            let numbers = of.schedule_1.iter().map(|said| said.value);
            numbers
                .filter(|number| law.numbered(*number).is_some_and(|paragraph| paragraph.not_for_decisions))
                .collect()
        });
        for (number, affected) in barred {
            let Some(paragraph) = law.numbered(number) else { continue };
            let message = format!(
                "{} in `{}` {} used{} under {}, which bars measures and decisions about one person. That purpose is about one person.",
                affected.names(),
                view.record.name,
                affected.number("is", "are"),
                one.words(),
                titled(paragraph),
            );
            let conditions: Vec<&str> =
                affected.of.condition.iter().map(|said| said.value.as_str()).collect();
            let other = other_paragraphs(view, &one, |other| conditions.iter().any(|id| other.is_for(id)));
            let population = some_of(
                notice
                    .purposes
                    .iter()
                    .filter(|other| other.about == Some(About::Population))
                    .map(|other| other.clause.id.as_str()),
            );
            let population = if population.is_empty() {
                String::new()
            } else {
                format!(
                    " Paragraph {number} stays for a use of its own that looks at many people: {population}."
                )
            };
            let mut builder = view
                .at_field(&RULE, affected.first, message)
                .because(format!(
                    "Data Protection Act 2018 Schedule 1 paragraph {number}, in short: {}",
                    paragraph.limit.as_deref().unwrap_or("Never for decisions about one person.")
                ))
                .fix(format!("Name the paragraph that carries this purpose.{other}{population}"))
                .group(format!("Schedule 1 paragraph {number}"), 3);
            if let Some(place) = affected.place_of_paragraph(number) {
                builder = builder.label(LabelRole::Declaration, place, "the paragraph");
            }
            push_all(
                out,
                [builder.clause(
                    &notice.source,
                    &purpose.clause,
                    "the notice says that this is about one person",
                )],
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::of;

    fn found(uses: &str) -> Vec<Finding> {
        of(
            &RULE,
            &format!(
                "properties:\n  heritage: {{ type: string, x-gdpr: {{ category: heritage, uses: [{uses}] }} }}\n"
            ),
        )
    }

    #[test]
    fn each_use_is_judged_alone() {
        let monitoring = "{ purpose: yearly-figures, lawful-basis: e, condition: g, schedule-1: 8 }";
        let care = "{ purpose: family-help, lawful-basis: e, condition: h, schedule-1: 2 }";
        assert!(found(&format!("{monitoring}, {care}")).is_empty());
        let mixed = found(&format!(
            "{monitoring}, {{ purpose: keeping-safe, lawful-basis: e, condition: g, schedule-1: [18, 8] }}"
        ));
        assert_eq!(mixed.len(), 1);
        assert!(
            mixed[0].fix.contains("`18` (safeguarding)") && !mixed[0].fix.contains("`8`"),
            "{}",
            mixed[0].fix
        );
        assert!(mixed[0].fix.contains("`yearly-figures`"), "{}", mixed[0].fix);
    }

    #[test]
    fn a_purpose_of_which_the_notice_says_nothing_is_left_alone() {
        assert!(
            found("{ purpose: something-else, lawful-basis: e, condition: g, schedule-1: 8 }").is_empty()
        );
    }
}
