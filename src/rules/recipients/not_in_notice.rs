//! `recipient-not-in-notice`

use super::told::{Told, by_id, told};
use crate::document::did_you_mean;
use crate::finding::{Finding, LabelRole, Severity};
use crate::notice::{Clause, Notice};
use crate::rules::view::{View, push_all};
use crate::rules::words::offers;
use crate::rules::{Audience, Authority, Check, Example, Family, Rule};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "recipient-not-in-notice",
    family: Family::Recipients,
    severity: Severity::Error,
    audience: Audience::DataProtectionOfficer,
    authority: Authority::Notice,
    source: "UK GDPR Article 13(1)(e): people are told the recipients of data about them, or the categories of recipients.",
    summary: "Data go to somebody whom the notice does not name.",
    explanation: "People read a notice to learn who gets to know about them. It is a warning, for a person to judge, where the declaration puts the recipient into a group that the notice names, or where the use rests on a legal obligation (Article 6(1)(c)) and the notice says that it shares where the law requires it; else an error. Reported once per record and recipient.",
    bad: Example {
        files: &[(
            "child.sql",
            "CREATE TABLE child (\n  school varchar(80) -- @gdpr category=schooling purpose=family-help lawful-basis=e recipients=[toy-shop]\n);\n",
        )],
    },
    good: Example {
        files: &[(
            "child.sql",
            "CREATE TABLE child (\n  school varchar(80) -- @gdpr category=schooling purpose=family-help lawful-basis=e recipients=[county-police]\n);\n",
        )],
    },
    check: Check::Record(check),
};

/// Why a recipient that the notice does not name may yet be one that people could expect.
enum Cover<'v> {
    Nothing,
    Group(&'v Clause),
    LegalDuty(&'v Clause),
}

impl<'v> Cover<'v> {
    fn of(notice: &'v Notice, told: &Told<'_>) -> Self {
        let recipient = &told.said.value;
        let group = recipient
            .group
            .as_ref()
            .and_then(|group| notice.recipient_groups.iter().find(|clause| clause.id == *group));
        if let Some(clause) = group {
            return Self::Group(clause);
        }
        let bound = told.of.lawful_basis.iter().any(|basis| basis.value == "c");
        let named = recipient.ground.as_ref();
        let ground = notice.sharing.iter().find(|(clause, duty)| *duty && Some(&clause.id) == named);
        if let Some((clause, _)) = ground {
            return Self::LegalDuty(clause);
        }
        let mut duties = notice.sharing.iter().filter(|(_, duty)| *duty).map(|(clause, _)| clause);
        match duties.next() {
            Some(clause) if bound => Self::LegalDuty(clause),
            _ => Self::Nothing,
        }
    }

    fn covers(&self) -> bool {
        !matches!(self, Self::Nothing)
    }
}

fn check(view: &View<'_>, out: &mut Vec<Finding>) {
    let notice = view.notice();
    let unnamed: Vec<Told<'_>> =
        told(view).filter(|one| notice.recipient(&one.said.value.id).is_none()).collect();
    for recipient in by_id(unnamed.iter().copied()) {
        let id = recipient.first.said.value.id.as_str();
        // Of several uses the one that nothing covers counts.
        let mut uses = unnamed.iter().filter(|one| one.said.value.id == id);
        let one = uses.find(|one| !Cover::of(notice, one).covers()).copied().unwrap_or(recipient.first);
        let cover = Cover::of(notice, &one);
        let ids = || notice.recipients.iter().map(|known| known.clause.id.as_str());
        let near = did_you_mean(id, ids());
        let end = if near.is_empty() { "." } else { "" };
        let mut message = format!(
            "{} in `{}` {} to `{id}`. The notice does not name this recipient{near}{end}",
            recipient.fields.names(),
            view.record.name,
            recipient.fields.number("goes", "go"),
        );
        match &cover {
            Cover::Nothing => {}
            Cover::Group(clause) => message.push_str(&format!(" It names the group `{}` that the declaration puts it in.", clause.id)),
            Cover::LegalDuty(_) => message.push_str(" The use rests on a legal obligation, and the notice says that it shares where the law requires it."),
        }
        let groups = notice.recipient_groups.iter().map(|clause| clause.id.as_str());
        let fix = if cover.covers() {
            "Make sure that people could expect this recipient, and name it when the notice is next revised."
                .to_owned()
        } else {
            format!(
                "Add it to the notice before anything is shared, or share it no longer. If it belongs to a group that the notice names, declare `group`. {} {}",
                offers("recipients", ids()),
                offers("groups", groups)
            )
        };
        let mut builder = view
            .at_field(&RULE, one.field, message)
            .severity(if cover.covers() { Severity::Warning } else { Severity::Error })
            .fix(fix)
            .group(id, view.harm(one.field))
            .label(LabelRole::Declaration, &one.said.place, "declared here");
        if notice.is_open("recipients") && !cover.covers() {
            builder = builder
                .because(format!("{} The page calls its list unfinished; that names nobody.", RULE.source));
        }
        builder = match cover {
            Cover::Group(clause) => builder.clause(&notice.source, clause, "the group"),
            Cover::LegalDuty(clause) => {
                builder.clause(&notice.source, clause, "sharing that the law requires")
            }
            Cover::Nothing => builder.label(
                LabelRole::Notice,
                &view.notice_place(notice.list_place("recipients")),
                "the recipients of the notice",
            ),
        };
        push_all(out, [builder]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::in_sql;

    fn found(basis: &str, recipient: &str) -> Vec<Severity> {
        let line = format!(
            "@gdpr category=schooling purpose=family-help lawful-basis={basis} recipients=[{recipient}]"
        );
        let sql = format!(
            "CREATE TABLE child (\n  school varchar(80), -- {line}\n  town varchar(80) -- {line}\n);\n"
        );
        in_sql(&RULE, &sql).into_iter().map(|finding| finding.severity).collect()
    }

    #[test]
    fn a_group_of_the_notice_or_a_legal_duty_softens() {
        assert_eq!(found("e", "toy-shop"), [Severity::Error]);
        assert_eq!(found("e", "{id: hill-school, group: schools}"), [Severity::Warning]);
        assert_eq!(found("e", "{id: hill-school, group: shops}"), [Severity::Error]);
        assert_eq!(found("c", "department"), [Severity::Warning]);
        assert!(found("e", "county-police").is_empty());
    }

    #[test]
    fn of_several_uses_the_uncovered_one_counts() {
        let sql = "CREATE TABLE child (\n  school varchar(80) -- @gdpr category=schooling uses=[{purpose: family-help, lawful-basis: c, recipients: [shop]}, {purpose: keeping-safe, lawful-basis: e, recipients: [shop]}]\n);\n";
        assert_eq!(
            in_sql(&RULE, sql).iter().map(|finding| finding.severity).collect::<Vec<_>>(),
            [Severity::Error]
        );
    }
}
