//! `unread-statement`

use crate::finding::Severity;
use crate::rules::{Audience, Authority, Check, Example, Family, Rule};

/// `unread-statement`
pub static RULE: Rule = Rule {
    id: "unread-statement",
    family: Family::Reading,
    severity: Severity::Error,
    audience: Audience::Developer,
    authority: Authority::House,
    source: "What was not read was not checked.",
    summary: "A statement or construct of a schema could not be read; the rest was.",
    explanation: "A table definition with a mistake in it, a reference that leads nowhere or out of the repository. It costs itself and never the file, and is said once, at its line.",
    bad: Example {
        files: &[(
            "child.schema.json",
            "{ \"type\": \"object\", \"properties\": { \"shoe\": { \"$ref\": \"#/$defs/nowhere\" } } }\n",
        )],
    },
    good: Example {
        files: &[(
            "child.schema.json",
            "{ \"type\": \"object\", \"properties\": { \"shoe\": { \"type\": \"string\" } } }\n",
        )],
    },
    check: Check::WhileReading,
};
