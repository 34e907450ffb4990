//! A finding and its builder. A finding always has a primary place, a message, a reason and
//! something to do.

use std::sync::Arc;

use crate::declaration::Place;
use crate::lexicon::Confidence;
use crate::retention::Life;
use crate::rules::Rule;
use crate::text::{Source, Span};

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// A person must decide.
    Warning,
    /// A law or a promise is broken.
    Error,
}

impl Severity {
    /// Its name in configuration and reports.
    pub fn word(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// The severity of a name.
    pub fn of(word: &str) -> Option<Self> {
        [Self::Note, Self::Warning, Self::Error].into_iter().find(|severity| severity.word() == word)
    }
}

/// What a second or third place is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LabelRole {
    /// Where it was declared.
    Declaration,
    /// A clause of the notice.
    Notice,
    /// Another place that matters.
    Related,
}

impl LabelRole {
    /// Its name in reports.
    pub fn word(self) -> &'static str {
        match self {
            Self::Declaration => "declaration",
            Self::Notice => "notice",
            Self::Related => "related",
        }
    }
}

/// A second or third place, with a word on it.
#[derive(Debug, Clone)]
pub struct Label {
    /// What it is.
    pub role: LabelRole,
    /// Where it is.
    pub place: Place,
    /// The word on it.
    pub text: String,
    /// For a clause: its id.
    pub clause: Option<String>,
    /// For a clause: its place in the published page.
    pub page: Option<String>,
}

/// What ends with a notice's period, in the picture of a life.
pub const NOTICE_ENDS: &str = "the notice ends";
/// What ends with a statute's period.
pub const STATUTE_ENDS: &str = "the statute ends";

/// One imagined child for whom a finding holds, with real dates.
#[derive(Debug, Clone)]
pub struct Shown {
    /// The life.
    pub life: Arc<Life>,
    /// What its limit is: [`NOTICE_ENDS`] or [`STATUTE_ENDS`].
    pub limit: &'static str,
}

/// What a rule says about one place.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// How bad.
    pub severity: Severity,
    /// How sure: certain where something was declared, else as the evidence is.
    pub confidence: Confidence,
    /// Where.
    pub primary: Place,
    /// The record, where there is one.
    pub record: Option<String>,
    /// The field, where there is one.
    pub field: Option<String>,
    /// What is wrong.
    pub message: String,
    /// Why it matters: the clause or the article.
    pub why: String,
    /// What to do.
    pub fix: String,
    /// Further places.
    pub labels: Vec<Label>,
    /// The reasons of the linter, where it judged from evidence.
    pub evidence: Vec<String>,
    /// The child for whom it holds most, where it is about days.
    pub shown: Option<Shown>,
    /// What findings of this rule are grouped by: the kind of data, the row, the purpose.
    pub kind: String,
    /// How much harm is possible: 3 special category or offence data, 2 direct identifiers,
    /// 1 other personal data, 0 anything else. Only for the order of the human report.
    pub harm: u8,
}

/// Builds a finding.
#[must_use]
pub struct Builder {
    finding: Finding,
}

impl Builder {
    /// A finding of a rule at a place, saying what is wrong.
    pub fn new(rule: &'static Rule, source: &Arc<Source>, span: Span, message: impl Into<String>) -> Self {
        Self {
            finding: Finding {
                rule,
                severity: rule.severity,
                confidence: Confidence::Certain,
                primary: Place { source: Arc::clone(source), span },
                record: None,
                field: None,
                message: message.into(),
                why: rule.source.to_owned(),
                fix: String::new(),
                labels: Vec::new(),
                evidence: Vec::new(),
                shown: None,
                kind: String::new(),
                harm: 0,
            },
        }
    }

    /// The record and the field it is about.
    pub fn about(mut self, record: &str, field: Option<&str>) -> Self {
        self.finding.record = Some(record.to_owned());
        self.finding.field = field.map(str::to_owned);
        self
    }

    /// Why it matters, in place of the rule's own source.
    pub fn because(mut self, why: impl Into<String>) -> Self {
        self.finding.why = why.into();
        self
    }

    /// What to do.
    pub fn fix(mut self, fix: impl Into<String>) -> Self {
        self.finding.fix = fix.into();
        self
    }

    /// Another severity than the rule's own.
    pub fn severity(mut self, severity: Severity) -> Self {
        self.finding.severity = severity;
        self
    }

    /// How sure.
    pub fn confidence(mut self, confidence: Confidence) -> Self {
        self.finding.confidence = confidence;
        self
    }

    /// What it is grouped by in the human report, and how much harm is possible.
    pub fn group(mut self, kind: impl Into<String>, harm: u8) -> Self {
        self.finding.kind = kind.into();
        self.finding.harm = harm;
        self
    }

    /// The child for whom it holds most.
    pub fn life(mut self, life: Option<Arc<Life>>, limit: &'static str) -> Self {
        self.finding.shown = life.map(|life| Shown { life, limit });
        self
    }

    /// The linter's reasons.
    pub fn evidence(mut self, evidence: Vec<String>) -> Self {
        self.finding.evidence = evidence;
        self
    }

    /// A further place.
    pub fn label(mut self, role: LabelRole, place: &Place, text: impl Into<String>) -> Self {
        self.finding.labels.push(Label {
            role,
            place: place.clone(),
            text: text.into(),
            clause: None,
            page: None,
        });
        self
    }

    /// A clause of the notice, with its place in the file and in the page.
    pub fn clause(
        mut self,
        source: &Arc<Source>,
        clause: &crate::notice::Clause,
        text: impl Into<String>,
    ) -> Self {
        self.finding.labels.push(Label {
            role: LabelRole::Notice,
            place: Place { source: Arc::clone(source), span: clause.span },
            text: text.into(),
            clause: Some(clause.id.clone()),
            page: clause.place.clone(),
        });
        self
    }

    /// The finding.
    pub fn build(self) -> Finding {
        self.finding
    }
}
