//! `sch1-missing`

use super::paragraphs::{Fault, faults};
use crate::finding::{Finding, LabelRole, Severity};
use crate::rules::affected::by_fault;
use crate::rules::legal_words::{article, needs_part, other_paragraphs, point};
use crate::rules::view::{View, push_all};
use crate::rules::{Audience, Authority, Check, Example, Family, Rule};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "sch1-missing",
    family: Family::SpecialCategory,
    severity: Severity::Error,
    audience: Audience::DataProtectionOfficer,
    authority: Authority::Statute,
    source: "Data Protection Act 2018 section 10(2) and (3): some conditions are met only together with one in Schedule 1.",
    summary: "An Article 9(2) condition that needs a Schedule 1 paragraph has none.",
    explanation: "Points (b), (g), (h), (i) and (j) of Article 9(2) are not enough alone: section 10 of the Data Protection Act 2018 asks for a condition in Part 1 or Part 2 of Schedule 1 beside them. Without it the condition is not met. Reported once per record, use and condition.",
    bad: Example {
        files: &[(
            "child.sql",
            "CREATE TABLE child (\n  allergies varchar(80) -- @gdpr category=wellbeing purpose=keeping-safe lawful-basis=public-task condition=substantial-public-interest\n);\n",
        )],
    },
    good: Example {
        files: &[(
            "child.sql",
            "CREATE TABLE child (\n  allergies varchar(80) -- @gdpr category=wellbeing purpose=keeping-safe lawful-basis=public-task condition=substantial-public-interest schedule-1=18 policy-document=\"Policy document 3\"\n);\n",
        )],
    },
    check: Check::Record(check),
};

fn check(view: &View<'_>, out: &mut Vec<Finding>) {
    for one in view.uses() {
        for (fault, affected) in by_fault(&one, |field, of| faults(view, field, of)) {
            let Fault::Missing { condition: id } = fault else { continue };
            let Some(condition) = view.law().condition(id) else { continue };
            let message = format!(
                "{} in `{}` {} on {}{}, without a paragraph of Schedule 1.",
                affected.names(),
                view.record.name,
                affected.number("relies", "rely"),
                point(condition),
                one.words(),
            );
            let choice = other_paragraphs(view, &one, |paragraph| paragraph.is_for(id));
            let mut builder = view
                .at_field(&RULE, affected.first, message)
                .because(needs_part(condition))
                .fix(format!("Add the `schedule-1` paragraph that applies.{choice}"))
                .group(article(condition), 3);
            if let Some(place) = affected.place_of_condition(id) {
                builder = builder.label(LabelRole::Declaration, place, "declared here, without a paragraph");
            }
            if let Some(named) = view.notice().article_9.iter().find(|named| named.clause.id == id) {
                builder =
                    builder.clause(&view.notice().source, &named.clause, "the notice on this condition");
            }
            push_all(out, [builder]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::of;

    fn messages(declared: &str) -> Vec<String> {
        let schema = format!(
            "properties:\n  faith: {{ type: string, x-gdpr: {{ category: faith, purpose: family-help, lawful-basis: e, {declared} }} }}\n"
        );
        of(&RULE, &schema).into_iter().map(|finding| format!("{} {}", finding.message, finding.fix)).collect()
    }

    #[test]
    fn only_conditions_that_need_a_paragraph_miss_one() {
        assert!(messages("condition: f").is_empty() && messages("condition: a").is_empty());
        assert_eq!(messages("condition: [g, h]").len(), 2);
    }

    #[test]
    fn a_paragraph_for_one_condition_leaves_the_other_without() {
        let found = messages("condition: [g, h], schedule-1: 18");
        assert_eq!(found.len(), 1);
        assert!(found[0].contains("Article 9(2)(h)"), "{}", found[0]);
    }

    #[test]
    fn the_notice_offers_its_own_paragraphs_and_else_the_act_does() {
        assert!(messages("condition: g")[0].contains("The notice names `18` (safeguarding)"));
        assert!(messages("condition: j")[0].contains("the Act has `4`"));
    }

    #[test]
    fn fields_of_one_use_are_reported_together_and_other_uses_apart() {
        let schema = "x-gdpr: { lawful-basis: e, condition: g }\nproperties:\n  a: { type: string, x-gdpr: { category: faith, purpose: [family-help, keeping-safe] } }\n  b: { type: string, x-gdpr: { category: heritage, purpose: family-help } }\n";
        let found = of(&RULE, schema);
        assert_eq!(found.len(), 2);
        assert!(
            found
                .iter()
                .any(|finding| finding.message.starts_with("`a`, `b` in")
                    && finding.message.contains("rely on"))
        );
    }
}
