//! `special-without-art9`

use crate::finding::{Finding, LabelRole, Severity};
use crate::notice::CategoryKind;
use crate::rules::view::{View, push_all, some_of};
use crate::rules::{Audience, Authority, Check, Example, Family, Rule};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "special-without-art9",
    family: Family::SpecialCategory,
    severity: Severity::Error,
    audience: Audience::DataProtectionOfficer,
    authority: Authority::Statute,
    source: "UK GDPR Article 9(2): special category data may be used only under one of its conditions.",
    summary: "Special category data have a use without an Article 9(2) condition.",
    explanation: "Article 9(1) prohibits the use of special category data unless a condition of Article 9(2) applies. The condition belongs to a use: the same field may serve care under one and equality monitoring under another. Reported once per record and use.",
    bad: Example {
        files: &[(
            "child.sql",
            "CREATE TABLE child (\n  faith varchar(20) -- @gdpr category=faith purpose=family-help lawful-basis=public-task\n);\n",
        )],
    },
    good: Example {
        files: &[(
            "child.sql",
            "CREATE TABLE child (\n  faith varchar(20) -- @gdpr category=faith purpose=family-help lawful-basis=public-task condition=health-or-social-care schedule-1=2\n);\n",
        )],
    },
    check: Check::Record(check),
};

fn check(view: &View<'_>, out: &mut Vec<Finding>) {
    let offered = some_of(view.notice().article_9.iter().map(|condition| condition.clause.id.as_str()));
    for one in view.uses() {
        let bare: Vec<_> = one
            .fields
            .iter()
            .filter(|(field, of)| {
                field.kind() == Some(CategoryKind::Special)
                    && of.condition.is_empty()
                    && !of.misunderstood("condition")
            })
            .collect();
        let Some((first, of)) = bare.first() else { continue };
        let names = some_of(bare.iter().map(|(field, _)| field.field.name.as_str()));
        let verb = if bare.len() == 1 { "is" } else { "are" };
        let message = format!(
            "{names} in `{}` {verb} special category data, used{} without an Article 9(2) condition.",
            view.record.name,
            one.words()
        );
        let mut builder = view.at_field(&RULE, first, message).fix(format!(
            "Add `condition`. The notice offers {offered}; ask the data protection officer which applies."
        ));
        if let Some(said) = of.purpose.as_ref().map(|said| &said.place).or(first
            .declaration
            .category
            .as_ref()
            .map(|said| &said.place))
        {
            builder = builder.label(LabelRole::Declaration, said, "declared here, without a condition");
        }
        if let Some(condition) = view.notice().article_9.first() {
            builder = builder.clause(
                &view.notice().source,
                &condition.clause,
                "the conditions of the notice start here",
            );
        }
        push_all(out, [builder]);
    }
}
