//! `unknown-declaration`

use crate::finding::Severity;
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
    bad: Example { files: &[("child.sql", "CREATE TABLE child (\n  school varchar(80) -- @gdpr category=schooling purpose=family-help lawful-basis=pubic-task\n);\n")] },
    good: Example { files: &[("child.sql", "CREATE TABLE child (\n  school varchar(80) -- @gdpr category=schooling purpose=family-help lawful-basis=public-task\n);\n")] },
    check: Check::WhileReading,
};
