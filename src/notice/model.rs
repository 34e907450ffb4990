//! What a notice says, clause by clause.

use std::sync::Arc;

use crate::retention::{BoundChange, EventFacts, Expression, Keep, Offset, Period, Point, Timeline};
use crate::text::{Source, Span};

/// One promise: its id, its words and its place.
#[derive(Debug, Clone, Default)]
pub struct Clause {
    /// Its id.
    pub id: String,
    /// Its label, or its id where it has none.
    pub label: String,
    /// Its place in the notice file.
    pub span: Span,
    /// Its place in the published page, in words: `“Consent”, paragraph 2`.
    pub place: Option<String>,
}

/// What a purpose looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// One person: care, protection, a decision.
    Person,
    /// Many as a whole: analysis, statistics, research.
    Population,
    /// How a service runs.
    Service,
}

/// A purpose.
#[derive(Debug, Clone)]
pub struct Purpose {
    /// The clause.
    pub clause: Clause,
    /// What it looks at, where the notice says.
    pub about: Option<About>,
    /// Whether it is an extra service, offered and not needed.
    pub additional_service: bool,
}

/// What the law calls a category.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CategoryKind {
    /// Neither of the others.
    Ordinary,
    /// UK GDPR Article 9.
    Special,
    /// UK GDPR Article 10.
    Offence,
}

impl CategoryKind {
    /// The words for messages.
    pub fn words(self) -> &'static str {
        match self {
            Self::Ordinary => "ordinary personal data",
            Self::Special => "special category data",
            Self::Offence => "criminal offence data",
        }
    }
}

/// A category of data.
#[derive(Debug, Clone)]
pub struct Category {
    /// The clause.
    pub clause: Clause,
    /// What the law calls it.
    pub kind: CategoryKind,
    /// For special category data: which head of Article 9(1).
    pub head: Option<String>,
    /// The concepts of the lexicon that it takes in.
    pub covers: Vec<String>,
}

/// A lawful basis of the notice.
#[derive(Debug, Clone)]
pub struct Term {
    /// The clause; its id is the point of the article, as the law file writes it.
    pub clause: Clause,
}

/// An Article 9(2) condition of the notice.
#[derive(Debug, Clone)]
pub struct Condition {
    /// The clause; its id is the point of the article.
    pub clause: Clause,
    /// The Schedule 1 paragraphs named beside it.
    pub schedule_1: Vec<u32>,
}

/// Purposes that a notice ties to a basis.
#[derive(Debug, Clone)]
pub struct Activity {
    /// The purposes.
    pub purposes: Vec<String>,
    /// Lawful bases, by point.
    pub lawful_basis: Vec<String>,
    /// Conditions, by point.
    pub condition: Vec<String>,
    /// Its place.
    pub span: Span,
}

/// What a notice says on consent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConsentKind {
    /// A statutory duty needs none.
    NotNeededForStatutoryDuty,
    /// It can be taken back, and how.
    WithdrawalRoute,
    /// Extra services need it.
    AdditionalServices,
    /// Anything else.
    Other,
}

/// Someone who is told.
#[derive(Debug, Clone)]
pub struct Recipient {
    /// The clause.
    pub clause: Clause,
    /// The group it stands in.
    pub group: Option<String>,
    /// Whether it acts for the council, and for itself.
    pub role: Option<String>,
    /// Whether the council commissions it.
    pub commissioned: bool,
    /// Whether it is outside the United Kingdom.
    pub outside_uk: bool,
}

/// How long a row keeps.
#[derive(Debug, Clone)]
pub enum RowPeriod {
    /// One period.
    Keep(Keep),
    /// The page can be read in several ways, and nobody has chosen one.
    Readings(Vec<Keep>),
    /// The page could be read in several ways, and a post adopted this one.
    Adopted(Keep),
    /// Criteria instead of a period.
    Criteria,
}

/// How a row's period is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// Neither longer nor shorter; also where the row does not say.
    Exactly,
    /// A longest period: shorter is no fault.
    AtMost,
    /// A shortest period: longer is no fault.
    AtLeast,
}

/// What happens when a period ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Then {
    /// The record is destroyed; also where the row does not say.
    Destroy,
    /// Somebody looks at it and decides.
    Review,
    /// It goes to an archive or another body.
    Transfer,
    /// What names people is taken out.
    Anonymise,
}

impl Then {
    /// The action of a word of the notice file.
    pub fn of(word: &str) -> Option<Self> {
        [Self::Destroy, Self::Review, Self::Transfer, Self::Anonymise]
            .into_iter()
            .find(|action| action.word() == word)
    }

    /// The word of the notice file.
    pub fn word(self) -> &'static str {
        match self {
            Self::Destroy => "destroy",
            Self::Review => "review",
            Self::Transfer => "transfer",
            Self::Anonymise => "anonymise",
        }
    }
}

/// Who adopted a reading, and when.
#[derive(Debug, Clone)]
pub struct Adoption {
    /// The post.
    pub by: String,
    /// The day, as written.
    pub on: String,
    /// Why.
    pub reason: Option<String>,
}

/// A row of the retention schedule.
#[derive(Debug, Clone)]
pub struct Row {
    /// The clause; its place is that of the period.
    pub clause: Clause,
    /// The period as the page prints it.
    pub as_written: Option<String>,
    /// The period.
    pub period: RowPeriod,
    /// How it is meant.
    pub limit: Limit,
    /// What happens when it ends.
    pub then: Then,
    /// Whose records it is for; the child's where none is named.
    pub subject: Option<String>,
    /// The categories it is for.
    pub categories: Vec<String>,
    /// The subject for whom it takes everything that no other row takes.
    pub catch_all: Option<String>,
    /// What has to be true of the person, where the class depends on that.
    pub when: Option<String>,
    /// Rows that go first where a record belongs to both.
    pub yields_to: Vec<String>,
    /// When it does not apply: ids of rows, or words.
    pub unless: Vec<String>,
    /// By how much the period may be lengthened, as written: a period, an expression or words.
    pub extension: Option<String>,
    /// The same, where it is a period or an expression.
    pub extended: Option<Extended>,
    /// Until when the records are used, where they are kept for longer.
    pub use_until: Option<Keep>,
    /// What the row refers to.
    pub see: Vec<String>,
    /// Bounds of events that are others for this class.
    pub bounds: Vec<BoundChange>,
    /// Who adopted the reading, where one was.
    pub adoption: Option<Adoption>,
    /// Readings that a person has ruled out, with why; never compared.
    pub rejected: Vec<(Keep, Option<String>)>,
    /// What a reader should know.
    pub note: Option<String>,
}

/// How far a period may be lengthened.
#[derive(Debug, Clone)]
pub enum Extended {
    /// By so much.
    By(Period),
    /// Up to a point in time.
    To(Expression),
}

impl Row {
    /// Every period that the row may mean, with its extension.
    pub fn longest(&self) -> Vec<Keep> {
        let lengthen = |keep: &Keep| match (keep, &self.extended) {
            (Keep::Until(expression), Some(Extended::By(period))) => {
                let mut longer = expression.clone();
                longer.periods.push(*period);
                Keep::Until(longer)
            }
            (Keep::Until(expression), Some(Extended::To(further))) => Keep::Until(Expression {
                point: Point::Later(vec![expression.clone(), further.clone()]),
                periods: Vec::new(),
            }),
            _ => keep.clone(),
        };
        self.readings().iter().map(lengthen).collect()
    }

    /// Every period that the row may mean; none where it gives criteria.
    pub fn readings(&self) -> &[Keep] {
        match &self.period {
            RowPeriod::Keep(keep) | RowPeriod::Adopted(keep) => std::slice::from_ref(keep),
            RowPeriod::Readings(readings) => readings,
            RowPeriod::Criteria => &[],
        }
    }
}

/// A privacy notice.
#[derive(Debug)]
pub struct Notice {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The controller.
    pub controller: String,
    /// The nation whose law applies; England where the notice does not say.
    pub nation: String,
    /// Its version or date, where known.
    pub version: Option<String>,
    /// The file, for places.
    pub source: Arc<Source>,
    /// Whether it came with the program.
    pub built_in: bool,
    /// The purposes.
    pub purposes: Vec<Purpose>,
    /// The categories.
    pub categories: Vec<Category>,
    /// Lists that the page calls unfinished: `purposes`, `categories`, `recipients`.
    pub open: Vec<String>,
    /// Article 6 bases.
    pub article_6: Vec<Term>,
    /// Article 9 conditions.
    pub article_9: Vec<Condition>,
    /// How many Article 10 authorities it names.
    pub article_10: usize,
    /// Purposes tied to bases.
    pub activities: Vec<Activity>,
    /// Statutes named.
    pub statutes: Vec<Clause>,
    /// Clauses on consent, with the categories each is about.
    pub consent: Vec<(Clause, ConsentKind, Vec<String>)>,
    /// Grounds for sharing without consent; whether each is a legal duty.
    pub sharing: Vec<(Clause, bool)>,
    /// Groups of recipients.
    pub recipient_groups: Vec<Clause>,
    /// Recipients.
    pub recipients: Vec<Recipient>,
    /// Commitments, with their kind.
    pub commitments: Vec<(Clause, String)>,
    /// The retention schedule.
    pub retention: Vec<Row>,
    /// Events that the notice names itself.
    pub events: Vec<EventFacts>,
    /// Bounds of events that are others for this notice.
    pub bounds: Vec<BoundChange>,
    /// The age to which the service can go on.
    pub service_to: Option<Offset>,
    /// The places of the lists, by their key.
    pub lists: Vec<(String, Span)>,
}

impl Notice {
    /// A category by its id.
    pub fn category(&self, id: &str) -> Option<&Category> {
        self.categories.iter().find(|category| category.clause.id == id)
    }

    /// The categories under a head of Article 9.
    pub fn categories_of_head<'n>(&'n self, head: &'n str) -> impl Iterator<Item = &'n Category> {
        self.categories.iter().filter(move |category| category.head.as_deref() == Some(head))
    }

    /// A purpose by its id.
    pub fn purpose(&self, id: &str) -> Option<&Purpose> {
        self.purposes.iter().find(|purpose| purpose.clause.id == id)
    }

    /// A recipient by its id.
    pub fn recipient(&self, id: &str) -> Option<&Recipient> {
        self.recipients.iter().find(|recipient| recipient.clause.id == id)
    }

    /// A retention row by its id.
    pub fn row(&self, id: &str) -> Option<&Row> {
        self.retention.iter().find(|row| row.clause.id == id)
    }

    /// A commitment by its kind.
    pub fn commitment(&self, kind: &str) -> Option<&Clause> {
        self.commitments.iter().find(|(_, of)| of == kind).map(|(clause, _)| clause)
    }

    /// The events that are known, with what the notice says of them.
    #[must_use]
    pub fn timeline(&self, known: &Timeline) -> Timeline {
        let mut changes = self.service_to.map(|age| known.reaching(age)).unwrap_or_default();
        changes.extend(self.bounds.iter().cloned());
        known.with(&self.events, &changes)
    }

    /// Whether the page calls a list unfinished.
    pub fn is_open(&self, list: &str) -> bool {
        self.open.iter().any(|open| open == list)
    }

    /// The place of a whole list, to point at when nothing in it fits.
    pub fn list_place(&self, key: &str) -> Span {
        self.lists.iter().find(|(name, _)| name == key).map_or(Span::default(), |(_, span)| *span)
    }
}
