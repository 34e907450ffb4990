//! Where evidence and declaration disagree on what the law calls a field. Two rules share it: one
//! reads names and comments, the other allowed values.

use crate::lexicon::{Clue, Concept, ConceptKind, Confidence, Context, Reason};
use crate::notice::CategoryKind;
use crate::rules::view::{FieldView, Meaning, View};

/// Techniques after which a value says nothing about one person, whatever its name says.
const NOBODY_LEFT: &[&str] = &["anonymised", "aggregated"];

/// What the evidence of one source shows that the declaration does not say.
#[derive(Debug)]
pub(super) struct Contradiction<'v> {
    /// The conclusion.
    pub clue: &'v Clue,
    /// What it is about.
    pub concept: &'v Concept,
    /// What is declared, in words: "declared `schooling` (ordinary personal data)".
    pub declared: String,
}

impl Contradiction<'_> {
    /// What the evidence shows and what the law calls it: "health data (special category data)".
    pub(super) fn shown(&self) -> String {
        let nature = match self.concept.kind {
            ConceptKind::Identifier => "identifies a person directly",
            kind => kind.category_kind().words(),
        };
        let label = &self.concept.label;
        if label == nature { label.clone() } else { format!("{label} ({nature})") }
    }
}

/// The strongest conclusion of some source that is likely, that names special category or offence
/// data, and that the declared category does not take in. Where the same source also shows what is
/// declared (`sexual_health` under health) they agree. What is ordinary is never held against
/// another ordinary category: there the lexicon knows less than the owner.
pub(super) fn contradiction<'v>(
    view: &View<'v>,
    field: &'v FieldView<'v>,
    source: fn(&Reason) -> bool,
) -> Option<Contradiction<'v>> {
    let not_personal = matches!(field.meaning, Meaning::NotPersonal);
    // A list of ethnic groups is no person's ethnicity, and neither is a count.
    let about_nobody = matches!(view.context, Context::NotPerson { .. })
        || field
            .declaration
            .technique
            .as_ref()
            .is_some_and(|said| NOBODY_LEFT.contains(&said.value.as_str()));
    let grave = |kind: ConceptKind| match kind {
        ConceptKind::Special | ConceptKind::Offence => true,
        ConceptKind::Identifier => not_personal,
        _ => false,
    };
    let shown: Vec<(&Clue, &Concept)> = field
        .evidence
        .clues()
        .iter()
        .filter(|clue| clue.confidence >= Confidence::Likely && source(&clue.reason))
        .map(|clue| (clue, view.lexicon.concept(clue)))
        .filter(|(_, concept)| grave(concept.kind))
        .collect();
    if shown.iter().any(|(_, concept)| agrees(field, concept)) {
        return None;
    }
    let (clue, concept) = *shown.first()?;
    if !not_personal && words(&clue.reason) && is_who(view, field) {
        return None;
    }
    let declared = match field.meaning {
        Meaning::Category { kind, written, .. } => format!("declared `{written}` ({})", kind.words()),
        Meaning::NotPersonal if !about_nobody => "declared to be no personal data".to_owned(),
        _ => return None,
    };
    Some(Contradiction { clue, concept, declared })
}

/// Whether a declared category takes in a concept: the same kind, and for special category data
/// the same head of Article 9, where both are known.
fn agrees(field: &FieldView<'_>, concept: &Concept) -> bool {
    let kind = concept.kind.category_kind();
    field.kind() == Some(kind)
        && (kind != CategoryKind::Special
            || field.head().is_none()
            || field.head() == concept.head.as_deref())
}

/// Whether the last words of a name say that the field holds who somebody is, or stands for a
/// person: an alleged person's name is a name, a conviction's number is a number.
fn is_who(view: &View<'_>, field: &FieldView<'_>) -> bool {
    let clues = field.evidence.clues().iter().filter(|clue| clue.confidence >= Confidence::Likely);
    clues.filter(|clue| matches!(clue.reason, Reason::Name(_)) && clue.head).any(|clue| {
        let concept = view.lexicon.concept(clue);
        matches!(concept.kind, ConceptKind::Identifier | ConceptKind::Pseudonym) || concept.id == "birth-date"
    })
}

/// Whether a reason is one of words: a name, a title, a description.
pub(super) fn words(reason: &Reason) -> bool {
    matches!(reason, Reason::Name(_) | Reason::Title(_) | Reason::Description(_))
}

/// Whether a reason is a list of allowed values.
pub(super) fn values(reason: &Reason) -> bool {
    matches!(reason, Reason::Values(..))
}

/// What to declare instead, by what the notice offers.
pub(super) fn instead(view: &View<'_>, found: &Contradiction<'_>) -> String {
    match view.category_for(found.concept, found.clue.reason.phrase()) {
        Some(category) => format!("declare `category: {}`", category.clause.id),
        None => {
            let id = found.concept.head.as_deref().unwrap_or(&found.concept.id);
            format!("declare `category: {id}` and add such a category to the notice, which has none")
        }
    }
}
