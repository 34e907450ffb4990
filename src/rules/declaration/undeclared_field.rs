//! `undeclared-field`

use crate::collection::Layer;
use crate::finding::{Builder, Finding, LabelRole, Severity};
use crate::lexicon::{ConceptKind, Confidence, Context};
use crate::rules::view::{FieldView, Meaning, View, push_all};
use crate::rules::{Audience, Authority, Check, Example, Family, Rule};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "undeclared-field",
    family: Family::Declaration,
    severity: Severity::Error,
    audience: Audience::Developer,
    authority: Authority::House,
    source: "UK GDPR Article 5(2): the controller must be able to show what it collects and why.",
    summary: "A field that holds personal data, or may hold them, has no declaration.",
    explanation: "Nobody can check a field against the notice that nobody has declared. The linter says what the field looks like and which category of the notice would take it. It is an error where the evidence is likely or certain, a warning for the rest of a record about a person, and silent in lookups, configuration and logs. A key of another tool that says no more than that data are personal (`pii: true`) makes it an error whatever the evidence. With `--strict` it is an error for these and for every field of a record that nothing speaks of. A category that is only inherited from the record, the file or the configuration does not cover a field that looks like special category data, criminal offence data or a direct identifier.",
    bad: Example {
        files: &[(
            "child.sql",
            "CREATE TABLE child (\n  child_id int, -- @gdpr category=who-you-are purpose=family-help\n  religion varchar(20)\n);\n",
        )],
    },
    good: Example {
        files: &[(
            "child.sql",
            "CREATE TABLE child (\n  child_id int, -- @gdpr category=who-you-are purpose=family-help\n  religion varchar(20) -- @gdpr category=faith purpose=family-help\n);\n",
        )],
    },
    check: Check::Record(check),
};

fn check(view: &View<'_>, out: &mut Vec<Finding>) {
    push_all(out, view.fields.iter().filter_map(|field| finding(view, field)));
}

fn finding(view: &View<'_>, field: &FieldView<'_>) -> Option<Builder> {
    let inherited = match field.meaning {
        Meaning::Undeclared => None,
        Meaning::Uncovered(written) => Some(written),
        _ => return None,
    };
    // The owner's own word that data are personal counts for more than any sign of it.
    let vague = field.declaration.vague.iter().find(|said| !said.value.lacks_start);
    let severity = severity(view, field).or(vague.map(|_| Severity::Error))?;
    let severity = if vague.is_some() { Severity::Error } else { severity };
    let path = view.path(field);
    let clue = field.evidence.strongest().filter(|clue| view.lexicon.concept(clue).kind.is_personal());
    let mut message = match inherited {
        None => format!("`{path}` has no declaration."),
        Some(written) => {
            let from = match field.declaration.layer() {
                Some(Layer::Record) => format!("its {}", view.record.kind.word()),
                Some(Layer::Document) => "the file".to_owned(),
                _ => "the configuration".to_owned(),
            };
            format!(
                "`{path}` has no declaration of its own; `{written}`, inherited from {from}, does not cover it."
            )
        }
    };
    if let Some(said) = vague {
        message.push_str(&format!(" {}.", said.value.message));
    }
    let (kind, category) = match clue {
        None => {
            if let Context::Person { because, .. } = view.context {
                message.push_str(&format!(" The record is about a person ({because})."));
            }
            ("other fields of records about a person".to_owned(), None)
        }
        Some(clue) => {
            let concept = view.lexicon.concept(clue);
            let nature = match concept.kind {
                ConceptKind::Special => " (special category data)",
                ConceptKind::Offence if !concept.label.contains("offence") => " (criminal offence data)",
                ConceptKind::Identifier => " (identifies a person directly)",
                ConceptKind::Pseudonym if !concept.label.contains("stands for") => " (stands for a person)",
                ConceptKind::Opaque => " (contents unknown)",
                _ => "",
            };
            let nature = match concept.may_reveal() {
                Some(what) => format!(" (which may reveal {what})"),
                None => nature.to_owned(),
            };
            let sure = if clue.confidence == Confidence::Possible { "may be" } else { "looks like" };
            message.push_str(&format!(" It {sure} {}{nature}: {}.", concept.label, clue.reason.words()));
            (concept.label.clone(), view.category_for(concept, clue.reason.phrase()))
        }
    };
    let fix = match category {
        Some(category) => format!(
            "Declare it, {} with its `purpose`, or say `not-personal` with a reason.",
            view.written("category", &category.clause.id)
        ),
        None => "Declare its `category` and `purpose`, or say `not-personal` with a reason.".to_owned(),
    };
    let evidence = field.evidence.clues().iter().map(|clue| {
        format!("{}: {} ({})", view.lexicon.concept(clue).id, clue.reason.words(), clue.confidence.word())
    });
    let mut builder = view
        .at_field(&RULE, field, message)
        .fix(fix)
        .severity(severity)
        .confidence(clue.map_or(Confidence::Possible, |clue| clue.confidence))
        .group(kind, view.harm(field))
        .evidence(evidence.collect());
    if let Some(category) = category {
        builder = builder.clause(&view.notice().source, &category.clause, "the notice's category for this");
    }
    if let Some(said) = vague {
        builder = builder.label(LabelRole::Declaration, &said.place, "this says too little");
    }
    Some(builder)
}

/// How bad; none where the field says nothing about a person.
fn severity(view: &View<'_>, field: &FieldView<'_>) -> Option<Severity> {
    let clue = field.evidence.strongest();
    let kind = clue.map(|clue| view.lexicon.concept(clue).kind);
    let likely = clue.is_some_and(|clue| clue.confidence >= Confidence::Likely);
    if let Context::NotPerson { .. } = view.context {
        // An organisation has people too: the contact's name stands in the supplier's row. And a queue
        // has the addresses of those to whom it goes.
        let personal = view.lexicon.holding(view.context, &field.field.name, field.evidence).personal;
        return personal.then_some(Severity::Warning);
    }
    if likely && kind.is_some_and(|kind| !kind.is_personal()) {
        return None;
    }
    let personal = likely && kind.is_some_and(ConceptKind::is_personal);
    // The key of a row and who wrote it say nothing that the rest of the row does not.
    let kept =
        clue.is_some_and(|clue| matches!(view.lexicon.concept(clue).id.as_str(), "row-key" | "audit-user"));
    if kept && !view.options.strict {
        return None;
    }
    match (view.context.is_person(), personal) {
        (true, true) => Some(Severity::Error),
        (true, false) if view.options.strict => Some(Severity::Error),
        (true, false) => Some(Severity::Warning),
        // Nothing says whom the record is about: a sign in the field alone is for a person to judge.
        (false, true) if kind >= Some(ConceptKind::Personal) => {
            Some(if view.options.strict { Severity::Error } else { Severity::Warning })
        }
        // Asked to be strict, a record that nothing speaks of has to be declared too.
        (false, _) => view.options.strict.then_some(Severity::Error),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::finding::Severity;
    use crate::rules::testing::in_sql;

    fn severities(sql: &str) -> Vec<Severity> {
        in_sql(&RULE, sql).iter().map(|finding| finding.severity).collect()
    }

    #[test]
    fn evidence_is_an_error_and_the_rest_of_a_person_a_warning() {
        let sql =
            "CREATE TABLE child (\n  religion varchar(9),\n  zyx varchar(9),\n  created_at datetime\n);\n";
        assert_eq!(severities(sql), [Severity::Error, Severity::Warning]);
    }

    #[test]
    fn lookups_are_silent_and_an_organisation_has_people() {
        assert_eq!(
            severities("CREATE TABLE lookup_faith (\n  faith_code int,\n  religion varchar(9)\n);\n"),
            []
        );
        let supplier = "CREATE TABLE supplier (\n  supplier_name varchar(9),\n  contact_name varchar(9),\n  postcode varchar(9)\n);\n";
        assert_eq!(severities(supplier), [Severity::Warning]);
    }

    #[test]
    fn an_inherited_category_does_not_cover_what_the_law_protects() {
        let sql = "-- @gdpr category=who-you-are purpose=family-help\nCREATE TABLE child (\n  shoe_size int,\n  religion varchar(9),\n  surname varchar(9)\n);\n";
        assert_eq!(severities(sql), [Severity::Error, Severity::Error]);
    }
}
