//! `purpose-not-in-notice`

use crate::document::did_you_mean;
use crate::finding::{Finding, LabelRole, Severity};
use crate::rules::view::{View, push_all};
use crate::rules::words::{Several, offers};
use crate::rules::{Audience, Authority, Check, Example, Family, Rule};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "purpose-not-in-notice",
    family: Family::Purpose,
    severity: Severity::Error,
    audience: Audience::DataProtectionOfficer,
    authority: Authority::Notice,
    source: "UK GDPR Articles 5(1)(b) and 13(1)(c): people are told the purposes for which data about them are meant.",
    summary: "Data are used for a purpose that the notice does not have.",
    explanation: "A purpose that the notice does not state is one that nobody was told of. That a page calls its list of purposes unfinished does not help: the purposes themselves have to be published. A ground on which a notice shares data without consent is no purpose either. Reported once per record and purpose.",
    bad: Example {
        files: &[(
            "child.sql",
            "CREATE TABLE child (\n  school varchar(80) -- @gdpr category=schooling purpose=fraud-prevention lawful-basis=e\n);\n",
        )],
    },
    good: Example {
        files: &[(
            "child.sql",
            "CREATE TABLE child (\n  school varchar(80) -- @gdpr category=schooling purpose=keeping-safe lawful-basis=e\n);\n",
        )],
    },
    check: Check::Record(check),
};

fn check(view: &View<'_>, out: &mut Vec<Finding>) {
    let notice = view.notice();
    let ids = || notice.purposes.iter().map(|purpose| purpose.clause.id.as_str());
    for one in view.uses() {
        let Some(purpose) = one.purpose.filter(|purpose| notice.purpose(purpose).is_none()) else { continue };
        let Some(fields) = Several::of(one.fields.iter().map(|(field, _)| *field)) else { continue };
        let ground = notice.sharing.iter().map(|(clause, _)| clause).find(|clause| clause.id == purpose);
        let what = match ground {
            Some(_) => format!("For the notice `{purpose}` is a ground for sharing, not a purpose."),
            None => {
                let near = did_you_mean(purpose, ids());
                let end = if near.is_empty() { "." } else { "" };
                format!("The notice has no such purpose{near}{end}")
            }
        };
        let message = format!(
            "{} in `{}` {} used for `{purpose}`. {what}",
            fields.names(),
            view.record.name,
            fields.number("is", "are")
        );
        let mut builder = view.at_field(&RULE, fields.first, message).group(purpose, view.harm(fields.first));
        if notice.is_open("purposes") {
            builder = builder.because(format!("{} The page calls its list unfinished; a purpose still has to be published before data are used for it.", RULE.source));
        }
        builder = builder.fix(format!(
            "Declare a purpose of the notice if one is meant; otherwise publish this one first. {}",
            offers("purposes", ids())
        ));
        if let Some(said) = one.fields.iter().find_map(|(_, of)| of.purpose.as_ref()) {
            builder = builder.label(LabelRole::Declaration, &said.place, "declared here");
        }
        builder = match ground {
            Some(clause) => builder.clause(&notice.source, clause, "a ground for sharing"),
            None => builder.label(
                LabelRole::Notice,
                &view.notice_place(notice.list_place("purposes")),
                "the purposes of the notice",
            ),
        };
        push_all(out, [builder]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::EXAMPLE_NOTICE;
    use crate::rules::testing::in_sql_under;

    fn found(notice: &str, purpose: &str) -> Option<Finding> {
        let sql = format!(
            "CREATE TABLE child (\n  school varchar(80), -- @gdpr category=schooling purpose={purpose}\n  town varchar(80) -- @gdpr category=home-life purpose={purpose}\n);\n"
        );
        let mut findings = in_sql_under(notice, &RULE, &sql);
        assert!(findings.len() < 2, "once per record and purpose");
        findings.pop()
    }

    #[test]
    fn a_slip_a_ground_and_an_unknown_purpose_are_told_apart() {
        assert!(
            found(EXAMPLE_NOTICE, "familly-help").unwrap().message.ends_with("did you mean `family-help`?")
        );
        assert!(
            found(EXAMPLE_NOTICE, "a-child-in-danger")
                .unwrap()
                .message
                .contains("is a ground for sharing, not a purpose")
        );
        assert!(
            found(EXAMPLE_NOTICE, "debt-recovery")
                .unwrap()
                .message
                .ends_with("The notice has no such purpose.")
        );
        assert!(found(EXAMPLE_NOTICE, "family-help").is_none());
    }

    #[test]
    fn an_open_list_is_still_an_error() {
        let finding =
            found(&EXAMPLE_NOTICE.replace("open: []", "open: [purposes]"), "debt-recovery").unwrap();
        assert_eq!(finding.severity, Severity::Error);
        assert!(finding.why.contains("calls its list unfinished"));
    }
}
