//! `victim-filed-as-offence`

use super::authority::{looks_like_a_victims, subject_is_victim};
use crate::collection::Layer;
use crate::finding::{Builder, Finding, LabelRole, Severity};
use crate::notice::CategoryKind;
use crate::rules::view::{FieldView, View, push_all};
use crate::rules::{Audience, Authority, Check, Example, Family, Rule};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "victim-filed-as-offence",
    family: Family::CriminalOffence,
    severity: Severity::Warning,
    audience: Audience::Developer,
    authority: Authority::Statute,
    source: "UK GDPR Article 10: it is about the person suspected, accused or convicted, not about a victim or a witness.",
    summary: "Data about a victim or a witness are declared as criminal offence data.",
    explanation: "That something was done to a person, or that a person saw it, says nothing about that person's own offences. Filed as criminal offence data they get the wrong safeguards, and what they may reveal, such as health, is missed. It fires where the declared subject is a victim or a witness and, where no subject is declared, where the field looks like it.",
    bad: Example {
        files: &[(
            "incident.sql",
            "CREATE TABLE incident (\n  injuries varchar(80) -- @gdpr category=offending subject=victim purpose=keeping-safe lawful-basis=public-task schedule-1=18\n);\n",
        )],
    },
    good: Example {
        files: &[(
            "incident.sql",
            "CREATE TABLE incident (\n  injuries varchar(80) -- @gdpr category=wellbeing subject=victim purpose=keeping-safe lawful-basis=public-task condition=9(2)(g) schedule-1=18\n);\n",
        )],
    },
    check: Check::Record(check),
};

fn check(view: &View<'_>, out: &mut Vec<Finding>) {
    let filed = view.declared().filter(|field| field.kind() == Some(CategoryKind::Offence));
    push_all(out, filed.filter_map(|field| finding(view, field)));
}

fn finding(view: &View<'_>, field: &FieldView<'_>) -> Option<Builder> {
    let path = view.path(field);
    let category = field.declaration.category.as_ref()?;
    let fix = "Declare the category of what it says of that person; if it says something of their health, that is special category data. Criminal offence data are about the person suspected, accused or convicted";
    let builder = match &field.declaration.subject {
        Some(subject) if subject_is_victim(view, field) => {
            let message =
                format!("`{path}` is declared as criminal offence data, and as about a `{}`.", subject.value);
            view.at_field(&RULE, field, message)
                .fix(format!("{fix}."))
                .group("victims and witnesses", 3)
                .label(LabelRole::Declaration, &subject.place, "the subject")
        }
        // The owner says whom it is about; `relation_to_victim` may well be the offender's.
        Some(said) if said.layer == Layer::Field => return None,
        _ => {
            let clue = looks_like_a_victims(view, field)?;
            let concept = view.lexicon.concept(clue);
            let message = format!(
                "`{path}` is declared as criminal offence data. It looks like {}: {}.",
                concept.label,
                clue.reason.words()
            );
            view.at_field(&RULE, field, message)
                .fix(format!("{fix}; if this is, say so with `subject`."))
                .confidence(clue.confidence)
                .group(concept.label.as_str(), 3)
                .evidence(vec![format!(
                    "{}: {} ({})",
                    concept.id,
                    clue.reason.words(),
                    clue.confidence.word()
                )])
        }
    };
    Some(builder.label(LabelRole::Declaration, &category.place, "the category"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Confidence;
    use crate::rules::testing::of;

    fn found(field: &str, declared: &str) -> Vec<Finding> {
        of(&RULE, &format!("properties:\n  {field}: {{ type: string, x-gdpr: {{ {declared} }} }}\n"))
    }

    #[test]
    fn a_declared_subject_is_certain_and_evidence_is_not() {
        assert_eq!(
            found("injuries", "category: offending, subject: victim")[0].confidence,
            Confidence::Certain
        );
        assert_eq!(found("victim_statement", "category: offending")[0].confidence, Confidence::Likely);
    }

    #[test]
    fn a_declared_subject_outweighs_the_name_and_other_categories_are_right() {
        assert!(found("victim_statement", "category: offending, subject: person-alleged").is_empty());
        assert!(found("victim_statement", "category: home-life").is_empty());
        assert!(found("caution", "category: offending").is_empty());
    }
}
