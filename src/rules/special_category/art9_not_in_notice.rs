//! `art9-not-in-notice`

use crate::finding::{Finding, LabelRole, Severity};
use crate::notice::CategoryKind;
use crate::rules::affected::by_fault;
use crate::rules::legal_words::{article, point, points};
use crate::rules::offer::Offer;
use crate::rules::view::{View, push_all};
use crate::rules::{Audience, Authority, Check, Example, Family, Rule};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "art9-not-in-notice",
    family: Family::SpecialCategory,
    severity: Severity::Error,
    audience: Audience::DataProtectionOfficer,
    authority: Authority::Notice,
    source: "UK GDPR Article 13(1)(c): people are told on what legal ground their data are used.",
    summary: "Special category data rely on an Article 9(2) condition that the notice does not offer.",
    explanation: "The notice tells people on which conditions of Article 9(2) their special category data are used. Where it ties the purpose to a condition, that one counts; otherwise every condition that it lists does. A declared condition that is not among them was never told to anybody. Reported once per record, use and condition.",
    bad: Example {
        files: &[(
            "child.sql",
            "CREATE TABLE child (\n  faith varchar(20) -- @gdpr category=faith purpose=family-help lawful-basis=public-task condition=explicit-consent\n);\n",
        )],
    },
    good: Example {
        files: &[(
            "child.sql",
            "CREATE TABLE child (\n  faith varchar(20) -- @gdpr category=faith purpose=family-help lawful-basis=public-task condition=health-or-social-care schedule-1=2\n);\n",
        )],
    },
    check: Check::Record(check),
};

fn check(view: &View<'_>, out: &mut Vec<Finding>) {
    let listed = view.notice().article_9.iter().map(|condition| &condition.clause);
    for one in view.uses() {
        let offer = Offer::of(view, one.purpose, listed.clone(), |activity| &activity.condition);
        let unlisted = by_fault(&one, |field, of| {
            let special = field.kind() == Some(CategoryKind::Special);
            of.condition
                .iter()
                .map(|said| said.value.as_str())
                .filter(|id| special && !offer.has(id))
                .collect()
        });
        for (id, affected) in unlisted {
            let Some(condition) = view.law().condition(id) else { continue };
            let (names, verb) = (affected.names(), affected.number("relies", "rely"));
            let lacks = if offer.tied {
                "The notice ties this purpose to another."
            } else {
                "The notice does not list it."
            };
            let message = format!(
                "{names} in `{}` {verb} on {}{}. {lacks}",
                view.record.name,
                point(condition),
                one.words()
            );
            let offered = points(offer.points.iter().filter_map(|id| view.law().condition(id)));
            let fix = if offered.is_empty() {
                "The notice lists no condition at all: it needs one before special category data are used."
                    .to_owned()
            } else {
                format!(
                    "Use one that the notice offers if it applies: {offered}. Otherwise the notice must say so first."
                )
            };
            let mut builder =
                view.at_field(&RULE, affected.first, message).fix(fix).group(article(condition), 3);
            if let Some(place) = affected.place_of_condition(id) {
                builder = builder.label(LabelRole::Declaration, place, "declared here");
            }
            push_all(out, [offer.label(view, builder)]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::EXAMPLE_NOTICE;
    use crate::rules::testing::{of, of_under};

    #[test]
    fn ordinary_data_rely_on_no_condition_even_when_they_inherit_one() {
        let schema = "x-gdpr: { purpose: family-help, lawful-basis: e, condition: a }\nproperties:\n  school: { type: string, x-gdpr: { category: schooling } }\n  faith: { type: string, x-gdpr: { category: faith } }\n";
        let found = of(&RULE, schema);
        assert_eq!(found.len(), 1);
        assert!(found[0].message.starts_with("`faith` in"), "{}", found[0].message);
        assert!(
            found[0].fix.contains("`g` (substantial public interest), `h` (health or social care)"),
            "{}",
            found[0].fix
        );
    }

    #[test]
    fn a_tie_of_the_notice_counts_before_its_list() {
        let notice = format!(
            "{EXAMPLE_NOTICE}activities: [{{ purposes: [family-help], lawful-basis: e, condition: h, schedule-1: 2 }}]\n"
        );
        let schema = "properties:\n  faith: { type: string, x-gdpr: { category: faith, purpose: [family-help, keeping-safe], lawful-basis: e, condition: g, schedule-1: 18 } }\n";
        let found = of_under(&notice, &RULE, schema);
        assert_eq!(found.len(), 1);
        assert!(
            found[0].message.contains("for `family-help`") && found[0].message.contains("ties"),
            "{}",
            found[0].message
        );
    }
}
