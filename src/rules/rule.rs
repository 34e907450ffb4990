//! What a rule is.

use super::example::Example;
use super::view::View;
use crate::finding::{Finding, Severity};

/// Which part of the law or of good practice a rule is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Family {
    /// Whether fields are declared.
    Declaration,
    /// UK GDPR Article 9.
    SpecialCategory,
    /// UK GDPR Article 10.
    CriminalOffence,
    /// How long.
    Retention,
    /// What for, and no more.
    Purpose,
    /// Who is told.
    Recipients,
    /// UK GDPR Article 6, and consent.
    LawfulBasis,
    /// Names where none are needed.
    Pseudonymisation,
    /// What silences findings.
    Suppression,
    /// What could not be read, and what matches nothing.
    Reading,
}

impl Family {
    /// Its name for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Declaration => "declaration",
            Self::SpecialCategory => "special category",
            Self::CriminalOffence => "criminal offence",
            Self::Retention => "retention",
            Self::Purpose => "purpose and minimisation",
            Self::Recipients => "recipients",
            Self::LawfulBasis => "lawful basis and consent",
            Self::Suppression => "suppression",
            Self::Pseudonymisation => "pseudonymisation",
            Self::Reading => "reading and keeping house",
        }
    }
}

/// Who can act on a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// Whoever changes the schema.
    Developer,
    /// Whoever keeps the retention schedule.
    RecordsManager,
    /// The data protection officer.
    DataProtectionOfficer,
    /// The Caldicott Guardian.
    Guardian,
}

impl Audience {
    /// Its name in reports.
    pub fn word(self) -> &'static str {
        match self {
            Self::Developer => "developer",
            Self::RecordsManager => "records-manager",
            Self::DataProtectionOfficer => "data-protection-officer",
            Self::Guardian => "guardian",
        }
    }
}

/// What a rule rests on. House is this project's own good practice, and never presented as law.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Authority {
    /// A statute.
    Statute,
    /// The notice.
    Notice,
    /// Guidance.
    Guidance,
    /// Good practice.
    House,
}

impl Authority {
    /// Its name in reports.
    pub fn word(self) -> &'static str {
        match self {
            Self::Statute => "statute",
            Self::Notice => "notice",
            Self::Guidance => "guidance",
            Self::House => "house",
        }
    }
}

/// How a rule is asked.
#[derive(Clone, Copy)]
pub enum Check {
    /// About one record.
    Record(fn(&View<'_>, &mut Vec<Finding>)),
    /// Its findings are made where files are read.
    WhileReading,
}

/// A check with its documentation.
pub struct Rule {
    /// Its kebab-case id; reads well in "allow `undeclared-field`".
    pub id: &'static str,
    /// Its family.
    pub family: Family,
    /// The severity it has unless configured otherwise.
    pub severity: Severity,
    /// Who can act.
    pub audience: Audience,
    /// What it rests on.
    pub authority: Authority,
    /// The article, section or commitment.
    pub source: &'static str,
    /// What it checks, in one sentence.
    pub summary: &'static str,
    /// Why it matters and when it fires, in a short paragraph.
    pub explanation: &'static str,
    /// An example that it finds fault with.
    pub bad: Example,
    /// The same put right.
    pub good: Example,
    /// How it is asked.
    pub check: Check,
}

impl std::fmt::Debug for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.id)
    }
}
