//! `consent-not-withdrawable`

use crate::finding::{Finding, LabelRole, Severity};
use crate::notice::ConsentKind;
use crate::rules::affected::where_it_holds;
use crate::rules::consent::{place_of_consent, rests_on_consent};
use crate::rules::view::{View, push_all};
use crate::rules::{Audience, Authority, Check, Example, Family, Rule};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "consent-not-withdrawable",
    family: Family::LawfulBasis,
    severity: Severity::Error,
    audience: Audience::DataProtectionOfficer,
    authority: Authority::Statute,
    source: "UK GDPR Article 7(3): consent can be taken back at any time, as easily as it was given, and people are told so beforehand.",
    summary: "A use rests on consent, and the notice gives no way to take it back.",
    explanation: "Whoever is asked for consent must first be told that it can be withdrawn and how. Where the notice gives no route, consent taken under it is not valid. An `agreement` to a service is not consent and is not meant. Reported once per record and use.",
    bad: Example {
        files: &[(
            "club.sql",
            "CREATE TABLE club_member (\n  school varchar(80) -- @gdpr category=schooling purpose=holiday-club lawful-basis=consent\n);\n",
        )],
    },
    good: Example {
        files: &[(
            "club.sql",
            "CREATE TABLE club_member (\n  school varchar(80) -- @gdpr category=schooling purpose=holiday-club lawful-basis=public-task agreement=\"form 7\"\n);\n",
        )],
    },
    check: Check::Record(check),
};

fn check(view: &View<'_>, out: &mut Vec<Finding>) {
    let notice = view.notice();
    if notice.consent.iter().any(|(_, kind, _)| *kind == ConsentKind::WithdrawalRoute) {
        return;
    }
    for one in view.uses() {
        let Some(affected) = where_it_holds(&one, rests_on_consent) else { continue };
        let message = format!(
            "{} in `{}` {} used{} on consent, and the notice gives no way to take consent back.",
            affected.names(),
            view.record.name,
            affected.number("is", "are"),
            one.words(),
        );
        let mut builder = view
            .at_field(&RULE, affected.first, message)
            .fix("Name another basis if one applies; otherwise the notice must first say how consent is withdrawn.")
            .group("consent", view.harm(affected.first));
        if let Some(place) = place_of_consent(&affected) {
            builder = builder.label(LabelRole::Declaration, place, "the consent");
        }
        let place = view.notice_place(notice.list_place("consent"));
        push_all(out, [builder.label(LabelRole::Notice, &place, "what the notice says of consent")]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::EXAMPLE_NOTICE;
    use crate::rules::testing::{of, of_under};

    const FAITH: &str = "properties:\n  faith: { type: string, x-gdpr: { category: faith, purpose: holiday-club, lawful-basis: e, condition: a } }\n";

    #[test]
    fn explicit_consent_counts_for_special_category_data_only() {
        assert_eq!(of(&RULE, FAITH).len(), 1);
        assert!(of(&RULE, &FAITH.replace("category: faith", "category: schooling")).is_empty());
    }

    #[test]
    fn a_route_in_the_notice_is_enough() {
        let notice = EXAMPLE_NOTICE
            .replace("\nconsent:\n", "\nconsent:\n  - { id: how-to-stop, kind: withdrawal-route }\n");
        assert!(of_under(&notice, &RULE, FAITH).is_empty());
    }
}
