//! `unmatched-configuration`

use crate::finding::Severity;
use crate::rules::{Audience, Authority, Check, Example, Family, Rule};

/// `unmatched-configuration`
pub static RULE: Rule = Rule {
    id: "unmatched-configuration",
    family: Family::Reading,
    severity: Severity::Warning,
    audience: Audience::Developer,
    authority: Authority::House,
    source: "A selector that matches nothing protects nothing.",
    summary: "A selector of a sidecar, or a path of the configuration, matches nothing.",
    explanation: "Fields are renamed and files move; the declarations that were written for them then apply to nothing, and nobody is told. Remove what is left over or mend the name.",
    bad: Example {
        files: &[
            ("child.sql", "CREATE TABLE child (\n  shoe int\n);\n"),
            ("child.gdpr.yaml", "fields:\n  child.shoo: { not-personal: a size for the shop }\n"),
        ],
    },
    good: Example {
        files: &[
            ("child.sql", "CREATE TABLE child (\n  shoe int\n);\n"),
            ("child.gdpr.yaml", "fields:\n  child.shoe: { not-personal: a size for the shop }\n"),
        ],
    },
    check: Check::WhileReading,
};
