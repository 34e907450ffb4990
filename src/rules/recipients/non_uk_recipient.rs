//! `non-uk-recipient`

use super::told::{Told, by_id, told};
use crate::finding::{Finding, LabelRole, Severity};
use crate::notice::Notice;
use crate::rules::view::{View, push_all};
use crate::rules::{Audience, Authority, Check, Example, Family, Rule};

/// The kinds of commitment that say what happens with transfers, and that there are none.
const DESCRIBED: &str = "transfers-described";
const NONE_PROMISED: &str = "no-transfer-outside-uk";

/// What people and systems write for the United Kingdom or a part of it, in lower case.
const UNITED_KINGDOM: &[&str] = &[
    "uk",
    "gb",
    "gbr",
    "united kingdom",
    "great britain",
    "england",
    "wales",
    "scotland",
    "northern ireland",
    "gb-eng",
    "gb-wls",
    "gb-sct",
    "gb-nir",
    "united-kingdom",
    "great-britain",
    "northern-ireland",
];

pub(in crate::rules) static RULE: Rule = Rule {
    id: "non-uk-recipient",
    family: Family::Recipients,
    severity: Severity::Warning,
    audience: Audience::DataProtectionOfficer,
    authority: Authority::Statute,
    source: "UK GDPR Article 13(1)(f): people are told of transfers to other countries and what protects the data there.",
    summary: "Data leave the United Kingdom, and the notice does not describe it.",
    explanation: "It fires where a recipient's declared `country` is not the United Kingdom or a part of it, or where the notice itself says that the recipient is outside it, unless the notice both knows the recipient as one and describes its transfers (a commitment of the kind `transfers-described`). Reported once per record and recipient.",
    bad: Example {
        files: &[(
            "child.sql",
            "CREATE TABLE child (\n  school varchar(80) -- @gdpr category=schooling purpose=family-help lawful-basis=e recipients=[{id: help-line, role: processor, country: Ireland}]\n);\n",
        )],
    },
    good: Example {
        files: &[(
            "child.sql",
            "CREATE TABLE child (\n  school varchar(80) -- @gdpr category=schooling purpose=family-help lawful-basis=e recipients=[{id: help-line, role: processor, country: United Kingdom}]\n);\n",
        )],
    },
    check: Check::Record(check),
};

fn check(view: &View<'_>, out: &mut Vec<Finding>) {
    let notice = view.notice();
    for recipient in by_id(told(view).filter(|one| leaves(notice, one))) {
        let one = recipient.first;
        let id = one.said.value.id.as_str();
        let known = notice.recipient(id).filter(|known| known.outside_uk);
        let place = one.said.value.country.as_ref().map_or_else(
            || "which the notice places outside the United Kingdom".to_owned(),
            |country| format!("in {country}, outside the United Kingdom"),
        );
        let described = match notice.commitment(DESCRIBED) {
            Some(_) => "The notice describes transfers, but does not have this recipient among them.",
            None if notice.commitment(NONE_PROMISED).is_some() => {
                "The notice promises that nothing leaves it."
            }
            None => "The notice says nothing about transfers.",
        };
        let message = format!(
            "{} in `{}` {} to `{id}`, {place}. {described}",
            recipient.fields.names(),
            view.record.name,
            recipient.fields.number("goes", "go"),
        );
        let mut builder = view
            .at_field(&RULE, one.field, message)
            .fix("Say in the notice where the data go and what protects them there, or keep them in the United Kingdom.")
            .group(id, view.harm(one.field))
            .label(LabelRole::Declaration, &one.said.place, "declared here");
        if let Some(known) = known {
            builder =
                builder.clause(&notice.source, &known.clause, "outside the United Kingdom, by the notice");
        }
        if let Some(promise) = notice.commitment(DESCRIBED).or_else(|| notice.commitment(NONE_PROMISED)) {
            builder = builder.clause(&notice.source, promise, "what the notice says about transfers");
        }
        push_all(out, [builder]);
    }
}

/// Whether a recipient is outside the United Kingdom and the notice does not describe it.
fn leaves(notice: &Notice, told: &Told<'_>) -> bool {
    let placed_outside = notice.recipient(&told.said.value.id).is_some_and(|known| known.outside_uk);
    let declared_outside =
        told.said.value.country.as_ref().is_some_and(|country| !is_united_kingdom(country));
    let described = placed_outside && notice.commitment(DESCRIBED).is_some();
    (declared_outside || placed_outside) && !described
}

fn is_united_kingdom(country: &str) -> bool {
    let country = country.trim().to_lowercase().replace('.', "");
    UNITED_KINGDOM.contains(&country.trim_start_matches("the "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::EXAMPLE_NOTICE;
    use crate::rules::testing::in_sql_under;

    fn found(notice: &str, recipient: &str) -> Option<String> {
        let sql = format!(
            "CREATE TABLE child (\n  school varchar(80) -- @gdpr category=schooling purpose=family-help recipients=[{recipient}]\n);\n"
        );
        in_sql_under(notice, &RULE, &sql).pop().map(|finding| finding.message)
    }

    #[test]
    fn parts_of_the_united_kingdom_in_any_case_are_in_it() {
        for country in ["UK", "gb", "U.K.", "the United Kingdom", "Scotland", "northern ireland", "WALES"] {
            assert!(is_united_kingdom(country), "{country}");
        }
        for country in ["Ireland", "Jersey", "US", ""] {
            assert!(!is_united_kingdom(country), "{country}");
        }
    }

    #[test]
    fn what_the_notice_says_about_transfers_counts() {
        let abroad = EXAMPLE_NOTICE
            .replace("label: County police, role", "label: County police, outside-uk: true, role");
        let described =
            |notice: &str| notice.replace("commitments: [", "commitments: [transfers-described, ");
        assert_eq!(found(EXAMPLE_NOTICE, "county-police"), None);
        assert!(found(&abroad, "county-police").unwrap().ends_with("says nothing about transfers."));
        assert_eq!(found(&described(&abroad), "county-police"), None);
        assert!(
            found(&described(EXAMPLE_NOTICE), "{id: county-police, country: France}")
                .unwrap()
                .contains("does not have this recipient among them")
        );
        let none = EXAMPLE_NOTICE.replace("commitments: [", "commitments: [no-transfer-outside-uk, ");
        assert!(
            found(&none, "{id: county-police, country: France}")
                .unwrap()
                .ends_with("promises that nothing leaves it.")
        );
    }
}
