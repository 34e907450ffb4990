//! The table of output formats. A new one is a file and a line here.

use super::{
    Human, Subject, checkstyle, concise, github, gitlab, json, jsonl, junit, markdown, rdjson, sarif,
};

/// An output format of `check`.
pub struct Format {
    /// Its name on the command line.
    pub name: &'static str,
    /// What reads it, in a few words.
    pub about: &'static str,
    /// Writes the whole report. How it looks matters only to the human one.
    pub write: fn(&Subject<'_>, Human) -> String,
}

/// Every format.
pub static FORMATS: &[Format] = &[
    Format { name: "human", about: "for people at a terminal", write: |subject, human| human.write(subject) },
    Format { name: "concise", about: "a line a finding, for problem matchers", write: concise::write },
    Format { name: "json", about: "for programs; schemas/report.schema.json", write: json::write },
    Format { name: "jsonl", about: "a JSON object a line, a finding each", write: jsonl::write },
    Format { name: "sarif", about: "SARIF 2.1.0, for code scanning", write: sarif::write },
    Format { name: "github", about: "annotations of GitHub Actions", write: github::write },
    Format { name: "gitlab", about: "GitLab code quality", write: gitlab::write },
    Format { name: "junit", about: "JUnit XML, for test reports", write: junit::write },
    Format { name: "checkstyle", about: "Checkstyle XML", write: checkstyle::write },
    Format { name: "rdjson", about: "Reviewdog diagnostics", write: rdjson::write },
    Format { name: "markdown", about: "for a comment on a pull request", write: markdown::write },
];
