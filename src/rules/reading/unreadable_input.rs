//! `unreadable-input`

use crate::finding::Severity;
use crate::rules::{Audience, Authority, Check, Example, Family, Rule};

/// `unreadable-input`
pub static RULE: Rule = Rule {
    id: "unreadable-input",
    family: Family::Reading,
    severity: Severity::Error,
    audience: Audience::Developer,
    authority: Authority::House,
    source: "What was not read was not checked.",
    summary: "A schema could not be read.",
    explanation: "A file that is not well formed, is not text, or is a schema of a format that is not read. Nothing in it was checked, so the exit code is 2 whatever the severities.",
    bad: Example {
        files: &[("child.schema.json", "{ \"type\": \"object\", \"properties\": { \"shoe\": \n")],
    },
    good: Example {
        files: &[(
            "child.schema.json",
            "{ \"type\": \"object\", \"properties\": { \"shoe\": { \"type\": \"string\" } } }\n",
        )],
    },
    check: Check::WhileReading,
};
