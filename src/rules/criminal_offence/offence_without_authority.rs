//! `offence-without-authority`

use super::authority::{has_authority, is_about_an_offender};
use crate::finding::{Finding, LabelRole, Severity};
use crate::rules::affected::where_it_holds;
use crate::rules::legal_words::paragraphs_for_offences;
use crate::rules::view::{View, push_all};
use crate::rules::{Audience, Authority, Check, Example, Family, Rule};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "offence-without-authority",
    family: Family::CriminalOffence,
    severity: Severity::Error,
    audience: Audience::DataProtectionOfficer,
    authority: Authority::Statute,
    source: "UK GDPR Article 10(1) and Data Protection Act 2018 sections 10(5) and 11(2): criminal offence data, allegations included, need official authority or a condition in Schedule 1.",
    summary: "Criminal offence data have a use without an Article 10 authority.",
    explanation: "Data about the offences of a person who is suspected, accused or convicted may be used only under official authority that a law gives, or under a paragraph in Part 1, 2 or 3 of Schedule 1. A lawful basis of Article 6 is needed as well and is not enough. Data about a victim or a witness are not meant. Reported once per record and use.",
    bad: Example {
        files: &[(
            "adult.sql",
            "CREATE TABLE adult (\n  caution varchar(80) -- @gdpr category=offending purpose=keeping-safe lawful-basis=public-task\n);\n",
        )],
    },
    good: Example {
        files: &[(
            "adult.sql",
            "CREATE TABLE adult (\n  caution varchar(80) -- @gdpr category=offending purpose=keeping-safe lawful-basis=public-task offence-authority=\"Children Act 1989 section 47\"\n);\n",
        )],
    },
    check: Check::Record(check),
};

fn check(view: &View<'_>, out: &mut Vec<Finding>) {
    let notice = view.notice();
    for one in view.uses() {
        // With a condition of Article 9 in its place, `offence-as-special-category` says it.
        let bare = where_it_holds(&one, |field, of| {
            is_about_an_offender(view, field) && of.condition.is_empty() && !has_authority(view, field, of)
        });
        let Some(affected) = bare else { continue };
        let message = format!(
            "{} in `{}` {} criminal offence data, used{} without an Article 10 authority.",
            affected.names(),
            view.record.name,
            affected.number("is", "are"),
            one.words(),
        );
        let choice = paragraphs_for_offences(view);
        let silent = if notice.article_10 == 0 {
            " The notice gives no authority for such data, and should."
        } else {
            ""
        };
        let fix = format!(
            "Name the law that gives official authority in `offence-authority`, or a paragraph in `schedule-1`.{choice}{silent}"
        );
        let mut builder =
            view.at_field(&RULE, affected.first, message).fix(fix).group("criminal offence data", 3);
        if let Some(place) = affected.place() {
            builder = builder.label(LabelRole::Declaration, place, "declared here, without an authority");
        }
        if notice.article_10 == 0 {
            let place = view.notice_place(notice.list_place("lawful-bases"));
            builder = builder.label(
                LabelRole::Notice,
                &place,
                "the notice names no authority for criminal offence data",
            );
        }
        push_all(out, [builder]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::of;

    fn count(declared: &str) -> usize {
        of(&RULE, &format!("properties:\n  caution: {{ type: string, x-gdpr: {{ category: offending, purpose: keeping-safe, lawful-basis: e, {declared} }} }}\n")).len()
    }

    #[test]
    fn any_paragraph_of_parts_1_to_3_will_do_and_paragraph_5_is_none() {
        assert_eq!((count("schedule-1: 2"), count("schedule-1: 18"), count("schedule-1: 33")), (0, 0, 0));
        assert_eq!(count("schedule-1: 5"), 1);
    }

    #[test]
    fn an_authority_is_named_and_not_merely_announced() {
        assert_eq!(count("offence-authority: schedule-1"), 1);
        assert_eq!(count("offence-authority: schedule-1, schedule-1: 18"), 0);
        assert_eq!(count("offence-authority: Crime and Disorder Act 1998 section 17"), 0);
    }

    #[test]
    fn victims_and_witnesses_are_not_meant_and_the_accused_are() {
        assert_eq!((count("subject: victim"), count("subject: child-witness")), (0, 0));
        assert_eq!(count("subject: person-alleged"), 1);
    }

    #[test]
    fn a_condition_of_article_9_is_another_rules_business() {
        assert_eq!(count("condition: g"), 0);
    }
}
