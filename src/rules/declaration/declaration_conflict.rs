//! `declaration-conflict`

use crate::finding::Severity;
use crate::rules::{Audience, Authority, Check, Example, Family, Rule};

/// `declaration-conflict`
pub(crate) static RULE: Rule = Rule {
    id: "declaration-conflict",
    family: Family::Declaration,
    severity: Severity::Error,
    audience: Audience::Developer,
    authority: Authority::House,
    source: "A declaration that says two things says neither.",
    summary: "The schema and its sidecar say different things of one key.",
    explanation: "The nearest word counts, and on a field the schema's own word counts before the sidecar's. Where the two differ somebody believes what is not so, and a check that passes on one of them proves nothing.",
    bad: Example {
        files: &[
            (
                "child.sql",
                "CREATE TABLE child (\n  school varchar(80) -- @gdpr category=schooling purpose=family-help\n);\n",
            ),
            ("child.gdpr.yaml", "fields:\n  child.school: { category: home-life }\n"),
        ],
    },
    good: Example {
        files: &[
            (
                "child.sql",
                "CREATE TABLE child (\n  school varchar(80) -- @gdpr category=schooling purpose=family-help\n);\n",
            ),
            ("child.gdpr.yaml", "fields:\n  child.school: { necessity: to send the right transport }\n"),
        ],
    },
    check: Check::WhileReading,
};
