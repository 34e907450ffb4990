//! `offence-as-special-category`

use super::authority::{has_authority, is_about_an_offender};
use crate::finding::{Finding, LabelRole, Severity};
use crate::rules::affected::where_it_holds;
use crate::rules::legal_words::{article, paragraphs_for_offences};
use crate::rules::view::{Meaning, View, push_all};
use crate::rules::{Audience, Authority, Check, Example, Family, Rule};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "offence-as-special-category",
    family: Family::CriminalOffence,
    severity: Severity::Error,
    audience: Audience::DataProtectionOfficer,
    authority: Authority::Statute,
    source: "UK GDPR Article 10: criminal offence data are used under official authority or as the law allows; the conditions of Article 9(2) are for other data.",
    summary: "Criminal offence data have an Article 9(2) condition in place of an Article 10 authority.",
    explanation: "Convictions, offences and allegations are not special category data, although many notices list them together. A condition of Article 9(2) does nothing for them: they need official authority that a law gives, or a paragraph of Schedule 1 to the Data Protection Act 2018. Reported once per record and use.",
    bad: Example {
        files: &[(
            "adult.sql",
            "CREATE TABLE adult (\n  caution varchar(80) -- @gdpr category=offending purpose=keeping-safe lawful-basis=public-task condition=9(2)(g)\n);\n",
        )],
    },
    good: Example {
        files: &[(
            "adult.sql",
            "CREATE TABLE adult (\n  caution varchar(80) -- @gdpr category=offending purpose=keeping-safe lawful-basis=public-task schedule-1=18 policy-document=\"Policy document 3\"\n);\n",
        )],
    },
    check: Check::Record(check),
};

fn check(view: &View<'_>, out: &mut Vec<Finding>) {
    for one in view.uses() {
        let misfiled = where_it_holds(&one, |field, of| {
            is_about_an_offender(view, field) && !of.condition.is_empty() && !has_authority(view, field, of)
        });
        let Some(affected) = misfiled else { continue };
        let conditions: Vec<&str> = affected
            .of
            .condition
            .iter()
            .filter_map(|said| view.law().condition(&said.value))
            .map(article)
            .collect();
        let message = format!(
            "{} in `{}` {} criminal offence data, used{} on {} as if special category data, without an Article 10 authority.",
            affected.names(),
            view.record.name,
            affected.number("is", "are"),
            one.words(),
            conditions.join(" and "),
        );
        let choice = paragraphs_for_offences(view);
        let fix = format!(
            "Remove `condition`. Name the law that gives official authority in `offence-authority`, or a paragraph in `schedule-1`.{choice}"
        );
        let mut builder =
            view.at_field(&RULE, affected.first, message).fix(fix).group("an Article 9(2) condition", 3);
        if let Some(said) = affected.of.condition.first() {
            builder = builder.label(
                LabelRole::Declaration,
                &said.place,
                "this condition is for special category data",
            );
        }
        if let Meaning::Category { clause: Some(category), .. } = affected.first.meaning {
            builder = builder.clause(
                &view.notice().source,
                &category.clause,
                "criminal offence data in the notice",
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
    fn a_condition_beside_an_authority_does_no_harm() {
        assert_eq!(count("condition: g"), 1);
        assert_eq!(count("condition: g, schedule-1: 18"), 0);
        assert_eq!(count("condition: g, offence-authority: Children Act 1989 section 47"), 0);
    }

    #[test]
    fn no_condition_is_another_rules_business_and_a_victim_too() {
        assert_eq!(count("technique: none"), 0);
        assert_eq!(count("condition: g, subject: victim"), 0);
    }
}
