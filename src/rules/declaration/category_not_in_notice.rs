//! `category-not-in-notice`

use crate::document::did_you_mean;
use crate::finding::{Finding, LabelRole, Severity};
use crate::notice::{Category, CategoryKind};
use crate::rules::view::{Meaning, View, push_all, some_of};
use crate::rules::words::{by, label_said, offers};
use crate::rules::{Audience, Authority, Check, Example, Family, Rule};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "category-not-in-notice",
    family: Family::Declaration,
    severity: Severity::Error,
    audience: Audience::DataProtectionOfficer,
    authority: Authority::Notice,
    source: "UK GDPR Articles 5(1)(a) and 14(1)(d): people are told which categories of data about them are used.",
    summary: "A field is declared under a category that the notice does not have.",
    explanation: "The notice tells people what is collected about them. A category that it does not list is collected behind their backs. For ordinary data it is a warning where the page calls its list of categories unfinished, since a person has to decide whether people could expect it; special category and criminal offence data are always an error. Reported once per record and category.",
    bad: Example {
        files: &[(
            "meals.sql",
            "CREATE TABLE pupil_meals (\n  universal_credit_ref varchar(20) -- @gdpr category=financial purpose=family-help lawful-basis=e\n);\n",
        )],
    },
    good: Example {
        files: &[(
            "meals.sql",
            "CREATE TABLE pupil_meals (\n  class_teacher varchar(20) -- @gdpr category=schooling purpose=family-help lawful-basis=e\n);\n",
        )],
    },
    check: Check::Record(check),
};

fn check(view: &View<'_>, out: &mut Vec<Finding>) {
    let notice = view.notice();
    let unlisted = view.declared().filter_map(|field| match field.meaning {
        Meaning::Category { kind, clause: None, written, .. } => Some(((written, kind), field)),
        _ => None,
    });
    for ((written, kind), fields) in by(unlisted) {
        let open = notice.is_open("categories");
        let severity =
            if open && kind == CategoryKind::Ordinary { Severity::Warning } else { Severity::Error };
        let grave = if kind == CategoryKind::Ordinary {
            String::new()
        } else {
            format!(", and {} {}", fields.number("looks like", "look like"), kind.words())
        };
        let ids = || notice.categories.iter().map(|category| category.clause.id.as_str());
        let near = did_you_mean(written, ids());
        let end = if near.is_empty() { "." } else { "" };
        let message = format!(
            "{} in `{}` {} declared `{written}`{grave}. The notice has no such category{near}{end}",
            fields.names(),
            view.record.name,
            fields.number("is", "are"),
        );
        let covering =
            view.lexicon.concept_named(written).and_then(|concept| view.category_for(concept, written));
        let mut builder = view
            .at_field(&RULE, fields.first, message)
            .severity(severity)
            .group(written, view.harm(fields.first));
        if open && kind == CategoryKind::Ordinary {
            builder = builder.because(format!("{} The page calls its list of categories unfinished, so a person has to decide whether people could expect this one.", RULE.source));
        }
        let same_kind = notice
            .categories
            .iter()
            .filter(|category| category.kind == kind)
            .map(|category| category.clause.id.as_str());
        let offered = offers(&format!("categories of {}", kind.words()), same_kind);
        builder = builder.fix(fix(covering, &offered, fields.number("the field", "the fields")));
        builder = label_said(builder, fields.first, "declared here");
        builder = match covering {
            Some(category) => {
                builder.clause(&notice.source, &category.clause, "the notice's category for this")
            }
            None => builder.label(
                LabelRole::Notice,
                &view.notice_place(notice.list_place("categories")),
                "the categories of the notice",
            ),
        };
        push_all(out, [builder]);
    }
}

fn fix(covering: Option<&Category>, offered: &str, fields: &str) -> String {
    match covering {
        Some(category) => format!(
            "Declare {}, which takes this in; or add a category to the notice; or drop {fields}.",
            some_of([category.clause.id.as_str()])
        ),
        None => format!(
            "Add it to the notice, drop {fields}, or declare a category that the notice has. {offered}"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::EXAMPLE_NOTICE;
    use crate::rules::testing::in_sql_under;

    fn severities(notice: &str, columns: &str) -> Vec<Severity> {
        in_sql_under(notice, &RULE, &format!("CREATE TABLE child (\n{columns}\n);\n"))
            .iter()
            .map(|finding| finding.severity)
            .collect()
    }

    #[test]
    fn an_open_list_softens_ordinary_data_only() {
        let open = EXAMPLE_NOTICE.replace("open: []", "open: [categories]");
        let ordinary = "  income int -- @gdpr category=financial purpose=family-help";
        let special = "  card varchar(9) -- @gdpr category=trade-union-membership purpose=family-help";
        assert_eq!(severities(EXAMPLE_NOTICE, ordinary), [Severity::Error]);
        assert_eq!(severities(&open, ordinary), [Severity::Warning]);
        assert_eq!(severities(&open, special), [Severity::Error]);
    }

    #[test]
    fn a_category_is_reported_once_per_record() {
        let two = "  income int, -- @gdpr category=financial purpose=family-help\n  savings int -- @gdpr category=financial purpose=family-help";
        assert_eq!(severities(EXAMPLE_NOTICE, two).len(), 1);
    }

    #[test]
    fn a_head_of_the_law_is_the_category_of_the_notice_that_has_it() {
        assert!(
            severities(EXAMPLE_NOTICE, "  diagnosis int -- @gdpr category=health purpose=family-help")
                .is_empty()
        );
    }
}
