//! `retention-review-not-destruction`

use super::judge::groups;
use crate::finding::{Finding, LabelRole, Severity};
use crate::notice::Then;
use crate::rules::view::{View, push_all};
use crate::rules::{Audience, Authority, Check, Example, Family, Rule};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "retention-review-not-destruction",
    family: Family::Retention,
    severity: Severity::Warning,
    audience: Audience::RecordsManager,
    authority: Authority::Statute,
    source: "UK GDPR Article 5(1)(e): no longer than is necessary; a review that can be put off has no end.",
    summary: "The period ends in a review, and nothing says by when the record goes.",
    explanation: "Some schedules end a period with a review. That is good practice where the review has an outcome: destroy, or keep until a date. Where neither the row of the notice (`extension`) nor anything else says how long the record can stay after the review, no longest period is promised at all.",
    bad: Example {
        files: &[(
            "club.sql",
            "-- @gdpr purpose=family-help lawful-basis=e retention.class=club-file retention.keep=\"last-contact + P3Y\"\nCREATE TABLE club_visit (\n  home_notes text -- @gdpr category=home-life\n);\n",
        )],
    },
    good: Example {
        files: &[(
            "help.sql",
            "-- @gdpr purpose=family-help lawful-basis=e retention.class=help-file retention.keep=\"case-closure + P6Y\"\nCREATE TABLE help (\n  home_notes text -- @gdpr category=home-life\n);\n",
        )],
    },
    check: Check::Record(check),
};

fn check(view: &View<'_>, out: &mut Vec<Finding>) {
    for group in groups(view) {
        let rows = group.rows(view);
        let reviewed = rows.iter().find(|row| row.then == Then::Review && row.extension.is_none());
        let Some(row) = reviewed else { continue };
        let message = format!(
            "The period of `{}` ends in a review (row “{}”), and nothing says by when the record goes after it.",
            view.record.name, row.clause.label,
        );
        let builder = view
            .at_record(&RULE, message)
            .group(row.clause.id.as_str(), 2)
            .label(LabelRole::Declaration, &group.said.place, "what the system does")
            .clause(&view.notice().source, &row.clause, "the period that ends in a review")
            .fix("Give the row `extension`, the longest that a review can keep the record on, or `then: destroy`.");
        push_all(out, [builder]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::EXAMPLE_NOTICE;
    use crate::rules::testing::in_sql_under;

    #[test]
    fn an_extension_is_an_end() {
        let found = |notice: &str| in_sql_under(notice, &RULE, RULE.bad.files[0].1).len();
        assert_eq!(found(EXAMPLE_NOTICE), 1);
        assert_eq!(found(&EXAMPLE_NOTICE.replace("then: review", "then: review, extension: P3Y")), 0);
        assert_eq!(found(&EXAMPLE_NOTICE.replace("then: review", "then: destroy")), 0);
    }
}
