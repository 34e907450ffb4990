//! `processor-role-missing`

use super::told::{by_id, told};
use crate::finding::{Finding, LabelRole, Severity};
use crate::rules::view::{View, push_all};
use crate::rules::{Audience, Authority, Check, Example, Family, Rule};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "processor-role-missing",
    family: Family::Recipients,
    severity: Severity::Warning,
    audience: Audience::DataProtectionOfficer,
    authority: Authority::Statute,
    source: "UK GDPR Articles 26 and 28: a processor needs a contract, joint controllers an arrangement.",
    summary: "Data go to somebody whom the controller commissions, and nothing says in which role.",
    explanation: "A provider that is paid for a service can act for the council, for itself or for both, and which of these it is decides what contract is needed and who answers to the people concerned. It fires for a recipient that the notice calls commissioned where the declaration gives no `role`. Reported once per record and recipient.",
    bad: Example {
        files: &[(
            "child.sql",
            "CREATE TABLE child (\n  school varchar(80) -- @gdpr category=schooling purpose=family-help lawful-basis=e recipients=[help-line]\n);\n",
        )],
    },
    good: Example {
        files: &[(
            "child.sql",
            "CREATE TABLE child (\n  school varchar(80) -- @gdpr category=schooling purpose=family-help lawful-basis=e recipients=[{id: help-line, role: processor}]\n);\n",
        )],
    },
    check: Check::Record(check),
};

fn check(view: &View<'_>, out: &mut Vec<Finding>) {
    let notice = view.notice();
    for recipient in by_id(told(view).filter(|one| one.said.value.role.is_none())) {
        let one = recipient.first;
        let Some(known) = notice.recipient(&one.said.value.id).filter(|known| known.commissioned) else {
            continue;
        };
        let id = &known.clause.id;
        let message = format!(
            "{} in `{}` {} to `{id}`, which the controller commissions. Its role is not declared.",
            recipient.fields.names(),
            view.record.name,
            recipient.fields.number("goes", "go"),
        );
        let said = known
            .role
            .as_ref()
            .map_or_else(String::new, |role| format!(" The notice has it as `{role}`; say what it is here."));
        let fix = format!(
            "Add `role` to the recipient: `processor`, `controller`, `joint-controller` or `processor-and-controller`.{said}"
        );
        push_all(
            out,
            [view
                .at_field(&RULE, one.field, message)
                .fix(fix)
                .group(id.as_str(), view.harm(one.field))
                .label(LabelRole::Declaration, &one.said.place, "declared here, without a role")
                .clause(&notice.source, &known.clause, "commissioned, by the notice")],
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::in_sql;

    #[test]
    fn only_commissioned_recipients_need_a_role_and_once_per_record() {
        let count = |recipients: &str| {
            let line = format!(
                "@gdpr category=schooling purpose=family-help lawful-basis=e recipients=[{recipients}]"
            );
            in_sql(&RULE, &format!("CREATE TABLE child (\n  school varchar(80), -- {line}\n  town varchar(80) -- {line}\n);\n")).len()
        };
        assert_eq!(count("help-line"), 1);
        assert_eq!(count("county-police"), 0);
        assert_eq!(count("{id: help-line, role: controller}"), 0);
    }
}
