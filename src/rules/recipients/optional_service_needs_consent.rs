//! `optional-service-needs-consent`

use super::told::{Told, by_id, told};
use crate::finding::{Finding, LabelRole, Severity};
use crate::notice::{ConsentKind, Notice};
use crate::rules::consent::rests_on_consent;
use crate::rules::view::{View, push_all, some_of};
use crate::rules::{Audience, Authority, Check, Example, Family, Rule};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "optional-service-needs-consent",
    family: Family::Recipients,
    severity: Severity::Error,
    audience: Audience::DataProtectionOfficer,
    authority: Authority::Notice,
    source: "The notice promises that data go to extra services only with consent.",
    summary: "Data go to an extra service without consent and without one of the notice's grounds.",
    explanation: "It fires where the notice asks for consent to extra services (a clause of the kind `additional-services-need-consent`), the purpose or the recipient is such a service, and the use rests neither on consent (Article 6(1)(a) or 9(2)(a)) nor does the recipient name a `ground` that is one of the notice's grounds for sharing. A purpose alone shares nothing; a recipient has to be declared. Reported once per record and recipient.",
    bad: Example {
        files: &[(
            "club.sql",
            "CREATE TABLE child_club (\n  school varchar(80) -- @gdpr category=schooling purpose=holiday-club lawful-basis=e recipients=[help-line]\n);\n",
        )],
    },
    good: Example {
        files: &[(
            "club.sql",
            "CREATE TABLE child_club (\n  school varchar(80) -- @gdpr category=schooling purpose=holiday-club lawful-basis=a recipients=[help-line]\n);\n",
        )],
    },
    check: Check::Record(check),
};

fn check(view: &View<'_>, out: &mut Vec<Finding>) {
    let notice = view.notice();
    let Some((promise, _, _)) =
        notice.consent.iter().find(|(_, kind, _)| *kind == ConsentKind::AdditionalServices)
    else {
        return;
    };
    let at_fault = told(view).filter(|one| is_extra(notice, one) && !may_share(notice, one));
    for recipient in by_id(at_fault) {
        let one = recipient.first;
        let id = &one.said.value.id;
        let purpose =
            one.of.purpose.as_ref().map_or_else(String::new, |said| format!(" for `{}`", said.value));
        let message = format!(
            "{} in `{}` {} to `{id}`{purpose}, an extra service, without consent.",
            recipient.fields.names(),
            view.record.name,
            recipient.fields.number("goes", "go"),
        );
        let grounds = some_of(notice.sharing.iter().map(|(clause, _)| clause.id.as_str()));
        let or = if grounds.is_empty() {
            String::new()
        } else {
            format!(
                " If it is shared on one of the notice's grounds, name it in the recipient's `ground`: {grounds}."
            )
        };
        let fix = format!(
            "Ask for consent and declare it (`lawful-basis: consent`), with a way to take it back, or share nothing.{or}"
        );
        let mut builder = view
            .at_field(&RULE, one.field, message)
            .because(format!("The notice promises: {}.", promise.label))
            .fix(fix)
            .group(id.as_str(), view.harm(one.field))
            .label(LabelRole::Declaration, &one.said.place, "declared here")
            .clause(&notice.source, promise, "the promise");
        if let Some(extra) = one
            .of
            .purpose
            .as_ref()
            .and_then(|said| notice.purpose(&said.value))
            .filter(|purpose| purpose.additional_service)
        {
            builder = builder.clause(&notice.source, &extra.clause, "an extra service");
        }
        push_all(out, [builder]);
    }
}

/// Whether the purpose or the recipient is an extra service.
fn is_extra(notice: &Notice, told: &Told<'_>) -> bool {
    let purpose = told.of.purpose.as_ref().and_then(|said| notice.purpose(&said.value));
    told.said.value.additional_service || purpose.is_some_and(|purpose| purpose.additional_service)
}

/// Whether there is consent or one of the notice's grounds.
fn may_share(notice: &Notice, told: &Told<'_>) -> bool {
    let ground = told
        .said
        .value
        .ground
        .as_ref()
        .is_some_and(|ground| notice.sharing.iter().any(|(clause, _)| clause.id == *ground));
    ground || rests_on_consent(told.field, told.of)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::EXAMPLE_NOTICE;
    use crate::rules::testing::{in_sql, in_sql_under};

    fn sql(rest: &str) -> String {
        format!("CREATE TABLE child (\n  school varchar(80) -- @gdpr category=schooling {rest}\n);\n")
    }

    #[test]
    fn purpose_or_recipient_can_be_the_extra_service() {
        assert_eq!(
            in_sql(&RULE, &sql("purpose=holiday-club lawful-basis=e recipients=[help-line]")).len(),
            1
        );
        assert_eq!(
            in_sql(
                &RULE,
                &sql("purpose=family-help lawful-basis=e recipients=[{id: club, additional-service: true}]")
            )
            .len(),
            1
        );
        assert!(in_sql(&RULE, &sql("purpose=family-help lawful-basis=e recipients=[help-line]")).is_empty());
        assert!(in_sql(&RULE, &sql("purpose=holiday-club lawful-basis=e")).is_empty());
    }

    #[test]
    fn consent_or_a_ground_of_the_notice_lets_it() {
        assert!(
            in_sql(&RULE, &sql("purpose=holiday-club lawful-basis=consent recipients=[help-line]"))
                .is_empty()
        );
        assert!(in_sql(&RULE, &sql("purpose=holiday-club lawful-basis=e recipients=[{id: help-line, ground: a-child-in-danger}]")).is_empty());
    }

    #[test]
    fn without_the_promise_it_is_silent() {
        let notice = EXAMPLE_NOTICE.replace("additional-services-need-consent", "withdrawable");
        assert!(
            in_sql_under(&notice, &RULE, &sql("purpose=holiday-club lawful-basis=e recipients=[help-line]"))
                .is_empty()
        );
    }
}
