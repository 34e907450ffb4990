//! `paragraph-unavailable-to-council`

use crate::finding::{Finding, LabelRole, Severity};
use crate::notice::CategoryKind;
use crate::rules::affected::by_fault;
use crate::rules::legal_words::{other_paragraphs, paragraph as titled, paragraphs_for_offences};
use crate::rules::view::{View, push_all};
use crate::rules::{Audience, Authority, Check, Example, Family, Rule};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "paragraph-unavailable-to-council",
    family: Family::SpecialCategory,
    severity: Severity::Error,
    audience: Audience::DataProtectionOfficer,
    authority: Authority::Statute,
    source: "Data Protection Act 2018 Schedule 1: some of its paragraphs are for bodies of a certain kind only.",
    summary: "A use relies on a Schedule 1 paragraph that a council cannot use.",
    explanation: "A few paragraphs of Schedule 1 are written for somebody else: support for people with a condition (16) and Part 3's paragraph 31 for not-for-profit bodies, paragraph 22 for political parties. For a council they carry nothing, however well their subject fits. Reported once per record, use and paragraph.",
    bad: Example {
        files: &[(
            "child.sql",
            "CREATE TABLE child (\n  allergies varchar(80) -- @gdpr category=wellbeing purpose=family-help lawful-basis=public-task condition=9(2)(g) schedule-1=16\n);\n",
        )],
    },
    good: Example {
        files: &[(
            "child.sql",
            "CREATE TABLE child (\n  allergies varchar(80) -- @gdpr category=wellbeing purpose=family-help lawful-basis=public-task condition=9(2)(h) schedule-1=2\n);\n",
        )],
    },
    check: Check::Record(check),
};

fn check(view: &View<'_>, out: &mut Vec<Finding>) {
    let law = view.law();
    for one in view.uses() {
        let closed = by_fault(&one, |_, of| {
            let numbers = of.schedule_1.iter().map(|said| said.value);
            numbers
                .filter(|number| law.numbered(*number).is_some_and(|paragraph| !paragraph.open_to_councils))
                .collect()
        });
        for (number, affected) in closed {
            let Some(paragraph) = law.numbered(number) else { continue };
            let message = format!(
                "{} in `{}` {}{} on {}, which a council cannot use.",
                affected.names(),
                view.record.name,
                affected.number("relies", "rely"),
                one.words(),
                titled(paragraph),
            );
            let offence = affected.first.kind() == Some(CategoryKind::Offence);
            let conditions: Vec<&str> =
                affected.of.condition.iter().map(|said| said.value.as_str()).collect();
            let other = match offence {
                true => paragraphs_for_offences(view),
                false => other_paragraphs(view, &one, |other| conditions.iter().any(|id| other.is_for(id))),
            };
            let mut builder = view
                .at_field(&RULE, affected.first, message)
                .because(format!(
                    "Data Protection Act 2018 Schedule 1 paragraph {number}, in short: {}",
                    paragraph.limit.as_deref().unwrap_or(&paragraph.title)
                ))
                .fix(format!("Name a paragraph that is open to councils and applies.{other}"))
                .group(format!("Schedule 1 paragraph {number}"), view.harm(affected.first));
            if let Some(place) = affected.place_of_paragraph(number) {
                builder = builder.label(LabelRole::Declaration, place, "declared here");
            }
            push_all(out, [builder]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::of;

    #[test]
    fn what_is_open_to_councils_is_offered_instead() {
        let schema = |kind: &str| {
            format!(
                "properties:\n  one: {{ type: string, x-gdpr: {{ category: {kind}, purpose: keeping-safe, lawful-basis: e, schedule-1: [31, 22, 18], condition: g }} }}\n"
            )
        };
        let found = of(&RULE, &schema("faith"));
        assert_eq!(found.len(), 2);
        assert!(found.iter().all(|finding| finding.fix.contains("`18` (safeguarding)")));
        assert!(of(&RULE, &schema("offending"))[0].fix.contains("`18` (safeguarding), `6`"));
    }
}
