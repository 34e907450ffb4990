//! `consent-for-statutory-duty`

use crate::declaration::Use;
use crate::finding::{Builder, Finding, LabelRole, Severity};
use crate::lexicon::Confidence;
use crate::notice::{Clause, ConsentKind};
use crate::rules::affected::{Affected, by_fault};
use crate::rules::consent::{place_of_consent, rests_on_consent};
use crate::rules::view::{FieldView, Meaning, UseView, View, push_all};
use crate::rules::{Audience, Authority, Check, Example, Family, Rule};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "consent-for-statutory-duty",
    family: Family::LawfulBasis,
    severity: Severity::Warning,
    audience: Audience::DataProtectionOfficer,
    authority: Authority::Notice,
    source: "UK GDPR Article 4(11): consent is freely given, and nobody is free to refuse what a law requires.",
    summary: "What a statutory duty requires is used on consent.",
    explanation: "Where a law obliges the council to act, as with enquiries into the protection of a child, it acts whether people agree or not. To ask for consent there misleads them, and taking it back would have to stop the work. It fires where the notice says that such data need no consent, where the same use also rests on a legal obligation, and where the field or its record looks like child protection. An extra service that is offered and not needed is left alone, and an `agreement` to a service or to accommodation is not consent. Reported once per record, use and reason.",
    bad: Example {
        files: &[(
            "enquiry.sql",
            "CREATE TABLE enquiry (\n  home_notes text -- @gdpr category=home-life purpose=keeping-safe lawful-basis=consent\n);\n",
        )],
    },
    good: Example {
        files: &[(
            "enquiry.sql",
            "CREATE TABLE enquiry (\n  home_notes text -- @gdpr category=home-life purpose=keeping-safe lawful-basis=public-task agreement=\"placement agreement\"\n);\n",
        )],
    },
    check: Check::Record(check),
};

/// The lexicon's word for enquiries, conferences and plans to protect a child.
const CHILD_PROTECTION: &str = "child-protection";

/// The point of Article 6(1) for a legal obligation.
const LEGAL_OBLIGATION: &str = "c";

/// Why a use does not depend on consent. The first that holds is enough.
#[derive(PartialEq)]
enum Reason {
    /// Its category is among those of a clause of the notice, by its place in the list.
    NoticeSaysSo(usize),
    /// It rests on a legal obligation too.
    LegalObligation,
    /// A name says child protection: in words, and how surely.
    Evidence(String, Confidence),
}

fn check(view: &View<'_>, out: &mut Vec<Finding>) {
    for one in view.uses() {
        let purpose = one.purpose.and_then(|purpose| view.notice().purpose(purpose));
        let extra = purpose.is_some_and(|purpose| purpose.additional_service);
        let found = by_fault(&one, |field, of| reason(view, field, of, extra).into_iter().collect());
        push_all(out, found.iter().map(|(reason, affected)| wording(view, &one, reason, affected)));
    }
}

fn reason(view: &View<'_>, field: &FieldView<'_>, of: &Use, extra: bool) -> Option<Reason> {
    if !rests_on_consent(field, of) {
        return None;
    }
    if of.lawful_basis.iter().any(|said| said.value == LEGAL_OBLIGATION) {
        return Some(Reason::LegalObligation);
    }
    if extra {
        return None;
    }
    let category = match &field.meaning {
        Meaning::Category { clause: Some(category), .. } => Some(&category.clause.id),
        _ => None,
    };
    let names = |(_, kind, categories): &(Clause, ConsentKind, Vec<String>)| {
        *kind == ConsentKind::NotNeededForStatutoryDuty && category.is_some_and(|id| categories.contains(id))
    };
    if let Some(at) = view.notice().consent.iter().position(names) {
        return Some(Reason::NoticeSaysSo(at));
    }
    let of_field =
        field.evidence.clues().iter().filter(|clue| view.lexicon.concept(clue).id == CHILD_PROTECTION);
    let of_field =
        of_field.map(|clue| (clue.confidence, clue.reason.words())).max_by_key(|(confidence, _)| *confidence);
    let of_record = view
        .lexicon
        .of_name(&view.record.name)
        .into_iter()
        .filter(|(concept, _, _)| concept.id == CHILD_PROTECTION);
    let of_record = of_record.map(|(_, confidence, phrase)| {
        (confidence, format!("`{phrase}` in the name of its {}", view.record.kind.word()))
    });
    let (confidence, words) =
        of_record.chain(of_field).find(|(confidence, _)| *confidence >= Confidence::Likely)?;
    Some(Reason::Evidence(words, confidence))
}

fn wording(view: &View<'_>, one: &UseView<'_>, reason: &Reason, affected: &Affected<'_>) -> Builder {
    let notice = view.notice();
    let uses = format!(
        "{} in `{}` {} used{} on consent",
        affected.names(),
        view.record.name,
        affected.number("is", "are"),
        one.words()
    );
    let looks = affected.number("It looks", "They look");
    let message = match reason {
        Reason::NoticeSaysSo(_) => format!(
            "{uses}. The notice says that such data need none: {}.",
            clause(view, reason).map_or("", |clause| &clause.label)
        ),
        Reason::LegalObligation => {
            format!("{uses} and as a legal obligation. What is obligatory nobody can refuse.")
        }
        Reason::Evidence(words, _) => {
            format!("{uses}. {looks} like child protection ({words}), which a statutory duty covers.")
        }
    };
    let fix = "Rest this use on the duty or the public task alone. If what was meant is an agreement to a service or to a placement, declare it as `agreement`.";
    let mut builder = view
        .at_field(&RULE, affected.first, message)
        .fix(fix)
        .group("a statutory duty", view.harm(affected.first));
    if let Reason::Evidence(words, confidence) = reason {
        builder = builder
            .confidence(*confidence)
            .evidence(vec![format!("{CHILD_PROTECTION}: {words} ({})", confidence.word())]);
    }
    if let Some(place) = place_of_consent(affected) {
        builder = builder.label(LabelRole::Declaration, place, "the consent");
    }
    match clause(view, reason) {
        Some(clause) => builder.clause(&notice.source, clause, "the notice on duties that need no consent"),
        None => builder,
    }
}

/// The clause of the notice that says so, or else the first that says something of the kind.
fn clause<'v>(view: &View<'v>, reason: &Reason) -> Option<&'v Clause> {
    let consent = &view.notice().consent;
    let at = match reason {
        Reason::NoticeSaysSo(at) => *at,
        _ => consent.iter().position(|(_, kind, _)| *kind == ConsentKind::NotNeededForStatutoryDuty)?,
    };
    consent.get(at).map(|(clause, _, _)| clause)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::of;

    fn found(record: &str, field: &str, declared: &str) -> Vec<Finding> {
        of(
            &RULE,
            &format!(
                "$defs:\n  {record}:\n    properties:\n      {field}: {{ type: string, x-gdpr: {{ {declared} }} }}\n"
            ),
        )
    }

    #[test]
    fn what_the_notice_or_the_use_itself_says_is_certain() {
        let clause = found("visit", "remarks", "category: home-life, purpose: family-help, lawful-basis: a");
        assert_eq!((clause.len(), clause[0].confidence), (1, Confidence::Certain));
        let duty =
            found("visit", "school", "category: schooling, purpose: family-help, lawful-basis: [a, c]");
        assert_eq!((duty.len(), duty[0].confidence), (1, Confidence::Certain));
        assert!(
            found("visit", "school", "category: schooling, purpose: family-help, lawful-basis: a").is_empty()
        );
    }

    #[test]
    fn child_protection_is_known_by_the_field_or_by_the_record() {
        for (record, field) in [("section_47_enquiry", "school"), ("visit", "cp_conference_date")] {
            let found = found(record, field, "category: schooling, purpose: family-help, lawful-basis: a");
            assert_eq!((found.len(), found[0].confidence), (1, Confidence::Likely), "{record}.{field}");
        }
        assert!(
            found(
                "section_47_enquiry",
                "school",
                "category: schooling, purpose: family-help, lawful-basis: e, agreement: form 7"
            )
            .is_empty()
        );
    }

    #[test]
    fn an_extra_service_may_ask_unless_it_is_a_duty_all_the_same() {
        assert!(
            found("visit", "remarks", "category: home-life, purpose: holiday-club, lawful-basis: a")
                .is_empty()
        );
        assert_eq!(
            found("visit", "remarks", "category: home-life, purpose: holiday-club, lawful-basis: [a, c]")
                .len(),
            1
        );
    }

    #[test]
    fn fields_with_one_reason_are_one_finding() {
        let schema = "x-gdpr: { purpose: family-help, lawful-basis: a }\nproperties:\n  a: { type: string, x-gdpr: { category: home-life } }\n  b: { type: string, x-gdpr: { category: home-life } }\n";
        assert_eq!(of(&RULE, schema).len(), 1);
    }
}
