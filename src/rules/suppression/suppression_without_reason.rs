//! `suppression-without-reason`

use crate::finding::Severity;
use crate::rules::{Audience, Authority, Check, Example, Family, Rule};

/// `suppression-without-reason`
pub static RULE: Rule = Rule {
    id: "suppression-without-reason",
    family: Family::Suppression,
    severity: Severity::Warning,
    audience: Audience::Developer,
    authority: Authority::House,
    source: "UK GDPR Article 5(2): the controller must be able to show why.",
    summary: "A suppression has no reason, so it silences nothing.",
    explanation: "An exception that nobody can explain cannot be defended to the people concerned, and nobody dares to remove it. Say in one line what makes it right.",
    bad: Example {
        files: &[(
            "child.sql",
            "CREATE TABLE child (\n  religion varchar(20) -- @gdpr-ignore undeclared-field\n);\n",
        )],
    },
    good: Example {
        files: &[(
            "child.sql",
            "CREATE TABLE child (\n  religion varchar(20) -- @gdpr-ignore undeclared-field reason=\"goes with the old table in March\" until=2027-03-31\n);\n",
        )],
    },
    check: Check::WhileReading,
};
