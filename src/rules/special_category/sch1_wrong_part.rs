//! `sch1-wrong-part`

use super::paragraphs::{Fault, faults};
use crate::finding::{Finding, LabelRole, Severity};
use crate::law::Paragraph;
use crate::rules::affected::by_fault;
use crate::rules::legal_words::{article, needs_part, other_paragraphs, paragraph as titled, point};
use crate::rules::view::{View, push_all};
use crate::rules::{Audience, Authority, Check, Example, Family, Rule};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "sch1-wrong-part",
    family: Family::SpecialCategory,
    severity: Severity::Error,
    audience: Audience::DataProtectionOfficer,
    authority: Authority::Statute,
    source: "Data Protection Act 2018 section 10(2) and (3): each condition needs one in its own part of Schedule 1.",
    summary: "A Schedule 1 paragraph stands beside an Article 9(2) condition that it does not serve.",
    explanation: "Substantial public interest, point (g), needs a condition in Part 2 of Schedule 1; points (b), (h), (i) and (j) need one in Part 1; Part 3 is for criminal offence data alone. Within Part 1 the Act names no paragraph for a point, so one with another subject is only a warning. Reported once per record, use and pair.",
    bad: Example {
        files: &[(
            "child.sql",
            "CREATE TABLE child (\n  allergies varchar(80) -- @gdpr category=wellbeing purpose=family-help lawful-basis=public-task condition=9(2)(g) schedule-1=2\n);\n",
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
        for (fault, affected) in by_fault(&one, |field, of| faults(view, field, of)) {
            let (id, number, severity) = match fault {
                Fault::Missing { .. } => continue,
                Fault::WrongPart { condition, paragraph } => (condition, paragraph, Severity::Error),
                Fault::OtherSubject { condition, paragraph } => (condition, paragraph, Severity::Warning),
            };
            let (Some(condition), Some(paragraph)) = (law.condition(id), law.numbered(number)) else {
                continue;
            };
            let which = match severity {
                Severity::Error => what(view, paragraph, "serves"),
                _ => format!("is in the right part but {}", what(view, paragraph, "has the subject of")),
            };
            let message = format!(
                "{} in `{}` {} on {}{} with {}, which {which}.",
                affected.names(),
                view.record.name,
                affected.number("relies", "rely"),
                point(condition),
                one.words(),
                titled(paragraph),
            );
            let choice = other_paragraphs(view, &one, |paragraph| paragraph.is_for(id));
            let fix = match severity {
                Severity::Error => {
                    format!("Name the paragraph that applies to `{id}`, or correct the condition.{choice}")
                }
                _ => format!("Check that this paragraph is meant.{choice}"),
            };
            let mut builder = view
                .at_field(&RULE, affected.first, message)
                .because(needs_part(condition))
                .fix(fix)
                .severity(severity)
                .group(format!("{} with paragraph {number}", article(condition)), 3);
            if let Some(place) = affected.place_of_paragraph(number) {
                builder = builder.label(LabelRole::Declaration, place, "the paragraph");
            }
            if let Some(place) = affected.place_of_condition(id) {
                builder = builder.label(LabelRole::Declaration, place, "the condition");
            }
            push_all(out, [builder]);
        }
    }
}

/// What a paragraph is for, to be read after "which".
fn what(view: &View<'_>, paragraph: &Paragraph, serves: &str) -> String {
    let of_article_9 = view.law().conditions.iter().filter(|condition| paragraph.is_for(&condition.id));
    let points: Vec<&str> = of_article_9.map(article).collect();
    match (points.is_empty(), paragraph.serves.is_empty()) {
        (false, _) => format!("{serves} {}", points.join(" and ")),
        (true, false) => "is for criminal offence data only".to_owned(),
        (true, true) => "is no condition in itself".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::of;

    fn only(declared: &str) -> Option<Finding> {
        let schema = format!(
            "properties:\n  faith: {{ type: string, x-gdpr: {{ category: faith, purpose: family-help, lawful-basis: e, {declared} }} }}\n"
        );
        let mut found = of(&RULE, &schema);
        assert!(found.len() < 2);
        found.pop()
    }

    #[test]
    fn the_part_decides_and_not_the_paragraph() {
        assert!(
            only("condition: g, schedule-1: 6").is_none() && only("condition: h, schedule-1: 2").is_none()
        );
        let part = only("condition: h, schedule-1: 18").unwrap();
        assert_eq!(part.severity, Severity::Error);
        let soft = only("condition: h, schedule-1: 1").unwrap();
        assert_eq!(soft.severity, Severity::Warning);
        assert!(
            soft.message.contains("is in the right part but has the subject of Article 9(2)(b)"),
            "{}",
            soft.message
        );
    }

    #[test]
    fn what_is_no_condition_serves_nothing_and_part_3_serves_offences_only() {
        assert!(
            only("condition: g, schedule-1: 5")
                .unwrap()
                .message
                .ends_with("which is no condition in itself.")
        );
        assert!(
            only("condition: g, schedule-1: 33")
                .unwrap()
                .message
                .ends_with("which is for criminal offence data only.")
        );
    }

    #[test]
    fn a_further_paragraph_does_no_harm() {
        assert!(only("condition: g, schedule-1: [5, 18, 33]").is_none());
        assert!(only("condition: [g, h], schedule-1: [18, 2]").is_none());
        // Nothing is said of a paragraph where no condition is declared or where none needs one.
        assert!(only("schedule-1: 18").is_none() && only("condition: f, schedule-1: 18").is_none());
    }
}
