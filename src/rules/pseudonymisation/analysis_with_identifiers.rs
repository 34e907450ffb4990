//! `analysis-with-identifiers`

use crate::finding::{Builder, Finding, LabelRole, Severity};
use crate::lexicon::{Clue, ConceptKind, Confidence, Reason};
use crate::notice::Clause;
use crate::rules::view::{FieldView, UseView, View, push_all};
use crate::rules::words::Several;
use crate::rules::{Audience, Authority, Check, Example, Family, Rule};

/// The kind of commitment that this rule holds a schema to.
const PROMISE: &str = "pseudonymised-analysis";

/// Techniques after which a value still says who somebody is to whoever reads it.
const NOT_ENOUGH: &[&str] = &["none", "encrypted"];

pub(in crate::rules) static RULE: Rule = Rule {
    id: "analysis-with-identifiers",
    family: Family::Pseudonymisation,
    severity: Severity::Error,
    audience: Audience::Developer,
    authority: Authority::Notice,
    source: "The notice promises that analysis and research use no real names.",
    summary: "Analysis, statistics or research use data that identify somebody directly, and the notice promises that they do not.",
    explanation: "It fires where the notice has a commitment of the kind `pseudonymised-analysis` and a field that is likely to hold a name, an address, contact details or an official number is used for a purpose about many people as a whole; a whole birth date and a postcode are a warning. A `technique` that pseudonymises, shortens or aggregates settles it; `encrypted` does not, since whoever analyses reads the value. Returns that a law asks for (Article 6(1)(c)) are exempt. Reported once per record and use.",
    bad: Example {
        files: &[(
            "figures.sql",
            "CREATE TABLE pupil_figures (\n  upn char(13) -- @gdpr category=who-you-are purpose=yearly-figures lawful-basis=e\n);\n",
        )],
    },
    good: Example {
        files: &[(
            "figures.sql",
            "CREATE TABLE pupil_figures (\n  upn char(13) -- @gdpr category=who-you-are purpose=yearly-figures lawful-basis=e technique=keyed-pseudonym\n);\n",
        )],
    },
    check: Check::Record(check),
};

/// What a field gives away, and what to put in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum GivesAway {
    Identity,
    Place,
    BirthDate,
}

impl GivesAway {
    fn fix(self) -> &'static str {
        match self {
            Self::Identity => {
                "leave it out, or replace it with a keyed pseudonym whose key is held apart (UK GDPR Article 4(5))"
            }
            Self::Place => "shorten the postcode to its sector (`technique: postcode-sector`)",
            Self::BirthDate => "shorten the birth date to its month (`technique: month-of-birth`)",
        }
    }
}

fn check(view: &View<'_>, out: &mut Vec<Finding>) {
    let Some(promise) = view.notice().commitment(PROMISE) else { return };
    for one in view.uses() {
        let Some(purpose) = one.purpose.filter(|purpose| view.is_about_population(purpose)) else { continue };
        let telling: Vec<(&FieldView<'_>, GivesAway, &Clue)> = one
            .fields
            .iter()
            // A return that a law asks for has the form the law gives it.
            .filter(|(field, of)| {
                !of.lawful_basis.iter().any(|basis| basis.value == "c") && !says_less(field)
            })
            .filter_map(|(field, _)| gives_away(view, field).map(|(what, clue)| (*field, what, clue)))
            .collect();
        for severity in [Severity::Error, Severity::Warning] {
            let group: Vec<_> = telling
                .iter()
                .filter(|(_, what, _)| (*what == GivesAway::Identity) == (severity == Severity::Error))
                .collect();
            if let Some(builder) = finding(view, &one, purpose, promise, &group) {
                push_all(out, [builder.severity(severity)]);
            }
        }
    }
}

fn finding(
    view: &View<'_>,
    one: &UseView<'_>,
    purpose: &str,
    promise: &Clause,
    group: &[&(&FieldView<'_>, GivesAway, &Clue)],
) -> Option<Builder> {
    let (first, what, clue) = group.first()?;
    let fields = Several::of(group.iter().map(|(field, ..)| *field))?;
    let concept = view.lexicon.concept(clue);
    let looks = if group.len() == 1 {
        format!(" It looks like {}: {}.", concept.label, clue.reason.words())
    } else {
        String::new()
    };
    let gives = match (what, group.len()) {
        (GivesAway::Identity, 1) => "says who somebody is",
        (GivesAway::Identity, _) => "say who somebody is",
        (_, 1) => "helps to find out who somebody is",
        _ => "help to find out who somebody is",
    };
    let message = format!(
        "{} in `{}` {gives}, and {} used for `{purpose}`, which looks at many people as a whole.{looks}",
        fields.names(),
        view.record.name,
        fields.number("is", "are"),
    );
    let mut ways: Vec<&str> = Vec::new();
    for (_, what, _) in group {
        if !ways.contains(&what.fix()) {
            ways.push(what.fix());
        }
    }
    let evidence = group.iter().map(|(field, _, clue)| {
        format!(
            "{}: {}: {} ({})",
            field.field.name,
            view.lexicon.concept(clue).id,
            clue.reason.words(),
            clue.confidence.word()
        )
    });
    let mut builder = view
        .at_field(&RULE, first, message)
        .because(format!("The notice promises: {}.", promise.label))
        .fix(format!("For this use, {}, and declare the `technique`.", ways.join("; ")))
        .confidence(clue.confidence)
        .group(purpose, view.harm(first))
        .evidence(evidence.collect());
    let said = one
        .fields
        .iter()
        .find(|(field, _)| std::ptr::eq(*field, *first))
        .and_then(|(_, of)| of.purpose.as_ref());
    if let Some(said) = said {
        builder = builder.label(LabelRole::Declaration, &said.place, "the use");
    }
    Some(builder.clause(&view.notice().source, promise, "the promise"))
}

/// Whether something was done to a field so that it says less about one person.
fn says_less(field: &FieldView<'_>) -> bool {
    field.declaration.technique.as_ref().is_some_and(|said| !NOT_ENOUGH.contains(&said.value.as_str()))
}

/// What a field is likely to give away; what identifies somebody directly counts first.
fn gives_away<'f>(view: &View<'_>, field: &'f FieldView<'_>) -> Option<(GivesAway, &'f Clue)> {
    let likely = || field.evidence.clues().iter().filter(|clue| clue.confidence >= Confidence::Likely);
    let find = |wanted: GivesAway| {
        likely().find(|clue| of_clue(view, clue) == Some(wanted)).map(|clue| (wanted, clue))
    };
    find(GivesAway::Identity).or_else(|| find(GivesAway::Place)).or_else(|| find(GivesAway::BirthDate))
}

fn of_clue(view: &View<'_>, clue: &Clue) -> Option<GivesAway> {
    let concept = view.lexicon.concept(clue);
    match concept.kind {
        ConceptKind::Identifier if concept.id == "address" && is_postcode(&clue.reason) => {
            Some(GivesAway::Place)
        }
        ConceptKind::Identifier => Some(GivesAway::Identity),
        _ if concept.id == "birth-date" => Some(GivesAway::BirthDate),
        _ => None,
    }
}

/// Whether a phrase of an address is about its postcode only: `post code`, `home_post`, `pcode`.
fn is_postcode(reason: &Reason) -> bool {
    let (Reason::Name(quote) | Reason::Title(quote) | Reason::Description(quote)) = reason else {
        return false;
    };
    let glued = quote.phrase.replace(' ', "");
    ["postcode", "postalcode", "zipcode", "pcode", "postcd", "post"].iter().any(|word| glued.ends_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::EXAMPLE_NOTICE;
    use crate::rules::testing::{in_sql, in_sql_under};

    fn sql(columns: &[&str], rest: &str) -> String {
        let columns: Vec<String> = columns
            .iter()
            .enumerate()
            .map(|(at, column)| {
                format!(
                    "  {column}{} -- @gdpr category=who-you-are {rest}",
                    if at + 1 == columns.len() { "" } else { "," }
                )
            })
            .collect();
        format!("CREATE TABLE child (\n{}\n);\n", columns.join("\n"))
    }

    fn severities(columns: &[&str], rest: &str) -> Vec<Severity> {
        in_sql(&RULE, &sql(columns, rest)).into_iter().map(|finding| finding.severity).collect()
    }

    #[test]
    fn direct_identifiers_are_errors_and_what_helps_to_find_somebody_is_a_warning() {
        let figures = "purpose=yearly-figures lawful-basis=e";
        assert_eq!(
            severities(
                &[
                    "surname varchar(80)",
                    "nhs_number char(10)",
                    "home_address varchar(80)",
                    "email varchar(80)"
                ],
                figures
            ),
            [Severity::Error]
        );
        assert_eq!(
            severities(&["date_of_birth date", "postcode varchar(8)", "home_post varchar(8)"], figures),
            [Severity::Warning]
        );
        assert_eq!(
            severities(&["surname varchar(80)", "date_of_birth date"], figures),
            [Severity::Error, Severity::Warning]
        );
        assert!(severities(&["gender char(1)", "child_id int"], figures).is_empty());
    }

    #[test]
    fn a_use_about_one_person_a_technique_and_a_statutory_return_are_left_alone() {
        assert!(severities(&["surname varchar(80)"], "purpose=family-help lawful-basis=e").is_empty());
        assert!(
            severities(&["upn char(13)"], "purpose=yearly-figures lawful-basis=e technique=hashed")
                .is_empty()
        );
        assert_eq!(
            severities(&["upn char(13)"], "purpose=yearly-figures lawful-basis=e technique=encrypted"),
            [Severity::Error]
        );
        assert!(severities(&["upn char(13)"], "purpose=yearly-figures lawful-basis=c").is_empty());
    }

    #[test]
    fn a_purpose_that_the_notice_lacks_is_known_by_its_words() {
        assert_eq!(
            severities(&["upn char(13)"], "purpose=service-research lawful-basis=e"),
            [Severity::Error]
        );
    }

    #[test]
    fn without_the_promise_it_is_silent() {
        let notice = EXAMPLE_NOTICE.replace("pseudonymised-analysis, ", "");
        assert!(
            in_sql_under(&notice, &RULE, &sql(&["upn char(13)"], "purpose=yearly-figures lawful-basis=e"))
                .is_empty()
        );
    }
}
