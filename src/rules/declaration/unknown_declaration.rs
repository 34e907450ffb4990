//! `unknown-declaration`

use crate::finding::{Builder, Finding, Severity};
use crate::rules::view::{Meaning, View};
use crate::rules::{Audience, Authority, Check, Example, Family, Rule};

/// `unknown-declaration`
pub(crate) static RULE: Rule = Rule {
    id: "unknown-declaration",
    family: Family::Declaration,
    severity: Severity::Error,
    audience: Audience::Developer,
    authority: Authority::House,
    source: "A declaration that is not understood is not used.",
    summary: "A declaration has a key or a value that nobody knows.",
    explanation: "A slip of the pen in a declaration would otherwise pass for a declaration. What is not understood is reported at its place, with the nearest word that is known, and is not used.",
    bad: Example {
        files: &[(
            "child.sql",
            "CREATE TABLE child (\n  school varchar(80) -- @gdpr category=schooling purpose=family-help lawful-basis=pubic-task\n);\n",
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

/// Categories that are a slip of the pen; the other mistakes are found where declarations are
/// understood.
fn check(view: &View<'_>, out: &mut Vec<Finding>) {
    for field in view.fields {
        let (Meaning::Misspelt(meant), Some(said)) = (&field.meaning, &field.declaration.category) else {
            continue;
        };
        let message = format!("`{}` is no category of the notice; did you mean `{meant}`?", said.value);
        let builder = Builder::new(&RULE, &said.place.source, said.place.span, message.as_str());
        out.push(
            builder
                .about(&view.record.name, Some(&field.field.name))
                .fix("Correct the declaration; what is not understood was not used.")
                .group(message, view.harm(field))
                .build(),
        );
    }
}
