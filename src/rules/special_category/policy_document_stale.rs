//! `policy-document-stale`

use crate::collection::Layer;
use crate::declaration::{PolicyDocument, Said};
use crate::finding::{Builder, Finding, LabelRole, Severity};
use crate::notice::CategoryKind;
use crate::rules::view::{FieldView, View, push_all};
use crate::rules::{Audience, Authority, Check, Example, Family, Rule};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "policy-document-stale",
    family: Family::SpecialCategory,
    severity: Severity::Warning,
    audience: Audience::DataProtectionOfficer,
    authority: Authority::Statute,
    source: "Data Protection Act 2018 Schedule 1 paragraph 40: an Appropriate Policy Document is reviewed from time to time and kept up to date.",
    summary: "The review date of an Appropriate Policy Document is past.",
    explanation: "Special category or criminal offence data rest on a policy document that was to be reviewed before the day on which the check is made (`--as-of`, by default today). A document said for a whole file is reported once for the file, where it is said.",
    bad: Example {
        files: &[(
            "child.sql",
            "CREATE TABLE child (\n  allergies varchar(80) -- @gdpr category=wellbeing purpose=keeping-safe lawful-basis=public-task condition=9(2)(g) schedule-1=18 policy-document.reference=\"Policy document 3\" policy-document.review=2026-01-31\n);\n",
        )],
    },
    good: Example {
        files: &[(
            "child.sql",
            "CREATE TABLE child (\n  allergies varchar(80) -- @gdpr category=wellbeing purpose=keeping-safe lawful-basis=public-task condition=9(2)(g) schedule-1=18 policy-document.reference=\"Policy document 3\" policy-document.review=2027-01-31\n);\n",
        )],
    },
    check: Check::Record(check),
};

fn check(view: &View<'_>, out: &mut Vec<Finding>) {
    let mut seen: Vec<&PolicyDocument> = Vec::new();
    for field in view.declared().filter(|field| field.kind() != Some(CategoryKind::Ordinary)) {
        let Some(said) = &field.declaration.policy_document else { continue };
        let document = &said.value;
        let Some(review) = document.review.filter(|review| *review < view.options.as_of) else { continue };
        if seen.iter().any(|known| known.reference == document.reference && known.review == document.review) {
            continue;
        }
        seen.push(document);
        let message = format!(
            "The Appropriate Policy Document `{}` was to be reviewed by {review}.",
            document.reference
        );
        push_all(
            out,
            [builder(view, field, said, message)
                .fix("Have it reviewed, and write the next date in `policy-document.review`.")
                .group(document.reference.as_str(), 3)],
        );
    }
}

/// A finding at the field, or where the document was said for more than this record: there the
/// same words at the same place are one finding, however many records they are for.
fn builder(view: &View<'_>, field: &FieldView<'_>, said: &Said<PolicyDocument>, message: String) -> Builder {
    match said.layer {
        Layer::Field | Layer::Record => {
            view.at_field(&RULE, field, message).label(LabelRole::Declaration, &said.place, "its review date")
        }
        Layer::Document | Layer::Configuration => {
            Builder::new(&RULE, &said.place.source, said.place.span, message)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::of;

    #[test]
    fn a_date_is_past_on_the_day_after_it() {
        let schema = |date: &str| {
            format!(
                "properties:\n  faith: {{ type: string, x-gdpr: {{ category: faith, purpose: family-help, policy-document: {{ reference: P3, review: {date} }} }} }}\n"
            )
        };
        assert_eq!(of(&RULE, &schema("2026-06-29")).len(), 1);
        assert!(of(&RULE, &schema("2026-06-30")).is_empty());
    }

    #[test]
    fn a_document_for_a_whole_file_is_reported_once_where_it_is_said() {
        let schema = "x-gdpr: { purpose: family-help, policy-document: { reference: P3, review: 2025-01-01 } }\nproperties:\n  faith: { type: string, x-gdpr: { category: faith } }\n  origin: { type: string, x-gdpr: { category: heritage } }\n$defs:\n  other: { properties: { creed: { type: string, x-gdpr: { category: faith } } } }\n";
        assert_eq!(of(&RULE, schema).len(), 1);
    }

    #[test]
    fn ordinary_data_need_no_document() {
        let schema = "properties:\n  school: { type: string, x-gdpr: { category: schooling, policy-document: { reference: P3, review: 2025-01-01 } } }\n";
        assert!(of(&RULE, schema).is_empty());
    }
}
