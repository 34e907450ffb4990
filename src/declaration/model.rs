//! A declaration, understood.

use std::sync::Arc;

use crate::collection::Layer;
use crate::retention::Keep;
use crate::text::{Source, Span};

/// A place in some file.
#[derive(Debug, Clone)]
pub struct Place {
    /// The file.
    pub source: Arc<Source>,
    /// The bytes.
    pub span: Span,
}

/// A value, where it was said and how near to the field.
#[derive(Debug, Clone)]
pub struct Said<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub place: Place,
    /// How near.
    pub layer: Layer,
}

/// An Appropriate Policy Document that is referred to.
#[derive(Debug, Clone, Default)]
pub struct PolicyDocument {
    /// What identifies it.
    pub reference: String,
    /// When it is to be reviewed, as an ISO 8601 date.
    pub review: Option<jiff::civil::Date>,
}

/// How long, as declared.
#[derive(Debug, Clone, Default)]
pub struct RetentionSaid {
    /// The row of the notice that the record belongs to.
    pub class: Option<String>,
    /// What the system does.
    pub keep: Option<Keep>,
    /// The field or the system that records the events of `keep`, where the schema does not.
    pub recorded_in: Option<String>,
    /// Whether something was said and not understood.
    pub misunderstood: bool,
}

/// What suspends destruction for a while, as declared: an inquiry, a claim. It never lengthens the
/// period.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hold {
    /// What it is called.
    pub name: String,
    /// Who ordered it, or by what power.
    pub authority: Option<String>,
    /// Which records it takes in.
    pub scope: Option<String>,
    /// When it is to be reviewed, as an ISO 8601 date.
    pub review: Option<jiff::civil::Date>,
    /// Keys that were said and not understood; what is wrong with them is a finding already, so
    /// they do not count as missing too.
    pub misunderstood: Vec<&'static str>,
}

/// Someone who is told, as declared.
#[derive(Debug, Clone, Default)]
pub struct RecipientSaid {
    /// The id, as in the notice.
    pub id: String,
    /// `processor`, `controller`, `joint-controller`, `processor-and-controller`.
    pub role: Option<String>,
    /// The group of the notice it belongs to, when the notice does not list it.
    pub group: Option<String>,
    /// Where it is, when that is not the United Kingdom.
    pub country: Option<String>,
    /// Whether it offers an extra service.
    pub additional_service: bool,
    /// The notice's ground for sharing without consent.
    pub ground: Option<String>,
}

/// One use of a field: a purpose, and what it rests on.
#[derive(Debug, Clone, Default)]
pub struct Use {
    /// The purpose.
    pub purpose: Option<Said<String>>,
    /// Points of Article 6(1).
    pub lawful_basis: Vec<Said<String>>,
    /// Points of Article 9(2).
    pub condition: Vec<Said<String>>,
    /// Paragraphs of Schedule 1.
    pub schedule_1: Vec<Said<u32>>,
    /// Who is told.
    pub recipients: Vec<Said<RecipientSaid>>,
    /// Keys that were said and not understood; what is wrong with them is a finding already, so
    /// they do not count as missing too.
    pub misunderstood: Vec<&'static str>,
}

impl Use {
    /// Whether a key was said and not understood.
    pub fn misunderstood(&self, key: &str) -> bool {
        self.misunderstood.contains(&key)
    }
}

/// What one written declaration says, before it is merged with those further off.
#[derive(Debug, Clone, Default)]
pub struct Understood {
    /// Everything but the uses.
    pub plain: Declaration,
    /// The keys of a use, written flat: of each of the purposes below, or of every purpose where
    /// none is named.
    pub flat: Use,
    /// Several purposes written flat; each is a use with the rest of the flat keys.
    pub purposes: Vec<Said<String>>,
    /// Uses written out.
    pub uses: Option<Vec<Use>>,
    /// How near.
    pub layer: Option<Layer>,
    /// Whether it stands in a sidecar.
    pub beside: bool,
}

/// Everything that is said of a field, the nearest of each.
#[derive(Debug, Clone, Default)]
pub struct Declaration {
    /// Whom the field is about.
    pub subject: Option<Said<String>>,
    /// The category, as written.
    pub category: Option<Said<String>>,
    /// Why it is no personal data.
    pub not_personal: Option<Said<String>>,
    /// The uses.
    pub uses: Vec<Use>,
    /// How long.
    pub retention: Option<Said<RetentionSaid>>,
    /// What suspends destruction.
    pub hold: Option<Said<Hold>>,
    /// The Appropriate Policy Document.
    pub policy_document: Option<Said<PolicyDocument>>,
    /// The Article 10 authority.
    pub offence_authority: Option<Said<String>>,
    /// The impact assessment.
    pub dpia: Option<Said<String>>,
    /// Where the data come from.
    pub source: Option<Said<String>>,
    /// What was done to say less.
    pub technique: Option<Said<String>>,
    /// What fails without it.
    pub necessity: Option<Said<String>>,
    /// An agreement to a service, which is not consent to processing.
    pub agreement: Option<Said<String>>,
    /// Whether the category was said by a key of another tool, in its own words.
    pub by_convention: bool,
    /// What keys of other tools say that is too little to be a declaration.
    pub vague: Vec<Said<Vague>>,
    /// Whether it was drafted by a machine and confirmed by nobody; only ever true once merged.
    pub draft: Option<Said<bool>>,
}

/// What a key of another tool says, and leaves open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vague {
    /// What it says and what it does not: "`pii: true` says that it is personal data, not which
    /// category".
    pub message: String,
    /// Whether it gives a period without a start; else it gives no category.
    pub lacks_start: bool,
}

impl Declaration {
    /// Whether nothing is said of what the field is.
    pub fn is_silent(&self) -> bool {
        self.category.is_none() && self.not_personal.is_none()
    }

    /// How near it was said what the field is.
    pub fn layer(&self) -> Option<Layer> {
        self.category.as_ref().or(self.not_personal.as_ref()).map(|said| said.layer)
    }
}

/// What kind of mistake a declaration has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MistakeKind {
    /// An unknown key or value.
    Unknown,
    /// Two places that say different things.
    Conflict,
}

/// A mistake in a declaration.
#[derive(Debug, Clone)]
pub struct Mistake {
    /// What kind.
    pub kind: MistakeKind,
    /// Where.
    pub place: Place,
    /// What is wrong.
    pub message: String,
    /// The other place, for a conflict.
    pub other: Option<Place>,
}
