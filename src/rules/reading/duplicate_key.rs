//! `duplicate-key`

use crate::finding::Severity;
use crate::rules::{Audience, Authority, Check, Example, Family, Rule};

/// `duplicate-key`
pub static RULE: Rule = Rule {
    id: "duplicate-key",
    family: Family::Reading,
    severity: Severity::Error,
    audience: Audience::Developer,
    authority: Authority::House,
    source: "RFC 8259 section 4: the names within an object should be unique.",
    summary: "A key stands twice in one mapping.",
    explanation: "Most tools keep one of the two and say nothing, and not all keep the same one. Both are checked here.",
    bad: Example {
        files: &[(
            "child.schema.json",
            "{ \"type\": \"object\", \"properties\": { \"shoe\": { \"type\": \"string\" }, \"shoe\": { \"type\": \"integer\" } } }\n",
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
