//! `draft-declaration`

use crate::collection::Layer;
use crate::declaration::Said;
use crate::finding::{Builder, Finding, LabelRole, Severity};
use crate::rules::view::{FieldView, Meaning, View, push_all};
use crate::rules::{Audience, Authority, Check, Example, Family, Rule};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "draft-declaration",
    family: Family::Declaration,
    severity: Severity::Warning,
    audience: Audience::Developer,
    authority: Authority::House,
    source: "A draft says what a field looks like; only a person can say what it holds.",
    summary: "A declaration is still marked as a draft.",
    explanation: "`noticelint annotate` writes what it takes each field to hold from names, types and values, and marks it `draft: true`. The other rules take a draft for a declaration, so that its faults are seen at once. Until somebody has checked it and removed the mark, nobody answers for it. A draft on a record, a file or a path is reported once, and what a nearer declaration says a field is counts as confirmed.",
    bad: Example {
        files: &[
            ("child.sql", "CREATE TABLE child (\n  religion varchar(20)\n);\n"),
            ("child.gdpr.yaml", "fields:\n  child.religion: { category: faith, draft: true }\n"),
        ],
    },
    good: Example {
        files: &[
            ("child.sql", "CREATE TABLE child (\n  religion varchar(20)\n);\n"),
            ("child.gdpr.yaml", "fields:\n  child.religion: { category: faith }\n"),
        ],
    },
    check: Check::Record(check),
};

fn check(view: &View<'_>, out: &mut Vec<Finding>) {
    let mut further: Vec<&Said<bool>> = view.declaration.draft.iter().collect();
    for field in view.fields {
        match &field.declaration.draft {
            Some(draft) if draft.layer == Layer::Field => push_all(out, [of_field(view, field, draft)]),
            inherited => further.extend(inherited),
        }
    }
    // Each mark once: every field below it inherits it.
    let place = |draft: &Said<bool>| (draft.place.source.path().to_owned(), draft.place.span);
    further.sort_by_key(|draft| place(draft));
    further.dedup_by_key(|draft| place(draft));
    push_all(out, further.into_iter().map(|draft| further_off(view, draft)));
}

fn of_field(view: &View<'_>, field: &FieldView<'_>, draft: &Said<bool>) -> Builder {
    let path = view.path(field);
    let message = match field.meaning {
        Meaning::Category { written, .. } if field.declaration.layer() == Some(Layer::Field) => {
            format!("`{path}` is declared `{written}` by a draft that nobody has confirmed.")
        }
        Meaning::NotPersonal => {
            format!("`{path}` is declared to be no personal data by a draft that nobody has confirmed.")
        }
        _ => format!("What is declared of `{path}` is a draft that nobody has confirmed."),
    };
    marked(view.at_field(&RULE, field, message), draft)
}

/// A draft that stands further off than a field.
fn further_off(view: &View<'_>, draft: &Said<bool>) -> Builder {
    if draft.layer == Layer::Record {
        let record = &view.record.name;
        let message =
            format!("What is declared of `{record}` as a whole is a draft that nobody has confirmed.");
        return marked(view.at_record(&RULE, message), draft);
    }
    let message = "What is declared here is a draft that nobody has confirmed.";
    marked(Builder::new(&RULE, &draft.place.source, draft.place.span, message).group(RULE.id, 0), draft)
}

fn marked(builder: Builder, draft: &Said<bool>) -> Builder {
    builder
        .label(LabelRole::Declaration, &draft.place, "marked as a draft here")
        .fix("Check it, correct it, and remove `draft`.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::EXAMPLE_NOTICE;
    use crate::rules::testing::{check, in_sql};

    /// The messages about drafts in a sidecar beside a table `child` of two fields.
    fn found(sidecar: &str) -> Vec<String> {
        let sql = "CREATE TABLE child (\n  religion varchar(20),\n  school varchar(80)\n);\n";
        let all = check(EXAMPLE_NOTICE, &[("child.sql", sql), ("child.gdpr.yaml", sidecar)]);
        all.into_iter().filter(|finding| finding.rule.id == RULE.id).map(|finding| finding.message).collect()
    }

    #[test]
    fn each_field_of_a_draft_is_named_with_what_it_says() {
        assert_eq!(
            found(
                "fields:\n  child.religion: { category: faith, draft: true }\n  child.school: { not-personal: it is a place, draft: true }\n"
            ),
            [
                "`child.religion` is declared `faith` by a draft that nobody has confirmed.",
                "`child.school` is declared to be no personal data by a draft that nobody has confirmed.",
            ]
        );
        assert_eq!(
            found("fields:\n  child.religion: { category: faith, draft: false }\n"),
            Vec::<String>::new()
        );
    }

    #[test]
    fn a_draft_of_a_record_or_a_file_is_said_once() {
        let whole = "What is declared of `child` as a whole is a draft that nobody has confirmed.";
        assert_eq!(found("records:\n  child: { purpose: family-help, draft: true }\n"), [whole]);
        assert_eq!(found("fields:\n  child.*: { category: schooling, draft: true }\n"), [whole]);
        let here = "What is declared here is a draft that nobody has confirmed.";
        assert_eq!(found("document: { purpose: family-help, draft: true }\n"), [here]);
    }

    #[test]
    fn what_a_nearer_declaration_says_is_confirmed() {
        let record = "records:\n  child: { draft: true, category: schooling }\n";
        let fields =
            "fields:\n  child.religion: { category: faith }\n  child.school: { category: schooling }\n";
        assert_eq!(found(&format!("{record}{fields}")).len(), 1, "the record's own draft is left");
        let sql = "CREATE TABLE child (\n  school varchar(80) -- @gdpr category=schooling\n);\n";
        let sidecar = "fields:\n  child.school: { category: schooling, draft: true }\n";
        let all = check(EXAMPLE_NOTICE, &[("child.sql", sql), ("child.gdpr.yaml", sidecar)]);
        assert!(all.iter().all(|finding| finding.rule.id != RULE.id), "{all:?}");
    }

    #[test]
    fn a_comment_can_be_a_draft_too() {
        let sql = "CREATE TABLE child (\n  school varchar(80) -- @gdpr category=schooling draft=true\n);\n";
        assert_eq!(in_sql(&RULE, sql).len(), 1);
    }
}
