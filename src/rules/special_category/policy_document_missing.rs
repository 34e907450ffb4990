//! `policy-document-missing`

use crate::declaration::Use;
use crate::finding::{Finding, LabelRole, Severity};
use crate::law::{Paragraph, PolicyDocument};
use crate::notice::CategoryKind;
use crate::rules::affected::where_it_holds;
use crate::rules::legal_words::{ARTICLE_10, paragraph as titled};
use crate::rules::view::{FieldView, View, push_all};
use crate::rules::{Audience, Authority, Check, Example, Family, Rule};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "policy-document-missing",
    family: Family::SpecialCategory,
    severity: Severity::Error,
    audience: Audience::DataProtectionOfficer,
    authority: Authority::Statute,
    source: "Data Protection Act 2018 Schedule 1 paragraphs 1, 5 and 39: most of its conditions are met only with an Appropriate Policy Document in place.",
    summary: "A Schedule 1 paragraph needs an Appropriate Policy Document, and none is referred to.",
    explanation: "Paragraph 1 and nearly every paragraph of Part 2 of Schedule 1 apply only while the council has a document that says how it keeps the principles of Article 5 and how long it keeps the data. It may be declared once, for the whole file or in the configuration. Reported once per record and use.",
    bad: Example {
        files: &[(
            "child.sql",
            "CREATE TABLE child (\n  allergies varchar(80) -- @gdpr category=wellbeing purpose=keeping-safe lawful-basis=public-task condition=9(2)(g) schedule-1=18\n);\n",
        )],
    },
    good: Example {
        files: &[(
            "child.sql",
            "CREATE TABLE child (\n  allergies varchar(80) -- @gdpr category=wellbeing purpose=keeping-safe lawful-basis=public-task condition=9(2)(g) schedule-1=18 policy-document.reference=\"Policy document 3\" policy-document.review=2027-01-01\n);\n",
        )],
    },
    check: Check::Record(check),
};

fn check(view: &View<'_>, out: &mut Vec<Finding>) {
    for one in view.uses() {
        let Some(affected) = where_it_holds(&one, |field, of| {
            field.declaration.policy_document.is_none() && !asking(view, field, of).is_empty()
        }) else {
            continue;
        };
        let without = one.fields.iter().filter(|(field, _)| field.declaration.policy_document.is_none());
        let mut paragraphs: Vec<&Paragraph> =
            without.flat_map(|(field, of)| asking(view, field, of)).collect();
        paragraphs.sort_by_key(|paragraph| paragraph.number);
        paragraphs.dedup_by_key(|paragraph| paragraph.number);
        let Some(first) = asking(view, affected.first, affected.of).first().copied() else { continue };
        let message = format!(
            "{} in `{}` {} used{} under {}, which {} an Appropriate Policy Document. None is referred to.",
            affected.names(),
            view.record.name,
            affected.number("is", "are"),
            one.words(),
            all(&paragraphs),
            if paragraphs.len() == 1 { "needs" } else { "need" },
        );
        let mut fix = "Add `policy-document` with its reference and its review date; once for the whole file is enough.".to_owned();
        for paragraph in &paragraphs {
            if let Some(exception) = &paragraph.policy_document_exception {
                fix.push_str(&format!(" Paragraph {} makes an exception: {exception}", paragraph.number));
            }
        }
        let mut builder = view
            .at_field(&RULE, affected.first, message)
            .fix(fix)
            .group(format!("Schedule 1 paragraph {}", first.number), 3);
        if let Some(place) = affected.place_of_paragraph(first.number) {
            builder = builder.label(LabelRole::Declaration, place, "this paragraph needs the document");
        }
        push_all(out, [builder]);
    }
}

/// One paragraph with its title, several by their numbers.
fn all(paragraphs: &[&Paragraph]) -> String {
    match paragraphs {
        [one] => titled(one),
        _ => {
            let numbers: Vec<String> =
                paragraphs.iter().map(|paragraph| paragraph.number.to_string()).collect();
            format!("Schedule 1 paragraphs {}", numbers.join(", "))
        }
    }
}

/// The paragraphs that ask for a document beside one field. A paragraph that cannot stand there,
/// or that a council cannot use, is another rule's business. One that only extends another asks
/// for what that other asks for, which is then declared beside it.
fn asking<'v>(view: &View<'v>, field: &FieldView<'_>, of: &Use) -> Vec<&'v Paragraph> {
    let law = view.law();
    let conditions: Vec<_> = of.condition.iter().filter_map(|said| law.condition(&said.value)).collect();
    let stands = |paragraph: &Paragraph| match field.kind() {
        Some(CategoryKind::Special) => {
            conditions.iter().any(|condition| paragraph.may_stand_beside(condition))
        }
        Some(CategoryKind::Offence) => paragraph.is_for(ARTICLE_10),
        _ => false,
    };
    let paragraphs = of.schedule_1.iter().filter_map(|said| law.numbered(said.value));
    paragraphs
        .filter(|paragraph| {
            matches!(paragraph.policy_document, PolicyDocument::Required | PolicyDocument::Partly)
        })
        .filter(|paragraph| paragraph.open_to_councils && stands(paragraph))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::of;

    fn found(category: &str, declared: &str) -> Vec<Finding> {
        let schema = format!(
            "properties:\n  one: {{ type: string, x-gdpr: {{ category: {category}, purpose: keeping-safe, lawful-basis: e, {declared} }} }}\n"
        );
        of(&RULE, &schema)
    }

    #[test]
    fn only_paragraphs_that_ask_for_it_and_can_stand_there_need_it() {
        assert_eq!(found("faith", "condition: g, schedule-1: 18").len(), 1);
        assert!(found("faith", "condition: h, schedule-1: 2").is_empty());
        assert!(found("faith", "condition: h, schedule-1: 18").is_empty());
        assert!(found("faith", "condition: g, schedule-1: 16").is_empty());
        assert!(found("schooling", "condition: g, schedule-1: 18").is_empty());
        assert!(found("faith", "condition: g, schedule-1: 18, policy-document: Policy 3").is_empty());
    }

    #[test]
    fn offence_data_need_it_too_and_an_extension_asks_for_nothing_of_its_own() {
        assert!(found("offending", "schedule-1: 36").is_empty());
        let both = found("offending", "schedule-1: [36, 18]");
        assert_eq!(both.len(), 1);
        assert!(both[0].message.contains("paragraph 18") && !both[0].message.contains("paragraph 36"));
    }

    #[test]
    fn several_paragraphs_are_one_finding_and_an_exception_is_told() {
        let found = found("faith", "condition: g, schedule-1: [18, 10]");
        assert_eq!(found.len(), 1);
        assert!(found[0].message.contains("paragraphs 10, 18, which need an"), "{}", found[0].message);
        assert!(found[0].fix.contains("Paragraph 10 makes an exception"), "{}", found[0].fix);
    }
}
