//! `unused-suppression`

use crate::finding::Severity;
use crate::rules::{Audience, Authority, Check, Example, Family, Rule};

/// `unused-suppression`
pub static RULE: Rule = Rule {
    id: "unused-suppression",
    family: Family::Suppression,
    severity: Severity::Warning,
    audience: Audience::Developer,
    authority: Authority::House,
    source: "A suppression that nothing needs hides the next finding at its place.",
    summary: "A suppression silences nothing: nothing is found there, or the rule is unknown.",
    explanation: "What was silenced has been mended, or the name of the rule is misspelt. Left in place it would silence, unseen, whatever comes there next.",
    bad: Example {
        files: &[(
            "child.sql",
            "CREATE TABLE colour (\n  shade varchar(20) -- @gdpr-ignore undeclared-field reason=\"goes in March\"\n);\n",
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
