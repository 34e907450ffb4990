//! `retention-missing`

use super::judge::{allowance, rows, subject_of_record};
use crate::finding::{Builder, Finding, LabelRole, Severity};
use crate::notice::Row;
use crate::rules::view::{FieldView, View, push_all};
use crate::rules::words::{Several, label_said};
use crate::rules::{Audience, Authority, Check, Example, Family, Rule};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "retention-missing",
    family: Family::Retention,
    severity: Severity::Error,
    audience: Audience::RecordsManager,
    authority: Authority::Statute,
    source: "UK GDPR Articles 5(1)(e) and 13(2)(a): data are kept no longer than is necessary, and people are told how long.",
    summary: "Nothing says how long the system keeps a record.",
    explanation: "A declaration names the row of the notice that a record belongs to (`retention.class`) and what the system does (`retention.keep`). Without the second there is nothing to hold against the notice, and probably nothing that ever destroys the record. It may be said on the field, the record, the file or in the configuration. Reported once per record and row that is named.",
    bad: Example {
        files: &[(
            "help.sql",
            "CREATE TABLE help (\n  home_notes text -- @gdpr category=home-life purpose=family-help lawful-basis=e\n);\n",
        )],
    },
    good: Example {
        files: &[(
            "help.sql",
            "-- @gdpr retention.class=help-file retention.keep=\"case-closure + P6Y\"\nCREATE TABLE help (\n  home_notes text -- @gdpr category=home-life purpose=family-help lawful-basis=e\n);\n",
        )],
    },
    check: Check::Record(check),
};

fn check(view: &View<'_>, out: &mut Vec<Finding>) {
    let keeps = |field: &&FieldView<'_>| {
        field
            .declaration
            .retention
            .as_ref()
            .is_some_and(|said| said.value.keep.is_some() || said.value.misunderstood)
    };
    let (kept, silent): (Vec<&FieldView<'_>>, Vec<&FieldView<'_>>) = view.declared().partition(keeps);
    let mut classes: Vec<(Option<&str>, Vec<&FieldView<'_>>)> = Vec::new();
    for field in silent {
        let class = field.declaration.retention.as_ref().and_then(|said| said.value.class.as_deref());
        match classes.iter_mut().find(|(known, _)| *known == class) {
            Some((_, fields)) => fields.push(field),
            None => classes.push((class, vec![field])),
        }
    }
    let is_whole = kept.is_empty() && classes.len() == 1;
    push_all(out, classes.iter().filter_map(|(class, fields)| missing(view, *class, fields, is_whole)));
}

/// What is missing for the fields that name one row, or none.
fn missing<'v>(
    view: &View<'v>,
    class: Option<&str>,
    fields: &[&'v FieldView<'v>],
    is_whole: bool,
) -> Option<Builder> {
    let several = Several::of(fields.iter().copied())?;
    let first = several.first;
    let rows = rows(view, class, subject_of_record(view), fields);
    let what = if is_whole {
        format!("`{}` has no retention period", view.record.name)
    } else {
        format!(
            "{} in `{}` {} no retention period",
            several.names(),
            view.record.name,
            several.number("has", "have")
        )
    };
    let but = class.map_or_else(String::new, |class| {
        format!(": `{class}` says which row of the notice it falls under, not what the system does")
    });
    let vague =
        fields.iter().find_map(|field| field.declaration.vague.iter().find(|said| said.value.lacks_start));
    let without_start = vague.map_or_else(String::new, |said| format!(" {}.", said.value.message));
    let message = format!("{what}{but}.{without_start} {}", allowed(&rows, class.is_some()));
    let example = rows.first().map_or("ROW", |row| row.clause.id.as_str());
    let fix = if class.is_some() {
        "Add `retention.keep` with what the system does now, such as `case-closure + P6Y`, even where that differs from the notice.".to_owned()
    } else {
        format!(
            "Add `retention.class`, such as `{example}`, and `retention.keep` with what the system does now, even where that differs from the notice."
        )
    };
    let builder =
        if is_whole { view.at_record(&RULE, message) } else { view.at_field(&RULE, first, message) };
    let builder = builder.fix(fix);
    let builder = match vague {
        Some(said) => builder.label(LabelRole::Declaration, &said.place, "a period without a start"),
        None => builder,
    };
    let builder = match &first.declaration.retention {
        Some(said) => builder.label(LabelRole::Declaration, &said.place, "a row, and no period"),
        None => label_said(builder, first, "declared here, without a period"),
    };
    Some(match rows.first() {
        Some(row) => builder.clause(&view.notice().source, &row.clause, "what the notice allows"),
        None => builder.label(
            LabelRole::Notice,
            &view.notice_place(view.notice().list_place("retention")),
            "the retention schedule of the notice",
        ),
    })
}

/// What the notice allows for the record, as far as it says.
fn allowed(rows: &[&Row], named: bool) -> String {
    match rows {
        [] => "The notice has no row that would take it.".to_owned(),
        [row] if named || row.catch_all.is_none() => {
            format!("The notice allows {} ({}).", allowance(row), row.clause.label)
        }
        [row] => {
            format!("The notice's row for everything else allows {} ({}).", allowance(row), row.clause.label)
        }
        [row, ..] => format!(
            "{} rows of the notice could take it; the first, `{}`, allows {}.",
            rows.len(),
            row.clause.id,
            allowance(row)
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::in_sql;

    fn found(retention: &str, category: &str) -> Vec<String> {
        let sql = format!(
            "-- @gdpr dpia=DPIA-1 {retention}\nCREATE TABLE help (\n  town varchar(9), -- @gdpr category={category} purpose=family-help\n  county varchar(9) -- @gdpr category={category} purpose=family-help\n);\n"
        );
        in_sql(&RULE, &sql).into_iter().map(|finding| finding.message).collect()
    }

    #[test]
    fn the_row_that_would_take_the_record_is_named() {
        let [message] = &found("", "home-life")[..] else { panic!("one finding") };
        assert!(
            message.contains("The notice allows 6 years after case closure (Family help files)"),
            "{message}"
        );
        let [message] = &found("", "who-you-are")[..] else { panic!("one finding") };
        assert!(message.contains("row for everything else allows 25 years after birth"), "{message}");
        let [message] = &found("retention.class=help-file", "who-you-are")[..] else { panic!("one finding") };
        assert!(message.contains("not what the system does. The notice allows 6 years"), "{message}");
    }

    #[test]
    fn the_row_of_one_field_is_not_the_reason_for_another() {
        let sql = "CREATE TABLE help (\n  town varchar(9), -- @gdpr category=who-you-are purpose=family-help\n  county varchar(9), -- @gdpr category=home-life purpose=family-help retention.class=help-file\n  street varchar(9) -- @gdpr category=who-you-are purpose=family-help\n);\n";
        let messages: Vec<String> = in_sql(&RULE, sql).into_iter().map(|finding| finding.message).collect();
        assert_eq!(messages.len(), 2);
        assert!(
            messages[0].starts_with(
                "`town`, `street` in `help` have no retention period. The notice's row for everything else"
            ),
            "{messages:?}"
        );
        assert!(
            messages[1].starts_with("`county` in `help` has no retention period: `help-file` says which row"),
            "{messages:?}"
        );
    }

    #[test]
    fn a_period_without_a_row_is_enough() {
        assert!(found("retention=\"case-closure + P6Y\"", "home-life").is_empty());
    }

    #[test]
    fn fields_without_one_beside_fields_with_one_are_named() {
        let sql = "CREATE TABLE help (\n  town varchar(9), -- @gdpr category=home-life purpose=family-help retention=\"case-closure + P6Y\"\n  county varchar(9) -- @gdpr category=home-life purpose=family-help\n);\n";
        assert!(in_sql(&RULE, sql)[0].message.starts_with("`county` in `help` has no retention period"));
    }
}
