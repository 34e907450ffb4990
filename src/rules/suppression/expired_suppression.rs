//! `expired-suppression`

use crate::finding::Severity;
use crate::rules::{Audience, Authority, Check, Example, Family, Rule};

/// `expired-suppression`
pub static RULE: Rule = Rule {
    id: "expired-suppression",
    family: Family::Suppression,
    severity: Severity::Warning,
    audience: Audience::Developer,
    authority: Authority::House,
    source: "Whoever gave it a last day meant it to be looked at again.",
    summary: "A suppression is past its last day, or its day is no date.",
    explanation: "`until` is the last day on which a suppression holds. After it the finding is back, and this one points at what silenced it.",
    bad: Example {
        files: &[(
            "child.sql",
            "CREATE TABLE child (\n  religion varchar(20) -- @gdpr-ignore undeclared-field reason=\"goes in March\" until=2026-03-31\n);\n",
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
