//! `art6-missing-or-unlisted`

use crate::declaration::Use;
use crate::finding::{Builder, Finding, LabelRole, Severity};
use crate::rules::affected::{Affected, by_fault};
use crate::rules::legal_words::{article, point, points};
use crate::rules::offer::Offer;
use crate::rules::view::{UseView, View, push_all};
use crate::rules::{Audience, Authority, Check, Example, Family, Rule};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "art6-missing-or-unlisted",
    family: Family::LawfulBasis,
    severity: Severity::Error,
    audience: Audience::DataProtectionOfficer,
    authority: Authority::Statute,
    source: "UK GDPR Article 6(1): every use of personal data needs a lawful basis.",
    summary: "A use has no lawful basis, one that the notice does not offer, or one that is closed to councils.",
    explanation: "Every use needs a basis of Article 6(1), and the notice tells people which (Article 13(1)(c)). Where the notice ties the purpose to a basis, that one counts; otherwise every basis that it lists does. Legitimate interests are closed to public authorities in their own tasks, recognised ones too. Reported once per record, use and basis.",
    bad: Example {
        files: &[(
            "child.sql",
            "CREATE TABLE child (\n  school varchar(80) -- @gdpr category=schooling purpose=family-help\n);\n",
        )],
    },
    good: Example {
        files: &[(
            "child.sql",
            "CREATE TABLE child (\n  school varchar(80) -- @gdpr category=schooling purpose=family-help lawful-basis=public-task\n);\n",
        )],
    },
    check: Check::Record(check),
};

/// What is wrong with the bases of one field in one use.
#[derive(PartialEq)]
enum Fault<'v> {
    Missing,
    Closed(&'v str),
    Unlisted(&'v str),
}

fn check(view: &View<'_>, out: &mut Vec<Finding>) {
    let listed = view.notice().article_6.iter().map(|term| &term.clause);
    for one in view.uses() {
        let offer = Offer::of(view, one.purpose, listed.clone(), |activity| &activity.lawful_basis);
        for (fault, affected) in by_fault(&one, |_, of| faults(view, of, &offer)) {
            let builder = wording(view, &one, &offer, &fault, &affected);
            push_all(out, [offer.label(view, builder)]);
        }
    }
}

fn faults<'v>(view: &View<'v>, of: &'v Use, offer: &Offer<'_>) -> Vec<Fault<'v>> {
    if of.lawful_basis.is_empty() && !of.misunderstood("lawful-basis") {
        return vec![Fault::Missing];
    }
    let judge = |id: &'v str| {
        // That a council cannot use it at all is the graver thing to say of it.
        let closed = view.law().basis(id).is_some_and(|basis| !basis.open_to_councils);
        if closed { Some(Fault::Closed(id)) } else { (!offer.has(id)).then_some(Fault::Unlisted(id)) }
    };
    of.lawful_basis.iter().filter_map(|said| judge(&said.value)).collect()
}

fn wording(
    view: &View<'_>,
    one: &UseView<'_>,
    offer: &Offer<'_>,
    fault: &Fault<'_>,
    affected: &Affected<'_>,
) -> Builder {
    let law = view.law();
    let (names, record, words) = (affected.names(), &view.record.name, one.words());
    let offered =
        points(offer.points.iter().filter_map(|id| law.basis(id)).filter(|basis| basis.open_to_councils));
    let offered = match (offered.is_empty(), offer.tied) {
        (true, _) => "The notice offers none.".to_owned(),
        (false, true) => format!("The notice ties this purpose to {offered}."),
        (false, false) => format!("The notice offers {offered}."),
    };
    let id = match fault {
        Fault::Missing => {
            let message =
                format!("{names} in `{record}` {} no lawful basis{words}.", affected.number("has", "have"));
            let builder = view
                .at_field(&RULE, affected.first, message)
                .fix(format!("Add `lawful-basis`. {offered}"))
                .group("no lawful basis", view.harm(affected.first));
            return match affected.place() {
                Some(place) => builder.label(LabelRole::Declaration, place, "declared here, without a basis"),
                None => builder,
            };
        }
        Fault::Closed(id) | Fault::Unlisted(id) => *id,
    };
    let Some(basis) = law.basis(id) else { return view.at_field(&RULE, affected.first, names) };
    let relies = affected.number("relies", "rely");
    let what = match (fault, offer.tied) {
        (Fault::Closed(_), _) => "That basis is closed to a council in its own tasks.",
        (_, true) => "The notice ties this purpose to another basis.",
        (_, false) => "The notice does not list that basis.",
    };
    let message = format!("{names} in `{record}` {relies} on {}{words}. {what}", point(basis));
    let builder =
        view.at_field(&RULE, affected.first, message).group(article(basis), view.harm(affected.first));
    let builder = match fault {
        Fault::Closed(_) => builder.because(format!("{}. {}", basis.cite, basis.limit.as_deref().unwrap_or(RULE.source))).fix(format!("Name the basis that applies. {offered}")),
        _ => builder
            .because("UK GDPR Article 13(1)(c): people are told on what lawful basis their data are used.")
            .fix(format!("Name a basis that the notice gives, if it applies. {offered} Otherwise the notice must say so first.")),
    };
    match affected.place_of_basis(id) {
        Some(place) => builder.label(LabelRole::Declaration, place, "declared here"),
        None => builder,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::EXAMPLE_NOTICE;
    use crate::rules::testing::{of, of_under};

    fn schema(declared: &str) -> String {
        format!("properties:\n  school: {{ type: string, x-gdpr: {{ category: schooling, {declared} }} }}\n")
    }

    #[test]
    fn one_finding_for_each_basis_that_will_not_do() {
        let found = of(&RULE, &schema("purpose: family-help, lawful-basis: [e, d, f]"));
        let messages: Vec<&str> = found.iter().map(|finding| finding.message.as_str()).collect();
        assert_eq!(messages.len(), 2, "{messages:?}");
        assert!(messages.iter().any(|message| message.contains("6(1)(d)")
            && message.ends_with("The notice does not list that basis.")));
        assert!(
            messages
                .iter()
                .any(|message| message.contains("6(1)(f)") && message.contains("closed to a council"))
        );
        assert!(
            found
                .iter()
                .all(|finding| finding.fix.contains("The notice offers `c` (a duty laid down by law), `e`"))
        );
    }

    #[test]
    fn fields_without_a_basis_are_one_finding_for_each_use() {
        let schema = "properties:\n  a: { type: string, x-gdpr: { category: schooling, purpose: [family-help, keeping-safe] } }\n  b: { type: string, x-gdpr: { category: schooling, purpose: family-help } }\n";
        let found = of(&RULE, schema);
        assert_eq!(found.len(), 2);
        assert!(found.iter().any(|finding| finding.message.starts_with("`a`, `b` in")
            && finding.message.ends_with("have no lawful basis for `family-help`.")));
    }

    #[test]
    fn a_tie_of_the_notice_counts_before_its_list() {
        let notice = format!(
            "{EXAMPLE_NOTICE}activities: [{{ purposes: [keeping-safe], lawful-basis: c }}, {{ purposes: [holiday-club], lawful-basis: a }}]\n"
        );
        let found =
            of_under(&notice, &RULE, &schema("purpose: [keeping-safe, family-help], lawful-basis: e"));
        assert_eq!(found.len(), 1);
        assert!(
            found[0].message.contains("for `keeping-safe`. The notice ties")
                && found[0].fix.contains("ties this purpose to `c`"),
            "{}",
            found[0].fix
        );
        assert!(of_under(&notice, &RULE, &schema("purpose: holiday-club, lawful-basis: a")).is_empty());
    }
}
